"""Written work at the desk: who has handed in what, to read and to print."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from debate.scenario import Scenario
from game.drawn import lessons
from game.live import rooms
from game.pages.access import drawn, names_in
from game.pages.lesson.desk import for_teachers
from game.people import teachers
from game.web.whole_pages import Page


class ClassWorkPage(Page, frozen=True, kw_only=True):
    """The page. `papers`: the work, task by task."""

    template = "pages/afterwards/class_work.html"
    code: str
    scenario: Scenario
    papers: str


@require_GET
@for_teachers
async def work(request: HttpRequest, code: str) -> HttpResponse:
    """All that the class has handed in."""
    room = await rooms.get(code)
    desk = await teachers.at_desk(request.session, room.session)
    papers = await drawn(lessons.class_work, room.session, room.assembly.seq, names_in(room, desk))
    page = ClassWorkPage(code=room.code, scenario=room.assembly.scenario, papers=papers)
    return page.answer(request)
