"""Twenty vote, about once a second each, while somebody attacks the server: by each way in turn.

A round is a while alone and a while attacked; what counts is how long the twenty wait for their receipt, and
the server's memory. Attacker and class have one address, as behind a school's router. The baseline is the
same class alone, in the same rounds. What the attackers do is in `attackers.py`.
"""

import contextlib
import itertools
import resource
import socket
import time
from collections.abc import Iterator
from statistics import median, quantiles
from typing import NamedTuple

from bench.support import attackers, hall, held, tidy
from bench.support.crowd import Crowd
from bench.support.hall import Hall, Pupil
from bench.support.report import BELOW, Result
from bench.support.server import HOST

VOTERS = 20
ROUNDS = 5
ALONE, ATTACKED = 1.0, 1.8
"""Seconds of a round."""
SETTLE = 0.2
LIMIT = 3.0
"""Seconds after which a receipt is waited for no longer; it counts as so many."""
FILES = 1024
"""Open files that the server is left against idle connections: what many systems give."""
TIMES = 2.0
MIB = 20.0
CHOICES = itertools.cycle(("for", "against", "abstain"))


class Seen(NamedTuple):
    """Of one way: seconds alone and attacked, by round; MiB more; seconds a newcomer waits for the page at
    the door; the share of a core that the server takes, alone and attacked, by round."""

    alone: list[float]
    attacked: list[float]
    alone_half: list[float]
    attacked_half: list[float]
    memory: float
    newcomer: float
    core_alone: list[float]
    core_attacked: list[float]


def run() -> Result:
    """Every way, one after the other, on one server."""
    result = Result()
    with hall.seated(VOTERS) as (room, voters, ballot):
        room.open_sockets(voters)
        room.look_on()
        over = closed(room)
        spare = [pupil for pupil in room.pupils if pupil not in voters]
        vote(room.crowd, voters, ballot, 2.0)  # warms up
        for way, pupil in zip(attackers.WAYS, itertools.cycle(spare)):
            target = attackers.Target(
                room.server.port, ATTACKED, room.code, over, pupil.cookie.partition(";")[0], ballot
            )
            note(result, way, seen(room, voters, ballot, way, target))
        held.note(result, room.server, VOTERS)
    result.notes.append(
        f"{VOTERS} who vote; {ROUNDS} rounds of {ALONE:g} s alone and {ATTACKED:g} s attacked; medians;"
        f" attackers are niced by {attackers.NICE}"
    )
    return result


def note(result: Result, way: str, found: Seen) -> None:
    """Into the table."""
    alone, attacked = median(found.alone), median(found.attacked)
    result.baseline |= {
        f"{way}_p50_ms": median(found.alone_half) * 1000,
        f"{way}_p95_ms": alone * 1000,
        f"{way}_cores": median(found.core_alone),
    }
    result.figures |= {
        f"{way}_p50_ms": median(found.attacked_half) * 1000,
        f"{way}_p95_ms": attacked * 1000,
        f"{way}_cores": median(found.core_attacked),
        f"{way}_newcomer_ms": found.newcomer * 1000,
        f"{way}_memory_mib": found.memory,
    }
    result.ratios[f"{way}_over_alone"] = attacked / alone
    result.targets |= {f"{way}_over_alone": (BELOW, TIMES), f"{way}_memory_mib": (BELOW, MIB)}


def closed(room: Hall) -> str:
    """A session of the same server that is over; its code."""
    other = Hall(room.server, room.crowd)
    other.new(30)
    other.seat(20)
    other.to_debate()
    other.put_question()
    for act in ("close_ballot", "announce", "close_session"):
        other.act(act)
    return other.code


def seen(room: Hall, voters: list[Pupil], ballot: str, way: str, target: attackers.Target) -> Seen:
    """All rounds of one way."""
    alone, attacked, newcomers, cores = [], [], [], ([], [])
    pid = room.server.pid
    if way == "idle":
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (FILES, FILES))
    before = tidy.resident_kib(pid)
    for _ in range(ROUNDS):
        with share(pid, cores[0]):
            alone.append(vote(room.crowd, voters, ballot, ALONE))
        attacker = attackers.start(way, target)
        room.crowd.rest(0.3)  # until it is at work
        try:
            with share(pid, cores[1]):
                attacked.append(vote(room.crowd, voters, ballot, ATTACKED - 0.4))
            newcomers.append(newcomer(room.crowd, room.code))
        finally:
            attacker.wait(ATTACKED + 10)
        room.crowd.rest(SETTLE)
    more = (tidy.resident_kib(pid) - before) / 1024
    return Seen(
        [nearly_all(waits) for waits in alone],
        [nearly_all(waits) for waits in attacked],
        [median(waits) for waits in alone],
        [median(waits) for waits in attacked],
        more,
        median(newcomers),
        *cores,
    )


@contextlib.contextmanager
def share(pid: int, into: list[float]) -> Iterator[None]:
    """Note which share of a core the process takes meanwhile."""
    began, computed = time.monotonic(), tidy.computed(pid)
    yield
    into.append((tidy.computed(pid) - computed) / (time.monotonic() - began))


def nearly_all(waits: list[float]) -> float:
    """How long 95 of 100 waited at most."""
    return quantiles(waits, n=20)[-1]


def vote(crowd: Crowd, voters: list[Pupil], ballot: str, seconds: float) -> list[float]:
    """They vote in turn, each about once a second, for so long; how long each waited for the receipt."""
    said: list[tuple[Pupil, str, float]] = []
    began = time.monotonic()
    for number in range(int(seconds * VOTERS)):
        pupil, id = voters[number % len(voters)], f"{int(time.time() * 1e6):x}"
        said.append((pupil, id, time.time()))
        pupil.browser.say(f'{{"id":"{id}","act":"cast_vote","ballot":"{ballot}","choice":"{next(CHOICES)}"}}')
        crowd.rest(max(0.0, began + (number + 1) / VOTERS - time.monotonic()))
    crowd.until(lambda: all(id in pupil.browser.answers for pupil, id, _ in said), LIMIT)
    return [
        pupil.browser.answers[id][0] - when if id in pupil.browser.answers else LIMIT
        for pupil, id, when in said
    ]


def newcomer(crowd: Crowd, code: str) -> float:
    """How long somebody who has just come waits for the page at the door: seconds, at most LIMIT."""
    began = time.monotonic()
    with contextlib.suppress(OSError), socket.create_connection((HOST, crowd.port), timeout=LIMIT) as sock:
        sock.sendall(f"GET /join/{code}/ HTTP/1.1\r\nHost: {HOST}:{crowd.port}\r\n\r\n".encode())
        if sock.recv(1024).startswith(b"HTTP/1.1 200"):
            return time.monotonic() - began
    return LIMIT
