"""The timetable at the desk: what is to come, and by when the meeting must end to leave time to look back."""

from typing import Literal

from msgspec import Struct

from debate.assembly import Status
from debate.rules.business.planner import AFTER_THE_MEETING
from debate.rules.business.timetable import forecast, lesson_may_end
from debate.scenario import StageKind
from debate.shown.audience import Moment
from debate.text import sentences
from game.standing import Standing


class StageToCome(Struct, frozen=True, kw_only=True):
    """A stage to come. `after`: is it for looking back?"""

    title: str
    minutes: float
    after: bool


class Lesson(Struct, frozen=True, kw_only=True):
    """The timetable, with the moments of `Forecast`. `late`: the plan does not fit, by `over_by` minutes.
    `advice`: what the scenario says to the teacher about this stage, a sentence and the rest of it. `lesson`:
    its number, `of` so many; `sleeps`: until the next; `may_end`: is it planned to end after this stage?"""

    status: Status
    lesson: int
    of: int
    sleeps: bool
    may_end: bool
    kind: StageKind | Literal[""]
    advice: str
    more_advice: str
    stages: tuple[StageToCome, ...]
    meeting: bool
    must_end: Moment | None
    go_on_by: Moment | None
    lesson_ends: Moment | None
    late: bool
    over_by: int
    paused_at: Moment | None


def lesson(standing: Standing) -> Lesson:
    """Stages to come with their minutes; moments in milliseconds. `late`: the plan no longer fits."""
    assembly = standing.assembly
    seen = forecast(assembly)
    meeting = assembly.now is not None and assembly.now.kind not in AFTER_THE_MEETING
    late = bool(
        meeting and seen.meeting_ends and seen.must_end and seen.meeting_ends > seen.must_end + 30_000
    )
    said = sentences(assembly.now.teacher) if assembly.now and assembly.status != "closed" else []
    return Lesson(
        status=assembly.status,
        lesson=assembly.lesson,
        of=assembly.lessons,
        sleeps=assembly.sleeps,
        may_end=lesson_may_end(assembly),
        kind=assembly.now.kind if assembly.now else "",
        advice=" ".join(said[:1]),
        more_advice=" ".join(said[1:]),
        stages=tuple(
            StageToCome(
                title=stage.title, minutes=round(seconds / 60, 1), after=stage.kind in AFTER_THE_MEETING
            )
            for stage, seconds in seen.stages
        ),
        meeting=meeting,
        must_end=seen.must_end,
        go_on_by=seen.go_on_by,
        lesson_ends=seen.lesson_ends,
        late=late,
        over_by=round((seen.meeting_ends - seen.must_end) / 60_000)
        if late and seen.meeting_ends and seen.must_end
        else 0,
        paused_at=assembly.paused_at,
    )
