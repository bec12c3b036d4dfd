"""Names, the cookie that is the key to a seat, and the resume code."""

import pytest
from django.core import signing
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from debate.refusal import Refusal
from game.models import Participant, Session
from game.people import participants
from game.people.participants import LONGEST_NAME, SALT, tidy_name
from tests.support.server.sessions import session

OVERRIDE, JOINER, MARK = "\u202e", "\u200d", "\u200f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada", "Ada"),
        ("  Ada \n Lovelace ", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        (OVERRIDE + "Ada", "Ada"),
        (f"{MARK}שרה{MARK}", "שרה"),
        ("A\0d\x07a", "Ada"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("<b>Ada</b>", "<b>Ada</b>"),
        ("A" * LONGEST_NAME, "A" * LONGEST_NAME),
    ],
    ids=ascii,
)
def test_a_name_is_tidied_and_no_more(typed, kept):
    assert tidy_name(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "\0", OVERRIDE, JOINER, JOINER + " " + MARK, "\u2028"], ids=ascii)
def test_a_name_of_nothing_visible_is_empty(typed):
    with pytest.raises(Refusal, match="name_empty"):
        tidy_name(typed)


def test_a_long_name_is_refused_with_its_length():
    with pytest.raises(Refusal) as refused:
        tidy_name("x" * 300)

    assert (refused.value.code, refused.value.details) == (
        "name_too_long",
        {"most": LONGEST_NAME, "length": 300},
    )


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_a_tidied_name_is_short_visible_and_stays_as_it_is(typed):
    try:
        name = tidy_name(typed)
    except Refusal:
        return

    assert 0 < len(name) <= LONGEST_NAME
    assert name == name.strip()
    assert OVERRIDE not in name
    assert "\0" not in name
    assert tidy_name(name) == name


@pytest.fixture
def seated(db):
    """Ada in s1 of a session."""
    pupil = participants.new(session().pk, "Ada")
    pupil.seat = "s1"
    pupil.save()
    return pupil


def cookie_of(pupil, secure=False):
    request = RequestFactory().get("/", secure=secure)
    response = HttpResponse()
    participants.give_cookie(request, response, pupil.session.code, pupil)
    return response.cookies[participants.cookie_name(pupil.session.code)]


def test_the_cookie_opens_the_seat(seated):
    assert participants.of_cookie(seated.session_id, cookie_of(seated).value) == seated


def test_scripts_cannot_read_the_cookie_and_other_sites_cannot_send_it(seated):
    cookie = cookie_of(seated)

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"], "a classroom has no https"
    assert cookie_of(seated, secure=True)["secure"]


@pytest.mark.parametrize(
    "value",
    [None, "", "x", "s1", signing.dumps("x", salt=SALT), signing.dumps([1], salt=SALT)],
    ids=["none", "empty", "letter", "seat", "signed-text", "signed-list"],
)
def test_no_or_an_odd_cookie_opens_nothing(seated, value):
    assert participants.of_cookie(seated.session_id, value) is None


def test_a_cookie_with_a_guessed_key_opens_nothing(seated):
    forged = signing.dumps([seated.pk, "guess"], salt=SALT)

    assert participants.of_cookie(seated.session_id, forged) is None


def test_a_cookie_signed_for_something_else_opens_nothing(seated):
    other = signing.dumps([seated.pk, seated.key], salt="another purpose")

    assert participants.of_cookie(seated.session_id, other) is None


def test_a_cookie_opens_its_own_session_only(seated):
    assert participants.of_cookie(session("OTHERS").pk, cookie_of(seated).value) is None


def test_the_seat_belongs_to_whoever_sat_down_last(seated):
    later = Participant(session=seated.session, seat="s1", name="Ben", key="k", resume_code="ABCD2345")
    later.save()

    assert participants.of_cookie(seated.session_id, cookie_of(seated).value) is None
    assert participants.of_cookie(seated.session_id, cookie_of(later).value) == later
    assert participants.of_resume_code(seated.resume_code) is None
    seats = participants.people(seated.session_id).seats
    assert {seat: sitting.name for seat, sitting in seats.items()} == {"s1": "Ben"}


def test_the_resume_code_may_be_typed_as_people_type(seated):
    code = seated.resume_code

    assert participants.of_resume_code(f" {code[:4]}-{code[4:]} ".lower()) == seated


@pytest.mark.parametrize("typed", ["", "ABCD2345", "\0", "x" * 500, "%"])
def test_another_resume_code_finds_nobody(seated, typed):
    assert participants.of_resume_code(typed) is None


@pytest.mark.django_db
def test_who_is_there_is_never_read_as_newer_than_it_is():
    """A name that another process gives between two looks must not be missing under the version after it."""
    played = session()
    participants.new(played.pk, "Ada").save()

    def meanwhile(execute, sql, *more):
        if 'FROM "game_participant"' in sql and not given:
            given.append(True)
            Participant.objects.filter(session=played).update(name="Ben")
            Session.objects.filter(pk=played.pk).update(people=7)
        return execute(sql, *more)

    given: list[bool] = []
    with connection.execute_wrapper(meanwhile):
        people = participants.people(played.pk)

    assert given
    assert people.version < 7, "so that it is read again"
