"""Sessions played at random: people ask, time goes on. What must hold meanwhile is in `test_random_play.py`.

Most rules ask for what makes sense, so that sessions get somewhere; in the last anybody asks for anything.
"""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from msgspec.structs import replace

from debate import commands as c
from debate.commands import CLOCK, DOOR, TEACHER
from debate.rules.clocks import rings
from debate.scenario import CHOICES, PROCEDURAL_KINDS, Choice
from tests.support.rules.asking import CHAIR, PUPILS, asked
from tests.support.rules.sensible import pupils, something_to_move
from tests.support.rules.stepping import Session

WAITS = st.sampled_from((0, 1, 500, 20_000, 61_000, 700_000))
"""Milliseconds between two commands."""

LONG_ENOUGH = 40
"""Commands after which a session may end."""

VOTE = asked(c.CastVote, by=PUPILS)
SOME = st.lists(st.integers(0, 8), min_size=2, max_size=5, unique=True)
"""Some of the pupils who are there."""

PUPILS_ASK = asked(
    c.RequestFloor, c.WithdrawRequest, c.YieldFloor, c.LeaveStatement, c.Move, c.Second, c.WithdrawMotion,
    c.SetLeaning, c.CaucusSay, c.NameEnvoy, c.CallHelp, c.WriteMinutes, c.WriteHeadline, c.EnterVote,
    c.CiteDocument, c.AnswerCheck, c.HandIn,
    c.Reflect, c.React, c.Guess, c.OfferBargain, c.AcceptBargain, c.DropBargain, c.SayWhatMoved,
    by=PUPILS,
)  # fmt: skip
THE_CHAIR_ACTS = asked(
    c.GiveFloor, c.GiveIntervention, c.EndTurn, c.SetFloor, c.AdmitMotion, c.RuleOut, c.OrderMotions,
    c.GroupMotions, c.PutQuestion, c.GiveTime, c.CallNext, c.CloseBallot, c.GiveCastingVote, c.Announce,
    c.EndRecess, c.Pause, c.Resume, c.Reveal, c.PutOnWall,
    by=CHAIR,
)  # fmt: skip
THE_TEACHER_ACTS = asked(
    c.FreeSeat, c.AssignRole, c.GiveChair, c.LockDoors, c.ReleaseCard, c.HideStatement, c.EnterVote,
    c.EnterCount, c.SayToAll, c.SetGrace, c.SetSilence, c.AnswerHelp, c.TakeSeat,
    c.PlanDebrief, c.ShowQuestion,
    c.TakeAway, c.ReadFirst, c.LetThrough, c.TakeAway, c.LetThrough, c.TakeNameAway, c.ShowChapter,
    by=st.just(TEACHER),
)  # fmt: skip

ENDS = ("announced", "announced", "undone", "unread", "waiting", "withdrawn", "ruled out")
"""How far a motion gets."""

BALLOTS = st.sampled_from(
    (
        {"question": "bridge"},
        {"question": "bridge", "method": "show", "hidden": True},
        {"question": "toll", "method": "delegation"},
        {"question": "toll", "method": "secret", "seconds": 0},
        {"question": "ferry", "method": "paper", "tie": "chair"},
        {"question": "way", "method": "ranked"},
        {"question": "board", "method": "election"},
        {"question": "board", "tie": "chair"},
        {"question": "way", "tie": "chair"},
        {"question": "board", "tie": "lot"},
    )
)


