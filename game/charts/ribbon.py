"""The ribbon from vote to vote as geometry: columns with a stretch for each choice, and bands between them.

Across in thousandths of the picture, down in hundredths of its field (`templates/charts/ribbon.html`
stretches it to any width). The picture is the same for all who look; a line through it is one person's own.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from debate.afterwards.ribbon import WAYS, Flow, Ribbon, Went, crossed
from debate.ids import BallotId
from debate.scenario import Scenario
from game.hall.paths import short
from game.templatetags.times import then
from game.templatetags.words import titled

COLUMN = 34.0
"""How wide a column is."""
APART = 3.0
"""Between two choices of a column."""


class Stretch(Struct, frozen=True):
    """The part of a column that chose the same: where, and how high."""

    went: Went
    y: float
    height: float


class Column(Struct, frozen=True):
    """One vote: its place from the left, where its number stands (per cent), and its stretches from above."""

    ballot: BallotId
    title: str
    x: float
    middle: float
    stretches: tuple[Stretch, ...]
    numbers: tuple[int, ...]
    """Of each way in order, for the table."""


class RibbonBand(Struct, frozen=True):
    """Those who went from one choice to another. `path`: its outline; `stayed`: the choice is the same."""

    path: str
    stayed: bool
    over: bool


class RibbonDrawing(Struct, frozen=True):
    """The whole picture. `told`: what it shows in a sentence; `crossed`: how many went over, of how many."""

    id: str
    title: str
    told: str
    crossed: tuple[int, int]
    columns: tuple[Column, ...]
    bands: tuple[RibbonBand, ...]


class _Place(Struct, frozen=True):
    """Where a flow leaves a column and where it comes to the next."""

    flow: Flow
    left: float
    right: float
    y: float
    end: float
    height: float


def called_then(scenario: Scenario) -> str:
    """What the picture of the record is called."""
    return _("The same persons %(then)s") % {"then": then(scenario)}


def drawing(id: str, title: str, ribbon: Ribbon) -> RibbonDrawing:
    """A ribbon of two votes or more."""
    columns = _columns(ribbon)
    return RibbonDrawing(
        id=id,
        title=title,
        told=_told(ribbon),
        crossed=crossed(ribbon),
        columns=columns,
        bands=tuple(
            RibbonBand(
                path=_outline(place),
                stayed=place.flow.start == place.flow.end,
                over={place.flow.start, place.flow.end} == {"for", "against"},
            )
            for places in _places(ribbon, columns)
            for place in places
        ),
    )


def line_of(ribbon: Ribbon, person: str) -> tuple[str, ...]:
    """One person's way through the picture, as strokes: one for all votes they had a vote in without gap."""
    columns, path = _columns(ribbon), ""
    strokes: list[str] = []
    for places in _places(ribbon, columns):
        place = next((place for place in places if person in place.flow.persons), None)
        if place is None:
            strokes, path = [*strokes, path], ""
            continue
        part = (place.flow.persons.index(person) + 0.5) / len(place.flow.persons) * place.height
        begin, end = (
            f"{short(place.left)} {short(place.y + part)}",
            f"{short(place.right)} {short(place.end + part)}",
        )
        middle = short((place.left + place.right) / 2)
        curve = f"C{middle} {begin.split()[1]} {middle} {end.split()[1]} {end}"
        path += f"L{begin}{curve}" if path else f"M{begin}{curve}"
    return tuple(stroke for stroke in (*strokes, path) if stroke)


def _columns(ribbon: Ribbon) -> tuple[Column, ...]:
    votes = len(ribbon.stops)
    step = (1000 - COLUMN) / (votes - 1) if votes > 1 else 0
    scale = _scale(ribbon)
    return tuple(
        Column(
            ballot=stop.ballot,
            title=str(titled(stop.title)),
            x=round(n * step, 1),
            middle=round((n * step + COLUMN / 2) / 10, 2),
            stretches=_stretches(way, scale),
            numbers=tuple(sum(one == went for one in way.values()) for went in WAYS),
        )
        for n, (stop, way) in enumerate(zip(ribbon.stops, ribbon.ways, strict=True))
    )


def _scale(ribbon: Ribbon) -> float:
    """The height of one person: the fullest vote fills the field."""
    most = max((len(way) for way in ribbon.ways), default=1)
    return (100 - APART * (len(WAYS) - 1)) / max(most, 1)


def _stretches(way: Mapping[str, Went], scale: float) -> tuple[Stretch, ...]:
    """Those for stand at the top and those against at the bottom, whatever lies between."""
    found, y = [], 0.0
    numbers = {went: sum(one == went for one in way.values()) for went in WAYS}
    for went in WAYS:
        height = numbers[went] * scale
        if went == "against":
            y = 100 - height
        if numbers[went]:
            found.append(
                Stretch(
                    went=went,
                    y=round(y, 2),
                    height=round(height, 2),
                )
            )
            y += height + APART
    return tuple(found)


def _places(ribbon: Ribbon, columns: tuple[Column, ...]) -> list[list[_Place]]:
    """Flows side by side, in the order of where they go and whence they come, so that they cross least."""
    scale, found = _scale(ribbon), []
    for n, flows in enumerate(ribbon.flows):
        leaves = {s.went: s.y for s in columns[n].stretches}
        comes = {s.went: s.y for s in columns[n + 1].stretches}
        ends = {}
        for flow in sorted(flows, key=lambda flow: (WAYS.index(flow.end), WAYS.index(flow.start))):
            ends[flow.start, flow.end] = comes[flow.end]
            comes[flow.end] += len(flow.persons) * scale
        here = []
        for flow in flows:
            here.append(
                _Place(
                    flow=flow,
                    left=columns[n].x + COLUMN,
                    right=columns[n + 1].x,
                    y=leaves[flow.start],
                    end=ends[flow.start, flow.end],
                    height=len(flow.persons) * scale,
                )
            )
            leaves[flow.start] += len(flow.persons) * scale
        found.append(here)
    return found


def _outline(place: _Place) -> str:
    left, right, middle = short(place.left), short(place.right), short((place.left + place.right) / 2)
    y, end, under, below = map(short, (place.y, place.end, place.y + place.height, place.end + place.height))
    return (
        f"M{left} {y}C{middle} {y} {middle} {end} {right} {end}V{below}"
        f"C{middle} {below} {middle} {under} {left} {under}z"
    )


def _told(ribbon: Ribbon) -> str:
    over, all_of_them = crossed(ribbon)
    if not over:
        return _("Nobody voted for in one vote and against in the next, or the other way round.")
    return ngettext(
        "%(n)s of %(all)s persons voted for in one vote and against in the next, or the other way round.",
        "%(n)s of %(all)s persons voted for in one vote and against in the next, or the other way round.",
        over,
    ) % {"n": over, "all": all_of_them}
