"""Division by delegation: one seat votes for its whole bloc, and may split it."""

import pytest

from debate import commands as c
from debate.ballots.delegation import shares, split
from debate.commands import TEACHER
from debate.rules.voting import entitled
from tests.support.rules import mini, shipped
from tests.support.rules.meeting import Meeting, debating, lobby
from tests.support.rules.seen import hall, my_vote


def dividing(pupils: int = 5, question: str = "bridge", **created: object) -> Meeting:
    """Guilds (s1, s3, s4 and the house: 70 delegates) and riverside (s2, s5 and the house: 30) divide."""
    played = debating(pupils, scenario=mini.with_everything(), **created)
    played.do(c.PutQuestion(by=TEACHER, question=question, method="delegation"))
    return played


def tally(played: Meeting) -> tuple[int, ...]:
    return tuple(played.ballot.tally[choice] for choice in ("for", "against", "abstain"))


def test_the_first_pupil_of_each_delegation_votes_for_all_of_it():
    ballot = dividing().ballot

    assert ballot.weights == {"s1": 70, "s2": 30}
    assert set(ballot.behind["s1"]) == {"s1", "s3", "s4", "s6", "s7", "s8"}
    assert set(ballot.behind["s2"]) == {"s2", "s5", "s9"}
    assert (ballot.present, ballot.members) == (100, 100)


def test_where_no_pupil_is_there_its_first_seat_votes():
    played = dividing(pupils=1)

    assert set(played.ballot.weights) == {"s1", "s2"}
    assert played.close().votes["s2"] == "against"


def test_a_pupil_who_is_spoken_for_does_not_vote_and_is_told_by_whom():
    played = dividing()

    assert played.refusal(c.CastVote(by="s4", ballot="b1", choice="for")) == "no_vote"
    assert my_vote(played.assembly, "s4")["spoken_for_by"] == "Ann Archer"
    assert my_vote(played.assembly, "s1")["speaks_for"] == 6


def test_a_bloc_goes_one_way_or_several():
    played = dividing()

    played.vote("s1", "40-20-10")
    played.vote("s2", "against")

    assert tally(played) == (40, 50, 10)
    assert hall(played.assembly)["marks"].startswith("sa")


def test_a_bloc_that_thinks_again_is_counted_once():
    played = dividing()
    played.vote("s1", "40-20-10")

    played.vote("s1", "0-0-70")
    assert tally(played) == (0, 0, 70)
    assert played.ballot.votes["s1"] == "abstain"

    played.vote("s1", "for")
    assert tally(played) == (70, 0, 0)
    assert played.vote("s1", "70-0-0") == []


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ("70-1-0", "split_adds_up"),
        ("69-0-0", "split_adds_up"),
        ("70-0", "no_such_choice"),
        ("70-0-0-0", "no_such_choice"),
        ("-1-71-0", "no_such_choice"),
        ("7e1-0-0", "no_such_split"),
        ("７0-0-0", "no_such_split"),
        ("70.0-0-0", "no_such_split"),
        (" 70-0-0", "no_such_split"),
        ("00000070-0-0", "no_such_split"),
        ("--", "no_such_split"),
        ("", "no_such_choice"),
        ("perhaps", "no_such_choice"),
        ("sealed", "no_such_choice"),
    ],
)
def test_a_split_makes_up_the_bloc(choice, code):
    assert dividing().refusal(c.CastVote(by="s1", ballot="b1", choice=choice)) == code


@pytest.mark.parametrize("numbers", [[70, 0, 0], [0, 30, 0], [1, 2, 3], [0, 0, 0]])
def test_a_split_vote_reads_back_as_it_was_given(numbers):
    given = shares(split(numbers), sum(numbers))

    assert [given.get(choice, 0) for choice in ("for", "against", "abstain")] == numbers


def test_a_teacher_enters_the_split_of_a_bloc_without_a_device():
    played = dividing()

    played.do(c.EnterVote(by=TEACHER, seat="s1", choice="60-10-0"))

    assert tally(played) == (60, 10, 0)


def test_the_house_splits_a_bloc_as_its_members_voted_then():
    ballot = dividing(pupils=0).close()

    assert dict(ballot.votes) == {"s1": "60-0-10", "s2": "against"}
    assert ballot.tally == {"for": 60, "against": 30, "abstain": 10}


def test_for_an_empty_chair_nobody_speaks():
    played = debating(4, scenario=mini.scenario(), weighting="seat")
    assert played.assembly.seats["s10"].held_by == "nobody"

    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="delegation"))

    assert played.ballot.weights == {"s1": 6, "s2": 3}
    assert "s10" not in played.ballot.behind["s1"]


def test_a_speaker_who_leaves_during_the_vote_leaves_the_bloc_to_the_house():
    played = dividing()
    played.vote("s2", "against")

    played.do(c.FreeSeat(by=TEACHER, seat="s1"))

    assert played.close().tally == {"for": 60, "against": 30, "abstain": 10}


@pytest.mark.parametrize("slug", ["democratic-conference", "central-committee-10-october"])
def test_the_house_alone_gives_the_record_by_delegations_too(slug):
    scenario = shipped.scenario(slug)
    played = lobby(pupils=0, scenario=scenario)
    played.do(c.OpenSession(by=TEACHER))
    asked = [q for q in scenario.questions if q.record and q.record.figures and not q.optional]
    assert asked
    for question in asked:
        stage = next(s for s in scenario.agenda if s.kind == "division" and s.question == question.id)
        while played.assembly.stage != stage.id:
            played.do(c.AdvanceStage(by=TEACHER))

        ballot = played.divide(question=question.id, method="delegation")

        figures = {choice: question.record.figures.get(choice, 0) for choice in ("for", "against", "abstain")}
        assert ballot.tally == figures
        assert ballot.carried is question.record.carried


def test_blocs_share_out_every_seat_that_somebody_holds():
    played = debating(5, scenario=mini.with_everything())
    weights, _ = entitled.weights(played.assembly, played.scenario.question("bridge"))

    blocs = entitled.blocs(played.assembly, weights)

    assert {seat: w for bloc in blocs.values() for seat, w in bloc.items()} == weights
