"""Where somebody left the record, and what came last before: a speech, news, a talk between envoys.

From the journal, since only that knows when a vote was cast. What came before is not what it was for: these
are things that happened *after which* somebody chose otherwise, and the pages say no more.
"""

from collections.abc import Iterable
from typing import Any

from debate.assembly import Assembly, Seat
from debate.events import AnyEvent, VoteCast
from debate.ids import BallotId
from debate.shown.people import name_of

Cast = dict[tuple[str, str], int]
"""(ballot, seat) to the moment of the vote that stands, in milliseconds."""


def cast_at(events: Iterable[AnyEvent]) -> Cast:
    """When each seat chose what it had chosen in the end. A vote repeated unchanged counts from its first."""
    found: Cast = {}
    chosen: dict[tuple[str, str], str] = {}
    for event in events:
        if isinstance(event, VoteCast):
            key = event.ballot, event.seat
            if chosen.get(key) != event.choice:
                chosen[key], found[key] = event.choice, event.at
    return found


def partings(assembly: Assembly, person: dict[str, Any], cast: Cast) -> list[dict[str, Any]]:
    """For each vote in which this person (a row of `compare.persons`) left the record: its `title`, what was
    `chose`n here and `recorded`, and `after`: rows with `kind`, `name` and `seconds` before the vote."""
    return [
        {**vote, "after": last_before(assembly, vote["ballot"], vote["from"], at)}
        for vote in person["votes"]
        if vote["left_the_record"] and (at := cast.get((vote["ballot"], vote["from"]))) is not None
    ]


def last_before(assembly: Assembly, ballot: BallotId, seat: str, at: int) -> list[dict[str, Any]]:
    """The last speech of somebody else, the last card this person could read, and the last talk between
    envoys of their group, before the moment `at`; the latest first."""
    place = assembly.ballots[ballot].seating[seat]
    rows = [row for row in (_speech(assembly, place, at), _card(assembly, place, at)) if row]
    rows += [row for row in (_bargain(assembly, place, at),) if row]
    rows.sort(key=lambda row: -row["at"])
    return [{"kind": r["kind"], "name": r["name"], "seconds": (at - r["at"]) // 1000} for r in rows]


def _speech(assembly: Assembly, place: Seat, at: int) -> dict[str, Any] | None:
    speeches = [
        s for s in assembly.speeches.values() if s.seat != place.id and s.began <= at and not s.intervention
    ]
    if not speeches:
        return None
    last = max(speeches, key=lambda speech: speech.began)
    return {"kind": "speech", "name": name_of(assembly, last.seat), "at": min(last.ended, at)}


def _card(assembly: Assembly, place: Seat, at: int) -> dict[str, Any] | None:
    readers = {"all", place.id, place.role, place.faction}
    read = [card for card in assembly.cards if card.at <= at and readers & set(card.to)]
    if not read:
        return None
    last = max(read, key=lambda card: card.at)
    return {"kind": "card", "name": assembly.scenario.card(last.card).title, "at": last.at}


def _bargain(assembly: Assembly, place: Seat, at: int) -> dict[str, Any] | None:
    """Only that the envoys talked, and of which two groups: what they said stays in their room."""
    met = [
        line
        for line in assembly.lines.values()
        if "+" in line.room and place.faction in line.room.split("+") and line.at <= at and not line.hidden
    ]
    if not met:
        return None
    last = max(met, key=lambda line: line.at)
    names = [assembly.scenario.faction(faction).name for faction in last.room.split("+")]
    return {"kind": "bargain", "name": " – ".join(names), "at": last.at}
