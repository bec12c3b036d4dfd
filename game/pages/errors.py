"""Pages for when something is not there, not allowed, or our fault: a sentence, and a way on."""

import logging
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from debate.refusal import Refusal
from game.phrases import sentence, told
from game.web.whole_pages import ErrorPage, Page, TypedAgain

log = logging.getLogger(__name__)

STATUS = {
    "no_such_session": 404,
    "no_such_scenario": 404,
    "no_lesson_before": 404,
    "no_tasks": 404,
    "no_such_format": 404,
    "not_yours": 403,
    "no_seat": 403,
    "link_used": 403,
    "link_unknown": 404,
    "help_link_used": 403,
    "banned": 403,
    "share_unknown_link": 404,
    "share_withdrawn": 410,
    "share_over": 410,
    "share_not_yet": 403,
    "malformed": 400,
    "bad_request": 400,
    "too_many": 429,
    "busy": 429,
    "not_in_time": 503,
    "not_drawn": 500,
    "not_saved": 503,
    "no_database": 503,
    "our_fault": 500,
}
"""HTTP status of a refusal; 409, a conflict with how things stand, for all others."""

View = Callable[..., Coroutine[Any, Any, HttpResponse]]


def status_of(refusal: Refusal) -> int:
    """The HTTP status that fits a refusal."""
    return STATUS.get(refusal.code, 409)


class TeachersOnly(Page, frozen=True, kw_only=True):
    """What a browser is shown that no teacher's link has signed in."""

    template = "pages/teachers_only.html"


def page(
    request: HttpRequest, refusal: Refusal, again: TypedAgain | None = None, code: str = ""
) -> HttpResponse:
    """The refusal as a page. `again`, with the session's `code`: what was typed into a refused form."""
    shown = ErrorPage(message=sentence(refusal), again=again, code=code)
    return shown.answer(request, status_of(refusal))


def as_json(refusal: Refusal) -> JsonResponse:
    """The refusal for a program."""
    return JsonResponse(told(refusal), status=status_of(refusal))


def wants_json(request: HttpRequest) -> bool:
    """Does a program ask, or a page's script?"""
    return "application/json" in request.headers.get("Accept", "")


def explained(view: View) -> View:
    """A view whose refusals become pages."""

    @wraps(view)
    async def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return await view(request, *args, **kwargs)
        except Refusal as refusal:
            return page(request, refusal)

    return answer


class WithoutDatabase(MiddlewareMixin):
    """While the database is away every page says so, instead of a fault of ours in each."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError | InterfaceError):
            return None
        log.warning("The database did not answer: %s", error)
        refusal = Refusal("no_database")
        return as_json(refusal) if wants_json(request) else page(request, refusal)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, Refusal("bad_request"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = _("There is no such page. Check the address, or begin at the front door.")
    return ErrorPage(message=message).answer(request, 404)


def our_fault(request: HttpRequest) -> HttpResponse:
    message = _("Something went wrong on the server. Nothing was lost; try again.")
    return ErrorPage(message=message).answer(request, 500)
