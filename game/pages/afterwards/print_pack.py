"""The print pack: one page. The browser's own print puts it on paper or into a PDF
(`docs/decisions/print-by-the-browser.md`). What is in it: `game/drawn/pack.py`.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from game.drawn.pack import papers
from game.live import rooms
from game.pages.access import drawn, names_in
from game.pages.lesson.desk import for_teachers
from game.people import teachers
from game.web import address

PARTS = {
    "story": _("Story so far"),
    "procedure": _("Procedure"),
    "roles": _("Role sheets"),
    "ballots": _("Ballots"),
    "seating": _("Seating"),
    "badges": _("Badges"),
    "qr": _("The way in"),
    "tally": _("Count and roll"),
}


@require_GET
@for_teachers
async def pack(request: HttpRequest, code: str) -> HttpResponse:
    """The whole pack, or with `only` one part of it; for the pupils expected, or with `seats=all` for all.
    Seating and badges have pupils' names with `names=yes`, or where the class is told who plays whom."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    only = request.GET.get("only", "")
    scenario = room.assembly.scenario
    parts = {part: title for part, title in PARTS.items() if part != "story" or scenario.story}
    context = {
        "code": room.code,
        "scenario": scenario,
        "parts": parts,
        "only": only if only in parts else "",
        "everybody": request.GET.get("seats") == "all",
        "named": request.GET.get("names", "yes" if room.people.shown else "") == "yes",
    }
    asked = (address.for_pupils(request), context["only"], context["everybody"], context["named"])
    papers_drawn = await drawn(papers, room.session, room.assembly.seq, names_in(room, desk), *asked)
    return render(request, "pages/afterwards/print.html", context | {"papers": papers_drawn})
