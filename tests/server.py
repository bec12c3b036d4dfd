"""A real server in a process of its own, and the people who talk to it: what live and browser tests stand on.

The server is `manage.py play`, as a teacher starts it, with a data folder of its own. Nothing is mocked.
Which tests share one is said in `shared.py`.
"""

import hashlib
import json
import os
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Self
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import psycopg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 60.0
"""Seconds."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`manage.py play` on a port of its own. `environment` goes to its process, DATABASE_URL for example."""

    program: tuple[str, ...] = ("manage.py",)
    """What is run with `play`, and with any other of its commands."""

    def __init__(self, data_dir: Path, **environment: str):
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.logs: list[Path] = []
        self._environment = environment
        self.start()

    @classmethod
    @contextmanager
    def alone(cls, data_dir: Path, **environment: str) -> Iterator[Self]:
        """One that is shared with nobody, and at the end of it `ends_well`."""
        started = cls(data_dir, **environment)
        try:
            yield started
        finally:
            started.stop()
        started.ends_well()

    def start(self) -> None:
        """Start, or start again on the same port and data, and wait until it serves."""
        self._was_ended = False
        self.log = self.data_dir / f"server-{time.monotonic_ns()}.log"
        self.logs.append(self.log)
        command = [sys.executable, *self.program, "play", "--host", "127.0.0.1", "--port", str(self.port)]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while "Ctrl-C" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    @property
    def key_dir(self) -> Path:
        """Where the keys of secret votes lie."""
        return self.data_dir.with_name(f"{self.data_dir.name}-keys")

    @property
    def environment(self) -> dict[str, str]:
        # Most tests draw no page that looks back, and need no process for it.
        own = {"DATA_DIR": str(self.data_dir), "PYTHONUNBUFFERED": "1", "WARM_UP": "0"}
        return {**os.environ, **own, **self._environment}

    def kill(self) -> None:
        """As when somebody pulls the plug: no goodbye."""
        self._was_ended = True
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self._was_ended = True
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    @contextmanager
    def without_a_crash(self) -> Iterator[None]:
        """Fails when something in the server crashes meanwhile, or all of it."""
        before = self._said()
        yield
        said = self._said().removeprefix(before)
        by_itself = self.process.poll() is not None and not self._was_ended
        assert not by_itself, f"The server ended with {self.process.returncode}: {said}"
        assert "Traceback" not in said, said

    def _said(self) -> str:
        """All that this server has written, from its first start on."""
        return "".join(log.read_text() for log in self.logs)

    def ends_well(self) -> None:
        """Stop. Fails when it ever crashed, or a session that it leaves is not the fold of its journal."""
        self.stop()
        verified = self.manage("verify_replay")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        self.has_never_crashed()

    def has_never_crashed(self) -> None:
        assert "Traceback" not in self._said(), self._said()

    def teacher_link(self) -> str:
        """As it was printed at the start."""
        [path] = re.findall(r"/enter/\S+/", self.log.read_text())
        return self.url + path

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another of manage.py's commands on the same data."""
        return subprocess.run(
            [sys.executable, *self.program, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def teacher(self) -> "Person":
        """A teacher, signed in by a fresh link."""
        person = Person(self)
        first = person.post(self._fresh_link(), {}, follow=False).leads_to
        assert first in ("/teach/", "/teach/new/")  # to a new session where there is none yet
        return person

    def _fresh_link(self) -> str:
        """As `manage.py teacher_link` makes it, without the second that starting a program takes."""
        token = secrets.token_urlsafe(18)
        digest, now = hashlib.sha256(token.encode()).hexdigest(), datetime.now(UTC).isoformat(" ")
        row = ("teacher", digest, now, False, False)
        into = "INSERT INTO game_link (kind, digest, made_at, may_help, withdrawn) VALUES"
        if url := self.environment.get("DATABASE_URL"):
            with psycopg.connect(url) as database:
                database.execute(f"{into} (%s, %s, %s, %s, %s)", row)
        else:
            with closing(sqlite3.connect(self.data_dir / "game.sqlite3", timeout=20)) as file, file:
                file.execute(f"{into} (?, ?, ?, ?, ?)", row)
        return f"/enter/{token}/"

    def session(self, teacher: "Person", scenario: str = "democratic-conference", **fields: Any) -> str:
        """The code of a new session."""
        wanted = {"scenario": scenario, "pupils": 8, "minutes": 50, **fields}
        answer = teacher.post("/teach/new/", wanted, follow=False)
        return answer.leads_to.rstrip("/").rsplit("/", 1)[1]

    def pupil(self, code: str, name: str) -> "Person":
        """A pupil who has taken a seat."""
        person = Person(self)
        answer = person.post(f"/join/{code}/", {"name": name}, follow=False)
        assert "/seat/" in answer.leads_to
        return person


class Answer:
    """An HTTP answer, read. `url` is where redirects ended."""

    def __init__(self, response: Any):
        self.status: int = response.status
        self.url: str = response.url
        self.headers = response.headers
        self.text: str = response.read().decode(errors="replace")  # a workbook is none

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def leads_to(self) -> str:
        """The path of the page that would come next. Fails when there is none, with what came instead."""
        assert self.status == 302, self.text
        return str(self.headers["Location"])


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Person:
    """A browser without JavaScript: cookies, pages, posts; and sockets, for those who want one."""

    def __init__(self, server: Server):
        self.server = server
        self.cookies = CookieJar()

    def request(
        self,
        method: str,
        path: str,
        fields: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        follow: bool = True,
    ) -> Answer:
        """`fields` are sent as a form. Errors are answers, too."""
        handlers = [HTTPCookieProcessor(self.cookies)] + ([] if follow else [_NoRedirects()])
        body = None if fields is None else urlencode(fields, doseq=True).encode()
        request = Request(self.server.url + path, body, headers or {}, method=method)
        try:
            with build_opener(*handlers).open(request, timeout=30) as response:
                return Answer(response)
        except HTTPError as error:
            with error:
                return Answer(error)

    def get(self, path: str, **more: Any) -> Answer:
        return self.request("GET", path, **more)

    def post(self, path: str, fields: dict[str, Any], **more: Any) -> Answer:
        return self.request("POST", path, fields, **more)

    def act(self, code: str, act: str, **fields: Any) -> Answer:
        """A command by the POST twin, answered in JSON."""
        return self.post(f"/act/{code}/", {"act": act, **fields}, headers={"Accept": "application/json"})

    def state(self, code: str, query: str = "") -> Any:
        return self.get(f"/state/{code}.json{query}").json

    def cookie_header(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def socket(
        self, code: str, audience: str = "seat", origin: str | None = "own", shown: str = "", **more: Any
    ) -> "Line":
        """A live socket. `origin`: the server's own, another, or None for a client that sends none; `shown`:
        the marks on its page; `more`: goes to the library."""
        where = f"ws://127.0.0.1:{self.server.port}/ws/{code}/?as={audience}"
        settings = {
            "origin": self.server.url if origin == "own" else origin,
            "additional_headers": {"Cookie": self.cookie_header()},
            "max_size": None,
            "compression": None,
            "legacy": True,
        }
        return Line(connect(f"{where}&shown={shown}" if shown else where, **(settings | more)))


class Line:
    """A live socket, with frames as dictionaries."""

    def __init__(self, connection: ClientConnection):
        self.connection = connection

    def send(self, frame: dict[str, Any] | str) -> None:
        self.connection.send(frame if isinstance(frame, str) else json.dumps(frame))

    def receive(self, seconds: float = 10) -> dict[str, Any]:
        return dict(json.loads(self.connection.recv(seconds)))

    def answer(self, id: str, seconds: float = 10) -> dict[str, Any]:
        """The answer to the command with this id; pushes on the way are passed over."""
        while True:
            frame = self.receive(seconds)
            if frame.get("id") == id:
                return frame

    def act(self, id: str, act: str, **fields: Any) -> dict[str, Any]:
        """Give a command and wait for its answer."""
        self.send({"id": id, "act": act, **fields})
        return self.answer(id)

    def close(self) -> None:
        self.connection.close()
