"""A class, or a hall of 300, looks back all at once, while another class on the same server votes.

The session was really played and closed, and nobody has looked at it yet: a new one for each round.
Each of its pupils opens outcome, lab, replay and minutes in one instant, each page on a connection of its
own and with the cookie of their seat. Counted is until a page has come whole; it must be found, bear its
heading, and the outcome must speak of the pupil's own person. Meanwhile thirty pupils of another session give
a vote a second each by their sockets. The baseline is those votes in the same run with nobody looking back.
"""

import random
import time
from dataclasses import dataclass, field
from html import escape
from statistics import median, quantiles

from bench.fold import conference
from bench.support import held, played, server
from bench.support.browsers import Browser, Page
from bench.support.crowd import Crowd
from bench.support.hall import SCENARIO, Hall, Refused, seat_voters
from bench.support.lively_lesson import lesson
from bench.support.report import BELOW, Result
from debate.prover.playout import Playout

SIZES = {30: 2.0, 300: 8.0}
"""Pupils who look back, to the seconds after which the last page has come."""
VOTERS = 30
ROUNDS = 5
ALONE = 5.0
"""Seconds the other class votes by itself before each round."""
LIMIT = 60.0
"""Seconds after which a round is given up, and those that were to follow."""
PAGES = {
    "/outcome/": b"The class beside history</h1>",
    "/lab/": b"The lab: what if?</h1>",
    "/replay/": b">Replay: ",
    "/minutes/": b">Minutes</h1>",
}
"""Address to what its page holds."""
CHOICES = ("for", "against")


@dataclass
class Round:
    """Seconds until each page had come, bytes by address, seconds until votes were acknowledged meanwhile and
    before."""

    waits: list[float]
    bytes: dict[str, int]
    acks: list[float]
    alone: list[float]
    given_up: bool = False


