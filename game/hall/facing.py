"""Halls as pictures that stand still: a meeting's before anybody has voted, and vote by vote two that face
each other, the class's at the left, history's at the right, mirrored.

They are the hall of the live pages (`game/hall/`). Lying on their sides they face each other, so each person
sits opposite themselves: the same row, the same height."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from debate.afterwards.ribbon import WAYS, Stop, Voter, Went
from debate.assembly import Assembly
from debate.ids import FactionId, SeatId
from debate.rules.hall import casting
from debate.scenario import Scenario
from debate.shown.hall import built
from game.hall.drawing import Drawing, drawing
from game.hall.furniture import Furniture
from game.hall.paths import circle, short
from game.hall.places import HEIGHT, WIDTH, Place, Sign
from game.hall.shapes import OF_VOTE, SAT, path

GAP = 16
"""Between two halls that stand side by side."""
ASTRAY, OWN = 1.35, 1.75
"""Radii of rings, as parts of a seat's."""


class Lie(Struct, frozen=True, kw_only=True):
    """How two halls lie in one picture. `box`: of the whole; `rooms`: how the drawing of either is moved, as
    `place` moves a seat."""

    box: str
    rooms: tuple[str, str]
    place: Callable[[bool, float, float], tuple[float, float]]


FACING = Lie(
    box=f"0 0 {2 * HEIGHT} {WIDTH}",
    rooms=("matrix(0 1 1 0 0 0)", f"matrix(0 1 -1 0 {2 * HEIGHT} 0)"),
    place=lambda left, x, y: (y if left else 2 * HEIGHT - y, x),
)
"""On their sides, the foot of either in the middle: for a column of a page."""
BESIDE = Lie(
    box=f"0 0 {2 * WIDTH + GAP} {HEIGHT}",
    rooms=("", f"translate({WIDTH + GAP} 0)"),
    place=lambda left, x, y: (x if left else x + WIDTH + GAP, y),
)
"""Upright, side by side: for the wall."""


class Signs(Struct, frozen=True):
    """All who did the same on one side: their shapes as one path."""

    colour: int
    path: str


class Rim(Struct, frozen=True):
    """The sign of a side, beside its seats."""

    sign: str
    colour: int
    x: float
    y: float


class Halls(Struct, frozen=True, kw_only=True):
    """Both halls of one vote. `empty`: a path, of those who had no vote; `astray`: a ring around everybody
    who voted otherwise than in the record, `away` of them; `quiet`: a stroke below everybody who said nothing
    here and for whom their person's belief was counted, `silent` of them; `record`: does it say how they
    voted? `box`, `rooms`: how they lie."""

    id: str
    title: str
    desc: str
    room: Furniture
    here: tuple[Signs, ...]
    then: tuple[Signs, ...]
    rim: tuple[Rim, ...]
    empty: str
    astray: str
    away: int
    quiet: str
    silent: int
    record: bool
    box: str
    rooms: tuple[str, str]


class HallPicture(Struct, frozen=True, kw_only=True):
    """One hall alone, before anybody has voted: its sides as dots, and what stands round them."""

    id: str
    title: str
    room: Furniture
    sides: tuple[Signs, ...]
    rim: tuple[Rim, ...]


def hall(scenario: Scenario, seats: int) -> HallPicture:
    """The hall of a meeting as it is cast for so many."""
    cast = casting.plan(scenario, seats)[:seats]
    factions = {faction.id: faction for faction in scenario.factions}
    signs = "".join(factions[seat.faction].sign for seat in cast)
    drawn = drawing(signs, scenario.factions, built(scenario, ((seat.role, seat.votes) for seat in cast)))
    sat: dict[FactionId, list[Place]] = {faction.id: [] for faction in scenario.factions}
    for seat, place in zip(cast, drawn.placed.places, strict=True):
        sat[seat.faction].append(place)
    radius = drawn.placed.radius
    return HallPicture(
        id=f"hall-{scenario.slug}",
        title=_("The hall: %(sides)s") % {"sides": "; ".join(f.name for f in scenario.factions)},
        room=drawn.room,
        sides=tuple(
            Signs(factions[id].colour, path(SAT, radius, places)) for id, places in sat.items() if places
        ),
        rim=_rim(scenario, drawn.placed.rim),
    )


