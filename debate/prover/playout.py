"""A whole meeting without people: the chair goes through the agenda, the house votes, perhaps others too.

The same rules as a live session, command by command; so a scenario whose record comes out here will come out
in class. Chance, if any, comes in as an argument.
"""

from collections.abc import Callable

from debate import commands as c
from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.ballots.method import to_choose_from
from debate.commands import TEACHER, Command
from debate.decide import decide
from debate.events import AnyEvent, Event, Slip
from debate.evolve import evolve
from debate.ids import QuestionId, SeatId
from debate.rules.business.agenda import following
from debate.rules.hall.casting import SMALLEST_CLASS
from debate.scenario import Scenario

Voter = Callable[[SeatId, QuestionId], str | None]
"""(seat, question) to the vote a pupil gives, as in `CastVote`; None: they are silent."""

STEP = 1
"""Milliseconds between two commands."""


class Playout:
    """One meeting being played. `assembly` and `events` are what it has come to."""

    def __init__(self, scenario: Scenario):
        self.assembly = Assembly(scenario=scenario)
        self.events: list[AnyEvent] = []
        self._now = 0
        self._slips: dict[str, int] = {}

    def do(self, command: Command) -> None:
        """Give a command. Raises Refusal, as the rules do."""
        self._now += STEP
        for fact in decide(self.assembly, command, self._now):
            if isinstance(fact, Slip):
                self._slips[fact.choice] = self._slips.get(fact.choice, 0) + 1
            elif isinstance(fact, Event):
                self.events.append(fact)
                self.assembly = evolve(self.assembly, fact)

    def wait(self, milliseconds: int) -> None:
        """Let time pass."""
        self._now += milliseconds

    def divide(self, voter: Voter | None, question: QuestionId | None = None) -> None:
        """Put the stage's question, or this one, let the pupils vote, close, announce. A tie that waits for
        the chair is broken as in the record; without one the chair leaves things as they are."""
        self._slips = {}
        self.do(c.PutQuestion(by=TEACHER, question=question) if question else c.PutQuestion(by=TEACHER))
        ballot = self.assembly.ballots[self.assembly.ballot]
        for seat in ballot.weights if voter and not METHODS[ballot.method].by_hand else ():
            if voter and self.assembly.seats[seat].held_by == "pupil":
                choice = voter(seat, ballot.question)
                if choice is not None:
                    self.do(c.CastVote(by=seat, ballot=ballot.id, choice=choice))
        self.do(c.CloseBallot(by=TEACHER, slips=self._slips))
        while (ballot := self.assembly.ballots[ballot.id]).tied:
            among = to_choose_from(ballot)
            record = self.assembly.scenario.question(ballot.question).record
            carried = record is not None and record.carried and "for" in among
            # Else against, which leaves things as they are; of alternatives the last one.
            self.do(c.GiveCastingVote(by=TEACHER, choice="for" if carried else among[-1]))
        self.do(c.Announce(by=TEACHER))


def seated(scenario: Scenario, pupils: int, minutes: int = 90, expected: int = SMALLEST_CLASS) -> Playout:
    """A lobby with so many pupils. `expected`: for how many it is cast, if those who come are fewer."""
    playout = Playout(scenario)
    playout.do(c.CreateSession(by=TEACHER, pupils=max(pupils, expected), minutes=minutes))
    for _ in range(pupils):
        playout.do(c.TakeSeat(by=c.DOOR))
    return playout


def play(
    scenario: Scenario,
    minutes: int = 90,
    pupils: int = 0,
    voter: Voter | None = None,
    expected: int = SMALLEST_CLASS,
) -> Playout:
    """Play the meeting to its end with so many pupils who vote as `voter` says, the house for all others.

    `expected`: for how many it is cast, if those who come are fewer."""
    playout = seated(scenario, pupils, minutes, expected)
    playout.do(c.OpenSession(by=TEACHER))
    while following(playout.assembly):
        now = playout.assembly.now
        if now and now.kind == "division" and now.question not in playout.assembly.results():
            playout.divide(voter)
        if following(playout.assembly):
            playout.do(c.AdvanceStage(by=TEACHER))
    playout.do(c.CloseSession(by=TEACHER))
    return playout
