"""What a form makes, it makes once: by two taps at the same time, and by one more after a lost answer."""

import re

import pytest

from debate.events import SeatTaken
from tests.live.classroom import Pupil, at_once
from tests.server import Person

TAPS = 4


@pytest.fixture
def stranger(server):
    return Person(server)


def key_on(person, path):
    """The key of the form on this page."""
    [key] = set(re.findall('name="form" value="([0-9a-f]{32})"', person.get(path).text))
    return key


def the_form(person, meeting, name="Ada", **more):
    return {"name": name, "form": key_on(person, f"/join/{meeting.code}/"), **more}


def sent(meeting, fields):
    """The answer to this form in a browser that has none of the answers before."""
    person = Person(meeting.server)
    return person, person.post(f"/join/{meeting.code}/", fields)


def seats_taken(meeting):
    return [event.seat for event in meeting.store.events(meeting.code, SeatTaken)]


def pupils_of(meeting):
    return [row["pupil"] for row in meeting.state()["seats"] if row["held_by"] == "pupil"]


def rows(meeting, column):
    """This column of the pupils of a session, as they came."""
    return meeting.store.rows(
        f"SELECT {column} FROM game_participant WHERE session_id ="
        " (SELECT id FROM game_session WHERE code = ?) ORDER BY id",
        meeting.code,
    )


def share_code(meeting):
    return rows(meeting, "share_code")[0][0]


def another_line(meeting):
    """The teacher's browser, on a connection of its own."""
    person = Person(meeting.server)
    person.cookies = meeting.teacher.cookies
    return person


def people(meeting, **fields):
    headers = {"Accept": "application/json"}
    answer = another_line(meeting).post(f"/teach/{meeting.code}/people/", fields, headers=headers).json
    assert answer["ok"], answer
    return answer


def test_two_taps_at_once_take_one_seat(meeting, stranger):
    fields = the_form(stranger, meeting)

    answers = at_once(*[lambda: sent(meeting, fields)] * TAPS)

    assert {page.url.rsplit("/", 3)[1] for _, page in answers} == {"seat"}
    assert len({person.state(meeting.code)["me"]["seat"] for person, _ in answers}) == 1
    assert len(seats_taken(meeting)) == 1
    assert pupils_of(meeting) == ["Ada"]


def test_a_form_sent_again_after_a_lost_answer_gets_the_same_seat(meeting, stranger):
    fields = the_form(stranger, meeting)
    sent(meeting, fields)  # and the answer is lost

    person, page = sent(meeting, fields)

    assert page.url.endswith(f"/seat/{meeting.code}/")
    assert [person.state(meeting.code)["me"]["seat"]] == seats_taken(meeting)


def test_a_key_is_one_browser_s_and_another_s_form_is_another(meeting):
    keys = {key_on(Person(meeting.server), f"/join/{meeting.code}/") for _ in range(5)}

    assert len(keys) == 5


def test_a_name_that_was_mended_before_the_page_came_is_the_pupil_s_name(meeting, stranger):
    fields = the_form(stranger, meeting, "Ada")
    stranger.post(f"/join/{meeting.code}/", fields, follow=False)  # the page it leads to never comes

    person = Person(meeting.server)
    page = person.post(f"/join/{meeting.code}/", fields | {"name": "Adele"})

    assert "<bdi>Adele</bdi>" in page.text
    assert pupils_of(meeting) == ["Adele"]


def test_another_name_once_the_page_has_come_is_another_pupil_s(meeting, stranger):
    """As on a shared device whose last form is still open: nobody gets into somebody's seat by that."""
    fields = the_form(stranger, meeting, "Ada")
    stranger.post(f"/join/{meeting.code}/", fields)

    person = Person(meeting.server)
    page = person.post(f"/join/{meeting.code}/", fields | {"name": "Ben"})

    assert page.status == 409
    assert "Somebody has joined with this form already." in page.text
    again = re.search('name="form" value="([0-9a-f]{32})"', page.text)[1]
    assert person.post(f"/join/{meeting.code}/", {"name": "Ben", "form": again}).url.endswith(
        f"/seat/{meeting.code}/"
    )
    assert pupils_of(meeting) == ["Ada", "Ben"]


