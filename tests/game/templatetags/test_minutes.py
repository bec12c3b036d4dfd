"""The minutes have a sentence for every row."""

import inspect
import re

from debate.afterwards import minute_rows
from debate.minutes import minutes
from game.templatetags.minutes import ALONE, in_a_sentence
from tests.debate.shown.test_bargains import credited


def test_what_needs_no_more_words_than_its_kind_has_some():
    kinds = re.findall(r'alone\("(\w+)"\)', inspect.getsource(minute_rows))

    assert set(kinds) == ALONE.keys()


def test_a_bargain_is_one_paragraph():
    meeting = credited()
    meeting.reach("debrief")
    rows = minutes(meeting.scenario, meeting.journal).rows
    (row,) = (row for row in rows if row.kind == "bargain")

    told = in_a_sentence(row, {"s2": "Boris"})

    assert told == (
        "A bargain of Ann Archer and Ann Fisher (Boris). Ann Archer: vote for “Toll” (never came to it). "
        "Ann Fisher: abstain on “Bridge” (kept)."
    )
