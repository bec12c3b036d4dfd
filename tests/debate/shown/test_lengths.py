"""Role sheets in three lengths: of the same fields, each part of the next, with what is needed first."""

from itertools import pairwise

import pytest
from msgspec import to_builtins

from debate.shown.briefs import RoleBrief, delegate_brief, faction_sheet, role_brief
from debate.shown.lengths import MOST_WORDS, cut
from tests.support.rules.shipped import scenario

MEETINGS = ("democratic-conference", "central-committee-10-october")
AIMS = ("public_aim", "private_aim", "red_line")


def sheets():
    """Every sheet of our meetings."""
    for slug in MEETINGS:
        found = scenario(slug)
        for role in found.roles:
            side = faction_sheet(found, role.faction)
            yield pytest.param(role_brief(found, role), side, id=f"{slug} {role.id}")
        for sent in found.delegations:
            side = found.factions[0].id
            brief = delegate_brief(found, sent.id, side)
            yield pytest.param(brief, faction_sheet(found, side), id=f"{slug} {sent.id}")


def is_part(less, more) -> bool:
    """Is all that stands in this also in that? What was cut off a text stands at its end."""
    if isinstance(less, dict):
        return all(is_part(value, more[name]) for name, value in less.items())
    if isinstance(less, tuple):
        return len(less) <= len(more) and all(map(is_part, less, more))
    if isinstance(less, str):
        return more.startswith(less)
    return less is None or less == more


@pytest.mark.parametrize(("brief", "side"), [*sheets()])
def test_a_short_sheet_is_part_of_a_longer_one_and_that_of_the_whole(brief, side):
    made = [to_builtins(cut(brief, side, length)) for length in MOST_WORDS]
    whole = {"brief": to_builtins(brief), "side": to_builtins(side)}

    assert all(is_part(less, more) for less, more in pairwise([*made, whole]))
    assert made[0] != made[1] != made[2]


@pytest.mark.parametrize(("brief", "side"), [*sheets()])
def test_the_shortest_says_who_one_is_and_what_one_wants(brief, side):
    short = cut(brief, side, "short").brief

    if isinstance(brief, RoleBrief):
        assert short.who.text
        assert [getattr(short, aim) for aim in AIMS] == [getattr(brief, aim) for aim in AIMS]
    else:
        assert short.text


@pytest.mark.parametrize(("brief", "side"), [*sheets()])
def test_the_middle_one_says_where_one_stands_on_every_question(brief, side):
    middle = cut(brief, side, "middle").brief

    if isinstance(brief, RoleBrief):
        assert [row.vote for row in middle.beliefs] == [row.vote for row in brief.beliefs]
