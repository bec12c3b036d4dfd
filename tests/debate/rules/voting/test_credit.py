"""What moved whoever votes otherwise than their person believed; and what came of bargains."""

import pytest

from debate import commands as c
from debate.afterwards.persuasion import bargains, moved, persuaders
from debate.commands import TEACHER
from debate.rules.voting.credit import credited, speakers, was_moved
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def belief(played: Meeting, seat: str) -> str:
    return played.assembly.scenario.role(played.assembly.seats[seat].role).beliefs["bridge"].vote


def other(choice: str) -> str:
    return "against" if choice == "for" else "for"


def heard() -> Meeting:
    """s2 has spoken; the vote is to come."""
    played = debating(6, scenario=mini.with_everything())
    played.do(c.RequestFloor(by="s2"))
    played.do(c.GiveFloor(by=TEACHER, seat="s2"))
    played.do(c.YieldFloor(by="s2"))
    return played


def decided(method: str = "show") -> Meeting:
    """s1 has voted otherwise than their person believed, s3 as theirs did; the others were silent."""
    played = heard()
    votes = {"s1": other(belief(played, "s1")), "s3": belief(played, "s3")}
    played.divide(votes, method=method)
    return played


def test_who_crossed_names_a_speaker_and_the_speaker_learns_how_many():
    played = decided()
    assert credited(played.assembly, "s2") == 0

    assert played.do(c.SayWhatMoved(by="s1", ballot="b1", what="speaker", whom="s2"))

    assert credited(played.assembly, "s2") == 1
    assert [(one.seat, one.moved) for one in persuaders(played.assembly)] == [("s2", 1)]


def test_it_can_be_said_otherwise_and_counts_once():
    played = decided()
    played.do(c.SayWhatMoved(by="s1", ballot="b1", what="speaker", whom="s2"))
    assert played.do(c.SayWhatMoved(by="s1", ballot="b1", what="speaker", whom="s2")) == []

    played.do(c.SayWhatMoved(by="s1", ballot="b1", what="mind"))

    assert credited(played.assembly, "s2") == 0
    (row,) = moved(played.assembly)
    assert (row.moved, row.told, row.by) == (1, 1, {"mind": 1})


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"by": "s3", "what": "mind"}, "not_moved"),
        ({"by": "s4", "what": "mind"}, "not_moved"),
        ({"by": "s1", "what": "speaker"}, "which_speaker"),
        ({"by": "s1", "what": "mind", "whom": "s2"}, "which_speaker"),
        ({"by": "s1", "what": "speaker", "whom": "s3"}, "has_not_spoken"),
        ({"by": "s1", "what": "bargain"}, "no_such_bargain"),
        ({"by": "s1", "what": "mind", "ballot": "b9"}, "no_such_ballot"),
    ],
)
def test_what_cannot_be_said(asked, code):
    assert decided().refusal(c.SayWhatMoved(**{"ballot": "b1", **asked})) == code


def test_of_a_secret_vote_nothing_is_asked():
    assert decided("secret").refusal(c.SayWhatMoved(by="s1", ballot="b1", what="mind")) == "not_moved"


def test_nothing_is_asked_before_the_result_is_told():
    played = heard()
    played.do(c.PutQuestion(by=TEACHER, method="show"))
    played.vote("s1", other(belief(played, "s1")))
    played.close()

    assert played.refusal(c.SayWhatMoved(by="s1", ballot="b1", what="mind")) == "not_moved"


def test_whoever_spoke_can_be_named_but_not_oneself():
    played = heard()

    assert speakers(played.assembly, "s1") == ("s2",)
    assert speakers(played.assembly, "s2") == ()


def test_who_was_silent_was_not_moved_even_if_they_are_counted():
    played = debating(6, scenario=mini.scenario(), fills_silence=True)
    played.divide({})

    assert not any(was_moved(played.assembly, seat, played.ballot) for seat in ("s1", "s2", "s3"))


@pytest.mark.parametrize(
    ("votes", "asked", "given"),
    [
        ({"s2": "abstain"}, "kept", "not_voted"),
        ({"s2": "for"}, "broken", "not_voted"),
        ({}, "not_voted", "not_voted"),
    ],
)
def test_a_bargain_is_kept_or_broken_or_never_came_to_it(votes, asked, given):
    played = debating(6, scenario=mini.with_everything())
    offer = {"to": "s2", "ask": "bridge", "ask_choice": "abstain", "give": "toll", "give_choice": "for"}
    played.do(c.OfferBargain(by="s1", **offer))
    assert bargains(played.assembly) == ()
    played.do(c.AcceptBargain(by="s2", bargain="g1"))
    played.divide(votes)

    (found,) = bargains(played.assembly)

    assert (found.asked, found.given) == (asked, given)


def test_a_sides_bargain_is_kept_by_more_than_half_of_its_pupils():
    played = debating(6, scenario=mini.with_everything())
    by_side: dict[str, list[str]] = {}
    for seat in ("s1", "s2", "s3", "s4", "s5", "s6"):
        by_side.setdefault(played.assembly.seats[seat].faction, []).append(seat)
    large = max(by_side.values(), key=len)
    small = next(seats for seats in by_side.values() if seats is not large)
    for seats in (large, small):
        played.do(c.NameEnvoy(by=seats[0], envoy=seats[0]))
    offer = {"ask": "bridge", "ask_choice": "abstain", "give": "toll", "give_choice": "for"}
    played.do(c.OfferBargain(by=small[0], to=large[0], for_sides=True, **offer))
    played.do(c.AcceptBargain(by=large[0], bargain="g1"))
    assert len(large) >= 3

    played.divide({large[0]: "for", **dict.fromkeys(large[1:], "abstain")})

    assert bargains(played.assembly)[0].asked == "kept"
