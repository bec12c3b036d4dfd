"""Guesses: of a vote by those who wait for its end, and of the record when the meeting is over."""

from debate import commands as c
from debate.commands import TEACHER
from tests.support.rules.meeting import debating


def test_who_has_voted_guesses_until_the_close_and_may_change_their_mind():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    guess = c.Guess(by="s1", about="b1", choice="carried")
    assert meeting.refusal(guess) == "no_guess_now"

    meeting.vote("s1", "for")
    meeting.do(guess)
    assert meeting.do(guess) == []
    meeting.do(c.Guess(by="s1", about="b1", choice="lost"))

    assert meeting.assembly.guesses["s1/b1"] == "lost"
    meeting.close()
    assert meeting.refusal(guess) == "no_guess_now"


def test_the_record_is_guessed_in_its_chapter_alone():
    meeting = debating()
    guess = c.Guess(by="s1", about="bridge", choice="carried")
    meeting.reach("debrief")
    assert meeting.refusal(guess) == "no_guess_now"

    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    meeting.do(guess)
    assert meeting.refusal(c.Guess(by="s1", about="bridge", choice="north")) == "no_such_guess"
    assert meeting.refusal(c.Guess(by="s1", about="ferry", choice="lost")) == "no_guess_now"

    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))
    assert meeting.refusal(guess) == "no_guess_now"
    assert meeting.assembly.guesses["s1/bridge"] == "carried"
