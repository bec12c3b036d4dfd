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


STEPS: dict[int, Callable[[Document], Document]] = {1: _open_to_every_other}
assert set(STEPS) == set(range(1, FORMAT))
