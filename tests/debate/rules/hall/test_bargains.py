"""A vote for a vote: who may promise what, to whom, and when it is struck or off the table."""

import pytest

from debate import commands as c
from debate import events as e
from debate.commands import TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby

OFFER = {"to": "s2", "ask": "bridge", "ask_choice": "abstain", "give": "toll", "give_choice": "for"}


def offered(**changes: object) -> Meeting:
    played = debating(6, scenario=mini.with_everything())
    played.do(c.OfferBargain(by="s1", **{**OFFER, **changes}))
    return played


def bargain(played: Meeting):
    return played.assembly.bargains["g1"]


def test_an_offer_waits_for_the_other():
    played = offered()

    assert (bargain(played).seat, bargain(played).other, bargain(played).state) == ("s1", "s2", "offered")
    assert (bargain(played).asks.question, bargain(played).asks.choice) == ("bridge", "abstain")
    assert (bargain(played).gives.question, bargain(played).gives.choice) == ("toll", "for")


def test_the_other_accepts_and_it_is_struck_once():
    played = offered()

    assert played.do(c.AcceptBargain(by="s2", bargain="g1"))
    assert played.do(c.AcceptBargain(by="s2", bargain="g1")) == []
    assert bargain(played).state == "struck"
    assert played.refusal(c.DropBargain(by="s1", bargain="g1")) == "bargain_struck"


@pytest.mark.parametrize("by", ["s1", "s2"])
def test_either_takes_it_off_the_table(by):
    played = offered()

    assert played.do(c.DropBargain(by=by, bargain="g1"))
    assert played.do(c.DropBargain(by=by, bargain="g1")) == []
    assert played.refusal(c.AcceptBargain(by="s2", bargain="g1")) == "bargain_dropped"


def test_nobody_else_answers_it():
    played = offered()

    assert played.refusal(c.AcceptBargain(by="s1", bargain="g1")) == "not_your_bargain"
    assert played.refusal(c.AcceptBargain(by="s3", bargain="g1")) == "not_your_bargain"
    assert played.refusal(c.DropBargain(by="s3", bargain="g1")) == "not_your_bargain"
    assert played.refusal(c.AcceptBargain(by="s2", bargain="g7")) == "no_such_bargain"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "s1"}, "no_such_partner"),
        ({"to": "s9"}, "no_such_partner"),
        ({"to": "s99"}, "no_such_partner"),
        ({"ask": "war"}, "no_such_question"),
        ({"ask": "ferry"}, "nobody_could_tell"),
        ({"give": "board", "give_choice": "ann"}, "nobody_could_tell"),
        ({"ask_choice": "perhaps"}, "no_such_choice"),
        ({"for_sides": True}, "not_an_envoy"),
    ],
)
def test_what_cannot_be_promised(changes, code):
    played = debating(6, scenario=mini.with_everything())

    assert played.refusal(c.OfferBargain(by="s1", **{**OFFER, **changes})) == code


def test_the_same_offer_twice_is_one_and_others_are_counted():
    played = offered()

    assert played.do(c.OfferBargain(by="s1", **OFFER)) == []
    for to in ("s3", "s4", "s5", "s6"):
        played.do(c.OfferBargain(by="s1", **{**OFFER, "to": to}))
    played.do(c.OfferBargain(by="s1", **{**OFFER, "give_choice": "against"}))

    assert played.refusal(c.OfferBargain(by="s1", **{**OFFER, "give_choice": "abstain"})) == "too_many_offers"


def test_what_is_decided_can_be_promised_no_more_nor_an_old_offer_accepted():
    played = offered()
    played.divide({"s1": "for"})

    assert played.refusal(c.AcceptBargain(by="s2", bargain="g1")) == "already_decided"
    assert played.refusal(c.OfferBargain(by="s1", **{**OFFER, "to": "s3"})) == "already_decided"


def test_before_the_meeting_and_after_it_there_is_nothing_to_give():
    waiting = lobby(6, scenario=mini.with_everything())
    assert waiting.refusal(c.OfferBargain(by="s1", **OFFER)) in ("no_bargains_now", "not_open")

    played = offered()
    played.reach("out-of-role")
    assert played.refusal(c.AcceptBargain(by="s2", bargain="g1")) == "no_bargains_now"


def test_envoys_bargain_for_their_sides():
    played = debating(6, scenario=mini.with_everything())
    sides: dict[str, str] = {}
    for seat in ("s1", "s2", "s3", "s4", "s5", "s6"):
        sides.setdefault(played.assembly.seats[seat].faction, seat)
    one, other = list(sides.values())[:2]
    for seat in (one, other):
        played.do(c.NameEnvoy(by=seat, envoy=seat))

    played.do(c.OfferBargain(by=one, **{**OFFER, "to": other, "for_sides": True}))

    assert bargain(played).for_sides


def test_a_teacher_does_it_for_a_pupil_without_a_device():
    played = debating(6, scenario=mini.with_everything())
    played.do(c.OfferBargain(by=TEACHER, seat="s1", **OFFER))
    played.do(c.AcceptBargain(by=TEACHER, seat="s2", bargain="g1"))

    assert [type(event) for event in played.happened(e.BargainStruck)] == [e.BargainStruck]
