"""Cuts that everybody in the room may see: pupils, the screen on the wall, a replay."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from debate.afterwards.debrief import Talk, on_the_wall
from debate.assembly import Status
from debate.audience import Moment
from debate.events import MotionKind
from debate.rules.business.agenda import Permits, is_over, permits
from debate.rules.hall.speaking_order import spoken
from debate.scenario import CHOICES, Faction, SpeakingOrder, StageKind
from debate.shown import agenda, ballots, cards, people, texts
from debate.shown import hall as hall_view
from debate.shown.ballots import BallotShown, Counting, Division, Offered
from debate.shown.cards import CardRow
from debate.shown.hall import Asking, Badge, PutIn, Room
from debate.shown.people import Person
from debate.shown.texts import StatementRow
from game.pieces import Bit, Lines, Piece
from game.standing import Standing

MOST_NOTICES = 2
MOST_WAITING = 30
"""Lines of the speakers' list that are shown; of the others it is said how many they are."""
MOST_STATEMENTS = 30
SEATS_A_BLOCK = 50
"""Seats of the hall that are pushed together."""


class Notice(Struct, frozen=True, kw_only=True):
    """What the hall should hear of."""

    kind: str
    name: str


class Stage(Struct, frozen=True, kw_only=True):
    """Where the meeting stands, the teacher's word to all, and one clock."""

    status: Status
    kind: StageKind | Literal[""]
    code: str
    word: str
    over: bool
    lately: tuple[Notice, ...]
    title: str
    text: str
    voting: bool
    warns: bool
    ends_at: Moment | None
    paused_at: Moment | None
    recess_ends: Moment | None


def stage(standing: Standing) -> Stage:
    """Where the meeting stands. The clock is an open vote's, else a break's, else the stage's."""
    assembly, now, current = standing.assembly, standing.assembly.now, standing.assembly.current
    closes = current.closes_at if current and current.open else None
    clocks = (closes, assembly.recess_ends, assembly.stage_ends)
    return Stage(
        status=assembly.status,
        kind=now.kind if now else "",
        code=standing.code,
        word=assembly.word,
        over=_over(standing),
        lately=_lately(standing),
        title=now.title if now else "",
        text=now.text if now else "",
        voting=closes is not None,
        warns=bool(closes and current and current.warns),
        ends_at=next((clock for clock in clocks if clock is not None), None),
        paused_at=assembly.paused_at,
        recess_ends=assembly.recess_ends,
    )


def _lately(standing: Standing) -> tuple[Notice, ...]:
    """What the hall should hear of, the newest first; with the stage it becomes old."""
    fresh = [n for n in agenda.lately(standing.assembly) if n.at >= standing.assembly.stage_since]
    said = {(n.kind, n.name): Notice(kind=n.kind, name=n.name) for n in fresh}
    return tuple(said.values())[::-1][:MOST_NOTICES]


class Joined(Struct, frozen=True, kw_only=True):
    """How many pupils have a seat, of how many expected."""

    joined: int
    expected: int


class Doors(Joined, frozen=True, kw_only=True):
    """How to get in."""

    code: str
    open: bool
    lobby: bool


def doors(standing: Standing) -> Doors:
    """How to get in, while the doors are open and the meeting is not over."""
    return Doors(
        code=standing.code,
        open=not standing.assembly.locked and standing.assembly.status != "closed",
        lobby=standing.assembly.status == "lobby",
        **asdict(joined(standing)),
    )


def joined(standing: Standing) -> Joined:
    """How many pupils have a seat, of how many expected: at least as many as have come."""
    came = sum(1 for seat in standing.assembly.seats.values() if seat.held_by == "pupil")
    return Joined(joined=came, expected=max(came, standing.assembly.pupils))


class Hall(Room, frozen=True, kw_only=True):
    """The hall: its plan, one character a seat for its faction, the legend, and its blocks. `seated`: the
    signs of the factions in which somebody sits."""

    seats: str
    seated: str
    factions: tuple[Badge, ...]
    blocks: Lines


class Block(Bit, frozen=True, kw_only=True, tag="hall"):
    """Some seats of it: who holds each, and its mark."""

    n: int
    held: str
    marks: str


