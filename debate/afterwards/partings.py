"""Where somebody left the record, and what came last before: a speech, news, a talk between envoys.

From the journal, since only that knows when a vote was cast. What came before is not what it was for: these
are things that happened *after which* somebody chose otherwise, and the pages say no more.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from debate.afterwards.persons import PersonBeside, VoteBeside
from debate.assembly import Assembly, Seat
from debate.events import AnyEvent, VoteCast
from debate.ids import BallotId, SeatId, factions_of
from debate.shown.people import name_of

Kind = Literal["speech", "card", "bargain"]


class Before(Struct, frozen=True, kw_only=True):
    """What came before a vote: whose speech, which card, or which two groups; and how many seconds before."""

    kind: Kind
    name: str
    seconds: int


class Parting(VoteBeside, frozen=True, kw_only=True):
    """A vote in which somebody left the record, and after what; the latest first."""

    after: tuple[Before, ...]


Cast = dict[tuple[str, str], int]
"""(ballot, seat) to the moment of the vote that stands, in milliseconds."""


def cast_at(events: Iterable[AnyEvent]) -> Cast:
    """When each seat chose what it had chosen in the end. A vote repeated unchanged counts from its first."""
    found: Cast = {}
    chosen: dict[tuple[BallotId, SeatId], str] = {}
    for event in events:
        if isinstance(event, VoteCast):
            key = event.ballot, event.seat
            if chosen.get(key) != event.choice:
                chosen[key], found[key] = event.choice, event.at
    return found


def partings(assembly: Assembly, person: PersonBeside, cast: Cast) -> tuple[Parting, ...]:
    """The votes in which this person left the record, in their order."""
    return tuple(
        Parting(**asdict(vote), after=last_before(assembly, vote.ballot, vote.from_, at))
        for vote in person.votes
        if vote.left_the_record and (at := cast.get((vote.ballot, vote.from_))) is not None
    )


def last_before(assembly: Assembly, ballot: BallotId, seat: SeatId, at: int) -> tuple[Before, ...]:
    """The last speech of somebody else, the last card this person could read, and the last talk between
    envoys of their group, before the moment `at`; the latest first."""
    place = assembly.ballots[ballot].seating[seat]
    found = [find(assembly, place, at) for find in (_speech, _card, _bargain)]
    latest = sorted((row for row in found if row), key=lambda row: -row.at)
    return tuple(Before(kind=row.kind, name=row.name, seconds=(at - row.at) // 1000) for row in latest)


class _Happened(NamedTuple):
    kind: Kind
    name: str
    at: int


def _speech(assembly: Assembly, place: Seat, at: int) -> _Happened | None:
    speeches = [
        s for s in assembly.speeches.values() if s.seat != place.id and s.began <= at and not s.intervention
    ]
    if not speeches:
        return None
    last = max(speeches, key=lambda speech: speech.began)
    return _Happened("speech", name_of(assembly, last.seat), min(last.ended, at))


def _card(assembly: Assembly, place: Seat, at: int) -> _Happened | None:
    readers = {"all", place.id, place.role, place.faction}
    read = [card for card in assembly.cards if card.at <= at and readers & set(card.to)]
    if not read:
        return None
    last = max(read, key=lambda card: card.at)
    return _Happened("card", assembly.scenario.card(last.card).title, last.at)


def _bargain(assembly: Assembly, place: Seat, at: int) -> _Happened | None:
    """Only that the envoys talked, and of which two groups: what they said stays in their room."""
    met = [
        line
        for line in assembly.lines.values()
        if place.faction in (among := factions_of(line.room))
        and among[1:]
        and line.at <= at
        and not line.hidden
    ]
    if not met:
        return None
    last = max(met, key=lambda line: line.at)
    names = [assembly.scenario.faction(faction).name for faction in factions_of(last.room)]
    return _Happened("bargain", " – ".join(names), last.at)
