"""Two halls that face each other, vote by vote: the class's at the left, history's at the right, mirrored.

Who sat opposite themselves: each person has the same row and the same height in both. Shapes say the vote
(up, down, a bar, a ring), colours the side; all of one kind are one path, so that a large hall is light.
"""

from collections.abc import Iterable
from math import cos, pi, sin

from django.utils.translation import gettext as _
from msgspec import Struct

from debate.afterwards.ribbon import WAYS, Stop, Voter, Went
from debate.rules.hall import casting
from debate.scenario import Plan, Scenario
from game.drawn import half_circle
from game.slices.charts import short

GAP = 9.0
"""From the middle to where each hall begins."""
AT_A_TABLE = 24
"""More than so many find no room at a table and sit in a half-circle."""
WIDEST = 7.5
"""Half a sign of a small hall."""
TABLE = (26.0, 62.0)
"""Half the width and half the length of a table."""


class Signs(Struct, frozen=True):
    """All who chose the same on one side: their shapes as one path."""

    went: Went
    colour: int
    path: str


class Halls(Struct, frozen=True):
    """Both halls of one vote. `astray`: a ring around everybody who voted otherwise than in the record;
    `quiet`: a stroke below everybody who said nothing here, and for whom their person's belief was counted;
    `away`, `silent`: how many these are. `tables`: a path, in a hall that has them. `record`: does it say how
    they voted?"""

    id: str
    title: str
    desc: str
    here: tuple[Signs, ...]
    then: tuple[Signs, ...]
    astray: str
    away: int
    quiet: str
    silent: int
    record: bool
    tables: str


class HallPicture(Struct, frozen=True):
    """One hall alone, before anybody has voted: its sides as dots, and what it is built of (`walls`, as a
    path)."""

    id: str
    title: str
    sides: tuple[Signs, ...]
    walls: str


def hall(scenario: Scenario, seats: int) -> HallPicture:
    """The hall of a meeting as it is cast for so many, seen from the chair."""
    order = [faction.id for faction in scenario.factions]
    cast = [order.index(seat.faction) for seat in casting.plan(scenario, seats)[:seats]]
    points, size = _places(scenario.plan, len(cast))
    upright = [(y, round(GAP - x, 1)) for x, y in points]
    paths: dict[int, str] = {}
    for n, (x, y) in zip(sorted(cast), upright, strict=True):
        paths[n] = paths.get(n, "") + _ring(x, y, size * 0.8)
    sides = tuple(Signs("away", scenario.factions[n].colour, path) for n, path in paths.items())
    return HallPicture(
        id=f"hall-{scenario.slug}",
        title=_("The hall: %(sides)s") % {"sides": "; ".join(f.name for f in scenario.factions)},
        sides=sides,
        walls=_walls(scenario.plan, len(cast)),
    )


def _walls(plan: Plan, count: int) -> str:
    """A table with its lamp; the boxes of a theatre, and its stage; the rim of a half-circle."""
    if _at_table(plan, count):
        width, length = TABLE
        middle = -half_circle.RIM / 2
        return _oval(0, middle, length, width) + _ring(0, middle, 5)
    rims = (90, 96, 102) if plan == "theatre" else (90,)
    boxes = ""
    if plan == "theatre":
        for n in range(25):
            across, down = cos(pi * n / 24), -sin(pi * n / 24)
            boxes += f"M{short(90 * across)} {short(90 * down)}L{short(102 * across)} {short(102 * down)}"
    return "".join(f"M{-r} 0A{r} {r} 0 0 1 {r} 0" for r in rims) + boxes + "M-14-8h28v8h-28z"


def halls(scenario: Scenario, stop: Stop, key: str, desc: str) -> Halls:
    """The halls of one vote; `desc` tells them in words."""
    points, size = _places(scenario.plan, len(stop.voters))
    left, right = [(-x, y) for x, y in points], points
    colours = {faction.id: faction.colour for faction in scenario.factions}
    here = [(voter, colours[voter.faction], voter.here) for voter in stop.voters]
    then = [(voter, colours[voter.faction], voter.then) for voter in stop.voters]
    strayed = [n for n, voter in enumerate(stop.voters) if _strayed(voter)]
    silent = [n for n, voter in enumerate(stop.voters) if voter.silent]
    at_table = _at_table(scenario.plan, len(stop.voters))
    return Halls(
        id=f"halls-{key}",
        title=_("Both halls: yours at the left, theirs at the right"),
        desc=desc,
        here=_signs(here, left, size),
        then=_signs(then, right, size),
        astray="".join(_ring(*left[n], size * 1.4) for n in strayed),
        away=len(strayed),
        quiet="".join(_stroke(*left[n], size) for n in silent),
        silent=len(silent),
        record=any(voter.then for voter in stop.voters),
        tables=_tables() if at_table else "",
    )


