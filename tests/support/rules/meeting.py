"""A session played by hand: gives the commands, keeps the journal and the sealed boxes, as the server would.

The persons of these tests: the teacher, who also keeps the chair; pupils, by their seat; the door and the
clock; and a STRANGER, who has no part in the session.
"""

from collections import Counter

import pytest

from debate import commands as c
from debate.assembly import Assembly, Ballot
from debate.codec import digest
from debate.commands import DOOR, TEACHER, Command
from debate.decide import decide
from debate.events import AnyEvent, Event, Fact, Slip, StepTaken
from debate.evolve import evolve
from debate.refusal import Refusal
from debate.scenario import Choice, Scenario
from tests.support.rules import mini

STRANGER = "stranger"
START = 1_800_000_000_000
"""Milliseconds since the epoch at which every test begins."""


class Meeting:
    """`assembly`: how it stands; `journal`: what happened; `boxes`: slips per secret ballot; `at`: now."""

    def __init__(self, scenario: Scenario | None = None):
        self.scenario = scenario or mini.scenario()
        self.assembly = Assembly(scenario=self.scenario)
        self.journal: list[AnyEvent] = []
        self.boxes: dict[str, Counter[Choice]] = {}
        self.at = START

    @property
    def ballot(self) -> Ballot:
        """The ballot at hand."""
        assert self.assembly.current is not None
        return self.assembly.current

    def wait(self, seconds: float) -> None:
        self.at += round(seconds * 1000)

    def do(self, command: Command) -> list[Fact]:
        """Give a command that must succeed; its facts, without the mark of a step."""
        facts = decide(self.assembly, command, self.at)
        for fact in facts:
            self.note(fact)
        return [fact for fact in facts if not isinstance(fact, StepTaken)]

    def note(self, fact: Fact) -> None:
        """Take down one fact: a slip into its box, a reaction nowhere, anything else into the journal."""
        if isinstance(fact, Slip):
            self.boxes.setdefault(fact.ballot, Counter())[fact.choice] += 1
        elif isinstance(fact, Event):
            self.journal.append(fact)
            self.assembly = evolve(self.assembly, fact)

    def refusal(self, command: Command) -> str:
        """The code under which a command is refused; it must be, and must change nothing."""
        before = digest(self.assembly)

        with pytest.raises(Refusal) as refused:
            decide(self.assembly, command, self.at)

        assert digest(self.assembly) == before
        return refused.value.code

    def happened(self, kind: type[AnyEvent]) -> list[AnyEvent]:
        """The journal's events of one kind."""
        return [event for event in self.journal if isinstance(event, kind)]

    def vote(self, seat: str, choice: Choice) -> list[Fact]:
        return self.do(c.CastVote(by=seat, ballot=self.assembly.ballot, choice=choice))

    def close(self, by: str = TEACHER) -> Ballot:
        """Close the ballot at hand, with what lies in its box."""
        slips = dict(self.boxes.get(self.assembly.ballot, {}))
        self.do(c.CloseBallot(by=by, slips=slips))
        return self.ballot

    def divide(self, votes: dict[str, Choice] | None = None, **put: object) -> Ballot:
        """Put a question, cast these votes, close and announce."""
        self.do(c.PutQuestion(by=TEACHER, **put))
        for seat, choice in (votes or {}).items():
            self.vote(seat, choice)
        self.close()
        self.do(c.Announce(by=TEACHER))
        return self.ballot

    def moved(self, *seconders: str, by: str = "s1", **motion: object) -> str:
        """A motion that `by` has moved and others have seconded; its id."""
        self.do(c.Move(by=by, **motion))
        id = self.assembly.docket[-1]
        for seat in seconders:
            self.do(c.Second(by=seat, motion=id))
        return id

    def admitted(self, **motion: object) -> str:
        """A motion that s1 has moved, s2 has seconded and the chair has admitted; its id."""
        id = self.moved("s2", **motion)
        self.do(c.AdmitMotion(by=TEACHER, motion=id))
        return id

    def decide(self, motion: str, choice: Choice = "for") -> Ballot:
        """Put a motion, on which s1 alone votes, and announce the result."""
        return self.divide({"s1": choice}, motion=motion)

    def reach(self, stage: str) -> None:
        """Go on to a stage; what is voted on before it, the house decides."""
        while self.assembly.stage != stage:
            now = self.assembly.now
            assert now is not None
            if now.kind == "division" and now.question not in self.assembly.results():
                self.divide()
            self.do(c.AdvanceStage(by=TEACHER))


def lobby(pupils: int = 4, scenario: Scenario | None = None, expected: int = 4, **created: object) -> Meeting:
    """A session whose pupils sit in s1, s2 and so on, before it is opened; who is silent is not counted, if
    nothing else is said."""
    meeting = Meeting(scenario or (mini.with_travellers() if created.get("options") else None))
    settings = {"pupils": max(pupils, expected), "minutes": 50, "fills_silence": False, **created}
    meeting.do(c.CreateSession(by=TEACHER, **settings))
    for _ in range(pupils):
        meeting.do(c.TakeSeat(by=DOOR))
    return meeting


def debating(pupils: int = 4, **created: object) -> Meeting:
    """A session in its first debate, where everything is allowed: speeches, statements, questions."""
    meeting = lobby(pupils, **created)
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach("first-debate")
    return meeting
