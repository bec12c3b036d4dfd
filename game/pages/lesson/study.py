"""A pupil's pages around the hour: the lesson before, with its questions, and written work.

Neither is live: they are read and written at home. What they send goes to `act.py`, which answers with them.
"""

from collections.abc import Awaitable, Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET
from msgspec import Struct

from debate.afterwards.study import answers, handed_in
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.rules.business.agenda import is_over
from debate.rules.hall.study import LONGEST_WORK
from debate.scenario.study import Task
from debate.shown.audience import given
from game.drawn import lessons
from game.live import rooms
from game.live.room import Room
from game.pages.access import drawn, filled, own_seat
from game.pages.errors import explained

Fields = Mapping[str, str]
"""A form that was refused, as it was filled in."""
Answering = Callable[[HttpRequest, str, Fields | None], Awaitable[HttpResponse]]
"""What shows a page, also once more with a form that was refused."""


@require_GET
@explained
async def before(request: HttpRequest, code: str) -> HttpResponse:
    """The lesson before the meeting, where a pupil answers its questions."""
    return await before_page(request, code)


async def before_page(request: HttpRequest, code: str, _again: Fields | None = None) -> HttpResponse:
    """The page. Raises Refusal, "no_seat" for whoever has none."""
    room = await rooms.get(code)
    seat = await _seat(request, room)
    chosen = tuple(answers(room.assembly, seat).items())
    may = room.assembly.status != "closed"
    page = await drawn(lessons.own_before, room.session, chosen, may)
    return filled(page, _said(request))


def _said(request: HttpRequest) -> bytes:
    """What there is to say about the press before, for the slot at the head of a page."""
    return render_to_string("bits/messages.html", {"messages": messages.get_messages(request)}).encode()


class HandInForm(Struct, frozen=True, kw_only=True):
    """The form of one task. `handed_in`: what the teacher has; `typed`: what stands in the box; `longest`:
    characters."""

    code: str
    task: Task
    handed_in: str
    words: int
    typed: str
    longest: int


@require_GET
@explained
async def work(request: HttpRequest, code: str) -> HttpResponse:
    """What a pupil can write for their teacher, and what they have handed in."""
    return await work_page(request, code)


async def work_page(request: HttpRequest, code: str, again: Fields | None = None) -> HttpResponse:
    """The page; in the box of a task that was refused stands what was typed. Raises Refusal."""
    room = await rooms.get(code)
    seat, again = await _seat(request, room), again or {}
    over = is_over(room.assembly)
    page = await drawn(lessons.own_work, room.session, over)
    texts = handed_in(room.standing.shown_to("seat").assembly, seat)
    forms = [
        HandInForm(
            code=room.code,
            task=task,
            handed_in=(text := texts.get(task.id, "")),
            words=len(text.split()),
            typed=again.get("text", "") if again.get("task") == task.id else text,
            longest=LONGEST_WORK,
        )
        for task in lessons.tasks_now(room.assembly.scenario, over)
    ]
    drawn_forms = (render_to_string("bits/lesson/hand_in.html", given(form)).encode() for form in forms)
    return filled(page, _said(request), *drawn_forms)


async def _seat(request: HttpRequest, room: Room) -> SeatId:
    if seat := await own_seat(request, room):
        return seat
    raise Refusal("no_seat")


def pages_of(code: str) -> dict[str, Answering]:
    """These pages of a session by their addresses, to answer what was sent from them."""
    return {
        reverse("own_before", args=[code]): before_page,
        reverse("own_work", args=[code]): work_page,
    }
