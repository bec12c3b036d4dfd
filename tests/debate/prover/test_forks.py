"""Where another vote would have led."""

from debate.prover.forks import forks
from tests.debate.prover.test_prover import EVERYTHING
from tests.support.rules.meeting import debating


def played(**votes):
    """The miniature to its end: the bridge voted on so, the rest as people believed."""
    meeting = debating(6, scenario=EVERYTHING, fills_silence=True)
    meeting.divide(votes, method="show")
    meeting.reach("out-of-role")
    return meeting.assembly


def ends(assembly):
    return [(fork.question, fork.was_carried, fork.end.id) for fork in forks(assembly)]


def test_each_vote_that_could_have_led_elsewhere_is_a_fork():
    assembly = played()
    assert assembly.results() == {"bridge": True, "toll": False}

    found = forks(assembly)

    assert [(fork.question, fork.end.id) for fork in found][1] == ("toll", "bridge-with-toll")
    assert found[0].question == "bridge"
    assert [turn.question for turn in found[0].after] == ["ferry"]
    assert found[1].after == ()


def test_what_came_before_the_fork_stays_as_the_class_decided_it():
    lost = played(**dict.fromkeys((f"s{n}" for n in range(1, 7)), "against"))
    assert lost.results()["bridge"] is False

    first = forks(lost)[0]

    assert (first.question, first.was_carried) == ("bridge", False)
    assert [(turn.question, turn.carried) for turn in first.after] == [("toll", False)]
    assert first.end.id == "free-bridge"


def test_a_fork_that_leads_to_the_same_end_is_none():
    assert all(fork.end.id != "free-bridge" for fork in forks(played()))
