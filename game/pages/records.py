"""What is left of one session: the page of its records, its label, archive and deletion."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from channels.db import database_sync_to_async
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from debate.assembly import Assembly
from debate.refusal import Refusal
from game import catalogue, codes, keeping, labels
from game.live import rooms
from game.models import Session
from game.pages.sorry import explained
from game.phrases import sentence

NEEDS_A_WORD = {"forget", "delete"}
"""What cannot be taken back, and is asked twice."""


def label(session: Session, given: Mapping[str, str]) -> None:
    Session.objects.filter(pk=session.pk).update(label=labels.tidy(given.get("label", "")))


def archive(session: Session, given: Mapping[str, str]) -> None:
    Session.objects.filter(pk=session.pk).update(archived=given.get("archived") == "true")


def forget(session: Session, given: Mapping[str, str]) -> None:
    keeping.forget_names(session.pk)


def delete(session: Session, given: Mapping[str, str]) -> None:
    keeping.delete(session.pk)


DEEDS: dict[str, Callable[[Session, Mapping[str, str]], None]] = {
    "label": label,
    "archive": archive,
    "forget": forget,
    "delete": delete,
}
AFTERWARDS: dict[str, Callable[[str], Awaitable[None]]] = {
    "forget": rooms.forget_names,
    "delete": rooms.end,
}
"""What the rooms have to do about it."""


@require_http_methods(["GET", "HEAD", "POST"])
@explained
async def records(request: HttpRequest, code: str) -> HttpResponse:
    """The page, and what its forms do. For the teacher only, not for one who helps."""
    if not await request.session.aget("teacher"):
        return render(request, "pages/teachers_only.html", status=403)
    act, sure = request.POST.get("act", ""), request.POST.get("sure") == "yes"
    try:
        session = await database_sync_to_async(found)(code)
    except Refusal:
        if not (act == "delete" and sure):
            raise
        return redirect("teach")  # Asked twice: it is deleted.
    if request.method != "POST":
        return await _page(request, session)
    if act not in DEEDS:
        raise Refusal("malformed")
    if act in NEEDS_A_WORD and not sure:
        return render(request, "pages/sure.html", {"session": session, "act": act})
    try:
        await database_sync_to_async(DEEDS[act])(session, request.POST.dict())
    except Refusal as refusal:
        return await _page(request, session, message=sentence(refusal), typed=request.POST.get("label"))
    if act in AFTERWARDS:
        await AFTERWARDS[act](session.code)
    messages.success(request, _done(act, session.code))
    return redirect("teach") if act == "delete" else redirect("records", session.code)


def _done(act: str, code: str) -> str:
    return {
        "label": _("Saved."),
        "archive": _("Saved."),
        "forget": _("The names of session %(code)s are deleted."),
        "delete": _("Session %(code)s is deleted."),
    }[act] % {"code": code}


def found(code: str) -> Session:
    """The session of this code. Raises Refusal("no_such_session")."""
    session = Session.objects.select_related("scenario").filter(code=codes.tidy(code)).first()
    if session is None:
        raise Refusal("no_such_session")
    return session


async def _page(request: HttpRequest, session: Session, **more: Any) -> HttpResponse:
    room = await rooms.get(session.code)
    context = {
        "code": session.code,
        "session": session,
        "scenario": room.assembly.scenario,
        "names": sum(len(sitting.sitters) for sitting in room.people.seats.values()),
        "again": again(room.assembly),
        "longest": labels.LONGEST,
        **more,
    }
    return render(request, "pages/records.html", context, status=409 if "message" in more else 200)


def again(assembly: Assembly) -> str:
    """The query that fills in the form of a new session like this; "" when the meeting is offered no more."""
    slug = assembly.scenario.slug
    if slug not in catalogue.offered():
        return ""
    fields: list[tuple[str, object]] = [
        ("scenario", slug),
        ("pupils", assembly.pupils),
        ("minutes", assembly.minutes),
        ("weighting", assembly.weighting),
        *(("options", option) for option in assembly.options),
    ]
    return urlencode(fields + ([("matching", "true")] if assembly.matching else []))
