"""Methods of voting: one module each, one row each in the registry.

A method says how a vote enters the journal, whether it may be changed, and what is seen while voting goes on.
"""

from debate.ballots import roll_call, secret, show
from debate.ballots.method import Method
from debate.scenario import MethodName

METHODS: dict[MethodName, Method] = {
    "show": show.METHOD,
    "roll_call": roll_call.METHOD,
    "secret": secret.METHOD,
}

__all__ = ["METHODS", "Method"]
