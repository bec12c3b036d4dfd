"""A tie fails, or waits for the chair's casting vote; and the quorum without which nothing is put."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import CLOCK, TEACHER
from debate.scenario import Quorum, Scenario
from tests.debate.rules.business.test_motions import ordered
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view


def with_ferry(**settings: object) -> Scenario:
    """The ferry's question (on which the record is silent, and so the house) with other settings."""
    scenario = mini.with_everything()
    silent = tuple(replace(role, beliefs={}) for role in scenario.roles)
    questions = tuple(
        replace(q, method="show", **settings) if q.id == "ferry" else q for q in scenario.questions
    )
    return replace(scenario, questions=questions, roles=silent)


def tied(votes: int = 2, **settings: object) -> Meeting:
    """As many for as against, on a question whose ties the chair decides; one seat, one vote."""
    played = debating(6, scenario=with_ferry(**{"tie": "chair", **settings}), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry"))
    for n in range(votes):
        played.vote(f"s{2 * n + 1}", "for")
        played.vote(f"s{2 * n + 2}", "against")
    played.close()
    return played


def test_a_tie_fails_where_nothing_else_is_said():
    assert tied(tie="fails").ballot.carried is False


@pytest.mark.parametrize(("choice", "carried"), [("for", True), ("against", False)])
def test_the_chair_decides_a_tie(choice, carried):
    played = tied()
    assert played.ballot.tied
    assert "ferry" not in played.assembly.results()

    played.do(c.GiveCastingVote(by=TEACHER, choice=choice))

    assert played.ballot.carried is carried
    assert played.ballot.tally == {"for": 2, "against": 2, "abstain": 0}
    played.do(c.Announce(by=TEACHER))
    assert played.assembly.results()["ferry"] is carried


def test_a_tie_is_decided_for_or_against_and_once():
    played = tied()
    assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="abstain")) == "for_or_against"
    assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="")) == "for_or_against"

    played.do(c.GiveCastingVote(by=TEACHER, choice="for"))

    assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="against")) == "tie_decided"


def test_until_a_tie_is_decided_the_meeting_waits():
    played = tied()

    assert played.refusal(c.Announce(by=TEACHER)) == "tie_waits"
    assert played.refusal(c.PutQuestion(by=TEACHER, question="toll")) == "tie_waits"
    assert played.refusal(c.AdvanceStage(by=TEACHER)) == "tie_waits"
    assert played.refusal(c.CloseSession(by=TEACHER)) == "tie_waits"


def test_a_pupil_in_the_chair_gives_the_casting_vote_and_nobody_else():
    played = tied()
    played.do(c.GiveChair(by=TEACHER, seat="s1"))

    assert played.refusal(c.GiveCastingVote(by="s2", choice="for")) == "not_yours"
    assert played.do(c.GiveCastingVote(by="s1", choice="for"))


def test_a_tie_that_the_clock_closes_waits_too():
    played = debating(6, scenario=with_ferry(tie="chair"), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry", seconds=60))
    played.vote("s1", "for")
    played.vote("s2", "against")
    played.wait(60)

    played.close(by=CLOCK)

    assert played.ballot.tied


@pytest.mark.parametrize(
    ("settings", "votes", "waits"),
    [
        # One vote more for it would be three of five, which is short of two thirds.
        ({"threshold": "two_thirds_of_cast"}, 2, False),
        ({"threshold": "majority_of_cast"}, 2, True),
        # Nine members, three for: one vote more is no majority of all.
        ({"threshold": "majority_of_members"}, 3, False),
        ({"threshold": "majority_of_present"}, 3, False),
        ({"threshold": "plurality"}, 3, True),
    ],
)
def test_a_tie_waits_only_where_the_chairs_vote_would_decide(settings, votes, waits):
    played = tied(votes, **settings)

    assert played.ballot.tied is waits
    assert played.ballot.carried is (None if waits else False)


def test_where_nobody_votes_there_is_no_tie():
    played = tied(votes=0)

    assert played.ballot.carried is False


def test_a_tie_in_a_secret_ballot_waits_for_the_chair():
    played = debating(6, scenario=with_ferry(tie="chair"), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry", method="secret"))
    played.vote("s1", "for")
    played.vote("s2", "against")

    assert played.close().carried is None


def test_motions_follow_the_standing_orders_about_ties():
    played = debating(6, scenario=ordered(tie="chair"), weighting="seat")
    motion = played.admitted(text="The ferry is painted.")
    played.do(c.PutQuestion(by=TEACHER, motion=motion))
    played.vote("s1", "for")
    played.vote("s2", "against")
    played.close()

    played.do(c.GiveCastingVote(by=TEACHER, choice="against"))
    played.do(c.Announce(by=TEACHER))

    assert played.assembly.motions[motion].state == "lost"


@pytest.mark.parametrize("audience", ["screen", "seat"])
def test_nobody_but_the_desk_sees_a_tie_before_it_is_announced(audience):
    played = tied()

    ballot = view(played.assembly, audience, "s2" if audience == "seat" else "")["ballot"]

    assert not {"tied", "carried", "tally"} & set(ballot)
    assert view(played.assembly, "teach")["ballot"]["tied"] is True


@pytest.mark.parametrize(("pupils", "put"), [(4, False), (5, True)])
def test_a_quorum_is_checked_when_the_question_is_put(pupils, put):
    scenario = with_ferry(quorum=Quorum())
    roles = tuple(replace(role, seat="optional") for role in scenario.roles if role.id != mini.OPTIONAL)
    played = debating(pupils, scenario=replace(scenario, roles=roles, options=()), weighting="seat")
    question = c.PutQuestion(by=TEACHER, question="ferry")

    if put:
        assert played.do(question)
    else:
        assert played.refusal(question) == "no_quorum"


def test_a_quorum_that_is_lost_during_the_vote_does_not_undo_it():
    scenario = with_ferry(quorum=Quorum())
    roles = tuple(replace(role, seat="optional") for role in scenario.roles if role.id != mini.OPTIONAL)
    played = debating(5, scenario=replace(scenario, roles=roles, options=()), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry"))
    played.vote("s1", "for")

    played.do(c.FreeSeat(by=TEACHER, seat="s2"))

    assert played.close().carried is True


def test_motions_have_the_quorum_of_the_standing_orders():
    scenario = ordered(quorum=Quorum(numerator=1, denominator=1))
    roles = tuple(
        replace(role, seat="optional") if role.id == "archer" else role
        for role in scenario.roles
        if role.id != mini.OPTIONAL
    )
    played = debating(8, expected=8, scenario=replace(scenario, roles=roles, options=()), weighting="seat")
    motion = played.admitted(text="The ferry is painted.")
    assert played.refusal(c.PutQuestion(by=TEACHER, motion=motion)) == "no_quorum"

    played.do(c.TakeSeat(by="door"))

    assert played.do(c.PutQuestion(by=TEACHER, motion=motion))
