"""Whatever anybody asks for, in whatever order, what must hold holds: Hypothesis plays sessions at random.

Each method marked `invariant` below is one sentence that is checked after every step; those that look at a
single step are in `step`. The suite tries the same sessions every time. To try many others, at random:

    EXAMPLES=5000 python3 manage.py test tests/debate/test_machine.py
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.codec import decode, digest, encode
from debate.commands import CLOCK, DOOR, TEACHER, Command
from debate.decide import MAY, decide
from debate.evolve import fold
from debate.house import recorded_vote
from debate.refusal import Refusal
from debate.scenario import CHOICES
from tests.debate.asking import CHAIR, FIELDS, PUPILS, asked
from tests.debate.meeting import Meeting
from tests.debate.sentences import sentences
from tests.debate.twin import PLANTED, seen, twin

WAITS = st.sampled_from((0, 1, 500, 20_000, 61_000, 700_000))
"""Milliseconds between two commands."""

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


class AnySession(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.meeting = Meeting()
        self.closed: dict[str, Ballot] = {}
        self.steps = 0

    @property
    def assembly(self) -> Assembly:
        return self.meeting.assembly

    @initialize(
        pupils=st.sampled_from((4, 9, 14)),
        seated=st.integers(2, 6),
        weighting=st.sampled_from(("bloc", "seat")),
        options=st.sampled_from(((), ("travellers",))),
        stages=st.sampled_from((0, 3, 3, 4)),
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

    @precondition(lambda self: self.assembly.status == "paused")
    @rule(wait=WAITS)
    def the_meeting_goes_on(self, wait):
        self.step(c.Resume(by=TEACHER), wait)

    @rule(command=asked(c.FreeSeat, c.AssignRole, c.GiveChair, by=st.just(TEACHER)), wait=WAITS)
    def the_teacher_moves_people(self, command, wait):
        self.step(command, wait)

    @rule(command=asked(c.ReleaseCard, c.HideStatement, c.SayToAll, by=st.just(TEACHER)), wait=WAITS)
    def the_teacher_shows_and_hides(self, command, wait):
        self.step(command, wait)

    @rule(commands=st.lists(asked(*MAY), max_size=4), wait=WAITS)
    def anybody_asks_for_anything(self, commands, wait):
        for command in commands:
            if not isinstance(command, c.CloseSession) or self.steps % 4 == 0:
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
            assert SENTENCES[refusal.code] % refusal.details
            assert digest(self.assembly) == print_before, "a refused command has changed something"
            return
        assert digest(before) == print_before, "deciding has changed something"
        assert decide(before, command, self.meeting.at) == facts, "deciding is a matter of luck"
        for fact in facts:
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
            assert refusal.code in SENTENCES

    @invariant()
    def the_state_is_the_fold_of_the_journal(self):
        assert fold(self.meeting.scenario, self.meeting.journal) == self.assembly
        assert self.assembly.seq == len(self.meeting.journal)

    @invariant()
    def every_event_survives_writing_and_reading(self):
        for event in self.meeting.journal[-8:]:
            assert decode(encode(event)) == event

    @invariant()
    def every_seat_has_one_vote(self):
        for ballot in self.assembly.ballots.values():
            given = {event.seat for event in self.given(ballot)}
            assert set(ballot.votes) == given | ballot.house
            assert given.isdisjoint(ballot.house)
            assert set(ballot.votes) <= set(ballot.weights)

    @invariant()
    def the_tally_is_the_sum_of_the_votes(self):
        for ballot in self.assembly.ballots.values():
            tally = dict.fromkeys(CHOICES, 0)
            last = {v.seat: v.choice for v in self.given(ballot) if isinstance(v, e.VoteCast)}
            if not ballot.open:
                last |= {seat: ballot.votes[seat] for seat in ballot.house}
                for choice in CHOICES:
                    slips = self.meeting.boxes.get(ballot.id, {}).get(choice, 0)
                    tally[choice] += ballot.bloc.get(choice, 0) + slips
            for seat, choice in last.items():
                tally[choice] += ballot.weights[seat]
            assert ballot.tally == tally

    @invariant()
    def the_house_votes_as_the_record_says(self):
        # Only of the latest ballot: persons may have changed seats since an earlier one.
        if (ballot := self.assembly.current) and not any(
            isinstance(event, e.RolesSwapped) and event.at >= ballot.put_at for event in self.meeting.journal
        ):
            for seat in ballot.house:
                person = self.assembly.seats[seat]
                assert ballot.votes[seat] == recorded_vote(self.meeting.scenario, person, ballot.question)

    @invariant()
    def nothing_of_a_ballot_changes_after_its_close(self):
        for id, ballot in self.assembly.ballots.items():
            if not ballot.open:
                counted = replace(ballot, announced=False)
                assert self.closed.setdefault(id, counted) == counted

    @invariant()
    def a_ballot_closes_once(self):
        closes = [event.ballot for event in self.meeting.happened(e.BallotClosed)]
        assert len(closes) == len(set(closes))
        assert set(closes) == {b.id for b in self.assembly.ballots.values() if not b.open}
        assert sum(b.open for b in self.assembly.ballots.values()) <= 1

    @invariant()
    def the_clock_closes_no_ballot_early(self):
        for ballot in self.assembly.ballots.values():
            if not ballot.open:
                closed = next(x for x in self.meeting.happened(e.BallotClosed) if x.ballot == ballot.id)
                assert closed.by != CLOCK or closed.at >= ballot.closes_at

    @invariant()
    def a_question_is_decided_once(self):
        decided = [b.question for b in self.assembly.ballots.values() if not b.open]
        assert len(decided) == len(set(decided))

    @invariant()
    def blocs_add_up_to_the_record(self):
        for ballot in self.assembly.ballots.values():
            record = self.meeting.scenario.question(ballot.question).record
            in_hall = sum(ballot.weights.values()) + sum(ballot.bloc.values())
            assert in_hall == ballot.members
            if self.assembly.weighting == "seat" or not METHODS[ballot.method].weighted:
                assert set(ballot.weights.values()) == {1}
                assert not ballot.bloc
            elif record:
                assert in_hall == sum(record.figures.values())

    @invariant()
    def one_person_speaks_at_a_time(self):
        speaker = ""
        for event in self.meeting.journal:
            if isinstance(event, e.FloorGiven):
                assert not speaker
                speaker = event.seat
            elif isinstance(event, e.TurnEnded):
                assert event.seat == speaker
                speaker = ""
        assert self.assembly.floor.speaker == speaker
        assert len(self.assembly.speeches) == len(self.meeting.happened(e.TurnEnded))

    @invariant()
    def nobody_is_on_the_list_twice_or_speaks_from_it(self):
        waiting = [request.seat for request in self.assembly.floor.requests]
        assert len(waiting) == len(set(waiting))
        assert self.assembly.floor.speaker not in waiting

    @invariant()
    def everybody_has_one_seat_and_one_person(self):
        persons = [seat.role for seat in self.assembly.seats.values() if seat.role]
        assert len(persons) == len(set(persons))
        assert all(id == seat.id for id, seat in self.assembly.seats.items())
        for seat in self.assembly.seats.values():
            assert seat.held_by in ("pupil", "house" if seat.kept else "nobody")

    @invariant()
    def the_chair_is_the_teacher_or_a_pupil(self):
        chair = self.assembly.chair
        assert not chair or self.assembly.seats[chair].held_by == "pupil"

    @invariant()
    def nothing_happens_after_the_end(self):
        if self.meeting.happened(e.SessionClosed):
            assert isinstance(self.meeting.journal[-1], e.SessionClosed)
            assert self.assembly.status == "closed"

    @invariant()
    def a_secret_vote_is_nowhere_but_in_the_box(self):
        for ballot in self.assembly.ballots.values():
            if ballot.method == "secret":
                assert all(isinstance(event, e.SlipHandedIn) for event in self.given(ballot))
                assert {v for seat, v in ballot.votes.items() if seat not in ballot.house} <= {"sealed"}

    @invariant()
    def nobody_sees_what_they_may_not(self):
        if self.assembly.status == "new":
            return
        order = self.assembly.order
        pupil, other = order[self.steps % len(order)], order[self.steps % 4]
        for audience, seat in (("teach", ""), ("screen", ""), ("seat", pupil), ("seat", other)):
            other_world = seen(twin(self.assembly, audience, seat), audience, seat)
            assert PLANTED not in other_world
            assert other_world == seen(self.assembly, audience, seat)

    def given(self, ballot: Ballot) -> list[e.VoteCast | e.SlipHandedIn]:
        """What pupils have given in this ballot, in order."""
        kinds = (e.VoteCast, e.SlipHandedIn)
        return [x for x in self.meeting.journal if isinstance(x, kinds) and x.ballot == ballot.id]


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


def test_every_command_is_tried():
    assert set(FIELDS) == set(MAY)


TestAnySession = AnySession.TestCase
TestAnySession.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "200")),
    stateful_step_count=40,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
