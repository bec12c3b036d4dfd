"""Links to a replay, which a teacher gives away and takes back."""

from channels.db import database_sync_to_async
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from debate.commands import TEACHER
from debate.refusal import Refusal
from game import address, once, teachers
from game.models import Session
from game.pages.records import found
from game.pages.sorry import explained
from game.phrases import sentence
from game.replay import links as replay_links


@require_POST
@explained
async def links(request: HttpRequest, code: str) -> HttpResponse:
    """Make a link (POST `until`), which is shown this once, or take one back (POST `withdraw`)."""
    session = await _own(request, code)
    try:
        if "withdraw" in request.POST:
            await database_sync_to_async(replay_links.withdraw)(session.pk, request.POST["withdraw"])
            return redirect("replay", session.code)
        until, zone = (request.POST.get(field, "") for field in ("until", "zone"))
        form = once.mark(request.POST, str(session.pk), until)
        made = await database_sync_to_async(replay_links.share)(session.pk, until, zone, form)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("replay", session.code)
    link = address.origin(request) + made
    return render(request, "pages/shared.html", {"code": session.code, "link": link})


async def _own(request: HttpRequest, code: str) -> Session:
    """The session, for its teacher alone. Raises Refusal."""
    session = await database_sync_to_async(found)(code)
    desk = await teachers.at_desk(request.session, session.pk)
    if desk is None or desk.by != TEACHER:
        raise Refusal("not_yours")
    return session
