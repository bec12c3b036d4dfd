"""The clock of the lesson: how long each stage may take, so that a third is left for looking back.

The minutes are planned beforehand (`planner.py`). When a stage runs over, the stages still to come before the
end of the meeting share what is left; what comes after it keeps its time.
"""

from collections.abc import Iterable

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import StageId
from debate.rules.business.planner import AFTER_THE_MEETING, BACK_IN, plan
from debate.scenario import Scenario, Stage

SHORTEST_STAGE = 30
"""Seconds: a stage that has to be squeezed keeps at least as much."""


class Forecast(Struct, frozen=True, kw_only=True):
    """How the lesson would go on from now. Moments in milliseconds, None before the meeting is open.

    `stages`: those still to come with their seconds; `go_on_by`: the latest moment to leave the current stage
    so that those which are planned for this lesson keep theirs; `lesson_ends`. In the last lesson also
    `meeting_ends`: when the meeting would end so, and `must_end`: the latest moment that leaves the debrief
    its time.
    """

    stages: tuple[tuple[Stage, int], ...]
    meeting_ends: int | None = None
    must_end: int | None = None
    go_on_by: int | None = None
    lesson_ends: int | None = None


def timetable(scenario: Scenario, minutes: int, lessons: int = 1) -> dict[StageId, int]:
    """Seconds per stage in so many lessons of so many minutes each; 0 leaves it out."""
    return {stage: given * 60 for stage, given in plan(scenario, minutes, lessons).minutes.items()}


def to_come(assembly: Assembly) -> list[Stage]:
    """The stages still to come, as they would if what is not decided yet went as in the record."""
    stages = assembly.agenda()
    seconds = timetable(assembly.scenario, assembly.minutes, assembly.lessons)
    here = next((i for i, stage in enumerate(stages) if stage.id == assembly.stage), -1)
    expected = assembly.decisions.as_recorded(assembly.scenario)
    return [stage for stage in stages[here + 1 :] if seconds[stage.id] and expected.holds(stage.when)]


def seconds_for(assembly: Assembly, stage: Stage, at: int) -> int:
    """How long this stage, entered now, may take. Its planned time, or less when the lesson runs late."""
    planned = timetable(assembly.scenario, assembly.minutes, assembly.lessons)
    if not assembly.opened_at:
        return planned[stage.id]
    if stage.kind in AFTER_THE_MEETING:
        left = (lesson_ends(assembly, assembly.lessons) - at) // 1000
        left -= _total(planned, to_come(assembly), after=stage)
    else:
        rest = [s for s in to_come(assembly) if s.kind not in AFTER_THE_MEETING]
        wanted = sum(planned[s.id] for s in rest if s.id != stage.id) + planned[stage.id]
        left = planned[stage.id] * _available(assembly, planned, at) // wanted
    return min(planned[stage.id], max(left, SHORTEST_STAGE))


def _total(planned: dict[StageId, int], stages: Iterable[Stage], after: Stage) -> int:
    return sum(planned[s.id] for s in stages if s.kind in AFTER_THE_MEETING and s.id != after.id)


def _available(assembly: Assembly, planned: dict[StageId, int], at: int) -> int:
    """Seconds the meeting still has; never less than nothing."""
    return max(0, must_end(assembly, planned) - at) // 1000


def must_end(assembly: Assembly, planned: dict[StageId, int]) -> int:
    """The latest moment at which the meeting has to end, so that the time for looking back is kept."""
    after = sum(planned[s.id] for s in assembly.scenario.agenda if s.kind in AFTER_THE_MEETING)
    return lesson_ends(assembly, assembly.lessons) - after * 1000


def lesson_ends(assembly: Assembly, lesson: int) -> int:
    """When the bell rings at the end of this lesson: the class has gathered as long as planned before the
    meeting was opened. Between lessons all clocks stand still."""
    planned = timetable(assembly.scenario, assembly.minutes, assembly.lessons)
    gathered = planned[assembly.scenario.agenda[0].id]
    whole = lesson * assembly.minutes - (lesson - 1) * BACK_IN
    return assembly.opened_at + (whole * 60 - gathered) * 1000


def lesson_may_end(assembly: Assembly) -> bool:
    """Is this the stage after which the plan ends this lesson, and not the last one?"""
    ends = plan(assembly.scenario, assembly.minutes, assembly.lessons).ends
    return assembly.lesson <= len(ends) and assembly.stage == ends[assembly.lesson - 1]


def forecast(assembly: Assembly) -> Forecast:
    """How the lesson goes on, as seen when the current stage began."""
    planned = timetable(assembly.scenario, assembly.minutes, assembly.lessons)
    stages = tuple((stage, planned[stage.id]) for stage in to_come(assembly))
    if not assembly.opened_at or assembly.stage_ends is None:
        return Forecast(stages=stages)
    ends = lesson_ends(assembly, assembly.lesson)
    if assembly.lesson < assembly.lessons:
        rest = _still_today(assembly, stages) * 1000
        return Forecast(stages=stages, go_on_by=ends - rest, lesson_ends=ends)
    rest = sum(seconds for stage, seconds in stages if stage.kind not in AFTER_THE_MEETING) * 1000
    latest = must_end(assembly, planned)
    return Forecast(
        stages=stages,
        meeting_ends=assembly.stage_ends + rest,
        must_end=latest,
        go_on_by=latest - rest,
        lesson_ends=ends,
    )


def _still_today(assembly: Assembly, stages: tuple[tuple[Stage, int], ...]) -> int:
    """Seconds of the stages that the plan has for this lesson, after the current one."""
    ends = plan(assembly.scenario, assembly.minutes, assembly.lessons).ends
    ids = [stage.id for stage, _ in stages]
    here = next((ids.index(end) + 1 for end in ends[assembly.lesson - 1 : assembly.lesson] if end in ids), 0)
    return sum(seconds for _, seconds in stages[:here])
