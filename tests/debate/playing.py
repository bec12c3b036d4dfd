"""Sessions played at random: people ask, time goes on. What must hold meanwhile is in `test_machine.py`.

Most rules ask for what makes sense, so that sessions get somewhere; in the last anybody asks for anything.
"""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.codec import digest
from debate.commands import CLOCK, DOOR, TEACHER, Command
from debate.decide import MAY, decide
from debate.refusal import Refusal
from debate.scenario import Choice, Role, Scenario
from tests.debate import mini
from tests.debate.asking import CHAIR, PUPILS, asked
from tests.debate.meeting import Meeting
from tests.debate.sentences import sentences

WAITS = st.sampled_from((0, 1, 500, 20_000, 61_000, 700_000))
"""Milliseconds between two commands."""

LONG_ENOUGH = 40
"""Commands after which a session may end."""

VOTE = asked(c.CastVote, by=PUPILS)
ANY_QUESTION = st.builds(
    c.PutQuestion,
    by=st.just(TEACHER),
    question=st.sampled_from(("bridge", "toll", "ferry")),
    method=st.sampled_from((None, "show", "roll_call", "secret")),
    seconds=st.sampled_from((None, 0)),
)

NEW_EACH_TIME = {c.TakeSeat, c.GiveFloor, c.AdvanceStage, c.LeaveStatement}
"""Commands that ask for the next of something: given twice, they take effect twice.

An advance that names the stage to leave is not one of them.
"""

SENTENCES = sentences()


def without_abstainers() -> Scenario:
    """The miniature with nobody who abstained on `bridge`, so that the house has a bloc to hold."""

    def decided(role: Role) -> Role:
        bridge = role.beliefs["bridge"]
        vote: Choice = "for" if bridge.vote == "abstain" else bridge.vote
        return replace(role, beliefs=role.beliefs | {"bridge": replace(bridge, vote=vote)})

    scenario = mini.with_travellers()
    return replace(scenario, roles=tuple(decided(role) for role in scenario.roles))


