"""The print pack: one page. The browser's own print puts it on paper or into a PDF
(`docs/decisions/print-by-the-browser.md`). What is in it: `game/drawn/pack.py`.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from msgspec import Struct
from msgspec.structs import asdict, replace

from debate.scenario import Scenario
from game.drawn.pack import papers
from game.live import rooms
from game.pages.access import drawn, names_in
from game.pages.lesson.desk import for_teachers
from game.people import teachers
from game.templatetags.words import WORDS
from game.web import address
from game.web.whole_pages import Page

PARTS = {
    "story": _("Story so far"),
    "procedure": _("Procedure"),
    "roles": _("Role sheets"),
    "ballots": _("Ballots"),
    "seating": _("Seating"),
    "badges": _("Badges"),
    "qr": _("The way in"),
    "tally": _("Count and roll"),
    "before": _("The lesson before"),
    "documents": _("Texts of the time"),
    "later": _("Texts of the time for looking back"),
    "tasks": _("Tasks and rubric"),
    "manual": _("Manual"),
}
CAN_BE_LEFT_OUT = ("before", "documents", "later", "tasks", "manual")
"""Of the whole pack: what is printed by some, and by others read on a screen."""
LENGTHS = WORDS["sheet_length"]
WHOM = {False: _("For the pupils you expect"), True: _("For every seat of the hall")}
YES = {False: "no", True: "yes"}


class ToPrint(Struct, frozen=True, kw_only=True):
    """What is to be printed: `only` one part, or all; for `everybody`, or the pupils expected; `named`: with
    pupils' names in seating and badges; `length`: of role sheets; `without`: these parts."""

    only: str
    everybody: bool
    named: bool
    length: str
    without: tuple[str, ...]

    @property
    def href(self) -> str:
        """Its address on this page."""
        fields = {"only": self.only, "seats": "all" if self.everybody else "", "names": YES[self.named]}
        fields |= {"length": self.length, "without": ",".join(self.without)}
        return "?" + urlencode({name: value for name, value in fields.items() if value})


class WayTo(Struct, frozen=True, kw_only=True):
    """A way to another choice; `here`: it is made already."""

    title: str | Promise
    href: str
    here: bool


class PrintPage(ToPrint, Page, frozen=True, kw_only=True):
    """The page: what can be printed (`what`), for `whom`, in which `lengths`, what can be `left_out` (a way
    there and back for each), and the choice with the `other_names`."""

    template = "pages/afterwards/print.html"
    code: str
    scenario: Scenario
    parts: Mapping[str, str | Promise]
    what: tuple[WayTo, ...]
    whom: tuple[WayTo, ...]
    lengths: tuple[WayTo, ...]
    left_out: tuple[WayTo, ...]
    other_names: str
    papers: str


@require_GET
@for_teachers
async def pack(request: HttpRequest, code: str) -> HttpResponse:
    """The whole pack, or with `only` one part of it; for the pupils expected, or with `seats=all` for all.
    Seating and badges have pupils' names with `names=yes`, or where the class is told who plays whom."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    scenario = room.assembly.scenario
    parts = {part: title for part, title in PARTS.items() if _is_there(scenario, part)}
    only, length = request.GET.get("only", ""), request.GET.get("length", "")
    left_out = request.GET.get("without", "").split(",")
    asked = ToPrint(
        only=only if only in parts else "",
        everybody=request.GET.get("seats") == "all",
        named=request.GET.get("names", YES[room.people.shown]) == "yes",
        length=length if length in LENGTHS else "",
        without=tuple(part for part in CAN_BE_LEFT_OUT if part in left_out),
    )
    shown = (asked.only,) if asked.only else tuple(part for part in parts if part not in asked.without)
    words = (address.for_pupils(request), shown, asked.everybody, asked.named, asked.length)
    page = PrintPage(
        **asdict(asked),
        code=room.code,
        scenario=scenario,
        parts=parts,
        what=tuple(
            _way(title, asked, only=part) for part, title in ({"": _("The whole pack")} | parts).items()
        ),
        whom=tuple(_way(title, asked, everybody=everybody) for everybody, title in WHOM.items()),
        lengths=tuple(_way(title, asked, length=length) for length, title in LENGTHS.items()),
        left_out=tuple(_without(part, asked) for part in CAN_BE_LEFT_OUT if part in parts),
        other_names=replace(asked, named=not asked.named).href,
        papers=await drawn(papers, room.session, room.assembly.seq, names_in(room, desk), *words),
    )
    return page.answer(request)


def _is_there(scenario: Scenario, part: str) -> bool:
    """Has this meeting anything to print in this part?"""
    given = {document.given == "after" for document in scenario.documents}
    held: dict[str, object] = {
        "story": scenario.story,
        "before": scenario.before,
        "documents": False in given,
        "later": True in given,
        "tasks": scenario.tasks or scenario.rubric,
        "manual": scenario.manual or scenario.curricula,
    }
    return bool(held.get(part, True))


def _without(part: str, asked: ToPrint) -> WayTo:
    """To the pack without this part; `here`: it is left out already, and the way leads back."""
    out = part in asked.without
    others = tuple(one for one in CAN_BE_LEFT_OUT if (one in asked.without) != (one == part))
    return WayTo(title=PARTS[part], href=replace(asked, without=others).href, here=out)


def _way(title: str | Promise, asked: ToPrint, **otherwise: str | bool) -> WayTo:
    """To what was asked for, but for this."""
    there = replace(asked, **otherwise)
    return WayTo(title=title, href=there.href, here=there == asked)
