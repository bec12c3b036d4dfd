"""One command in a session that is played at random, and what is checked with every one of them."""

from hypothesis.stateful import RuleBasedStateMachine
from immutables import Map
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.codec import digest
from debate.commands import TEACHER, Command
from debate.decide import decide
from debate.evolve import evolve
from debate.refusal import Refusal
from debate.rules.undo import KEPT
from tests.support.rules.meeting import Meeting
from tests.support.rules.sensible import scenario
from tests.support.rules.sentences import sentences

NEW_EACH_TIME = {
    c.TakeSeat, c.GiveFloor, c.AdvanceStage, c.LeaveStatement, c.EndTurn, c.YieldFloor, c.CallNext,
    c.CaucusSay, c.WriteMinutes, c.Undo, c.PutQuestion, c.TakeNameAway, c.Reveal, c.React, c.TakeMood,
}  # fmt: skip
"""Commands that ask for the next of something: given twice, they take effect twice. (Of names only the server
knows whether they are away.)

An advance that names the stage to leave is not one of them.
"""

PHASES: dict[str, set[str]] = {
    "moved": {"seconded", "ruled_out", "withdrawn"},
    "seconded": {"admitted", "ruled_out", "withdrawn", "carried", "lost"},
    "admitted": {"ruled_out", "withdrawn", "carried", "lost"},
    "ruled_out": {"admitted"},
    "carried": {"admitted"},
    "lost": {"admitted"},
    "withdrawn": set(),
}
"""What may become of a motion in one command, but for undoing."""

SENTENCES = sentences()


class Session(RuleBasedStateMachine):
    """`meeting`: what was played so far; `steps`: how many commands were given."""

    def __init__(self):
        super().__init__()
        self.meeting = Meeting(scenario())
        self.steps = 0

    @property
    def assembly(self) -> Assembly:
        return self.meeting.assembly

    def step(self, command: Command, wait: int = 1) -> None:
        """One command, so many milliseconds later; a refusal changes nothing and is explained."""
        self.steps += 1
        self.meeting.at += wait
        command = self.with_slips(command)
        before, print_before = self.assembly, digest(self.assembly)
        try:
            facts = decide(before, command, self.meeting.at)
        except Refusal as refusal:
            refused_in_words(refusal)
            assert digest(before) == print_before, "a refused command has changed something"
            return
        assert digest(before) == print_before, "deciding has changed something"
        assert decide(before, command, self.meeting.at) == facts, "deciding is a matter of luck"
        for fact in facts:
            if isinstance(fact, e.HouseVoted) and fact.votes:
                assert {self.assembly.seats[seat].held_by for seat in fact.votes} == {"house"}
            if isinstance(fact, e.Resumed | e.TimeGivenBack):
                clocks = clocks_of(self.assembly)
            self.meeting.note(fact)
            if isinstance(fact, e.Resumed):
                stood_still(clocks, self.assembly, fact.at - before.paused_at)
            if isinstance(fact, e.TimeGivenBack):
                stood_still(clocks, self.assembly, fact.lost)
        self.motions_move_as_they_may(before, facts)
        self.a_step_can_be_taken_back_at_once(before)
        self.a_second_time_does_no_more(command)

    def with_slips(self, command: Command) -> Command:
        """A close brings along what lies in the ballot's box."""
        if isinstance(command, c.CloseBallot):
            ballot = command.ballot or self.assembly.ballot
            return replace(command, slips=dict(self.meeting.boxes.get(ballot, {})))
        return command

    def motions_move_as_they_may(self, before: Assembly, facts: list[e.Fact]) -> None:
        if any(isinstance(fact, e.StepUndone) for fact in facts):
            return
        for id, motion in before.motions.items():
            now = self.assembly.motions[id].state
            assert now == motion.state or now in PHASES[motion.state]

    def a_step_can_be_taken_back_at_once(self, before: Assembly) -> None:
        if not isinstance(self.meeting.journal[-1], e.StepUndone) and self.assembly.steps != before.steps:
            (undone,) = decide(self.assembly, c.Undo(by=TEACHER), self.meeting.at)
            if undone.step == "close_ballot" and METHODS[before.ballots[undone.about].method].sealed:
                before = without_ballot(before, undone.about)  # Counted in secret: it is held anew.
            assert content(evolve(self.assembly, undone)) == content(before)

    def a_second_time_does_no_more(self, command: Command) -> None:
        if type(command) in NEW_EACH_TIME and not getattr(command, "stage", ""):
            return
        try:
            assert decide(self.assembly, command, self.meeting.at) == []
        except Refusal as refusal:
            refused_in_words(refusal)


def content(assembly: Assembly) -> Assembly:
    """The assembly without what stays when a step is undone: counters, notices, and a vote's clock."""
    nothing = Assembly(scenario=assembly.scenario)
    kept = {name: getattr(nothing, name) for name in KEPT}
    ballots = {id: replace(ballot, closes_at=None) for id, ballot in assembly.ballots.items()}
    return replace(assembly, **kept, ballots=Map(ballots))


def without_ballot(assembly: Assembly, ballot: str) -> Assembly:
    """The assembly as if this ballot, its latest, had not been put."""
    left = replace(assembly, ballots=assembly.ballots.delete(ballot))
    return replace(left, ballot=left.in_order()[-1].id if left.in_order() else "")


def refused_in_words(refusal: Refusal) -> None:
    """There is a sentence for it, and the sentence finds the details it needs."""
    assert SENTENCES[refusal.code] % refusal.details


def clocks_of(assembly: Assembly) -> list[int | None]:
    """Every clock that runs: the stage's, the speaker's, the ballot's ...; None for one that does not."""
    floor, ballot = assembly.floor, assembly.current
    return [
        assembly.recess_ends,
        floor.intervention.ends_at if floor.intervention else None,
        assembly.stage_ends,
        floor.ends_at if floor.speaker else None,
        ballot.closes_at if ballot and ballot.open else None,
    ]


def stood_still(before: list[int | None], after: Assembly, pause: int) -> None:
    """Each clock shows the same time left as when the pause began."""
    assert clocks_of(after) == [None if clock is None else clock + pause for clock in before]
