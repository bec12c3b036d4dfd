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
from debate.commands import CLOCK, CloseBallot, Command
from debate.events import AnyEvent
from debate.evolve import evolve
from debate.refusal import Refusal
from debate.scenario import Choice, Scenario
from game import journal
from game.journal import Behind
from game.live.audience import Audiences
from game.live.batch import Answer, Batch, Key, Submission
from game.live.disk import on_disk
from game.models import Participant
from game.participants import Owner, owners
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
        self.owners: dict[str, Owner] = {}
        self.audiences = Audiences(self)
        self._answered: dict[Key, int] = {}
        self._queue: deque[Submission] = deque()
        self._turn = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None
        self._bell: asyncio.TimerHandle | None = None

    @property
    def names(self) -> dict[str, str]:
        """Seat to the name of the pupil who sat down there last."""
        return {seat: owner.name for seat, owner in self.owners.items()}

    @property
    def standing(self) -> Standing:
        """The session as it stands on disk, with names and presence."""
        return Standing(
            code=self.code,
            assembly=self.assembly,
            names=self.names,
            presence=self.audiences.presence(),
        )

    async def submit(self, command: Command, id: str = "", participant: Participant | None = None) -> Answer:
        """Have a command decided and saved; returns once it is on disk. Raises Refusal.

        `id` with the sender makes a repeated command harmless: it gets the first answer again.
        """
        if len(self._queue) >= LONGEST_QUEUE:
            raise Refusal("busy")
        submission = Submission(command, id, participant, asyncio.get_running_loop().create_future())
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
        for event in events:
            self.assembly = evolve(self.assembly, event)
        self._answered |= answered
        self._seat(people)
        self._set_bell()
        self.audiences.tell(events)

    def _read(self, after: int) -> tuple[list[AnyEvent], dict[Key, int], dict[str, Owner]]:
        events = journal.read(self.session, after)
        upto = after + len(events)
        answered = {key: seq for key, seq in journal.answered(self.session, after).items() if seq <= upto}
        return events, answered, owners(self.session)

    def _seat(self, people: dict[str, Owner]) -> None:
        """Note whose the seats are. Who has lost theirs to somebody else must not act for it any longer."""
        lost = [seat for seat, owner in self.owners.items() if people.get(seat, owner) != owner]
        self.owners = people
        for seat in lost:
            self.audiences.evict(seat)

    async def _work(self) -> None:
        while self._queue:
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
                batch = Batch(waiting, self.assembly, self.names, self._answered, slips, now)
                await self._save(batch)
            except Behind:
                await self._catch_up()
                continue
            self._saved(batch)
            return
        _refuse(waiting, Refusal("busy"))

    async def _save(self, batch: Batch) -> None:
        """Write the batch. Raises Behind, also when it only refuses and does so from what is long past."""
        if batch.decided:
            before, status = self.assembly.seq, batch.draft.status
            await on_disk(journal.append, self.session, before, batch.rows, status, batch.fingerprint)
        elif batch.refused and settings.SEVERAL_PROCESSES and await self._is_behind():
            raise Behind

    async def _slips(self, waiting: list[Submission]) -> dict[Choice, int]:
        """The box of a secret ballot that is about to be closed. Raises Behind if we are."""
        current = self.assembly.current
        if current is None or current.method != "secret":
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
        sat = {row.participant.seat: Owner.of(row.participant) for row in batch.rows if row.participant}
        if sat:
            self._seat({**self.owners, **sat})
        batch.answer(self._answered)
        if batch.decided:
            self._set_bell()
            self.audiences.tell(batch.events, announce=True)

    def _set_bell(self) -> None:
        """Ring when the open ballot's time is up. Every process may ring: only the first close counts."""
        if self._bell is not None:
            self._bell.cancel()
            self._bell = None
        current = self.assembly.current
        if current and current.open and current.closes_at and self.assembly.status == "open":
            wait = max(0.0, current.closes_at / 1000 - time.time()) + 0.01
            self._bell = asyncio.get_running_loop().call_later(wait, self._ring, current.id)

    def _ring(self, ballot: str) -> None:
        asyncio.get_running_loop().create_task(self._close_by_clock(ballot))

    async def _close_by_clock(self, ballot: str) -> None:
        try:
            await self.submit(CloseBallot(by=CLOCK, ballot=ballot))
        except Refusal as refusal:
            log.info("Session %s, ballot %s: the clock was refused: %s", self.code, ballot, refusal.code)


def _refuse(waiting: list[Submission], refusal: Refusal) -> None:
    for submission in waiting:
        submission.refuse(refusal)
