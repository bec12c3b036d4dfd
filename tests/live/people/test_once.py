"""What a form makes, it makes once: by two taps at the same time, and by one more after a lost answer."""

import datetime
import re

import pytest

from debate.events import (
    CaucusSaid,
    FloorGiven,
    NameTakenAway,
    ResultRevealed,
    SeatCalled,
    SeatTaken,
    SlipHandedIn,
    StatementLeft,
    VoteCast,
)
from tests.live.classroom import QUESTION, Pupil, at_once
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


def test_a_form_that_asks_for_something_else_opens_another_lobby(meeting):
    """As after going back from the first to the form, for the next class."""
    wanted = {"scenario": "democratic-conference", "pupils": 8, "minutes": 50, "form": "a1" * 16}
    others = [
        {"pupils": 9},
        {"minutes": 60},
        {"scenario": "central-committee-10-october"},
        {"matching": "true"},
    ]

    def made(**more):
        return meeting.teacher.post("/teach/new/", wanted | more, follow=False).leads_to

    lobbies = [made(), *(made(**other) for other in others)]

    assert len(set(lobbies)) == 5
    assert lobbies == [made(), *(made(**other) for other in others)]


def test_a_form_that_shows_what_it_makes_does_not_stand_for_one_session(meeting):
    """Its address is kept in bookmarks, and gone back to: the next lobby from there is a new one."""
    key = "b2" * 16

    page = meeting.teacher.get(f"/teach/new/?scenario=democratic-conference&pupils=8&minutes=50&form={key}")

    assert key not in page.text


def links(meeting, **fields):
    page = another_line(meeting).post(f"/replay/{meeting.code}/links/", fields)
    return page.status, *re.findall("/shared/[0-9a-zA-Z_-]+/", page.text)


def test_a_link_for_others_is_made_once_for_each_end_it_may_have(meeting):
    day = (datetime.date.today() + datetime.timedelta(days=9)).isoformat()
    later = (datetime.date.today() + datetime.timedelta(days=10)).isoformat()
    key = key_on(meeting.teacher, f"/replay/{meeting.code}/")
    asked = [
        {"until": until, "zone": zone, "form": key}
        for until in (day, later)
        for zone in ("UTC", "Asia/Tokyo")
    ]

    made = [links(meeting, **fields) for fields in asked]

    assert {status for status, *_ in made} == {200}
    assert len({link for _, link in made}) == 4
    assert made == [links(meeting, **fields) for fields in asked]


def test_a_link_for_others_that_was_taken_back_is_not_shown_as_made_again(meeting):
    day = (datetime.date.today() + datetime.timedelta(days=9)).isoformat()
    fields = {"until": day, "form": key_on(meeting.teacher, f"/replay/{meeting.code}/")}
    assert links(meeting, **fields)[1:]
    page = meeting.teacher.get(f"/replay/{meeting.code}/")
    [number] = re.findall('name="withdraw" value="([0-9]+)"', page.text)

    links(meeting, withdraw=number)

    assert links(meeting, **fields) == (200,)


def test_a_pupil_without_a_device_is_seated_once(meeting):
    fields = {"act": "add_pupil", "name": "Cem", "form": key_on(meeting.teacher, f"/teach/{meeting.code}/")}

    at_once(*[lambda: people(meeting, **fields)] * TAPS)
    people(meeting, **fields)

    assert pupils_of(meeting) == ["Cem"]
    assert len(seats_taken(meeting)) == 1


def test_a_pupil_without_a_device_whose_seat_was_freed_is_not_said_to_be_seated(meeting):
    fields = {"act": "add_pupil", "name": "Cem", "form": key_on(meeting.teacher, f"/teach/{meeting.code}/")}
    people(meeting, **fields)
    meeting.teach("free_seat", seat=seats_taken(meeting)[0])

    again = meeting.teacher.post(
        f"/teach/{meeting.code}/people/", fields, headers={"Accept": "application/json"}
    )

    assert again.json["refusal"] == "form_used"
    people(meeting, act="add_pupil", name="Cem")
    assert pupils_of(meeting) == ["Cem"]


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


def form_on(person, path, id):
    """The hidden fields of this form on a page as a browser without scripts has it."""
    [form] = re.findall(f'<form [^>]*id="{id}".*?</form>', person.get(path).text, re.DOTALL)
    return dict(re.findall('<input type="hidden" name="([a-z]+)" value="([^"]*)"', form))


def tapped(person, meeting, fields):
    """The same form sent by several taps at once, and once more because no answer came."""

    def tap():
        browser = Person(meeting.server)
        browser.cookies = person.cookies
        return browser.post(f"/act/{meeting.code}/", fields, follow=False).status

    assert {*at_once(*[tap] * TAPS), tap()} == {302}


def count(meeting, kind):
    return len(meeting.store.events(meeting.code, kind))


def test_what_a_pupil_writes_without_scripts_is_said_once_and_again_from_a_new_page(meeting):
    """A page is loaded between any two posts: who wants to say the same twice does so from another page."""
    [ada] = meeting.pupils(1)
    meeting.debate()
    page = f"/seat/{meeting.code}/"

    for said in (1, 2):
        fields = form_on(ada.browser, page, "leave-statement") | {"text": "Hear, hear."}
        tapped(ada.browser, meeting, fields)
        assert count(meeting, StatementLeft) == said

    tapped(ada.browser, meeting, fields | {"text": "No!"})
    assert count(meeting, StatementLeft) == 3


