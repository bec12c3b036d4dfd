"""A lesson as a lively class plays it, in the time a lesson takes: for what depends on how much happens.

Groups talk, speakers follow one another, pupils write sentences, change their leaning while they listen, move
and second, vote and think better of it. Chance comes from a seed. What the rules refuse did not happen.
"""

import random
from contextlib import suppress

from debate import commands as c
from debate.commands import TEACHER, Command
from debate.prover.playout import Playout
from debate.refusal import Refusal
from debate.rules.business.agenda import following, permits
from debate.scenario import CHOICES, Scenario

BEGINS = 1_790_000_000_000
"""Milliseconds since the epoch."""
SPEECH = (35_000, 60_000)
SENTENCES = (
    "Those who govern must answer to this hall.",
    "Soldiers at the front do not wait for our committees; they count the days until the winter.",
    "I have heard three speakers today, and not one has said who will bring the bread.",
    "A coalition has been tried twice. What would be different the third time?",
    "Without the towns there is no government that anybody obeys.",
)


class Lesson:
    """One lesson on its way. `rounds`: how many times over the usual number of speeches is made,
    and votes are changed."""

    def __init__(self, scenario: Scenario, pupils: int, minutes: int, rounds: int, seed: int):
        self.chance = random.Random(seed)
        self.rounds = rounds
        self.playout = Playout(scenario)
        self.playout.wait(BEGINS)
        self.do(c.CreateSession(by=TEACHER, pupils=pupils, minutes=minutes))
        for _ in range(pupils):
            self.playout.wait(self.chance.randint(500, 6_000))
            self.do(c.TakeSeat(by=c.DOOR))
        seats = self.playout.assembly.seats
        self.pupils = [id for id in self.playout.assembly.order if seats[id].held_by == "pupil"]
        self.do(c.OpenSession(by=TEACHER))

    def do(self, command: Command) -> None:
        with suppress(Refusal):
            self.playout.do(command)

    def some(self, most: int) -> list[str]:
        return self.chance.sample(self.pupils, min(most, len(self.pupils)))

    def sentence(self) -> str:
        return self.chance.choice(SENTENCES)

    def play(self) -> Playout:
        """Go through the whole agenda."""
        while following(self.playout.assembly):
            self.stage()
            if following(self.playout.assembly):
                self.do(c.AdvanceStage(by=TEACHER))
        self.do(c.CloseSession(by=TEACHER))
        return self.playout

    def stage(self) -> None:
        now, may = self.playout.assembly.now, permits(self.playout.assembly)
        if may.caucus:
            self.groups_talk()
        if may.floor:
            self.do(c.SetFloor(by=TEACHER, faction_seconds=0))
            for _ in range(6 * self.rounds):
                self.speech()
        if now and now.kind == "division" and now.question not in self.playout.assembly.results():
            self.division()
        self.playout.wait(20_000)

    def groups_talk(self) -> None:
        for _ in range(3):
            for seat in self.some(len(self.pupils)):
                self.playout.wait(self.chance.randint(500, 3_000))
                self.do(c.CaucusSay(by=seat, text=self.sentence()))

    def speech(self) -> None:
        for seat in self.some(3):
            self.do(c.RequestFloor(by=seat))
        self.do(c.GiveFloor(by=TEACHER))
        lasts = self.chance.randint(*SPEECH)
        for seat in self.some(8):
            self.playout.wait(lasts // 10)
            question = self.chance.choice(self.playout.assembly.scenario.questions)
            self.do(c.SetLeaning(by=seat, question=question.id, value=self.chance.randint(-2, 2)))
        for seat in self.some(2):
            self.do(c.LeaveStatement(by=seat, text=self.sentence()))
        if self.chance.random() < 0.2:
            self.motion()
        self.playout.wait(lasts // 5)
        self.do(c.EndTurn(by=TEACHER))

    def motion(self) -> None:
        mover, *others = self.some(3)
        self.do(c.Move(by=mover, text=self.sentence()))
        for seat in others:
            self.do(c.Second(by=seat, motion=f"m{self.playout.assembly.motions_moved}"))

    def division(self) -> None:
        self.do(c.PutQuestion(by=TEACHER, seconds=0))
        ballot = self.playout.assembly.ballot
        for voters in (len(self.pupils), *[len(self.pupils) // 4] * self.rounds):
            for seat in self.some(voters):
                self.playout.wait(self.chance.randint(100, 1_500))
                self.do(c.CastVote(by=seat, ballot=ballot, choice=self.chance.choices(CHOICES, (6, 3, 1))[0]))
        self.do(c.CloseBallot(by=TEACHER))
        self.playout.wait(5_000)
        self.do(c.Announce(by=TEACHER))


def lesson(
    scenario: Scenario, pupils: int = 30, minutes: int = 50, rounds: int = 1, seed: int = 1917
) -> Playout:
    """A whole lesson, played to its end."""
    return Lesson(scenario, pupils, minutes, rounds, seed).play()
