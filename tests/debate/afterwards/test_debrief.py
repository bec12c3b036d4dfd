"""Talking about it afterwards: reflections for the teacher alone, and questions that are chosen and shown."""

import pytest

from debate import commands as c
from debate.afterwards.debrief import chapter_of, question_text
from debate.commands import TEACHER
from debate.rules.business.agenda import has_compared
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import on_the_wall, ready, reflections, view

SECRET = "I was afraid to speak."


def looking_back(votes=None) -> Meeting:
    """A meeting that voted on the bridge and has come to its debrief."""
    played = debating(4, scenario=mini.with_everything())
    played.divide(votes or {"s1": "for", "s2": "against", "s3": "for", "s4": "for"}, question="bridge")
    played.reach("debrief")
    return played


def ids(played: Meeting) -> list[str]:
    return [row["id"] for row in ready(played.assembly)]


def test_a_reflection_reaches_the_teacher_and_comes_back_to_whoever_wrote_it():
    played = looking_back()

    played.do(c.Reflect(by="s1", text=f"  {SECRET} "))

    assert [(row["seat"], row["text"]) for row in reflections(played.assembly)] == [("s1", SECRET)]
    assert view(played.assembly, "teach")["reflections"][0]["text"] == SECRET
    assert view(played.assembly, "seat", "s1")["me"]["reflection"] == SECRET


@pytest.mark.parametrize(("audience", "seat"), [("seat", "s2"), ("screen", "")])
def test_nobody_else_reads_it(audience, seat):
    played = looking_back()
    played.do(c.Reflect(by="s1", text=SECRET))

    assert SECRET not in str(view(played.assembly, audience, seat))


def test_it_can_be_written_anew_until_the_session_is_closed():
    played = looking_back()
    played.do(c.Reflect(by="s1", text="First."))

    played.do(c.Reflect(by="s1", text="Second."))

    assert played.do(c.Reflect(by="s1", text="Second.")) == []
    assert [row["text"] for row in reflections(played.assembly)] == ["Second."]
    played.do(c.CloseSession(by=TEACHER))
    assert played.refusal(c.Reflect(by="s1", text="Third.")) == "session_closed"


@pytest.mark.parametrize(
    ("stage", "code"), [("first-debate", "no_reflection_now"), ("out-of-role", None), ("debrief", None)]
)
def test_it_is_written_when_the_meeting_is_over(stage, code):
    played = debating(4)
    played.reach(stage)
    command = c.Reflect(by="s1", text="So that was it.")

    assert (played.refusal(command) if code else bool(played.do(command))) == (code or True)


@pytest.mark.parametrize(("text", "code"), [("  ", "empty_text"), ("x" * 1501, "text_too_long")])
def test_it_is_short_and_not_empty(text, code):
    assert looking_back().refusal(c.Reflect(by="s1", text=text)) == code


def test_whoever_takes_the_seat_after_them_does_not_find_it():
    played = looking_back()
    played.do(c.Reflect(by="s1", text=SECRET))
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))

    played.do(c.TakeSeat(by=TEACHER, seat="s1"))

    assert "reflection" not in view(played.assembly, "seat", "s1")["me"]
    assert reflections(played.assembly) == []


def test_a_teacher_writes_it_down_for_a_pupil_without_a_device():
    played = looking_back()

    played.do(c.Reflect(by=TEACHER, seat="s2", text="It was loud."))

    assert reflections(played.assembly)[0]["seat"] == "s2"
    assert played.refusal(c.Reflect(by="s1", seat="s2", text="It was not.")) == "not_yours"


def test_questions_about_the_class_s_own_moments_come_when_the_meeting_is_over():
    played = debating(4, scenario=mini.with_everything())
    played.divide({"s1": "for", "s2": "against", "s3": "for", "s4": "for"}, question="bridge")
    assert ids(played) == ["d1"]

    played.reach("debrief")

    # Nobody spoke and nobody leaned: no silence between speeches, no swing.
    assert ids(played)[:2] == ["d1", "d2"]
    assert not {"d3", "d6"} & set(ids(played))
    assert question_text(played.assembly, "d2").startswith("Close: ")


