"""One session while it is being played: takes commands, decides, saves, then tells.

A room belongs to one event loop. Whatever waits is decided as one batch on a draft and written in one
transaction; only then are senders answered and browsers told. Pushes are thinned: however fast votes arrive,
a browser gets the latest state at most five times a second.
"""

import asyncio
import logging
import time
from collections import deque
from dataclasses import dataclass, field

from django.db import DatabaseError
from msgspec.structs import replace

from debate.assembly import Assembly
from debate.codec import digest
from debate.commands import CLOCK, CloseBallot, Command
from debate.decide import decide
from debate.events import AnyEvent, BallotClosed, SeatTaken, SessionClosed, Slip, StageEntered
from debate.evolve import evolve
from debate.refusal import Refusal
from debate.scenario import Choice, Scenario
from game import journal
from game.journal import Behind, Decided
from game.live.audience import Audiences
from game.live.disk import on_disk
from game.models import Participant
from game.participants import taken_names
from game.standing import Standing

log = logging.getLogger(__name__)

LONGEST_QUEUE = 4000
LARGEST_BATCH = 400
ATTEMPTS = 10
"""How often a batch is decided again because another process was quicker."""


@dataclass
class Answer:
    """A command took effect: the journal stands at `seq`, and these are its events."""

    seq: int
    events: list[AnyEvent] = field(default_factory=list)


@dataclass
class Submission:
    """A command on its way. `participant`: the pupil who sits down with it, saved in the same transaction."""

    command: Command
    id: str
    participant: Participant | None
    answer: asyncio.Future[Answer]


