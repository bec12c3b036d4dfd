"""What the environment says: who may read the data, which zone, which address, and no debugging unasked."""

import json
import os
import stat
import subprocess
import sys
import zoneinfo
from pathlib import Path

import pytest
import tzlocal
from django.conf import settings

from game import environment, urls
from game.web import address

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def settings_with(folder: Path, *names: str, **variables: str) -> list:
    """What a program that is started with these variables finds in its settings."""
    script = (
        "import json, sys; from django.conf import settings;"
        "print(json.dumps([getattr(settings, name) for name in sys.argv[1:]]))"
    )
    environ = {key: value for key, value in os.environ.items() if key not in ("TIME_ZONE", "TZ")}
    told = subprocess.run(
        [sys.executable, "-c", script, *names],
        cwd=settings.BASE_DIR,
        env=environ | {"DJANGO_SETTINGS_MODULE": "game.settings", "DATA_DIR": str(folder)} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


# --- debugging ----------------------------------------------------------------------------------------


def test_debug_of_other_programs_opens_no_debug_pages(tmp_path):
    assert settings_with(tmp_path, "DEBUG", DEBUG="1", DJANGO_DEBUG="1") == [False]


def test_ours_has_a_name_of_its_own(tmp_path):
    assert settings_with(tmp_path, "DEBUG", ORDER_DEBUG="1") == [True]


# --- time zone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/Berlin", "Asia/Kathmandu"])
def test_the_zone_is_the_machine_s(tmp_path, zone):
    assert settings_with(tmp_path, "TIME_ZONE", TZ=zone) == [zone]


def test_a_zone_that_is_set_counts_more(tmp_path):
    assert settings_with(tmp_path, "TIME_ZONE", TZ="Europe/Berlin", TIME_ZONE="Asia/Tokyo") == ["Asia/Tokyo"]


@pytest.mark.parametrize("name", ["local", "No/Such", "", None, "../etc"])
def test_a_machine_whose_zone_has_no_name_is_in_utc(monkeypatch, name):
    monkeypatch.delenv("TIME_ZONE", raising=False)
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: name)

    assert environment.time_zone() == "UTC"


def test_a_machine_that_can_not_tell_its_zone_is_in_utc(monkeypatch):
    def complain():
        raise zoneinfo.ZoneInfoNotFoundError("Multiple conflicting time zone configurations found")

    monkeypatch.delenv("TIME_ZONE", raising=False)
    monkeypatch.setattr(tzlocal, "get_localzone_name", complain)

    assert environment.time_zone() == "UTC"


@pytest.mark.parametrize("given", ["Berlin", "Europe", "../etc/passwd", "CEST"])
def test_a_zone_there_is_none_of_is_said_in_a_sentence(monkeypatch, given):
    monkeypatch.setenv("TIME_ZONE", given)

    with pytest.raises(SystemExit) as refused:
        environment.time_zone()

    assert str(refused.value) == f"TIME_ZONE ({given}) is no time zone. Write it as Europe/Berlin."


# --- the data folder ----------------------------------------------------------------------------------


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@ON_POSIX
def test_a_folder_that_was_open_to_others_is_closed_and_said_so_once(tmp_path, monkeypatch, caplog):
    folder = tmp_path / "data"
    folder.mkdir()
    names = ("game.sqlite3", "game.sqlite3-wal", "game.sqlite3-shm", "secret-key", "export.csv")
    for name in names:
        (folder / name).touch()
        (folder / name).chmod(0o664)
    folder.chmod(0o755)
    monkeypatch.setenv("DATA_DIR", str(folder))

    environment.data_dir()
    environment.data_dir()

    assert {mode(folder / name) for name in names} == {0o600}
    assert mode(folder) == 0o700
    assert [record.getMessage() for record in caplog.records] == [
        f"{folder} was open to other users of this machine. It is closed to them now."
    ]


@ON_POSIX
def test_a_file_that_goes_meanwhile_is_no_reason_not_to_start(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([folder / "game.sqlite3-wal"]))

    environment.close(tmp_path)

    assert not (tmp_path / "game.sqlite3-wal").exists()


