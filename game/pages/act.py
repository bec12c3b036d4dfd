"""The POST twin of every socket form: the same commands, for pages without JavaScript or without a socket."""

from collections import OrderedDict
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from debate.commands import TEACHER, Command
from debate.decide import MAY
from debate.refusal import Refusal
from game import forms, participants
from game.live import rooms
from game.live.pace import Pace
from game.live.room import Room
from game.pages.sorry import page, status_of
from game.phrases import sentence

MOST_SENDERS = 5000
_paces: OrderedDict[tuple[str, str], Pace] = OrderedDict()


@require_POST
async def act(request: HttpRequest, code: str) -> HttpResponse:
    """Give a command. JSON for those who ask for it; others go back to the page, told why if refused."""
    fields = {key: ",".join(request.POST.getlist(key)) for key in request.POST}
    id, wants_json = fields.pop("id", ""), "application/json" in request.headers.get("Accept", "")
    try:
        if id and not forms.is_id(id):
            raise Refusal("malformed")
        room = await rooms.get(code)
        by = await _actor(request, room, fields)
        if not _pace(room.code, by).allows():
            raise Refusal("too_many")
        answer = await room.submit(forms.command_for(by, fields), id)
    except Refusal as refusal:
        if wants_json:
            body = {"ok": False, "refusal": refusal.code, "message": sentence(refusal)}
            return JsonResponse(body, status=status_of(refusal))
        return await _back_refused(request, code, fields, refusal)
    if wants_json:
        return JsonResponse({"ok": True, "seq": answer.seq})
    return redirect(_page_of(request, room.code, by))


async def _actor(request: HttpRequest, room: Room, fields: dict[str, str]) -> str:
    """Who asks: a browser that is both desk and seat speaks as whoever may give this command.

    Raises Refusal for a browser that is neither.
    """
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    teaches = await request.session.aget("teacher")
    wanted = forms.COMMANDS.get(fields.get("act", ""), Command)
    if teaches and (cookie is None or "teacher" in MAY.get(wanted, ())):
        return TEACHER
    return (await participants.seat_of(room, cookie)).seat


def _pace(code: str, by: str) -> Pace:
    pace = _paces.setdefault((code, by), Pace())
    _paces.move_to_end((code, by))
    if len(_paces) > MOST_SENDERS:
        _paces.popitem(last=False)
    return pace


async def _back_refused(
    request: HttpRequest, code: str, fields: dict[str, str], refusal: Refusal
) -> HttpResponse:
    """Back to the page with the reason; what was typed waits there in its form."""
    if refusal.code in ("no_such_session", "no_seat"):
        return page(request, refusal)
    messages.error(request, sentence(refusal))
    if fields.get("text"):
        await request.session.aset("typed", {fields.get("act", ""): fields["text"]})
    by = TEACHER if await request.session.aget("teacher") else ""
    return redirect(_page_of(request, code, by))


def _page_of(request: HttpRequest, code: str, by: str) -> str:
    """The page the form stood on; the desk or the seat when the browser does not say."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    pages = {reverse("desk", args=[code]), reverse("seat", args=[code])}
    if came_from.netloc == request.get_host() and came_from.path in pages:
        return came_from.path
    return reverse("desk" if by == TEACHER else "seat", args=[code])
