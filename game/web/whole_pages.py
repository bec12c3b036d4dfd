"""Whole pages. What the template of one knows is a Struct that names it, and stands beside its view.

Here is what such Structs have in common, and the one page that every layer may answer with: that something
did not work. Parts of a page, and what workers draw in pieces, are `templating.py`'s.
"""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from msgspec import Struct

from debate.shown.audience import given
from game.meeting_language import marked, of_meeting, of_shown


class Page(Struct, frozen=True, kw_only=True):
    """What a page knows. `template`: its file; a test holds it to these names (`test_names.py`)."""

    template: ClassVar[str]

    def answer(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        """The page, for whoever asks."""
        with of_meeting(of_shown(self)):
            page = marked(render_to_string(self.template, given(self), request))
        return HttpResponse(page, status=status)


class TypedBox(Struct, frozen=True, kw_only=True):
    """A box of a ballot paper as it was filled in; a share's and a count's has a `choice`, an election's the
    `value` to mark, and was marked if anything was `typed`; all others have a `label`."""

    name: str
    typed: str
    label: str = ""
    value: str = ""
    choice: str = ""


class TypedLine(Struct, frozen=True, kw_only=True):
    """A line of a form as it was filled in."""

    name: str
    label: str | Promise
    typed: str


class TypedAgain(Struct, frozen=True, kw_only=True):
    """A form of a live page that was refused. `fields`: those that nobody has typed."""

    text: str
    fields: dict[str, str]
    boxes: list[TypedBox]
    lines: list[TypedLine]


class ErrorPage(Page, frozen=True, kw_only=True):
    """That something did not work, and why. `again`, with the session's `code`: a form that was refused."""

    template = "pages/error.html"
    message: str
    again: TypedAgain | None = None
    code: str = ""
    form: str = ""
