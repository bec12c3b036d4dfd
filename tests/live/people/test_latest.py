"""Taking out all who came in within the last minute: when strangers take the seats of a class."""

import datetime
import re

import pytest

from debate.events import SeatReturned
from tests.live.classroom import at_once, closing_code, refused
from tests.server import Person


@pytest.fixture
def early(meeting):
    """Makes it so that whoever is in now came in long ago. Only the clock on the wall can else do that."""

    def make():
        meeting.store.change(
            "UPDATE game_participant SET joined_at = ? WHERE session_id ="
            " (SELECT id FROM game_session WHERE code = ?)",
            datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
            meeting.code,
        )

    return make


def manage(meeting, act, by=None, **fields):
    path, accept = f"/teach/{meeting.code}/people/", {"Accept": "application/json"}
    return (by or meeting.teacher).post(path, {"act": act, **fields}, headers=accept).json


def held_by_pupils(meeting):
    return {row["pupil"] for row in meeting.state()["seats"] if row["held_by"] == "pupil"}


def test_the_latest_are_named_first_and_then_out_at_every_door_and_nobody_else(meeting, early):
    ada, ben = meeting.pupils(2)
    early()
    here = ada.socket()
    strangers = [meeting.server.pupil(meeting.code, name) for name in ("Xxx", "Yyy")]
    lines = [meeting.line(person) for person in strangers]
    back = ben.browser.get(f"/seat/{meeting.code}/")  # came in early, and merely comes back
    assert back.status == 200

    question = manage(meeting, "ban_latest")
    assert [pupil["name"] for pupil in question["pupils"]] == ["Xxx", "Yyy"]
    assert held_by_pupils(meeting) == {"Ada", "Ben", "Xxx", "Yyy"}, "a question changes nothing"
    done = manage(meeting, "ban_latest", until=question["until"])

    assert done["pupils"] == question["pupils"]
    assert held_by_pupils(meeting) == {"Ada", "Ben"}
    assert [closing_code(line) for line in lines] == [4423, 4423]
    for person in strangers:
        for page in (
            person.get(f"/seat/{meeting.code}/"),
            person.post(f"/join/{meeting.code}/", {"name": "Again"}),
        ):
            assert page.status == 403
            assert "Your teacher has taken you out of this session." in page.text
        refused(person.act(meeting.code, "leave_statement", text="Still here."), "banned")
    here.send({"here": True})
    assert here.receive()
    assert "Xxx" in meeting.teacher.get(f"/teach/{meeting.code}/").text, "listed as taken out"


def test_pressed_several_times_at_once_it_is_done_once_and_says_the_same(meeting):
    for name in ("Xxx", "Yyy", "Zzz"):
        meeting.server.pupil(meeting.code, name)
    until = manage(meeting, "ban_latest")["until"]

    answers = at_once(*[lambda: manage(meeting, "ban_latest", until=until)] * 4)

    assert all(answer["ok"] for answer in answers)
    assert len(meeting.store.events(meeting.code, SeatReturned)) == 3
    again = meeting.server.pupil(meeting.code, "Ada")
    assert manage(meeting, "ban_latest", until=until)["ok"]
    assert again.get(f"/seat/{meeting.code}/").status == 200, "who came after the question is not meant"


def test_of_two_in_a_seat_only_the_late_one_goes(meeting, early):
    [ada] = meeting.pupils(1)
    early()
    manage(meeting, "share", seat=ada.seat)
    [(code,)] = meeting.store.rows(
        "SELECT share_code FROM game_participant WHERE share_code <> '' AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)",
        meeting.code,
    )
    late = Person(meeting.server)
    late.post(f"/join/{meeting.code}/", {"name": "Xxx", "share": code})

    manage(meeting, "ban_latest", until=manage(meeting, "ban_latest")["until"])

    assert held_by_pupils(meeting) == {"Ada"}
    assert late.get(f"/seat/{meeting.code}/").status == 403
    assert meeting.store.events(meeting.code, SeatReturned) == []


def test_who_was_given_a_seat_on_paper_is_nobody_who_came_in(meeting):
    manage(meeting, "add_pupil", name="Eva")

    refused(manage(meeting, "ban_latest"), "nobody_latest")


def test_without_javascript_a_page_asks_with_the_names_and_the_desk_says_what_was_done(meeting):
    meeting.server.pupil(meeting.code, "<Xxx>")
    path = f"/teach/{meeting.code}/people/"

    question = meeting.teacher.post(path, {"act": "ban_latest"})
    assert "&lt;Xxx&gt;" in question.text
    until = re.search(r'name="until" value="([^"]+)"', question.text)[1]
    desk = meeting.teacher.post(path, {"act": "ban_latest", "until": until})

    assert desk.url.endswith(f"/teach/{meeting.code}/")
    assert "Taken out: &lt;Xxx&gt;." in desk.text
    assert held_by_pupils(meeting) == set()


@pytest.mark.parametrize(
    "until",
    ["", "now", "2026-11-24", "2026-11-24T00:00:00", "2020-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00",
     "0001-01-01T00:00:00+23:59", "x" * 5000, "\0"],
)  # fmt: skip
def test_a_question_that_was_not_asked_just_now_is_no_answer(meeting, until):
    meeting.server.pupil(meeting.code, "Ada")

    refused(manage(meeting, "ban_latest", until=until), "malformed")

    assert held_by_pupils(meeting) == {"Ada"}


def test_pupils_and_strangers_may_not(meeting):
    [ada] = meeting.pupils(1)

    for person in (ada.browser, Person(meeting.server)):
        refused(manage(meeting, "ban_latest", by=person), "not_yours")
