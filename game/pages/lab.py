"""The lab: the same ballots under other procedures. Open to whoever may look back at the session."""

from typing import Any

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from debate.assembly import Assembly
from debate.lab.divisions import of_class, of_record
from debate.scenario import CHOICES
from game import participants, teachers
from game.live import rooms
from game.pages.looking_back import may_look_back
from game.pages.sorry import explained
from game.slices.lab import counts, orders, own, people, picture, polls

LONGEST_FIELD = 100
"""Characters of a field of the forms here: ids and places."""


@require_http_methods(["GET", "HEAD", "POST"])
@explained
async def lab(request: HttpRequest, code: str) -> HttpResponse:
    """Every question of the lab. `step`: of the picture; `without`: a seat; `wish`: an outcome. A ranking is
    posted, so that it stands in no address and no log; it is answered and forgotten."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    mine = await database_sync_to_async(participants.of_cookie)(room.session, cookie)
    asked = {key: value[:LONGEST_FIELD] for key, value in request.GET.items()}
    posted = {key: value[:LONGEST_FIELD] for key, value in request.POST.items()}
    # A hall of a thousand takes a while to count in so many ways: not in the loop that serves live rooms.
    worked_out = sync_to_async(answers, thread_sensitive=False)
    context = {
        **await worked_out(room.assembly, mine.seat if mine else "", asked, posted),
        "code": room.code,
        "scenario": room.assembly.scenario,
        "closed": room.assembly.status == "closed",
        "teaches": await teachers.at_desk(request.session, room.session),
    }
    return render(request, "pages/lab.html", context)


def answers(assembly: Assembly, seat: str, asked: dict[str, str], posted: dict[str, str]) -> dict[str, Any]:
    """What the page says of this meeting, to the pupil of this seat ("" for anybody else)."""
    here, then = of_class(assembly), of_record(assembly.scenario)
    return {
        "own": own.own(assembly, seat, asked.get("wish", "")) if seat else None,
        "rankings": own.rankings(assembly, seat, posted) if seat else [],
        "picture": picture.picture(assembly.scenario, asked.get("step", "")),
        "orders": orders.orders(assembly, here, then),
        "rivals": orders.rivals(assembly, here, then),
        "divisions": counts.rows(assembly, here, then),
        "members": assembly.scenario.lab.members if assembly.scenario.lab else None,
        "options": people.options(assembly, here, then),
        "one_less": people.one_less(assembly, here, asked.get("without", "")),
        "polls": polls.polls(assembly),
        "choices": CHOICES,
        "bloc": assembly.weighting == "bloc",
        "voted": bool(here),
        "sources": {source.id: source for source in assembly.scenario.sources},
    }
