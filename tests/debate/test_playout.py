"""A whole meeting without people, or with pupils who vote by a rule: the same rules as in class."""

import random

from msgspec.structs import replace

from debate import events as e
from debate.evolve import fold
from debate.prover.playout import play
from tests.support.rules import mini


def test_a_meeting_plays_itself_to_its_end():
    playout = play(mini.scenario())

    assert playout.assembly.status == "closed"
    assert playout.assembly.path == (
        "gather", "brief", "caucus", "first-debate", "first-vote", "second-vote",
        "result", "out-of-role", "debrief",
    )  # fmt: skip
    assert playout.assembly.results() == {"bridge": True, "toll": False}


def test_its_events_are_a_journal():
    playout = play(mini.scenario(), pupils=6, voter=lambda seat, question: "for")

    assert fold(mini.scenario(), playout.events) == playout.assembly


def test_pupils_vote_as_they_are_told_and_turn_the_meeting():
    playout = play(mini.scenario(), pupils=9, voter=lambda seat, question: "against")

    assert playout.assembly.results() == {"bridge": False, "ferry": False}
    assert "second-vote" not in playout.assembly.path


def test_in_secret_ballots_their_slips_are_counted_each_box_by_itself():
    def votes(seat, question):
        return "for" if question == "ferry" else "against"

    bridge, *others = mini.scenario().questions
    secretly = replace(mini.scenario(), questions=(replace(bridge, method="secret"), *others))
    first, second = play(secretly, pupils=9, voter=votes).assembly.in_order()

    assert (first.question, first.method, second.question, second.method) == (
        "bridge", "secret", "ferry", "secret",
    )  # fmt: skip
    assert first.tally == {"for": 0, "against": 9, "abstain": 0}
    assert second.tally == {"for": 9, "against": 0, "abstain": 0}


def test_the_same_chance_gives_the_same_meeting():
    def chance():
        draw = random.Random(1917)
        return lambda seat, question: draw.choice(("for", "against", "abstain"))

    one, other = (play(mini.scenario(), pupils=9, voter=chance()) for _ in range(2))

    assert one.events == other.events


def test_every_question_is_put_once():
    put = [event.question for event in play(mini.scenario()).events if isinstance(event, e.QuestionPut)]

    assert put == ["bridge", "toll"]


def test_a_tie_that_waits_for_the_chair_leaves_things_as_they_are():
    silent = tuple(replace(role, beliefs={}) for role in mini.scenario().roles)
    questions = tuple(replace(q, tie="chair", record=None) for q in mini.scenario().questions)
    scenario = replace(mini.scenario(), roles=silent, questions=questions, weighting="seat")
    sides = {"s1": "for", "s2": "against"}

    playout = play(scenario, pupils=2, voter=lambda seat, question: sides[seat])

    assert playout.assembly.results()["bridge"] is False
    assert playout.assembly.status == "closed"
