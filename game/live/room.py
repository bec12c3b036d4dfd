"""One session while it is being played: takes commands, decides, saves, then tells.

A room belongs to one event loop. Whatever waits is decided as one batch (`batch.py`) and written in one
transaction; only then are senders answered and browsers told (`viewers/`).
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError

from debate.assembly import Assembly
from debate.commands import CLOCK, CloseBallot, Command, GiveTime, GiveTimeBack, React
from debate.decide import decide
from debate.events import AnyEvent, Reacted
from debate.evolve import evolve
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.scenario import Scenario
from game.live.arrivals import Arrivals
from game.live.batch import Accepted, Batch, BoxWanted, Submission, secret_votes
from game.live.bells import Bells
from game.live.clock import Clock, Heart
from game.live.database_threads import aside, on_disk
from game.live.extra_time import more_time
from game.live.keys import Keys
from game.live.mood import Mood
from game.live.viewers.attendance import Attendance
from game.live.viewers.presence import RoomPresence
from game.live.viewers.viewers import Viewers
from game.live.watch import tasks
from game.live.watch.meter import meter
from game.live.wire import frames, signal
from game.models import Participant, Session
from game.people import participants
from game.people.changes import held_seats
from game.people.sitters import People, Sitting
from game.sessions import boxes, journal
from game.sessions.journal import Behind
from game.sessions.receipts import KeptReceipt, Key, Receipts
from game.standing import Presence, Standing

log = logging.getLogger(__name__)

LONGEST_QUEUE = 4000
LARGEST_BATCH = 200
"""Decided in one step of the loop, which others wait for."""
ATTEMPTS = 10
"""How often a batch is decided again because another process was quicker."""


class Unseen(NamedTuple):
    """What the journal holds that this room has not seen: read, and folded already."""

    events: list[AnyEvent]
    assembly: Assembly
    receipts: dict[Key, KeptReceipt]
    people: People


class Room:
    """The one place where a session changes. `standing` is what everybody may look at."""

    def __init__(
        self,
        session: int,
        code: str,
        scenario: Scenario,
        clock: Clock | None = None,
        rehearsal: bool = False,
    ):
        self.session = session
        self.rehearsal = rehearsal
        self.code = code
        self.clock = clock or Clock()
        self.assembly = Assembly(scenario=scenario)
        self.people = People()
        self.present = RoomPresence(code, changed=self._show, gone=self._look_again)
        self.viewers = Viewers(self._stands, self.clock.now, self.present)
        self.attendance = Attendance(self._stands, self.submit, self.present, Arrivals(session, self.meet))
        self.mood = Mood(self._stands, self.submit)
        self._standing: Standing | None = None
        self._bells = Bells(self._stands, self.clock.now, self.submit)
        self._last = 0
        self._heart = Heart(self.clock)
        self._receipts = Receipts()
        self._keys = Keys(session)
        self._queue: deque[Submission] = deque()
        self._turn = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None
        self._heard_of = 0
        self._following: asyncio.Task[None] | None = None

    @property
    def standing(self) -> Standing:
        """The session as it stands on disk, with names and presence. The same until one of them changes, so
        that what is worked out for one viewer is there for the next."""
        kept = self._standing
        if kept is None or kept.assembly is not self.assembly or kept.people is not self.people:
            kept = self._standing = Standing(
                code=self.code,
                assembly=self.assembly,
                looking=self._presence,
                people=self.people,
                reactions=self.mood.pressed,
            )
        return kept

    def _stands(self) -> Standing:
        return self.standing

    def _presence(self) -> Mapping[str, Presence]:
        played: dict[str, Presence] = dict.fromkeys(self.unclaimed, "here") if self.rehearsal else {}
        return played | self.present.by_seat(self.people)

    def _show(self) -> None:
        self.viewers.pushes.wake()

    def _look_again(self) -> None:
        self.attendance.look_again()

    @property
    def held(self) -> set[SeatId]:
        """The seats that pupils hold."""
        return held_seats(self.assembly)

    @property
    def unclaimed(self) -> set[SeatId]:
        """The seats that pupils hold and nobody has come for: in a rehearsal the program plays them."""
        return {seat for seat in self.held if seat not in self.people.seats}

    async def submit(
        self, command: Command, id: str = "", participant: Participant | None = None, sender: str = ""
    ) -> Accepted:
        """Have a command decided and saved; returns once it is on disk. Raises Refusal.

        `id` with the `sender` (the actor, or one of several) makes a repeated command harmless: it gets the
        first answer again.
        """
        if isinstance(command, React):
            return self._react(command)
        if len(self._queue) >= LONGEST_QUEUE:
            meter.refused.labels("busy").inc()
            raise Refusal("busy")
        answer: asyncio.Future[Accepted] = asyncio.get_running_loop().create_future()
        submission = Submission(command, id, participant, sender or command.by, answer)
        self._queue.append(submission)
        if self._worker is None or self._worker.done():
            self._worker = tasks.start(self._work(), f"the commands of session {self.code}")
        return await submission.answer

    def _react(self, command: React) -> Accepted:
        """Nothing is written down for it until the speech is over. Raises Refusal."""
        for fact in decide(self.assembly, command, self.clock.now()):
            if isinstance(fact, Reacted):
                self.mood.react(fact)
                self.viewers.pushes.note_reaction(fact.seat)
        return Accepted(self.assembly.seq)

    def beat(self) -> None:
        """The server is awake. If it was not for a while, every clock is given that time back."""
        self._heart.beat()
        if self._slept_since() is not None and not self._turn.locked():
            tasks.start(self._wake(), f"giving session {self.code} its time back")

    def let_go(self) -> None:
        """Nobody looks any longer: bells ring still, but no heart beats that could tell sleep from quiet."""
        self._heart.stop()
        self.attendance.end()

    async def _wake(self) -> None:
        async with self._turn:
            await self._settle_or_refuse([])

    async def catch_up(self) -> None:
        """Read what others have written since, and tell this process's browsers."""
        async with self._turn:
            await self._catch_up()

    def follow(self, head: int) -> None:
        """Another process has come to this entry: catch up soon, and again until that has worked."""
        self._heard_of = max(self._heard_of, head)
        if self._following is None or self._following.done():
            self._following = tasks.keep_at(self._follow, f"session {self.code} catches up")

    async def _follow(self) -> None:
        before = -1
        while before < self.assembly.seq < self._heard_of:
            before = self.assembly.seq
            await self.catch_up()

    async def _catch_up(self) -> None:
        opening = not self.assembly.seq
        news = await (aside if opening else on_disk)(self._read, self.assembly)
        self.assembly = news.assembly
        self._receipts.note(news.receipts)
        await self._keys.settle({}, secret_votes(self.assembly))
        if news.events:
            self._reached(news.events[-1].at)
        if news.people != self.people:
            self._then(self._meet, news.people)
            self._then(self.viewers.pushes.note_people)
        self._then(self._bells.set)
        # What is long past is no sign of life.
        self._then(self.attendance.note, [] if opening else news.events)
        self._then(self.mood.note, [] if opening else news.events)
        self._then(self.viewers.tell, [] if opening else news.events)

    async def meet(self, announce: bool = True) -> None:
        """Names, shared seats or second teachers have changed: read them again, and tell.

        `announce`: other processes do not know yet.
        """
        if announce:
            signal.send("people", self.code)
        try:
            await self._meet_again()
        except DatabaseError:
            # It is on disk whatever this room knows of it, and the room must not go by old names for ever.
            log.exception("Session %s: who sits where could not be read.", self.code)
            tasks.keep_at(self._meet_again, f"reading who sits where in session {self.code}")

    async def _meet_again(self) -> None:
        async with self._turn:
            self._meet(await on_disk(participants.people, self.session))
        self._then(self.attendance.look_again)
        self._then(self.viewers.pushes.note_people)

    async def end(self) -> None:
        """The session was deleted: everybody has to go, and no clock of it may ring any more."""
        async with self._turn:
            self.viewers.evict_all(frames.NO_SESSION)
            self.people, self._standing = People(), None
            self.attendance.end()
            self._bells.silence()

    def _read(self, assembly: Assembly) -> Unseen:
        """In a thread, as folding takes a while."""
        events = journal.read(self.session, assembly.seq)
        after, upto = assembly, assembly.seq + len(events)
        for event in events:
            after = evolve(after, event)
        found = journal.receipts(self.session, assembly.seq)
        receipts = {key: receipt for key, receipt in found.items() if receipt.seq <= upto}
        return Unseen(events, after, receipts, participants.people(self.session))

    def _meet(self, people: People) -> None:
        """Note who sits where. Who has lost their place must not act or look on any longer."""
        lost = self.people.pupils() - people.pupils()
        gone = {link.pk for link in self.people.helpers} - {link.pk for link in people.helpers}
        banned = {outcast.pk for outcast in people.banned}
        self.people, self._standing = people, None
        for pupil in lost:
            self.viewers.evict("seat", pupil, frames.BANNED if pupil in banned else frames.NO_SEAT)
        for link in gone:
            self.viewers.evict("teach", link, frames.NOT_YOURS)

    async def _work(self) -> None:
        while self._queue:
            meter.reaches(meter.longest_queue, len(self._queue))
            waiting = [self._queue.popleft() for _ in range(min(len(self._queue), LARGEST_BATCH))]
            async with self._turn:
                await self._settle_or_refuse(waiting)

    async def _settle_or_refuse(self, waiting: list[Submission]) -> None:
        """Every command gets an answer. What nobody could foresee refuses whoever brought it about, alone."""
        try:
            await self._settle(waiting)
        except Refusal as refusal:
            _refuse(waiting, refusal)  # The journal itself: another process has written what we can't read.
        except (OperationalError, InterfaceError):
            log.exception("A batch of session %s could not be saved.", self.code)
            _refuse(waiting, Refusal("not_saved"))
        except Exception as error:
            if len(waiting) > 1:
                # One of them is to blame: the halves are tried by themselves, in their order.
                middle = len(waiting) // 2
                await self._settle_or_refuse(waiting[:middle])
                await self._settle_or_refuse(waiting[middle:])
                return
            log.exception("A command of session %s failed.", self.code)
            _refuse(waiting, Refusal("not_saved" if isinstance(error, DatabaseError) else "our_fault"))
        except BaseException:
            _refuse(waiting, Refusal("our_fault"))  # The server ends: nobody must wait for it.
            raise

    async def _settle(self, waiting: list[Submission]) -> None:
        older: dict[Key, KeptReceipt] = {}
        self._keys.start()
        for _ in range(ATTEMPTS):
            try:
                sleeps = self._heart.listen()
                batch = await self._decided(waiting, older)
                refused = [submission for submission, _ in batch.refused]
                if found := await self._accepted_before(batch.unchanged + refused, older):
                    older |= found
                    continue
                await self._save(batch)
            except BoxWanted as wanted:
                await self._keys.fetch(wanted)
                continue
            except Behind:
                await self._catch_up()
                continue
            except IntegrityError:
                if found := await self._accepted_before(
                    [submission for submission, _ in batch.decided], older
                ):
                    older |= found
                    continue
                raise
            except Session.DoesNotExist:
                _refuse(waiting, Refusal("no_such_session"))
                return
            self._heart.made_good(sleeps)
            self._saved(batch)
            await self._keys.settle(batch.put, secret_votes(self.assembly))
            return
        _refuse(waiting, Refusal("busy"))

    async def _decided(self, waiting: list[Submission], older: dict[Key, KeptReceipt]) -> Batch:
        """All of it decided on a draft. `older`: what the database was asked about. Raises BoxWanted."""
        if (since := self._slept_since()) is not None:
            # Before anything else, or votes that came in meanwhile would be told that the time is up.
            back = GiveTimeBack(by=CLOCK, since=since)
            waiting = [Submission(back, "", None, CLOCK, _nobody_waits()), *waiting]
        slips = await self._slips(waiting)
        return Batch(
            waiting,
            self.assembly,
            self.people,
            self._receipts,
            older,
            self._keys.boxes,
            slips,
            self.clock.now(),
            self._last,
        )

    async def _accepted_before(
        self, submissions: list[Submission], older: dict[Key, KeptReceipt]
    ) -> dict[Key, KeptReceipt]:
        """Those accepted so long ago that only the database remembers. `older`: was asked before."""
        keys = [s.key for s in submissions if s.id and s.key not in older and self._receipts.may_hide(s.key)]
        return await on_disk(journal.receipts_of, self.session, keys) if keys else {}

    async def _save(self, batch: Batch) -> None:
        """Write the batch. Raises Behind, also when it only refuses and does so from what is long past."""
        if batch.decided or batch.receipts:
            began = time.perf_counter()
            await on_disk(journal.append, self.session, self.assembly.seq, batch.written)
            meter.save_seconds.observe(time.perf_counter() - began)
            meter.batch_sizes.observe(len(batch.decided))
        elif batch.refused and settings.SEVERAL_PROCESSES and await self._is_behind():
            raise Behind

    async def _slips(self, waiting: list[Submission]) -> dict[str, int] | Refusal:
        """The box of a secret ballot that is about to be closed. Raises Behind if we are."""
        secret = secret_votes(self.assembly)
        if not secret or not any(isinstance(submission.command, CloseBallot) for submission in waiting):
            return {}
        slips = await aside(boxes.counts, self.session, secret[0])
        # Read after the box: whoever filed a slip since we last looked has also moved the head.
        if await self._is_behind():
            raise Behind
        return slips

    async def _is_behind(self) -> bool:
        return await on_disk(journal.head, self.session) != self.assembly.seq

    def _saved(self, batch: Batch) -> None:
        """It is on disk: whatever goes wrong from here on, nobody is told that it did not take effect."""
        self.assembly = batch.draft
        self._reached(batch.last)
        new = [row.participant for _, row in batch.decided if row.participant]
        if new:
            sat = {pupil.seat: Sitting((participants.sitter(pupil),)) for pupil in new}
            self._then(self._meet, self.people._replace(seats={**self.people.seats, **sat}))
        self._receipts.note(batch.receipts)
        batch.answer()
        if batch.decided:
            self._then(self._bells.set)
            self._then(self.attendance.note, batch.events)
            self._then(self.mood.note, batch.events)
            self._then(self.viewers.tell, batch.events, announce=True)
            self._then(self._give_extra_time, batch.events)

    def _give_extra_time(self, events: list[AnyEvent]) -> None:
        for command in more_time(self.assembly, self.people, events):
            tasks.start(self._give_time(command), f"extra time in session {self.code}")

    async def _give_time(self, command: GiveTime) -> None:
        try:
            await self.submit(command)
        except Refusal as refusal:
            # The vote was closed, or taken back, meanwhile; or nothing can be saved just now.
            log.info("Session %s: extra time was refused: %s", self.code, refusal.code)

    def _reached(self, moment: int) -> None:
        self._last = max(self._last, moment)
        self.clock.reached(moment)

    def _slept_since(self) -> int | None:
        """The moment since which clocks have run for nothing; None where none runs, or nothing was lost."""
        return self._heart.asleep_since if self.assembly.status == "open" else None

    def _then(self, consequence: Callable[..., None], *args: Any, **kwargs: Any) -> None:
        """What follows from something that has happened: one that fails must not keep back the others."""
        try:
            consequence(*args, **kwargs)
        except Exception:
            log.exception("Session %s: %s failed.", self.code, consequence.__qualname__)


def _nobody_waits() -> asyncio.Future[Accepted]:
    """A future whose refusal, that there is nothing to give back, needs no reader."""
    answer: asyncio.Future[Accepted] = asyncio.get_running_loop().create_future()
    answer.add_done_callback(lambda done: done.cancelled() or done.exception())
    return answer


def _refuse(waiting: list[Submission], refusal: Refusal) -> None:
    for submission in waiting:
        submission.refuse(refusal)
