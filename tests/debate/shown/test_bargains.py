"""Who sees a bargain, and who learns what moved whom: the two, the teacher, and after the end everybody."""

import json

import pytest

from debate import commands as c
from debate.afterwards.persuasion import MovedIn, balances, gathered
from debate.commands import TEACHER
from tests.debate.rules.voting.test_credit import belief, other
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view

OFFER = {"to": "s2", "ask": "bridge", "ask_choice": "abstain", "give": "toll", "give_choice": "for"}
NOT_IN_IT = (("screen", ""), ("seat", "s3"), ("seat", "s9"))


def struck() -> Meeting:
    """s1 and s2 have a bargain; s3 has been offered one by s1."""
    played = debating(6, scenario=mini.with_everything())
    played.do(c.OfferBargain(by="s1", **OFFER))
    played.do(c.AcceptBargain(by="s2", bargain="g1"))
    return played


def credited() -> Meeting:
    """s2 has spoken, s1 has crossed and says that it was s2."""
    played = struck()
    played.do(c.RequestFloor(by="s2"))
    played.do(c.GiveFloor(by=TEACHER, seat="s2"))
    played.do(c.YieldFloor(by="s2"))
    played.wait(1)
    played.divide({"s1": other(belief(played, "s1")), "s2": "abstain"}, method="show")
    played.do(c.SayWhatMoved(by="s1", ballot="b1", what="speaker", whom="s2"))
    return played


def test_the_two_and_the_teacher_see_a_bargain_and_nobody_else():
    played = struck()

    assert [row["id"] for row in view(played.assembly, "teach")["bargains"]] == ["g1"]
    for seat in ("s1", "s2"):
        assert [row["state"] for row in view(played.assembly, "seat", seat)["me"]["bargains"]] == ["struck"]
    for audience, seat in NOT_IN_IT:
        assert "g1" not in json.dumps(view(played.assembly, audience, seat)), (audience, seat)


def test_a_bargain_is_told_with_names_and_titles():
    (row,) = view(struck().assembly, "teach")["bargains"]

    assert (row["seat"], row["other"]) == ("s1", "s2")
    assert (row["asks"]["title"], row["asks"]["choice"]) == ("Bridge", "abstain")
    assert row["gives"]["question"] == "toll"


def test_a_speaker_learns_how_many_and_never_who():
    played = credited()

    assert view(played.assembly, "seat", "s2")["me"]["moved_others"] == 1
    assert view(played.assembly, "seat", "s1")["me"]["moved_others"] == 0
    told = {k for seat in ("s2", "s3") for k in view(played.assembly, "seat", seat)}
    assert not told & {"moved", "persuaders", "struck"}


def test_a_result_that_is_taken_back_credits_nobody_until_it_is_told_again():
    played = credited()
    played.do(c.Undo(by=TEACHER))
    assert not played.assembly.ballots["b1"].announced

    assert view(played.assembly, "seat", "s2")["me"]["moved_others"] == 0


@pytest.mark.parametrize(("audience", "seat"), [*NOT_IN_IT, ("teach", ""), ("seat", "s1")])
def test_when_the_meeting_is_over_everybody_sees_what_became_of_bargains(audience, seat):
    played = credited()
    played.reach("debrief")

    seen = view(played.assembly, audience, seat)

    assert [(row["asked"], row["given"]) for row in seen["struck"]] == [("kept", "not_voted")]
    assert [(row["seat"], row["moved"]) for row in seen["persuaders"]] == [("s2", 1)]


def test_of_fewer_than_three_only_how_many_is_told():
    played = credited()
    played.reach("debrief")

    (row,) = view(played.assembly, "screen")["moved"]

    assert (row["told"], row["by"]) == (1, {})


def one(ballot: str, **by: int) -> MovedIn:
    n = sum(by.values())
    return MovedIn(ballot=ballot, question=ballot, title=ballot.upper(), moved=n + 1, told=n, by=by)


def test_votes_with_few_answers_are_told_together():
    rows = gathered([one("b1", mind=1, speaker=1), one("b2", speaker=3), one("b3", bargain=1)])

    assert [(row.title, row.moved, row.told, row.by) for row in rows] == [
        ("B2", 4, 3, {"speaker": 3}),
        ("", 5, 3, {"mind": 1, "speaker": 1, "bargain": 1}),
    ]


def test_promises_are_counted_for_who_made_them():
    played = credited()

    found = balances(played.assembly)

    assert (found["s2"].struck, found["s2"].due, found["s2"].kept) == (1, 1, 1)
    assert (found["s1"].struck, found["s1"].due, found["s1"].kept) == (1, 0, 0)
