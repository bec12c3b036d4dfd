"""Bargains on pages: the form, an offer that comes, what moved somebody, and what all are told at the end."""

import re

from msgspec.structs import replace

from debate import commands as c
from debate.commands import TEACHER
from game import parts
from game.command_fields import command_for
from game.people.sitters import by_name_alone
from game.slices import desk, persuasion
from game.slices.chapter import chapter
from game.slices.seat import bargains, moved
from game.standing import Standing
from tests.debate.rules.voting.test_credit import belief, other
from tests.debate.shown.test_bargains import credited, struck
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def standing(meeting: Meeting) -> Standing:
    return Standing(code="MILBRK", assembly=meeting.assembly, people=by_name_alone({}))


def page(meeting: Meeting, seat: str, target: str) -> str:
    ((_key, shown),) = parts.personal_slices(standing(meeting), seat, {target})
    return parts.draw(("me", target), shown, "en")


def at_the_desk(meeting: Meeting, target: str) -> str:
    shown = parts.shared_slices(standing(meeting), "teach")["teach", target]
    return parts.draw(("teach", target), shown, "en")


def offers(meeting: Meeting) -> None:
    fields = {"to": "s2", "ask": "bridge:abstain", "give": "toll:for"}
    meeting.do(command_for("s1", {"act": "offer_bargain", **fields}))


def test_a_list_says_question_and_choice_at_once():
    meeting = debating(6, scenario=mini.with_everything())

    offers(meeting)

    (bargain,) = meeting.assembly.bargains.values()
    assert (bargain.asks.question, bargain.asks.choice, bargain.gives.choice) == ("bridge", "abstain", "for")


def test_whom_one_needs_stands_first_in_the_form_and_one_is_not_offered_oneself():
    meeting = debating(6, scenario=mini.with_everything())
    for seat in meeting.assembly.order[:6]:
        shown = bargains.bargains(standing(meeting), seat)
        needs = {need.role for need in meeting.assembly.role_of(seat).needs}
        listed = [one.seat for one in (*shown.needed, *shown.others)]

        assert {meeting.assembly.seats[one.seat].role for one in shown.needed} <= needs
        assert seat not in listed
        assert len(listed) == len(set(listed))


def test_whoever_has_no_vote_gets_no_form_and_is_not_offered_anything():
    assembly = debating(6, scenario=mini.with_everything()).assembly
    silent = replace(assembly.seats["s2"], votes=False)
    seen = Standing(code="MILBRK", assembly=replace(assembly, seats=assembly.seats.set("s2", silent)))

    assert bargains.bargains(seen, "s1").may
    assert not bargains.bargains(seen, "s2").may
    shown = bargains.bargains(seen, "s1")
    assert "s2" not in {one.seat for one in (*shown.needed, *shown.others)}


def test_an_offer_fills_the_first_screen_of_the_other_alone():
    meeting = debating(6, scenario=mini.with_everything())
    offers(meeting)

    assert 'value="accept_bargain"' in page(meeting, "s2", "my-now")
    assert "vote for “Toll”" in page(meeting, "s2", "my-now")
    for seat in ("s1", "s3"):
        assert "accept_bargain" not in page(meeting, seat, "my-now")


def test_while_a_vote_is_open_the_first_screen_has_no_offer():
    meeting = debating(6, scenario=mini.with_everything())
    offers(meeting)
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))

    assert "accept_bargain" not in page(meeting, "s2", "my-now")


def test_the_two_see_it_in_their_own_words_and_a_third_does_not():
    meeting = struck()

    assert re.search(r"You</dt>\s*<dd>vote for “Toll”", page(meeting, "s1", "my-bargains"))
    assert re.search(r"You</dt>\s*<dd>abstain on “Bridge”", page(meeting, "s2", "my-bargains"))
    assert "bargain-g1" not in page(meeting, "s3", "my-bargains")


def test_the_desk_lists_it_and_answers_for_whoever_has_no_device():
    meeting = debating(6, scenario=mini.with_everything())
    offers(meeting)
    html = at_the_desk(meeting, "bargains")
    assert {"accept_bargain", "drop_bargain"} <= set(re.findall(r'name="act" value="(\w+)"', html))

    meeting.do(command_for("teacher", {"act": "accept_bargain", "seat": "s2", "bargain": "g1"}))

    assert "agreed" in at_the_desk(meeting, "bargains")
    assert "accept_bargain" not in at_the_desk(meeting, "bargains")


