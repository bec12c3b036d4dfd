"""The class beside history: by faction, without the house, and who left the record."""

import pytest
from msgspec import UNSET

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.commands import TEACHER
from tests.support.rules.meeting import Meeting, debating


def played(votes=None, pupils=4, **put) -> Meeting:
    """Votes on `bridge`, then on to the end."""
    meeting = debating(pupils, options=("travellers",))
    meeting.divide(votes or {}, **put)
    meeting.reach("debrief")
    meeting.do(c.CloseSession(by=TEACHER))
    return meeting


def bridge(meeting: Meeting) -> dict:
    return beside_history(meeting.assembly).divisions[0]


def person(meeting: Meeting, name: str) -> dict:
    (row,) = [p for p in beside_history(meeting.assembly).persons if p.name == name]
    return row


AS_RECORDED = {"s1": "for", "s2": "against", "s3": "for", "s4": "for"}


def test_a_class_that_votes_as_they_did_then_matches():
    division = bridge(played(AS_RECORDED))

    assert division.tally == {"for": 60, "against": 30, "abstain": 10}
    assert division.matches is True
    assert division.of == 100


def test_one_who_votes_otherwise_and_it_no_longer_matches():
    division = bridge(played(AS_RECORDED | {"s1": "against"}))

    assert division.tally == {"for": 48, "against": 42, "abstain": 10}
    assert division.matches is False


def test_the_division_by_factions():
    # Builders: archer, baker, cooper, dyer; ferrymen: fisher, gardener, hunter; undecided: mason and the two.
    rows = bridge(played(AS_RECORDED | {"s1": "against"})).by_faction

    assert {row.id: tuple(row.tally.values()) for row in rows} == {
        "builders": (36, 12, 0, 0),
        "ferrymen": (0, 30, 0, 0),
        "undecided": (12, 0, 10, 0),
    }


def test_the_division_by_delegations_and_who_did_not_vote():
    # The riverside sent the three ferrymen; everybody else came from the guilds. Mason's pupil does not vote.
    row = bridge(played({"s1": "for", "s2": "against", "s3": "for"}))

    assert {r.id: r.tally for r in row.by_delegation} == {
        "guilds": {"for": 48, "against": 0, "abstain": 10, "away": 12},
        "riverside": {"for": 0, "against": 30, "abstain": 0, "away": 0},
    }
    assert row.away == 12


def test_nobody_s_vote_is_laid_to_a_faction_when_delegations_vote_as_one():
    meeting = debating(4, options=("travellers",))
    meeting.divide({}, method="delegation")

    row = bridge(meeting)

    assert row.by_faction == ()
    assert {r.id for r in row.by_delegation} == {"guilds", "riverside"}


def test_a_person_is_shown_with_what_they_believed_and_how_long_they_spoke():
    meeting = debating(4, options=("travellers",))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.wait(40)
    meeting.do(c.EndTurn(by=TEACHER))

    row = person(meeting, "Ann Archer")

    assert [(b.title, b.vote) for b in row.believed][:2] == [("Bridge", "for"), ("Toll", "for")]
    assert (row.speeches, row.seconds) == (1, 40)


def test_without_the_house_only_pupils_count():
    division = bridge(played({"s1": "for", "s2": "against"}))

    assert division.without_house == {"for": 12, "against": 10, "abstain": 0}


def test_what_pupils_did_not_cast_is_missing_from_the_whole():
    # s3 and s4, twelve each, did not vote: the bars are drawn against the record's hundred.
    division = bridge(played({"s1": "for", "s2": "against"}))

    assert sum(division.tally.values()) == 76
    assert division.of == 100


def test_who_left_the_record_is_named_and_nobody_else():
    meeting = played({"s1": "against", "s2": "against", "s3": "for"})
    rows = beside_history(meeting.assembly).persons

    left = [row.name for row in rows if row.votes[0].left_the_record]

    assert left == ["Ann Archer"]
    assert person(meeting, "Ann Archer").votes[0].chose == "against"
    assert person(meeting, "Ann Archer").votes[0].recorded == "for"


def test_who_did_not_vote_was_away_and_left_nothing():
    vote = person(played({"s1": "for"}), "Ann Baker").votes[0]

    assert (vote.chose, vote.left_the_record) == ("away", False)


@pytest.mark.parametrize("what", ["by_faction", "without_house", "votes"])
def test_a_secret_division_is_not_taken_apart(what):
    assert getattr(bridge(played(AS_RECORDED, method="show")), what) is not UNSET
    assert getattr(bridge(played(AS_RECORDED, method="secret")), what) is UNSET


def test_in_a_secret_division_nobody_left_the_record():
    vote = person(played({"s1": "against"}, method="secret"), "Ann Archer").votes[0]

    assert (vote.chose, vote.left_the_record) == ("sealed", False)


def test_who_changes_persons_later_leaves_the_earlier_division_as_it_was():
    meeting = debating(pupils=4, options=("travellers",))
    meeting.divide(AS_RECORDED)
    before = bridge(meeting)

    # archer (builders, voted for) and fisher (ferrymen, voted against) change places.
    meeting.do(c.AssignRole(by=TEACHER, seat="s1", role="fisher"))

    assert bridge(meeting).by_faction == before.by_faction
    rows = beside_history(meeting.assembly).persons
    assert not any(row.votes[0].left_the_record for row in rows)


def test_speeches_and_statements_are_counted_without_the_hidden_ones():
    meeting = debating(pupils=4)
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.do(c.LeaveStatement(by="s1", text="To be read."))
    meeting.do(c.LeaveStatement(by="s1", text="To be hidden."))
    meeting.do(c.HideStatement(by=TEACHER, statement="t2"))

    archer = person(meeting, "Ann Archer")

    assert (archer.speeches, archer.statements) == (1, ("To be read.",))


def test_what_was_never_put_is_listed_with_its_record():
    meeting = debating()
    meeting.reach("first-vote")
    meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.do(c.CloseSession(by=TEACHER))

    compared = beside_history(meeting.assembly)

    assert [q.id for q in compared.not_put] == ["bridge", "toll"]
    assert compared.outcome.id == "nothing"
    assert compared.recorded_outcome.id == "free-bridge"


def test_an_empty_seat_is_nobody_to_compare():
    rows = beside_history(debating(pupils=4).assembly).persons

    assert "Ann Tinker" not in [row.name for row in rows]
