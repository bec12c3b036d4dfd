"""The orders of speaking: as asked, least spoken first, for and against by turns, by factions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debate import commands as c
from debate.commands import TEACHER
from debate.rules.hall.floor import ORDERS, PURPOSES
from debate.rules.hall.speaking_order import ORDERS as ROWS
from debate.rules.hall.speaking_order import queue, spoken
from tests.debate.rules.business.test_motions import ordered
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view

# Builders: s1, s4, s6. Ferrymen: s2, s5. Undecided: s3.


def listed(order: str, *asking: str | tuple[str, str]) -> Meeting:
    """Pupils ask one after the other; the chair has them called in this order."""
    played = debating(6)
    played.do(c.SetFloor(by=TEACHER, order=order))
    ask(played, *asking)
    return played


def ask(played: Meeting, *asking: str | tuple[str, str]) -> None:
    for request in asking:
        seat, purpose = request if isinstance(request, tuple) else (request, "new_point")
        played.do(c.RequestFloor(by=seat, purpose=purpose))


def in_order(played: Meeting) -> list[str]:
    return [request.seat for request in queue(played.assembly)]


def speak(played: Meeting, seat: str = "", seconds: float = 30) -> None:
    played.do(c.GiveFloor(by=TEACHER, seat=seat))
    played.wait(seconds)
    played.do(c.EndTurn(by=TEACHER))


def test_every_order_has_its_row():
    assert set(ROWS) == set(ORDERS)


def test_as_asked():
    assert in_order(listed("as_asked", "s3", "s1", "s2")) == ["s3", "s1", "s2"]


def test_who_has_spoken_least_comes_first_and_equals_as_they_asked():
    played = debating(6)
    played.do(c.SetFloor(by=TEACHER, order="least_spoken"))
    speak(played, "s1", 60)
    speak(played, "s2", 20)

    ask(played, "s1", "s2", "s3", "s4")

    assert in_order(played) == ["s3", "s4", "s2", "s1"]


def test_an_intervention_is_time_spoken_too():
    played = debating(6)
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    played.do(c.GiveIntervention(by=TEACHER, seat="s2"))
    played.wait(20)
    played.do(c.EndTurn(by=TEACHER))
    played.wait(10)
    played.do(c.EndTurn(by=TEACHER))

    assert spoken(played.assembly) == {"s1": 10_000, "s2": 20_000}


def test_for_and_against_take_turns_and_the_rest_fill_the_gaps():
    played = listed("alternate", ("s1", "support"), ("s4", "support"), ("s2", "attack"), ("s5", "attack"))
    assert in_order(played) == ["s1", "s2", "s4", "s5"]

    played = listed("alternate", ("s1", "support"), ("s4", "support"), "s3")
    assert in_order(played) == ["s1", "s4", "s3"]

    played = listed("alternate", "s3", ("s1", "support"), ("s2", "attack"))
    assert in_order(played) == ["s3", "s1", "s2"]


def test_the_side_that_did_not_speak_last_comes_next():
    played = listed("alternate", ("s1", "support"))
    speak(played)

    ask(played, ("s4", "support"), ("s2", "attack"))

    assert in_order(played) == ["s2", "s4"]


def test_the_side_that_is_speaking_counts_as_last():
    played = listed("alternate", ("s1", "support"))
    played.do(c.GiveFloor(by=TEACHER))

    ask(played, ("s4", "support"), ("s2", "attack"))

    assert in_order(played) == ["s2", "s4"]


def test_factions_take_turns():
    played = listed("factions", "s1", "s4", "s6", "s2", "s5")
    assert in_order(played) == ["s1", "s2", "s4", "s5", "s6"]


def test_the_faction_that_has_spoken_least_often_comes_first():
    played = listed("factions", "s1")
    speak(played)

    ask(played, "s4", "s2", "s3")

    assert in_order(played) == ["s2", "s3", "s4"]


def test_the_faction_that_is_speaking_has_had_its_turn():
    played = listed("factions", "s1")
    played.do(c.GiveFloor(by=TEACHER))

    ask(played, "s4", "s2")

    assert in_order(played) == ["s2", "s4"]


@pytest.mark.parametrize("order", ["alternate", "factions"])
def test_a_new_stage_begins_with_a_clean_slate(order):
    played = listed(order, ("s1", "support"))
    speak(played)
    played.reach("first-vote")

    ask(played, ("s4", "support"), ("s2", "attack"))

    assert in_order(played) == ["s4", "s2"]


@pytest.mark.parametrize("order", ["alternate", "factions"])
def test_a_pause_does_not_make_the_meeting_forget_who_spoke_last(order):
    played = listed(order, ("s1", "support"))
    speak(played)
    played.do(c.Pause(by=TEACHER))
    played.wait(600)
    played.do(c.Resume(by=TEACHER))

    ask(played, ("s4", "support"), ("s2", "attack"))

    assert in_order(played) == ["s2", "s4"]


@pytest.mark.parametrize("order", ORDERS)
def test_a_point_of_order_comes_first(order):
    played = listed(order, ("s1", "support"), ("s2", "attack"), ("s4", "point_of_order"))

    assert in_order(played)[0] == "s4"
    played.do(c.GiveFloor(by=TEACHER))
    assert played.assembly.floor.speaker == "s4"


@pytest.mark.parametrize("order", ORDERS)
def test_the_list_everybody_sees_is_the_one_that_is_called(order):
    played = listed(order, ("s4", "attack"), ("s1", "support"), ("s2", "attack"), ("s5", "support"))
    shown = view(played.assembly, "screen")["floor"]["list"]

    called = []
    while played.assembly.floor.requests:
        first = view(played.assembly, "screen")["floor"]["list"][0]
        speak(played)
        called.append(first)

    assert called[0] == shown[0]
    assert [speech.seat for _, speech in sorted(played.assembly.speeches.items())] == called


@given(
    order=st.sampled_from(ORDERS),
    asking=st.lists(
        st.tuples(st.sampled_from([f"s{n}" for n in range(1, 7)]), st.sampled_from(PURPOSES)),
        unique_by=lambda request: request[0],
    ),
    before=st.lists(st.sampled_from([f"s{n}" for n in range(1, 7)]), max_size=3),
)
def test_whatever_the_order_everybody_who_asked_is_on_the_list_once(order, asking, before):
    played = debating(6)
    for seat in before:
        speak(played, seat, 10)
    played.do(c.SetFloor(by=TEACHER, order=order))

    ask(played, *asking)

    assert sorted(in_order(played)) == sorted(seat for seat, _ in asking)


def test_a_meeting_begins_with_the_order_and_times_of_its_standing_orders():
    orders = ordered(
        speaking_order="factions", speech_seconds=45, intervention_seconds=15, faction_seconds=300
    )

    floor = debating(scenario=orders).assembly.floor

    assert floor.order == "factions"
    assert (floor.speech_seconds, floor.intervention_seconds, floor.faction_seconds) == (45, 15, 300)


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"speech_seconds": 9}, "speech_length"),
        ({"speech_seconds": 901}, "speech_length"),
        ({"intervention_seconds": 9}, "speech_length"),
        ({"faction_seconds": -1}, "faction_time"),
        ({"faction_seconds": 3601}, "faction_time"),
    ],
)
def test_times_are_sensible(rules, code):
    assert debating().refusal(c.SetFloor(by=TEACHER, **rules)) == code


def test_what_is_not_given_stays_as_it_is():
    played = debating(scenario=mini.with_everything())

    played.do(c.SetFloor(by=TEACHER, speech_seconds=60))
    played.do(c.SetFloor(by=TEACHER, order="factions"))

    assert (played.assembly.floor.speech_seconds, played.assembly.floor.order) == (60, "factions")
    assert played.do(c.SetFloor(by=TEACHER, speech_seconds=60)) == []