def test_the_desk_can_say_what_moved_those_who_crossed():
    meeting = credited()
    crossed = desk.for_pupil(standing(meeting)).crossed
    assert "s1" in {row.seat for row in crossed}

    fields = {"act": "say_what_moved", "seat": "s1", "ballot": "b1", "what": "mind"}
    meeting.do(command_for("teacher", fields))

    assert meeting.assembly.moved["s1/b1"].what == "mind"


def test_who_crossed_is_asked_once_the_result_is_told_and_can_change_it():
    meeting = credited()
    html = page(meeting, "s1", "my-moved")
    assert re.search(r'value="speaker:s2"\s+aria-pressed="true"', html)

    meeting.do(command_for("s1", {"act": "say_what_moved", "ballot": "b1", "what": "mind"}))

    assert re.search(r'value="mind" aria-pressed="true"', page(meeting, "s1", "my-moved"))


def test_a_bargain_is_named_only_by_who_has_one():
    meeting = credited()
    assert moved.moved(standing(meeting), "s1").bargain

    alone = debating(6, scenario=mini.with_everything())
    alone.divide({"s1": other(belief(alone, "s1"))}, method="show")

    assert moved.moved(standing(alone), "s1").asked
    assert not moved.moved(standing(alone), "s1").bargain


def test_a_speaker_is_told_how_many_and_not_who():
    html = page(credited(), "s2", "my-moved")

    assert "One person says that you moved them." in html
    assert "s1" not in re.findall(r"speaker:(s\d+)", html)


def test_the_question_is_soft_once_the_meeting_goes_on_and_past_with_the_next_vote():
    meeting = credited()
    assert moved.moved(standing(meeting), "s1").fresh
    meeting.wait(1)
    meeting.do(c.GiveFloor(by=TEACHER, seat="s3"))
    shown = moved.moved(standing(meeting), "s1")
    assert (shown.fresh, shown.past) == (False, False)
    assert "<details" in page(meeting, "s1", "my-moved")

    meeting.do(c.EndTurn(by=TEACHER))
    meeting.do(c.PutQuestion(by=TEACHER, question="toll"))

    assert moved.moved(standing(meeting), "s1").past


def test_nobody_is_asked_about_a_secret_vote():
    meeting = debating(6, scenario=mini.with_everything())
    meeting.divide({"s1": other(belief(meeting, "s1"))}, method="secret")

    assert not moved.moved(standing(meeting), "s1").asked
    assert desk.for_pupil(standing(meeting)).crossed == ()


def test_before_the_end_nothing_is_told_to_all_and_then_it_is():
    meeting = credited()
    assert persuasion.persuaded(standing(meeting)) == persuasion.Persuasion()

    meeting.reach("debrief")

    told = persuasion.persuaded(standing(meeting))
    assert (len(told.bargains), told.kept, told.broken) == (1, 1, 0)
    assert [one.seat for one in told.persuaders] == ["s2"]


def told_in(meeting: Meeting, name: str) -> str:
    """What every pupil's page says in this chapter."""
    meeting.reach("debrief")
    meeting.do(c.ShowChapter(by=TEACHER, chapter=name))
    return page(meeting, "s3", "my-now")


def test_the_chapter_of_turning_points_tells_who_moved_others_and_what_was_kept():
    html = " ".join(told_in(credited(), "turning_points").split())

    assert "By speaking these moved others: Ann Fisher (1)." in html
    assert "1 bargain was made. Promises kept: 1; broken: 0." in html


def test_the_chapter_of_persons_tells_by_what_if_enough_have_said_so():
    meeting = debating(6, scenario=mini.with_everything())
    voters = [seat for seat in meeting.assembly.order[:6] if meeting.assembly.seats[seat].votes]
    meeting.divide({seat: other(belief(meeting, seat)) for seat in voters}, method="show")
    for seat in voters[:3]:
        meeting.do(c.SayWhatMoved(by=seat, ballot="b1", what="mind"))

    told_in(meeting, "person")

    assert [row.by for row in chapter(standing(meeting)).crossed] == [(0, 0, 0, 3)]


def test_the_hall_of_a_replay_shows_it_at_the_end_alone():
    meeting = credited()
    assert not persuasion.afterwards(standing(meeting)).any
    meeting.reach("debrief")

    html = parts.draw(("screen", "persuasion"), persuasion.afterwards(standing(meeting)), "en")

    assert "abstain on “Bridge”" in html
    assert "kept" in html
