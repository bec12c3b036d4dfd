"""The ribbon and the two halls as pictures: where things stand, and what marks one person in them."""

import re

from debate.afterwards import ribbon
from debate.afterwards.persons import person_of
from game.drawn.halls import hall, halls, rings
from game.slices.ribbon import drawing, line_of
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def played() -> Meeting:
    meeting = debating(4, scenario=mini.with_everything())
    meeting.divide({"s1": "for", "s2": "against", "s3": "for", "s4": "abstain"}, question="bridge")
    meeting.divide({"s1": "against", "s2": "against", "s3": "for", "s4": "for"}, question="toll")
    return meeting


def of_class(meeting: Meeting) -> ribbon.Ribbon:
    return ribbon.of_class(ribbon.stops(meeting.assembly))


def person(meeting: Meeting, seat: str) -> str:
    return person_of(meeting.assembly.seats[seat])


def test_those_for_stand_at_the_top_and_those_against_at_the_bottom():
    for column in drawing("r", "You", of_class(played())).columns:
        stretches = {s.went: s for s in column.stretches}

        assert stretches["for"].y == 0
        assert round(stretches["against"].y + stretches["against"].height) == 100


def test_a_line_begins_and_ends_within_what_its_person_chose():
    meeting = played()
    first, second = drawing("r", "You", of_class(meeting)).columns

    (line,) = line_of(of_class(meeting), person(meeting, "s1"))

    numbers = [float(n) for n in re.findall(r"[\d.]+", line)]
    (begin,) = (s for s in first.stretches if s.went == "for")
    (end,) = (s for s in second.stretches if s.went == "against")
    assert begin.y < numbers[1] < begin.y + begin.height
    assert end.y < numbers[-1] < end.y + end.height


def test_a_stranger_has_no_line_and_no_ring():
    meeting = played()
    stop = ribbon.stops(meeting.assembly)[0]

    assert line_of(of_class(meeting), "role nobody") == ()
    assert rings(meeting.assembly.scenario, stop, "role nobody") == ""


def test_each_person_sits_opposite_themselves():
    meeting = played()
    scenario, stop = meeting.assembly.scenario, ribbon.stops(meeting.assembly)[0]

    here, then = re.findall(r"M(-?[\d.]+) (-?[\d.]+)", rings(scenario, stop, person(meeting, "s1")))

    assert here[1] == then[1]
    assert float(here[0]) < 0 < float(then[0])


def test_whoever_voted_otherwise_than_the_record_is_ringed():
    meeting = played()
    scenario, stop = meeting.assembly.scenario, ribbon.stops(meeting.assembly)[0]
    otherwise = [v for v in stop.voters if v.then and v.here not in ("away", v.then)]

    drawn = halls(scenario, stop, "bridge", "told")

    assert drawn.away == len(otherwise) > 0
    assert drawn.astray.count("M") == len(otherwise)
    assert sum(signs.path.count("M") for signs in drawn.here) == len(stop.voters)


def test_a_hall_is_drawn_as_it_is_cast():
    scenario = mini.with_everything()

    drawn = hall(scenario, 6)

    assert sum(side.path.count("M") for side in drawn.sides) == 6
    assert len(drawn.sides) > 1
