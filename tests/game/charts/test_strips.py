"""The picture of the record in strips: how far each side reaches, of whom it is made, and the class below."""

import pytest
from msgspec.structs import replace

from debate.afterwards.chapters import Counted
from game.charts.strips import WIDE, strips
from tests.support.rules import mini, shipped

COUNTED = Counted(question="coalition", title="", cast=10, here=(6, 3), by_seat=(0, 0), pupils=(0, 0))


@pytest.fixture(scope="module")
def rows():
    """The Conference's votes, of which the class came to the first."""
    found = strips(shipped.scenario("democratic-conference"), [COUNTED])
    assert found
    return {row.then: row for row in found.rows}


def sides(blocks):
    """How wide the blocks are that stand one behind the other from the left, and how wide the others."""
    edge = 0
    for block in blocks:
        edge += block.width if block.x == edge else 0
    return edge, sum(block.width for block in blocks) - edge


@pytest.mark.parametrize(
    ("then", "cast"), [((766, 688), 1492), ((797, 139), 1132), ((595, 493), 1160), ((183, 813), 1076)]
)
def test_a_side_reaches_as_far_as_so_many_of_those_who_voted(rows, then, cast):
    yes, no = sides(rows[then].blocks)

    assert (yes, no) == (
        pytest.approx(WIDE * then[0] / cast, abs=2),
        pytest.approx(WIDE * then[1] / cast, abs=2),
    )
    assert max(block.x + block.width for block in rows[then].blocks) == WIDE


def test_a_side_of_which_the_model_knows_nothing_has_no_colour(rows):
    assert [block.colour for block in rows[797, 139].blocks].count(0) == 1


def test_below_stands_what_the_class_came_to_where_it_voted_on_it(rows):
    assert rows[766, 688].here == (6, 3)
    assert [(block.x, block.width) for block in rows[766, 688].ours] == [(0, 600), (700, 300)]
    assert (rows[183, 813].here, rows[183, 813].ours) == (None, ())


def test_a_record_without_figures_has_no_strip_and_a_vote_in_which_nobody_voted_no_side():
    scenario = shipped.scenario("democratic-conference")
    first, *others = scenario.questions
    bare = replace(scenario, questions=(replace(first, record=replace(first.record, figures={})), *others))
    nobody = replace(COUNTED, question="whole", cast=0, here=(0, 0))

    found = strips(bare, [nobody])

    assert [row.then for row in found.rows] == [(797, 139), (595, 493), (183, 813)]
    assert (found.rows[-1].here, found.rows[-1].ours) == (None, ())


def test_without_a_picture_there_are_none():
    assert strips(mini.scenario(), [COUNTED]) is None
