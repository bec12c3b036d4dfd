"""The floor and the speakers' list, and the statements left for the record."""

from debate import commands as c
from debate.commands import TEACHER
from debate.rules.hall.floor import LONGEST_STATEMENT, MOST_STATEMENTS, PURPOSES
from debate.scenario import StandingOrders
from tests.support.rules.meeting import debating

SPEECH_SECONDS = StandingOrders().speech_seconds


def on_list(meeting):
    return [request.seat for request in meeting.assembly.floor.requests]


def test_pupils_are_called_in_the_order_in_which_they_asked():
    meeting = debating()
    for seat in ("s3", "s1", "s2"):
        meeting.do(c.RequestFloor(by=seat))

    meeting.do(c.GiveFloor(by=TEACHER))

    assert meeting.assembly.floor.speaker == "s3"
    assert on_list(meeting) == ["s1", "s2"]


def test_the_chair_may_call_somebody_out_of_turn():
    meeting = debating()
    for seat in ("s3", "s1", "s2"):
        meeting.do(c.RequestFloor(by=seat))

    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    assert meeting.assembly.floor.speaker == "s1"
    assert on_list(meeting) == ["s3", "s2"]


def test_the_chair_may_call_a_person_the_house_plays_but_no_empty_chair():
    meeting = debating()

    meeting.do(c.GiveFloor(by=TEACHER, seat="s9"))

    assert meeting.assembly.floor.speaker == "s9"
    assert meeting.refusal(c.GiveFloor(by=TEACHER, seat="s10")) == "no_such_seat"
    assert meeting.refusal(c.GiveFloor(by=TEACHER, seat="s99")) == "no_such_seat"


def test_a_speech_has_its_time():
    meeting = debating()

    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    assert meeting.assembly.floor.since == meeting.at
    assert meeting.assembly.floor.ends_at == meeting.at + SPEECH_SECONDS * 1000


def test_calling_the_next_ends_the_speech_before():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.wait(30)

    meeting.do(c.GiveFloor(by=TEACHER, seat="s2"))

    (speech,) = meeting.assembly.speeches.values()
    assert (speech.seat, speech.ended - speech.began) == ("s1", 30_000)


def test_a_speaker_yields_the_floor_and_nobody_else_does():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    assert meeting.refusal(c.YieldFloor(by="s2")) == "not_speaking"
    meeting.do(c.YieldFloor(by="s1"))

    assert meeting.assembly.floor.speaker == ""


def test_the_chair_ends_a_turn_if_there_is_one():
    meeting = debating()
    assert meeting.do(c.EndTurn(by=TEACHER)) == []
    assert meeting.refusal(c.EndTurn(by=TEACHER, seat="s99")) == "no_such_seat"
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    meeting.do(c.EndTurn(by=TEACHER))

    assert meeting.assembly.floor.speaker == ""


def test_an_empty_list_gives_nobody_the_floor():
    assert debating().refusal(c.GiveFloor(by=TEACHER)) == "nobody_asked"


def test_nobody_is_on_the_list_twice():
    meeting = debating()
    meeting.do(c.RequestFloor(by="s1"))

    assert meeting.refusal(c.RequestFloor(by="s1", purpose="attack")) == "already_on_list"


def test_who_speaks_neither_asks_nor_is_called_again():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    assert meeting.refusal(c.RequestFloor(by="s1")) == "has_the_floor"
    assert meeting.refusal(c.WithdrawRequest(by="s1")) == "has_the_floor"
    assert meeting.do(c.GiveFloor(by=TEACHER, seat="s1")) == []


def test_who_thinks_better_of_it_leaves_the_list():
    meeting = debating()
    meeting.do(c.RequestFloor(by="s1"))

    meeting.do(c.WithdrawRequest(by="s1"))

    assert on_list(meeting) == []
    assert meeting.do(c.WithdrawRequest(by="s1")) == []


def test_a_request_says_what_for():
    meeting = debating(pupils=6)
    for seat, purpose in zip(("s1", "s2", "s3", "s4", "s5", "s6"), PURPOSES, strict=True):
        meeting.do(c.RequestFloor(by=seat, purpose=purpose))

    assert [request.purpose for request in meeting.assembly.floor.requests] == list(PURPOSES)
    assert meeting.refusal(c.RequestFloor(by="s1", purpose="filibuster")) == "no_such_purpose"


def test_a_statement_is_kept_with_its_spaces_put_right():
    meeting = debating()

    meeting.do(c.LeaveStatement(by="s1", text="  A bridge,\n\n  at   last. "))

    statement = meeting.assembly.statements["t1"]
    assert (statement.seat, statement.text) == ("s1", "A bridge, at last.")


def test_a_statement_says_something_and_not_too_much():
    meeting = debating()

    assert meeting.refusal(c.LeaveStatement(by="s1", text=" \n ")) == "empty_text"
    assert meeting.refusal(c.LeaveStatement(by="s1", text="x" * (LONGEST_STATEMENT + 1))) == "text_too_long"
    assert meeting.do(c.LeaveStatement(by="s1", text=" " + "x" * LONGEST_STATEMENT))


def test_one_pupil_does_not_fill_the_record_alone():
    meeting = debating()
    for n in range(MOST_STATEMENTS):
        meeting.do(c.LeaveStatement(by="s1", text=f"Point {n}."))

    assert meeting.refusal(c.LeaveStatement(by="s1", text="One more.")) == "too_many_statements"
    assert meeting.do(c.LeaveStatement(by="s2", text="My first."))


def test_the_teacher_hides_a_statement_and_shows_it_again():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="A bridge!"))

    meeting.do(c.HideStatement(by=TEACHER, statement="t1"))
    assert meeting.assembly.statements["t1"].hidden
    assert meeting.do(c.HideStatement(by=TEACHER, statement="t1")) == []

    meeting.do(c.HideStatement(by=TEACHER, statement="t1", hidden=False))
    assert not meeting.assembly.statements["t1"].hidden
    assert meeting.refusal(c.HideStatement(by=TEACHER, statement="t9")) == "no_such_statement"
