"""Records of a running server: secret votes are in none, and deleted names are gone everywhere."""

import json
import re
import sqlite3
from itertools import chain

import pytest

from tests.live.classroom import Meeting, closing_code, eventually, pushes, refused, shown
from tests.server import Person, Server

NAME = "Wilhelmina Übergangsname"


def delete(meeting, what, by=None):
    """The teacher deletes the `names` or the whole `session`, and is asked once more."""
    act = {"names": "forget", "session": "delete"}[what]
    sender = by or meeting.teacher
    return sender.post(f"/teach/{meeting.code}/records/", {"act": act, "sure": "yes"})


@pytest.fixture(scope="module")
def store(own_store):
    """Whole files are searched here for what was deleted."""
    return own_store


@pytest.fixture
def passing(server, teacher, store):
    """A session that a test will delete: nothing is left of it to be verified."""
    made = Meeting(server, teacher, store)
    yield made
    made.end()


PAGES = (
    "teach/{}/",
    "teach/{}/records/",
    "teach/{}/print/",
    "seat/{}/",
    "screen/{}/",
    "outcome/{}/",
    "replay/{}/",
    "minutes/{}/",
    "minutes/{}/?names=1",
    "state/{}.json",
    "state/{}.json?as=screen",
    "export/{}.json?names=1",
    "export/{}.csv?names=1",
    "export/{}.txt?names=1",
)


def everything_shown(meeting, people):
    """Every page, state and file that anybody can ask for, at every step the session has had; by address."""
    head = meeting.seq()
    steps = [f"{page}?at={at}" for page in ("replay/{}/", "state/{}.json") for at in range(1, head + 1)]
    for who, person in people.items():
        for page in chain(PAGES, steps if who == "teacher" else ()):
            yield f"{who} {page}", person.get("/" + page.format(meeting.code)).text


def rankings(meeting):
    """Two orders of the straw poll's alternatives that nobody writes down by chance."""
    straw = next(q for q in meeting.store.assembly(meeting.code).scenario.questions if q.straw)
    ids = [alternative.id for alternative in straw.alternatives]
    return straw.id, ">".join([ids[2], ids[0], ids[3], ids[1]]), ">".join([ids[3], ids[1], ids[0], ids[2]])


def test_a_secret_vote_is_in_no_page_frame_file_or_log(meeting):
    pupils = meeting.pupils(3)
    meeting.debate()
    question, first, second = rankings(meeting)
    meeting.teach("put_question", question=question, seconds=0)
    lines = [*(pupil.socket() for pupil in pupils), meeting.desk(), meeting.screen()]
    people = {"voter": pupils[0].browser, "other": pupils[2].browser, "teacher": meeting.teacher,
              "stranger": Person(meeting.server)}  # fmt: skip
    assert pupils[0].vote(first)["ok"]
    assert pupils[1].vote(second)["ok"]

    seen = dict(everything_shown(meeting, people))
    frames = json.dumps([pushes(line, 0.5) for line in lines])

    assert len(seen) > 60
    for where, text in [*seen.items(), ("a frame", frames), ("the log", meeting.server.log.read_text())]:
        assert first not in text.replace("&gt;", ">"), where
        assert second not in text.replace("&gt;", ">"), where
    assert not [row for row in meeting.store.everything() if first in row or second in row]

    meeting.teach("close_ballot")
    meeting.teach("announce")

    after = json.loads(meeting.teacher.get(f"/export/{meeting.code}.json?names=1").text)
    holding = [entry["event"] for entry in after["entries"] if first in json.dumps(entry)]
    assert [event["kind"] for event in holding] == ["BallotClosed"]
    assert holding[0]["tally"][first] == 1
    [division] = meeting.state()["divisions"]
    assert "votes" not in division
    assert first not in meeting.server.log.read_text()


def test_deleted_names_are_gone_from_pages_sockets_database_and_log(passing, store):
    ada = passing.server.pupil(passing.code, NAME)
    desk, wall = passing.desk(), passing.screen()
    line = passing.line(ada)
    passing.debate()
    assert NAME in passing.teacher.get(f"/teach/{passing.code}/").text
    assert any(NAME in row for row in store.everything())
    pushes(desk, 0.3)

    answer = delete(passing, "names")

    assert "deleted" in answer.text
    assert closing_code(line) == 4401
    assert NAME not in shown(desk, 'id="person-')["html"]
    assert not [row for row in store.everything() if NAME in row]
    assert NAME not in passing.server.log.read_text()
    people = {"teacher": passing.teacher, "pupil": ada, "stranger": Person(passing.server)}
    assert not [where for where, text in everything_shown(passing, people) if NAME in text]
    assert not [frame for frame in pushes(wall, 0.3) if NAME in frame["html"]]
    newcomer = passing.desk()
    newcomer.close()
    files = passing.store.folder.glob("game.sqlite3*")
    assert not [path.name for path in files if NAME.encode() in path.read_bytes()]


def test_after_the_names_are_gone_the_session_goes_on_and_replays(meeting):
    pupil, _ = meeting.voting(2)
    pupil.vote("for")

    delete(meeting, "names")
    meeting.teach("close_ballot")
    back = meeting.server.pupil(meeting.code, "Ada again")

    assert back.state(meeting.code)["me"]["seat"]
    assert meeting.teacher.get(f"/replay/{meeting.code}/?at=5").status == 200


def test_a_deleted_session_shows_everybody_out(passing, store):
    [ada] = passing.pupils(1)
    lines = [ada.socket(), passing.desk(), passing.screen()]
    passing.debate()
    before = len(passing.store.journal(passing.code))

    delete(passing, "session")

    assert before > 0
    assert [closing_code(line) for line in lines] == [4404, 4404, 4404]
    refused(ada.act("request_floor", purpose="question"), "no_such_session")
    assert passing.store.journal(passing.code) == []
    assert passing.teacher.get(f"/teach/{passing.code}/").status == 404
    assert eventually(lambda: "Traceback" not in passing.server.log.read_text())


def test_a_server_that_starts_deletes_what_is_too_old(tmp_path):
    server = Server(tmp_path, DATABASE_URL="", REDIS_URL="")
    try:
        teacher = server.teacher()
        code = server.session(teacher)
        server.pupil(code, NAME)
        teacher.post("/teach/keeping/", {"names": "1", "sessions": "0"})
        age(server, days=3)
        server.stop()
        server.start()

        assert NAME not in teacher.get(f"/teach/{code}/").text
        assert teacher.get(f"/teach/{code}/").status == 200
    finally:
        server.stop()


def age(server, days):
    """Make every entry of every session so many days older, as if time had passed."""
    with sqlite3.connect(server.data_dir / "game.sqlite3") as database:
        back = days * 24 * 60 * 60 * 1000
        rows = database.execute("SELECT id, data FROM game_entry").fetchall()
        for id, data in rows:
            older = re.sub(r'"at":(\d+)', lambda found: f'"at":{int(found[1]) - back}', data)
            database.execute("UPDATE game_entry SET data = ? WHERE id = ?", (older, id))
        database.execute("UPDATE game_session SET created_at = datetime(created_at, ?)", (f"-{days} days",))
