"""What a newer program has left behind: its database is refused, and its journal is not guessed at."""

import json
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from game.phrases import SENTENCES
from tests.live.classroom import closing_code
from tests.live.stores import Postgres, Store
from tests.server import Server
from tests.upgrades import pages
from tests.upgrades.conftest import STORES, Upgraded, store_of
from tests.upgrades.kept import ALL, manage, restore, rows_of

COMMANDS = {
    "play": ["play", "--port", "0"],
    "migrate": ["migrate"],
    "migrate to one": ["migrate", "game", "0001"],
    "export": ["export", "ABCDEF"],
    "import_session": ["import_session", "nowhere.json"],
    "verify_replay": ["verify_replay"],
    "tidy": ["tidy"],
    "teacher_link": ["teacher_link"],
}
WITHOUT_A_DATABASE = {"check_scenarios", "simulate", "test"}


def test_every_command_is_tried_here():
    folder = Path(__file__).parents[2] / "game" / "management" / "commands"
    there = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert there == {words[0] for words in COMMANDS.values()} | WITHOUT_A_DATABASE


@contextmanager
def changing(store):
    """The store's database, to be changed behind the program's back; `?` stands for a value."""
    if isinstance(store, Postgres):
        with psycopg.connect(store.url) as database:
            yield lambda sql, *values: database.execute(sql.replace("?", "%s"), values)
        return
    with closing(sqlite3.connect(store.folder / "game.sqlite3")) as database, database:
        yield lambda sql, *values: database.execute(sql, values)


def everything(store):
    """All rows of the game's tables and of the list of migrations, as text."""
    return sorted(store.everything()) + [
        str(row) for row in store.rows("SELECT app, name FROM django_migrations")
    ]


@pytest.fixture(scope="module", params=STORES)
def newer(request, tmp_path_factory):
    """A database of today that a newer program has used."""
    store = store_of(request.param, tmp_path_factory.mktemp(request.param), request)
    try:
        restore(ALL[0], store)
        environment = {"DATA_DIR": str(store.folder), **store.environment}
        assert manage(environment, "migrate").returncode == 0
        yield store, environment
    finally:
        store.drop()


@pytest.fixture(
    params=[("game", "0999_seats_that_fly"), ("sessions", "0999_cookies_that_fly")], ids=lambda row: row[0]
)
def unknown(request, newer):
    """A migration that the database has seen and this program does not know."""
    store, _ = newer
    with changing(store) as change:
        change(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)",
            *request.param,
            "2031-01-01 00:00:00+00",
        )
    yield ".".join(request.param)
    with changing(store) as change:
        change("DELETE FROM django_migrations WHERE name = ?", request.param[1])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_newer_database_is_refused_in_one_sentence_and_stays_as_it_is(name, newer, unknown):
    store, environment = newer
    before = everything(store)

    refused = manage(environment, *COMMANDS[name])

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == (
        f"CommandError: A newer version of this program has used this database ({unknown} is unknown here): "
        "start that version again, or put back the backup that was made before the upgrade.\n"
    )
    assert everything(store) == before


def test_what_is_left_of_an_app_that_is_here_no_more_does_not_matter(newer):
    store, environment = newer
    with changing(store) as change:
        change(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)",
            "polls",
            "0001_initial",
            "2019-01-01 00:00:00+00",
        )

    verified = manage(environment, "verify_replay")

    assert verified.returncode == 0, verified.stderr


@pytest.mark.parametrize("name", ["export", "import_session", "verify_replay", "tidy", "teacher_link"])
@pytest.mark.parametrize("place", ["an old database", "no database"])
def test_what_was_not_brought_up_yet_is_said_in_one_sentence(name, place, tmp_path):
    store = Store(tmp_path)
    if place == "an old database":
        restore(ALL[0], store)

    refused = manage({"DATA_DIR": str(tmp_path), **store.environment}, *COMMANDS[name])

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "CommandError: This database has not been brought up to this version of the program: "
        "start manage.py play once, which does so.\n"
    )


def an_unknown_kind(data):
    return {**data, "kind": "SeatFlown", "from": "s1"}, 1


def a_newer_shape(data):
    return {**data, "wings": 2}, 7


def a_changed_shape(data):
    return {key: value for key, value in data.items() if key in ("kind", "at")} | {"kind": "SeatTaken"}, 1


