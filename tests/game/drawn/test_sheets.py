"""Role sheets on paper in three lengths: none has more words than it may."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

from debate.ids import SeatId
from debate.shown.briefs import delegate_brief, faction_sheet, role_brief
from debate.shown.lengths import MOST_WORDS, cut
from game.drawn.pack import PrintedSheet
from tests.support.rules.shipped import scenario

MEETINGS = ("democratic-conference", "central-committee-10-october")
NO_TEXT = re.compile(r"<(header|footer|h3|dt|small)\b.*?</\1>", re.DOTALL)
"""Headings, the line with name and party, sources and marks."""


def sheets(slug):
    """Every sheet of a meeting: name, has it a vote, brief, side."""
    found = scenario(slug)
    for role in found.roles:
        yield role.name, role.votes, role_brief(found, role), faction_sheet(found, role.faction)
    for sent in found.delegations:
        for side in found.factions:
            brief = delegate_brief(found, sent.id, side.id)
            yield sent.name, sent.votes, brief, faction_sheet(found, side.id)


def words(name, votes, brief, side) -> int:
    person = PrintedSheet(
        seat=SeatId("s1"), name=name, votes=votes, side=side, brief=brief, short="", pupil="", sources=[]
    )
    page = render_to_string("print_pack/role.html", {"person": person, "unplayed": True})
    return len(unescape(re.sub(r"<.*?>", " ", NO_TEXT.sub(" ", page))).split())


@pytest.mark.parametrize("length", MOST_WORDS)
@pytest.mark.parametrize("slug", MEETINGS)
def test_no_sheet_is_longer_than_it_may_be(slug, length):
    counted = {}
    for name, votes, brief, side in sheets(slug):
        made = cut(brief, side, length)
        counted[name, side.id] = words(name, votes, made.brief, made.side)

    assert {who: n for who, n in counted.items() if n > MOST_WORDS[length]} == {}
    assert min(counted.values()) > MOST_WORDS[length] * 0.6