class AnySession(Session):
    @initialize(
        expected=st.sampled_from((4, 9, 14)),
        seated=st.integers(4, 9),
        weighting=st.sampled_from(("bloc", "seat")),
        options=st.sampled_from(((), ("travellers",))),
        fills_silence=st.booleans(),
        stages=st.sampled_from((3, 3, 3, 4, 2, 0)),
    )
    def a_session_is_set_up(self, expected, seated, weighting, options, fills_silence, stages):
        settings = {"pupils": expected, "minutes": 50, "weighting": weighting, "options": options}
        settings |= {"fills_silence": fills_silence}
        self.step(c.CreateSession(by=TEACHER, **settings), 0)
        for _ in range(min(seated, expected)):
            self.step(c.TakeSeat(by=DOOR))
        for _ in range(stages):
            self.step(c.AdvanceStage(by=TEACHER))

    @rule(asking=st.lists(PUPILS_ASK, min_size=1, max_size=4), wait=WAITS)
    def pupils_ask(self, asking, wait):
        for command in asking:
            self.step(command, wait)

    @rule(asking=st.lists(THE_CHAIR_ACTS, min_size=1, max_size=3), wait=WAITS)
    def the_chair_acts(self, asking, wait):
        for command in asking:
            self.step(command, wait)

    @rule(asking=st.lists(THE_TEACHER_ACTS, min_size=1, max_size=2), wait=WAITS)
    def the_teacher_acts(self, asking, wait):
        for command in asking:
            self.step(command, wait)

    @rule(some=SOME, interrupts=st.booleans(), wait=WAITS)
    def pupils_ask_and_the_first_is_called(self, some, interrupts, wait):
        for seat in self.some(some):
            self.step(c.RequestFloor(by=seat))
        self.step(c.GiveFloor(by=TEACHER), wait)
        if interrupts:
            self.step(c.GiveIntervention(by=TEACHER, seat=f"s{some[0] + 1}"), wait)

    @rule(
        kind=st.sampled_from(("main", "amendment", "amendment", *PROCEDURAL_KINDS)),
        number=st.integers(0, 30),
        some=SOME,
        choice=st.sampled_from(("for", "for", "against")),
        ends=st.sampled_from(ENDS),
    )
    def a_motion_goes_its_way(self, kind, number, some, choice, ends):
        motion, movers = something_to_move(self.assembly, kind, number), self.some(some)
        if motion is None or not movers:
            return
        self.step(c.Move(by=movers[0], **motion))
        id = f"m{self.assembly.motions_moved}"
        for seat in movers[1:]:
            self.step(c.Second(by=seat, motion=id))
        if ends == "withdrawn":
            self.step(c.WithdrawMotion(by=movers[0], motion=id))
        if ends == "ruled out":
            self.step(c.RuleOut(by=TEACHER, motion=id, reason="Not now."))
        self.step(c.AdmitMotion(by=TEACHER, motion=id))
        if ends in ("announced", "undone", "unread"):
            self.a_motion_is_voted_on(id, movers, choice)
        if ends in ("announced", "undone"):
            self.step(c.Announce(by=TEACHER))
        if ends == "undone":
            self.step(c.Undo(by=TEACHER))

    @rule(number=st.integers(0, 9), some=SOME, choice=st.sampled_from(CHOICES))
    def a_motion_that_waits_is_voted_on(self, number, some, choice):
        waiting = sorted(id for id, motion in self.assembly.motions.items() if motion.state == "admitted")
        if waiting:
            self.a_motion_is_voted_on(waiting[number % len(waiting)], self.some(some), choice)
            self.step(c.Announce(by=TEACHER))

    def a_motion_is_voted_on(self, motion: str, voters: list[str], choice: Choice) -> None:
        self.step(c.PutQuestion(by=TEACHER, motion=motion))
        for seat in voters:
            self.step(c.CastVote(by=seat, ballot=self.assembly.ballot, choice=choice))
        self.step(c.CloseBallot(by=TEACHER))

    @rule(
        ballot=BALLOTS,
        votes=st.lists(VOTE, max_size=6),
        ends_by=st.sampled_from((TEACHER, CLOCK, "")),
        told=st.integers(0, 3),
    )
    def a_question_is_put_and_voted_on(self, ballot, votes, ends_by, told):
        self.step(c.PutQuestion(by=TEACHER, **ballot))
        self.pupils_vote(votes)
        self.step(c.EnterCount(by=TEACHER, for_=len(votes), against=len(votes) // 2))
        if ends_by == CLOCK:
            self.the_next_clock_rings(early=0)
        elif ends_by:
            self.step(c.CloseBallot(by=TEACHER))
            for step in range(1, told + 1):
                self.step(c.Reveal(by=TEACHER, step=step))
            self.step(c.Announce(by=TEACHER))

    @rule(votes=st.lists(VOTE, min_size=1, max_size=6))
    def pupils_vote(self, votes):
        for vote in votes if self.assembly.ballot else ():
            self.step(replace(vote, ballot=self.assembly.ballot))

    @rule(
        calls=st.sampled_from(("seating", "name", "faction")),
        answers=st.lists(st.sampled_from((*CHOICES, ""))),
    )
    def the_roll_is_called(self, calls, answers):
        self.step(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call", calls=calls))
        for answer in answers:
            called = self.assembly.current.called if self.assembly.current else ""
            if answer and called:
                self.step(c.CastVote(by=called, ballot=self.assembly.ballot, choice=answer))
            else:
                self.step(c.CallNext(by=TEACHER, seat=called))

    @rule(some=SOME, wait=WAITS)
    def factions_talk_among_themselves_and_with_others(self, some, wait):
        for seat in self.some(some):
            self.step(c.NameEnvoy(by=seat, envoy=seat))
            for to in ("", *sorted(self.assembly.envoys)):
                self.step(c.CaucusSay(by=seat, to=to, text=f"Line {self.steps}."), wait)
            self.step(c.SetLeaning(by=seat, question="bridge", value=self.steps % 5 - 2), wait)

    @rule(by=CHAIR, times=st.integers(1, 3), wait=WAITS)
    def steps_are_undone(self, by, times, wait):
        for _ in range(times):
            self.step(c.Undo(by=by), wait)

    @rule(early=st.sampled_from((0, 0, 1)))
    def the_next_clock_rings(self, early):
        if clock := rings(self.assembly):
            self.step(clock[1], max(clock[0] - early - self.meeting.at, 0))

    @rule(command=asked(c.AdvanceStage, by=CHAIR), wait=WAITS)
    def the_agenda_moves_on(self, command, wait):
        # A meeting that hurries to its end leaves little to try.
        if self.steps % 3 == 0:
            self.step(command, wait)

    @rule(meanwhile=st.lists(asked(*c.COMMANDS.values()), max_size=2), wait=WAITS)
    def the_meeting_pauses_for_a_while(self, meanwhile, wait):
        self.step(c.Pause(by=TEACHER))
        for command in meanwhile:
            if not isinstance(command, c.CloseSession):
                self.step(command, wait)
        self.step(c.Resume(by=TEACHER), wait)

    @rule(wait=WAITS, twice=st.booleans())
    def the_server_sleeps_for_a_while(self, wait, twice):
        asleep = c.GiveTimeBack(by=CLOCK, since=self.meeting.at)
        self.step(asleep, wait)
        if twice:
            self.step(asleep)

    @rule(seat=PUPILS, wait=WAITS, then=st.sampled_from(("back", "another", "")))
    def a_pupil_stays_away(self, seat, wait, then):
        self.step(c.SetGrace(by=TEACHER, seconds=60))
        self.step(c.FreeSeat(by=CLOCK, seat=seat), wait)
        if then:
            self.step(c.ReturnToSeat(by=seat) if then == "back" else c.TakeSeat(by=DOOR, seat=seat), wait)

    @rule(wait=WAITS, again=st.booleans())
    def the_meeting_ends(self, wait, again):
        # Early ends leave little to try.
        if self.steps > 3 * LONG_ENOUGH:
            self.step(c.CloseSession(by=TEACHER), wait)
            if again:
                self.step(c.ReopenSession(by=TEACHER), wait)

    @rule(commands=st.lists(asked(*c.COMMANDS.values()), max_size=4), wait=WAITS)
    def anybody_asks_for_anything(self, commands, wait):
        for command in commands:
            if not isinstance(command, c.CloseSession) or self.steps > LONG_ENOUGH:
                self.step(command, wait)

    def some(self, picks: list[int]) -> list[str]:
        """Some of the pupils who are there, each once."""
        there = pupils(self.assembly)
        return list(dict.fromkeys(there[pick % len(there)] for pick in picks)) if there else []
