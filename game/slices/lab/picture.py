"""The picture of the record: bars of factions for each choice, drawn for one step and listed for all.

In units of a drawing 360 wide, about a pixel each on a phone.
"""

from msgspec import Struct
from msgspec.structs import asdict

from debate.ids import QuestionId
from debate.lab.picture import Laid, laid_out
from debate.scenario import CHOICES, Choice, Faction, Scenario
from debate.scenario.writing import Mark
from game.web.numbers import FARTHEST, whole_number

WIDE, BAR, THIN = 360, 30, 12
"""The drawing's width, the height of a faction's bar and of the record's below it."""
HEAD, LABEL, GAP = 20, 24, 32
"""Room above everything, for the name of a choice, and below its bars."""
ROOM_FOR_FIGURES, ROOM_FOR_SIGN = 44, 14
"""Widths below which a bar bears only the faction's sign, or nothing."""


class Side(Struct, frozen=True, kw_only=True):
    """The factions that made a choice, and their number by the model and by the record: so many `more`, or
    `fewer`."""

    choice: Choice
    factions: tuple[Faction, ...]
    model: int
    record: int | None
    more: int
    fewer: int


class ListedStep(Struct, frozen=True, kw_only=True):
    """One step of the picture, as it is listed. `sides`: faction to its choice."""

    title: str
    text: str
    mark: Mark
    sources: tuple[str, ...]
    question: QuestionId | None
    rows: tuple[Side, ...]
    sides: dict[str, Choice]
    carried: bool | None
    fewer: int


class FactionBar(Struct, frozen=True, kw_only=True):
    """A faction in the drawing, and where its words stand."""

    colour: int
    x: int
    y: int
    width: int
    high: int
    text: str
    text_x: int
    text_y: int


class RecordBar(Struct, frozen=True, kw_only=True):
    """The record below the factions of a choice."""

    record: int
    y: int
    width: int
    high: int
    text_y: int


class DrawnSide(Struct, frozen=True, kw_only=True):
    """A choice in the drawing; "" where nothing was voted on. `label`: how far down its name stands."""

    choice: str
    label: int
    bars: tuple[FactionBar, ...]
    below: RecordBar | None


class AxisDrawing(Struct, frozen=True, kw_only=True):
    """Where everything stands. `half`: how far across half of all delegates is reached, `number` of them (and
    a half, if `odd`)."""

    wide: int
    high: int
    rows: tuple[DrawnSide, ...]
    half: int
    number: int
    odd: int


class DrawnStep(ListedStep, frozen=True, kw_only=True):
    """The step that is shown."""

    drawing: AxisDrawing


class PictureShown(Struct, frozen=True, kw_only=True):
    """Step `at` of so many, the numbers of those beside it, and all of them."""

    title: str
    model: str
    at: int
    of: int
    previous: int | None
    following: int | None
    now: DrawnStep
    steps: tuple[ListedStep, ...]
    factions: tuple[Faction, ...]


def picture(scenario: Scenario, asked: str) -> PictureShown | None:
    """The step asked for (the first one for anything else), and all of them; None without a picture."""
    steps = laid_out(scenario)
    if not (scenario.lab and scenario.lab.picture and steps):
        return None
    at = min(max(1, whole_number(asked, 0, FARTHEST) or 1), len(steps))
    whole = max(sum(f.delegates for f in scenario.factions), *(sum(_record(laid)) for laid in steps))
    now = steps[at - 1]
    return PictureShown(
        title=scenario.lab.picture.title,
        model=scenario.lab.picture.model,
        at=at,
        of=len(steps),
        previous=at - 1 or None,
        following=at + 1 if at < len(steps) else None,
        now=DrawnStep(**asdict(_shown(now)), drawing=drawing(now, whole)),
        steps=tuple(_shown(laid) for laid in steps),
        factions=tuple(f for f in scenario.factions if f.delegates),
    )


def _record(laid: Laid) -> list[int]:
    return list(laid.record.values()) if laid.record else []


def _shown(laid: Laid) -> ListedStep:
    rows = tuple(
        Side(
            choice=choice,
            factions=laid.sides.get(choice, ()),
            model=laid.model[choice],
            record=laid.record[choice] if laid.record else None,
            more=laid.differs[choice],
            fewer=-laid.differs[choice],
        )
        for choice in CHOICES
    )
    return ListedStep(
        title=laid.step.title,
        text=laid.step.text,
        mark=laid.step.mark,
        sources=laid.step.sources,
        question=laid.step.question,
        rows=rows if laid.step.question else (),
        sides={f.id: choice for choice in CHOICES for f in laid.sides.get(choice, ())},
        carried=laid.carried,
        fewer=laid.fewer,
    )


def drawing(laid: Laid, whole: int) -> AxisDrawing:
    """The drawing of one step."""
    hall = sum(f.delegates for side in laid.sides.values() for f in side)
    sides = [(c, laid.record[c] if laid.record else 0) for c in CHOICES if laid.step.question]
    shown: list[tuple[str, int]] = [side for side in sides if laid.sides[side[0]] or side[1]]
    shown = shown or [("", 0)]
    rows, top = [], HEAD
    for choice, number in shown:
        label, below = top + 15, None
        top += LABEL if choice else 0
        bars = _bars(laid.sides[choice], top, whole)
        top += BAR + 2 if bars else 0
        if choice:
            width = round(WIDE * number / whole)
            below = RecordBar(record=number, y=top, width=width, high=THIN, text_y=top + THIN + 15)
            top += THIN + GAP
        rows.append(DrawnSide(choice=choice, label=label, bars=bars, below=below))
    half = round(WIDE * hall / 2 / whole)
    return AxisDrawing(wide=WIDE, high=top + 2, rows=tuple(rows), half=half, number=hall // 2, odd=hall % 2)


def _bars(side: tuple[Faction, ...], top: int, whole: int) -> tuple[FactionBar, ...]:
    bars, behind = [], 0
    for faction in side:
        x, end = (round(WIDE * number / whole) for number in (behind, behind + faction.delegates))
        width, behind = end - x, behind + faction.delegates
        text = faction.sign if width >= ROOM_FOR_SIGN else ""
        text = f"{faction.sign} {faction.delegates}" if width >= ROOM_FOR_FIGURES else text
        bars.append(
            FactionBar(
                colour=faction.colour,
                x=x,
                y=top,
                width=width,
                high=BAR,
                text=text,
                text_x=x + width // 2,
                text_y=top + BAR // 2 + 5,
            )
        )
    return tuple(bars)
