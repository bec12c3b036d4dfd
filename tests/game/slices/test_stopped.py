"""Where a meeting stopped: what was decided, by whatever method, and nothing that was only asked."""

from debate import commands as c
from debate.commands import TEACHER
from game import parts
from game.slices.stopped import recap, stopped
from game.standing import Standing
from tests.support.rules import mini
from tests.support.rules.meeting import debating


def where(meeting):
    return stopped(Standing(code="MILBRK", assembly=meeting.assembly))


def test_yes_and_no_have_figures():
    meeting = debating(weighting="seat")
    ballot = meeting.divide({"s1": "for"}, question="bridge")

    [row] = where(meeting).decided

    assert (row.carried, row.chosen) == (ballot.carried, ())
    assert row.figures == (ballot.tally["for"], ballot.tally["against"])


def test_of_alternatives_those_that_were_chosen_are_named():
    meeting = debating(scenario=mini.with_everything(), weighting="seat")
    ballot = meeting.divide({"s1": "ann,bob"}, question="board")
    texts = {a.id: a.text for a in meeting.scenario.question("board").alternatives}

    [row] = where(meeting).decided

    assert row.figures is None
    assert ballot.winners
    assert set(row.chosen) == {texts[id] for id in ballot.winners}


def test_a_straw_poll_decides_nothing():
    meeting = debating(scenario=mini.with_everything(), weighting="seat")
    meeting.divide({"s1": "north>south"}, question="way")

    assert where(meeting).decided == ()


def test_a_result_that_was_not_read_out_is_not_told():
    meeting = debating(weighting="seat")
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    meeting.close()

    assert where(meeting).decided == ()


def test_in_the_next_lesson_pupils_can_still_read_where_the_last_one_stopped():
    """What is decided afterwards does not come into it."""
    meeting = debating(weighting="seat")
    assert recap(Standing(code="MILBRK", assembly=meeting.assembly)) is None
    meeting.divide({"s1": "for"}, question="bridge")
    meeting.do(c.Pause(by=TEACHER))
    meeting.do(c.Resume(by=TEACHER))
    meeting.do(c.Pause(by=TEACHER, sleeps=True))
    meeting.wait(24 * 3600)
    meeting.do(c.Resume(by=TEACHER))
    meeting.divide({"s1": "for"}, question="toll")
    now = Standing(code="MILBRK", assembly=meeting.assembly)

    [row] = recap(now)
    html = parts.page(now, "seat", "s1", "en")["my_cards"]

    assert row.title == meeting.scenario.question("bridge").title
    assert "Where the last lesson stopped" in html
    assert " hidden" not in html.split(">")[0]
    assert meeting.scenario.question("toll").title not in html


def test_the_news_of_a_first_lesson_has_no_place_for_it():
    meeting = debating(weighting="seat")

    html = parts.page(Standing(code="MILBRK", assembly=meeting.assembly), "seat", "s1", "en")["my_cards"]

    assert "Where the last lesson stopped" not in html
