"""Whether a class fits into its lessons: reading, speaking, and what is left out."""

import pytest
from msgspec.structs import replace

from debate.commands import TEACHER, CreateSession
from debate.rules.business.planner import plan
from debate.rules.business.reckoning import WORDS_A_MINUTE, reckoning, suggested, words_of_sheet
from debate.scenario import Aim, Condition, Outcome
from tests.support.rules import mini, shipped
from tests.support.rules.meeting import Meeting

CONFERENCE, COMMITTEE = "democratic-conference", "central-committee-10-october"


def persons(slug, pupils):
    """Whom a class of this size plays."""
    played = Meeting(shipped.scenario(slug))
    played.do(CreateSession(by=TEACHER, pupils=pupils, minutes=50))
    order = played.assembly.order[:pupils]
    return [role for seat in order if (role := played.assembly.role_of(seat))]


@pytest.mark.parametrize(
    ("slug", "pupils", "minutes", "lessons"),
    [(CONFERENCE, 12, 50, 1), (CONFERENCE, 16, 50, 1), (CONFERENCE, 28, 50, 2), (CONFERENCE, 28, 45, 2)]
    + [(CONFERENCE, 28, 90, 1), (COMMITTEE, 12, 50, 1), (COMMITTEE, 12, 90, 1)],
)
def test_a_class_takes_as_many_lessons_as_it_needs(slug, pupils, minutes, lessons):
    assert suggested(shipped.scenario(slug), persons(slug, pupils), minutes) == lessons


def test_a_meeting_that_can_not_be_parted_takes_one_lesson_and_says_that_it_does_not_fit():
    scenario, played = shipped.scenario(COMMITTEE), persons(COMMITTEE, 21)

    assert suggested(scenario, played, 45) == 1
    assert not reckoning(scenario, played, 45, 1).fits


def test_reading_is_the_longest_sheet_with_the_situation():
    scenario, played = shipped.scenario(CONFERENCE), persons(CONFERENCE, 20)

    found = reckoning(scenario, played, 50, 2)

    situation = sum(len(claim.text.split()) for claim in scenario.situation)
    assert found.words == situation + max(map(words_of_sheet, played))
    assert (found.reading - 1) * WORDS_A_MINUTE < found.words <= found.reading * WORDS_A_MINUTE
    assert found.can_be_read


def test_more_have_to_speak_than_can_in_too_short_a_lesson():
    scenario, played = shipped.scenario(CONFERENCE), persons(CONFERENCE, 40)

    short, long = reckoning(scenario, played, 45, 1), reckoning(scenario, played, 50, 2)

    assert short.must_speak == long.must_speak > short.can_speak
    assert long.can_speak > short.can_speak
    assert not short.all_can_speak


def shortened():
    """A meeting whose second vote is left out where there is little time, and what goes with it."""
    scenario = mini.scenario()
    [division] = [s for s in scenario.agenda if s.kind == "division" and s.question == "toll"][:1]
    agenda = tuple(
        replace(stage, may_be_left_out=True, least=30, ideal=30) if stage is division else stage
        for stage in scenario.agenda
    )
    endings = (Outcome(id="tolled", title="Tolled", text="x", when=Condition(carried=("toll",))),)
    first, second, *others = scenario.roles
    return replace(
        scenario,
        agenda=agenda,
        outcomes=(*endings, *scenario.outcomes),
        roles=(
            replace(first, public_met=Aim(outcomes=("tolled",)), private_met=None),
            replace(second, public_met=Aim(either=(Aim(voted={"toll": "for"}), Aim(speeches=1)))),
            *others,
        ),
    )


def test_a_question_that_is_left_out_takes_its_endings_and_aims_with_it():
    scenario = shortened()
    [left] = {
        s.question
        for s in scenario.agenda
        if s.kind == "division" and not plan(scenario, 20, 1).minutes[s.id]
    }

    found = reckoning(scenario, scenario.roles, 20, 1).left_out

    assert left == "toll"
    assert found.questions == (scenario.question("toll").title,)
    assert "Tolled" in found.endings
    assert scenario.roles[0].name in found.persons
    assert scenario.roles[1].name not in found.persons, "who can speak instead"
