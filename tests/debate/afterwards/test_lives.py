"""Who a role really was: the life, and the offices of the opening day."""

import pytest
from msgspec.structs import replace

from debate.afterwards.compare import beside_history
from debate.afterwards.lives import life
from debate.scenario.persons import HistoricalPerson, Post
from tests.support.rules import mini
from tests.support.rules.meeting import debating

ARCHER = HistoricalPerson(
    id="ann-archer",
    name="Ann Archer",
    russian="Анна Арчер",
    also="Born Smith",
    born=1760,
    died="1830-02",
    mark="I",
    sources=("minutes",),
    note="Born in 1760 or 1761.",
)


def scenario(**changes: object):
    """The miniature, opened on 4 May 1801, in which Archer was somebody."""
    bare = mini.scenario()
    archer, *others = bare.roles
    roles = (replace(archer, person="ann-archer"), *others)
    return replace(bare, roles=roles, persons=(replace(ARCHER, **changes),))


def of(found, n: int = 0):
    return life(found, found.roles[n])


def test_what_is_known_of_somebody_is_told_with_how_sure_it_is():
    told = of(scenario())

    assert (told.russian, told.also, told.born, told.died) == ("Анна Арчер", "Born Smith", "1760", "1830-02")
    assert (told.mark, told.sources, told.note) == ("I", ("minutes",), "Born in 1760 or 1761.")


def test_what_is_not_known_is_not_told():
    told = of(scenario(born=None, died=None))

    assert (told.born, told.died) == (None, None)


def test_of_whoever_is_no_person_there_is_no_life():
    assert of(scenario(), 1) is None


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        ("1801-05-04", "1801-05-04", True),
        ("1801-05", 1801, True),
        (1799, None, True),
        (None, "1801-05-03", False),
        ("1801-05-05", None, False),
        (1802, 1803, False),
        (1790, "1801-04", False),
    ],
)
def test_an_office_is_told_where_it_was_theirs_on_the_opening_day(since, until, held):
    post = Post(text="Warden.", mark="D", sources=("minutes",), since=since, until=until)

    assert [row.text for row in of(scenario(offices=(post,))).offices] == ["Warden."] * held


def test_it_stands_beside_what_the_person_did():
    meeting = debating(4, scenario=scenario())
    meeting.reach("debrief")

    lives = {row.name: row.life for row in beside_history(meeting.assembly).persons}

    assert lives.pop("Ann Archer").russian == "Анна Арчер"
    assert set(lives.values()) == {None}
