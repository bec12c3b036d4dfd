"""What a class of events or commands says of itself, for the tables that are made of it."""

import pytest

from debate import commands as c
from debate import events as e

NOT_A_PUPILS = {"TextHeld"}
"""What waits in it is an event of its own, and says so there."""


@pytest.mark.parametrize("kind", e.KINDS, ids=lambda kind: kind.__name__)
def test_what_an_event_says_of_its_fields_is_said_of_fields_it_has(kind):
    meant = {kind.named, kind.each} - {""}
    meant |= {kind.whose} if kind.most else set()
    meant |= {*kind.words} if kind.brings else set()

    assert meant <= {*kind.__struct_fields__}


@pytest.mark.parametrize("kind", e.KINDS, ids=lambda kind: kind.__name__)
def test_whatever_a_pupil_writes_is_a_text_of_some_kind(kind):
    """Else it could neither wait to be read nor be taken away."""
    written = {"seat", "text"} <= {*kind.__struct_fields__}

    assert kind.brings or not written or kind.__name__ in NOT_A_PUPILS


@pytest.mark.parametrize("kind", e.KINDS, ids=lambda kind: kind.__name__)
def test_whatever_a_pupil_writes_is_counted_but_for_the_minutes_and_the_chairs_words(kind):
    assert kind.most or not kind.brings or kind in (e.MinutesWritten, e.MotionRuledOut, e.MotionsGrouped)


@pytest.mark.parametrize("kind", c.COMMANDS.values(), ids=c.name)
def test_only_the_server_and_pages_of_their_own_give_what_no_form_sends(kind):
    pupils = kind.may & c.ANY_PUPIL

    assert kind.by_form or not pupils or kind is c.ReturnToSeat