def hall(standing: Standing) -> Hall:
    """The hall with its legend, and block by block who holds each seat and its mark."""
    return standing.once(_hall)


def _hall(standing: Standing) -> Hall:
    seen = hall_view.hall(standing.assembly)
    starts = range(0, len(seen.seats), SEATS_A_BLOCK)
    blocks = tuple(_block(seen, n, start) for n, start in enumerate(starts))
    room = asdict(hall_view.room(standing.assembly))
    seated = "".join(sorted({sign for sign, held in zip(seen.seats, seen.held, strict=True) if held != "-"}))
    return Hall(**room, seats=seen.seats, seated=seated, factions=seen.factions, blocks=Lines("", blocks))


def _block(seen: hall_view.Hall, n: int, start: int) -> Piece:
    some = slice(start, start + SEATS_A_BLOCK)
    return Piece(f"hall-{n}", Block(n=n, held=seen.held[some], marks=seen.marks[some]))


class Persons(Struct, frozen=True, kw_only=True):
    """Who sits where, faction by faction; `named`: and who plays them."""

    named: bool
    factions: Lines


class PersonRow(Person, frozen=True, kw_only=True):
    """One of them. `place`: which of the hall's seats it is, from 0; `pupil`: who plays it, if
    the class is told."""

    place: int
    pupil: str
    by_house: bool
    votes: bool
    in_chair: bool


class PersonsOf(Bit, frozen=True, kw_only=True, tag="persons"):
    """The persons of a faction."""

    f: str
    sign: str
    colour: int
    name: str
    persons: tuple[PersonRow, ...]


def persons(standing: Standing) -> Persons:
    """Who sits where: the persons of each faction, without delegates.

    Whom the house plays is told once the meeting has begun; before that, every newcomer would change it.
    """
    assembly = standing.assembly
    begun = assembly.status != "lobby"
    of_faction: dict[str, list[PersonRow]] = {}
    for place, id in enumerate(assembly.order):
        s = assembly.seats[id]
        if not s.role or not (s.kept or s.held_by == "pupil"):
            continue
        row = PersonRow(
            **people.who(assembly, s.id),
            place=place,
            pupil=standing.known.get(id, ""),
            by_house=begun and s.held_by == "house",
            votes=s.votes,
            in_chair=s.id == assembly.chair,
        )
        of_faction.setdefault(row.faction, []).append(row)
    factions = [f for f in assembly.scenario.factions if f.id in of_faction]
    lines = Lines("persons-of", tuple(_persons(f, of_faction[f.id]) for f in factions))
    return Persons(named=standing.people.shown, factions=lines)


def _persons(faction: Faction, rows: list[PersonRow]) -> Piece:
    shown = PersonsOf(
        f=faction.id, sign=faction.sign, colour=faction.colour, name=faction.name, persons=tuple(rows)
    )
    return Piece(f"persons-{faction.id}", shown)


class Floor(Struct, frozen=True, kw_only=True):
    """Who speaks and who is next. `pupil`: who plays the speaker, if the class is told."""

    order: SpeakingOrder
    list_closed: bool
    closed: bool
    since: Moment | UnsetType
    ends_at: Moment | UnsetType
    speaking: Asking | UnsetType
    pupil: str
    paused_at: Moment | UnsetType | None
    intervention: PutIn | UnsetType
    may: Permits
    waits: bool
    speakers: Lines
    more: Piece


class Speaker(Bit, frozen=True, kw_only=True, tag="speaker"):
    """One who waits, and who plays them, if the class is told."""

    row: Asking
    pupil: str


def whole_floor(standing: Standing) -> hall_view.Floor:
    """Who speaks, and everybody who waits."""
    return hall_view.floor(standing.assembly)


def may(standing: Standing) -> Permits:
    """What the stage permits."""
    return permits(standing.assembly)


