"""A word put in while the speaker's clock stands still; and the time a faction has in one stage."""

import pytest

from debate import commands as c
from debate.commands import CLOCK, TEACHER
from debate.rules.hall.speaking_order import faction_time
from tests.debate.rules.business.test_motions import ordered
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

# Builders: s1, s4, s6. Ferrymen: s2, s5.


def speaking(pupils: int = 6, **orders: object) -> Meeting:
    """s1 has spoken for ten seconds of their ninety."""
    played = debating(pupils, scenario=ordered(**orders) if orders else None)
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.wait(10)
    return played


def interrupted() -> Meeting:
    """s2 puts in a word."""
    played = speaking()
    played.do(c.GiveIntervention(by=TEACHER, seat="s2"))
    return played


def left(played: Meeting) -> int:
    """Seconds the speaker has left."""
    return (played.assembly.floor.ends_at - played.at) // 1000


def test_the_speakers_clock_stands_still_meanwhile():
    played = interrupted()
    assert played.assembly.floor.intervention.ends_at == played.at + 30_000
    played.wait(25)

    played.do(c.EndTurn(by=TEACHER))

    assert played.assembly.floor.intervention is None
    assert played.assembly.floor.speaker == "s1"
    assert left(played) == 80


def test_its_own_clock_ends_it_and_not_the_speech():
    played = interrupted()
    played.wait(29)
    assert played.refusal(c.EndTurn(by=CLOCK, seat="s2")) == "too_early"
    played.wait(1)

    played.do(c.EndTurn(by=CLOCK, seat="s2"))

    assert played.assembly.floor.intervention is None
    assert played.assembly.floor.speaker == "s1"
    played.wait(3600)
    assert played.do(c.EndTurn(by=CLOCK, seat="s1")) == []
    assert played.assembly.floor.speaker == "s1"


def test_a_pause_stops_both_clocks():
    played = interrupted()
    played.wait(10)
    played.do(c.Pause(by=TEACHER))
    played.wait(600)
    assert played.refusal(c.EndTurn(by=CLOCK, seat="s2")) == "paused"
    played.do(c.Resume(by=TEACHER))

    assert played.assembly.floor.intervention.ends_at == played.at + 20_000
    played.do(c.EndTurn(by=TEACHER))

    assert left(played) == 80
    (word,) = played.assembly.speeches.values()
    assert (word.seat, word.ended - word.began, word.intervention) == ("s2", 10_000, True)


def test_whoever_put_in_a_word_ends_it_themself_and_the_speaker_their_speech():
    played = interrupted()
    assert played.refusal(c.YieldFloor(by="s3")) == "not_speaking"

    played.do(c.YieldFloor(by="s2"))
    assert played.assembly.floor.intervention is None

    played.do(c.YieldFloor(by="s1"))
    assert played.assembly.floor.speaker == ""


def test_a_speaker_who_yields_ends_the_word_that_was_put_in_too():
    played = interrupted()
    played.wait(5)

    played.do(c.YieldFloor(by="s1"))

    assert (played.assembly.floor.speaker, played.assembly.floor.intervention) == ("", None)
    assert {(s.seat, s.ended - s.began) for s in played.assembly.speeches.values()} == {
        ("s2", 5_000),
        ("s1", 10_000),
    }


def test_the_chair_ends_the_speech_itself_by_naming_the_speaker():
    played = interrupted()

    played.do(c.EndTurn(by=TEACHER, seat="s1"))

    assert (played.assembly.floor.speaker, played.assembly.floor.intervention) == ("", None)


def test_a_late_click_does_not_cut_off_the_next_speaker():
    played = interrupted()
    played.do(c.EndTurn(by=TEACHER, seat="s2"))

    assert played.do(c.EndTurn(by=TEACHER, seat="s2")) == []
    assert played.assembly.floor.speaker == "s1"


def test_a_word_is_put_in_one_at_a_time_by_others_while_somebody_speaks():
    played = interrupted()
    assert played.refusal(c.GiveIntervention(by=TEACHER, seat="s3")) == "intervention_open"
    played.do(c.EndTurn(by=TEACHER))
    assert played.refusal(c.GiveIntervention(by=TEACHER, seat="s1")) == "has_the_floor"
    assert played.refusal(c.GiveIntervention(by=TEACHER, seat="s99")) == "no_such_seat"
    played.do(c.EndTurn(by=TEACHER))

    assert played.refusal(c.GiveIntervention(by=TEACHER, seat="s2")) == "nobody_speaks"


def test_who_puts_in_a_word_has_been_heard_and_leaves_the_list():
    played = speaking()
    played.do(c.RequestFloor(by="s2", purpose="question"))

    played.do(c.GiveIntervention(by=TEACHER, seat="s2"))

    assert played.assembly.floor.requests == ()


def test_the_next_speaker_ends_both():
    played = interrupted()

    played.do(c.GiveFloor(by=TEACHER, seat="s2"))

    assert (played.assembly.floor.speaker, played.assembly.floor.intervention) == ("s2", None)
    assert [speech.seat for speech in played.assembly.speeches.values()] == ["s2", "s1"]


@pytest.mark.parametrize("seat", ["s1", "s2"])
def test_who_leaves_speaks_no_more(seat):
    played = interrupted()

    played.do(c.FreeSeat(by=TEACHER, seat=seat))

    assert played.assembly.floor.intervention is None
    assert played.assembly.floor.speaker == ("" if seat == "s1" else "s1")


def test_a_factions_time_runs_out():
    played = debating(6, scenario=ordered(faction_seconds=100, speech_seconds=90))
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.wait(60)
    played.do(c.EndTurn(by=TEACHER))
    assert faction_time(played.assembly, "builders") == 60_000

    played.do(c.GiveFloor(by=TEACHER, seat="s4"))
    assert left(played) == 40
    played.wait(45)
    played.do(c.EndTurn(by=TEACHER))

    assert played.refusal(c.GiveFloor(by=TEACHER, seat="s6")) == "faction_time_spent"
    assert played.do(c.GiveFloor(by=TEACHER, seat="s2"))
    assert left(played) == 90


def test_the_chair_can_give_a_faction_more_time():
    played = debating(6, scenario=ordered(faction_seconds=60))
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.wait(60)
    played.do(c.EndTurn(by=TEACHER))
    assert played.refusal(c.GiveFloor(by=TEACHER, seat="s4")) == "faction_time_spent"

    played.do(c.SetFloor(by=TEACHER, faction_seconds=0))

    assert played.do(c.GiveFloor(by=TEACHER, seat="s4"))


def test_each_stage_gives_factions_their_time_anew_and_a_pause_does_not():
    played = debating(6, scenario=ordered(faction_seconds=60))
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.wait(60)
    played.do(c.EndTurn(by=TEACHER))
    played.do(c.Pause(by=TEACHER))
    played.wait(600)
    played.do(c.Resume(by=TEACHER))
    assert played.refusal(c.GiveFloor(by=TEACHER, seat="s4")) == "faction_time_spent"

    played.reach("first-vote")

    assert played.do(c.GiveFloor(by=TEACHER, seat="s4"))


def test_a_word_put_in_costs_no_faction_its_time():
    played = interrupted()
    played.wait(20)
    played.do(c.EndTurn(by=TEACHER))

    assert faction_time(played.assembly, "ferrymen") == 0


def test_the_press_asks_questions_and_does_nothing_else_on_the_floor():
    played = debating(6, scenario=mini.with_everything())

    assert played.refusal(c.RequestFloor(by="s3", purpose="support")) == "press_only_asks"
    assert played.do(c.RequestFloor(by="s3", purpose="question"))
