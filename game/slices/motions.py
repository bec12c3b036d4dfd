"""Motions as everybody sees them, and what pupils may do about them: move, second, withdraw.

What is before the meeting and what may be moved is the same for all who have a vote, asked of the rules once.
Of one pupil there are only the motions they have moved themself and the ids of those they have seconded.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly, Motion, MotionState
from debate.events import MotionKind
from debate.ids import MotionId, QuestionId, SeatId
from debate.rules.business.agenda import permits
from debate.rules.business.movable import Movable, barred, movable
from debate.rules.business.procedure import PROCEDURE, About
from debate.rules.business.proposing import LONGEST_MOTION, MOST_PENDING
from debate.rules.business.subjects import title
from debate.rules.business.wording import text_of
from debate.scenario import ProceduralKind
from debate.shown import clauses, motions
from debate.shown.clauses import ClauseRow
from debate.shown.motions import MotionRow, Stretch
from debate.shown.written.documents import Cited
from game.pieces import Bit, Lines, Piece
from game.slices.documents import citable
from game.standing import Standing


class MayNot(Struct, frozen=True, kw_only=True):
    """Nothing may be moved or seconded now, or not by this pupil."""

    may: bool = False


class Docket(Struct, frozen=True, kw_only=True):
    """All motions, and the texts that they change."""

    any: bool
    docket: Lines
    texts: Lines


class BeforeTheMeeting(Docket, frozen=True, kw_only=True):
    """For the wall: motions that are not dealt with yet, and the text that is talked about now."""

    waiting: Piece


class Waiting(Bit, frozen=True, kw_only=True, tag="waiting"):
    """How many motions are not dealt with yet."""

    waiting: int


class OneMotion(Bit, frozen=True, kw_only=True, tag="motion"):
    """A motion. `most`: words around a change."""

    motion: MotionRow
    most: int


class Together(Bit, frozen=True, kw_only=True, tag="together"):
    """Motions that are debated together, under this name."""

    id: str
    name: str
    motions: Lines


class TextNow(Struct, frozen=True, kw_only=True):
    """A text that is adopted or not: how it reads now, and whether it was changed."""

    id: str
    title: str
    wording: str
    changed: bool


class OneText(Bit, frozen=True, kw_only=True, tag="text"):
    """Such a text."""

    text: TextNow


class MotionGroup(NamedTuple):
    """Motions that come together; without a name it is one."""

    name: str
    motions: list[MotionRow]


def rows(standing: Standing) -> tuple[MotionRow, ...]:
    """All motions as everybody sees them, in the order in which they come."""
    return motions.docket(standing.assembly)


def docket(standing: Standing) -> Docket:
    """All motions, those debated together side by side, and the texts that they change."""
    assembly = standing.assembly
    groups, now = _grouped(standing.once(rows)), texts(assembly)
    shown = Lines("texts-now", _texts(assembly, now))
    return Docket(any=bool(groups or now), docket=_lines(groups), texts=shown)


def before_the_meeting(standing: Standing) -> BeforeTheMeeting:
    """For the wall: motions that are not dealt with yet, and the text that is talked about now."""
    assembly, waiting = standing.assembly, standing.once(still_waiting)
    about = {row.on_id for row in waiting} | ({assembly.now.question} if assembly.now else set())
    now = [text for text in texts(assembly) if text.id in about]
    return BeforeTheMeeting(
        any=bool(waiting or now),
        waiting=Piece("motions-title", Waiting(waiting=len(waiting))),
        docket=Lines("docket", tuple(_motion(row, most=8) for row in waiting)),
        texts=Lines("texts-now", _texts(assembly, now)),
    )


def still_waiting(standing: Standing) -> list[MotionRow]:
    """The motions that are not dealt with yet: first those with support, group by group."""
    waiting = sorted((row for row in standing.once(rows) if row.waits), key=lambda row: row.state == "moved")
    return [row for group in _grouped(waiting) for row in group.motions]


def _grouped(rows: Iterable[MotionRow]) -> list[MotionGroup]:
    """The rows in their order; those of a group come together, where its first one stands."""
    groups: dict[str, MotionGroup] = {}
    for row in rows:
        groups.setdefault(row.group or row.id, MotionGroup(row.group, [])).motions.append(row)
    return list(groups.values())


def _lines(groups: list[MotionGroup]) -> Lines:
    """The docket line by line; what is debated together is one line with lines of its own."""
    return Lines("docket", tuple(_together(g) if g.name else _motion(g.motions[0]) for g in groups))


def _motion(row: MotionRow, most: int = 30) -> Piece:
    return Piece(f"motion-{row.id}", OneMotion(motion=row, most=most))


def _together(group: MotionGroup) -> Piece:
    id = f"together-{group.motions[0].id}"
    inner = Lines(f"in-{id}", tuple(_motion(row) for row in group.motions))
    return Piece(id, Together(id=id, name=group.name, motions=inner))


def texts(assembly: Assembly) -> list[TextNow]:
    """Questions with a text that is adopted or not, as they read now."""
    return [
        TextNow(id=q.id, title=q.title, wording=text_of(assembly, q.id), changed=q.id in assembly.wordings)
        for q in assembly.scenario.questions
        if q.wording
    ]


def _texts(assembly: Assembly, now: list[TextNow]) -> tuple[Piece, ...]:
    """Each text, and below them what the clauses say; nothing where there is no text."""
    found = tuple(Piece(f"text-{text.id}", OneText(text=text)) for text in now)
    return (*found, *clauses_now(assembly)) if found else ()


class ClausesNow(Bit, frozen=True, kw_only=True, tag="clauses"):
    """What the text of the meeting says now, clause by clause."""

    held: tuple[ClauseRow, ...]


def clauses_now(assembly: Assembly) -> tuple[Piece, ...]:
    """That, below the texts; nothing in a meeting without clauses."""
    if not assembly.scenario.clauses:
        return ()
    return (Piece("clauses-now", ClausesNow(held=clauses.held(assembly))),)


class Tick(Struct, frozen=True, kw_only=True):
    """A clause that an amendment may put in, or strike if the text holds it. `name`: of the field."""

    id: str
    motion: str
    text: str
    name: Literal["puts_in", "strikes"]
    ticked: bool


def ticks(standing: Standing, id: str) -> tuple[Tick, ...]:
    """What whoever admits this motion says of the clauses of the text."""
    assembly, motion = standing.assembly, standing.assembly.motions.get(MotionId(QuestionId(id)))
    if motion is None or not clauses.are_chosen_for(assembly, motion):
        return ()
    found = {*motion.puts_in, *motion.strikes}
    return tuple(
        Tick(
            id=c.id,
            motion=id,
            text=c.text,
            name="strikes" if c.held else "puts_in",
            ticked=c.id in found,
        )
        for c in clauses.clauses(assembly)
    )


def may_be_admitted(standing: Standing, row: MotionRow) -> bool:
    """Is it the chair's to admit; or once more, to say otherwise what it does to the clauses?"""
    if row.procedural or not row.waits:
        return False
    current = standing.assembly.current
    is_put = current is not None and current.question == row.id and not current.announced
    again = row.state == "admitted" and row.puts_in is not UNSET and not is_put
    return row.state == "seconded" or again


