"""The pupil's page and the screen on the wall."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from debate.refusal import Refusal
from debate.shown.people import name_of
from game.live import rooms
from game.live.seats import seat_of
from game.pages.errors import explained
from game.pages.lesson import live_page
from game.people import participants


@require_GET
@explained
async def seat(request: HttpRequest, code: str) -> HttpResponse:
    """One pupil's page. Without a seat on this device, the way to one."""
    return await seat_page(request, code)


async def seat_page(request: HttpRequest, code: str, again: dict[str, Any] | None = None) -> HttpResponse:
    """The page. `again`: `text` and other `fields` of a form that was refused. Raises Refusal."""
    room = await rooms.get(code)
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    try:
        owner = await seat_of(room, cookie)
    except Refusal as refusal:
        if refusal.code == "no_seat":
            # A browser that was given a seat just now and has no key to it has not kept the cookie.
            return redirect(reverse("join", args=[room.code]) + ("?seat=none" if cookie is None else ""))
        raise
    context = await live_page.context(room, "seat", owner.seat)
    name = name_of(room.assembly, owner.seat) if owner.nameless else owner.name
    context |= {"name": name, "resume_code": owner.resume_code}
    return render(request, "pages/lesson/seat.html", context | {"again": again})


@require_GET
@explained
async def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The wall: everybody with the code may look, so it holds nothing private."""
    room = await rooms.get(code)
    return render(request, "pages/lesson/screen.html", await live_page.context(room, "screen"))
