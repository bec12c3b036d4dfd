"""After the meeting: the class beside history."""

from typing import Any

from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from debate import debrief
from debate.audience import Slice
from debate.ballot_view import is_over
from debate.parting import cast_at
from debate.scenario import CHOICES
from game import journal, participants, teachers
from game.live import rooms
from game.live.room import Room
from game.pages.looking_back import may_look_back
from game.pages.sorry import explained
from game.slices import leanings, public
from game.slices import outcome as slices
from game.standing import Standing

MOST_PERSONS = 120


@require_GET
@explained
async def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Each division beside the record, who was moved after what, each person beside what they did.

    `?person=s3`: one person. Teachers see pupils' names, and single leanings with `?names=yes`.
    """
    room = await rooms.get(code)
    await may_look_back(request, room)
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    mine = await database_sync_to_async(participants.of_cookie)(room.session, cookie)
    teaches = await teachers.at_desk(request.session, room.session) is not None
    events = await database_sync_to_async(journal.read)(room.session, 0, room.assembly.seq)
    standing = room.standing if teaches else Standing(code=room.code, assembly=room.assembly)
    over, with_names = is_over(room.assembly), request.GET.get("names") == "yes"
    seen = slices.compared(standing, cast_at(events))
    persons = _ordered(seen["persons"], mine.seat if mine else "")
    context = {
        **seen,
        **_around(room),
        "persons": persons,
        "shown": slices.one_by_one(persons, request.GET.get("person", "")),
        "mine": mine.seat if mine else "",
        "names": standing.names,
        # Until the meeting is over nobody looks at leanings, as their pages promise.
        "leanings": leanings.moved(standing) if over else [],
        "by_name": leanings.by_name(standing) if over and teaches and with_names else None,
        "teaches": teaches,
    }
    return render(request, "pages/outcome.html", context)


def _ordered(persons: list[Slice], mine: str) -> list[Slice]:
    """The own person first, then those whom pupils played."""
    rows = sorted(persons, key=lambda row: (row["seat"] != mine, row["held_by"] != "pupil"))
    return rows[:MOST_PERSONS]


def _around(room: Room) -> dict[str, Any]:
    """What is not compared but stands beside it: the papers, the questions to talk about, the sources."""
    assembly = room.assembly
    ready = {row["id"]: row for row in debrief.ready(assembly)}
    chosen = [ready[id] for id in assembly.planned if id in ready]
    return {
        **public.headlines(Standing(code=room.code, assembly=assembly)),
        "code": room.code,
        "scenario": assembly.scenario,
        "choices": CHOICES,
        "bloc": assembly.weighting == "bloc",
        "closed": assembly.status == "closed",
        "talk": chosen or list(ready.values()),
        "sources": {source.id: source for source in assembly.scenario.sources},
    }
