"""Long parts are pushed piece by piece: it comes to the same as the whole, and costs no more in a hall."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from msgspec import Struct

from debate import commands as c
from debate.commands import DOOR, TEACHER
from game import parts, pieces
from game.parts import SHARED
from game.people.sitters import People, Sitter, Sitting
from game.pieces import Lines, Piece
from game.slices.everyone.lists import More
from game.standing import Standing
from tests.support.rules.meeting import debating
from tests.support.rules.playing import AnySession
from tests.support.server.page import push, read

PRESENCES = ("here", "away", "gone", "paper")


def standing(assembly, turn=0):
    """With a pupil in every seat that is held, and presence that moves."""
    held = [seat.id for seat in assembly.seats.values() if seat.held_by == "pupil"]
    seats = {id: Sitting((Sitter(n, f"Pupil {n}", "ABCD2345"),)) for n, id in enumerate(held, 1)}
    presence = {id: PRESENCES[(n * 7 + turn) // 5 % 4] for n, id in enumerate(held)}
    return Standing(code="MILBRK", assembly=assembly, people=People(seats=seats), presence=presence)


def slices_of(assembly, turn=0):
    """All that is shown to more than one: audience to its slices."""
    now = standing(assembly, turn)
    return {audience: dict(parts.shared_slices(now, audience)) for audience in SHARED} | {
        "voice": dict(parts.voiced_slices(now))
    }


def drawn(slices):
    return read("".join(parts.draw(key, shown, "en") for key, shown in slices.items()))


class PiecesComeToTheSame(AnySession):
    """Whatever is played: the old page with what was pushed is the new page."""

    def __init__(self):
        super().__init__()
        self.shown = slices_of(self.assembly, self.steps)

    def step(self, command, wait=1):
        before = self.shown
        super().step(command, wait)
        now = self.shown = slices_of(self.assembly, self.steps)
        for audience, slices in now.items():
            differ = [key for key in slices if slices[key] != before[audience][key]]
            self.compare({key: before[audience][key] for key in differ}, {key: slices[key] for key in differ})

    def compare(self, old, new):
        page = drawn(old)
        push(page, parts.push_html(parts.changed(old, new), "en"))
        assert page.plain() == drawn(new).plain()


TestPiecesComeToTheSame = PiecesComeToTheSame.TestCase
TestPiecesComeToTheSame.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "5")),
    stateful_step_count=30,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


class Listed(Struct, frozen=True, kw_only=True):
    rows: Lines
    rest: int = 1


class WithMore(Listed, frozen=True, kw_only=True):
    more: int


def lines(*ids, within="list", text="", rest=1):
    shown = (Piece(id, More(id=id, more=len(text) + 1)) for id in ids)
    return Listed(rows=Lines(within, tuple(shown)), rest=rest)


@pytest.mark.parametrize(
    ("before", "now", "sent"),
    [
        (lines("a", "b"), lines("a", "b"), []),
        (lines("a", "b"), lines("a", "b", "c"), ["+c"]),
        (lines("b"), lines("a", "b"), ["+a"]),
        (lines(), lines("a", "b"), ["+a", "+b"]),
        (lines("a", "b", "c"), lines("a", "c"), ["-b"]),
        (lines("a", "b", "c"), lines("d", "a", "c"), ["-b", "+d"]),
        (lines("a", "b"), lines("b", "a"), None),
        (lines("a", within=""), lines("a", "b", within=""), None),
        (lines("a"), lines("a", rest=2), None),
        (lines("a"), WithMore(rows=lines("a").rows, more=2), None),
        (lines("a", "b"), lines("a", "b", text="longer"), ["a", "b"]),
    ],
)
def test_what_is_sent_of_a_list(before, now, sent):
    rows = pieces.changed(before, now)

    def said(row):
        return f"{'-' if row.shown is None else '+' if row.place else ''}{row.key[1]}"

    assert (None if rows is None else [said(row) for row in rows]) == sent


def test_a_push_given_twice_does_no_more():
    """Somebody came in between and has it all already."""
    meeting = debating()
    before = slices_of(meeting.assembly)["seat"]
    meeting.do(c.Move(by="s1", text="A bell."))
    meeting.do(c.RequestFloor(by="s2"))
    meeting.do(c.LeaveStatement(by="s1", text="Stone, not wood."))
    now = slices_of(meeting.assembly)["seat"]
    page = drawn(now)

    push(page, parts.push_html(parts.changed(before, now), "en"))

    assert page.plain() == drawn(now).plain()


def sent(meeting, audience, command):
    """Bytes pushed to this audience for a command."""
    before = slices_of(meeting.assembly)[audience]
    meeting.do(command)
    return len(parts.push_html(parts.changed(before, slices_of(meeting.assembly)[audience]), "en").encode())


def with_motions(number):
    meeting = debating(9)
    for n in range(number):
        meeting.do(
            c.Move(by=f"s{n % 8 + 1}", text=f"The town buys bell number {n}, and pays for it at once.")
        )
        if n >= 8:
            meeting.do(c.WithdrawMotion(by=f"s{n % 8 + 1}", motion=f"m{n - 7}"))
    return meeting


@pytest.mark.parametrize("audience", ["seat", "voice", "teach"])
def test_a_second_costs_the_same_with_many_motions_as_with_few(audience):
    few, many = with_motions(4), with_motions(60)

    costs = [sent(m, audience, c.Second(by="s9", motion=f"m{m.assembly.motions_moved}")) for m in (few, many)]

    assert costs[1] <= 1.2 * costs[0]
    assert costs[1] < 6000, "bytes"


@pytest.mark.parametrize("audience", ["seat", "voice"])
def test_a_motion_costs_one_line_however_many_there_are(audience):
    few, many = with_motions(4), with_motions(60)

    costs = [sent(m, audience, c.Move(by="s9", text="The town mends the old bell.")) for m in (few, many)]

    assert costs[1] <= 1.2 * costs[0]


def test_whoever_comes_in_late_costs_the_desk_a_line_and_a_block():
    meeting = debating(4)
    before = parts.shared_slices(standing(meeting.assembly), "teach")
    meeting.do(c.TakeSeat(by=DOOR))

    rows = parts.changed(before, parts.shared_slices(standing(meeting.assembly), "teach"))

    assert {row.key for row in rows} >= {("line", "person-s5"), ("figures", "people-figures")}
    assert ("teach", "people") not in {row.key for row in rows}


def test_a_name_goes_with_the_pupil():
    meeting = debating(4)
    before = parts.shared_slices(standing(meeting.assembly), "teach")
    meeting.do(c.FreeSeat(by=TEACHER, seat="s2"))

    rows = parts.changed(before, parts.shared_slices(standing(meeting.assembly), "teach"))

    assert [row.shown for row in rows if row.key == ("line", "person-s2")] == [None]
