"""How many delegates a vote counts for, and what the house adds. Figures worked out by hand.

In Millbrook `bridge` was carried 60-30-10. For: archer, baker, cooper, dyer, mason, twelve each. Against:
fisher, gardener, hunter, ten each. Ten abstained: potter.
"""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import DOOR, TEACHER
from debate.scenario import Record, Scenario
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby

SEATS = {
    "archer": "s1", "fisher": "s2", "mason": "s3", "baker": "s4", "gardener": "s5",
    "cooper": "s6", "dyer": "s7", "potter": "s8", "hunter": "s9", "tinker": "s10",
}  # fmt: skip


def put(meeting: Meeting, question: str) -> Meeting:
    meeting.do(c.PutQuestion(by=TEACHER, question=question, method="show"))
    return meeting


def weight(meeting: Meeting, role: str) -> int:
    return meeting.ballot.weights[SEATS[role]]


def with_figures(**figures: int) -> Scenario:
    scenario = mini.scenario()
    bridge, *others = scenario.questions
    record: Record = replace(bridge.record, figures=figures)
    return replace(scenario, questions=(replace(bridge, record=record), *others))


def test_a_seat_stands_for_its_share_of_those_who_chose_as_it_did():
    meeting = put(debating(), "bridge")

    assert [weight(meeting, role) for role in ("archer", "baker", "cooper", "dyer", "mason")] == [12] * 5
    assert [weight(meeting, role) for role in ("fisher", "gardener", "hunter")] == [10] * 3


def test_what_cannot_be_shared_evenly_goes_to_the_first_in_the_order_of_seating():
    # toll, against 45: fisher, gardener, dyer, hunter.
    meeting = put(debating(), "toll")

    assert [weight(meeting, role) for role in ("fisher", "gardener", "dyer", "hunter")] == [12, 11, 11, 11]


def test_a_person_of_the_what_if_shares_once_they_are_there():
    meeting = put(debating(options=("travellers",)), "bridge")

    assert (weight(meeting, "potter"), weight(meeting, "tinker")) == (5, 5)


def test_an_empty_seat_takes_no_delegates_with_it():
    ballot = debating(pupils=0).divide()

    assert ballot.tally == {"for": 60, "against": 30, "abstain": 10}


def test_in_the_lobby_a_pupil_in_an_optional_seat_shares_too():
    meeting = lobby()
    meeting.do(c.TakeSeat(by=DOOR, seat=SEATS["tinker"]))
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach("first-debate")

    ballot = put(meeting, "bridge").ballot

    assert ballot.weights["s8"] + ballot.weights["s10"] == 10


def test_delegates_nobody_stands_for_are_a_bloc_of_the_house():
    scenario = with_figures(**{"for": 60, "against": 30, "abstain": 10})
    roles = tuple(role for role in scenario.roles if role.id not in ("potter", "tinker"))
    roles = tuple(replace(role, needs=()) for role in roles)
    meeting = debating(pupils=0, scenario=replace(scenario, roles=roles, options=()))

    put(meeting, "bridge")

    assert meeting.ballot.bloc == {"abstain": 10}
    assert meeting.close().tally == {"for": 60, "against": 30, "abstain": 10}


def test_a_pupil_who_votes_otherwise_takes_the_bloc_along():
    meeting = put(debating(options=("travellers",)), "bridge")
    meeting.vote("s2", "against")
    meeting.vote("s3", "for")
    meeting.vote("s4", "for")

    meeting.vote("s1", "against")

    assert meeting.close().tally == {"for": 48, "against": 42, "abstain": 10}


def test_blocs_and_seats_add_up_to_the_record_whatever_the_class():
    for pupils in (4, 10, 30, 61, 200):
        meeting = put(lobby_opened(pupils), "bridge")
        ballot = meeting.ballot

        assert sum(ballot.weights.values()) + sum(ballot.bloc.values()) == 100
        assert ballot.members == 100


def lobby_opened(pupils: int) -> Meeting:
    meeting = lobby(0, expected=pupils)
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach("first-debate")
    return meeting


@pytest.mark.parametrize("pupils", [4, 30, 200])
def test_a_question_without_a_record_is_weighed_by_factions(pupils):
    # ferry: 50 builders, 30 ferrymen, 20 undecided.
    meeting = put(lobby_opened(pupils), "ferry")

    weights: dict[str, int] = {}
    for seat, number in meeting.ballot.weights.items():
        faction = meeting.assembly.seats[seat].faction
        weights[faction] = weights.get(faction, 0) + number

    assert weights == {"builders": 50, "ferrymen": 30, "undecided": 20}


def test_one_seat_one_vote_knows_no_blocs():
    meeting = put(debating(weighting="seat"), "bridge")

    assert set(meeting.ballot.weights.values()) == {1}
    assert meeting.ballot.bloc == {}


def test_an_empty_seat_is_a_member_but_not_present():
    ballot = put(debating(weighting="seat"), "bridge").ballot

    assert (ballot.present, ballot.members) == (9, 10)


def test_advisers_are_not_counted():
    meeting = put(lobby_opened(100), "bridge")
    advisers = [s.id for s in meeting.assembly.seats.values() if not s.role and s.delegation == "visitors"]

    assert advisers
    assert not set(advisers) & set(meeting.ballot.weights)