class MotionBrief(Struct, frozen=True, kw_only=True):
    """What whoever seconds a motion, or has moved it, needs to see of it."""

    id: str
    kind: MotionKind
    text: str
    state: MotionState
    name: str
    on: str | UnsetType
    pieces: tuple[Stretch, ...] | UnsetType


class Support(Struct, frozen=True, kw_only=True):
    """The motions that somebody has moved, to be seconded."""

    may: bool = True
    any: bool
    rows: Lines


class ToSecond(Bit, frozen=True, kw_only=True, tag="support"):
    """One of them."""

    code: str
    m: MotionBrief


def support(standing: Standing) -> Support | MayNot:
    """For those who have a vote: the motions that somebody has moved, to be seconded."""
    assembly = standing.assembly
    if not permits(assembly).motions:
        return MayNot()
    pending = [m for id in assembly.docket if (m := assembly.motions.get(id)) and _open(assembly, m)]
    lines = (Piece(f"support-{m.id}", ToSecond(code=standing.code, m=_named(assembly, m))) for m in pending)
    return Support(any=bool(pending), rows=Lines("to-second", tuple(lines)))


class Titled(Struct, frozen=True, kw_only=True):
    """A question or motion to choose."""

    id: str
    title: str


class ToChange(Titled, frozen=True, kw_only=True):
    """A text, with how it reads now."""

    wording: str


class Proposing(Struct, frozen=True, kw_only=True):
    """What the rules would take now from those who have a vote."""

    may: bool = True
    code: str
    longest: int
    nothing: bool
    main: bool
    texts: Lines
    any_procedural: bool
    procedural: Lines
    citable: tuple[Cited, ...]


class Change(Bit, frozen=True, kw_only=True, tag="change"):
    """A text that can be amended."""

    code: str
    text: ToChange


class OfKind(Bit, frozen=True, kw_only=True, tag="kind"):
    """One kind of motion on procedure. `needs`: what it is about."""

    code: str
    kind: ProceduralKind
    threshold: str
    debatable: bool
    needs: About
    about: Lines
    quotes: Lines


class AboutWhat(Bit, frozen=True, kw_only=True, tag="about"):
    """Something that a motion of this kind can be about."""

    kind: ProceduralKind
    a: Titled


class Quote(Bit, frozen=True, kw_only=True, tag="quote"):
    """A text that a motion of this kind can be about."""

    kind: ProceduralKind
    a: ToChange


