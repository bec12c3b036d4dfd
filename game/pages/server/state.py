"""The state as JSON, for programs."""

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from debate.ids import NOBODY, SeatId
from debate.refusal import Refusal
from debate.shown.audience import Audience
from game.drawn.state import state as seen_now
from game.drawn.state import state_then
from game.live import rooms
from game.live.room import Room
from game.pages.access import drawn, may_look_back
from game.pages.errors import as_json
from game.people import participants, teachers
from game.web.database_work import in_database

LONGEST_PLACE = 20
"""Characters of the number of an entry."""


@require_GET
async def state(request: HttpRequest, code: str) -> HttpResponse:
    """`/state/CODE.json`: what the caller's pages show; `?at=SEQ`: as it was, if they may look back."""
    try:
        room = await rooms.get(code)
        audience, seat = await _who(request, room)
        if "at" in request.GET:
            await may_look_back(request, room)
            asked = (request.GET["at"][:LONGEST_PLACE], audience, seat)
            seen = await drawn(state_then, room.session, room.assembly.seq, *asked)
        else:
            # A hall's state is long: in a thread, so that the loop goes on serving.
            in_a_thread = sync_to_async(seen_now, thread_sensitive=False)
            seen = await in_a_thread(room.standing.at_rest(), audience, seat)
    except Refusal as refusal:
        return as_json(refusal)
    return HttpResponse(seen, content_type="application/json")


async def _who(request: HttpRequest, room: Room) -> tuple[Audience, SeatId]:
    """Seat, desk or screen, by cookie; `?as=screen` lets a teacher or pupil see what the wall shows."""
    wanted = request.GET.get("as")
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    if wanted in (None, "seat"):
        found = await in_database(participants.of_cookie, room.session, cookie)
        if found is not None:
            room.attendance.seen(found.pk)
            return "seat", found.seat
    if wanted in (None, "teach") and await teachers.at_desk(request.session, room.session):
        return "teach", NOBODY
    if wanted not in (None, "screen"):
        raise Refusal("not_yours")
    return "screen", NOBODY
