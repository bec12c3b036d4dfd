"""The POST twin of every socket form: the same commands, for pages without JavaScript or without a socket."""

from collections.abc import Mapping

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from debate.assembly import Ballot
from debate.ballots import METHODS
from debate.commands import Command, ForSeat
from debate.ids import BallotId
from debate.refusal import Refusal
from debate.scenario import CHOICES
from debate.shown.ballots import labels
from game import command_fields
from game.admission import budgets
from game.live import rooms
from game.live.room import Room
from game.live.seats import seat_of
from game.pages.errors import as_json, explained, page, status_of, wants_json
from game.pages.lesson import study
from game.pages.lesson.desk import desk_page
from game.pages.lesson.seat import seat_page
from game.people import participants, teachers
from game.phrases import sentence
from game.sessions import once
from game.web.guard import parted
from game.web.whole_pages import TypedAgain, TypedBox, TypedLine


@require_POST
@explained
async def act(request: HttpRequest, code: str) -> HttpResponse:
    """Give a command. JSON for those who ask for it; others go back to the page, told why if refused."""
    # Beside boxes to tick stands an empty one that is always sent.
    fields = {key: ",".join(filter(None, request.POST.getlist(key))) for key in request.POST}
    key = fields.pop("form", "")
    id = fields.pop("id", "")
    try:
        if id and not command_fields.is_id(id):
            raise Refusal("malformed")
        room = await rooms.get(code)
        id = id or _id_of(fields, key, room)
        by, sender = await _actor(request, room, fields)
        if not budgets.commands.allows(f"{room.code} {sender}"):
            raise Refusal("too_many")
        answer = await room.submit(command_fields.command_for(by, fields), id, sender=sender)
    except Refusal as refusal:
        return await _refused(request, code, fields, refusal)
    except DatabaseError:
        return await _refused(request, code, fields, Refusal("not_saved"))
    if wants_json(request):
        return JsonResponse({"ok": True, "seq": answer.seq})
    about = ABOUT.get(fields.get("act", ""), "").format_map(fields)
    return redirect(_page_of(request, room.code, by not in room.assembly.seats) + about)


ABOUT = {"answer_check": "#check-{question}", "hand_in": "#task-{task}"}
"""Where on a long page the answer to what was sent is read."""


def _id_of(fields: Mapping[str, str], key: str, room: Room) -> str:
    """The id of a command from a page without scripts, "" for one without a key: the same words in a form of
    the same page are the same command, however often they are sent.

    An open vote has none: the last one counts. A secret one has the page's and the ballot's, so that nothing
    of it stands there: the first one counts.
    """
    if fields.get("act") in command_fields.VOTES:
        ballot = _ballot(fields, room)
        if ballot is None or not METHODS[ballot.method].sealed:
            return ""
        return once.mark(key, "vote", ballot.id, fields.get("seat", "")) or ""
    said = (f"{name}={value}" for name, value in sorted(fields.items()))
    return once.mark(key, *said) or ""


def _ballot(fields: Mapping[str, str], room: Room) -> Ballot | None:
    """The ballot in which these fields are a vote, or would be."""
    return room.assembly.ballots.get(BallotId(fields.get("ballot", "")) or room.assembly.ballot)


async def _actor(request: HttpRequest, room: Room, fields: dict[str, str]) -> tuple[str, str]:
    """Who asks, and whose command ids they are. A browser that is both desk and seat speaks as whoever may
    give this command; what both may, it does for its own seat unless it names one.

    Raises Refusal for a browser that is neither.
    """
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    desk = await teachers.at_desk(request.session, room.session)
    wanted = command_fields.COMMANDS.get(fields.get("act", ""), Command)
    as_teacher = "teacher" in wanted.may and ("seat" in fields or not issubclass(wanted, ForSeat))
    if desk and (cookie is None or as_teacher):
        return desk.by, desk.sender
    pupil = await seat_of(room, cookie)
    return pupil.seat, participants.sender(pupil)


async def _refused(request: HttpRequest, code: str, fields: dict[str, str], refusal: Refusal) -> HttpResponse:
    """The reason as JSON, or the page with it and with what was typed, which is kept nowhere else."""
    if wants_json(request):
        return as_json(refusal)
    try:
        boxes = await _boxes(code, fields)
    except (Refusal, DatabaseError):
        boxes = []
    lines = [
        TypedLine(name=name, label=label, typed=fields[name])
        for name, label in TYPED.items()
        if fields.get(name)
    ]
    shown = {"text", *(box.name for box in boxes), *(line.name for line in lines)}
    rest = {name: value for name, value in fields.items() if name not in shown}
    again = TypedAgain(text=fields.get("text", ""), fields=rest, boxes=boxes, lines=lines)
    if refusal.code in ("no_such_session", "no_seat", "banned"):
        return page(request, refusal, again=again, code=code)
    messages.error(request, sentence(refusal))
    try:
        teaches = await request.session.aget("teacher") or await request.session.aget("helps")
        page_of = _page_of(request, code, bool(teaches))
        if page_of in (own := study.pages_of(code)):
            answer = await own[page_of](request, code, fields)
        else:
            at_desk = page_of in (reverse("desk", args=[code]), reverse("class_work", args=[code]))
            answer = await (desk_page if at_desk else seat_page)(request, code, again)
    except DatabaseError:  # Nor can the page be drawn without it.
        return page(request, refusal, again=again, code=code)
    if answer.status_code == 302:  # There is no such page for this browser any more.
        return page(request, refusal, again=again, code=code)
    answer.status_code = max(answer.status_code, status_of(refusal))
    return answer


TYPED = {
    "passage": _("The words it is about"),
    "reason": _("Reason"),
    "name": _("Name"),
    "seconds": _("Seconds"),
}
"""What else somebody types into a form, beside its text and a paper's boxes."""


async def _boxes(code: str, fields: dict[str, str]) -> list[TypedBox]:
    """The boxes of a ballot paper as they were filled in."""
    if fields.get("act") == "enter_count":
        return [TypedBox(name=name, choice=name, typed=fields.get(name, "")) for name in CHOICES]
    if fields.get("act") not in command_fields.VOTES:
        return []
    room = await rooms.get(code)
    ballot = _ballot(fields, room)
    if ballot is None:
        return []
    known = labels(room.assembly, ballot)
    if ballot.method in ("election", "one_of_several"):
        marked = fields.get("choice", "").split(",")
        return [
            TypedBox(name="choice", value=id, label=label, typed="on" if id in marked else "")
            for id, label in known.items()
        ]
    return [
        TypedBox(name=name, label=known.get(name[5:], name[5:]), typed=typed)
        if name.startswith("rank-")
        else TypedBox(name=name, choice=name[6:], typed=typed)
        for name, typed in fields.items()
        if name.startswith("rank-") or name in SHARES
    ]


SHARES = {f"split-{choice}" for choice in CHOICES}


def _page_of(request: HttpRequest, code: str, teaches: bool) -> str:
    """The page the form stood on; the desk or the seat when the browser does not say."""
    came_from = parted(request.headers.get("Referer", ""))
    pages = {reverse(name, args=[code]) for name in ("desk", "class_work", "seat")} | {*study.pages_of(code)}
    if came_from.netloc == request.get_host() and came_from.path in pages:
        return came_from.path
    return reverse("desk" if teaches else "seat", args=[code])
