"""Lists within a sentence: `{{ elected|each:"text"|join:", " }}`."""

from collections.abc import Iterable
from typing import Any

from django import template

register = template.Library()


@register.filter
def each(rows: Iterable[Any], name: str) -> list[Any]:
    """What stands under this name in each of them."""
    return [getattr(row, name) for row in rows]