def halls(assembly: Assembly, stop: Stop, key: str, desc: str, lie: Lie = FACING) -> Halls:
    """The halls of one vote; `desc` tells them in words."""
    drawn = _hall_of(assembly, stop)
    radius = drawn.placed.radius
    places = dict(zip(assembly.order, drawn.placed.places, strict=True))
    here, then = ({id: Place(*lie.place(left, *at)) for id, at in places.items()} for left in (True, False))
    strayed = [voter.seat for voter in stop.voters if _strayed(voter)]
    without = places.keys() - {voter.seat for voter in stop.voters}
    rim = [Sign(sign, *lie.place(left, x, y)) for left in (True, False) for sign, x, y in drawn.placed.rim]
    silent = [voter.seat for voter in stop.voters if voter.silent]
    return Halls(
        id=f"halls-{key}",
        title=_("Both halls: yours at the left, theirs at the right"),
        desc=desc,
        room=drawn.room,
        here=_signs(assembly, [(voter, voter.here) for voter in stop.voters], here, radius),
        then=_signs(assembly, [(voter, voter.then) for voter in stop.voters if voter.then], then, radius),
        rim=_rim(assembly.scenario, rim),
        empty=path(OF_VOTE["away"], radius, [here[seat] for seat in assembly.order if seat in without]),
        astray="".join(circle(*side[seat], radius * ASTRAY) for seat in strayed for side in (here, then)),
        away=len(strayed),
        quiet="".join(_stroke(*here[seat], radius) for seat in silent),
        silent=len(silent),
        record=any(voter.then for voter in stop.voters),
        box=lie.box,
        rooms=lie.rooms,
    )


def rings(assembly: Assembly, stop: Stop, person: str) -> str:
    """Around one person in both halls, as a path; "" for whoever had no vote."""
    drawn = _hall_of(assembly, stop)
    places = dict(zip(assembly.order, drawn.placed.places, strict=True))
    for voter in stop.voters:
        if voter.person == person:
            sides = (True, False) if voter.then else (True,)
            radius = drawn.placed.radius * OWN
            return "".join(circle(*FACING.place(left, *places[voter.seat]), radius) for left in sides)
    return ""


def _hall_of(assembly: Assembly, stop: Stop) -> Drawing:
    """The hall as it was when this was put to the vote."""
    scenario, seating = assembly.scenario, assembly.ballots[stop.ballot].seating
    sat = [seating.get(id, assembly.seats[id]) for id in assembly.order]
    signs = {faction.id: faction.sign for faction in scenario.factions}
    return drawing(
        "".join(signs[seat.faction] for seat in sat),
        scenario.factions,
        built(scenario, ((seat.role, seat.votes) for seat in sat)),
    )


def _strayed(voter: Voter) -> bool:
    return voter.then is not None and voter.here != "away" and voter.here != voter.then


def _rim(scenario: Scenario, rim: Iterable[Sign]) -> tuple[Rim, ...]:
    colours = {faction.sign: faction.colour for faction in scenario.factions}
    return tuple(Rim(sign, colours[sign], x, y) for sign, x, y in rim)


def _signs(
    assembly: Assembly, rows: Sequence[tuple[Voter, Went]], places: dict[SeatId, Place], radius: float
) -> tuple[Signs, ...]:
    colours = {faction.id: faction.colour for faction in assembly.scenario.factions}
    found: dict[tuple[Went, int], list[Place]] = {}
    for voter, went in rows:
        found.setdefault((went, colours[voter.faction]), []).append(places[voter.seat])
    order = sorted(found, key=lambda key: (WAYS.index(key[0]), key[1]))
    return tuple(Signs(key[1], path(OF_VOTE[key[0]], radius, found[key])) for key in order)


def _stroke(x: float, y: float, r: float) -> str:
    return f"M{short(x - r)} {short(y + 1.7 * r)}h{short(2 * r)}"