def test_a_line_of_a_room_is_said_once(meeting):
    [ada] = meeting.pupils(1)
    meeting.teach("open_session")
    while "caucus" not in (seen := ada.state())["me"] or not seen["me"]["caucus"]["open"]:
        meeting.teach("advance_stage")
    room = ada.state()["me"]["caucus"]["rooms"][0]["id"]

    for said in (1, 2):
        fields = form_on(ada.browser, f"/seat/{meeting.code}/", f"say-{room}") | {"text": "Who speaks?"}
        tapped(ada.browser, meeting, fields)
        assert count(meeting, CaucusSaid) == said


def test_what_the_desk_writes_for_a_pupil_without_scripts_is_said_once(meeting):
    people(meeting, act="add_pupil", name="Cem")
    meeting.debate()
    seat = seats_taken(meeting)[0]
    fields = form_on(meeting.teacher, f"/teach/{meeting.code}/", "write-for-pupil")

    tapped(meeting.teacher, meeting, fields | {"act": "leave_statement", "seat": seat, "text": "Hear, hear."})

    assert count(meeting, StatementLeft) == 1


def test_two_taps_on_the_next_speaker_pass_over_nobody(meeting):
    pupils = meeting.pupils(3)
    meeting.debate()
    for pupil in pupils:
        pupil.act("request_floor")

    tapped(
        meeting.teacher,
        meeting,
        form_on(meeting.teacher, f"/teach/{meeting.code}/", f"do-give_floor-{pupils[0].seat}"),
    )

    assert meeting.state()["floor"]["speaker"] == pupils[0].seat
    assert count(meeting, FloorGiven) == 1


def test_two_taps_on_the_first_call_of_a_roll_call_one_seat(meeting):
    meeting.pupils(2)
    meeting.debate()
    meeting.teach("put_question", question=QUESTION, method="roll_call", calls="seating", seconds=0)

    tapped(meeting.teacher, meeting, form_on(meeting.teacher, f"/teach/{meeting.code}/", "do-call_next"))

    assert count(meeting, SeatCalled) == 1


def test_two_taps_on_a_part_of_the_result_tell_one_part(meeting):
    [ada] = meeting.voting(1)
    ada.vote("for")
    meeting.teach("close_ballot")

    tapped(meeting.teacher, meeting, form_on(meeting.teacher, f"/teach/{meeting.code}/", "do-reveal-b1"))

    assert count(meeting, ResultRevealed) == 1


def test_the_paper_of_a_pupil_without_a_device_is_entered_once_for_each(meeting):
    for name in ("Cem", "Dora"):
        people(meeting, act="add_pupil", name=name)
    seats = seats_taken(meeting)
    meeting.debate()
    meeting.put(method="secret")
    paper = form_on(meeting.teacher, f"/teach/{meeting.code}/", "enter-for-b1") | {"choice": "for"}

    for seat in seats:
        tapped(meeting.teacher, meeting, paper | {"seat": seat})

    handed = [slip.seat for slip in meeting.store.events(meeting.code, SlipHandedIn)]
    assert all(handed.count(seat) == 1 for seat in seats)


def test_a_name_taken_away_by_two_taps_is_taken_away_once(meeting):
    [ada] = meeting.pupils(1)
    who = re.search(r'name="who" value="(\d+)"', meeting.teacher.get(f"/teach/{meeting.code}/").text)[1]

    at_once(*[lambda: people(meeting, act="take_name", seat=ada.seat, who=who, away="true")] * TAPS)

    assert count(meeting, NameTakenAway) == 1


def test_of_two_who_share_a_seat_each_says_it(meeting):
    [ada] = meeting.pupils(1)
    people(meeting, act="share", seat=ada.seat)
    ben = Person(meeting.server)
    ben.post(f"/join/{meeting.code}/", {"name": "Ben", "share": share_code(meeting)})
    meeting.debate()
    fields = form_on(ada.browser, f"/seat/{meeting.code}/", "leave-statement") | {"text": "Hear, hear."}

    for browser in (ada.browser, ben):
        tapped(browser, meeting, fields)

    assert count(meeting, StatementLeft) == 2


def test_a_secret_vote_is_handed_in_once_and_only_another_paper_is_refused(meeting):
    """Without scripts. The first paper counts: a second tap brings the same, who went back another."""
    [ada] = meeting.voting(1, method="secret")
    paper = form_on(ada.browser, f"/seat/{meeting.code}/", "ballot-b1") | {"choice": "for"}

    tapped(ada.browser, meeting, paper)

    changed = ada.browser.post(f"/act/{meeting.code}/", paper | {"choice": "against"}, follow=False)
    assert changed.status == 409
    meeting.teach("close_ballot")
    tapped(ada.browser, meeting, paper)
    slips = meeting.store.events(meeting.code, SlipHandedIn)
    assert [slip.seat for slip in slips].count(ada.seat) == 1


def test_an_open_vote_has_no_key(meeting):
    [ada] = meeting.voting(1)
    key = {"form": "a" * 32}

    for choice in ("for", "against", "for"):
        fields = {"act": "cast_vote", "ballot": "b1", "choice": choice, **key}
        ada.browser.post(f"/act/{meeting.code}/", fields, follow=False)

    assert [event.choice for event in meeting.store.events(meeting.code, VoteCast)] == [
        "for",
        "against",
        "for",
    ]
