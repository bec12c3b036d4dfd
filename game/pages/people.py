"""What the desk does about people outside the journal: names, shared seats, pupils out, second teachers.

The same forms for pages with and without JavaScript: JSON for those who ask for it, else back to the desk.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from channels.db import database_sync_to_async
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from debate.commands import TEACHER, WATCHER, FreeSeat, TakeSeat
from debate.refusal import Refusal
from game import address, once, participants, teachers
from game import people as persons
from game.live import rooms
from game.live.room import Room
from game.live.seats import sit_down
from game.models import Participant
from game.pages import latest
from game.pages.sorry import as_json, page, wants_json
from game.phrases import sentence

Given = Mapping[str, str]
Deed = Callable[[Room, str, Given], Awaitable[str | None]]


async def rename(room: Room, by: str, given: Given) -> None:
    who, name = given.get("who", ""), given.get("name", "")
    seen = room.assembly
    await database_sync_to_async(persons.rename)(room.session, seen, given.get("seat", ""), who, name)


async def share(room: Room, by: str, given: Given) -> None:
    await database_sync_to_async(persons.share)(room.session, given.get("seat", ""))


async def ban(room: Room, by: str, given: Given) -> None:
    """The pupil goes first, then the seat: nobody can take it back in between."""
    seat = given.get("seat", "")
    empty = await database_sync_to_async(persons.ban)(room.session, seat, given.get("who", ""))
    if empty and seat in room.held and room.assembly.status != "closed":
        await room.submit(FreeSeat(by=by, seat=seat))


async def unban(room: Room, by: str, given: Given) -> None:
    await database_sync_to_async(persons.unban)(room.session, given.get("who", ""))


async def add_pupil(room: Room, by: str, given: Given) -> None:
    name = participants.tidy_name(given.get("name", ""))
    form = once.mark(given, str(room.session), by, name)
    await sit_down(room, TakeSeat(by=by), participants.new(room.session, name, paper=True, form=form))


async def invite(room: Room, by: str, given: Given) -> str:
    may_help = given.get("may_help") == "true"
    form = once.mark(given, str(room.session), str(may_help))
    return await database_sync_to_async(teachers.invite)(room.session, may_help, form)


async def dismiss(room: Room, by: str, given: Given) -> None:
    await database_sync_to_async(teachers.dismiss)(room.session, given.get("link", ""))


DEEDS: dict[str, Deed] = {
    "rename": rename,
    "share": share,
    "ban": ban,
    "unban": unban,
    "add_pupil": add_pupil,
    "invite": invite,
    "dismiss": dismiss,
}
FOR_THE_TEACHER = {"invite", "dismiss"}
"""What a second teacher who helps may not do."""
SHOWN = 400
"""Characters of names in one message: it travels in a cookie."""


@require_POST
async def people(request: HttpRequest, code: str) -> HttpResponse:
    """Do what the form says. A new link for a second teacher is shown in the answer, and never again."""
    json = wants_json(request)
    try:
        room = await rooms.get(code)
        desk = await teachers.at_desk(request.session, room.session)
        act = request.POST.get("act", "")
        if desk is None or desk.by == WATCHER or (act in FOR_THE_TEACHER and desk.by != TEACHER):
            raise Refusal("not_yours")
        if act == "ban_latest":
            return await _latest(request, room, desk.by, json)
        if act not in DEEDS:
            raise Refusal("malformed")
        made = await DEEDS[act](room, desk.by, request.POST.dict())
        await room.meet()
    except Refusal as refusal:
        return _refused(request, code, refusal, json)
    link = address.origin(request) + made if made else ""
    if json:
        return JsonResponse({"ok": True, **({"link": link} if link else {})})
    if link:
        context: dict[str, Any] = {"code": room.code, "link": link}
        return render(request, "pages/invited.html", context)
    return redirect("desk", room.code)


async def _latest(request: HttpRequest, room: Room, by: str, json: bool) -> HttpResponse:
    """Who came in within the last minute: asks first, and with the answer takes them out. Raises Refusal."""
    if "until" in request.POST:
        pupils, until = await latest.taken_out(room, by, request.POST.dict()), ""
    else:
        pupils, until = await latest.asked(room)
    if json:
        who = [{"who": pupil.pk, "name": pupil.name} for pupil in pupils]
        return JsonResponse({"ok": True, "pupils": who, **({"until": until} if until else {})})
    if until:
        context: dict[str, Any] = {"code": room.code, "pupils": pupils, "until": until}
        return render(request, "pages/latest.html", context)
    messages.success(request, _("Taken out: %(names)s.") % {"names": _names(pupils)})
    return redirect("desk", room.code)


def _names(pupils: list[Participant]) -> str:
    return Truncator(", ".join(pupil.name for pupil in pupils)).chars(SHOWN)


def _refused(request: HttpRequest, code: str, refusal: Refusal, json: bool) -> HttpResponse:
    if json:
        return as_json(refusal)
    if refusal.code in ("no_such_session", "not_yours"):
        return page(request, refusal)
    messages.error(request, sentence(refusal))
    return redirect(reverse("desk", args=[code]))
