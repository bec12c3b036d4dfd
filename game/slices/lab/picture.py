"""The picture of the record: bars of factions for each choice, drawn for one step and listed for all.

In units of a drawing 360 wide, about a pixel each on a phone.
"""

from debate.audience import Slice
from debate.lab.picture import Laid, laid_out
from debate.scenario import CHOICES, Faction, Scenario
from game.typed import FARTHEST, whole_number

WIDE, BAR, THIN = 360, 30, 12
"""The drawing's width, the height of a faction's bar and of the record's below it."""
HEAD, LABEL, GAP = 20, 24, 32
"""Room above everything, for the name of a choice, and below its bars."""
ROOM_FOR_FIGURES, ROOM_FOR_SIGN = 44, 14
"""Widths below which a bar bears only the faction's sign, or nothing."""


def picture(scenario: Scenario, asked: str) -> Slice | None:
    """The step asked for (the first one for anything else), and all of them; None without a picture."""
    steps = laid_out(scenario)
    if not (scenario.lab and scenario.lab.picture and steps):
        return None
    at = min(max(1, whole_number(asked, 0, FARTHEST) or 1), len(steps))
    whole = max(sum(f.delegates for f in scenario.factions), *(sum(_record(laid)) for laid in steps))
    return {
        "title": scenario.lab.picture.title,
        "model": scenario.lab.picture.model,
        "at": at,
        "of": len(steps),
        "previous": at - 1 or None,
        "following": at + 1 if at < len(steps) else None,
        "now": _shown(steps[at - 1]) | {"drawing": drawing(steps[at - 1], whole)},
        "steps": [_shown(laid) for laid in steps],
        "factions": [f for f in scenario.factions if f.delegates],
    }


def _record(laid: Laid) -> list[int]:
    return list(laid.record.values()) if laid.record else []


def _shown(laid: Laid) -> Slice:
    rows = [
        {
            "choice": choice,
            "factions": laid.sides.get(choice, ()),
            "model": laid.model[choice],
            "record": laid.record[choice] if laid.record else None,
            "more": laid.differs[choice],
            "fewer": -laid.differs[choice],
        }
        for choice in CHOICES
    ]
    return {
        "title": laid.step.title,
        "text": laid.step.text,
        "mark": laid.step.mark,
        "sources": laid.step.sources,
        "question": laid.step.question,
        "rows": rows if laid.step.question else [],
        "sides": {f.id: choice for choice in CHOICES for f in laid.sides.get(choice, ())},
        "carried": laid.carried,
        "fewer": laid.fewer,
    }


def drawing(laid: Laid, whole: int) -> Slice:
    """Where everything stands in the drawing of one step; `half`: where half of all delegates is reached."""
    hall = sum(f.delegates for side in laid.sides.values() for f in side)
    sides = [(c, laid.record[c] if laid.record else 0) for c in CHOICES if laid.step.question]
    shown = [(choice, number) for choice, number in sides if laid.sides[choice] or number] or [("", 0)]
    rows, top = [], HEAD
    for choice, number in shown:
        row: Slice = {"choice": choice, "label": top + 15}
        top += LABEL if choice else 0
        row["bars"] = _bars(laid.sides[choice], top, whole)
        top += BAR + 2 if row["bars"] else 0
        if choice:
            width = round(WIDE * number / whole)
            row |= {"record": number, "y": top, "width": width, "high": THIN, "text_y": top + THIN + 15}
            top += THIN + GAP
        rows.append(row)
    half = {"half": round(WIDE * hall / 2 / whole), "number": hall // 2, "odd": hall % 2}
    return {"wide": WIDE, "high": top + 2, "rows": rows, **half}


def _bars(side: tuple[Faction, ...], top: int, whole: int) -> list[Slice]:
    bars, behind = [], 0
    for faction in side:
        x, end = (round(WIDE * number / whole) for number in (behind, behind + faction.delegates))
        width, behind = end - x, behind + faction.delegates
        text = faction.sign if width >= ROOM_FOR_SIGN else ""
        text = f"{faction.sign} {faction.delegates}" if width >= ROOM_FOR_FIGURES else text
        middle = {"text_x": x + width // 2, "text_y": top + BAR // 2 + 5}
        bars.append(
            {"colour": faction.colour, "x": x, "y": top, "width": width, "high": BAR, "text": text, **middle}
        )
    return bars
