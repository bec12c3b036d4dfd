"""Links to a replay, which a teacher gives away and takes back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from msgspec import Struct

from debate.commands import TEACHER
from debate.refusal import Refusal
from game.models import Link, Session
from game.pages.errors import explained
from game.pages.forms import OnceForm, TextField
from game.people import teachers
from game.phrases import sentence
from game.replay import links as replay_links
from game.sessions.by_code import found
from game.web import address
from game.web.database_work import in_database
from game.web.whole_pages import Page


class ShareReplay(OnceForm):
    about = {"share_until": "until"}
    until = TextField(
        label=_("A link for others, to the end of"), widget=forms.DateInput(attrs={"type": "date"})
    )
    zone = TextField(required=False, widget=forms.HiddenInput(attrs={"data-zone": True}))


class LinksShown(Struct, frozen=True, kw_only=True):
    """The links that were made, and the form to make one more."""

    code: str
    links: list[Link]
    form: ShareReplay


class SharePage(Page, frozen=True, kw_only=True):
    """The form for a link, with what is wrong with it."""

    template = "pages/afterwards/share.html"
    code: str
    form: ShareReplay


class SharedPage(Page, frozen=True, kw_only=True):
    """The link that was made."""

    template = "pages/afterwards/shared.html"
    code: str
    link: str


@require_POST
@explained
async def links(request: HttpRequest, code: str) -> HttpResponse:
    """Make a link (POST `until`), which is shown this once, or take one back (POST `withdraw`)."""
    session = await _own(request, code)
    form = ShareReplay(request.POST)
    try:
        if "withdraw" in request.POST:
            await in_database(replay_links.withdraw, session.pk, request.POST["withdraw"])
            return redirect("replay", session.code)
        given = form.checked()
        mark = form.mark(str(session.pk), given["until"], given["zone"])
        made = await in_database(replay_links.share, session.pk, given["until"], given["zone"], mark)
    except Refusal as refusal:
        form.refuse(refusal)
        if form["until"].errors:
            return SharePage(code=session.code, form=form).answer(request, form.status)
        messages.error(request, sentence(refusal))
        return redirect("replay", session.code)
    link = address.origin(request) + made
    return SharedPage(code=session.code, link=link).answer(request)


async def _own(request: HttpRequest, code: str) -> Session:
    """The session, for its teacher alone. Raises Refusal."""
    session = await in_database(found, code)
    desk = await teachers.at_desk(request.session, session.pk)
    if desk is None or desk.by != TEACHER:
        raise Refusal("not_yours")
    return session
