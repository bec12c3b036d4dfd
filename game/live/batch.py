"""Commands that are decided together on a draft and written in one transaction.

Nobody is answered here before the draft is on disk: a refusal may rest on something that is not saved yet,
and when another process was quicker everything is decided again.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.codec import digest
from debate.commands import CloseBallot, Command, GiveTimeBack
from debate.decide import decide
from debate.events import AnyEvent, BallotClosed, SeatTaken, SessionClosed, Slip, StageEntered, StepUndone
from debate.evolve import evolve
from debate.refusal import Refusal
from game.journal import Decided
from game.live.answered import Key
from game.live.meter import meter
from game.models import Participant
from game.people import check_name
from game.sitting import People

log = logging.getLogger(__name__)

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
    """What waits, decided one after the other. `draft`: the assembly after all that was accepted.

    `answered`: the entry that answered a command before, if one did; `now` and `last`: the present moment
    and that of the last entry, in milliseconds.
    """

    def __init__(
        self,
        submissions: list[Submission],
        assembly: Assembly,
        people: People,
        answered: Callable[[Key], int | None],
        slips: Mapping[str, int],
        now: int,
        last: int,
    ):
        self.draft = assembly
        self.decided: list[tuple[Submission, Decided]] = []
        self.refused: list[tuple[Submission, Refusal]] = []
        self.unchanged: list[Submission] = []
        self._repeated: list[Submission] = []
        self._before = assembly.seq
        self._people = people
        self._answered = answered
        self._slips = slips
        self._now = max(now, last)
        self._last = last
        accepted: set[Key] = set()
        for submission in submissions:
            if submission.id and (submission.key in accepted or answered(submission.key) is not None):
                self._repeated.append(submission)
            elif self._accepts(submission):
                accepted.add(submission.key)

    def _accepts(self, submission: Submission) -> bool:
        try:
            decided, draft = self._decided(submission)
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
            return False
        self.decided.append((submission, decided))
        self.draft = draft
        return True

    def _decided(self, submission: Submission) -> tuple[Decided, Assembly]:
        """What the command causes, and the assembly after it. Raises Refusal."""
        pupil = submission.participant
        self._check_name(pupil)
        facts = decide(self.draft, self._completed(submission.command), self._now)
        events = [fact for fact in facts if not isinstance(fact, Slip)]
        draft = self.draft
        for event in events:
            draft = evolve(draft, event)
        if pupil is not None and events:
            pupil.seat = next(e.seat for e in events if isinstance(e, SeatTaken))
        slips = [fact for fact in facts if isinstance(fact, Slip)]
        return Decided(submission.sender, submission.id, events, slips, pupil), draft

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

    def _completed(self, command: Command) -> Command:
        """The command with what only the journal knows."""
        if isinstance(command, CloseBallot):
            return self._with_slips(command)
        if isinstance(command, GiveTimeBack):
            # Whoever wrote an entry was awake, here or at another process: until then nothing was lost.
            return replace(command, since=max(command.since, self._last))
        return command

    def _with_slips(self, command: CloseBallot) -> Command:
        """A close of a secret ballot brings the box along: what is on disk and what this batch adds."""
        current = self.draft.current
        if current is None or not METHODS[current.method].sealed:
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

    @property
    def last(self) -> int:
        """The moment of the last entry after this batch."""
        return self._now if self.decided else self._last

    def answer(self) -> dict[Key, int]:
        """The draft is on disk: tell every sender. Which new command stands where."""
        meter.taken += len(self.decided)
        seq, new = self._before, dict[Key, int]()
        for submission, row in self.decided:
            seq += len(row.events)
            if submission.id:
                new[submission.key] = seq
            _tell(submission, Answer(seq, row.events))
        for submission in self.unchanged:
            _tell(submission, Answer(seq))
        for submission in self._repeated:
            before = self._answered(submission.key)
            _tell(submission, Answer(new[submission.key] if before is None else before))
        for submission, refusal in self.refused:
            submission.refuse(refusal)
        return new


def _tell(submission: Submission, answer: Answer) -> None:
    if not submission.answer.done():
        submission.answer.set_result(answer)