@dataclass
class OtherClass:
    """Thirty pupils elsewhere, of whom each votes once a second. `sent`: command id to (voter, when)."""

    crowd: Crowd
    browsers: list[Browser]
    ballot: str
    sent: dict[str, tuple[Browser, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = random.Random(1917)
        began = time.time()
        self._next = [began + chance.random() for _ in self.browsers]
        self._number = 0

    def vote(self) -> None:
        """Let those vote whose time has come."""
        now = time.time()
        for place, browser in enumerate(self.browsers):
            if self._next[place] <= now:
                self._next[place] += 1
                self._number += 1
                choice = CHOICES[self._number // len(self.browsers) % 2]
                id = f"v{self._number}"
                self.sent[id] = browser, now
                browser.say(f'{{"id":"{id}","act":"cast_vote","ballot":"{self.ballot}","choice":"{choice}"}}')

    def acks(self) -> list[float]:
        """Seconds each vote since the last call waited, once all are answered.

        Raises TimeoutError, and Refused when the server did not take one.
        """
        sent, self.sent = self.sent, {}
        answered = self.crowd.until(lambda: all(id in one.answers for id, (one, _) in sent.items()), LIMIT)
        if not answered:
            raise TimeoutError(f"votes of the other class were not answered within {LIMIT:g} s")
        if refused := [id for id, (one, _) in sent.items() if not one.answers[id][2]]:
            raise Refused(f"votes of the other class were refused: {refused[:5]}")
        return [one.answers[id][0] - when for id, (one, when) in sent.items()]


def run() -> Result:
    """Each size, one after the other, on one server."""
    result = Result()
    with server.game(idle=max(SIZES) * len(PAGES)) as running, Crowd(running.port) as crowd:
        played.open_database(running)
        others = other_class(Hall(running, crowd))
        for size in SIZES:
            playout = lesson(conference(), pupils=size)
            rounds = []
            while len(rounds) < ROUNDS and not (rounds and rounds[-1].given_up):
                rounds.append(look_back(crowd, others, f"R{size:03}{len(rounds) + 2}", playout))
            _add(result, size, rounds)
            if rounds[-1].given_up:
                result.notes.append(f"{size}: not all pages had come after {LIMIT:g} s, and given up")
                break
        held.note(result, running, max(SIZES))
    return result


def other_class(hall: Hall) -> OtherClass:
    """A debate with a question put, its voters' sockets open, desk and screen looking on."""
    voters, ballot = seat_voters(hall, VOTERS)
    hall.open_sockets(voters)
    hall.look_on()
    return OtherClass(hall.crowd, [pupil.browser for pupil in voters], ballot)


def look_back(crowd: Crowd, others: OtherClass, code: str, playout: Playout) -> Round:
    """A fresh session, the other class by itself for a while, then everybody at once."""
    sitters = played.put_with_pupils(code, SCENARIO, playout)
    vote_until(crowd, others, lambda: False, ALONE)
    alone = others.acks()
    began = time.time()
    pages = [
        Page(crowd, f"{address}{code}/", sitter.cookie, wanted(address, sitter.person))
        for sitter in sitters
        for address in PAGES
    ]
    open = list(pages)

    def all_come() -> bool:
        while open and open[-1] not in crowd.lines:
            open.pop()
        return not open

    vote_until(crowd, others, all_come, LIMIT)
    given_up = [page for page in pages if page in crowd.lines]
    for page in given_up:
        page.hang_up()
    acks = others.acks()
    for page in pages:
        if page not in given_up:
            page.check()
    waits = [page.came - began if page.came else LIMIT for page in pages]
    sizes = {address: pages[place].size for place, address in enumerate(PAGES)}
    return Round(waits, sizes, acks, alone, given_up=bool(given_up))


def wanted(address: str, person: str) -> list[bytes]:
    """What a page must hold: its heading, and who the pupil was where it is about that."""
    own = [f"You were {escape(person)}".encode()] if address == "/outcome/" else []
    return [PAGES[address], *own]


def vote_until(crowd: Crowd, others: OtherClass, done, seconds: float) -> bool:
    """Serve all connections while the other class votes; False when the time is up."""

    def voted_and_done() -> bool:
        others.vote()
        return done()

    return crowd.until(voted_and_done, seconds)


def _add(result: Result, size: int, rounds: list[Round]) -> None:
    def middle(figure) -> float:
        return median(figure(one) for one in rounds)

    alone = middle(lambda one: p95(one.alone)) * 1000
    result.figures |= {
        f"{size}_last_page_s": middle(lambda one: max(one.waits)),
        f"{size}_page_p50_s": middle(lambda one: median(one.waits)),
        f"{size}_page_p95_s": middle(lambda one: p95(one.waits)),
        f"{size}_others_ack_p50_ms": middle(lambda one: median(one.acks)) * 1000,
        f"{size}_others_ack_p95_ms": middle(lambda one: p95(one.acks)) * 1000,
    }
    result.baseline |= {
        f"{size}_alone_ack_p50_ms": middle(lambda one: median(one.alone)) * 1000,
        f"{size}_alone_ack_p95_ms": alone,
    }
    result.ratios[f"{size}_ack_p95_over_alone"] = result.figures[f"{size}_others_ack_p95_ms"] / alone
    result.targets |= {
        f"{size}_last_page_s": (BELOW, SIZES[size]),
        # Half as long again, or 50 ms more: of a few milliseconds half is nothing anybody feels.
        f"{size}_others_ack_p95_ms": (BELOW, max(1.5 * alone, alone + 50)),
    }
    pages = ", ".join(
        f"{address.strip('/')} {bytes / 1024:,.0f}" for address, bytes in rounds[-1].bytes.items()
    )
    votes = sum(len(one.acks) for one in rounds)
    result.notes.append(
        f"{size} pupils, {size * len(PAGES)} pages at once, KiB a page: {pages}; "
        f"{votes} votes meanwhile; medians of {len(rounds)} rounds"
    )


def p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
