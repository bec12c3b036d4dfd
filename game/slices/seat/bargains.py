"""A pupil's bargains, and the form to make one."""

from collections import defaultdict

from msgspec import Struct

from debate.events import BargainState
from debate.ids import BargainId, RoleId, SeatId
from debate.shown.bargains import BargainRow, Promised
from debate.shown.people import Named, name_of
from game.slices import persuasion as shared
from game.standing import Standing

MOST_PARTNERS = 80
"""People to choose from, those whom one needs first: a hall of a thousand would be heavy for a phone."""


class MyBargain(Struct, frozen=True, kw_only=True):
    """A bargain of this pupil: with whom, what `you` do and what `they` do. `mine`: was it this pupil who
    offered; `waits`: can it still be answered?"""

    id: BargainId
    name: str
    for_sides: bool
    you: Promised
    they: Promised
    state: BargainState
    mine: bool
    waits: bool


class MyBargains(Struct, frozen=True, kw_only=True):
    """A pupil's bargains, the latest first, and the form. `needed`: those on their sheet, `others`: all
    others with a vote; `sides`: the names of those to whom they can offer one as an envoy."""

    code: str
    may: bool
    rows: tuple[MyBargain, ...]
    waiting: int
    needed: tuple[Named, ...]
    others: tuple[Named, ...]
    sides: tuple[str, ...]
    votes: tuple[shared.Votes, ...]


def bargains(standing: Standing, seat: SeatId) -> MyBargains:
    """A pupil's bargains and, while something is to be decided openly, the form to make one."""
    assembly, place = standing.assembly, standing.assembly.seats[seat]
    rows = tuple(my_bargain(standing, row, seat) for row in standing.once(_by_seat).get(seat, [])[::-1])
    votes = standing.once(shared.to_be_promised)
    may = bool(votes) and place.votes and place.held_by == "pupil" and assembly.status == "open"
    needed, others = _partners(standing, seat) if may else ((), ())
    return MyBargains(
        code=standing.code,
        may=may and bool(needed or others),
        rows=rows,
        waiting=sum(1 for row in rows if row.waits and not row.mine),
        needed=needed,
        others=others,
        sides=_envoys(standing, seat) if may else (),
        votes=votes if may else (),
    )


def offer(standing: Standing, seat: SeatId, id: BargainId) -> MyBargain | None:
    """The one that is due; None where there is no such."""
    rows = standing.once(_by_seat).get(seat, []) if id else []
    return next((my_bargain(standing, row, seat) for row in rows if row.id == id), None)


def my_bargain(standing: Standing, row: BargainRow, seat: SeatId) -> MyBargain:
    """A bargain as one of its two sees it."""
    is_mine = row.seat == seat
    return MyBargain(
        id=row.id,
        name=row.other_name if is_mine else row.name,
        for_sides=row.for_sides,
        you=row.gives if is_mine else row.asks,
        they=row.asks if is_mine else row.gives,
        state=row.state,
        mine=is_mine,
        waits=row.id in standing.once(shared.waiting),
    )


def _by_seat(standing: Standing) -> defaultdict[SeatId, list[BargainRow]]:
    found: defaultdict[SeatId, list[BargainRow]] = defaultdict(list)
    for row in standing.once(shared.rows):
        found[row.seat].append(row)
        found[row.other].append(row)
    return found


def _by_role(standing: Standing) -> dict[RoleId, Named]:
    seats = standing.assembly.seats
    return {role: one for one in standing.once(shared.with_vote) if (role := seats[one.seat].role)}


def _partners(standing: Standing, seat: SeatId) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Those whom this pupil's sheet tells them to talk to, as far as they are played; and the others."""
    role, known = standing.assembly.role_of(seat), standing.once(_by_role)
    needs = dict.fromkeys(need.role for need in role.needs) if role else {}
    needed = tuple(known[id] for id in needs if id in known and known[id].seat != seat)
    first = {seat, *(one.seat for one in needed)}
    others = (one for one in standing.once(shared.with_vote) if one.seat not in first)
    return needed, tuple(one for one, _n in zip(others, range(MOST_PARTNERS), strict=False))


def _envoys(standing: Standing, seat: SeatId) -> tuple[str, ...]:
    """The envoys of other sides, by name, for whoever is an envoy themself."""
    assembly = standing.assembly
    side = assembly.seats[seat].faction
    if assembly.envoys.get(side) != seat:
        return ()
    others = [f.id for f in assembly.scenario.factions if f.id != side and assembly.envoys.get(f.id)]
    return tuple(name_of(assembly, assembly.envoys[id]) for id in others)
