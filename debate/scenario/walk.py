"""The walk through all pieces of a meeting, from the whole down to the last claim."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

HOLDS = (Struct, tuple, dict)
"""What has pieces inside. A scenario's texts and numbers are ten times as many, and are not gone into."""


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
