"""What is said of a count beside its figures: a sentence for each thing that made a difference, no other."""

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from debate.shown.ballots import Counting, Dropped, Offered
from game.templatetags.counting import noted

PLAIN = Counting(blank=0, papers=9, dropped=(), level=(), tie="chair", chose=(), places=0, of=1, seed=None)
OFFERED = tuple(
    Offered(id=id, text=text, explain="") for id, text in (("a", "Ash"), ("b", "Beech"), ("c", "Cedar"))
)


@pytest.mark.parametrize("counting", [None, UNSET, PLAIN])
def test_of_a_plain_count_there_is_nothing_to_say(counting):
    assert noted(counting, OFFERED) == []


@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        ({"blank": 1}, "1 paper was blank."),
        ({"blank": 2}, "2 papers were blank."),
        ({"seed": 17}, "Lots were drawn from the number 17."),
        ({"places": 1, "of": 3}, "1 place was left open."),
        (
            {"dropped": (Dropped(level=("a", "b"), out="b", by="earlier"),)},
            "“Ash” and “Beech” came last together: “Beech”, with fewer in an earlier count, dropped out.",
        ),
        (
            {"dropped": (Dropped(level=("a", "b", "c"), out="a", by="lot"),)},
            "“Ash”, “Beech” and “Cedar” came last together, level from the first count on: "
            "by lot “Ash” dropped out.",
        ),
        ({"level": ("a", "b")}, "“Ash” and “Beech” are level. The chair has to decide."),
        ({"level": ("a", "b"), "chose": ("a",)}, "“Ash” and “Beech” were level. The chair chose “Ash”."),
        (
            {"level": ("a", "b"), "tie": "fails"},
            "“Ash” and “Beech” were level, so none of them was chosen.",
        ),
    ],
)
def test_what_made_a_difference_is_one_sentence(differs, sentence):
    assert noted(replace(PLAIN, **differs), OFFERED) == [sentence]


@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        ({}, "For and Against are level. The chair has to decide."),
        ({"chose": ("for",)}, "For and Against were level. The chair decided: For."),
        ({"tie": "lot", "chose": ("against",)}, "For and Against were level. The lot decided: Against."),
        ({"tie": "fails"}, "For and Against were level: a tie means lost."),
    ],
)
def test_a_tie_between_yes_and_no_is_told_by_choices(differs, sentence):
    assert noted(replace(PLAIN, level=("for", "against"), **differs), UNSET) == [sentence]


def test_one_place_that_nobody_won_needs_no_sentence():
    assert noted(replace(PLAIN, places=1), OFFERED) == []
