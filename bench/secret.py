"""300 pupils vote in the same instant, in secret and openly by turns: what it costs to seal a vote.

The same hall puts the same question both ways in each round, and the put is undone afterwards. The baseline
is the open vote; counted as in `storm`. After each secret storm the vote is closed, and its count must be
what was given, or the benchmark ends.
"""

from statistics import median

from bench.storm import CHOICES, Storm, Wrong, choice, middle, raise_storm
from bench.support import hall
from bench.support.hall import Hall
from bench.support.report import BELOW, Result

PUPILS = 300
ROUNDS = 6
"""Of which the first warms up."""


def run() -> Result:
    """Both ways in turns, in one hall."""
    with hall.full(PUPILS) as (room, voters, _):
        browsers = [pupil.browser for pupil in voters]
        room.act("undo")
        turns = []
        for number in range(ROUNDS):
            turns.append(tuple(_storm(room, browsers, 2 * number + way, way) for way in (False, True)))
    opened, sealed = zip(*turns[1:], strict=True)
    return Result(
        figures=_named(middle(list(sealed))),
        baseline=_named(middle(list(opened))),
        ratios={
            "ack_p95_longer": median(secret.p95 / plain.p95 for plain, secret in turns[1:]),
            "final_longer": median(secret.final / plain.final for plain, secret in turns[1:]),
        },
        targets={"ack_p95_longer": (BELOW, 1.5), "final_longer": (BELOW, 1.5)},
        notes=[f"{PUPILS} pupils, medians of {ROUNDS - 1} pairs of storms"],
    )


def _named(storm: Storm) -> dict[str, float]:
    return {"ack_p50_s": storm.p50, "ack_p95_s": storm.p95, "final_s": storm.final}


def _storm(room: Hall, browsers: list, number: int, secret: bool) -> Storm:
    ballot = room.put_question("secret" if secret else "show")
    room.crowd.rest(1.0)
    found = raise_storm(room.crowd, browsers, number, ballot, room.onlookers)
    room.crowd.rest(1.0)
    if secret:
        room.act("close_ballot")
        _prove(room, ballot, number, len(browsers))
    room.act("undo")
    room.crowd.rest(0.5)
    return found


def _prove(room: Hall, ballot: str, number: int, votes: int) -> None:
    """The house votes for nobody here: everybody has voted. Raises Wrong."""
    closed = next(
        e for e in reversed(room.journal()) if e["kind"] == "BallotClosed" and e["ballot"] == ballot
    )
    given = closed["tally"][choice(number)]
    others = sum(closed["tally"][name] for name in CHOICES if name != choice(number))
    slips = sum(e["kind"] == "SlipHandedIn" and e["ballot"] == ballot for e in room.journal())
    if slips != votes or given < votes:
        raise Wrong(f"{votes} voted {choice(number)}; {slips} slips, {given} counted, {others} others")
