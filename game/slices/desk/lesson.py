"""The timetable at the desk: what is to come, and by when the meeting must end to leave time to look back."""

from debate.audience import Slice
from debate.timetable import AFTER_THE_MEETING, forecast
from game.standing import Standing


def lesson(standing: Standing) -> Slice:
    """Stages to come with their minutes; moments in milliseconds. `late`: the plan no longer fits."""
    assembly = standing.assembly
    seen = forecast(assembly)
    meeting = assembly.now is not None and assembly.now.kind not in AFTER_THE_MEETING
    late = bool(
        meeting and seen.meeting_ends and seen.must_end and seen.meeting_ends > seen.must_end + 30_000
    )
    return {
        "status": assembly.status,
        "stages": [
            {
                "title": stage.title,
                "minutes": round(seconds / 60, 1),
                "after": stage.kind in AFTER_THE_MEETING,
            }
            for stage, seconds in seen.stages
        ],
        "meeting": meeting,
        "meeting_ends": seen.meeting_ends,
        "must_end": seen.must_end,
        "go_on_by": seen.go_on_by,
        "lesson_ends": seen.lesson_ends,
        "late": late,
        "over_by": round((seen.meeting_ends - seen.must_end) / 60_000)
        if late and seen.meeting_ends and seen.must_end
        else 0,
        "paused_at": assembly.paused_at,
    }
