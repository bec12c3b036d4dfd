"""The minutes have a sentence for every row."""

import inspect
import re

from debate.afterwards import minute_rows
from game.templatetags.minutes import ALONE


def test_what_needs_no_more_words_than_its_kind_has_some():
    kinds = re.findall(r'alone\("(\w+)"\)', inspect.getsource(minute_rows))

    assert set(kinds) == ALONE.keys()