class AnySession(RuleBasedStateMachine):
    """`meeting`: what was played so far; `steps`: how many commands were given."""

    def __init__(self):
        super().__init__()
        self.meeting = Meeting(without_abstainers())
        self.steps = 0

    @property
    def assembly(self) -> Assembly:
        return self.meeting.assembly

    @initialize(
        pupils=st.sampled_from((4, 9, 14)),
        seated=st.integers(4, 9),
        weighting=st.sampled_from(("bloc", "seat")),
        options=st.sampled_from(((), ("travellers",))),
        stages=st.sampled_from((3, 3, 3, 4, 0)),
    )
    def a_session_is_set_up(self, pupils, seated, weighting, options, stages):
        settings = {"pupils": pupils, "minutes": 50, "weighting": weighting, "options": options}
        self.step(c.CreateSession(by=TEACHER, **settings), 0)
        for _ in range(min(seated, pupils)):
            self.step(c.TakeSeat(by=DOOR), 1)
        for _ in range(stages):
            self.step(c.AdvanceStage(by=TEACHER), 1)

    @rule(command=asked(c.TakeSeat, by=st.just(DOOR)), wait=WAITS)
    def somebody_comes_in(self, command, wait):
        self.step(command, wait)

    @rule(asking=st.lists(asked(c.RequestFloor, c.WithdrawRequest, c.YieldFloor, by=PUPILS), max_size=4))
    def pupils_and_the_floor(self, asking):
        for command in asking:
            self.step(command, 1)

    @rule(command=asked(c.GiveFloor, c.EndTurn, by=CHAIR), wait=WAITS)
    def the_chair_and_the_floor(self, command, wait):
        self.step(command, wait)

    @rule(asking=st.lists(PUPILS, max_size=3, unique=True), wait=WAITS)
    def pupils_ask_and_the_first_is_called(self, asking, wait):
        for seat in asking:
            self.step(c.RequestFloor(by=seat), 1)
        self.step(c.GiveFloor(by=TEACHER), wait)

    @rule(by=PUPILS, wait=WAITS)
    def a_pupil_leaves_a_statement(self, by, wait):
        self.step(c.LeaveStatement(by=by, text=f"Sentence {self.steps}."), wait)

    @rule(command=asked(c.AdvanceStage, c.OpenSession, by=CHAIR), wait=WAITS)
    def the_agenda_moves_on(self, command, wait):
        # A meeting that hurries to its end leaves little to try.
        if self.steps % 3 == 0:
            self.step(command, wait)

    @rule(command=asked(c.PutQuestion, by=CHAIR), wait=WAITS)
    def a_question_is_put(self, command, wait):
        self.step(command, wait)

    @rule(question=ANY_QUESTION, votes=st.lists(VOTE, max_size=6), ends_by=st.sampled_from((TEACHER, CLOCK)))
    def a_question_is_put_and_voted_on(self, question, votes, ends_by):
        self.step(question, 1)
        self.pupils_vote(votes)
        if ends_by == CLOCK:
            self.the_clock_rings(early=0)
        else:
            self.step(c.CloseBallot(by=TEACHER), 1)

    @rule(votes=st.lists(VOTE, min_size=1, max_size=6))
    def pupils_vote(self, votes):
        for vote in votes if self.assembly.ballot else ():
            self.step(replace(vote, ballot=self.assembly.ballot), 1)

    @rule(command=asked(c.EnterVote, by=st.just(TEACHER)), wait=WAITS)
    def the_teacher_enters_a_vote(self, command, wait):
        self.step(command, wait)

    @rule(command=asked(c.CloseBallot, by=CHAIR), wait=WAITS)
    def the_chair_closes_the_ballot(self, command, wait):
        self.step(command, wait)

    @rule(early=st.sampled_from((0, 0, 1)))
    def the_clock_rings(self, early):
        if self.assembly.current and self.assembly.current.closes_at:
            rings = self.assembly.current.closes_at - early
            self.step(c.CloseBallot(by=CLOCK), max(rings - self.meeting.at, 0))

    @rule(command=asked(c.Announce, by=CHAIR), wait=WAITS)
    def a_result_is_announced(self, command, wait):
        self.step(command, wait)

    @rule(command=asked(c.Pause, c.Resume, by=CHAIR), wait=WAITS)
    def the_meeting_stops_or_goes_on(self, command, wait):
        self.step(command, wait)

    @rule(meanwhile=st.lists(asked(*MAY), max_size=2), wait=WAITS)
    def the_meeting_pauses_for_a_while(self, meanwhile, wait):
        self.step(c.Pause(by=TEACHER), 1)
        for command in meanwhile:
            if not isinstance(command, c.CloseSession):
                self.step(command, wait)
        self.step(c.Resume(by=TEACHER), wait)

    @rule(command=asked(c.FreeSeat, c.AssignRole, c.GiveChair, by=st.just(TEACHER)), wait=WAITS)
    def the_teacher_moves_people(self, command, wait):
        self.step(command, wait)

    @rule(command=asked(c.ReleaseCard, c.HideStatement, c.SayToAll, by=st.just(TEACHER)), wait=WAITS)
    def the_teacher_shows_and_hides(self, command, wait):
        self.step(command, wait)

    @rule(vote=VOTE)
    def a_pupil_votes_and_leaves(self, vote):
        self.pupils_vote([vote])
        self.step(c.FreeSeat(by=TEACHER, seat=vote.by), 1)

    @rule(wait=WAITS)
    def the_meeting_ends(self, wait):
        # Early ends leave little to try.
        if self.steps > LONG_ENOUGH:
            self.step(c.CloseSession(by=TEACHER), wait)

    @rule(commands=st.lists(asked(*MAY), max_size=4), wait=WAITS)
    def anybody_asks_for_anything(self, commands, wait):
        for command in commands:
            if not isinstance(command, c.CloseSession) or self.steps > LONG_ENOUGH:
                self.step(command, wait)

    def step(self, command: Command, wait: int) -> None:
        """One command; a refusal changes nothing and is explained, and a second time does no more."""
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
            if isinstance(fact, e.HouseVoted):
                assert {self.assembly.seats[seat].held_by for seat in fact.votes} == {"house"}
            if isinstance(fact, e.Resumed):
                clocks = clocks_of(self.assembly)
            self.meeting.note(fact)
            if isinstance(fact, e.Resumed):
                stood_still(clocks, self.assembly, fact.at - before.paused_at)
        self.a_second_time_does_no_more(command)

    def with_slips(self, command: Command) -> Command:
        """A close brings along what lies in the ballot's box."""
        if isinstance(command, c.CloseBallot):
            ballot = command.ballot or self.assembly.ballot
            return replace(command, slips=dict(self.meeting.boxes.get(ballot, {})))
        return command

    def a_second_time_does_no_more(self, command: Command) -> None:
        if type(command) in NEW_EACH_TIME and not getattr(command, "stage", ""):
            return
        try:
            assert decide(self.assembly, command, self.meeting.at) == []
        except Refusal as refusal:
            refused_in_words(refusal)


def refused_in_words(refusal: Refusal) -> None:
    """There is a sentence for it, and the sentence finds the details it needs."""
    assert SENTENCES[refusal.code] % refusal.details


def clocks_of(assembly: Assembly) -> list[int | None]:
    """Every clock that runs: the stage's, the speaker's, the ballot's; None for one that does not."""
    floor, ballot = assembly.floor, assembly.current
    return [
        assembly.stage_ends,
        floor.ends_at if floor.speaker else None,
        ballot.closes_at if ballot and ballot.open else None,
    ]


def stood_still(before: list[int | None], after: Assembly, pause: int) -> None:
    """Each clock shows the same time left as when the pause began."""
    assert clocks_of(after) == [None if clock is None else clock + pause for clock in before]
