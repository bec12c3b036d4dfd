"""The desk, and who may come to the pages of teachers."""

from collections.abc import Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct
from msgspec.structs import asdict

from debate.commands import WATCHER
from debate.refusal import Refusal
from game import rehearsal
from game.live import rooms
from game.pages.errors import TeachersOnly, View, explained
from game.pages.forms import Form
from game.pages.lesson.live_page import LivePage, live
from game.people import teachers
from game.web import network_results
from game.web.database_work import in_database
from game.web.whole_pages import TypedAgain


class RefusedForm(Struct, frozen=True, kw_only=True):
    """A form about people that was refused, and the `act` that it asks for."""

    act: str
    form: Form


class DeskPage(LivePage, frozen=True, kw_only=True):
    """`by`: who is at it ("" once that is nobody); `pace`: of a rehearsal that goes on; `again`, `refused`: a
    form that was refused, of a live part or about people, as it was filled in."""

    template = "pages/lesson/desk.html"
    by: str
    network: network_results.Latest | None
    pace: rehearsal.Pace | None
    paces: Collection[rehearsal.Pace]
    again: TypedAgain | None
    refused: RefusedForm | None


def for_teachers(view: View) -> View:
    """Only for browsers signed in by a teacher's link; a view with a `code` also for a second teacher who
    has a link to this session."""

    @wraps(view)
    @explained
    async def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not await _may_enter(request, kwargs.get("code")):
            return TeachersOnly().answer(request, 403)
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
    request: HttpRequest, code: str, again: TypedAgain | None = None, refused: RefusedForm | None = None
) -> HttpResponse:
    """The page. `again`, `refused`: a form that was refused. Raises Refusal."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    network = await in_database(network_results.latest)
    shown = DeskPage(
        **asdict(await live(room, "teach")),
        by=desk.by if desk else "",
        network=network,
        pace=rehearsal.go_on(room.code) if room.rehearsal and room.assembly.status != "closed" else None,
        paces=rehearsal.PACES,
        again=again,
        refused=refused,
    )
    return shown.answer(request)
