"""After the meeting: the class beside history."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from game.drawn import outcome as drawings
from game.live import rooms
from game.pages.looking_back import drawn, filled, may_look_back, names_in, own_seat
from game.pages.sorry import explained


@require_GET
@explained
async def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Each division beside the record, who was moved after what, each person beside what they did.

    `?person=s3`: one person. Teachers see pupils' names, and single leanings with `?names=yes`.
    """
    room = await rooms.get(code)
    desk = await may_look_back(request, room)
    place, seats = (room.session, room.assembly.seq), room.assembly.seats
    names, singly = names_in(room, desk), bool(desk) and request.GET.get("names") == "yes"
    mine, one = await own_seat(request, room), request.GET.get("person", "")
    page = await drawn(drawings.page, *place, bool(mine), desk is not None, names, singly)
    persons = b""
    if one in seats:
        persons += await drawn(drawings.person, *place, one, "one", dict(names).get(one, ""))
    if mine and mine != one:
        persons += await drawn(drawings.person, *place, mine, "mine", "")
    return filled(page, persons)


@require_GET
@explained
async def person(request: HttpRequest, code: str, seat: str) -> HttpResponse:
    """One person of that page, as the piece of HTML that is unfolded in it."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    if seat not in room.assembly.seats:
        raise Http404
    found = await drawn(drawings.person, room.session, room.assembly.seq, seat, "piece", "")
    if not found:
        raise Http404
    return HttpResponse(found)
