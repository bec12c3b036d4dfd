"""What is due from a person: every row of the table, in the moment it is for."""

import pytest

from debate import commands as c
from debate.commands import TEACHER
from debate.guide.now import Now, now
from tests.support.rules.meeting import Meeting, debating, lobby


def due(meeting: Meeting, seat: str = "s1") -> Now:
    return now(meeting.assembly, seat)


def voting(**put: object) -> Meeting:
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", **put))
    return meeting


def test_before_the_meeting_there_is_its_title():
    assert due(lobby()) == Now(kind="lobby", about="A bridge for Millbrook")


def test_who_reads_is_told_until_when():
    meeting = lobby()
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach("brief")

    assert due(meeting) == Now(kind="read", about="Brief", until=meeting.assembly.stage_ends)


def test_in_a_caucus_one_talks():
    meeting = lobby()
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach("caucus")

    assert (due(meeting).kind, due(meeting).acts) == ("caucus", ("caucus_say",))


def test_in_a_debate_in_which_nobody_speaks_one_asks_for_the_floor():
    meeting = debating()
    assert (due(meeting).kind, due(meeting).acts) == ("debate", ("request_floor",))

    meeting.do(c.RequestFloor(by="s2"))
    meeting.do(c.RequestFloor(by="s1"))
    assert due(meeting).acts == ("withdraw_request",)


def test_who_speaks_knows_until_when_and_the_others_who_it_is():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    until = meeting.assembly.floor.ends_at

    assert due(meeting) == Now(kind="speak", until=until, acts=("yield_floor",), calls=True)
    listens = due(meeting, "s2")
    assert (listens.kind, listens.until, listens.calls) == ("listen", until, False)
    assert listens.about
    assert listens.acts == ("react", "request_floor")


def test_a_word_put_in_is_due_from_who_puts_it_in():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s2"))

    assert due(meeting, "s2").kind == "put_in"
    assert due(meeting, "s1").kind == "speak"


def test_an_open_vote_calls_until_one_has_voted():
    meeting = voting()
    ballot = meeting.ballot
    assert due(meeting) == Now(
        kind="vote",
        about="Bridge",
        until=ballot.closes_at,
        ballot=ballot.id,
        acts=("cast_vote",),
        calls=True,
    )

    meeting.vote("s1", "for")

    voted = due(meeting)
    assert (voted.kind, voted.acts, voted.calls) == ("voted", ("cast_vote", "guess"), False)


def test_a_secret_vote_is_not_given_twice():
    meeting = voting(method="secret")
    meeting.vote("s1", "for")

    assert due(meeting).acts == ("guess",)


def test_a_vote_ends_the_speech():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    assert due(meeting).kind == "vote"

    meeting.vote("s1", "for")
    assert due(meeting).kind == "voted"


def test_in_a_roll_one_waits_to_be_called():
    meeting = voting(calls="seating")
    assert due(meeting).kind == "roll"

    meeting.do(c.CallNext(by=TEACHER))
    first = meeting.ballot.called
    others = [seat for seat in ("s1", "s2", "s3", "s4") if seat != first]
    assert (due(meeting, first).kind, due(meeting, first).calls) == ("called", True)
    assert {due(meeting, seat).kind for seat in others} == {"roll"}
    assert due(meeting, others[0]).about

    meeting.do(c.CallNext(by=TEACHER, seat=first))
    assert due(meeting, first).kind == "vote"  # passed over, and may still answer


def test_hands_are_raised_and_nothing_is_pressed():
    meeting = voting(method="paper")

    assert (due(meeting).kind, due(meeting).acts, due(meeting).calls) == ("vote", (), True)


def test_whoever_has_no_part_in_a_vote_watches():
    meeting = voting(method="delegation")
    behind = {seat for seats in meeting.ballot.behind.values() for seat in seats}
    spoken_for = next(
        seat for seat in ("s1", "s2", "s3", "s4") if seat in behind - set(meeting.ballot.weights)
    )

    assert due(meeting, spoken_for).kind == "watch"


def test_after_the_close_one_waits_and_then_hears_until_the_meeting_goes_on():
    meeting = voting()
    meeting.close()
    assert due(meeting).kind == "held"
    meeting.do(c.Reveal(by=TEACHER))
    assert due(meeting).kind == "held"

    meeting.do(c.Announce(by=TEACHER))
    assert due(meeting).kind == "result"

    meeting.wait(1)
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    assert due(meeting, "s2").kind == "listen"
    meeting.do(c.EndTurn(by=TEACHER))
    assert due(meeting).kind == "debate"


def test_a_result_stays_over_a_pause():
    meeting = voting()
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))
    meeting.wait(5)
    meeting.do(c.Pause(by=TEACHER))
    assert due(meeting).kind == "paused"

    meeting.wait(300)
    meeting.do(c.Resume(by=TEACHER))

    assert due(meeting).kind == "result"


def test_who_holds_the_chair_has_the_meetings_next_step_but_votes_first():
    meeting = debating()
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))
    assert (due(meeting).kind, due(meeting).calls) == ("chair", True)

    meeting.do(c.PutQuestion(by="s1", question="bridge"))
    assert due(meeting).kind == "vote"


def test_a_division_that_is_to_be_put():
    meeting = debating()
    meeting.reach("first-vote")

    assert due(meeting).kind == "division"


def test_a_recess_has_an_end():
    meeting = debating()
    motion = meeting.moved("s2", kind="adjourn", seconds=60)
    meeting.decide(motion)

    assert (due(meeting).kind, due(meeting).until) == ("recess", meeting.assembly.recess_ends)


def test_whose_seat_the_house_holds_is_called_back():
    meeting = debating()
    meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))

    assert (due(meeting).kind, due(meeting).calls) == ("away", True)


def test_afterwards_one_guesses_answers_and_looks_back():
    meeting = debating()
    meeting.reach("debrief")
    assert (due(meeting).kind, due(meeting).acts) == ("look_back", ("reflect",))

    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    assert (due(meeting).kind, due(meeting).acts) == ("guess_record", ("guess", "reflect"))

    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))
    meeting.do(c.PlanDebrief(by=TEACHER, questions=("d1",)))
    meeting.do(c.ShowQuestion(by=TEACHER, question="d1"))
    assert (due(meeting).kind, due(meeting).calls) == ("debrief", True)

    meeting.do(c.CloseSession(by=TEACHER))
    assert due(meeting).kind == "closed"


@pytest.mark.parametrize("pause", [False, True])
def test_nothing_calls_in_a_pause(pause):
    meeting = voting()
    if pause:
        meeting.do(c.Pause(by=TEACHER))

    assert due(meeting).calls is not pause
