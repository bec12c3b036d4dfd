"""The ribbon as a picture: where things stand, and what marks one person in it."""

import re

from debate.afterwards import ribbon
from debate.afterwards.persons import person_of
from game.charts.ribbon import drawing, line_of
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


def test_a_stranger_has_no_line():
    assert line_of(of_class(played()), "role nobody") == ()
