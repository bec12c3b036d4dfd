"""The scenarios that are shipped, read from their folders."""

from functools import cache
from pathlib import Path

from debate.scenario import Scenario
from game.scenarios.files import read

SEEDS = Path(__file__).parents[3] / "seeds"


@cache
def scenario(slug: str) -> Scenario:
    return read(SEEDS / slug)
