"""The record of a meeting: who spoke and for how long, what was moved, how it was voted, how it ended.

A fold over the journal, entry by entry. What was undone is struck out, what the teacher has taken away by the
end is left out, and nobody is named who voted in secret. Bargains are
told once the meeting is over. What each row holds: `minute_rows.py`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from debate import events as e
from debate.afterwards.minute_rows import (
    TELLS,
    AnyRow,
    Closed,
    MinuteRow,
    Moved,
    Spoken,
    Struck,
    Written,
    bargained,
    divided,
    fared,
)
from debate.assembly import Assembly
from debate.evolve import evolve, fold
from debate.ids import TextId
from debate.rules.business.agenda import is_over
from debate.rules.hall.texts import text_in
from debate.scenario import Scenario
from debate.shown.agenda import Ended, ended
from debate.shown.audience import Moment
from debate.shown.ballots import Asked, asked
from debate.shown.outward import outward
from debate.shown.people import Person, person


class Minutes(Struct, frozen=True, kw_only=True):
    """The record. `present`: the seats in which pupils have sat; `house`: how many others the house holds at
    the end; a moment is None for what has not come."""

    opened_at: Moment | None
    closed_at: Moment | None
    present: tuple[Person, ...]
    house: int
    rows: tuple[AnyRow, ...]
    outcome: Ended | None


class Noted(NamedTuple):
    """A row, and the entry at whose place it stands."""

    place: int
    row: MinuteRow


def minutes(scenario: Scenario, events: Iterable[e.AnyEvent]) -> Minutes:
    """The record of these events."""
    events = tuple(events)
    takes = any(isinstance(event, e.TextTakenAway | e.StatementHidden) for event in events)
    clerk = Clerk(scenario, fold(scenario, events).away if takes else ())
    for event in events:
        clerk.note(event)
    return clerk.record()


class Clerk:
    """Notes one entry after the other. `rows`: by their entries; `steps`: those that stand;
    `turns`: where and when a seat was last called to speak; `asked`: each question as it read when put;
    `away`: the texts that are gone by the end."""

    def __init__(self, scenario: Scenario, away: Iterable[TextId] = ()):
        self.assembly = Assembly(scenario=scenario)
        self.rows: dict[int, Noted] = {}
        self.steps: list[range] = []
        self.turns: dict[str, tuple[int, int]] = {}
        self.asked: dict[str, Asked] = {}
        self.seated: set[str] = set()
        self.away = frozenset(away)

    def note(self, event: e.AnyEvent) -> None:
        """Take down one entry."""
        text = text_in(self.assembly, event)
        self.assembly = evolve(self.assembly, event)
        seq, seen = self.assembly.seq, outward(self.assembly, self.away)
        match event:
            case e.StepTaken():
                self.steps.append(range(seq + 1, seq + event.events + 1))
            case e.StepUndone():
                for struck in self.steps.pop():
                    self.rows.pop(struck, None)
            case e.SeatTaken():
                self.seated.add(event.seat)
            case e.FloorGiven() | e.InterventionGiven():
                self.turns[event.seat] = seq, event.at
            case e.QuestionPut():
                self.asked[event.ballot] = asked(seen, seen.ballots[event.ballot])
        if (tells := TELLS.get(type(event))) and (row := tells(seen, event)):
            self.rows[seq] = self._noted(seq, row, text.id if text else "")

    def _noted(self, seq: int, row: MinuteRow, text: str) -> Noted:
        """A speech stands where it began: what was said meanwhile comes after it."""
        match row:
            case Spoken():
                place, began = self.turns[row.seat]
                return Noted(place, replace(row, at=began))
            case Written():
                return Noted(seq, replace(row, id=text))
        return Noted(seq, row)

    def record(self) -> Minutes:
        """The whole record, as things stand now."""
        now = outward(self.assembly, self.away)
        # Of two at one place the earlier entry comes first: it was noted first.
        noted = sorted(self.rows.values(), key=lambda noted: noted.place)
        rows = tuple(settled for _place, row in noted if (settled := self._settled(now, row)))
        return Minutes(
            opened_at=next((row.at for row in rows if row.kind == "opened"), None),
            closed_at=now.closed_at,
            present=tuple(person(now, seat) for seat in now.order if seat in self.seated),
            house=sum(1 for place in now.seats.values() if place.held_by == "house"),
            rows=rows,
            outcome=ended(now),
        )

    def _settled(self, now: Assembly, row: MinuteRow) -> AnyRow | None:
        """A row as it reads in the end; None for one that is not to be read any more."""
        match row:
            case Written() if row.id in self.away:
                return None
            case Moved():
                return fared(now, row)
            case Struck():
                return bargained(now, row) if is_over(now) else None
            case Closed():
                return divided(now, row, self.asked[row.ballot])
        return row
