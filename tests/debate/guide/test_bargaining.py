"""An offer is due, and so is what moved somebody; neither ever stands before a vote."""

import random

from debate import commands as c
from debate.commands import TEACHER
from debate.guide.now import now
from debate.guide.rehearsal import deeds
from debate.rules.hall.bargains import to_be_promised
from tests.debate.rules.voting.test_credit import belief, other
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

OFFER = {"to": "s2", "ask": "bridge", "ask_choice": "abstain", "give": "toll", "give_choice": "for"}


def offered(**changes: object) -> Meeting:
    played = debating(6, scenario=mini.with_everything())
    played.do(c.OfferBargain(by="s1", **{**OFFER, **changes}))
    return played


def test_an_offer_is_due_from_whom_it_was_made_to_and_calls():
    due = now(offered().assembly, "s2")

    assert (due.kind, due.bargain, due.calls) == ("offer", "g1", True)
    assert due.acts == ("accept_bargain", "drop_bargain")
    assert now(offered().assembly, "s1").kind != "offer"


def test_it_is_due_even_while_another_speaks_and_in_a_break():
    played = offered()
    played.do(c.GiveFloor(by=TEACHER, seat="s3"))

    assert now(played.assembly, "s2").kind == "offer"


def test_an_answer_ends_it_and_the_next_is_due():
    played = offered()
    played.do(c.OfferBargain(by="s3", **{**OFFER, "ask_choice": "for"}))
    played.do(c.DropBargain(by="s2", bargain="g1"))
    assert now(played.assembly, "s2").bargain == "g2"

    played.do(c.AcceptBargain(by="s2", bargain="g2"))

    assert now(played.assembly, "s2").kind != "offer"


def test_no_offer_stands_before_a_vote_nor_before_its_result():
    played = offered(ask="toll", give="bridge", give_choice="for")
    played.do(c.PutQuestion(by=TEACHER, question="bridge"))
    assert now(played.assembly, "s2").kind == "vote"
    played.vote("s2", "for")
    assert now(played.assembly, "s2").kind == "voted"
    played.close()
    assert now(played.assembly, "s2").kind == "held"
    played.do(c.Announce(by=TEACHER))

    assert now(played.assembly, "s2").kind == "result"


def test_what_was_voted_on_meanwhile_is_no_offer_any_more():
    played = offered()
    played.divide({})
    played.wait(1)
    played.do(c.GiveFloor(by=TEACHER, seat="s3"))

    assert now(played.assembly, "s2").kind == "listen"


def test_only_what_is_still_to_be_decided_openly_can_be_promised():
    played = offered()
    before = [question.id for question in to_be_promised(played.assembly)]
    assert {"bridge", "toll"} <= set(before)
    assert not {"ferry", "board"} & set(before)

    played.divide({})

    assert [question.id for question in to_be_promised(played.assembly)] == [
        id for id in before if id != "bridge"
    ]


def test_who_crossed_is_asked_with_the_result_and_nobody_else():
    played = debating(6, scenario=mini.with_everything())
    played.divide({"s1": other(belief(played, "s1")), "s3": belief(played, "s3")}, method="show")

    assert now(played.assembly, "s1").acts == ("say_what_moved",)
    assert now(played.assembly, "s3").acts == ()


def test_of_a_secret_vote_nobody_is_asked():
    played = debating(6, scenario=mini.with_everything())
    played.divide({"s1": other(belief(played, "s1"))}, method="secret")

    assert now(played.assembly, "s1").acts == ()


def test_in_a_rehearsal_offers_are_answered_kept_and_credited():
    done = set()
    for seed in range(12):
        played, chance = offered(), random.Random(seed)
        while now(played.assembly, "s2").kind == "offer":
            for deed in deeds(played.assembly, {"s2"}, chance):
                done.add(type(deed))
                played.do(deed)
        if played.assembly.bargains["g1"].state != "struck":
            continue
        played.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
        for deed in deeds(played.assembly, {"s2"}, chance):
            played.do(deed)
        assert played.ballot.votes["s2"] == "abstain"
        played.close()
        played.do(c.Announce(by=TEACHER))
        while "s2/b1" not in played.assembly.moved and belief(played, "s2") != "abstain":
            for deed in deeds(played.assembly, {"s2"}, chance):
                done.add(type(deed))
                played.do(deed)
        assert played.assembly.moved["s2/b1"].what == "bargain"

    assert {c.AcceptBargain, c.DropBargain, c.SayWhatMoved} <= done
