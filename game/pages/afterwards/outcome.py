"""After the meeting: the class beside history."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from debate.ids import QuestionId, SeatId
from game.drawn import outcome as drawings
from game.live import rooms
from game.live.room import Room
from game.pages.access import drawn, filled, may_look_back, names_in, own_seat
from game.pages.errors import explained


@require_GET
@explained
async def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Each division beside the record, who was moved after what, each person beside what they did.

    `?person=s3`: one person; `?leanings=q2`: how the class leaned on this question. Teachers see single
    leanings with `?names=yes`, and only then: the page is made to be projected. So it is with pupils' names,
    unless the class is told who plays whom.
    """
    room = await rooms.get(code)
    desk = await may_look_back(request, room)
    place, seats = (room.session, room.assembly.seq), room.assembly.seats
    singly = bool(desk) and request.GET.get("names") == "yes"
    mine, one = await own_seat(request, room), SeatId(request.GET.get("person", ""))
    names = names_in(room, desk, mine) if singly or room.people.shown else ()
    on = _question(room, request.GET.get("leanings", ""))
    page = await drawn(drawings.page, *place, bool(mine), desk is not None, names, singly, on)
    persons, marks = b"", [b""] * (len(page) - 2)
    if one in seats:
        persons += await drawn(drawings.person, *place, one, "one", dict(names).get(one, ""), singly)
    if mine:
        me, *marks = await drawn(drawings.own, *place, mine)
        persons += me if mine != one else b""
    return filled(page, persons, *marks)


@require_GET
@explained
async def person(request: HttpRequest, code: str, seat: SeatId) -> HttpResponse:
    """One person of that page, as the piece of HTML that is unfolded in it."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    if seat not in room.assembly.seats:
        raise Http404
    return _piece(await drawn(drawings.person, room.session, room.assembly.seq, seat, "piece"))


@require_GET
@explained
async def leanings(request: HttpRequest, code: str, question: QuestionId) -> HttpResponse:
    """How the class leaned on one question, as a piece too."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    if not _question(room, question):
        raise Http404
    return _piece(await drawn(drawings.leanings_on, room.session, room.assembly.seq, question))


def _question(room: Room, asked: str) -> str:
    """This question of the meeting; "" if it has none such, so that nothing is drawn for what was made up."""
    return asked if any(question.id == asked for question in room.assembly.scenario.questions) else ""


def _piece(found: bytes) -> HttpResponse:
    if not found:
        raise Http404
    return HttpResponse(found)
