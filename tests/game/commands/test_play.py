"""`manage.py play`, started as a teacher starts it."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from game import environment
from game.web import address

STARTS_WITHIN = 30  # seconds


class Play:
    """A server of its own: its own data folder, its own port."""

    def __init__(self, folder):
        self.port = address.free_port("127.0.0.1", after=20_000 + os.getpid() % 10_000)
        self.folder = folder
        self.process = self.start()
        self.said = []
        while not self.said or not self.said[-1].startswith("Ctrl-C"):
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
            self.said.append(line)

    @property
    def environment(self):
        return os.environ | {
            "DATA_DIR": str(self.folder),
            "PYTHONIOENCODING": "utf-8",
            "PYTHONUNBUFFERED": "1",
        }

    def manage(self, *arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def start(self):
        return subprocess.Popen(
            [sys.executable, "manage.py", "play", "--port", str(self.port)],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def play(tmp_path_factory):
    started = Play(tmp_path_factory.mktemp("var"))
    yield started
    started.process.kill()
    started.process.communicate()


def test_it_prints_a_link_for_the_teacher_and_one_for_pupils_and_a_code_to_scan(play):
    teacher, pupils, *code = play.said

    assert re.fullmatch(rf"Teacher: http://[\w.]+:{play.port}/enter/[\w-]+/\n", teacher)
    assert re.fullmatch(rf"Pupils:  http://[\w.]+:{play.port}/\n", pupils)
    assert sum("█" in line for line in code) > 10


def test_the_server_answers_and_serves_its_styles(play):
    with urllib.request.urlopen(f"http://127.0.0.1:{play.port}/static/game/app.css") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/css")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of children in a file")
def test_the_process_for_pages_is_started_before_anybody_asks_for_one(play):
    threads, deadline = Path(f"/proc/{play.process.pid}/task"), time.monotonic() + STARTS_WITHIN

    while not any(children.read_text() for children in threads.glob("*/children")):
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_secret_key_is_for_its_owner_only(play):
    key = play.folder / "secret-key"

    assert stat.S_IMODE(key.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_all_it_writes_is_for_its_owner_only(play):
    written = [path for path in play.folder.iterdir() if path.is_file()]

    assert {"game.sqlite3", "game.sqlite3-wal", "game.sqlite3-shm", f"playing-{play.port}.json"} <= {
        path.name for path in written
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert stat.S_IMODE(play.folder.stat().st_mode) == 0o700


def test_another_link_names_the_port_on_which_it_runs(play):
    told = play.manage("teacher_link")

    assert re.fullmatch(rf"Teacher: http://[\w.]+:{play.port}/enter/[\w-]+/\n", told.stdout), told.stderr


def test_a_taken_port_is_named_and_a_free_one_too(play):
    second = play.start()

    said, complaint = second.communicate(timeout=STARTS_WITHIN)

    assert (second.returncode, said) == (1, "")
    taken, free = re.fullmatch(r"CommandError: Port (\d+) is taken; (\d+) is free: .*\n", complaint).groups()
    assert int(taken) == play.port
    assert address.is_free("0.0.0.0", int(free))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_ends_it_quietly(tmp_path):
    play = Play(tmp_path)

    play.process.send_signal(signal.SIGINT)
    _, complaint = play.process.communicate(timeout=STARTS_WITHIN)

    assert (play.process.returncode, complaint) == (0, "")
    assert not list(tmp_path.glob("playing-*")), "nobody is sent to a server that is gone"


def test_where_no_server_runs_no_link_is_made(tmp_path):
    play = Play(tmp_path)
    play.process.kill()
    play.process.communicate()
    assert list(tmp_path.glob("playing-*")), "what a crash leaves"

    told = play.manage("teacher_link")

    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.strip() == (
        "CommandError: No server runs on these data. Start one, which prints a link: manage.py play"
    )


def test_the_secret_key_stays_the_same(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first = environment.secret_key(tmp_path)

    assert environment.secret_key(tmp_path) == first
    assert len(first) > 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_key_another_process_drew_in_the_same_moment_counts(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret-key").write_text("theirs")
    monkeypatch.setattr("pathlib.Path.exists", lambda path: False)

    assert environment.secret_key(tmp_path) == "theirs"


def test_a_free_port_is_not_the_taken_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not address.is_free("127.0.0.1", port)
        assert address.free_port("127.0.0.1", after=port) > port
