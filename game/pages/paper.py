"""The print pack: one page. The browser's own print puts it on paper or into a PDF
(`docs/decisions/print-by-the-browser.md`). What is in it: `game/drawn/pack.py`.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from game import address, teachers
from game.drawn.pack import papers
from game.live import rooms
from game.pages.looking_back import drawn, names_in
from game.pages.teach import for_teachers

PARTS = {
    "procedure": _("Procedure"),
    "roles": _("Role sheets"),
    "ballots": _("Ballots"),
    "seating": _("Seating"),
    "qr": _("The way in"),
    "tally": _("Count and roll"),
}


@require_GET
@for_teachers
async def pack(request: HttpRequest, code: str) -> HttpResponse:
    """The whole pack, or with `only` one part of it; for the pupils expected, or with `seats=all` for all.
    The seating has pupils' names only with `names=yes`."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    only = request.GET.get("only", "")
    context = {
        "code": room.code,
        "scenario": room.assembly.scenario,
        "parts": PARTS,
        "only": only if only in PARTS else "",
        "everybody": request.GET.get("seats") == "all",
        "named": request.GET.get("names") == "yes",
    }
    asked = (address.for_pupils(request), context["only"], context["everybody"], context["named"])
    papers_drawn = await drawn(papers, room.session, room.assembly.seq, names_in(room, desk), *asked)
    return render(request, "pages/print.html", context | {"papers": papers_drawn})
