"""The two halls of a division as pictures: where each person sits, and what marks them."""

import re

from debate.afterwards import ribbon
from game.hall.facing import hall, halls, rings
from game.hall.places import HEIGHT
from game.slices import everyone
from game.standing import Standing
from tests.game.charts.test_ribbon import person, played
from tests.support.rules import mini
from tests.support.rules.meeting import debating


def test_a_stranger_has_no_ring():
    meeting = played()
    stop = ribbon.stops(meeting.assembly)[0]

    assert rings(meeting.assembly, stop, "role nobody") == ""


def test_each_person_sits_opposite_themselves():
    meeting = played()
    stop = ribbon.stops(meeting.assembly)[0]

    here, then = re.findall(r"M(-?[\d.]+) (-?[\d.]+)", rings(meeting.assembly, stop, person(meeting, "s1")))

    assert here[1] == then[1]
    assert float(here[0]) < HEIGHT < float(then[0])


def test_whoever_voted_otherwise_than_the_record_is_ringed():
    meeting = played()
    stop = ribbon.stops(meeting.assembly)[0]
    otherwise = [v for v in stop.voters if v.then and v.here not in ("away", v.then)]

    drawn = halls(meeting.assembly, stop, "bridge", "told")

    assert drawn.away == len(otherwise) > 0
    assert drawn.astray.count("M") == 2 * len(otherwise)


def test_the_halls_are_that_of_the_live_pages_lying_on_its_sides():
    meeting = played()
    stop = ribbon.stops(meeting.assembly)[0]
    live = everyone.hall(Standing(code="MILBRK", assembly=meeting.assembly)).told

    drawn = halls(meeting.assembly, stop, "bridge", "told")
    rim = [(one.sign, one.x, one.y) for one in drawn.rim]

    shown = [tuple(one.split()) for one in re.findall(r"\S \S+ \S+", live.rim)]
    assert drawn.room.lines == live.lines
    assert rim[: len(shown)] == [(sign, float(y), float(x)) for sign, x, y in shown]
    assert rim[len(shown) :] == [(sign, 2 * HEIGHT - float(y), float(x)) for sign, x, y in shown]


def test_a_hall_is_drawn_as_it_is_cast():
    scenario = mini.with_everything()

    drawn = hall(scenario, 6)

    assert sum(side.path.count("M") for side in drawn.sides) == 6
    assert len(drawn.sides) > 1


def test_whoever_said_nothing_is_underlined_in_the_class_s_hall():
    """Two of four pupils are silent; each has a stroke, at the left, where they sit."""
    meeting = debating(4, weighting="seat", fills_silence=True)
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge")
    stop = ribbon.stops(meeting.assembly)[0]
    silent = [voter.person for voter in stop.voters if voter.silent]

    drawn = halls(meeting.assembly, stop, "bridge", "told")

    assert set(silent) == {person(meeting, "s3"), person(meeting, "s4")}
    assert drawn.silent == drawn.quiet.count("M") == 2
    assert all(float(x) < HEIGHT for x in re.findall(r"M(-?[\d.]+)", drawn.quiet))
