"""Drawing the pieces of a part (`game/pieces.py`) where they belong, and what many parts have in common."""

from typing import Protocol

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from msgspec import Struct

from debate.shown.audience import given
from game.pieces import TEMPLATES, Lines, Piece
from game.web import templating

register = template.Library()


class ToChoose(Protocol):
    """A pupil in a list to choose from."""

    @property
    def seat(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def pupil(self) -> str: ...
    @property
    def voted(self) -> bool: ...
    @property
    def called(self) -> bool: ...


@register.simple_tag
def piece(piece: Piece) -> SafeString:
    """One piece, by its own template."""
    return mark_safe(render_to_string(TEMPLATES[piece.kind], given(piece.shown)).strip())


@register.simple_tag
def lines(lines: Lines) -> SafeString:
    """All of them, one after the other."""
    return mark_safe("".join(piece(one) for one in lines.pieces))


@register.simple_tag
def draw_once(template: str, shown: Struct) -> SafeString:
    """What is the same on the pages of many, and long: it is drawn for the first of them only."""
    return templating.draw_once(template, shown, get_language())


@register.filter
def option(row: ToChoose) -> SafeString:
    """A pupil in a list to choose from. Not a template: a hall has some thousands of these on one page."""
    words = [row.pupil, row.name, gettext("has voted") if row.voted else ""]
    name, chosen = " · ".join(filter(None, words)), mark_safe(" selected" if row.called else "")
    return format_html('<option value="{}"{}>{}</option>', row.seat, chosen, name)
