"""Votes and commands that must not be taken: each is answered in a plain sentence and changes nothing."""

import contextlib
import itertools
import time

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed

from debate.commands import Command
from debate.events import VoteCast
from game.command_fields import COMMANDS, SERVER_ONLY
from tests.live.classroom import Pupil, at_once, pushes, refused
from tests.server import Person

FIELDS = {
    "document": "on-compromises",
    "option": "1",
    "task": "letter-home",
    "seat": "s1",
    "role": "lenin",
    "card": "none",
    "statement": "t1",
    "choice": "for",
    "text": "Hear me.",
    "ballot": "b1",
    "motion": "m1",
    "motions": "m1",
    "question": "rising",
    "value": "1",
    "seconds": "60",
    "kind": "motion",
    "reaction": "agree",
    "about": "b1",
    "filled": "false",
    "bargain": "g1",
    "to": "s2",
    "ask": "rising",
    "ask_choice": "for",
    "give": "wait-for-congress",
    "give_choice": "against",
    "what": "mind",
}
"""Something well-formed for every field that has to be given."""


def fields_of(kind: type[Command]) -> dict[str, str]:
    needed = [f.name for f in msgspec.structs.fields(kind) if f.required and f.name not in SERVER_ONLY]
    return {name: FIELDS[name] for name in needed}


NOT_FOR_PUPILS = sorted(act for act, kind in COMMANDS.items() if "pupil" not in kind.may)
ANY_ACT = sorted(COMMANDS)


@pytest.fixture(params=["socket", "post"])
def way(request):
    return request.param


def say(pupil, way, act, **fields):
    """Give a command one way or the other."""
    if way == "post":
        return pupil.act(act, **fields)
    line = pupil.socket()
    try:
        return line.act("k-1", act, **fields)
    finally:
        line.close()


def changes_nothing(meeting, deed):
    """The answer of a deed after which the journal is as long as before."""
    before = meeting.store.journal(meeting.code)
    answer = deed()
    assert meeting.store.journal(meeting.code) == before
    return answer


def test_a_second_vote_the_same_way_is_one_vote(meeting, way):
    pupil, _ = meeting.voting()
    pupil.vote("for")

    answer = changes_nothing(meeting, lambda: say(pupil, way, "cast_vote", ballot="b1", choice="for"))

    assert answer["ok"]
    assert pupil.state()["ballot"]["cast"] == 1


def test_a_changed_vote_replaces_the_first(meeting, way):
    pupil, _ = meeting.voting()
    pupil.vote("for")

    say(pupil, way, "cast_vote", ballot="b1", choice="against")

    ballot = pupil.state()["ballot"]
    assert (ballot["cast"], ballot["tally"]) == (1, {"for": 0, "against": 1, "abstain": 0})


def test_a_secret_vote_cannot_be_given_twice(meeting, way):
    pupil, _ = meeting.voting(method="secret")
    pupil.vote("for")

    again = changes_nothing(meeting, lambda: say(pupil, way, "cast_vote", ballot="b1", choice="against"))

    refused(again, "already_voted")


def test_a_vote_after_the_close_is_refused(meeting, way):
    pupil, _ = meeting.voting()
    pupil.vote("for")
    meeting.teach("close_ballot")

    late = changes_nothing(meeting, lambda: say(pupil, way, "cast_vote", ballot="b1", choice="against"))

    refused(late, "ballot_closed")
    assert pupil.state()["me"]["vote"]["choice"] == "for"


@pytest.mark.parametrize("ballot", ["b2", "b0", "", "x" * 300, "b1\0", "𝔟1"], ids=ascii)
def test_a_vote_in_a_ballot_that_is_not_there_is_refused(meeting, way, ballot):
    pupil, _ = meeting.voting()

    answer = changes_nothing(meeting, lambda: say(pupil, way, "cast_vote", ballot=ballot, choice="for"))

    refused(answer, "no_such_ballot" if ballot else "")


def test_a_vote_for_the_ballot_before_does_not_count_in_this_one(meeting, way):
    pupil, _ = meeting.voting()
    meeting.teach("close_ballot")
    meeting.teach("put_question", question="wait-for-congress", seconds=0)

    answer = changes_nothing(meeting, lambda: say(pupil, way, "cast_vote", ballot="b1", choice="for"))

    refused(answer, "ballot_closed")
    assert "vote" not in pupil.state()["me"]


@pytest.mark.parametrize("choice", ["yes", "For", "for,against", "sealed", "x" * 300, "1"], ids=ascii)
def test_an_unknown_choice_is_refused(meeting, way, choice):
    pupil, _ = meeting.voting()

    answer = changes_nothing(meeting, lambda: say(pupil, way, "cast_vote", ballot="b1", choice=choice))

    assert refused(answer, "no_such_choice") == "Choose for, against or abstain."


def test_a_vote_for_another_seat_is_refused(meeting, way):
    pupil, other = meeting.voting()

    for forged in ({"seat": other.seat}, {"by": other.seat}, {"by": "teacher"}, {"slips": "{}"}):
        answer = changes_nothing(
            meeting, lambda f=forged: say(pupil, way, "cast_vote", ballot="b1", choice="for", **f)
        )
        refused(answer, "malformed")
    refused(say(pupil, way, "enter_vote", seat=other.seat, choice="for"), "not_yours")

    assert meeting.store.events(meeting.code, VoteCast) == []


