"""The session again, from any place in it: a page, and the parts that differ from one place to another."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET
from msgspec import to_builtins

from debate.commands import TEACHER
from debate.refusal import Refusal
from debate.shown.audience import given
from game.drawn import replay as drawings
from game.live import rooms
from game.live.room import Room
from game.pages.access import drawn, filled, may_look_back, own_seat
from game.pages.afterwards.replay_links import LinksShown, ShareReplay
from game.pages.errors import as_json, explained
from game.people.sitters import Names
from game.replay import links
from game.replay.lens import Onlooker
from game.replay.showing import OtherSession, others
from game.web.database_work import in_database

FIELDS = ("at", "moment", "from", "as", "names", "scale", "beside")
LONGEST_FIELD = 20
"""Characters of a field of the address: places and codes."""


@require_GET
@explained
async def replay(request: HttpRequest, code: str) -> HttpResponse:
    """The page, for the class once the session is closed, and for its teachers at any time."""
    room = await rooms.get(code)
    return await _page(request, room, await looking(request, room))


@require_GET
async def scene(request: HttpRequest, code: str) -> JsonResponse:
    """The parts that look different at `?at=` than at `?from=`, as JSON."""
    try:
        room = await rooms.get(code)
        return await _scene(request, room, await looking(request, room))
    except Refusal as refusal:
        return as_json(refusal)


@require_GET
@explained
async def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page for whoever has a link to it: the hall alone, without names or the session's code."""
    return await _page(request, await _opened(token), None)


@require_GET
async def shared_scene(request: HttpRequest, token: str) -> JsonResponse:
    """Like `scene`, for whoever has a link."""
    try:
        return await _scene(request, await _opened(token), None)
    except Refusal as refusal:
        return as_json(refusal)


async def _opened(token: str) -> Room:
    """The room of the session to which a link leads. Raises Refusal, whose sentence says why it does not."""
    return await rooms.get((await in_database(links.opened, token)).code)


async def looking(request: HttpRequest, room: Room) -> Onlooker:
    """Who looks back: teachers at any time, everybody once the session is closed. Raises Refusal."""
    desk = await may_look_back(request, room)
    owns = desk is not None and desk.by == TEACHER
    seat = await own_seat(request, room)
    told = bool(seat) and room.people.shown
    return Onlooker(teaches=desk is not None, seat=seat, owns=owns, told=told)


async def _page(request: HttpRequest, room: Room, viewer: Onlooker | None) -> HttpResponse:
    """`viewer` None: a stranger with a link."""
    beside: tuple[OtherSession, ...] = ()
    messages = share = ""
    if viewer and viewer.owns:
        beside = await in_database(others, room.session)
        made = await in_database(links.listed, room.session)
        form = ShareReplay(initial={"until": links.usual_end().isoformat()})
        messages = render_to_string("bits/messages.html", request=request)
        context = given(LinksShown(code=room.code, links=made, form=form))
        share = render_to_string("bits/replay/share.html", context, request)
    asked = _asked(request, room, viewer)
    page = await drawn(drawings.page, room.session, room.assembly.seq, *asked, beside)
    return filled(page, messages.encode(), share.encode())


async def _scene(request: HttpRequest, room: Room, viewer: Onlooker | None) -> JsonResponse:
    asked = _asked(request, room, viewer)
    return JsonResponse(to_builtins(await drawn(drawings.scene, room.session, room.assembly.seq, *asked)))


def _asked(
    request: HttpRequest, room: Room, viewer: Onlooker | None
) -> tuple[drawings.Given, Onlooker | None, Names]:
    """What the address asks for, who asks, and the pupils' names: for a teacher who asks for them, and for
    all of a class that is told who plays whom."""
    given = tuple((name, request.GET[name][:LONGEST_FIELD]) for name in FIELDS if request.GET.get(name))
    wanted = room.people.shown or request.GET.get("names")
    may = viewer is not None and (viewer.told or (viewer.teaches and wanted))
    return given, viewer and viewer.looking(request.GET.get("as", "")), room.people.names if may else ()
