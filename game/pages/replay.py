"""The session again, from any place in it: as a page, and as the parts that differ from one place to another.

Everything that reads or folds a journal runs in the request's own thread, never on the event loop.
"""

from typing import Any

from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from debate.commands import TEACHER
from debate.refusal import Refusal
from game import codes, participants, teachers
from game.models import Session
from game.pages.sorry import explained, status_of
from game.phrases import sentence
from game.replay import links
from game.replay.lens import Viewer
from game.replay.showing import Showing, place


@require_GET
@explained
async def replay(request: HttpRequest, code: str) -> HttpResponse:
    """The page, for the class once the session is closed, and for its teachers at any time."""
    session = await found(code)
    viewer = await looking(request, session)
    return await database_sync_to_async(_page)(request, session, viewer)


@require_GET
async def scene(request: HttpRequest, code: str) -> JsonResponse:
    """The parts that look different at `?at=` than at `?from=`, as JSON."""
    try:
        session = await found(code)
        viewer = await looking(request, session)
        return JsonResponse(await database_sync_to_async(_scene)(request, session, viewer))
    except Refusal as refusal:
        return refused(refusal)


@require_GET
@explained
async def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page for whoever has a link to it: the hall alone, without names or the session's code."""
    session = await database_sync_to_async(links.opened)(token)
    return await database_sync_to_async(_page)(request, session, None)


@require_GET
async def shared_scene(request: HttpRequest, token: str) -> JsonResponse:
    """Like `scene`, for whoever has a link."""
    try:
        session = await database_sync_to_async(links.opened)(token)
        return JsonResponse(await database_sync_to_async(_scene)(request, session, None))
    except Refusal as refusal:
        return refused(refusal)


async def found(code: str) -> Session:
    """The session with this code. Raises Refusal("no_such_session")."""
    try:
        return await Session.objects.aget(code=codes.tidy(code))
    except Session.DoesNotExist:
        raise Refusal("no_such_session") from None


async def looking(request: HttpRequest, session: Session) -> Viewer:
    """Who looks back: teachers at any time, everybody once the session is closed. Raises Refusal."""
    desk = await teachers.at_desk(request.session, session.pk)
    if session.status != "closed" and desk is None:
        raise Refusal("not_yours")
    cookie = request.COOKIES.get(participants.cookie_name(session.code))
    mine = await database_sync_to_async(participants.of_cookie)(session.pk, cookie)
    seat = mine.seat if mine else ""
    return Viewer(teaches=desk is not None, seat=seat, owns=desk is not None and desk.by == TEACHER)


def refused(refusal: Refusal) -> JsonResponse:
    """A refusal for a program."""
    body = {"ok": False, "refusal": refusal.code, "message": sentence(refusal)}
    return JsonResponse(body, status=status_of(refusal))


def _page(request: HttpRequest, session: Session, viewer: Viewer | None) -> HttpResponse:
    """`viewer` None: a stranger with a link."""
    showing = Showing.of(session, request.GET.dict(), viewer)
    context: dict[str, Any] = showing.context(get_language() or "en")
    if viewer and viewer.owns:
        context |= {"links": links.listed(session.pk), "usual_end": links.usual_end()}
        context["others"] = showing.others()
    return render(request, "pages/replay.html", context)


def _scene(request: HttpRequest, session: Session, viewer: Viewer | None) -> dict[str, Any]:
    showing = Showing.of(session, request.GET.dict(), viewer)
    before = place(request.GET.get("from"), showing.watched.tape.head)
    return showing.changed(before, get_language() or "en")
