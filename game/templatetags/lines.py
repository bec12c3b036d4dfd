"""Lines of the desk's list of people, kept as drawn: when one phone goes to sleep, the others' stay."""

from functools import lru_cache

import msgspec
from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST_KEPT = 512


@register.simple_tag(takes_context=True)
def line_of(context, row):
    """The line of one pupil, from its row and the few things all lines share."""
    shared = {key: context[key] for key in ("code", "status", "factions")}
    about = {"row": row, "in_chair": context["chair"] == row["seat"], **shared}
    return _drawn(msgspec.json.encode(about), get_language())


@lru_cache(MOST_KEPT)
def _drawn(about: bytes, language: str) -> SafeString:
    return render_to_string("bits/desk_line.html", msgspec.json.decode(about))
