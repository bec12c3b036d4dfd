"""One fault, and the walk by which general rules reach every piece of a scenario."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from debate.scenario import Scenario

HOLDS = (Struct, tuple, dict)
"""What has pieces inside. A scenario's texts and numbers are ten times as many, and are not gone into."""


class Fault(NamedTuple):
    """`place` as in `roles[3].needs[0]`: list, row from 0, and on inwards. `is_warning`: it may be meant so,
    and the meeting can be played."""

    place: str
    wrong: str
    mend: str
    is_warning: bool = False


def pieces(scenario: Scenario) -> Iterator[tuple[str, Struct]]:
    """Every piece below the scenario with its place, and the scenario itself with the place ""."""
    return within("", scenario)


def within(place: str, value: Any) -> Iterator[tuple[str, Struct]]:
    """This piece and every one inside it, with their places."""
    if isinstance(value, Struct):
        yield place, value
        for name in value.__struct_fields__:
            if isinstance(item := getattr(value, name), HOLDS):
                yield from within(f"{place}.{name}".lstrip("."), item)
    elif isinstance(value, tuple):
        for row, item in enumerate(value):
            if isinstance(item, HOLDS):
                yield from within(f"{place}[{row}]", item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, HOLDS):
                yield from within(f"{place}.{key}", item)
