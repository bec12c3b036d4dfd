"""People at two server processes over PostgreSQL and Redis: one class, whichever a browser reaches."""

import time

import pytest

from debate.events import SeatReturned
from tests.live.classroom import at_once, closing_code, eventually, part, shown
from tests.live.people.test_people import beside, done, held, manage, names, second_teacher
from tests.live.server.hurried import BELIEVED, SHORTEST_GRACE, HurriedServer
from tests.live.stores import Postgres
from tests.server import Person


@pytest.fixture(scope="module")
def store(needs_postgres, needs_redis, tmp_path_factory):
    made = Postgres(tmp_path_factory.mktemp("hurried"), needs_postgres, needs_redis)
    yield made
    made.drop()


@pytest.fixture(scope="module")
def server(store):
    """Both processes are in a hurry: the house takes seats here, and nobody waits for it."""
    with HurriedServer.alone(store.folder, **store.environment) as started:
        yield started


@pytest.fixture(scope="module")
def second(store, server):
    started = HurriedServer(store.folder, **store.environment)
    yield started
    started.stop()
    started.has_never_crashed()


@pytest.fixture
def meeting(begin, second):
    made = begin()
    made.servers.append(second)
    return made


def at(server, person):
    """The same browser, at this process."""
    moved = Person(server)
    moved.cookies = person.cookies
    return moved


def test_one_name_given_at_both_processes_at_once_is_one_pupil_s(meeting, second):
    """What one process has just written, the other may not have heard of."""
    [ada] = meeting.pupils(1)

    for n in range(12):
        name = f"Kid {n}"
        joined, renamed = at_once(
            lambda name=name: Person(second).post(f"/join/{meeting.code}/", {"name": name}),
            lambda name=name: manage(meeting, "rename", seat=ada.seat, name=name),
        )
        given = [name.casefold() for name in names(meeting).values()]
        assert len(set(given)) == len(given), given
        assert (joined.status == 200) + renamed["ok"] == 1, (joined.status, renamed)


def test_a_new_name_is_at_the_desks_of_both_at_once(meeting, second):
    [ada] = meeting.pupils(1)
    desks = [meeting.desk(), meeting.line(at(second, meeting.teacher), "teach")]

    done(meeting, "rename", seat=ada.seat, name="Adelheid")

    for desk in desks:
        assert "Adelheid" in part(shown(desk, "Adelheid"), f"person-{ada.seat}")


def test_whoever_is_taken_out_at_one_is_out_at_the_other(meeting, second):
    [ada] = meeting.pupils(1)
    line = ada.socket(second)

    done(meeting, "ban", seat=ada.seat)

    assert closing_code(line) == 4423
    assert closing_code(ada.on(second).socket(meeting.code)) == 4423


def test_two_in_one_seat_at_two_processes_are_both_there(meeting, second):
    [ada] = meeting.pupils(1)
    ben = at(second, beside(meeting, ada))
    first, other = ada.socket(), meeting.line(ben)

    for line in (first, other):
        line.send({"here": True})
        assert eventually(lambda line=line: line.receive().keys() == {"at"})
    assert names(meeting) == {ada.seat: "Ada and Ben"}
    first.close()

    time.sleep(0.5)
    presence = [row["presence"] for row in meeting.state()["seats"] if row["id"] == ada.seat]
    assert presence == ["here"], "one of two is enough"


def test_a_second_teacher_who_is_sent_away_is_out_at_the_other_process(meeting, second):
    helper, _ = second_teacher(meeting, may_help="true")
    line = meeting.line(at(second, helper), "teach")
    assert line.act("k-1", "say_to_all", text="Good morning.")["ok"]
    [(link,)] = meeting.store.rows("SELECT id FROM game_link WHERE kind = 'help' AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)", meeting.code)  # fmt: skip

    done(meeting, "dismiss", link=link)

    assert closing_code(line) == 4403


def test_the_house_takes_a_seat_once_and_not_from_those_at_the_other_process(meeting, second):
    gone, here = meeting.pupils(2)
    meeting.debate()
    meeting.desk()
    meeting.line(at(second, meeting.teacher), "teach")
    leaving, staying = gone.socket(), here.socket(second)
    meeting.teach("set_grace", seconds=SHORTEST_GRACE)
    leaving.close()
    until = time.monotonic() + 2 * BELIEVED
    while time.monotonic() < until and not meeting.store.events(meeting.code, SeatReturned):
        staying.send({"here": True})  # as a page does, more often than another process's word is believed
        time.sleep(BELIEVED / 5)
    time.sleep(BELIEVED / 4)

    taken = meeting.store.events(meeting.code, SeatReturned)
    assert [(event.seat, event.away) for event in taken] == [(gone.seat, True)]
    assert held(meeting, here) == "pupil"

    gone.socket(second)

    assert held(meeting, gone) == "pupil"
