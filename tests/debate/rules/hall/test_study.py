"""The lesson before and written work: what is kept, for whom, and what the marks make of it."""

import pytest

from debate import commands as c
from debate.afterwards.marks import marks
from debate.afterwards.study import right_answers
from debate.commands import TEACHER
from debate.rules.hall.study import LONGEST_WORK
from tests.support.rules.meeting import Meeting, debating, lobby
from tests.support.rules.mini import with_everything
from tests.support.rules.seen import view
from tests.support.rules.studied import OPEN

WORK = "Dear all, I voted for it, and I would again."


def meeting() -> Meeting:
    return debating(9, scenario=with_everything())


def test_a_pupil_answers_in_the_lobby_and_may_think_again():
    played = lobby(3, with_everything())
    played.do(c.AnswerCheck(by="s1", question="river", option=2))
    played.do(c.AnswerCheck(by="s1", question="river", option=1))
    played.do(c.AnswerCheck(by="s1", question="sank", option=1))
    played.do(c.AnswerCheck(by="s2", question="sank", option=2))

    assert view(played.assembly, "seat", "s1")["me"]["checks"] == {"river": 1, "sank": 1}
    assert view(played.assembly, "seat", "s2")["me"]["checks"] == {"sank": 2}
    assert view(played.assembly, "teach")["checks"] == {"s1": 1, "s2": 1}
    found = right_answers(played.assembly)
    assert {id: (one.answered, one.right) for id, one in found.items()} == {"river": (1, 1), "sank": (2, 1)}


@pytest.mark.parametrize(("question", "option"), [("river", 0), ("river", 3), ("moon", 1), ("", 1)])
def test_an_answer_is_one_of_those_offered(question, option):
    command = c.AnswerCheck(by="s1", question=question, option=option)

    assert meeting().refusal(command) == "no_such_answer"


def test_the_others_learn_nothing_of_answers_and_work():
    played = meeting()
    played.do(c.AnswerCheck(by="s1", question="river", option=2))
    played.do(c.HandIn(by="s1", task="essay", text=WORK))

    for audience, seat in (("seat", "s2"), ("screen", "")):
        seen = view(played.assembly, audience, seat)
        assert WORK not in str(seen)
        assert "work" not in seen
        assert "checks" not in seen


def test_work_is_handed_in_again_and_after_the_close_and_the_latest_stands():
    played = meeting()
    played.do(c.HandIn(by="s1", task="essay", text="A first try."))
    played.reach("debrief")
    played.do(c.CloseSession(by=TEACHER))
    played.do(c.HandIn(by="s1", task="essay", text=f"  {WORK} "))

    assert view(played.assembly, "seat", "s1")["me"]["work"] == {"essay": WORK}
    (work,) = view(played.assembly, "teach")["work"]
    assert (work["seat"], work["task"], work["text"], work["words"]) == ("s1", "essay", WORK, 10)


def test_lines_of_written_work_stay_apart():
    played = meeting()

    played.do(
        c.HandIn(by="s1", task="essay", text="Dear  mother,\r\n\r\n\n\nwe voted. \n Yours,\x00 Miller\n")
    )

    assert list(played.assembly.work.values()) == ["Dear mother,\n\nwe voted.\nYours, Miller"]


def test_what_is_taken_away_of_one_task_stays_of_another_also_if_the_words_are_the_same():
    played = meeting()
    for task in ("essay", "letter-home"):
        played.do(c.HandIn(by="s1", task=task, text=WORK))
    essay = min(id for id, text in played.assembly.texts.items() if text.kind == "work")
    played.do(c.TakeAway(by=TEACHER, text=essay))

    assert view(played.assembly, "seat", "s1")["me"]["work"] == {"letter-home": WORK}


@pytest.mark.parametrize(
    ("task", "text", "code"),
    [
        ("poem", WORK, "no_such_task"),
        ("essay", "  ", "empty_text"),
        ("essay", "x" * (LONGEST_WORK + 1), "text_too_long"),
    ],
)
def test_work_is_for_a_task_and_no_longer_than_anybody_reads(task, text, code):
    assert meeting().refusal(c.HandIn(by="s1", task=task, text=text)) == code


def test_who_sits_down_in_a_seat_finds_nothing_of_whoever_sat_there():
    played = meeting()
    played.do(c.AnswerCheck(by="s1", question="river", option=1))
    played.do(c.HandIn(by="s1", task="essay", text=WORK))
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))
    played.do(c.TakeSeat(by=TEACHER, seat="s1"))

    me = view(played.assembly, "seat", "s1")["me"]
    assert (me["checks"], me["work"]) == ({}, {})


def test_the_marks_tell_what_was_cited_answered_and_handed_in():
    played = meeting()
    played.do(c.AnswerCheck(by="s1", question="river", option=1))
    played.do(c.AnswerCheck(by="s1", question="sank", option=1))
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.do(c.CiteDocument(by="s1", document=OPEN))
    played.do(c.YieldFloor(by="s1"))
    played.do(c.LeaveStatement(by="s1", text="See there.", cites=OPEN))
    played.do(c.HandIn(by="s1", task="essay", text=WORK))

    own, others = marks(played.assembly)["s1"], marks(played.assembly)["s2"]

    assert [(one.title, one.where) for one in own.cited] == [
        ("The petition", "speech"),
        ("The petition", "statement"),
    ]
    assert (own.checked, own.checked_right, own.work) == (2, 1, {"An essay": WORK})
    assert (others.cited, others.checked, others.work) == ((), 0, {})
