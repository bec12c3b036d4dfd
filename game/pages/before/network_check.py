"""The network pre-flight: a page that tries, on the school's own network, all that a lesson needs."""

import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from debate.refusal import Refusal
from game.pages.errors import as_json
from game.people import teachers
from game.web import address, cookies, network_results
from game.web.whole_pages import Page

COOKIE = "check"
COOKIE_AGE = 600
"""Seconds."""


class CheckPage(Page, frozen=True, kw_only=True):
    """`address`: where pupils would come in; `at_the_server`: it is tried on the server's own machine;
    `teaches`: what comes of it will be kept."""

    template = "pages/before/check.html"
    address: str
    at_the_server: bool
    teaches: bool


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The page. POST keeps what came of it (`verdict`, and a field for each thing tried), for a teacher."""
    if request.method == "POST":
        return _keep(request)
    shown = CheckPage(
        address=address.for_pupils(request),
        at_the_server=address.same_machine(request),
        teaches=teachers.is_teacher(request),
    )
    response = shown.answer(request)
    # Of the same kind as a seat's: if this one comes back, that one will.
    cookies.give(request, response, COOKIE, "back", COOKIE_AGE)
    return response


def _keep(request: HttpRequest) -> JsonResponse:
    details = request.POST.dict()
    try:
        if not teachers.is_teacher(request):
            raise Refusal("not_yours")
        network_results.keep(details.pop("verdict", ""), details)
    except Refusal as refusal:
        return as_json(refusal)
    return JsonResponse({"ok": True})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> JsonResponse:
    """What came through: the server's clock (ms), whether the cookie did, and a word sent by POST."""
    return JsonResponse(
        {
            "at": time.time_ns() // 1_000_000,
            "cookie": COOKIE in request.COOKIES,
            "word": request.POST.get("word", "")[:20],
        }
    )
