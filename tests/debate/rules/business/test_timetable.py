"""The lesson's clock: what runs over shortens what is to come, a third is kept, a pause costs nothing."""

import pytest

from debate import commands as c
from debate.commands import TEACHER
from debate.rules.business.timetable import AFTER_THE_MEETING, SHORTEST_STAGE, forecast, timetable, to_come
from tests.support.rules import mini, shipped
from tests.support.rules.meeting import START, Meeting, lobby

# Fifty minutes: gather 3, before the meeting is opened; brief 5, caucus 5, debate 8, bridge 3, toll 6 (or
# ferry 6), result 4: 31 minutes of meeting; out of role 2 and debrief 14.

BOTH = ("democratic-conference", "central-committee-10-october")
PLANNED = timetable(mini.scenario(), 50)


def opened(minutes: int = 50, pupils: int = 4, **created: object) -> Meeting:
    """A meeting that has just begun with its brief."""
    played = lobby(pupils, minutes=minutes, **created)
    played.do(c.OpenSession(by=TEACHER))
    return played


def lasts(played: Meeting) -> int:
    """Seconds the stage that has just begun may take."""
    return (played.assembly.stage_ends - played.at) // 1000


def go_on(played: Meeting, late: float = 0) -> None:
    """Play the stage to its end, and so many minutes beyond; then go on to the next."""
    played.at = played.assembly.stage_ends
    played.wait(late * 60)
    now = played.assembly.now
    if now.kind == "division":
        played.divide()
    played.do(c.AdvanceStage(by=TEACHER))


def test_who_keeps_to_the_plan_has_the_planned_times():
    played = opened()
    times = {played.assembly.stage: lasts(played)}
    while played.assembly.stage != "debrief":
        go_on(played)
        times[played.assembly.stage] = lasts(played)

    assert times == {stage: PLANNED[stage] for stage in times}
    assert played.assembly.stage_ends == START + 47 * 60_000


def test_what_runs_over_is_taken_from_the_stages_to_come_in_proportion():
    played = opened()
    for _ in range(2):
        go_on(played)
    assert played.assembly.stage == "first-debate"

    # Six and a half of the thirteen minutes still planned for the meeting are lost.
    go_on(played, late=6.5)

    assert lasts(played) == 90
    go_on(played)
    assert lasts(played) == 180
    go_on(played)
    assert lasts(played) == 120


def test_the_third_at_the_end_is_kept_whatever_ran_over():
    played = opened()
    for late in (2, 2, 2, 2, 0, 0):
        go_on(played, late=late)

    assert played.assembly.stage == "out-of-role"
    assert lasts(played) == PLANNED["out-of-role"]
    go_on(played)
    assert lasts(played) == PLANNED["debrief"]


def test_where_all_the_time_is_gone_every_stage_keeps_a_moment():
    played = opened()
    go_on(played, late=40)
    assert lasts(played) == SHORTEST_STAGE

    while played.assembly.stage != "out-of-role":
        go_on(played)

    assert played.at == START + (45 * 60 + 5 * SHORTEST_STAGE) * 1000
    assert lasts(played) == SHORTEST_STAGE


def test_who_is_early_has_no_more_than_the_planned_time():
    played = opened()
    played.wait(60)

    played.do(c.AdvanceStage(by=TEACHER))

    assert lasts(played) == PLANNED["caucus"]


def test_a_fire_drill_of_ten_minutes_costs_nothing():
    played, other = opened(), opened()
    played.wait(60)
    played.do(c.Pause(by=TEACHER))
    played.wait(600)
    played.do(c.Resume(by=TEACHER))

    for meeting in (played, other):
        while meeting.assembly.stage != "debrief":
            go_on(meeting)

    assert lasts(played) == lasts(other)
    assert played.at == other.at + 600_000
    assert forecast(played.assembly).must_end == forecast(other.assembly).must_end + 600_000


@pytest.mark.parametrize("slug", BOTH)
@pytest.mark.parametrize("minutes", [20, 45, 50, 60, 90, 240])
def test_a_third_is_planned_for_looking_back_in_lessons_of_any_length(slug, minutes):
    scenario = shipped.scenario(slug)
    played = opened(minutes, scenario=scenario)
    course = [scenario.agenda[0], played.assembly.now, *to_come(played.assembly)]
    planned = timetable(scenario, minutes)

    after = sum(planned[stage.id] for stage in course if stage.kind in AFTER_THE_MEETING)
    whole = sum(planned[stage.id] for stage in course)

    assert minutes * 60 - len(course) <= whole <= minutes * 60
    assert after >= minutes * 60 // 3 - 60


@pytest.mark.parametrize("slug", BOTH)
@pytest.mark.parametrize("late", [0, 1, 3])
def test_each_meeting_keeps_its_last_third_although_every_stage_runs_over(slug, late):
    scenario = shipped.scenario(slug)
    played = opened(50, scenario=scenario, pupils=0)
    while played.assembly.now.kind not in AFTER_THE_MEETING:
        # As long as the stages to come can still be shortened.
        foreseen = forecast(played.assembly)
        left = (foreseen.must_end - played.assembly.stage_ends) / 60_000 - late
        go_on(played, late=late if left > 1.5 * len(foreseen.stages) else 0)

    planned = timetable(scenario, 50)
    assert lasts(played) == planned[played.assembly.stage]
    assert played.at <= forecast(played.assembly).must_end


def test_the_forecast_says_when_the_meeting_ends_and_when_it_must():
    played = opened()
    foreseen = forecast(played.assembly)

    assert [stage.id for stage, _ in foreseen.stages] == [
        "caucus", "first-debate", "first-vote", "second-vote", "result", "out-of-role", "debrief",
    ]  # fmt: skip
    assert foreseen.meeting_ends == foreseen.must_end == START + 31 * 60_000
    assert foreseen.lesson_ends == START + 47 * 60_000

    go_on(played, late=4)

    foreseen = forecast(played.assembly)
    assert foreseen.must_end == START + 31 * 60_000
    assert foreseen.meeting_ends > foreseen.must_end


def test_the_forecast_says_by_when_to_go_on_so_that_nothing_gets_shorter():
    played = opened()
    assert forecast(played.assembly).go_on_by == played.assembly.stage_ends

    go_on(played, late=-2)
    assert forecast(played.assembly).go_on_by == played.assembly.stage_ends + 120_000

    go_on(played, late=4)
    assert forecast(played.assembly).go_on_by < played.assembly.stage_ends


def test_before_the_meeting_is_open_the_forecast_has_no_moments():
    foreseen = forecast(lobby(4).assembly)

    assert (foreseen.meeting_ends, foreseen.must_end, foreseen.lesson_ends) == (None, None, None)
    assert foreseen.stages


def test_what_is_not_decided_yet_is_expected_to_go_as_in_the_record():
    played = opened()
    assert "second-vote" in [stage.id for stage in to_come(played.assembly)]
    played.reach("first-debate")

    played.divide({f"s{n}": "against" for n in range(1, 5)}, question="bridge")

    ahead = [stage.id for stage in to_come(played.assembly)]
    assert "second-vote" not in ahead
    assert "ferry-vote" in ahead


def test_a_change_of_order_is_foreseen():
    played = opened(scenario=mini.with_everything())
    played.reach("first-debate")
    played.decide(played.moved("s2", kind="reorder", about="bridge"))

    assert [stage.id for stage in to_come(played.assembly)][0] == "first-vote"
