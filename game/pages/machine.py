"""Pages for programs: the state as JSON, and the sign of life."""

import datetime
from typing import Any

from channels.db import database_sync_to_async
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from debate.audience import Audience
from debate.refusal import Refusal
from game import participants, teachers
from game.live import rooms
from game.live.room import Room
from game.models import Session
from game.pages.looking_back import may_look_back
from game.pages.sorry import status_of
from game.phrases import sentence
from game.replay import tapes
from game.replay.showing import place
from game.standing import Standing, seen_by

MOMENTS = {"at", "since", "ends_at", "recess_ends", "closes_at", "closed_at", "put_at", "paused_at"}


@require_GET
async def state(request: HttpRequest, code: str) -> JsonResponse:
    """`/state/CODE.json`: what the caller's pages show; `?at=SEQ`: as it was, if they may look back."""
    try:
        room = await rooms.get(code)
        audience, seat = await _who(request, room)
        standing = room.standing
        if "at" in request.GET:
            await may_look_back(request, room)
            standing, since = await database_sync_to_async(_past)(room.code, request.GET["at"], seat)
            if audience == "seat" and standing.assembly.seq < since:
                audience, seat = "screen", ""  # Somebody else sat there then.
    except Refusal as refusal:
        body = {"ok": False, "refusal": refusal.code, "message": sentence(refusal)}
        return JsonResponse(body, status=status_of(refusal))
    return JsonResponse(_with_iso_times(seen_by(standing, audience, seat)))


def _past(code: str, at: str, seat: str) -> tuple[Standing, int]:
    """How the session stood at this entry, and the entry at which the pupil of this seat sat down in it."""
    tape = tapes.of(Session.objects.get(code=code))
    assembly = tape.seek(place(at, tape.head))
    return Standing(code=code, assembly=assembly), tape.sat.get(seat, 1)


async def _who(request: HttpRequest, room: Room) -> tuple[Audience, str]:
    """Seat, desk or screen, by cookie; `?as=screen` lets a teacher or pupil see what the wall shows."""
    wanted = request.GET.get("as")
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    if wanted in (None, "seat"):
        found = await database_sync_to_async(participants.of_cookie)(room.session, cookie)
        if found is not None:
            return "seat", found.seat
    if wanted in (None, "teach") and await teachers.at_desk(request.session, room.session):
        return "teach", ""
    if wanted not in (None, "screen"):
        raise Refusal("not_yours")
    return "screen", ""


def _with_iso_times(value: Any) -> Any:
    """The same with moments as ISO text in UTC, as the contract has them."""
    if isinstance(value, list):
        return [_with_iso_times(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _iso(item) if key in MOMENTS and isinstance(item, int) else _with_iso_times(item)
        for key, item in value.items()
    }


def _iso(at: int) -> str:
    return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).isoformat(timespec="milliseconds")


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the server and its database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
