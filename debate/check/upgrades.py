"""Meetings as they were written for earlier versions of the program: one function a step, so that old
sessions open for ever. What comes out says the same in today's words."""

from collections.abc import Callable, Iterator
from typing import Any

from debate.scenario import CHOICES, FORMAT

Document = dict[str, Any]
"""A meeting as it was read, before anything is known of it: any field may hold anything."""


def upgraded(document: Document) -> Document:
    """This meeting in the present format, without its number; what is newer, or no format, stays as it is."""
    given = document.get("format", 1)
    plain = {name: value for name, value in document.items() if name != "format"}
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        return plain
    for number in range(given, FORMAT):
        plain = STEPS[number](plain)
    return plain


def _open_to_every_other(document: Document) -> Document:
    """Format 1 said of a belief only whether it is open: it was, to whatever else could be voted."""
    for role in _rows(document.get("roles")):
        beliefs = role.get("beliefs")
        for belief in beliefs.values() if isinstance(beliefs, dict) else ():
            if isinstance(belief, dict) and isinstance(is_open := belief.get("open"), bool):
                vote = belief.get("vote")
                belief["open"] = [choice for choice in CHOICES if choice != vote] if is_open else []
    return document


def _rows(given: Any) -> Iterator[dict[str, Any]]:
    yield from (row for row in given if isinstance(row, dict)) if isinstance(given, list) else ()


def _ideal_and_least(document: Document) -> Document:
    """Format 1 had minutes for a lesson of 50 and for one of 90; 0 left the stage out."""
    for stage in _rows(document.get("agenda")):
        minutes = stage.get("minutes")
        if isinstance(minutes, dict) and set(minutes) == {"50", "90"}:
            del stage["minutes"]
            short, long = minutes["50"], minutes["90"]
            stage |= {"least": short, "ideal": long}
            if short == 0:
                stage |= {"least": 1 if long else 0, "may_be_left_out": True}
    return document


def _to_persuasion(document: Document) -> Document:
    return _ideal_and_least(_open_to_every_other(document))


def _to_any_year(document: Document) -> Document:
    """Up to format 2 a meeting opened on a day after the first of January of the year 1."""
    return {"opened" if name == "date" else name: value for name, value in document.items()}


STEPS: dict[int, Callable[[Document], Document]] = {1: _to_persuasion, 2: _to_any_year}
assert set(STEPS) == set(range(1, FORMAT))
