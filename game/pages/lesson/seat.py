"""The pupil's page and the screen on the wall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET
from msgspec.structs import asdict

from debate.refusal import Refusal
from debate.shown.people import name_of
from game.live import rooms
from game.live.seats import seat_of
from game.pages.errors import explained
from game.pages.lesson.live_page import LivePage, live
from game.people import participants
from game.web.whole_pages import TypedAgain


class SeatPage(LivePage, frozen=True, kw_only=True):
    """A pupil's. `again`: a form that was refused, as it was filled in."""

    template = "pages/lesson/seat.html"
    name: str
    resume_code: str
    again: TypedAgain | None


class ScreenPage(LivePage, frozen=True, kw_only=True):
    template = "pages/lesson/screen.html"


@require_GET
@explained
async def seat(request: HttpRequest, code: str) -> HttpResponse:
    """One pupil's page. Without a seat on this device, the way to one."""
    return await seat_page(request, code)


async def seat_page(request: HttpRequest, code: str, again: TypedAgain | None = None) -> HttpResponse:
    """The page. `again`: a form that was refused. Raises Refusal."""
    room = await rooms.get(code)
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    try:
        owner = await seat_of(room, cookie)
    except Refusal as refusal:
        if refusal.code == "no_seat":
            # A browser that was given a seat just now and has no key to it has not kept the cookie.
            return redirect(reverse("join", args=[room.code]) + ("?seat=none" if cookie is None else ""))
        raise
    shown = SeatPage(
        **asdict(await live(room, "seat", owner.seat)),
        name=name_of(room.assembly, owner.seat) if owner.nameless else owner.name,
        resume_code=owner.resume_code,
        again=again,
    )
    return shown.answer(request)


@require_GET
@explained
async def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The wall: everybody with the code may look, so it holds nothing private."""
    room = await rooms.get(code)
    return ScreenPage(**asdict(await live(room, "screen"))).answer(request)
