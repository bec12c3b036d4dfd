"""What a journal from elsewhere must keep."""

from typing import get_args

from debate import events as e
from debate.check.journal import CHECKS


def test_of_every_event_it_is_said_when_it_can_come():
    anytime = {kind for kind in e.KINDS if kind.anytime}

    assert CHECKS.keys() | anytime == {*get_args(e.AnyEvent)}
    assert CHECKS.keys().isdisjoint(anytime)
