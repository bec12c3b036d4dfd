"""What a journal from elsewhere must keep."""

from typing import get_args

import pytest
from msgspec.structs import replace

from debate import events as e
from debate.check.journal import CHECKS
from debate.evolve import fold
from debate.prover.playout import play
from tests.support.rules import philadelphia


def test_of_every_event_it_is_said_when_it_can_come():
    anytime = {kind for kind in e.KINDS if kind.anytime}

    assert CHECKS.keys() | anytime == {*get_args(e.AnyEvent)}
    assert CHECKS.keys().isdisjoint(anytime)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("compromise", {"units": {"maine": ()}}),
        ("compromise", {"units": {"georgia": ("s99",)}}),
        ("compromise", {"absent": {"s1": "absent"}}),
        ("doors", {"veto": {"nobody": ("s1",)}}),
        ("doors", {"method": "secret"}),
        ("journal", {"units": {"georgia": ("s1",)}}),
    ],
)
def test_units_vetoes_and_absences_are_of_those_who_are_there(question, fields):
    scenario = philadelphia.scenario()
    events = play(scenario, pupils=4).events
    at = next(
        n for n, one in enumerate(events) if isinstance(one, e.QuestionPut) and one.question == question
    )
    before, put = fold(scenario, events[:at]), events[at]
    can_come = CHECKS[e.QuestionPut]

    assert can_come(before, put)
    assert not can_come(before, replace(put, **fields))