def proposing(standing: Standing) -> Proposing | MayNot:
    """For those who have a vote: what the rules would take from them now."""
    assembly, found = standing.assembly, standing.once(may_be_moved)
    if not permits(assembly).motions:
        return MayNot()
    texts = (
        Piece(f"change-{row.id}", Change(code=standing.code, text=row))
        for row in to_change(assembly, found.texts)
    )
    kinds = (_procedural(standing, kind, about) for kind, about in found.procedural.items())
    return Proposing(
        code=standing.code,
        longest=LONGEST_MOTION,
        nothing=found == Movable(),
        main=found.main,
        texts=Lines("texts-to-change", tuple(texts)),
        any_procedural=bool(found.procedural),
        procedural=Lines("move-kinds", tuple(kinds)),
        citable=citable(standing),
    )


def may_be_moved(standing: Standing) -> Movable:
    """What whoever has a vote may move now, as the rules say."""
    return movable(standing.assembly)


def to_change(assembly: Assembly, ids: Iterable[QuestionId]) -> tuple[ToChange, ...]:
    """These texts as they read now."""
    return tuple(ToChange(id=id, title=title(assembly, id), wording=text_of(assembly, id)) for id in ids)


def _procedural(standing: Standing, kind: ProceduralKind, ids: tuple[QuestionId, ...]) -> Piece:
    """One kind of motion on procedure; what it can be about, line by line."""
    assembly, row = standing.assembly, PROCEDURE[kind]
    about = tuple(_about(kind, Titled(id=id, title=title(assembly, id))) for id in ids)
    quotes = to_change(assembly, ids) if row.about == "text" else ()
    shown = OfKind(
        code=standing.code,
        kind=kind,
        threshold=motion_threshold(assembly, kind),
        debatable=row.debatable,
        needs=row.about,
        about=Lines(f"about-{kind}", about),
        quotes=Lines(f"quotes-{kind}", tuple(_quote(kind, text) for text in quotes)),
    )
    return Piece(f"move-{kind}", shown)


def _about(kind: ProceduralKind, subject: Titled) -> Piece:
    return Piece(f"about-{kind}-{subject.id}", AboutWhat(kind=kind, a=subject))


def _quote(kind: ProceduralKind, text: ToChange) -> Piece:
    return Piece(f"quote-{kind}-{text.id}", Quote(kind=kind, a=text))


class MyMotions(Struct, frozen=True, kw_only=True):
    """A pupil's own motions, and the ids of what they have seconded and may not ask to vote on again.
    `enough`: so many of their own wait that they may not move another; else 0."""

    code: str
    votes: bool
    own: tuple[MotionBrief, ...]
    seconded: tuple[str, ...]
    barred: tuple[str, ...]
    enough: int


def mine(standing: Standing, seat: SeatId) -> MyMotions:
    """What this pupil has moved and seconded."""
    assembly, found = standing.assembly, standing.once(may_be_moved)
    votes = assembly.seats[seat].votes
    here = standing.once(by_seat).get(seat, OwnMotions())
    return MyMotions(
        code=standing.code,
        votes=votes,
        own=tuple(_named(assembly, m) for m in here.moved),
        seconded=here.seconded,
        barred=tuple(barred(assembly, seat, found)) if votes else (),
        enough=MOST_PENDING if here.pending >= MOST_PENDING else 0,
    )


class OwnMotions(NamedTuple):
    """Of one seat: the motions it has moved and the ids of those it has seconded, as far as they can still be
    withdrawn or seconded; and how many of its own count as waiting."""

    moved: tuple[Motion, ...] = ()
    seconded: tuple[str, ...] = ()
    pending: int = 0


def by_seat(standing: Standing) -> dict[str, OwnMotions]:
    """Every seat that has to do with a motion still to be dealt with."""
    assembly = standing.assembly
    found: dict[str, OwnMotions] = {}
    for motion in (assembly.motions[id] for id in assembly.docket if id in assembly.motions):
        if not motion.pending:
            continue
        one = found.get(motion.seat, OwnMotions())
        found[motion.seat] = one._replace(pending=one.pending + 1)
        if not _open(assembly, motion):
            continue
        found[motion.seat] = found[motion.seat]._replace(moved=(*one.moved, motion))
        for seat in motion.seconders:
            second = found.get(seat, OwnMotions())
            found[seat] = second._replace(seconded=(*second.seconded, motion.id))
    return found


def _open(assembly: Assembly, motion: Motion) -> bool:
    return motion.pending and bool(motion.seat) and motion.id not in assembly.results()


def _named(assembly: Assembly, motion: Motion) -> MotionBrief:
    row = motions.motion_row(assembly, motion)
    return MotionBrief(
        id=row.id,
        kind=row.kind,
        text=row.text,
        state=row.state,
        name=row.name,
        on=row.on,
        pieces=row.pieces,
    )


def motion_threshold(assembly: Assembly, kind: str) -> str:
    """The majority a procedural motion needs here."""
    own = {str(k): threshold for k, threshold in assembly.scenario.standing_orders.thresholds.items()}
    return own.get(kind) or next(row.threshold for k, row in PROCEDURE.items() if k == kind)
