"""Motions at the desk: those that wait, with what the chair may do about each, and those dealt with."""

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import MotionState, Status
from debate.events import MotionKind
from debate.ids import SeatId, TextId
from debate.rules.business.agenda import permits
from debate.rules.business.motions import LONGEST_GROUP, LONGEST_REASON, can_be_ruled_out
from debate.rules.business.subjects import title
from debate.rules.business.wording import HOWS
from debate.scenario import ProceduralKind
from debate.shown.motions import MotionRow
from game.pieces import Bit, Lines, Piece
from game.slices import motions as shared
from game.slices.desk.ballots import puttable
from game.slices.desk.pupils import pupils, voters
from game.slices.desk.written import latest
from game.slices.motions import Tick, Titled, ToChange
from game.standing import Standing


class Motions(Struct, frozen=True, kw_only=True):
    """The docket, and what is needed to enter a motion for a pupil without a device."""

    code: str
    status: Status
    shown: bool
    any: bool
    several: bool
    clauses: Lines
    waiting: Lines
    settled: Piece
    longest_group: int
    entry: Piece


class Docketed(MotionRow, frozen=True, kw_only=True):
    """A motion that waits, with what the chair may do. `up`: the one it would go before; `written`: a pupil's
    own words, not a part of another text; `ticks`: what it does to the clauses; `group_text`: the id of its
    group's name, `group_away`: was that taken away?"""

    pupil: str
    may_admit: bool
    ticks: tuple[Tick, ...]
    may_put: bool
    may_rule_out: bool
    written: bool
    up: str
    group_text: str
    group_away: bool


class OneDocketed(Bit, frozen=True, kw_only=True, tag="docketed"):
    """Such a motion. `most`: words around a change."""

    code: str
    motion: Docketed
    most: int
    longest_reason: int


class SettledRow(Struct, frozen=True, kw_only=True):
    """A motion dealt with. `*_text`: the ids of the words beside it; `*_away`: were they taken away?"""

    id: str
    kind: MotionKind
    text: str
    seat: SeatId
    name: str
    state: MotionState
    reason: str
    group: str
    hidden: bool
    reason_text: str
    reason_away: bool
    group_text: str
    group_away: bool


class Settled(Bit, frozen=True, kw_only=True, tag="settled"):
    """The motions dealt with."""

    code: str
    settled: tuple[SettledRow, ...]


class PendingToSecond(Struct, frozen=True, kw_only=True):
    """A motion that can be seconded."""

    id: str
    kind: MotionKind
    text: str


class MoveOnPaper(Bit, frozen=True, kw_only=True, tag="entry"):
    """For a pupil without a device: what may be seconded, what the rules would take now, and about what."""

    may: bool = True
    code: str = ""
    waiting: tuple[PendingToSecond, ...] = ()
    voters: Lines = Lines("", ())
    main: bool = False
    texts: tuple[ToChange, ...] = ()
    hows: tuple[str, ...] = ()
    procedural: tuple[ProceduralKind, ...] = ()
    about: tuple[Titled, ...] = ()


def motions(standing: Standing) -> Motions:
    """The docket, and what is needed to enter a motion for a pupil without a device."""
    assembly = standing.assembly
    rows = standing.once(shared.rows)
    is_voting = assembly.current is not None and assembly.current.open
    can_be_put = set() if is_voting else {row.id for row in standing.once(puttable)}
    before = ""
    waiting = []
    for row in (row for row in rows if row.waits):
        waiting.append(_line(standing, row, row.id in can_be_put, before))
        before = row.id
    settled = tuple(_settled(standing, row) for row in rows if not row.waits)
    return Motions(
        code=standing.code,
        status=assembly.status,
        shown=bool(rows) or permits(assembly).motions,
        any=bool(waiting),
        several=len(waiting) > 1,
        clauses=Lines("", shared.clauses_now(assembly)),
        waiting=Lines("desk-docket", tuple(waiting)),
        settled=Piece("settled", Settled(code=standing.code, settled=settled)),
        longest_group=LONGEST_GROUP,
        entry=Piece("enter-motion", _entry(standing)),
    )


def _line(standing: Standing, row: MotionRow, may_put: bool, before: str) -> Piece:
    group, away = latest(standing, "group", "", row.group)
    motion = Docketed(
        **asdict(row),
        pupil=standing.names.get(row.seat, ""),
        may_admit=shared.may_be_admitted(standing, row),
        ticks=shared.ticks(standing, row.id),
        may_put=may_put,
        may_rule_out=can_be_ruled_out(standing.assembly, row.id),
        written=TextId(row.id) in standing.assembly.texts,
        up=before,
        group_text=group,
        group_away=away,
    )
    shown = OneDocketed(code=standing.code, motion=motion, most=60, longest_reason=LONGEST_REASON)
    return Piece(f"motion-{row.id}", shown)


def _settled(standing: Standing, row: MotionRow) -> SettledRow:
    reason, reason_away = latest(standing, "ruling", row.id, row.reason)
    group, group_away = latest(standing, "group", "", row.group)
    return SettledRow(
        id=row.id,
        kind=row.kind,
        text=row.text,
        seat=row.seat,
        name=row.name,
        state=row.state,
        reason=row.reason,
        group=row.group,
        hidden=row.hidden,
        reason_text=reason,
        reason_away=reason_away,
        group_text=group,
        group_away=group_away,
    )


def _entry(standing: Standing) -> MoveOnPaper:
    assembly, found = standing.assembly, standing.once(shared.may_be_moved)
    if not permits(assembly).motions or not pupils(standing):
        return MoveOnPaper(may=False)
    voting = assembly.current if assembly.current and assembly.current.open else None
    about = dict.fromkeys(id for ids in found.procedural.values() for id in ids)
    return MoveOnPaper(
        code=standing.code,
        waiting=tuple(
            PendingToSecond(id=row.id, kind=row.kind, text=row.text)
            for row in standing.once(shared.rows)
            if row.waits and not (voting and row.id == voting.question)
        ),
        voters=standing.once(voters),
        main=found.main,
        texts=shared.to_change(assembly, found.texts),
        hows=tuple(HOWS),
        procedural=tuple(found.procedural),
        about=tuple(Titled(id=id, title=title(assembly, id)) for id in about),
    )
