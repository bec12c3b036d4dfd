"""The desk, and who may come to the pages of teachers."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from debate.commands import WATCHER
from debate.refusal import Refusal
from game import rehearsal
from game.live import rooms
from game.pages.errors import View, explained
from game.pages.lesson import live_page
from game.people import teachers
from game.web import network_results
from game.web.database_work import in_database


def for_teachers(view: View) -> View:
    """Only for browsers signed in by a teacher's link; a view with a `code` also for a second teacher who
    has a link to this session."""

    @wraps(view)
    @explained
    async def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not await _may_enter(request, kwargs.get("code")):
            return render(request, "pages/teachers_only.html", status=403)
        return await view(request, *args, **kwargs)

    return answer


async def _may_enter(request: HttpRequest, code: str | None) -> bool:
    if await request.session.aget("teacher"):
        return True
    if not code or not await request.session.aget("helps"):
        return False
    return bool(await teachers.at_desk(request.session, (await rooms.get(code)).session))


@require_GET
@for_teachers
async def desk(request: HttpRequest, code: str) -> HttpResponse:
    """The desk from which one teacher runs the meeting."""
    return await desk_page(request, code)


@require_POST
@for_teachers
async def pace(request: HttpRequest, code: str) -> HttpResponse:
    """How fast a rehearsal goes on. Who only watches does not change that. Raises Refusal."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    if desk is None or desk.by == WATCHER:
        raise Refusal("not_yours")
    if room.rehearsal:
        rehearsal.go_on(room.code, rehearsal.pace_of(request.POST.get("pace", "")))
    return redirect("desk", room.code)


async def desk_page(
    request: HttpRequest, code: str, again: dict[str, Any] | None = None, **more: Any
) -> HttpResponse:
    """The page. `again`: `text` and other `fields` of a form that was refused. Raises Refusal."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    around = {
        "by": desk.by if desk else "",
        "network": await in_database(network_results.latest),
        "again": again,
        "pace": rehearsal.go_on(room.code) if room.rehearsal and room.assembly.status != "closed" else None,
        "paces": rehearsal.PACES,
        **more,
    }
    return render(request, "pages/lesson/desk.html", await live_page.context(room, "teach") | around)
