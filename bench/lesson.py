"""A class of 26 plays a whole meeting on a real server, at sixty times the pace: what is told, what it costs.

Each pupil does what is due from them (`debate/guide/rehearsal.py`) through a socket of their own; the chair
takes whatever step the desk's large button names; wall and desk look on. Told of it: pushes and bytes on the
network for each page that looks on, the server's computing time, the time from a pupil's press to its answer.
The baseline is a page that knows no pushes: after every turn it asks for itself again, as it does where a
network allows no socket.
"""

import random
import time
import urllib.request
from collections.abc import Iterator
from statistics import median, quantiles

import msgspec

from bench.support import held, played, server, tidy
from bench.support.browsers import Browser
from bench.support.crowd import Crowd
from bench.support.hall import Hall, Pupil
from bench.support.report import BELOW, Result
from bench.support.server import HOST
from debate import commands as c
from debate.assembly import Assembly
from debate.commands import Command
from debate.evolve import evolve
from debate.guide.next_step import next_step
from debate.guide.rehearsal import deeds

PUPILS = 26
TURN = 8.0 / 60
"""Seconds between two turns: as `play --demo` has them, at sixty times the pace."""
MOST_TURNS = 3000


class Unfinished(Exception):
    """The lesson did not come to its end."""


def run() -> Result:
    """From the open doors to the close."""
    with server.game() as running, Crowd(running.port) as crowd:
        hall = Hall(running, crowd)
        hall.new(PUPILS)
        hall.seat(PUPILS)
        hall.open_sockets(hall.pupils)
        hall.look_on()
        played.open_database(running)
        began, computed, lesson = time.monotonic(), tidy.computed(running.pid), Lesson(hall)
        for _ in lesson.turns():
            crowd.rest(TURN)
        took, computed = time.monotonic() - began, tidy.computed(running.pid) - computed
        return _result(lesson, took, computed, running)


class Lesson:
    """A lesson that goes on. `waits`: seconds from each press to its answer; `page`: bytes of a pupil's page,
    asked for in the middle of it."""

    def __init__(self, hall: Hall):
        self.hall = hall
        self.assembly = self._opened()
        self.waits: list[float] = []
        self.page = 0
        self.took_turns = 0
        self._chance = random.Random(1917)
        self._seats = {pupil.seat: pupil for pupil in self._seated()}

    def turns(self) -> Iterator[None]:
        """One after the other, until the session is closed. Raises Unfinished."""
        for turn in range(MOST_TURNS):
            self.took_turns = turn + 1
            self._catch_up()
            if self.assembly.status == "closed":
                return
            done = deeds(self.assembly, set(self._seats), self._chance)
            for command in done:
                self._send(self._seats[command.by], command)
            if not any(isinstance(one, c.CastVote | c.Guess) for one in done):
                step = next_step(self.assembly)
                self.hall.act(step.step, **({step.name: step.value} if step.name else {}))
            if self.assembly.status == "open" and not self.page and self.assembly.ballots_put > 1:
                self.page = self._page()
            yield
        raise Unfinished(f"{MOST_TURNS} turns, and it is not over")

    def _opened(self) -> Assembly:
        from game.models import Session
        from game.scenarios import versions

        self._session = Session.objects.get(code=self.hall.code)
        return Assembly(scenario=versions.version(self._session.scenario_id))

    def _catch_up(self) -> None:
        from game.sessions import journal

        for event in journal.read(self._session.pk, self.assembly.seq):
            self.assembly = evolve(self.assembly, event)

    def _seated(self) -> Iterator[Pupil]:
        """The pupils with the seats they were given, as their pages know them."""
        from game.models import Participant

        given = dict(Participant.objects.filter(session=self._session).values_list("name", "seat"))
        for pupil in self.hall.pupils:
            pupil.seat = given[pupil.name]
            yield pupil

    def _send(self, pupil: Pupil, command: Command) -> None:
        """As the pupil's page sends it; the answer's wait is noted."""
        browser, id = pupil.browser, f"k{self.took_turns}-{pupil.seat}"
        fields = {
            name: value
            for name, value in msgspec.to_builtins(command).items()
            if name != "by" and value not in ("", None)
        }
        sent = time.time()
        browser.say(msgspec.json.encode({"id": id, "act": c.name(type(command)), **fields}).decode())
        if self.hall.crowd.until(lambda: id in browser.answers, 10):
            self.waits.append(browser.answers[id][0] - sent)

    def _page(self) -> int:
        """Bytes of a pupil's page as it comes by the network, compressed."""
        headers = {"Cookie": self.hall.pupils[0].cookie, "Accept-Encoding": "gzip, br"}
        address = f"http://{HOST}:{self.hall.server.port}/seat/{self.hall.code}/"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(address, headers=headers), timeout=30) as answer:
            return len(answer.read())


def _result(lesson: Lesson, took: float, computed: float, running: server.Server) -> Result:
    desk, wall = lesson.hall.onlookers
    phones = [pupil.browser for pupil in lesson.hall.pupils]
    told = median(browser.bytes for browser in phones)
    asked_again = lesson.page * lesson.took_turns
    result = Result(
        figures={
            "lesson_entries": lesson.assembly.seq,
            "lesson_phone_pushes": median(len(browser.pushes) for browser in phones),
            **{f"lesson_{name}_kib": told / 1024 for name, told in _told(told, desk, wall)},
            "lesson_ack_p50_ms": median(lesson.waits) * 1000,
            "lesson_ack_p95_ms": quantiles(lesson.waits, n=20)[-1] * 1000,
            "lesson_computed_s": computed,
            "lesson_computed_share": computed / took,
        },
        baseline={"asked_again_phone_kib": asked_again / 1024},
        ratios={"pushed_over_asked_again": told / asked_again},
        targets={"lesson_ack_p95_ms": (BELOW, 150), "pushed_over_asked_again": (BELOW, 0.1)},
        notes=[f"{PUPILS} pupils, {lesson.took_turns} turns in {took:.0f} s, {len(lesson.waits)} presses"],
    )
    held.note(result, running, PUPILS, "lesson_loop_held_ms")
    return result


def _told(phone: float, desk: Browser, wall: Browser) -> list[tuple[str, float]]:
    return [("phone", phone), ("desk", desk.bytes), ("wall", wall.bytes)]
