"""What a newer program has left behind: its database is refused, and its journal is not guessed at."""

import json
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from game.phrases import SENTENCES
from tests.live.classroom import closing_code
from tests.live.stores import Postgres, Store
from tests.server import ROOT, Server
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
    "teacher_link": ["teacher_link", "--port", "8000"],
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


UNKNOWN = [("game", "0999_seats_that_fly"), ("sessions", "0999_cookies_that_fly")]
SEEN = "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2031-01-01 00:00:00+00')"


def refused_as_newer(migration):
    """What is said when the database has seen this migration."""
    return (
        f"A newer version of this program has used this database ({'.'.join(migration)} is unknown here): "
        "start that version again, or put back the backup that was made before the upgrade."
    )


def counted():
    """How many rows each table of the database of the tests has."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


@pytest.mark.django_db
@pytest.mark.parametrize("migration", UNKNOWN, ids=lambda row: row[0])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_touches_a_newer_database(name, migration):
    MigrationRecorder(connection).record_applied(*migration)
    before = counted()
    command, *words = COMMANDS[name]

    with pytest.raises(CommandError) as refused:
        call_command(command, *words)

    assert str(refused.value) == refused_as_newer(migration)
    assert counted() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["verify_replay", "tidy", "teacher_link"])
def test_what_is_left_of_an_app_that_is_here_no_more_does_not_matter(name, capsys):
    MigrationRecorder(connection).record_applied("polls", "0001_initial")

    call_command(*COMMANDS[name])

    assert capsys.readouterr().out


@pytest.mark.parametrize("name", STORES)
def test_play_ends_with_one_sentence_on_a_newer_database_and_leaves_it_as_it_is(name, request, tmp_path):
    store = store_of(name, tmp_path, request)
    try:
        restore(ALL[0], store)
        environment = {"DATA_DIR": str(store.folder), **store.environment}
        with changing(store) as change:
            change(SEEN, *UNKNOWN[0])
        before = sorted(store.everything())

        refused = manage(environment, "play", "--port", "0")

        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == f"CommandError: {refused_as_newer(UNKNOWN[0])}\n"
        # It was not brought up either: its rows have the columns that they had.
        assert sorted(store.everything()) == before
    finally:
        store.drop()


LATEST = max(path.stem for path in (ROOT / "game/migrations").glob("0*.py"))
NOT_BROUGHT_UP = (
    "This database has not been brought up to this version of the program: start manage.py play once, which "
    "does so."
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["export", "import_session", "verify_replay", "tidy", "teacher_link"])
def test_what_was_not_brought_up_yet_is_said_in_one_sentence(name):
    MigrationRecorder(connection).record_unapplied("game", LATEST)
    command, *words = COMMANDS[name]

    with pytest.raises(CommandError) as refused:
        call_command(command, *words)

    assert str(refused.value) == NOT_BROUGHT_UP


@pytest.mark.parametrize("place", ["an old database", "no database"])
def test_a_command_before_the_first_play_ends_with_that_sentence(place, tmp_path):
    store = Store(tmp_path)
    if place == "an old database":
        restore(ALL[0], store)

    refused = manage({"DATA_DIR": str(tmp_path), **store.environment}, "verify_replay")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"CommandError: {NOT_BROUGHT_UP}\n"


def an_unknown_kind(data):
    return {**data, "kind": "SeatFlown", "from": "s1"}, 1


def a_newer_shape(data):
    return {**data, "wings": 2}, 7


UNREADABLE = {"an unknown kind": an_unknown_kind, "a newer shape": a_newer_shape}


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

    assert (exported.returncode, exported.stderr) == (1, f"CommandError: {SAYS}\n")
    assert verified.returncode == 1
    assert verified.stderr == ""
    assert "cannot be" in verified.stdout
