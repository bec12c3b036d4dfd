"""The teacher's pages for a lesson: a new session, the desk. Past ones: `past.py`."""

from functools import wraps
from typing import Any

from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from debate.refusal import Refusal
from game import catalogue, once, preflight, setup, teachers
from game.live import rooms
from game.pages import live
from game.pages.sorry import View, explained
from game.phrases import sentence


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


@require_http_methods(["GET", "HEAD", "POST"])
@for_teachers
async def new(request: HttpRequest) -> HttpResponse:
    """Choose a meeting, the class's size and the lesson's length; see at once what that makes."""
    # Who sits where in a hall of a thousand takes a while: not in the loop that serves live rooms.
    return await database_sync_to_async(_new)(request)


def _new(request: HttpRequest) -> HttpResponse:
    offered = catalogue.offered()
    given = request.POST if request.method == "POST" else request.GET
    wanted = setup.Wanted.of(given, offered)
    context: dict[str, Any] = {"offered": offered.values(), "wanted": wanted, "network": preflight.latest()}
    context["form"] = given.get(once.FIELD) or once.new()
    context["left_out"] = catalogue.left_out()
    try:
        events = wanted.events()
    except Refusal as refusal:
        context |= {"message": sentence(refusal)}
        return render(request, "pages/new.html", context, status=409 if request.method == "POST" else 200)
    if request.method != "POST":
        return render(request, "pages/new.html", context | setup.preview(wanted, events))
    return redirect("desk", setup.found(wanted, events, once.mark(request.POST)).code)


@require_GET
@for_teachers
async def desk(request: HttpRequest, code: str) -> HttpResponse:
    """The desk from which one teacher runs the meeting."""
    return await desk_page(request, code)


async def desk_page(request: HttpRequest, code: str, again: dict[str, Any] | None = None) -> HttpResponse:
    """The page. `again`: `text` and other `fields` of a form that was refused. Raises Refusal."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    around = {
        "by": desk.by if desk else "",
        "network": await database_sync_to_async(preflight.latest)(),
        "again": again,
        "form": once.new(),
    }
    return render(request, "pages/desk.html", await live.context(room, "teach") | around)