def test_whoever_was_taken_out_does_not_come_back_by_the_old_form(meeting, stranger):
    fields = the_form(stranger, meeting)
    sent(meeting, fields)
    seat = seats_taken(meeting)[0]
    people(meeting, act="ban", seat=seat)

    _, page = sent(meeting, fields)

    assert page.status == 403
    assert "Your teacher has taken you out of this session." in page.text


def test_a_second_pupil_in_a_seat_comes_once(meeting, stranger):
    [ada] = meeting.pupils(1)
    people(meeting, act="share", seat=ada.seat)
    fields = the_form(stranger, meeting, "Ben", share=share_code(meeting))

    answers = at_once(*[lambda: sent(meeting, fields)] * TAPS)

    assert {person.state(meeting.code)["me"]["seat"] for person, _ in answers} == {ada.seat}
    assert pupils_of(meeting) == ["Ada and Ben"]


def test_a_browser_without_cookies_is_told_why(meeting, stranger):
    stranger.post(f"/join/{meeting.code}/", the_form(stranger, meeting), follow=False)

    page = Person(meeting.server).get(f"/seat/{meeting.code}/")

    assert "it keeps no cookies" in page.text
    assert "it keeps no cookies" not in Person(meeting.server).get(f"/join/{meeting.code}/").text


def test_a_lobby_is_opened_once(meeting):
    wanted = {"scenario": "democratic-conference", "pupils": 8, "minutes": 50}
    fields = wanted | {"form": key_on(meeting.teacher, "/teach/new/")}

    def tap():
        return another_line(meeting).post("/teach/new/", fields, follow=False).leads_to

    made = {*at_once(*[tap] * TAPS), tap()}

    assert len(made) == 1
    assert meeting.teacher.post("/teach/new/", wanted, follow=False).leads_to not in made


def test_a_pupil_without_a_device_is_seated_once(meeting):
    fields = {"act": "add_pupil", "name": "Cem", "form": key_on(meeting.teacher, f"/teach/{meeting.code}/")}

    at_once(*[lambda: people(meeting, **fields)] * TAPS)
    people(meeting, **fields)

    assert pupils_of(meeting) == ["Cem"]
    assert len(seats_taken(meeting)) == 1


@pytest.mark.parametrize("may_help", ["true", "false"])
def test_a_second_teacher_s_link_is_made_once(meeting, may_help):
    fields = {
        "act": "invite",
        "may_help": may_help,
        "form": key_on(meeting.teacher, f"/teach/{meeting.code}/"),
    }

    made = {answer["link"] for answer in at_once(*[lambda: people(meeting, **fields)] * TAPS)}

    assert len(made) == 1
    assert made == {people(meeting, **fields)["link"]}
    assert people(meeting, act="invite", may_help=may_help)["link"] not in made


def test_a_share_code_is_made_once(meeting):
    [ada] = meeting.pupils(1)

    people(meeting, act="share", seat=ada.seat)
    share = share_code(meeting)
    people(meeting, act="share", seat=ada.seat)

    assert share
    assert share_code(meeting) == share


def test_taking_out_twice_takes_out_nobody_else(meeting):
    """The seat is free after the first press, and somebody else may sit there before the second arrives."""
    [ada] = meeting.pupils(1)
    [(who,)] = rows(meeting, "id")
    people(meeting, act="ban", seat=ada.seat, who=who)
    ben = Pupil(meeting, "Ben")
    assert ben.seat == ada.seat

    people(meeting, act="ban", seat=ada.seat, who=who)

    assert pupils_of(meeting) == ["Ben"]


def test_a_session_deleted_twice_is_deleted(server, teacher):
    code = server.session(teacher)

    for _ in range(2):
        answer = teacher.post(f"/teach/{code}/records/", {"act": "delete", "sure": "yes"}, follow=False)
        assert answer.leads_to == "/teach/"
