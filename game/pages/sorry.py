"""Pages for when something is not there, not allowed, or our fault: a sentence, and a way on."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from debate.refusal import Refusal
from game.phrases import sentence

STATUS = {
    "no_such_session": 404,
    "no_such_scenario": 404,
    "no_such_format": 404,
    "not_yours": 403,
    "no_seat": 403,
    "link_used": 403,
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
    "our_fault": 500,
}
"""HTTP status of a refusal; 409, a conflict with how things stand, for all others."""

View = Callable[..., Awaitable[HttpResponse]]


def status_of(refusal: Refusal) -> int:
    """The HTTP status that fits a refusal."""
    return STATUS.get(refusal.code, 409)


def page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a page."""
    context = {"message": sentence(refusal), "refusal": refusal.code}
    return render(request, "pages/sorry.html", context, status=status_of(refusal))


def explained(view: View) -> View:
    """A view whose refusals become pages."""

    @wraps(view)
    async def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return await view(request, *args, **kwargs)
        except Refusal as refusal:
            return page(request, refusal)

    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, Refusal("bad_request"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"message": _("There is no such page. Check the address, or begin at the front door.")}
    return render(request, "pages/sorry.html", context, status=404)


def our_fault(request: HttpRequest) -> HttpResponse:
    context = {"message": _("Something went wrong on the server. Nothing was lost; try again.")}
    return render(request, "pages/sorry.html", context, status=500)
