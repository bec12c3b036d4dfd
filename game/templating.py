"""Django's templates: what many are shown is drawn once, and of a page nothing stays in memory."""

import sys
from collections import OrderedDict
from threading import Lock
from typing import Any

import msgspec
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django
from django.template.context import make_context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from debate.audience import Slice

MOST_KEPT = 32 * 1024 * 1024
"""Bytes of what was drawn, with what it was made of."""
Place = tuple[str, str, bytes]
"""What it was made of: the template, the language, what it shows as JSON."""
_kept: OrderedDict[Place, SafeString] = OrderedDict()
_bytes_kept = 0
_keeping = Lock()
_forgotten = 0
"""How often all was dropped: what was begun before must not be kept after."""


class Templates(django.DjangoTemplates):
    """As Django's; its options, too."""

    def from_string(self, template_code: str) -> "Template":
        return Template(super().from_string(template_code).template, self)

    def get_template(self, template_name: str) -> "Template":
        return Template(super().get_template(template_name).template, self)


class Template(django.Template):
    """One of them."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        names = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(names)
        except TemplateDoesNotExist as missing:
            django.reraise(missing, self.backend)
        finally:
            # Each of its layers holds the whole, and with it the request, until garbage is collected.
            names.dicts.clear()


def draw(template: str, shown: Slice, language: str) -> SafeString:
    """What the template makes of a slice, without space around it. In any thread."""
    with override(language):
        # A copy: templates note words of their own in what they are given.
        return mark_safe(render_to_string(template, dict(shown)).strip())


def draw_once(template: str, shown: Slice, language: str) -> SafeString:
    """The same, for what looks the same to many: the latest are kept. In any thread."""
    place = (template, language, msgspec.json.encode(shown))
    with _keeping:
        if place in _kept:
            _kept.move_to_end(place)
            return _kept[place]
        before = _forgotten
    found = draw(template, shown, language)
    with _keeping:
        if before == _forgotten:
            _keep(place, found)
    return found


def _keep(place: Place, html: SafeString) -> None:
    global _bytes_kept
    if place in _kept:
        return  # Two have drawn it at once.
    _kept[place] = html
    _bytes_kept += _size(place, html)
    while _bytes_kept > MOST_KEPT:
        _bytes_kept -= _size(*_kept.popitem(last=False))


def _size(place: Place, html: str) -> int:
    """Bytes that one of them takes: a text takes up to four for each character, and a place in the list."""
    return sys.getsizeof(place[2]) + sys.getsizeof(html) + 400


def forget() -> None:
    """Drop all that is kept: names that were deleted stand in it."""
    global _bytes_kept, _forgotten
    with _keeping:
        _kept.clear()
        _bytes_kept = 0
        _forgotten += 1
