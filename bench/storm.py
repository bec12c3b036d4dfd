"""40, 300 and 1,000 pupils vote in the same instant.

All say their vote at once, each by their own socket; desk and screen look on. Everything is counted from the
first word: `ack`, until a pupil has the receipt (the vote is on disk); `final`, until every browser was
pushed an entry not older than the storm's last vote. A storm is repeated with changed votes. Afterwards the
journal on disk must hold every vote of every pupil once, in its order, and the tally must be their sum; one
that does not ends the benchmark. The baseline is a stock Channels consumer that writes each vote in a
transaction of its own (SQLite, WAL, FULL as here) and broadcasts after each, with frames of the same length.
"""

import time
from statistics import median, quantiles
from typing import NamedTuple

from bench.support import hall, held, server
from bench.support.browsers import Browser
from bench.support.crowd import Crowd, all_at
from bench.support.hall import Hall, Pupil
from bench.support.report import AT_LEAST, BELOW, Result

SIZES = (40, 300, 1000)
JUDGED = 300
ROUNDS = 7
"""Of which the first warms up."""
LIMIT = 60.0
"""Seconds after which a storm is given up."""
CHOICES = ("for", "against", "abstain")


class Storm(NamedTuple):
    """Seconds, counts and shares. `final` is LIMIT when some screen was not final by then."""

    acknowledged: float
    p50: float
    p95: float
    final: float
    messages: int


def run() -> Result:
    """Each size in the game, then in the baseline."""
    result = Result(
        targets={
            f"{JUDGED}_ack_p95_s": (BELOW, 0.35),
            f"{SIZES[-1]}_ack_p95_s": (BELOW, 0.35),
            f"{JUDGED}_final_s": (BELOW, 0.7),
            f"{JUDGED}_sooner_final": (AT_LEAST, 20),
        }
    )
    for size in SIZES:
        found, frame = game(size, result)
        stock = baseline(size, frame)
        result.figures |= _named(size, found) | {f"{size}_votes_lost_or_doubled": 0}
        result.baseline |= _named(size, stock)
        result.ratios |= {
            f"{size}_sooner_final": stock.final / found.final,
            f"{size}_sooner_ack_p95": stock.p95 / found.p95,
        }
        if stock.final >= LIMIT:
            result.notes.append(f"baseline, {size}: not final after {LIMIT:g} s, and given up")
        result.targets |= {f"{size}_acknowledged": (AT_LEAST, 1), f"{size}_votes_lost_or_doubled": (BELOW, 1)}
    return result


def _named(size: int, storm: Storm) -> dict[str, float]:
    return {
        f"{size}_acknowledged": storm.acknowledged,
        f"{size}_ack_p50_s": storm.p50,
        f"{size}_ack_p95_s": storm.p95,
        f"{size}_final_s": storm.final,
        f"{size}_messages": storm.messages,
    }


def game(size: int, result: Result) -> tuple[Storm, bytes]:
    """The middle one of several storms in the game, and the last frame pushed; how long it held the loop goes
    into the result."""
    with hall.full(size) as (room, voters, ballot):
        browsers = [pupil.browser for pupil in voters]
        storms = []
        for number in range(ROUNDS):
            storms.append(raise_storm(room.crowd, browsers, number, ballot, room.onlookers))
            room.crowd.rest(1.0)
        prove(room, voters, ballot)
        held.note(result, room.server, size, f"{size}_loop_held_ms")
        return middle(storms[1:]), browsers[0].last


def baseline(size: int, frame: bytes) -> Storm:
    """One storm in the baseline; a second would say the same and take as long."""
    with server.stock(frame) as running, Crowd(running.port) as crowd:
        browsers = []
        for _ in range(size):
            browsers.append(Browser(crowd, "/"))
            browsers[-1].acknowledges = False  # it does not listen for that
            crowd.rest(0.002)
        crowd.until(all_at(browsers, 0), LIMIT)
        return raise_storm(crowd, browsers, 0, "b1", [])


def choice(number: int) -> str:
    """What all vote in a storm: each time something else, so that every single vote moves the tally."""
    return CHOICES[number % 3]


def raise_storm(
    crowd: Crowd, browsers: list[Browser], number: int, ballot: str, others: list[Browser]
) -> Storm:
    """Everybody votes; wait until everybody has the receipt and the final tally."""
    id = f"storm-{number}"
    pushes, answers = crowd.pushes, crowd.answers
    began = time.time()
    for browser in browsers:
        browser.say(f'{{"id":"{id}","act":"cast_vote","ballot":"{ballot}","choice":"{choice(number)}"}}')
    crowd.until(lambda: crowd.answers - answers == len(browsers), LIMIT)
    given = [browser.answers[id] for browser in browsers if id in browser.answers]
    last = max((seq for _, seq, _ in given), default=0)
    left = LIMIT - (time.time() - began)
    reached = len(given) == len(browsers) and crowd.until(all_at([*browsers, *others], last), left)
    final = max(shown_at(browser, last) for browser in [*browsers, *others]) - began if reached else LIMIT
    # Whoever was not answered within the limit waited that long at least.
    waits = [when - began for when, _, _ in given] + [LIMIT] * (len(browsers) - len(given))
    return Storm(
        acknowledged=sum(ok for _, _, ok in given) / len(browsers),
        p50=median(waits),
        p95=quantiles(waits, n=20)[-1],
        final=final,
        messages=crowd.pushes - pushes + crowd.answers - answers,
    )


def shown_at(browser: Browser, seq: int) -> float:
    """When this browser was first pushed an entry not older than this one."""
    return next(when for when, shown in browser.pushes if shown >= seq)


def middle(storms: list[Storm]) -> Storm:
    """The median of each figure; of the share acknowledged the worst."""
    shares, *others = zip(*storms, strict=True)
    return Storm(min(shares), *map(median, others))


class Wrong(Exception):
    """The journal does not hold the votes that were given."""


def prove(room: Hall, voters: list[Pupil], ballot: str) -> None:
    """Read the journal from disk: every vote once, in order, and a tally that is their sum. Raises Wrong."""
    cast: dict[str, list[str]] = {}
    for event in room.journal():
        if event["kind"] == "VoteCast" and event["ballot"] == ballot:
            cast.setdefault(event["seat"], []).append(event["choice"])
    given = [choice(number) for number in range(ROUNDS)]
    for pupil in voters:
        if cast.pop(pupil.seat, []) != given:
            raise Wrong(f"{pupil.seat} voted {given}; the journal holds something else")
    if cast:
        raise Wrong(f"votes of seats that did not vote: {sorted(cast)}")
    tally = room.state()["ballot"]["tally"]
    if tally != {name: len(voters) * (name == given[-1]) for name in CHOICES}:
        raise Wrong(f"{len(voters)} voted {given[-1]}; the tally is {tally}")
