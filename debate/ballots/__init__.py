"""Methods of voting: one module each, one row each in the registry.

A method says how a vote is read, what it adds to the count, and what is seen while voting goes on.
"""

from debate.ballots import (
    by_hand,
    by_unit,
    delegation,
    election,
    one_of_several,
    ranked,
    roll_call,
    secret,
    show,
)
from debate.ballots.method import Method
from debate.scenario import MethodName

METHODS: dict[MethodName, Method] = {
    "show": show.METHOD,
    "roll_call": roll_call.METHOD,
    "secret": secret.METHOD,
    "delegation": delegation.METHOD,
    "one_of_several": one_of_several.METHOD,
    "ranked": ranked.METHOD,
    "election": election.METHOD,
    "paper": by_hand.METHOD,
    "by_unit": by_unit.METHOD,
}

__all__ = ["METHODS", "Method"]