class Room:
    """The one place where a session changes. `standing` is what everybody may look at."""

    def __init__(self, session: int, code: str, scenario: Scenario):
        self.session = session
        self.code = code
        self.assembly = Assembly(scenario=scenario)
        self.names: dict[str, str] = {}
        self.audiences = Audiences(self)
        self._answered: dict[tuple[str, str], int] = {}
        self._queue: deque[Submission] = deque()
        self._turn = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None
        self._bell: asyncio.TimerHandle | None = None

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
        before = self.assembly.seq
        events, answered, names = await on_disk(self._read, before)
        for event in events:
            self.assembly = evolve(self.assembly, event)
        self._answered |= answered
        self.names = names
        self._set_bell()
        self.audiences.tell(events)

    def _read(self, after: int) -> tuple[list[AnyEvent], dict[tuple[str, str], int], dict[str, str]]:
        return (
            journal.read(self.session, after),
            journal.answered(self.session, after),
            taken_names(self.session),
        )

    async def _work(self) -> None:
        while self._queue:
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), LARGEST_BATCH))]
            try:
                async with self._turn:
                    await self._settle(batch)
            except DatabaseError:
                log.exception("A batch of session %s could not be saved.", self.code)
                _refuse(batch, Refusal("not_saved"))
            except Exception:
                # A programmer's fault must not leave a class waiting for an answer for ever.
                log.exception("A batch of session %s failed.", self.code)
                _refuse(batch, Refusal("our_fault"))

    async def _settle(self, batch: list[Submission]) -> None:
        for _ in range(ATTEMPTS):
            boxes = await self._boxes(batch)
            draft, decided = self._decide(batch, boxes)
            if decided:
                try:
                    await on_disk(
                        journal.append,
                        self.session,
                        self.assembly.seq,
                        [item for _, item in decided],
                        draft.status,
                        _checkpoint(draft, decided),
                    )
                except Behind:
                    await self._catch_up()
                    continue
            return self._saved(draft, decided)
        _refuse(batch, Refusal("busy"))

    def _decide(
        self, batch: list[Submission], boxes: dict[str, dict[Choice, int]]
    ) -> tuple[Assembly, list[tuple[Submission, Decided]]]:
        """Decide each on a draft. What is refused, or changes nothing, is answered at once."""
        draft, decided = self.assembly, []
        now = time.time_ns() // 1_000_000
        repeats: list[Submission] = []
        seen: set[tuple[str, str]] = set()
        for submission in batch:
            key = (submission.command.by, submission.id)
            if submission.answer.done():
                continue
            if submission.id and (key in self._answered or key in seen):
                repeats.append(submission)
                continue
            try:
                command = _with_slips(submission.command, draft, boxes, decided)
                self._check_name(submission, draft, decided)
                facts = decide(draft, command, now)
            except Refusal as refusal:
                submission.answer.set_exception(refusal)
                continue
            events = [fact for fact in facts if not isinstance(fact, Slip)]
            if not events:
                submission.answer.set_result(Answer(self.assembly.seq))
                continue
            seen.add(key)
            draft = _evolved(draft, events)
            slips = [fact for fact in facts if isinstance(fact, Slip)]
            if submission.participant is not None:
                submission.participant.seat = next(e.seat for e in events if isinstance(e, SeatTaken))
            decided.append(
                (submission, Decided(command.by, submission.id, events, slips, submission.participant))
            )
        for submission in repeats:
            # Decided in this very batch: put it behind, to be answered from what is then on disk.
            key = (submission.command.by, submission.id)
            if key in self._answered:
                submission.answer.set_result(Answer(self._answered[key]))
            else:
                self._queue.append(submission)
        return draft, decided

    def _check_name(
        self, submission: Submission, draft: Assembly, decided: list[tuple[Submission, Decided]]
    ) -> None:
        """Two pupils of one name would be one to the teacher. A seat given back sets its name free."""
        if submission.participant is None:
            return
        wanted = submission.participant.name.casefold()
        here = {name.casefold() for seat, name in self.names.items() if draft.seats[seat].held_by == "pupil"}
        here |= {item.participant.name.casefold() for _, item in decided if item.participant}
        if wanted in here:
            raise Refusal("name_taken", name=submission.participant.name)

    async def _boxes(self, batch: list[Submission]) -> dict[str, dict[Choice, int]]:
        current = self.assembly.current
        if current is None or current.method != "secret":
            return {}
        if not any(isinstance(submission.command, CloseBallot) for submission in batch):
            return {}
        return {current.id: await on_disk(journal.box, self.session, current.id)}

    def _saved(self, draft: Assembly, decided: list[tuple[Submission, Decided]]) -> None:
        seq = self.assembly.seq
        self.assembly = draft
        for submission, item in decided:
            seq += len(item.events)
            if submission.id:
                self._answered[item.sender, item.command] = seq
            if item.participant is not None:
                self.names = {**self.names, item.participant.seat: item.participant.name}
            if not submission.answer.done():
                submission.answer.set_result(Answer(seq, item.events))
        if decided:
            self._set_bell()
            self.audiences.tell([event for _, item in decided for event in item.events], announce=True)

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


def _evolved(assembly: Assembly, events: list[AnyEvent]) -> Assembly:
    for event in events:
        assembly = evolve(assembly, event)
    return assembly


def _with_slips(
    command: Command,
    draft: Assembly,
    boxes: dict[str, dict[Choice, int]],
    decided: list[tuple[Submission, Decided]],
) -> Command:
    """A close of a secret ballot brings the box along: what is on disk, and what this batch adds to it."""
    current = draft.current
    if not isinstance(command, CloseBallot) or current is None or current.method != "secret":
        return command
    slips = dict(boxes.get(current.id, {}))
    for _, item in decided:
        for slip in item.slips:
            slips[slip.choice] = slips.get(slip.choice, 0) + 1
    return replace(command, slips=slips)


def _checkpoint(draft: Assembly, decided: list[tuple[Submission, Decided]]) -> str:
    """The draft's fingerprint where the meeting takes a step; it would cost too much at every vote."""
    steps = (StageEntered, BallotClosed, SessionClosed)
    if any(isinstance(event, steps) for _, item in decided for event in item.events):
        return digest(draft)
    return ""


def _refuse(batch: list[Submission], refusal: Refusal) -> None:
    for submission in batch:
        if not submission.answer.done():
            submission.answer.set_exception(refusal)
