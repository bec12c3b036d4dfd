"""Django's templates: what many are shown is drawn once, and of a page nothing stays in memory."""

import re
import sys
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any

import msgspec
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.template import Origin, TemplateDoesNotExist
from django.template.backends import django
from django.template.context import make_context
from django.template.loader import render_to_string
from django.template.loaders import filesystem
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from msgspec import Struct

from debate.shown.audience import given
from game.meeting_language import MeetingLanguage, marked, of_meeting, of_shown, spoken

MOST_KEPT = 32 * 1024 * 1024
"""Bytes of what was drawn, with what it was made of."""
Place = tuple[str, str, bytes, bool, MeetingLanguage]
"""What it was made of: the template, the language, what it shows as JSON; whether it is a picture; and how
its meeting speaks."""
_picture: ContextVar[bool] = ContextVar("picture", default=False)
_kept: OrderedDict[Place, SafeString] = OrderedDict()
_bytes_kept = 0
_keeping = Lock()
_forgotten = 0
"""How often all was dropped: what was begun before must not be kept after."""


_BREAK = re.compile(
    r"(\{% blocktranslate\b.*?\{% endblocktranslate %\})"
    r"|(?:(?<=>)|(?<=[%#]\}))[ \t]*\n\s*(?=<|\{[%#])",
    re.DOTALL,
)
"""A sentence to be translated; or what is between two tags, where that holds a line break."""


def joined(text: str) -> str:
    """The template without the line breaks between its tags and at its end: they are for whoever reads it.

    A space that is meant stands between two tags on one line. Sentences to be translated stay as they are.
    """
    return _BREAK.sub(lambda found: found[1] or "", text).removesuffix("\n")


class Loader(filesystem.Loader):
    """Templates from their folder, the pages joined."""

    def get_contents(self, origin: Origin) -> str:
        text = super().get_contents(origin)
        return joined(text) if origin.name.endswith(".html") else text


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


class Fields(TemplatesSetting):
    """How the fields of forms are drawn: by our templates, and where we have none by Django's."""

    field_template_name = "bits/forms/field.html"


@contextmanager
def as_picture() -> Iterator[None]:
    """What is drawn within is a picture of the past: nothing in it can be sent (`templatetags/acts.py`)."""
    before = _picture.set(True)
    try:
        yield
    finally:
        _picture.reset(before)


def is_picture() -> bool:
    """Is what is being drawn here, in this thread or task, a picture?"""
    return _picture.get()


KEY = '<input type="hidden" name="form" value="" autocomplete="off">'
"""The place for a key in a form that makes something more with every press, and may be sent without a script.
It is empty in a part, which is drawn once for all pages."""


def with_key(part: str, key: str) -> SafeString:
    """The part as it stands on one page, with the key of that page in each form that has a place for it."""
    return mark_safe(part.replace(KEY, KEY.replace('""', f'"{key}"')))


def draw(template: str, shown: Struct, language: str) -> SafeString:
    """What the template makes of a slice, without space around it. In any thread."""
    with override(language), of_meeting(of_shown(shown)):
        return marked(render_to_string(template, given(shown)).strip())


def draw_once(template: str, shown: Struct, language: str) -> SafeString:
    """The same, for what looks the same to many: the latest are kept. In any thread."""
    place = (template, language, msgspec.json.encode(shown), is_picture(), spoken())
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
