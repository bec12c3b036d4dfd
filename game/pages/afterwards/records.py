"""What is left of one session: the page of its records, its label, archive and deletion."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from debate.assembly import Assembly
from debate.refusal import Refusal
from debate.scenario import Scenario
from game.live import rooms
from game.models import Session
from game.pages.errors import TeachersOnly, explained
from game.pages.forms import Form, TextField
from game.scenarios import versions
from game.sessions import labels, retention
from game.sessions.by_code import found
from game.web.database_work import in_database
from game.web.whole_pages import Page

NEEDS_A_WORD = {"forget", "delete"}
"""What cannot be taken back, and is asked twice."""


class Label(Form):
    label = TextField(
        labels.tidy,
        required=False,
        label=_("Label"),
        help_text=_("Only teachers see it, for example: 10b, Tuesday"),
        widget=forms.TextInput(attrs={"maxlength": labels.LONGEST, "autocomplete": "off"}),
    )


class RecordsPage(Page, frozen=True, kw_only=True):
    """`names`: so many pupils' names are kept; `again`: the query for a new session like this, or ""."""

    template = "pages/afterwards/records.html"
    code: str
    session: Session
    scenario: Scenario
    names: int
    again: str
    form: Label


class SurePage(Page, frozen=True, kw_only=True):
    """Is the teacher sure of this `act`?"""

    template = "pages/afterwards/sure.html"
    session: Session
    act: str


def label(session: Session, given: Mapping[str, str]) -> None:
    Session.objects.filter(pk=session.pk).update(**Label(given).checked())


def archive(session: Session, given: Mapping[str, str]) -> None:
    Session.objects.filter(pk=session.pk).update(archived=given.get("archived") == "true")


def forget(session: Session, given: Mapping[str, str]) -> None:
    retention.forget_names(session.pk)


def delete(session: Session, given: Mapping[str, str]) -> None:
    retention.delete(session.pk)


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
        return TeachersOnly().answer(request, 403)
    act, sure = request.POST.get("act", ""), request.POST.get("sure") == "yes"
    try:
        session = await in_database(found, code)
    except Refusal:
        if not (act == "delete" and sure):
            raise
        return redirect("teach")  # Asked twice: it is deleted.
    if request.method != "POST":
        return await _page(request, session, Label(initial={"label": session.label}))
    if act not in DEEDS:
        raise Refusal("malformed")
    if act in NEEDS_A_WORD and not sure:
        return SurePage(session=session, act=act).answer(request)
    try:
        await in_database(DEEDS[act], session, request.POST.dict())
    except Refusal:
        return await _page(request, session, Label(request.POST))
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


async def _page(request: HttpRequest, session: Session, form: Label) -> HttpResponse:
    room = await rooms.get(session.code)
    shown = RecordsPage(
        code=session.code,
        session=session,
        scenario=room.assembly.scenario,
        names=sum(len(sitting.sitters) for sitting in room.people.seats.values()),
        again=again(room.assembly),
        form=form,
    )
    return shown.answer(request, form.status)


def again(assembly: Assembly) -> str:
    """The query that fills in the form of a new session like this; "" when the meeting is offered no more."""
    slug = assembly.scenario.slug
    if slug not in versions.offered():
        return ""
    fields: list[tuple[str, object]] = [
        ("scenario", slug),
        ("pupils", assembly.pupils),
        ("minutes", assembly.minutes),
        ("lessons", assembly.lessons),
        ("weighting", assembly.weighting),
        *(("options", option) for option in assembly.options),
    ]
    return urlencode(fields + ([("matching", "true")] if assembly.matching else []))
