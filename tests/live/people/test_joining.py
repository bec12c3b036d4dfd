"""The way in: a code, a name, a seat; and whatever people type instead."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from debate.events import SeatTaken
from tests.live.classroom import Pupil, at_once, refused
from tests.server import Person

OVERRIDE, MARK = "\u202e", "\u200f"
FAMILY = "👩\u200d👩\u200d👧"


@pytest.fixture
def stranger(server):
    return Person(server)


def join(person, meeting, name):
    return person.post(f"/join/{meeting.code}/", {"name": name})


def names_at_the_desk(meeting):
    return [row["pupil"] for row in meeting.state()["seats"] if row["held_by"] == "pupil"]


def is_refused(page, sentence, status=409):
    assert page.status == status
    assert sentence in page.text


def test_a_name_is_enough_for_a_seat_and_its_person(meeting, stranger):
    page = join(stranger, meeting, "Ada")

    state = stranger.state(meeting.code)
    assert page.url.endswith(f"/seat/{meeting.code}/")
    assert state["audience"] == "seat"
    assert state["me"]["role"]["brief"]
    assert state["me"]["role"]["name"] in page.text


def test_looking_at_the_door_takes_no_seat(meeting, stranger):
    page = stranger.get(f"/join/{meeting.code}/")

    assert page.status == 200
    assert meeting.store.events(meeting.code, SeatTaken) == []
    assert list(stranger.cookies) == []


def test_the_code_may_be_typed_small_and_with_dashes(meeting, stranger):
    typed = meeting.code.lower()

    page = stranger.get(f"/?code=+{typed[:3]}-{typed[3:]}+")

    assert page.url.endswith(f"/join/{meeting.code}/")


def test_who_has_a_seat_is_not_given_a_second_one(meeting, stranger):
    join(stranger, meeting, "Ada")

    again = join(stranger, meeting, "Ada again")

    assert again.url.endswith(f"/seat/{meeting.code}/")
    assert names_at_the_desk(meeting) == ["Ada"]


def test_a_latecomer_is_seated_in_the_middle_of_the_meeting(meeting):
    meeting.pupils(2)
    meeting.debate()

    late = Pupil(meeting, "Zoe")

    assert late.state()["stage"]["kind"] == "debate"


def test_the_resume_code_brings_the_seat_to_another_device(meeting, stranger):
    [pupil] = meeting.pupils(1)
    code = resume_code(pupil)

    page = stranger.post("/resume/", {"code": f" {code[:4].lower()}-{code[4:]} "})

    assert page.url.endswith(f"/seat/{meeting.code}/")
    assert stranger.state(meeting.code)["me"]["seat"] == pupil.seat


def resume_code(pupil):
    [(code,)] = pupil.meeting.store.rows(
        "SELECT resume_code FROM game_participant WHERE name = ? AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)",
        pupil.name,
        pupil.meeting.code,
    )
    return code


def test_an_unknown_resume_code_is_answered_in_a_sentence(stranger, meeting):
    for typed in ("", "ABCD-EFGH", "x" * 300, "\0", FAMILY):
        page = stranger.post("/resume/", {"code": typed})
        is_refused(page, "No seat has this resume code.")


@pytest.mark.parametrize("typed", ["ZZZZZZ", "0", "zzz-zzz-zzz", "x" * 200, FAMILY, "%00", "A%00B", "%2e%2e"])
def test_an_unknown_code_is_answered_in_a_sentence_at_every_door(stranger, server, typed):
    code = quote(typed, safe="%")
    page = stranger.get(f"/join/{code}/")
    is_refused(page, "There is no session with this code.", 404)
    for path in (f"/seat/{code}/", f"/screen/{code}/", f"/outcome/{code}/", f"/replay/{code}/"):
        is_refused(stranger.get(path), "There is no session with this code.", 404)
    state = stranger.get(f"/state/{code}.json")
    assert (state.status, bool(refused(state, "no_such_session"))) == (404, True)
    act = stranger.act(code, "cast_vote", ballot="b1", choice="for")
    assert (act.status, bool(refused(act, "no_such_session"))) == (404, True)


def test_a_closed_session_lets_nobody_in_and_says_so(meeting, stranger):
    meeting.debate()
    meeting.teach("close_session")
    seq = meeting.seq()

    for page in (stranger.get(f"/join/{meeting.code}/"), join(stranger, meeting, "Ada")):
        is_refused(page, "This session is closed.")

    assert meeting.seq() == seq


def test_locked_doors_let_nobody_in_and_pupils_back(meeting, stranger):
    [pupil] = meeting.pupils(1)
    meeting.teach("lock_doors")

    is_refused(join(stranger, meeting, "Zoe"), "The doors are locked.")

    assert pupil.browser.get(f"/seat/{meeting.code}/").status == 200
    assert names_at_the_desk(meeting) == ["Ada"]


def test_a_full_house_lets_nobody_in_and_says_so(meeting, stranger):
    seats = len(meeting.state()["seats"])
    for number in range(seats):
        Person(meeting.server).post(f"/join/{meeting.code}/", {"name": f"Pupil {number}"})
    seq = meeting.seq()

    page = join(stranger, meeting, "One too many")

    is_refused(page, "All seats are taken.")
    assert "One too many" in page.text, "what was typed is still in the form"
    assert meeting.seq() == seq


EMPTY = ["", " ", "\t \n", "\u200b", OVERRIDE, "\u200d", "\0", MARK * 3]


@pytest.mark.parametrize("name", EMPTY, ids=ascii)
def test_an_empty_name_is_answered_in_a_sentence(meeting, stranger, name):
    page = join(stranger, meeting, name)

    is_refused(page, "Enter a name, so that your teacher knows who you are.")
    assert meeting.store.events(meeting.code, SeatTaken) == []


def test_a_name_of_300_characters_is_answered_with_its_length(meeting, stranger):
    page = join(stranger, meeting, "A" * 300)

    is_refused(page, "This name has 300 characters. Use at most 80.")
    assert meeting.store.events(meeting.code, SeatTaken) == []


def test_no_name_at_all_is_an_empty_name(meeting, stranger):
    is_refused(stranger.post(f"/join/{meeting.code}/", {}), "Enter a name")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("عائشة", "عائشة"),
        ("Ada" + OVERRIDE + "neB", "AdaneB"),
        (FAMILY, FAMILY),
        ("  Ada \t Lovelace ", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("A\0da", "Ada"),
        ("名" * 80, "名" * 80),
    ],
    ids=ascii,
)
def test_names_of_all_scripts_are_kept_and_tidied(meeting, stranger, typed, kept):
    page = join(stranger, meeting, typed)

    assert f"<bdi>{kept}</bdi>" in page.text
    assert names_at_the_desk(meeting) == [kept]


def test_a_name_with_markup_is_only_text_on_every_page(meeting, stranger):
    nasty = "<script>alert(1)</script>&\"'{{x}}"
    page = join(stranger, meeting, nasty)

    desk = meeting.teacher.get(f"/teach/{meeting.code}/")

    assert names_at_the_desk(meeting) == [nasty]
    for text in (page.text, desk.text):
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text


@pytest.mark.parametrize("name", ["Ada", "ADA", "ada", " Ada ", "A\u200bda"], ids=ascii)
def test_a_doubled_name_is_refused_with_a_way_out(meeting, stranger, name):
    meeting.pupils(1)

    page = join(stranger, meeting, name)

    is_refused(page, "Add the first letter of your last name.")
    assert names_at_the_desk(meeting) == ["Ada"]


def test_of_one_name_twice_in_the_same_instant_one_gets_in(meeting):
    people = [Person(meeting.server) for _ in range(6)]
    names = ("Ada", "ADA", "ada", "Ada", "aDa", "Ada")

    pages = at_once(*[lambda p=p, n=n: join(p, meeting, n) for p, n in zip(people, names, strict=True)])

    assert sorted(page.status for page in pages) == [200] + [409] * 5
    assert len(names_at_the_desk(meeting)) == 1


def test_of_one_name_twice_in_one_batch_one_gets_in(meeting):
    people = [Person(meeting.server) for _ in range(2)]
    meeting.desk()

    with ThreadPoolExecutor() as pool:
        with meeting.store.held(meeting.code):
            coming = [pool.submit(join, people[n], meeting, name) for n, name in enumerate(("Ada", "ADA"))]
            time.sleep(0.3)
        pages = [page.result() for page in coming]

    assert sorted(page.status for page in pages) == [200, 409]
    assert len(names_at_the_desk(meeting)) == 1


def test_everybody_who_joins_in_the_same_instant_gets_a_seat_of_their_own(meeting):
    people = [Person(meeting.server) for _ in range(12)]

    at_once(*[lambda p=p, n=n: join(p, meeting, f"Pupil {n}") for n, p in enumerate(people)])

    seats = {person.state(meeting.code)["me"]["seat"] for person in people}
    assert len(seats) == 12
