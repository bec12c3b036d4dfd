"""A pupil's pages around the hour: the lesson before, with its questions, and written work.

Neither is live: they are read and written at home. What they send goes to `act.py`, which answers with them.
"""

from collections.abc import Awaitable, Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from debate.afterwards.study import answers
from debate.ids import SeatId
from debate.refusal import Refusal
from game.drawn import lessons
from game.live import rooms
from game.live.room import Room
from game.pages.access import drawn, filled, own_seat
from game.pages.errors import explained

Fields = Mapping[str, str]
"""A form that was refused, as it was filled in."""
Answering = Callable[[HttpRequest, str, Fields | None], Awaitable[HttpResponse]]
"""What shows a page, also once more with a form that was refused."""


@require_GET
@explained
async def before(request: HttpRequest, code: str) -> HttpResponse:
    """The lesson before the meeting, where a pupil answers its questions."""
    return await before_page(request, code)


async def before_page(request: HttpRequest, code: str, _again: Fields | None = None) -> HttpResponse:
    """The page. Raises Refusal, "no_seat" for whoever has none."""
    room = await rooms.get(code)
    seat = await _seat(request, room)
    given = tuple(answers(room.assembly, seat).items())
    may = room.assembly.status != "closed"
    page = await drawn(lessons.own_before, room.session, given, may)
    return filled(page, _said(request))


def _said(request: HttpRequest) -> bytes:
    """What there is to say about the press before, for the slot at the head of a page."""
    return render_to_string("bits/messages.html", {"messages": messages.get_messages(request)}).encode()


async def _seat(request: HttpRequest, room: Room) -> SeatId:
    if seat := await own_seat(request, room):
        return seat
    raise Refusal("no_seat")


def pages_of(code: str) -> dict[str, Answering]:
    """These pages of a session by their addresses, to answer what was sent from them."""
    return {reverse("own_before", args=[code]): before_page}
