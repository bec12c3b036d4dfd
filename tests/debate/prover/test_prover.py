"""What the prover finds: a way to each ending and aim, what closes one, and that the rules agree with it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.commands import TEACHER
from debate.prover import chance, proof
from debate.prover.hall import PlayedHall
from debate.prover.play import played, reaches
from debate.prover.playout import Playout, play
from debate.prover.walk import by_persuasion, courses
from debate.rules.business.agenda import following, outcome
from debate.scenario import Aim, Condition, Scenario
from debate.scenario.writing import Claim
from tests.support.rules import mini, shipped

OURS = [shipped.scenario(slug) for slug in ("democratic-conference", "central-committee-10-october")]
GROUND = Claim(text="They have said so.", mark="I")


def open_minded(*questions: str) -> Scenario:
    """The miniature, in which everybody could be won for anything on these questions."""
    roles = []
    for role in mini.scenario().roles:
        beliefs = dict(role.beliefs)
        for question, belief in beliefs.items():
            others = tuple(choice for choice in ("for", "against") if choice != belief.vote)
            is_open = question in questions
            beliefs[question] = replace(
                belief, open=others if is_open else (), ground=GROUND if is_open else None
            )
        roles.append(replace(role, beliefs=beliefs))
    return replace(mini.scenario(), roles=tuple(roles))


EVERYTHING = open_minded("bridge", "toll", "ferry")
SIZES = (4, 6, 9)


def with_aim(scenario: Scenario, **aim: object) -> Scenario:
    """Somebody who is played in every class wants this."""
    first, *others = scenario.roles
    return replace(scenario, roles=(replace(first, public_met=Aim(**aim)), *others))


def test_where_everybody_is_open_every_ending_is_found():
    assert list(proof.closed(EVERYTHING, SIZES)) == []


def test_with_nobody_moved_there_is_the_record_and_nothing_else():
    for ours in OURS:
        assert set(chance.endings(PlayedHall(ours, 28), Random(1), plays=20, crossing=0)) == {
            o.id for o in ours.outcomes if o.historical
        }


@pytest.mark.parametrize(
    ("change", "place", "why"),
    [
        (open_minded("toll", "ferry"), "outcomes[2]", "in “bridge” it is carried."),
        (open_minded("bridge", "ferry"), "outcomes[0]", "in “toll” it is lost."),
        (with_aim(open_minded("bridge"), carried=("toll",)), "roles[0].public_met", "“toll” it is lost."),
        (with_aim(open_minded("toll"), outcomes=("new-ferry",)), "roles[0].public_met", "“bridge”"),
        (with_aim(EVERYTHING, at_least={"bridge": {"for": 101}}), "roles[0].public_met", "No course"),
        (with_aim(open_minded("ferry"), voted={"bridge": "abstain"}), "roles[0].public_met", "“bridge”"),
    ],
)
def test_what_is_closed_is_found_and_what_holds_it_is_named(change, place, why):
    found = {one.place: one.why for one in proof.closed(change, SIZES)}

    assert place in found
    assert why in found[place]


@pytest.mark.parametrize("ours", OURS, ids=lambda ours: ours.slug)
def test_a_meeting_of_ours_with_an_ending_closed_is_found_out(ours):
    """Take the open minds of one question away: if an ending hung on them, the prover says so."""
    asked = {q for role in ours.roles for q, belief in role.beliefs.items() if belief.open}
    found = {}
    for question in asked:
        roles = tuple(
            replace(role, beliefs={q: shut(b) if q == question else b for q, b in role.beliefs.items()})
            for role in ours.roles
        )
        found[question] = list(proof.closed(replace(ours, roles=roles), (28,)))

    assert any(found.values())


def shut(belief):
    cases = tuple(replace(case, open=()) for case in belief.cases)
    return replace(belief, open=(), cases=cases)


@pytest.mark.parametrize("ours", OURS, ids=lambda ours: ours.slug)
def test_our_meetings_can_end_in_every_way_in_every_class_and_chance_finds_each(ours):
    assert list(proof.closed(ours)) == []
    assert list(proof.rare(ours, Random(1917))) == []


@pytest.mark.parametrize("ours", [*OURS, EVERYTHING], ids=lambda ours: ours.slug or "mini")
def test_each_way_to_an_ending_leads_there_by_the_rules(ours):
    for pupils in (12, 28):
        hall = PlayedHall(ours, pupils)
        for way in proof.ways(hall):
            assert reaches(hall, way.course), (pupils, way.ending)


@pytest.mark.parametrize("ours", OURS, ids=lambda ours: ours.slug)
def test_the_tree_and_the_rules_come_to_the_same_tally_vote_by_vote(ours):
    hall, toss = PlayedHall(ours, 28), Random(7)
    for _ in range(5):
        course = chance.play(hall, toss)
        ballots = {b.question: b for b in played(hall, course).assembly.in_order()}
        for step in course.steps:
            tally = {choice: n for choice, n in step.counted.tally.items() if n}
            assert {choice: n for choice, n in ballots[step.question].tally.items() if n} == tally


@pytest.mark.parametrize("ours", OURS, ids=lambda ours: ours.slug)
@given(data=st.data())
def test_pupils_who_vote_as_they_believed_or_are_silent_change_nothing(ours, data):
    """For every class, whoever sits where."""
    pupils = data.draw(st.integers(12, 60))
    house_alone = [dict(row.tally) for row in beside_history(play(ours).assembly).divisions]
    playout = Playout(ours)
    playout.do(c.CreateSession(by=TEACHER, pupils=pupils, minutes=90))
    order = playout.assembly.order
    for seat in data.draw(st.sets(st.sampled_from(order), min_size=1, max_size=min(pupils, len(order)))):
        playout.do(c.TakeSeat(by=c.DOOR, seat=seat))
    playout.do(c.OpenSession(by=TEACHER))
    speaks = Random(data.draw(st.integers(0, 99)))

    def as_believed(seat, question):
        belief = (role := playout.assembly.role_of(seat)) and role.beliefs.get(question)
        return belief.vote if belief and speaks.random() < 0.5 else None

    while following(playout.assembly):
        now = playout.assembly.now
        if now and now.kind == "division" and now.question not in playout.assembly.results():
            playout.divide(as_believed)
        playout.do(c.AdvanceStage(by=TEACHER))

    assert [dict(row.tally) for row in beside_history(playout.assembly).divisions] == house_alone
    end = outcome(playout.assembly)
    assert end is not None
    assert end.historical


def test_endings_without_a_condition_are_left_to_the_clock():
    assert {o.id for o in EVERYTHING.outcomes} - {o.id for o in by_persuasion(EVERYTHING)} == {"nothing"}
    assert any(course.end and course.end.id == "nothing" for course in courses(PlayedHall(EVERYTHING, 4)))


def test_what_may_be_left_out_is_walked_both_ways():
    questions = tuple(replace(q, optional=q.id == "toll") for q in EVERYTHING.questions)
    outcomes = (
        *EVERYTHING.outcomes[:2],
        replace(EVERYTHING.outcomes[2], when=Condition(carried=("bridge",))),
    )
    scenario = replace(EVERYTHING, questions=questions, outcomes=outcomes)

    ends = {course.end.id for course in courses(PlayedHall(scenario, 6)) if course.end}

    assert ends == {"bridge-with-toll", "free-bridge", "new-ferry"}


def test_an_ending_to_which_chance_never_comes_is_found():
    found = {one.place for one in proof.rare(open_minded("toll"), Random(1917), plays=200)}

    assert found == {"outcomes[2]"}
