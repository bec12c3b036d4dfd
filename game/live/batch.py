"""Commands that are decided together on a draft and written in one transaction.

Nobody is answered here before the draft is on disk: a refusal may rest on something that is not saved yet,
and when another process was quicker everything is decided again.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.codec import digest
from debate.commands import CloseBallot, Command
from debate.decide import decide
from debate.events import AnyEvent, BallotClosed, SeatTaken, SessionClosed, Slip, StageEntered, StepUndone
from debate.evolve import evolve
from debate.refusal import Refusal
from game.journal import Decided
from game.live.meter import meter
from game.models import Participant
from game.people import check_name
from game.sitting import People

Key = tuple[str, str]
"""Who sent a command, and the id they gave it."""

STEPS = (StageEntered, BallotClosed, SessionClosed, StepUndone)
"""Events after which the state's fingerprint is kept; at every vote it would cost too much."""


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
    sender: str
    answer: asyncio.Future[Answer]

    @property
    def key(self) -> Key:
        return self.sender, self.id

    def refuse(self, refusal: Refusal) -> None:
        """Answer with a refusal, unless the sender has gone or was answered."""
        if not self.answer.done():
            meter.refused[refusal.code] += 1
            self.answer.set_exception(refusal)


class Batch:
    """What waits, decided one after the other. `draft`: the assembly after all that was accepted."""

    def __init__(
        self,
        submissions: list[Submission],
        assembly: Assembly,
        people: People,
        answered: Mapping[Key, int],
        slips: Mapping[str, int],
        now: int,
    ):
        self.draft = assembly
        self.decided: list[tuple[Submission, Decided]] = []
        self.refused: list[tuple[Submission, Refusal]] = []
        self._unchanged: list[Submission] = []
        self._repeated: list[Submission] = []
        self._before = assembly.seq
        self._people = people
        self._slips = slips
        accepted = set(answered)
        for submission in submissions:
            if submission.id and submission.key in accepted:
                self._repeated.append(submission)
            elif self._accepts(submission, now):
                accepted.add(submission.key)

    def _accepts(self, submission: Submission, now: int) -> bool:
        try:
            self._check_name(submission.participant)
            facts = decide(self.draft, self._with_slips(submission.command), now)
        except Refusal as refusal:
            self.refused.append((submission, refusal))
            return False
        events = [fact for fact in facts if not isinstance(fact, Slip)]
        if not events:
            self._unchanged.append(submission)
            return False
        for event in events:
            self.draft = evolve(self.draft, event)
        if submission.participant is not None:
            submission.participant.seat = next(e.seat for e in events if isinstance(e, SeatTaken))
        slips = [fact for fact in facts if isinstance(fact, Slip)]
        row = Decided(submission.sender, submission.id, events, slips, submission.participant)
        self.decided.append((submission, row))
        return True

    def _check_name(self, participant: Participant | None) -> None:
        if participant is None:
            return
        check_name(
            self._people, {s.id for s in self.draft.seats.values() if s.held_by == "pupil"}, participant.name
        )
        if participant.name.casefold() in {
            row.participant.name.casefold() for _, row in self.decided if row.participant
        }:
            raise Refusal("name_taken", name=participant.name)

    def _with_slips(self, command: Command) -> Command:
        """A close of a secret ballot brings the box along: what is on disk and what this batch adds."""
        current = self.draft.current
        if not isinstance(command, CloseBallot) or current is None or not METHODS[current.method].sealed:
            return command
        slips = dict(self._slips)
        for _, row in self.decided:
            for slip in row.slips:
                slips[slip.choice] = slips.get(slip.choice, 0) + 1
        return replace(command, slips=slips)

    @property
    def rows(self) -> list[Decided]:
        """What is to be written."""
        return [row for _, row in self.decided]

    @property
    def events(self) -> list[AnyEvent]:
        """Everything that happened, in order."""
        return [event for row in self.rows for event in row.events]

    @property
    def fingerprint(self) -> str:
        """The draft's fingerprint where the meeting takes a step, else ""."""
        return digest(self.draft) if any(isinstance(event, STEPS) for event in self.events) else ""

    def answer(self, answered: dict[Key, int]) -> None:
        """The draft is on disk: tell every sender, and note in `answered` which command stands where."""
        meter.taken += len(self.decided)
        seq = self._before
        for submission, row in self.decided:
            seq += len(row.events)
            if submission.id:
                answered[submission.key] = seq
            _tell(submission, Answer(seq, row.events))
        for submission in self._unchanged:
            _tell(submission, Answer(seq))
        for submission in self._repeated:
            _tell(submission, Answer(answered[submission.key]))
        for submission, refusal in self.refused:
            submission.refuse(refusal)


def _tell(submission: Submission, answer: Answer) -> None:
    if not submission.answer.done():
        submission.answer.set_result(answer)
