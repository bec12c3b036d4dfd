"""One fault, and every piece of a scenario that general rules reach."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from debate.scenario import Scenario
from debate.scenario.walk import within


class Fault(NamedTuple):
    """`place` as in `roles[3].needs[0]`: list, row from 0, and on inwards. `is_warning`: it may be meant so,
    and the meeting can be played."""

    place: str
    wrong: str
    mend: str
    is_warning: bool = False


def pieces(scenario: Scenario) -> Iterator[tuple[str, Struct]]:
    """Every piece below the scenario with its place, and the scenario itself with the place ""."""
    return within("", scenario)
