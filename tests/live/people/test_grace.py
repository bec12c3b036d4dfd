"""Who is away for long is gone, and the house takes the seat: on a server in a hurry (`hurried.py`).

Each rule of it is tried without waiting in `tests/game/live/test_attendance.py`, and once with the waits of
every day in `tests/browser/lesson/test_people.py`.
"""

import time

import pytest

from debate.events import SeatTaken
from game.live.arrivals import NOTED_WITHIN
from game.live.viewers.attendance import COMES_WITHIN as EVERY_DAY
from tests.live.classroom import eventually, part, pushes, shown
from tests.live.people.test_people import done, held, returns
from tests.live.server.hurried import BELIEVED, GRACE, HURRY, SHORTEST_GRACE, HurriedServer
from tests.live.socket.test_time_and_presence import presence
from tests.live.stores import Store
from tests.server import Person

COMES_WITHIN = EVERY_DAY / HURRY


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """One is enough: presence is never stored, and the clock is no store's."""
    return Store(tmp_path_factory.mktemp("hurried"))


@pytest.fixture(scope="module")
def server(store):
    with HurriedServer.alone(store.folder, **store.environment) as started:
        yield started


def test_the_house_takes_over_after_the_grace_and_gives_back_at_once(meeting):
    gone, here, never_asked = meeting.pupils(3)
    done(meeting, "add_pupil", name="Eva")
    meeting.debate()
    meeting.teach("set_grace", seconds=SHORTEST_GRACE)
    lines = [pupil.socket() for pupil in (gone, here, never_asked)]
    lines[0].close()
    since = time.monotonic()

    eventually(lambda: returns(meeting), 2 * SHORTEST_GRACE)

    assert time.monotonic() - since > 0.95 * SHORTEST_GRACE
    [taken] = returns(meeting)
    assert (taken.seat, taken.away) == (gone.seat, True)
    assert held(meeting, here) == "pupil"
    assert meeting.state()["lately"][-1]["kind"] == "to_house"

    gone.socket()

    assert held(meeting, gone) == "pupil"
    assert meeting.state()["lately"][-1]["kind"] == "back"
    assert len(returns(meeting)) == 1


def test_after_a_restart_nobody_is_taken_for_gone_at_once(server, meeting):
    [ada] = meeting.pupils(1)
    meeting.debate()
    meeting.teach("set_grace", seconds=SHORTEST_GRACE)
    server.kill()
    server.start()
    since = time.monotonic()
    meeting.desk()

    time.sleep(1.1 * SHORTEST_GRACE)
    assert returns(meeting) == []

    eventually(lambda: returns(meeting), BELIEVED + SHORTEST_GRACE)
    assert time.monotonic() - since > BELIEVED
    # Who comes back finds the seat, by a page as by a socket.
    assert ada.browser.get(f"/seat/{meeting.code}/").status == 200
    assert held(meeting, ada) == "pupil"


def test_who_left_long_ago_is_gone_and_the_desk_is_told(meeting):
    [pupil] = meeting.pupils(1)
    pupil.socket().close()
    eventually(lambda: presence(meeting, pupil) == "away")
    since = time.monotonic()
    desk = meeting.desk()
    pushes(desk, 0.3)

    line_of = f"person-{pupil.seat}"
    assert "gone" in part(shown(desk, f'id="{line_of}"', seconds=GRACE + 5), line_of)

    assert eventually(lambda: presence(meeting, pupil) == "gone")
    assert time.monotonic() - since >= GRACE - 0.5


def without_cookies(meeting, **fields):
    """Somebody joins whose browser keeps no cookie: no page ever comes."""
    Person(meeting.server).post(f"/join/{meeting.code}/", fields, follow=False)


def test_over_a_restart_only_whoever_never_came_loses_the_seat(server, meeting):
    [ada] = meeting.pupils(1)
    time.sleep(NOTED_WITHIN + 1)
    without_cookies(meeting, name="Ben")
    ghost = meeting.store.events(meeting.code, SeatTaken)[-1].seat
    server.kill()
    server.start()
    assert meeting.state()["seats"]

    eventually(lambda: returns(meeting), 3 * COMES_WITHIN)

    time.sleep(COMES_WITHIN)
    assert [event.seat for event in returns(meeting)] == [ghost]
    assert held(meeting, ada) == "pupil"


def test_a_second_pupil_whose_page_never_came_goes_out_and_the_code_works_again(meeting):
    [ada] = meeting.pupils(1)
    done(meeting, "share", seat=ada.seat)
    [(code,)] = meeting.store.rows("SELECT share_code FROM game_participant WHERE share_code <> '' AND"
        " session_id = (SELECT id FROM game_session WHERE code = ?)", meeting.code)  # fmt: skip
    without_cookies(meeting, name="Ben", share=code)
    assert pupil_in(meeting, ada.seat) == "Ada and Ben"

    eventually(lambda: pupil_in(meeting, ada.seat) == "Ada", 3 * COMES_WITHIN)

    ben = Person(meeting.server)
    ben.post(f"/join/{meeting.code}/", {"name": "Ben", "share": code})
    assert ben.state(meeting.code)["me"]["seat"] == ada.seat
    time.sleep(COMES_WITHIN + 2)
    assert pupil_in(meeting, ada.seat) == "Ada and Ben"
    assert returns(meeting) == []


def pupil_in(meeting, seat):
    [name] = [row["pupil"] for row in meeting.state()["seats"] if row["id"] == seat]
    return name