UNREADABLE = {
    "an unknown kind": an_unknown_kind,
    "a newer shape": a_newer_shape,
    "a field that is gone": a_changed_shape,
}


@pytest.fixture(scope="module", params=[*UNREADABLE, "a scenario of new rules"])
def strange(request, tmp_path_factory):
    """A server whose first session has something in it that only a newer program can read."""
    store = Store(tmp_path_factory.mktemp("strange"))
    old = rows_of(restore(ALL[0], store))
    code = min(old["game_session"], key=lambda row: row["id"])["code"]
    with changing(store) as change:
        spoil(change, code, request.param)
    server = Server(store.folder, **store.environment)
    yield Upgraded(ALL[0], store, server, server.teacher(), old)
    server.stop()
    assert "Traceback" not in server.log.read_text(), server.log.read_text()


def spoil(change, code, how):
    """Make the session one that a newer program has written to."""
    [(session, scenario)] = change("SELECT id, scenario_id FROM game_session WHERE code = ?", code).fetchall()
    if how not in UNREADABLE:
        [(content,)] = change("SELECT content FROM game_scenarioversion WHERE id = ?", scenario).fetchall()
        strange = {**json.loads(content), "standing_orders": {"quorum": "by telepathy"}}
        row = change(
            "INSERT INTO game_scenarioversion (slug, version, content, added_at) VALUES (?, ?, ?, ?)",
            strange["slug"], "0123456789ab", json.dumps(strange), "2031-01-01 00:00:00",
        )  # fmt: skip
        change("UPDATE game_session SET scenario_id = ? WHERE id = ?", row.lastrowid, session)
        return
    [(id, data)] = change(
        "SELECT id, data FROM game_entry WHERE session_id = ? AND seq = 60", session
    ).fetchall()
    data, version = UNREADABLE[how](json.loads(data))
    change("UPDATE game_entry SET data = ?, version = ? WHERE id = ?", json.dumps(data), version, id)


SAYS = str(SENTENCES["unreadable"])


def test_every_page_of_it_says_so_in_one_sentence(strange):
    code = strange.codes()[0]
    people = {"teacher": strange.teacher, "pupil": strange.pupil(code)}

    for who, person in people.items():
        for page in pages.ALL:
            answer = person.get(page.format(code))

            if answer.status == 403:  # Not theirs to look at anyway.
                assert who == "pupil"
                continue
            assert answer.status == 409, (who, page)
            assert SAYS in answer.text, (who, page)


def test_whoever_posts_to_it_hears_the_same(strange):
    code, as_json = strange.codes()[0], {"Accept": "application/json"}

    for person in (strange.teacher, strange.pupil(code)):
        told = person.act(code, "cast_vote", ballot="b1", choice="for")
        assert (told.status, told.json["refusal"], told.json["message"]) == (409, "unreadable", SAYS)
    told = strange.teacher.post(f"/teach/{code}/people/", {"act": "share", "seat": "s1"}, headers=as_json)
    assert (told.status, told.json["message"]) == (409, SAYS)
    assert SAYS in strange.teacher.post(f"/join/{code}/", {"name": "Late"}).text
    assert SAYS in strange.teacher.post(f"/act/{code}/", {"act": "advance_stage"}).text


def test_a_socket_of_it_is_told_to_come_again(strange):
    line = strange.teacher.socket(strange.codes()[0], "teach")

    assert closing_code(line) == 4503


def test_lists_and_other_sessions_go_on(strange):
    broken, other = strange.codes()

    assert broken in strange.teacher.get("/teach/").text
    assert strange.teacher.act(other, "say_to_all", text="We go on.").json["ok"]
    for page in pages.WITHOUT_A_SESSION:
        assert strange.teacher.get(page).status == 200
    answers = {strange.teacher.get(page.format(other)).status for page in pages.ALL}
    assert answers <= {200, 409}
    assert strange.teacher.get(f"/replay/{other}/?beside={broken}").status in (200, 409)


def test_commands_say_it_in_one_sentence(strange):
    broken, _ = strange.codes()

    exported = strange.server.manage("export", broken)
    verified = strange.server.manage("verify_replay", broken)
    tidied = strange.server.manage("tidy")

    assert (exported.returncode, exported.stderr) == (1, f"CommandError: {SAYS}\n")
    assert verified.returncode == 1
    assert verified.stderr == ""
    assert "cannot be" in verified.stdout
    assert (tidied.returncode, tidied.stderr) == (0, "")