def floor(standing: Standing) -> Floor:
    """Who speaks and who is next."""
    seen = standing.once(whole_floor)
    waiting = seen.requests
    speakers = (
        Piece(f"speaker-{row.seat}", Speaker(row=row, pupil=standing.known.get(row.seat, "")))
        for row in waiting[:MOST_WAITING]
    )
    return Floor(
        order=seen.order,
        list_closed=seen.list_closed,
        closed=seen.closed,
        since=seen.since,
        ends_at=seen.ends_at,
        speaking=seen.speaking,
        pupil=standing.known.get(seen.speaker or "", ""),
        paused_at=seen.paused_at,
        intervention=seen.intervention,
        may=standing.once(may),
        waits=bool(waiting),
        speakers=Lines("speakers", tuple(speakers)),
        more=more("more-speakers", len(waiting) - MOST_WAITING),
    )


def times(standing: Standing) -> Counter[str]:
    """Milliseconds each seat has spoken."""
    return spoken(standing.assembly)


class More(Bit, frozen=True, kw_only=True, tag="more"):
    """So many more there are than the lines above it."""

    id: str
    more: int


def more(target: str, number: int) -> Piece:
    """So many more there are than the lines above it."""
    return Piece(target, More(id=target, more=max(0, number)))


class Bar(Struct, frozen=True, kw_only=True):
    """One choice with its number, and per cent of all votes for the length. An alternative has a `label` and
    says whether it was `chosen`."""

    choice: str
    number: int
    percent: float
    label: str = ""
    chosen: bool = False


class CountRow(Struct, frozen=True, kw_only=True):
    """An alternative's figures, count by count; None once it is out."""

    label: str
    figures: tuple[int | None, ...]


class NotAsked(Struct, frozen=True, kw_only=True):
    """There is no ballot to show."""

    asked: bool = False


class Ballot(BallotShown, frozen=True, kw_only=True):
    """The question being voted on, or voted on last."""

    asked: bool = True
    bars: tuple[Bar, ...]
    counts: tuple[CountRow, ...]
    tie_waits: bool


def ballot(standing: Standing) -> Ballot | NotAsked:
    """The question being voted on, or voted on last, with the figures everybody may see."""
    seen, current = ballots.ballot(standing.assembly, "screen"), standing.assembly.current
    if seen is None or not is_asked(standing):
        return NotAsked()
    return Ballot(
        **asdict(seen),
        bars=bars_of(seen),
        counts=counts(seen),
        tie_waits=current is not None and current.tied,
    )


def counts(seen: BallotShown) -> tuple[CountRow, ...]:
    """Of a ranking that took more than one count: each alternative's figures."""
    if not seen.rounds or not seen.alternatives or len(rounds := seen.rounds) < 2:
        return ()
    return tuple(
        CountRow(label=a.text, figures=tuple(count.get(a.id) for count in rounds)) for a in seen.alternatives
    )


def is_asked(standing: Standing) -> bool:
    """Is there a ballot to show? An announced result stays up until the next stage that is not its own."""
    now, current = standing.assembly.now, standing.assembly.current
    if now is None or current is None:
        return False
    if not current.announced or current.closed_at is None:
        return True
    return now.kind == "announcement" or standing.assembly.stage_since <= current.closed_at


def bars_of(seen: BallotShown | Division) -> tuple[Bar, ...]:
    """The tally as bars, as far as it is shown."""
    if seen.tally is UNSET:
        return ()
    return bars(seen.tally, seen.alternatives or (), seen.winners or (), first_count(seen))


def bars_in(row: dict[str, Any]) -> tuple[Bar, ...]:
    """The same of a division in the minutes, or in the comparison."""
    rounds: Sequence[dict[str, int]] = row.get("rounds", ())
    first = next(iter(rounds), {}) if row["method"] == "ranked" else None
    return bars(row["tally"], row.get("alternatives", ()), row.get("winners", ()), first)


def first_count(seen: BallotShown | Division) -> dict[str, int] | None:
    """Of a ranking the first preferences; none before they are told."""
    if seen.method != "ranked":
        return None
    return seen.rounds[0] if seen.rounds else {}