def test_a_question_is_planned_before_it_is_shown():
    played = looking_back()
    assert played.refusal(c.ShowQuestion(by=TEACHER, question="d1")) == "not_planned"

    played.do(c.PlanDebrief(by=TEACHER, questions=("d2", "d1", "d2")))
    played.do(c.ShowQuestion(by=TEACHER, question="d1"))

    assert played.assembly.planned == ("d2", "d1")
    assert on_the_wall(played.assembly) == {"id": "d1", "move": "describe", "text": "What happened?"}
    for audience, seat in (("screen", ""), ("seat", "s1"), ("teach", "")):
        assert view(played.assembly, audience, seat)["debrief"]["text"] == "What happened?"


def test_nothing_is_shown_before_the_meeting_is_over():
    played = debating(4)
    played.do(c.PlanDebrief(by=TEACHER, questions=("d1",)))

    assert played.refusal(c.ShowQuestion(by=TEACHER, question="d1")) == "meeting_not_over"
    assert "planned" not in view(played.assembly, "seat", "s1")


def test_a_moment_that_did_not_happen_cannot_be_shown():
    played = looking_back()
    played.do(c.PlanDebrief(by=TEACHER, questions=("d6",)))

    assert played.refusal(c.ShowQuestion(by=TEACHER, question="d6")) == "no_such_debrief_question"


def test_a_question_that_does_not_exist_is_not_planned():
    assert looking_back().refusal(c.PlanDebrief(by=TEACHER, questions=("d1", "d99"))) == (
        "no_such_debrief_question"
    )


def test_a_question_that_leaves_the_list_leaves_the_wall():
    played = looking_back()
    played.do(c.PlanDebrief(by=TEACHER, questions=("d1", "d2")))
    played.do(c.ShowQuestion(by=TEACHER, question="d1"))

    played.do(c.PlanDebrief(by=TEACHER, questions=("d2",)))

    assert on_the_wall(played.assembly) is None
    played.do(c.Undo(by=TEACHER))
    assert on_the_wall(played.assembly)["id"] == "d1"


def test_showing_can_be_taken_back():
    played = looking_back()
    played.do(c.PlanDebrief(by=TEACHER, questions=("d1", "d2")))
    played.do(c.ShowQuestion(by=TEACHER, question="d1"))
    played.do(c.ShowQuestion(by=TEACHER, question="d2"))

    played.do(c.Undo(by=TEACHER))

    assert on_the_wall(played.assembly)["id"] == "d1"
    assert played.do(c.ShowQuestion(by=TEACHER, question="d1")) == []
    played.do(c.ShowQuestion(by=TEACHER))
    assert on_the_wall(played.assembly) is None


def test_nothing_tells_how_they_decided_before_the_class_has_guessed_it():
    meeting = looking_back()

    def told(audience: str) -> bool:
        return any("record" in row for row in view(meeting.assembly, audience)["divisions"])

    assert told("teach")
    assert not told("seat")
    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    assert not told("seat")
    assert not told("screen")
    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))
    assert told("seat")
    assert told("screen")


def test_chapters_come_when_the_meeting_is_over_one_at_a_time():
    meeting = debating()
    assert meeting.refusal(c.ShowChapter(by=TEACHER, chapter="halls")) == "meeting_not_over"
    meeting.reach("debrief")
    assert meeting.refusal(c.ShowChapter(by=TEACHER, chapter="war")) == "no_such_chapter"

    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    assert not has_compared(meeting.assembly)
    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))
    assert meeting.do(c.ShowChapter(by=TEACHER, chapter="halls")) == []
    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))

    assert meeting.assembly.chapters == ("halls", "guess")
    assert has_compared(meeting.assembly)
    meeting.do(c.Undo(by=TEACHER))
    assert chapter_of(meeting.assembly) == "halls"
