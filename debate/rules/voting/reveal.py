"""Telling a closed vote in parts: what pupils decided, then the house, then, announced, the verdict.

Each part is a press of the chair; announcing tells all that is left.
"""

from typing import Literal

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.refusal import Refusal
from debate.rules.voting.votes import announce
from debate.topic import Changes, Rules

Part = Literal["pupils", "house"]


def parts(ballot: Ballot) -> tuple[Part, ...]:
    """What can be told of a vote before its verdict: nothing where the house had no part in it, or where it
    was secret, counted by hand, by unit, or among alternatives, whose counts are told together."""
    method = METHODS[ballot.method]
    has_house = bool(ballot.house or sum(ballot.bloc.values()))
    apart = not (method.sealed or method.by_hand or method.of_units or ballot.alternatives)
    return ("pupils", "house") if has_house and apart else ()


def reveal(assembly: Assembly, command: c.Reveal, at: int) -> list[e.Fact]:
    ballot = assembly.ballots.get(command.ballot or assembly.ballot)
    if ballot is None:
        raise Refusal("no_such_ballot")
    if ballot.open:
        raise Refusal("ballot_open")
    if ballot.announced or 0 < command.step <= ballot.revealed:
        return []
    if ballot.revealed < len(parts(ballot)):
        return [e.ResultRevealed(at=at, ballot=ballot.id, step=ballot.revealed + 1)]
    return announce(assembly, c.Announce(by=command.by, ballot=ballot.id), at)


def revealed(assembly: Assembly, event: e.ResultRevealed) -> Assembly:
    ballot = replace(assembly.ballots[event.ballot], revealed=event.step)
    return replace(assembly, ballots=assembly.ballots.set(ballot.id, ballot))


RULES: Rules = {c.Reveal: reveal}
CHANGES: Changes = {e.ResultRevealed: revealed}
