"""The debrief at the desk: choosing questions, putting them in order, showing one, reading reflections."""

from msgspec import Struct
from msgspec.structs import asdict

from debate.afterwards import debrief as talk
from debate.afterwards.debrief import Ready
from debate.assembly import Status
from debate.rules.business.agenda import is_over
from debate.scenario import DebriefMove
from debate.shown.people import Named
from game.pieces import Bit, Lines, Piece
from game.slices.desk.written import latest
from game.standing import Standing

MOVES: tuple[DebriefMove, ...] = ("describe", "leave_role", "analyse", "compare", "transfer")
"""The order in which a class looks back, as far as there is one."""


class Chosen(Ready, frozen=True, kw_only=True):
    """A question on the list, and the list as it would be with it one place `earlier`, one `later` ("" where
    it can't), or `without` it."""

    earlier: str
    later: str
    without: str


class NotListed(Ready, frozen=True, kw_only=True):
    """One that is not on the list, and the list with it `added`."""

    added: str


class OfMove(Struct, frozen=True, kw_only=True):
    """Those of one move."""

    move: DebriefMove
    questions: tuple[NotListed, ...]


class DebriefList(Struct, frozen=True, kw_only=True):
    """The questions on the list, and those that are not. `shown`: the one on the wall. Not `due`: there is
    nothing to choose or read yet."""

    code: str
    status: Status
    due: bool
    over: bool
    shown: str
    chosen: tuple[Chosen, ...]
    others: tuple[OfMove, ...]
    any: bool
    how_many: Piece
    reflections: Lines


class HowMany(Bit, frozen=True, kw_only=True, tag="reflections"):
    """So many of the pupils have written a reflection."""

    n: int
    pupils: int


class ReflectionRow(Named, frozen=True, kw_only=True):
    """What a pupil takes away; the `id` of the text, and whether that was taken `away`."""

    pupil: str
    text: str
    id: str
    away: bool


class ReflectionRead(Bit, frozen=True, kw_only=True, tag="reflection"):
    """One of them."""

    code: str
    row: ReflectionRow


def debrief(standing: Standing) -> DebriefList:
    """The list, and what else there is. There before the end too, for a teacher who chooses while the class
    still debates."""
    assembly = standing.assembly
    rows = {row.id: row for row in talk.ready(assembly)}
    plan = [id for id in assembly.planned if id in rows]
    written = tuple(_reflection(standing, row) for row in talk.reflections(assembly))
    pupils = sum(1 for seat in assembly.seats.values() if seat.held_by == "pupil")
    over = is_over(assembly)
    return DebriefList(
        code=standing.code,
        status=assembly.status,
        due=over or (assembly.status != "lobby" and bool(rows)),
        over=over,
        shown=assembly.shown,
        chosen=tuple(_chosen(rows[id], plan, n) for n, id in enumerate(plan)),
        others=_others(rows, plan),
        any=bool(written),
        how_many=Piece("how-many-reflections", HowMany(n=len(written), pupils=pupils)),
        reflections=Lines("all-reflections", written),
    )


def _reflection(standing: Standing, row: talk.Reflection) -> Piece:
    id, away = latest(standing, "reflection", row.seat, row.text)
    pupil = standing.names.get(row.seat, "")
    shown = ReflectionRow(seat=row.seat, name=row.name, pupil=pupil, text=row.text, id=id, away=away)
    return Piece(f"reflection-{row.seat}", ReflectionRead(code=standing.code, row=shown))


def _chosen(row: Ready, plan: list[str], n: int) -> Chosen:
    """Question `n` of the list."""
    rest = [*plan[:n], *plan[n + 1 :]]
    return Chosen(
        **asdict(row),
        earlier=",".join([*plan[: n - 1], plan[n], plan[n - 1], *plan[n + 1 :]]) if n else "",
        later=",".join([*plan[:n], plan[n + 1], plan[n], *plan[n + 2 :]]) if n + 1 < len(plan) else "",
        without=",".join(rest),
    )


def _others(rows: dict[str, Ready], plan: list[str]) -> tuple[OfMove, ...]:
    free = [
        NotListed(**asdict(row), added=",".join([*plan, row.id]))
        for row in sorted(rows.values(), key=lambda row: not row.own)
        if row.id not in plan
    ]
    groups = ((move, tuple(row for row in free if row.move == move)) for move in MOVES)
    return tuple(OfMove(move=move, questions=questions) for move, questions in groups if questions)