def bars(
    tally: dict[str, int],
    alternatives: Sequence[Offered] = (),
    winners: Sequence[str] = (),
    first: dict[str, int] | None = None,
) -> tuple[Bar, ...]:
    """A tally as bars. `first`: the first preferences of a ranking, in place of it."""
    if not alternatives:
        whole = sum(tally.values())
        return tuple(
            Bar(choice=choice, number=tally[choice], percent=_percent(tally[choice], whole))
            for choice in CHOICES
        )
    given = tally if first is None else first
    whole = sum(given.get(a.id, 0) for a in alternatives)
    return tuple(
        Bar(
            choice=a.id,
            number=(number := given.get(a.id, 0)),
            percent=_percent(number, whole),
            label=a.text,
            chosen=a.id in winners,
        )
        for a in alternatives
    )


def _percent(number: int, whole: int) -> float:
    return round(100 * number / (whole or 1), 1)


class ResultRow(Struct, frozen=True, kw_only=True):
    """Something that was decided. `kind`: what to write before the title of a motion."""

    question: str
    title: str
    carried: bool | UnsetType | None
    tied: bool | UnsetType
    straw: bool | UnsetType
    alternatives: tuple[Offered, ...] | UnsetType
    winners: tuple[str, ...] | UnsetType
    reconsidered: bool
    elected: tuple[Offered, ...] | UnsetType
    counting: Counting | UnsetType
    kind: MotionKind | str
    bars: tuple[Bar, ...]


class Results(Struct, frozen=True, kw_only=True):
    """What the meeting has decided so far."""

    divisions: tuple[ResultRow, ...]


def results(standing: Standing) -> Results:
    """What the meeting has decided so far, as announced."""
    return standing.once(_results)


def _results(standing: Standing) -> Results:
    return Results(divisions=tuple(_result(row) for row in ballots.divisions(standing.assembly, "screen")))


def _result(row: Division) -> ResultRow:
    motion = row.motion
    return ResultRow(
        question=row.question,
        title=row.title,
        carried=row.carried,
        tied=row.tied,
        straw=row.straw,
        alternatives=row.alternatives,
        winners=row.winners,
        reconsidered=row.reconsidered,
        elected=row.elected,
        counting=row.counting,
        # A procedural one's title says it already.
        kind=motion.kind if motion and not motion.procedural else "",
        bars=bars_of(row),
    )


class Record(Struct, frozen=True, kw_only=True):
    """The latest statements left for the record, newest first."""

    any: bool
    statements: Lines
    more: Piece


class Said(Bit, frozen=True, kw_only=True, tag="said"):
    """One of them."""

    row: StatementRow


def record(standing: Standing) -> Record:
    """The latest statements left for the record, newest first."""
    rows = texts.statements(standing.assembly, "screen")
    latest = rows[::-1][:MOST_STATEMENTS]
    return Record(
        any=bool(rows),
        statements=Lines("record-lines", tuple(Piece(f"said-{row.id}", Said(row=row)) for row in latest)),
        more=more("more-said", len(rows) - MOST_STATEMENTS),
    )


class News(Struct, frozen=True, kw_only=True):
    """Cards everybody may read, newest first."""

    cards: tuple[CardRow, ...]


def news(standing: Standing) -> News:
    """Cards everybody may read, newest first."""
    return News(cards=cards.cards(standing.assembly, "screen")[::-1])


class Debrief(Struct, frozen=True, kw_only=True):
    """The question the class talks about just now."""

    question: Talk | None


def debrief(standing: Standing) -> Debrief:
    """The question the class talks about just now, once the meeting is over."""
    return Debrief(question=on_the_wall(standing.assembly))


class Headline(Struct, frozen=True, kw_only=True):
    """What one of the press made of the meeting."""

    name: str
    text: str


class Headlines(Struct, frozen=True, kw_only=True):
    """What the press made of the meeting."""

    headlines: tuple[Headline, ...]


def headlines(standing: Standing) -> Headlines:
    """What the press made of the meeting, once it is over."""
    assembly = standing.assembly
    written = assembly.headlines.items() if _over(standing) else ()
    return Headlines(
        headlines=tuple(
            Headline(name=people.name_of(assembly, seat), text=text) for seat, text in sorted(written)
        )
    )


def _over(standing: Standing) -> bool:
    return is_over(standing.assembly)
