"""The record of a meeting: who spoke and for how long, what was moved, how it was voted, how it ended.

A fold over the journal, entry by entry. What was undone is struck out, what the teacher has taken away by the
end is left out, and nobody is named who voted in secret. What each row holds: `minute_rows.py`.
"""

from collections.abc import Iterable

from msgspec import to_builtins

from debate import events as e
from debate.afterwards.minute_rows import TELLS, Told, as_asked, fared, voted
from debate.assembly import Assembly
from debate.evolve import evolve, fold
from debate.rules.hall.texts import text_in
from debate.scenario import Scenario
from debate.shown.agenda import ended
from debate.shown.outward import outward
from debate.shown.people import who


def minutes(scenario: Scenario, events: Iterable[e.AnyEvent]) -> Told:
    """The record: `opened_at` and `closed_at` (milliseconds, or None), `present`, `house`, `rows`, `outcome`.

    `present`: the seats in which pupils have sat; `house`: how many others the house holds at the end. A row
    has `seq`, `at`, `kind`, and what is told of its kind.
    """
    events = tuple(events)
    takes = any(isinstance(event, e.TextTakenAway | e.StatementHidden) for event in events)
    clerk = Clerk(scenario, fold(scenario, events).away if takes else ())
    for event in events:
        clerk.note(event)
    return clerk.record()


class Clerk:
    """Notes one entry after the other. `rows`: by their place in the journal; `steps`: those that stand;
    `turns`: where and when a seat was last called to speak; `asked`: each question as it read when put;
    `away`: the texts that are gone by the end."""

    def __init__(self, scenario: Scenario, away: Iterable[str] = ()):
        self.assembly = Assembly(scenario=scenario)
        self.rows: dict[int, Told] = {}
        self.steps: list[range] = []
        self.turns: dict[str, tuple[int, int]] = {}
        self.asked: dict[str, Told] = {}
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
                self.asked[event.ballot] = as_asked(seen, seen.ballots[event.ballot])
        if told := TELLS.get(type(event)):
            self.rows[seq] = {"seq": seq, "at": event.at, **told(seen, event)}
            if text:
                self.rows[seq]["id"] = text.id
            if isinstance(event, e.TurnEnded | e.InterventionEnded):
                self._begun(self.rows[seq], event.seat)

    def _begun(self, row: Told, seat: str) -> None:
        """A speech stands where it began: what was said meanwhile comes after it."""
        row["place"], row["at"] = self.turns[seat]

    def record(self) -> Told:
        """The whole record, as things stand now."""
        now = outward(self.assembly, self.away)
        rows = [settled for row in self.rows.values() if (settled := self._settled(now, row))]
        return {
            "opened_at": next((row["at"] for row in rows if row["kind"] == "opened"), None),
            "closed_at": now.closed_at,
            "present": [who(now, seat) for seat in now.order if seat in self.seated],
            "house": sum(1 for place in now.seats.values() if place.held_by == "house"),
            "rows": sorted(rows, key=lambda row: (row.get("place", row["seq"]), row["seq"])),
            "outcome": to_builtins(ended(now)),
        }

    def _settled(self, now: Assembly, row: Told) -> Told | None:
        """A row as it reads in the end; None for one that is not to be read any more."""
        match row["kind"]:
            case "statement" | "secretary" | "headline" if row["id"] in self.away:
                return None
            case "motion":
                return row | fared(now, now.motions[row["motion"]["id"]])
            case "division":
                return row | voted(now, now.ballots[row["ballot"]]) | self.asked[row["ballot"]]
        return row
