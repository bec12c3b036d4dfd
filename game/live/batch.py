"""Commands that are decided together on a draft and written in one transaction.

Nobody is answered here before the draft is on disk: a refusal may rest on something that is not saved yet,
and when another process was quicker everything is decided again.
"""

import asyncio
import logging
import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeGuard

from msgspec.structs import replace

from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.ballots.method import longest
from debate.codec import digest
from debate.commands import CastVote, CloseBallot, Command, EnterVote, GiveTimeBack
from debate.decide import decide
from debate.events import (
    AnyEvent,
    BallotClosed,
    Event,
    QuestionPut,
    SeatTaken,
    SessionClosed,
    Slip,
    StageEntered,
    StepUndone,
)
from debate.evolve import evolve
from debate.ids import BallotId
from debate.refusal import Refusal
from game.live.watch.meter import meter
from game.models import Participant
from game.people.changes import check_name, held_seats
from game.people.sitters import People
from game.sessions.box_keys import Box, plain_mark
from game.sessions.journal import BatchToWrite, Caused, Sealed
from game.sessions.receipts import MOST, KeptReceipt, Key, Receipts, mark, same

log = logging.getLogger(__name__)

SEEDS = 10**9
"""Lots are drawn from a number below this one: short enough to be read out and copied."""

STEPS = (StageEntered, BallotClosed, SessionClosed, StepUndone)
"""Events after which the state's fingerprint is kept; at every vote it would cost too much."""


@dataclass
class Accepted:
    """A command took effect: the journal stands at `seq`, and these are its events."""

    seq: int
    events: list[AnyEvent] = field(default_factory=list)


@dataclass
class Submission:
    """A command on its way. `participant`: the pupil who sits down with it, saved in the same transaction."""

    command: Command
    id: str
    participant: Participant | None
    sender: str
    answer: asyncio.Future[Accepted]

    @cached_property
    def key(self) -> Key:
        """Nobody reads the id itself anywhere: whoever knew that of a secret vote could send it again with
        each choice, and would be told which is the same."""
        return self.sender, plain_mark(self.id)

    def refuse(self, refusal: Refusal) -> None:
        """Answer with a refusal, unless the sender has gone or was answered."""
        if not self.answer.done():
            meter.refused.labels(refusal.code).inc()
            self.answer.set_exception(refusal)


class BoxWanted(Exception):
    """A secret vote whose key is not at hand yet: one that is put (`put`), or voted in."""

    def __init__(self, ballot: BallotId, put: bool):
        super().__init__(ballot)
        self.ballot = ballot
        self.put = put