def rings(scenario: Scenario, stop: Stop, person: str) -> str:
    """Around one person in both halls, as a path; "" for whoever had no vote."""
    points, size = _places(scenario.plan, len(stop.voters))
    for voter, (x, y) in zip(stop.voters, points, strict=True):
        if voter.person == person:
            return _ring(-x, y, size * 1.8) + (_ring(x, y, size * 1.8) if voter.then else "")
    return ""


def _strayed(voter: Voter) -> bool:
    return voter.then is not None and voter.here != "away" and voter.here != voter.then


def _at_table(plan: Plan, count: int) -> bool:
    return plan == "table" and count <= AT_A_TABLE


def _places(plan: Plan, count: int) -> tuple[list[tuple[float, float]], float]:
    """Of the hall at the right, from above to below, and half the size of a sign."""
    if _at_table(plan, count):
        width, length = TABLE
        middle = GAP + half_circle.RIM / 2
        points = []
        for n in range(count):
            angle = 2 * pi * (n + 0.5) / count - pi / 2
            points.append((middle + (width + 11) * cos(angle), (length + 11) * sin(angle)))
        return [(round(x, 1), round(y, 1)) for x, y in points], min(WIDEST, 90 / max(count, 1))
    flat, gap = half_circle.places(count)
    return [(round(GAP - y, 1), round(x, 1)) for x, y in flat], min(WIDEST, gap * 0.36)


def _tables() -> str:
    width, length = TABLE
    middle = GAP + half_circle.RIM / 2
    return _oval(-middle, 0, width, length) + _oval(middle, 0, width, length)


def _oval(x: float, y: float, across: float, down: float) -> str:
    arc = f"a{short(across)} {short(down)} 0 1 0"
    return f"M{short(x - across)} {short(y)}{arc} {short(2 * across)} 0{arc} {short(-2 * across)} 0z"


def _signs(
    rows: Iterable[tuple[Voter, int, Went | None]], points: list[tuple[float, float]], size: float
) -> tuple[Signs, ...]:
    found: dict[tuple[Went, int], str] = {}
    for (_voter, colour, went), (x, y) in zip(rows, points, strict=True):
        if went is not None:
            key = went, colour
            found[key] = found.get(key, "") + SHAPES[went](x, y, size)
    order = sorted(found, key=lambda key: (WAYS.index(key[0]), key[1]))
    return tuple(Signs(went=went, colour=colour, path=found[went, colour]) for went, colour in order)


def _up(x: float, y: float, r: float) -> str:
    return f"M{short(x)} {short(y - r)}l{short(r)} {short(1.85 * r)}h{short(-2 * r)}z"


def _down(x: float, y: float, r: float) -> str:
    return f"M{short(x)} {short(y + r)}l{short(r)} {short(-1.85 * r)}h{short(-2 * r)}z"


def _bar(x: float, y: float, r: float) -> str:
    return f"M{short(x - r)} {short(y - r / 3)}h{short(2 * r)}v{short(r * 2 / 3)}h{short(-2 * r)}z"


def _ring(x: float, y: float, r: float) -> str:
    r = round(r, 1)  # a chord that is not twice this radius would bend the circle
    arc = f"a{short(r)} {short(r)} 0 1 0"
    return f"M{short(x - r)} {short(y)}{arc} {short(2 * r)} 0{arc} {short(-2 * r)} 0z"


def _stroke(x: float, y: float, r: float) -> str:
    return f"M{short(x - r)} {short(y + 1.7 * r)}h{short(2 * r)}"


def _dot(x: float, y: float, r: float) -> str:
    return _ring(x, y, r * 0.6)


SHAPES = {"for": _up, "against": _down, "abstain": _bar, "away": _dot}
"""The shape of each choice, as in the hall of the live pages."""
