"""The plan of one lesson, or of several: whole minutes that add up, and where a lesson ends."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import TEACHER
from debate.rules.business.planner import AFTER_THE_MEETING, BACK_IN, course, plan
from debate.scenario import Scenario
from tests.support.rules import mini, shipped
from tests.support.rules.meeting import lobby

BOTH = ("democratic-conference", "central-committee-10-october")


def agenda(**changes: dict[str, object]) -> Scenario:
    """The miniature with other stages, by id."""
    bare = mini.scenario()
    stages = (replace(stage, **changes.get(stage.id.replace("-", "_"), {})) for stage in bare.agenda)
    return replace(bare, agenda=tuple(stages))


def total(scenario: Scenario, minutes: int, lessons: int = 1) -> int:
    planned = plan(scenario, minutes, lessons).minutes
    return sum(planned[stage.id] for stage in course(scenario))


@pytest.mark.parametrize("minutes", range(20, 241))
def test_the_minutes_of_a_lesson_add_up_whatever_its_length(minutes):
    assert total(mini.scenario(), minutes) == minutes


@pytest.mark.parametrize("slug", BOTH)
@pytest.mark.parametrize("minutes", range(40, 121))
def test_our_meetings_fill_lessons_of_40_to_120_minutes_and_keep_a_third(slug, minutes):
    scenario = shipped.scenario(slug)
    planned = plan(scenario, minutes).minutes
    after = sum(planned[stage.id] for stage in course(scenario) if stage.kind in AFTER_THE_MEETING)

    assert total(scenario, minutes) == minutes
    assert after >= minutes // 3
    assert all(planned[stage.id] for stage in course(scenario) if not stage.may_be_left_out)


def test_where_the_time_is_as_planned_every_stage_has_its_ideal_or_its_least():
    scenario = mini.scenario()

    assert [plan(scenario, 90).minutes[stage.id] for stage in course(scenario)] == [
        stage.ideal for stage in course(scenario)
    ]
    assert [plan(scenario, 50).minutes[stage.id] for stage in course(scenario)] == [
        stage.least for stage in course(scenario)
    ]


def test_what_may_be_left_out_is_once_it_would_get_less_than_its_least():
    scenario = agenda(caucus={"least": 4, "ideal": 10, "may_be_left_out": True})

    given = {minutes: plan(scenario, minutes).minutes["caucus"] for minutes in range(45, 91)}

    assert given[90] == 10
    assert given[45] == 0
    assert not {1, 2, 3} & set(given.values())


def test_a_class_is_told_when_a_lesson_is_too_short():
    assert plan(mini.scenario(), 50).fits
    assert not plan(mini.scenario(), 40).fits


def two_lessons() -> Scenario:
    return agenda(caucus={"lesson_may_end": True}, first_vote={"lesson_may_end": True})


def test_two_lessons_end_where_one_may_end_and_each_is_filled():
    scenario = two_lessons()
    planned = plan(scenario, 45, 2)
    stages = [stage.id for stage in course(scenario)]
    (end,) = planned.ends
    first = sum(planned.minutes[id] for id in stages[: stages.index(end) + 1])
    second = sum(planned.minutes[id] for id in stages[stages.index(end) + 1 :])

    assert end in ("caucus", "first-vote")
    assert (first, second) == (45, 45 - BACK_IN)


def test_the_break_is_where_the_stages_are_treated_most_alike():
    assert plan(two_lessons(), 45, 2).ends == ("first-vote",)


def test_no_stage_has_less_than_no_time_whatever_lies_in_the_last_lesson():
    scenario = agenda(
        caucus={"lesson_may_end": True},
        second_vote={"may_be_left_out": True, "lesson_may_end": True},
        result={"may_be_left_out": True, "least": 30, "ideal": 30, "lesson_may_end": True},
    )
    for minutes in range(20, 121, 5):
        for lessons in (1, 2, 3):
            assert min(plan(scenario, minutes, lessons).minutes.values()) >= 0


def test_where_no_lesson_may_end_the_whole_is_planned_as_one():
    planned = plan(mini.scenario(), 45, 2)

    assert planned.ends == ()
    assert total(mini.scenario(), 45, 2) == 90


def test_a_session_sleeps_until_the_next_lesson_and_its_clocks_with_it():
    played = lobby(4, scenario=two_lessons(), minutes=45, lessons=2)
    played.do(c.OpenSession(by=TEACHER))
    ends = played.assembly.stage_ends
    played.wait(60)

    played.do(c.Pause(by=TEACHER, sleeps=True))
    assert played.assembly.sleeps
    played.wait(7 * 24 * 3600)
    played.do(c.Resume(by=TEACHER))

    assert not played.assembly.sleeps
    assert played.assembly.stage_ends == ends + 7 * 24 * 3600 * 1000


@pytest.mark.parametrize("lessons", [0, 4])
def test_a_meeting_takes_one_to_three_lessons(lessons):
    played = lobby()
    create = c.CreateSession(by=TEACHER, pupils=4, minutes=50, lessons=lessons)

    assert type(played)().refusal(create) == "number_of_lessons"