@ON_POSIX
def test_so_is_the_folder_of_keys(tmp_path, monkeypatch):
    keys = tmp_path / "keys"
    keys.mkdir()
    keys.chmod(0o755)
    monkeypatch.setenv("KEY_DIR", str(keys))

    assert environment.key_dir(tmp_path / "data") == keys
    assert mode(keys) == 0o700


@ON_POSIX
def test_links_and_folders_everybody_writes_into_are_left_alone(tmp_path, monkeypatch):
    elsewhere, shared = tmp_path / "elsewhere", tmp_path / "shared"
    elsewhere.touch()
    elsewhere.chmod(0o644)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "link").symlink_to(elsewhere)
    shared.mkdir()
    shared.chmod(0o1777)

    for folder in (tmp_path / "data", shared):
        monkeypatch.setenv("DATA_DIR", str(folder))
        environment.data_dir()

    assert mode(elsewhere) == 0o644
    assert mode(shared) == 0o1777


# --- PUBLIC_URL ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ("https://school.example", ("https", "school.example", "")),
        ("https://school.example/", ("https", "school.example", "")),
        ("HTTPS://School.Example:443/order/", ("https", "school.example", "/order")),
        ("http://school.example:8080/a/b", ("http", "school.example:8080", "/a/b")),
        ("https://sch\u00fcle.example/order", ("https", "xn--schle-mva.example", "/order")),
        ("http://10.0.0.7:80", ("http", "10.0.0.7", "")),
        ("http://[2001:DB8::1]:8000/x", ("http", "[2001:db8::1]:8000", "/x")),
        ("  ", None),
    ],
)
def test_the_public_address_is_taken_apart(monkeypatch, given, parts):
    monkeypatch.setenv("PUBLIC_URL", given)

    assert environment.public_url() == parts


def test_no_prefix_can_be_taken_for_a_page_of_ours():
    first = {str(page.pattern).partition("/")[0] for page in urls.pages}

    assert {word for word in first if word.isalpha()} | {"static", "ws"} == environment.TAKEN


def test_its_host_is_the_only_one_that_is_answered(tmp_path):
    found = settings_with(tmp_path, "ALLOWED_HOSTS", PUBLIC_URL="https://[2001:db8::1]:8443/order")

    assert found == [["[2001:db8::1]"]]


# --- without it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listens_on", "host", "shown"),
    [
        ("0.0.0.0", "localhost:8000", "http://LAN:8000"),
        ("::", "[::1]:8000", "http://LAN:8000"),
        ("0.0.0.0", "127.0.0.1", "http://LAN"),
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("127.0.0.1", "localhost:8000", "http://localhost:8000"),
        ("localhost", "localhost:8000", "http://localhost:8000"),
        ("::1", "[::1]:8000", "http://[::1]:8000"),
        ("0.0.0.0", "school.local:8000", "http://school.local:8000"),
        ("0.0.0.0", "[fd00::7]:8000", "http://[fd00::7]:8000"),
        ("10.0.0.7", "10.0.0.7:8000", "http://10.0.0.7:8000"),
    ],
)
def test_pupils_are_shown_an_address_at_which_somebody_listens(rf, monkeypatch, listens_on, host, shown):
    monkeypatch.setattr(address, "listens_on", listens_on)
    monkeypatch.setattr(address, "lan_address", lambda: "LAN")

    assert address.for_pupils(rf.get("/", headers={"host": host})) == shown


# --- odd values ---------------------------------------------------------------------------------------


