"""Leanings told by groups: who is told of together, how they moved, and after what."""

from collections import Counter

import pytest

from debate import commands as c
from debate.afterwards.leanings import course, first_and_last, groups, happenings, moved_after, runs
from debate.commands import DOOR, TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def leaning(*marks: tuple[str, int], pupils: int = 9) -> Meeting:
    """Marks on the bridge, ten seconds apart."""
    meeting = debating(pupils, scenario=mini.with_everything(), expected=9)
    for seat, value in marks:
        meeting.do(c.SetLeaning(by=seat, question="bridge", value=value))
        meeting.wait(10)
    return meeting


def seats_of(meeting: Meeting, faction: str) -> list[str]:
    return [s.id for s in map(meeting.assembly.seats.get, meeting.assembly.order) if s.faction == faction]


@pytest.fixture
def meeting() -> Meeting:
    return leaning()


def told(meeting: Meeting) -> list[tuple[tuple[str, ...], int]]:
    return [(group.factions, len(group.runs)) for group in groups(meeting.assembly, "bridge")]


@pytest.mark.parametrize(
    ("builders", "ferrymen", "undecided", "expected"),
    [
        (4, 3, 0, [(("builders",), 4), (("ferrymen",), 3)]),
        (4, 2, 0, [(("builders", "ferrymen"), 6)]),
        (4, 3, 1, [(("builders",), 4), (("ferrymen", "undecided"), 4)]),
        (4, 1, 1, [(("builders", "ferrymen", "undecided"), 6)]),
        (1, 1, 1, [(("builders", "ferrymen", "undecided"), 3)]),
        (2, 0, 0, []),
        (1, 1, 0, []),
        (0, 0, 0, []),
    ],
)
def test_fewer_than_three_are_never_told_of_by_themselves(meeting, builders, ferrymen, undecided, expected):
    for faction, number in (("builders", builders), ("ferrymen", ferrymen), ("undecided", undecided)):
        for seat in seats_of(meeting, faction)[:number]:
            meeting.do(c.SetLeaning(by=seat, question="bridge", value=1))

    assert told(meeting) == expected


def test_a_line_begins_when_three_have_leaned_and_steps_with_each_change(meeting):
    one, two, three = seats_of(meeting, "ferrymen")
    start = meeting.at
    for seat, value in ((one, -2), (two, -1), (three, 0), (three, 2)):
        meeting.do(c.SetLeaning(by=seat, question="bridge", value=value))
        meeting.wait(10)

    (group,) = groups(meeting.assembly, "bridge")

    assert [((at - start) / 1000, round(value, 2)) for at, value in course(group)] == [(20, -1), (30, -0.33)]


def test_before_and_after_count_each_pupil_once(meeting):
    one, two, three = seats_of(meeting, "ferrymen")
    for seat, value in ((one, -2), (two, -1), (three, 0), (three, 2), (three, 1)):
        meeting.do(c.SetLeaning(by=seat, question="bridge", value=value))
        meeting.wait(10)

    (group,) = groups(meeting.assembly, "bridge")

    assert first_and_last(group) == (Counter({-2: 1, -1: 1, 0: 1}), Counter({-2: 1, -1: 1, 1: 1}))
    assert first_and_last(group, until=meeting.at - 11_000)[1] == Counter({-2: 1, -1: 1, 2: 1})
    assert first_and_last(group, until=meeting.at - 41_000) == (Counter(), Counter())


def test_who_moved_is_counted_after_the_last_thing_that_had_happened(meeting):
    one, two, three = seats_of(meeting, "ferrymen")
    for seat in (one, two, three):
        meeting.do(c.SetLeaning(by=seat, question="bridge", value=0))
    meeting.wait(1)
    meeting.do(c.GiveFloor(by=TEACHER, seat=seats_of(meeting, "builders")[0]))
    meeting.wait(20)
    meeting.do(c.SetLeaning(by=one, question="bridge", value=2))
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.wait(5)
    meeting.do(c.SetLeaning(by=two, question="bridge", value=-1))
    meeting.do(c.SetLeaning(by=three, question="bridge", value=1))
    meeting.do(c.SetLeaning(by=three, question="bridge", value=0))

    (group,) = groups(meeting.assembly, "bridge")
    happened = happenings(meeting.assembly)
    moved = moved_after(happened, group)

    # Three went to and fro: that is no move.
    assert [(happened[n].kind, m.towards, m.away, m.sum) for n, m in moved.items()] == [("speech", 1, 1, 1)]


def test_what_happened_is_told_in_its_order_without_what_was_for_a_few(meeting):
    meeting.wait(1)
    meeting.do(c.LeaveStatement(by="s1", text="A bridge!"))
    meeting.wait(1)
    meeting.do(c.LeaveStatement(by="s2", text="Hidden."))
    meeting.do(c.HideStatement(by=TEACHER, statement="t2"))
    meeting.do(c.ReleaseCard(by=TEACHER, card="flood", to=("s1",)))
    meeting.wait(1)
    meeting.do(c.ReleaseCard(by=TEACHER, card="letter", to=("all",)))
    meeting.wait(1)
    meeting.divide({}, question="bridge")

    kinds = [(one.kind, one.name) for one in happenings(meeting.assembly)]

    assert kinds == [
        ("caucus", "Caucus"),
        ("statement", "Ann Archer"),
        ("card", "Letter"),
        ("division", "Bridge"),
    ]


def test_a_caucus_lasts_until_the_next_stage(meeting):
    (caucus,) = [one for one in happenings(meeting.assembly) if one.kind == "caucus"]

    assert caucus.until == meeting.assembly.path_at[-1]


def test_the_next_pupil_in_a_seat_is_another_person(meeting):
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=2))
    meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))
    meeting.do(c.TakeSeat(by=DOOR, seat="s1"))
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=-2))

    found = runs(meeting.assembly, "bridge")

    assert [[value for _, value in run.marks] for run in found] == [[2], [-2]]


def test_a_pupil_who_changed_persons_is_counted_where_they_leaned_last(meeting):
    builder, ferryman = seats_of(meeting, "builders")[0], seats_of(meeting, "ferrymen")[0]
    meeting.do(c.SetLeaning(by=builder, question="bridge", value=2))
    meeting.do(c.AssignRole(by=TEACHER, seat=builder, role=meeting.assembly.seats[ferryman].role))
    meeting.do(c.SetLeaning(by=builder, question="bridge", value=1))

    (run,) = runs(meeting.assembly, "bridge")

    assert (run.faction, len(run.marks)) == ("ferrymen", 2)
