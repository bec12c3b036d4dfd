"""What can be played, for everybody to read: meetings, their people without the private parts, sources."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET
from msgspec import to_builtins

from debate.refusal import Refusal
from debate.scenario import Scenario
from debate.shown.lengths import MOST_WORDS
from game.drawn import cover as cover_drawings
from game.drawn import lessons
from game.drawn import library as drawings
from game.hall.facing import HallPicture
from game.pages.access import drawn, filled
from game.pages.errors import TeachersOnly, as_json, explained
from game.scenarios import versions
from game.web import address
from game.web.database_work import in_database
from game.web.whole_pages import Page

A_DAY = 86_400
"""Seconds."""
LONGEST_FIELD = 20
"""Characters of a field of the address."""


class ScenariosPage(Page, frozen=True, kw_only=True):
    template = "pages/before/scenarios.html"
    scenarios: list[tuple[Scenario, HallPicture]]


@require_GET
@explained
async def scenarios(request: HttpRequest) -> HttpResponse:
    """All meetings this server offers."""
    return ScenariosPage(scenarios=drawings.pictures()).answer(request)


@require_GET
@explained
async def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting. No record, outcome or later life is told here: pupils read this page before they play."""
    teaches = bool(await request.session.aget("teacher"))
    found = await drawn(drawings.scenario, await _version(slug), teaches)
    return filled(found, address.for_pupils(request).encode())


@require_GET
@explained
async def cover(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The picture that other programs show beside a link to this meeting, or to the front page."""
    job = drawn(cover_drawings.of_meeting, await _version(slug)) if slug else drawn(cover_drawings.of_server)
    return HttpResponse(await job, "image/png", headers={"Cache-Control": f"max-age={A_DAY}"})


@require_GET
@explained
async def before(request: HttpRequest, slug: str) -> HttpResponse:
    """The lesson before it, for everybody: pupils read it at home, without a session."""
    return filled(await drawn(lessons.before, await _version(slug)), b"")


@require_GET
@explained
async def sheets(request: HttpRequest, slug: str) -> HttpResponse:
    """All its role sheets, private halves included: for teachers, before any lobby is opened. `?length=` one
    of MOST_WORDS: cut to it."""
    if not await request.session.aget("teacher"):
        return TeachersOnly().answer(request, 403)
    length = request.GET.get("length", "")
    asked = length if length in MOST_WORDS else ""
    return HttpResponse(await drawn(drawings.sheets, await _version(slug), asked))


@require_GET
@explained
async def watch(request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting as the house alone plays it, which is as the record tells it, to its end."""
    page = await drawn(drawings.watch, await _version(slug), _given(request))
    return filled(page, *[b""] * (len(page) - 1))


@require_GET
async def watch_scene(request: HttpRequest, slug: str) -> JsonResponse:
    """The parts that look different at `?at=` than at `?from=`, as JSON."""
    try:
        found = await drawn(drawings.watch_scene, await _version(slug), _given(request))
        return JsonResponse(to_builtins(found))
    except Refusal as refusal:
        return as_json(refusal)


async def _version(slug: str) -> int:
    """The number of the version that is offered now. Raises Refusal("no_such_scenario")."""
    found = versions.offered().get(slug)
    if found is None:
        raise Refusal("no_such_scenario")
    return (await in_database(versions.keep, found)).pk


def _given(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    fields = ("at", "moment", "from", "scale")
    return tuple((name, request.GET[name][:LONGEST_FIELD]) for name in fields if request.GET.get(name))
