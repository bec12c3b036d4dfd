"""What can be played, for everybody to read: meetings, their people without the private parts, sources."""

from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from debate.refusal import Refusal
from game import catalogue
from game.drawn import library as drawings
from game.pages.looking_back import drawn
from game.pages.sorry import explained


@require_GET
@explained
async def scenarios(request: HttpRequest) -> HttpResponse:
    """All meetings this server offers."""
    return render(request, "pages/scenarios.html", {"scenarios": catalogue.offered().values()})


@require_GET
@explained
async def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting. No record, outcome or later life is told here: pupils read this page before they play."""
    found = catalogue.offered().get(slug)
    if found is None:
        raise Refusal("no_such_scenario")
    version = await database_sync_to_async(catalogue.keep)(found)
    return HttpResponse(await drawn(drawings.scenario, version.pk))
