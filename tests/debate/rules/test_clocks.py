"""Every clock that acts by itself: it rings at its moment, does its work once, and is then silent."""

import pytest

from debate import commands as c
from debate import events as e
from debate.commands import CLOCK, TEACHER
from debate.rules.clocks import rings
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def meeting() -> Meeting:
    return debating(5, scenario=mini.with_everything())


def voting(played: Meeting) -> None:
    played.do(c.PutQuestion(by=TEACHER, question="bridge", seconds=60))


def interrupted(played: Meeting) -> None:
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.do(c.GiveIntervention(by=TEACHER, seat="s2"))


def in_recess(played: Meeting) -> None:
    played.decide(played.moved("s2", kind="adjourn", seconds=180))


CLOCKS = {
    # what runs: how it begins, after how many seconds it rings, and what has then happened
    "vote": (voting, 60, e.BallotClosed),
    "word": (interrupted, 30, e.InterventionEnded),
    "recess": (in_recess, 180, e.RecessEnded),
}


def ring(played: Meeting) -> None:
    """What the server does when the next clock rings."""
    _, command = rings(played.assembly)
    played.do(command)


def test_where_nothing_runs_nothing_is_due():
    played = meeting()
    assert rings(played.assembly) is None

    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.do(c.PutQuestion(by=TEACHER, question="bridge", seconds=0))

    assert rings(played.assembly) is None


@pytest.mark.parametrize("name", CLOCKS)
def test_a_clock_rings_at_its_moment_and_once(name):
    begin, seconds, kind = CLOCKS[name]
    played = meeting()
    begin(played)
    moment, command = rings(played.assembly)
    assert moment == played.at + seconds * 1000
    assert command.by == CLOCK
    played.wait(seconds - 0.001)
    assert played.refusal(command) == "too_early"

    played.wait(0.001)
    played.do(command)

    assert len(played.happened(kind)) == 1 if name != "vote" else played.ballot.closed_at == played.at
    assert rings(played.assembly) is None
    assert played.do(command) == []


@pytest.mark.parametrize("name", CLOCKS)
def test_whoever_ends_it_by_hand_silences_its_clock(name):
    begin, _, _ = CLOCKS[name]
    played = meeting()
    begin(played)

    if name == "vote":
        played.close()
    else:
        played.do(c.EndTurn(by=TEACHER) if name == "word" else c.EndRecess(by=TEACHER))

    assert rings(played.assembly) is None


@pytest.mark.parametrize("name", CLOCKS)
def test_a_pause_stops_it_and_a_fire_drill_costs_nothing(name):
    begin, seconds, _ = CLOCKS[name]
    played = meeting()
    begin(played)
    played.wait(20)
    _, command = rings(played.assembly)

    played.do(c.Pause(by=TEACHER))
    assert rings(played.assembly) is None
    played.wait(600)
    assert played.refusal(command) == "paused"
    played.do(c.Resume(by=TEACHER))

    assert rings(played.assembly)[0] == played.at + (seconds - 20) * 1000


def test_of_several_clocks_the_next_one_rings_first():
    played = meeting()
    voting(played)
    played.wait(10)
    interrupted(played)
    assert isinstance(rings(played.assembly)[1], c.EndTurn)
    played.wait(30)
    ring(played)

    assert isinstance(rings(played.assembly)[1], c.CloseBallot)
    played.wait(20)
    ring(played)

    assert rings(played.assembly) is None


@pytest.mark.parametrize("name", CLOCKS)
def test_a_late_bell_does_its_work_as_well(name):
    begin, seconds, _ = CLOCKS[name]
    played = meeting()
    begin(played)

    played.wait(seconds + 3600)
    ring(played)

    assert rings(played.assembly) is None


@pytest.mark.parametrize("begun", [voting, interrupted, in_recess])
def test_nothing_is_due_after_the_session(begun):
    played = meeting()
    begun(played)
    if begun is voting:
        played.close()

    played.do(c.CloseSession(by=TEACHER))

    assert rings(played.assembly) is None


def test_whatever_is_undone_no_clock_rings_in_vain():
    """A bell that is refused would ring for ever."""
    played = meeting()
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.do(c.GiveIntervention(by=TEACHER, seat="s2"))
    played.do(c.EndTurn(by=TEACHER))
    played.wait(100)

    played.do(c.Undo(by=TEACHER))
    ring(played)

    assert rings(played.assembly) is None
    assert played.assembly.floor.speaker == "s1"