class Batch:
    """What waits, decided one after the other. `draft`: the assembly after all that was accepted.

    `known`, `older`: what was accepted before; `boxes`: of secret votes, or why one can't be had;
    `slips`: how often each choice lies in the box of the vote that is closed, if one is; `now` and `last`:
    the present moment and that of the last entry, in milliseconds. Raises BoxWanted.
    """

    def __init__(
        self,
        submissions: list[Submission],
        assembly: Assembly,
        people: People,
        known: Receipts,
        older: Mapping[Key, KeptReceipt],
        boxes: Mapping[BallotId, Box | Refusal],
        slips: Mapping[str, int] | Refusal,
        now: int,
        last: int,
    ):
        self.draft = assembly
        self.decided: list[tuple[Submission, Caused]] = []
        self.refused: list[tuple[Submission, Refusal]] = []
        self.unchanged: list[Submission] = []
        self._repeated: list[Submission] = []
        self._before = assembly
        self._people = people
        self._known = known
        self._older = older
        self._boxes = boxes
        self._slips = slips
        self._in_box: defaultdict[BallotId, Counter[str]] = defaultdict(Counter)
        self._now = max(now, last)
        self._last = last
        self.receipts: dict[Key, KeptReceipt] = {}
        self.put: dict[BallotId, str] = {}
        for submission in submissions:
            self._take(submission)

    def _take(self, submission: Submission) -> None:
        given = mark(submission.key, submission.command, self._box_for(submission.command))
        before = self._receipt(submission.key) if submission.id else None
        if before is not None and same(before.mark, given):
            self._repeated.append(submission)
        elif before is not None:
            self.refused.append((submission, Refusal("id_used")))
        elif self._accepts(submission) and submission.id:
            self.receipts[submission.key] = KeptReceipt(self.draft.seq, given)

    def _receipt(self, key: Key) -> KeptReceipt | None:
        return self.receipts.get(key) or self._known.get(key) or self._older.get(key)

    def _box_for(self, command: Command) -> Box | None:
        """The box of the secret vote that this command is given in, if its key can be had."""
        if not isinstance(command, CastVote | EnterVote):
            return None
        ballot = self.draft.ballots.get(command.ballot or self.draft.ballot)
        if ballot is None or not ballot.open or not METHODS[ballot.method].sealed:
            return None
        box = self._box(ballot.id)
        return None if isinstance(box, Refusal) else box

    def _box(self, ballot: BallotId, put: bool = False) -> Box | Refusal:
        if ballot not in self._boxes:
            raise BoxWanted(ballot, put)
        return self._boxes[ballot]

    def _accepts(self, submission: Submission) -> bool:
        try:
            decided, draft = self._decided(submission)
        except BoxWanted:
            raise
        except Refusal as refusal:
            self.refused.append((submission, refusal))
            return False
        except Exception:
            # A programmer's fault: only whoever ran into it is refused, and the draft is as it was before.
            log.exception("A command failed: %s.", type(submission.command).__name__)
            self.refused.append((submission, Refusal("our_fault")))
            return False
        if not decided.events:
            self.unchanged.append(submission)
        else:
            self.decided.append((submission, decided))
            self.draft = draft
        return True

    def _decided(self, submission: Submission) -> tuple[Caused, Assembly]:
        """What the command causes, and the assembly after it. Raises Refusal, BoxWanted."""
        pupil = submission.participant
        self._check_name(pupil)
        facts = decide(self.draft, self._completed(submission.command), self._now)
        events = [fact for fact in facts if isinstance(fact, Event)]
        draft = self.draft
        for event in events:
            draft = evolve(draft, event)
        if not events and self._known.given(submission.sender) >= MOST:
            raise Refusal("too_often", most=MOST)
        if pupil is not None and events:
            pupil.seat = next(e.seat for e in events if isinstance(e, SeatTaken))
        boxes = {e.ballot: self._usable(e.ballot, put=True).name for e in events if _is_sealed(e)}
        slips = [self._sealed(fact) for fact in facts if isinstance(fact, Slip)]
        self.put |= boxes
        return Caused(events, slips, pupil), draft

    def _sealed(self, slip: Slip) -> Sealed:
        sealed = self._usable(slip.ballot).seal(slip.choice, longest(self.draft.ballots[slip.ballot]))
        self._in_box[slip.ballot][slip.choice] += 1
        return Sealed(slip.ballot, sealed)

    def _usable(self, ballot: BallotId, put: bool = False) -> Box:
        """The box of a secret vote. Raises Refusal when its key can't be had, and BoxWanted."""
        box = self._box(ballot, put)
        if isinstance(box, Refusal):
            raise box
        return box

    def _check_name(self, participant: Participant | None) -> None:
        if participant is None:
            return
        check_name(self._people, held_seats(self.draft), participant.name)
        if participant.name.casefold() in {
            row.participant.name.casefold() for _, row in self.decided if row.participant
        }:
            raise Refusal("name_taken", name=participant.name)

    def _completed(self, command: Command) -> Command:
        """The command with what only the server knows."""
        if isinstance(command, CloseBallot):
            return self._with_slips(replace(command, seed=secrets.randbelow(SEEDS)))
        if isinstance(command, GiveTimeBack):
            # Whoever wrote an entry was awake, here or at another process: until then nothing was lost.
            return replace(command, since=max(command.since, self._last))
        return command

    def _with_slips(self, command: CloseBallot) -> Command:
        """A close of a secret ballot brings the box along: what is on disk and what this batch adds."""
        current = self.draft.current
        if current is None or not METHODS[current.method].sealed:
            return command
        before = self._slips if current.id in secret_votes(self._before) else {}
        if isinstance(before, Refusal):
            raise before
        return replace(command, slips=dict(self._in_box[current.id] + Counter(before)))

    @property
    def written(self) -> BatchToWrite:
        """What is to be written."""
        return BatchToWrite(
            decided=[row for _, row in self.decided],
            status=self.draft.status,
            receipts=self.receipts,
            digest=self._fingerprint,
            boxes=self.put,
            over={*secret_votes(self._before), *self.put} - {*secret_votes(self.draft)},
            people=self._people.version,
        )

    @property
    def events(self) -> list[AnyEvent]:
        """Everything that happened, in order."""
        return [event for _, row in self.decided for event in row.events]

    @property
    def _fingerprint(self) -> str:
        """The draft's fingerprint where the meeting takes a step, else ""."""
        return digest(self.draft) if any(isinstance(event, STEPS) for event in self.events) else ""

    @property
    def last(self) -> int:
        """The moment of the last entry after this batch."""
        return self._now if self.decided else self._last

    def answer(self) -> None:
        """It is on disk: tell every sender."""
        meter.taken.inc(len(self.decided))
        seq = self._before.seq
        for submission, row in self.decided:
            seq += len(row.events)
            _tell(submission, Accepted(seq, row.events))
        for submission in self.unchanged + self._repeated:
            before = self._receipt(submission.key) if submission.id else None
            _tell(submission, Accepted(before.seq if before else seq))
        for submission, refusal in self.refused:
            submission.refuse(refusal)


def secret_votes(assembly: Assembly) -> list[BallotId]:
    """The secret vote that is open, if one is."""
    current = assembly.current
    return [current.id] if current and current.open and METHODS[current.method].sealed else []


def _is_sealed(event: AnyEvent) -> TypeGuard[QuestionPut]:
    return isinstance(event, QuestionPut) and METHODS[event.method].sealed


def _tell(submission: Submission, answer: Accepted) -> None:
    if not submission.answer.done():
        submission.answer.set_result(answer)
