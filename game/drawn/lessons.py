"""The lessons around the hour, drawn from a meeting's data: the page for the lesson before."""

from django.utils.safestring import mark_safe
from msgspec.structs import asdict

from debate.refusal import Refusal
from game.drawn.played import SLOT, pieces
from game.models import Session
from game.scenarios import versions
from game.slices.lesson_before import Lesson, lesson
from game.web.whole_pages import Page

Answers = tuple[tuple[str, int], ...]
"""Questions with the option that somebody chose."""


class LessonPage(Lesson, Page, frozen=True, kw_only=True):
    """The lesson before. `code`: of the session in which a pupil reads it; `may`: can they answer; `slot`:
    where what went wrong is said."""

    template = "pages/before/lesson.html"
    code: str
    may: bool
    slot: str


def before(language: str, version: int) -> tuple[bytes, ...]:
    """The lesson before of a meeting, for everybody. Raises Refusal("no_lesson_before") where it has none."""
    return _before(language, version)


def own_before(language: str, session: int, answers: Answers, may: bool) -> tuple[bytes, ...]:
    """The same for a pupil of this session, with what they have answered. Raises Refusal as `before`."""
    found = Session.objects.get(pk=session)
    return _before(language, found.scenario_id, found.code, answers, may)


def _before(
    language: str, version: int, code: str = "", answers: Answers = (), may: bool = False
) -> tuple[bytes, ...]:
    scenario = versions.version(version)
    if scenario.before is None:
        raise Refusal("no_lesson_before")
    page = LessonPage(
        **asdict(lesson(scenario, scenario.before, dict(answers))),
        code=code,
        may=may,
        slot=mark_safe(SLOT.decode()),
    )
    return pieces(page.template, page, language)
