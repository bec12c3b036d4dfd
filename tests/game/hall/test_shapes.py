"""The shapes of seats and votes: one file for the live pages and for pictures that stand still."""

import re

import pytest

from debate.afterwards.ribbon import WAYS
from game.hall.shapes import OF_VOTE, SAT, path


def ends(drawn: str) -> list[tuple[float, float]]:
    """Where the strokes of lines, which are all relative, lead."""
    found, x, y = [], 0.0, 0.0
    for letter, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", drawn):
        values = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if letter == "M":
            x, y = values
        elif letter == "h":
            x += values[0]
        elif letter == "v":
            y += values[0]
        elif letter == "l":
            x, y = x + values[0], y + values[1]
        elif letter == "a":
            x, y = x + values[5], y + values[6]
        found.append((round(x, 2), round(y, 2)))
    return found


def test_every_vote_has_a_shape_of_its_own():
    assert OF_VOTE.keys() == set(WAYS)
    assert len({path(OF_VOTE[went], 1, [(0, 0)]) for went in WAYS}) == len(WAYS)


def test_up_is_for_and_down_is_against():
    up, down = (ends(path(OF_VOTE[went], 10, [(50, 50)])) for went in ("for", "against"))

    assert up[:3] == [(50, 38.5), (60 + 1.5, 58.5), (38.5, 58.5)]
    assert down[:3] == [(50, 61.5), (61.5, 41.5), (38.5, 41.5)]


@pytest.mark.parametrize("shape", [SAT, *OF_VOTE.values()])
def test_a_shape_stands_in_its_place_and_is_no_larger_than_its_seat(shape):
    drawn = path(shape, 4, [(20, 30), (80, 60)])
    here, there = drawn[: len(drawn) // 2], drawn[len(drawn) // 2 :]

    assert all(abs(x - 20) <= 4 * 1.2 and abs(y - 30) <= 4 * 1.2 for x, y in ends(here))
    assert all(abs(x - 80) <= 4 * 1.2 and abs(y - 60) <= 4 * 1.2 for x, y in ends(there))


def test_a_circle_closes():
    start, across, back, *_ = ends(path(SAT, 3.3, [(10, 10)]))

    assert (start, across) == ((6.7, 10), (13.3, 10))
    assert back == start
