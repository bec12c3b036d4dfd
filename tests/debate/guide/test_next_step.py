"""What is due from the chair: the rows of the table that need more than one moment, and what may be done
instead. (`tests/game/slices/test_desk.py` leads a whole meeting by it.)"""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.afterwards.debrief import chapters_of
from debate.commands import TEACHER
from debate.guide.instead import instead
from debate.guide.next_step import END_LESSON, Due, next_step
from debate.rules.voting.roll import LONGEST_ROLL, SECONDS_PER_NAME
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby


def steps(meeting: Meeting) -> list[str]:
    return ["end_lesson" if way == END_LESSON else way.step for way in instead(meeting.assembly)]


def asks(meeting: Meeting, *seats: str) -> None:
    for seat in seats:
        meeting.do(c.RequestFloor(by=seat, purpose="new_point"))


def at_the_vote(pupils: int = 4) -> Meeting:
    """A division on the bridge, whose meeting called the roll."""
    meeting = lobby(pupils, weighting="seat")
    meeting.do(c.OpenSession(by=TEACHER))
    while meeting.assembly.now.question != "bridge" or meeting.assembly.now.kind != "division":
        meeting.do(c.AdvanceStage(by=TEACHER))
    return meeting


def test_who_waits_in_a_debate_is_called_until_the_time_is_up():
    meeting = debating()
    asks(meeting, "s2", "s3")

    step = next_step(meeting.assembly)

    assert (step.step, step.value, step.about) == ("give_floor", "s2", "Ann Fisher")
    assert step.until == meeting.assembly.stage_ends
    assert step.beside.step == "advance_stage"
    meeting.do(c.GiveFloor(by=TEACHER, seat=step.value))
    assert next_step(meeting.assembly).value == "s3"


def test_with_an_empty_list_the_meeting_goes_on():
    meeting = debating()

    assert next_step(meeting.assembly).step == "advance_stage"


def test_who_can_not_be_called_is_passed_over():
    meeting = debating()
    asks(meeting, "s1")
    assert next_step(meeting.assembly).step == "give_floor"

    meeting.do(c.SetFloor(by=TEACHER, faction_seconds=10))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.wait(11)
    meeting.do(c.EndTurn(by=TEACHER))
    asks(meeting, "s1")

    assert next_step(meeting.assembly).step == "advance_stage"


def test_the_list_waits_for_procedure_and_admission_but_not_for_a_motion_to_be_put():
    meeting = debating()
    motion = meeting.moved("s2", text="The town buys a bell.")
    asks(meeting, "s3")
    assert next_step(meeting.assembly).step == "admit_motion"

    meeting.do(c.AdmitMotion(by=TEACHER, motion=motion))
    step = next_step(meeting.assembly)
    assert (step.step, step.beside.step, step.beside.value) == ("give_floor", "put_question", motion)

    closing = meeting.moved("s2", kind="close_list", by="s4")
    assert (next_step(meeting.assembly).step, next_step(meeting.assembly).value) == ("put_question", closing)


def test_when_a_question_is_due_nobody_is_called_first():
    meeting = at_the_vote()
    asks(meeting, "s1")

    assert next_step(meeting.assembly).step == "put_question"


def test_the_roll_is_called_where_the_meeting_called_it():
    meeting = at_the_vote()

    step = next_step(meeting.assembly)

    assert (step.step, step.value, step.way, step.minutes) == ("put_question", "bridge", "roll", 1)
    assert step.beside == Due(
        step="put_question", name="question", value="bridge", about="Bridge", way="at_once"
    )
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", calls="seating"))
    assert meeting.ballot.calls


def test_a_roll_of_too_many_is_not_called_unasked():
    called = {}
    for pupils in range(LONGEST_ROLL // SECONDS_PER_NAME - 2, LONGEST_ROLL // SECONDS_PER_NAME + 5):
        meeting = at_the_vote(pupils)
        names = sum(seat.votes and seat.held_by == "pupil" for seat in meeting.assembly.seats.values())
        called[names] = next_step(meeting.assembly).way == "roll"

    assert called == {names: names * SECONDS_PER_NAME <= LONGEST_ROLL for names in called}
    assert set(called.values()) == {True, False}


def test_a_meeting_that_showed_hands_is_not_called_by_name():
    scenario = mini.scenario()
    bridge, *others = scenario.questions
    meeting = lobby(scenario=replace(scenario, questions=(replace(bridge, method="show"), *others)))
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.do(c.AdvanceStage(by=TEACHER))
    while meeting.assembly.now.kind != "division":
        meeting.do(c.AdvanceStage(by=TEACHER))

    assert (next_step(meeting.assembly).step, next_step(meeting.assembly).way) == ("put_question", "")


@pytest.mark.parametrize(
    ("doing", "ways"),
    [
        ([], ["pause", "end_lesson", "close_session"]),
        ([c.Pause(by=TEACHER)], ["end_lesson", "close_session"]),
        ([c.Pause(by=TEACHER, sleeps=True)], ["close_session"]),
        ([c.CloseSession(by=TEACHER)], ["reopen_session"]),
        (
            [c.PutQuestion(by=TEACHER, question="bridge", method="show", seconds=60)],
            ["give_time", "pause"],
        ),
        ([c.PutQuestion(by=TEACHER, question="bridge", calls="seating")], ["close_ballot", "pause"]),
    ],
    ids=["debate", "pause", "night", "close", "vote with a clock", "roll"],
)
def test_what_may_be_done_instead(doing, ways):
    meeting = debating()
    for command in doing:
        meeting.do(command)

    assert steps(meeting) == ways


def test_a_result_may_be_told_in_parts_or_left_for_later():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
    meeting.vote("s1", "for")
    meeting.close()

    assert next_step(meeting.assembly).step == "announce"
    assert steps(meeting) == ["advance_stage", "reveal", "pause", "end_lesson", "close_session"]


def test_what_is_told_in_part_is_told_to_its_end_before_the_meeting_goes_on():
    meeting = at_the_vote()
    meeting.do(c.PutQuestion(by=TEACHER))
    meeting.vote("s1", "for")
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))
    meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.do(c.PutQuestion(by=TEACHER))
    meeting.vote("s1", "for")
    meeting.close()
    assert next_step(meeting.assembly).step == "advance_stage"

    meeting.do(c.Reveal(by=TEACHER))
    assert next_step(meeting.assembly).step == "reveal"
    meeting.do(c.Reveal(by=TEACHER))
    assert next_step(meeting.assembly).step == "announce"


def test_what_stands_beside_is_not_offered_again():
    meeting = debating()
    asks(meeting, "s2")

    assert next_step(meeting.assembly).beside.step == "advance_stage"
    assert "advance_stage" not in steps(meeting)


def test_looking_back_goes_from_chapter_to_chapter_and_can_be_closed_at_any():
    meeting = debating()
    meeting.reach("debrief")
    told = []

    while (step := next_step(meeting.assembly)).step == "show_chapter":
        assert step.beside.step == "close_session"
        meeting.do(c.ShowChapter(by=TEACHER, chapter=step.value))
        told.append(step.value)

    assert tuple(told) == chapters_of(meeting.scenario)
    assert "evidence" not in told, "no two documents contradict each other"
    assert step.step == "close_session"
    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))
    assert next_step(meeting.assembly).value == "person", "from where the class is"
