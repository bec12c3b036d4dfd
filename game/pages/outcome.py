"""After the meeting: the class beside history."""

from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from debate.compare import beside_history
from debate.scenario import CHOICES
from game import participants
from game.live import rooms
from game.pages.looking_back import may_look_back
from game.pages.sorry import explained
from game.slices import public
from game.standing import Standing


@require_GET
@explained
async def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Each division beside the record, each person beside what they did, and what followed."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    mine = await database_sync_to_async(participants.of_cookie)(room.session, cookie)
    compared = beside_history(room.assembly)
    persons = sorted(
        compared["persons"], key=lambda row: (not mine or row["seat"] != mine.seat, row["held_by"] != "pupil")
    )
    context = {
        **compared,
        "divisions": [{**row, "bars": public.bars(row)} for row in compared["divisions"]],
        **public.headlines(Standing(code=room.code, assembly=room.assembly)),
        "persons": persons[:120],
        "mine": mine.seat if mine else "",
        "code": room.code,
        "scenario": room.assembly.scenario,
        "choices": CHOICES,
        "bloc": room.assembly.weighting == "bloc",
        "sources": {source.id: source for source in room.assembly.scenario.sources},
        "closed": room.assembly.status == "closed",
        "teaches": await request.session.aget("teacher"),
    }
    return render(request, "pages/outcome.html", context)