def test_a_person_without_a_vote_cannot_vote(meeting, way):
    silent = next(row["role"] for row in meeting.state()["seats"] if not row["votes"])
    [pupil] = meeting.pupils(1)
    meeting.teach("assign_role", seat=pupil.seat, role=silent)
    meeting.debate()
    meeting.put()

    answer = changes_nothing(meeting, lambda: say(pupil, way, "cast_vote", ballot="b1", choice="for"))

    refused(answer, "no_vote")


@pytest.mark.parametrize("way", ["socket", "post"])
def test_what_is_the_teacher_s_to_do_a_pupil_may_not(meeting, way):
    pupils = itertools.cycle(meeting.voting())

    for act in NOT_FOR_PUPILS:
        pupil = next(pupils)  # By turns: from one alone they would soon be too many.
        fields = fields_of(COMMANDS[act])
        before = meeting.store.journal(meeting.code)
        if way == "post":
            page = pupil.browser.act(meeting.code, act, **fields)
            assert page.status == 403, act
            answer = page.json
        else:
            # A line of its own for each: on one they would soon be too many.
            with contextlib.closing(pupil.socket()) as line:
                answer = line.act(f"k-{act}", act, **fields)
        refused(answer, "not_yours")
        assert meeting.store.journal(meeting.code) == before, act


def test_without_a_seat_nobody_may_do_anything(meeting, way):
    meeting.voting()
    stranger = Person(meeting.server)
    before = meeting.store.journal(meeting.code)

    for act in ANY_ACT:
        fields = fields_of(COMMANDS[act])
        if way == "post":
            page = stranger.act(meeting.code, act, **fields)
            assert page.status == 403, act
            refused(page, "no_seat")
        else:
            with contextlib.closing(meeting.screen()) as screen:
                answer = screen.act(f"k-{act}", act, **fields)
                if answer.get("refusal") == "too_many":  # All screens of a session share what they may send.
                    time.sleep(1)
                    answer = screen.act(f"k-{act}-again", act, **fields)
                refused(answer, "not_yours")

    assert meeting.store.journal(meeting.code) == before


def test_a_pupil_of_another_session_has_no_seat_here(begin):
    here, elsewhere = begin(), begin()
    here.voting()
    guest = Pupil(elsewhere, "Zoe")

    page = guest.browser.act(here.code, "cast_vote", ballot="b1", choice="for")

    assert page.status == 403
    refused(page, "no_seat")


def test_a_pupil_in_the_chair_may_lead_but_not_do_what_is_the_teacher_s(meeting):
    chair, other = meeting.voting()
    meeting.teach("give_chair", seat=chair.seat)

    assert chair.act("close_ballot")["ok"]
    refused(chair.act("close_session"), "not_yours")
    refused(chair.act("hide_statement", statement="t1"), "not_yours")
    refused(other.act("announce"), "not_yours")


def test_whoever_gave_their_seat_away_no_longer_acts_for_it(meeting):
    """The teacher hands a left seat to a latecomer; the old tab is still open somewhere."""
    first, _ = meeting.voting()
    line = first.socket()
    meeting.teach("free_seat", seat=first.seat)
    latecomer = Pupil(meeting, "Zoe")
    assert latecomer.seat == first.seat

    with contextlib.suppress(ConnectionClosed):  # which is as good an answer
        refused(line.act("k-1", "cast_vote", ballot="b1", choice="against"))

    assert meeting.store.events(meeting.code, VoteCast) == []
    refused(first.vote("against"), "no_seat")


def test_whoever_gave_their_seat_away_no_longer_sees_what_is_its_own(meeting):
    first, _ = meeting.voting()
    line = first.socket()
    meeting.teach("free_seat", seat=first.seat)
    latecomer = Pupil(meeting, "Zoe")

    latecomer.vote("for")

    with contextlib.suppress(ConnectionClosed):
        assert not any("Your vote is saved" in frame["html"] for frame in pushes(line, 0.7))


def test_a_pupil_whose_seat_went_to_the_house_gets_it_back_the_same_way_by_socket_and_post(meeting, way):
    first, _ = meeting.voting()
    line = first.socket()
    meeting.teach("free_seat", seat=first.seat)

    vote = {"act": "cast_vote", "ballot": "b1", "choice": "for"}
    answer = first.act(**vote) if way == "post" else line.act("k-1", **vote)

    held = {row["id"]: row["held_by"] for row in meeting.state()["seats"]}
    assert (answer["ok"], held[first.seat]) in ((True, "pupil"), (False, "house"))


def test_too_many_commands_are_refused_until_a_moment_later(meeting):
    pupil, other = meeting.voting()

    answers = at_once(*[lambda: pupil.browser.act(meeting.code, "yield_floor")] * 90)

    assert {answer.status for answer in answers} == {409, 429}
    for answer in answers:
        refused(answer, "too_many" if answer.status == 429 else "not_speaking")
    assert other.vote("for")["ok"]