def told_at_the_start(**variables: str) -> tuple[int, str]:
    """How `manage.py` ends with these settings, and all that it says."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check_scenarios", "--version"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "game.settings"} | variables,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("DATA_DIR", "{file}", "DATA_DIR ({file}) can't be used: File exists. Choose a folder"),
        ("DATA_DIR", "{file}/in", "DATA_DIR ({file}/in) can't be used: Not a directory. Choose a folder"),
        ("KEY_DIR", "{file}", "KEY_DIR ({file}) is a file. Choose a folder."),
        ("LANGUAGE_CODE", "xx", "LANGUAGE_CODE (xx) is no language that is spoken here: en"),
        ("LANGUAGE_CODE", "../en", "LANGUAGE_CODE (../en) is no language that is spoken here: en"),
        ("ORDER_DEBUG", "true", "ORDER_DEBUG (true) is neither 1 nor 0."),
        ("WORKERS", "many", "WORKERS (many) is neither 1 nor 0."),
        ("WARM_UP", "soon", "WARM_UP (soon) is neither 1 nor 0."),
        ("DATABASE_URL", "garbage", "DATABASE_URL is not the address of a PostgreSQL database."),
        ("DATABASE_URL", "postgres://", "DATABASE_URL is not the address of a PostgreSQL database."),
        ("DATABASE_URL", "postgres://h:port/a", "DATABASE_URL is not the address of a PostgreSQL database."),
        ("DATABASE_URL", "mysql://h/a", "DATABASE_URL is not the address of a PostgreSQL database."),
        ("REDIS_URL", "127.0.0.1:6379", "REDIS_URL is not the address of a Redis."),
        (
            "ALLOWED_HOSTS",
            "a.example,http://b.example",
            "ALLOWED_HOSTS (http://b.example) is no name of a host.",
        ),
        ("ALLOWED_HOSTS", "a.example b.example", "ALLOWED_HOSTS (a.example b.example) is no name of a host."),
        (
            "PUBLIC_URL",
            "https://school.example:0",
            "PUBLIC_URL (https://school.example:0) is not the address",
        ),
        ("TIME_ZONE", " ", "TIME_ZONE ( ) is no time zone."),
    ],
)
def test_an_odd_value_is_told_in_one_line(tmp_path, name, given, sentence):
    (tmp_path / "file").touch()
    place = str(tmp_path / "file")

    code, said = told_at_the_start(
        **{"DATA_DIR": str(tmp_path / "data"), name: given.replace("{file}", place)}
    )

    assert code == 1
    assert said.startswith(sentence.replace("{file}", place))
    assert said.count("\n") == 1


def test_a_limit_and_a_database_that_is_away_are_told_in_one_line_too(tmp_path):
    """Of these nothing is known before a command asks."""
    for variables, sentence in (
        ({"LIMIT_JOINS_AT_ONCE": "many"}, "LIMIT_JOINS_AT_ONCE is “many”. Set a whole number from 1."),
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}, "The database (DATABASE_URL, else the file"),
    ):
        done = subprocess.run(
            [sys.executable, "manage.py", "play", "--host", "127.0.0.1", "--port", "0"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATA_DIR": str(tmp_path)} | variables,
            capture_output=True,
            text=True,
        )

        assert done.returncode == 1
        assert done.stderr.startswith(sentence)
        assert done.stderr.count("\n") == 1


def test_blanks_are_no_value(tmp_path):
    names = (
        "SECRET_KEY",
        "LANGUAGE_CODE",
        "ALLOWED_HOSTS",
        "DEBUG",
        "WORKERS",
        "WARM_UP",
        "SEVERAL_PROCESSES",
    )
    odd = (
        "SECRET_KEY",
        "LANGUAGE_CODE",
        "ALLOWED_HOSTS",
        "ORDER_DEBUG",
        "WORKERS",
        "WARM_UP",
        "REDIS_URL",
        "DATABASE_URL",
    )

    key, *others = settings_with(tmp_path, *names, **dict.fromkeys(odd, " "))

    assert len(key) > 40
    assert others == ["en", ["*"], False, True, True, False]


@pytest.mark.parametrize(
    "given", ["a.example", ".a.example", "*", "10.0.0.7", "[::1]", "a.example, b-c.example"]
)
def test_hosts_are_listed(tmp_path, given):
    assert settings_with(tmp_path, "ALLOWED_HOSTS", ALLOWED_HOSTS=given) == [given.split(", ")]
