"""One session while it is being played: takes commands, decides, saves, then tells.

A room belongs to one event loop. Whatever waits is decided as one batch (`batch.py`) and written in one
transaction; only then are senders answered and browsers told (`audience.py`).
"""

import asyncio
import logging
import time
from collections import deque

from django.conf import settings
from django.db import DatabaseError

from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.clocks import due
from debate.commands import CloseBallot, Command
from debate.events import AnyEvent
from debate.evolve import evolve
from debate.refusal import Refusal
from debate.scenario import Scenario
from game import journal, participants
from game.journal import Behind
from game.live import signal, wire
from game.live.attendance import Attendance
from game.live.audience import Audiences
from game.live.batch import Answer, Batch, Key, Submission
from game.live.disk import on_disk
from game.live.meter import meter
from game.models import Participant, Session
from game.sitting import People, Sitting
from game.standing import Standing

log = logging.getLogger(__name__)

LONGEST_QUEUE = 4000
LARGEST_BATCH = 400
ATTEMPTS = 10
"""How often a batch is decided again because another process was quicker."""


class Room:
    """The one place where a session changes. `standing` is what everybody may look at."""

    def __init__(self, session: int, code: str, scenario: Scenario):
        self.session = session
        self.code = code
        self.assembly = Assembly(scenario=scenario)
        self.people = People()
        self.audiences = Audiences(self)
        self.attendance = Attendance(self)
        self._standing: Standing | None = None
        self._answered: dict[Key, int] = {}
        self._queue: deque[Submission] = deque()
        self._turn = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None
        self._bell: asyncio.TimerHandle | None = None
        self._rings: set[asyncio.Task[None]] = set()

    @property
    def standing(self) -> Standing:
        """The session as it stands on disk, with names and presence. The same until one of them changes, so
        that what is worked out for one viewer is there for the next."""
        kept = self._standing
        if kept is None or kept.assembly is not self.assembly or kept.people is not self.people:
            kept = self._standing = Standing(
                code=self.code,
                assembly=self.assembly,
                looking=self.audiences.presence,
                people=self.people,
            )
        return kept

    @property
    def held(self) -> set[str]:
        """The seats that pupils hold."""
        return {id for id, seat in self.assembly.seats.items() if seat.held_by == "pupil"}

    async def submit(
        self, command: Command, id: str = "", participant: Participant | None = None, sender: str = ""
    ) -> Answer:
        """Have a command decided and saved; returns once it is on disk. Raises Refusal.

        `id` with the `sender` (the actor, or one of several) makes a repeated command harmless: it gets the
        first answer again.
        """
        if len(self._queue) >= LONGEST_QUEUE:
            meter.refused["busy"] += 1
            raise Refusal("busy")
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        submission = Submission(command, id, participant, sender or command.by, answer)
        self._queue.append(submission)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await submission.answer

    async def catch_up(self) -> None:
        """Read what others have written since, and tell this process's browsers."""
        async with self._turn:
            await self._catch_up()

    async def _catch_up(self) -> None:
        events, answered, people = await on_disk(self._read, self.assembly.seq)
        opening = not self.assembly.seq
        for event in events:
            self.assembly = evolve(self.assembly, event)
        self._answered |= answered
        self._meet(people)
        self._set_bell()
        self.attendance.note([] if opening else events)  # What is long past is no sign of life.
        self.audiences.tell(events)

    async def meet(self, announce: bool = True) -> None:
        """Names, shared seats or second teachers have changed: read them again, and tell.

        `announce`: other processes do not know yet.
        """
        async with self._turn:
            self._meet(await on_disk(participants.people, self.session))
        self.attendance.look_again()
        self.audiences.people_changed()
        if announce:
            signal.send("people", self.code)

    async def end(self) -> None:
        """The session was deleted: everybody has to go, and no clock of it may ring any more."""
        async with self._turn:
            self.audiences.evict_all(wire.NO_SESSION)
            self.people, self._standing = People(), None
            self.attendance.stop()
            self._silence()

    def _read(self, after: int) -> tuple[list[AnyEvent], dict[Key, int], People]:
        events = journal.read(self.session, after)
        upto = after + len(events)
        answered = {key: seq for key, seq in journal.answered(self.session, after).items() if seq <= upto}
        return events, answered, participants.people(self.session)

    def _meet(self, people: People) -> None:
        """Note who sits where. Who has lost their place must not act or look on any longer."""
        lost = self.people.pupils() - people.pupils()
        gone = {link.pk for link in self.people.helpers} - {link.pk for link in people.helpers}
        banned = {outcast.pk for outcast in people.banned}
        self.people, self._standing = people, None
        for pupil in lost:
            self.audiences.evict("seat", pupil, wire.BANNED if pupil in banned else wire.NO_SEAT)
        for link in gone:
            self.audiences.evict("teach", link, wire.NOT_YOURS)

    async def _work(self) -> None:
        while self._queue:
            meter.longest_queue = max(meter.longest_queue, len(self._queue))
            waiting = [self._queue.popleft() for _ in range(min(len(self._queue), LARGEST_BATCH))]
            try:
                async with self._turn:
                    await self._settle(waiting)
            except DatabaseError:
                log.exception("A batch of session %s could not be saved.", self.code)
                _refuse(waiting, Refusal("not_saved"))
            except Exception:
                # A programmer's fault must not leave a class waiting for an answer for ever.
                log.exception("A batch of session %s failed.", self.code)
                _refuse(waiting, Refusal("our_fault"))

    async def _settle(self, waiting: list[Submission]) -> None:
        for _ in range(ATTEMPTS):
            try:
                slips = await self._slips(waiting)
                now = time.time_ns() // 1_000_000
                batch = Batch(waiting, self.assembly, self.people, self._answered, slips, now)
                await self._save(batch)
            except Behind:
                await self._catch_up()
                continue
            except Session.DoesNotExist:
                _refuse(waiting, Refusal("no_such_session"))
                return
            self._saved(batch)
            return
        _refuse(waiting, Refusal("busy"))

    async def _save(self, batch: Batch) -> None:
        """Write the batch. Raises Behind, also when it only refuses and does so from what is long past."""
        if batch.decided:
            before, status = self.assembly.seq, batch.draft.status
            began = time.perf_counter()
            await on_disk(journal.append, self.session, before, batch.rows, status, batch.fingerprint)
            meter.save_seconds.note(time.perf_counter() - began)
            meter.batch_sizes.note(len(batch.decided))
        elif batch.refused and settings.SEVERAL_PROCESSES and await self._is_behind():
            raise Behind

    async def _slips(self, waiting: list[Submission]) -> dict[str, int]:
        """The box of a secret ballot that is about to be closed. Raises Behind if we are."""
        current = self.assembly.current
        if current is None or not METHODS[current.method].sealed:
            return {}
        if not any(isinstance(submission.command, CloseBallot) for submission in waiting):
            return {}
        slips = await on_disk(journal.box, self.session, current.id)
        # Read after the box: whoever filed a slip since we last looked has also moved the head.
        if await self._is_behind():
            raise Behind
        return slips

    async def _is_behind(self) -> bool:
        return await on_disk(journal.head, self.session) != self.assembly.seq

    def _saved(self, batch: Batch) -> None:
        self.assembly = batch.draft
        new = [row.participant for row in batch.rows if row.participant]
        if new:
            sat = {pupil.seat: Sitting((participants.sitter(pupil),)) for pupil in new}
            self._meet(self.people._replace(seats={**self.people.seats, **sat}))
        batch.answer(self._answered)
        if batch.decided:
            self._set_bell()
            self.attendance.note(batch.events)
            self.audiences.tell(batch.events, announce=True)

    def _set_bell(self) -> None:
        """Ring when the next clock that acts runs out. Every process may ring: only the first one counts."""
        self._silence()
        if next_clock := due(self.assembly):
            moment, command = next_clock
            wait = max(0.0, moment / 1000 - time.time()) + 0.01
            self._bell = asyncio.get_running_loop().call_later(wait, self._ring, command)

    def _silence(self) -> None:
        if self._bell is not None:
            self._bell.cancel()
            self._bell = None

    def _ring(self, command: Command) -> None:
        self._rings.add(task := asyncio.get_running_loop().create_task(self._act_by_clock(command)))
        task.add_done_callback(self._rings.discard)

    async def _act_by_clock(self, command: Command) -> None:
        try:
            await self.submit(command)
        except Refusal as refusal:
            log.info("Session %s: the clock's %s was refused: %s", self.code, command, refusal.code)


def _refuse(waiting: list[Submission], refusal: Refusal) -> None:
    for submission in waiting:
        submission.refuse(refusal)
