"""One session in which everything the rules know is used at least once; how `make.py` got its journals.

It is told in the terms of a scenario's own parts (its first question with a text, its straw poll), so that
either meeting can play it.
"""

from msgspec.structs import replace

from debate import commands as c
from debate.ballots import METHODS
from debate.commands import CLOCK, DOOR, HELPER, TEACHER
from debate.refusal import Refusal
from debate.rules.business.documents import readable
from debate.rules.clocks import rings
from debate.rules.voting.credit import speakers
from debate.rules.voting.house import believed
from debate.scenario import Choice, Question, Scenario
from tests.support.rules.meeting import Meeting

PUPILS = 14


class Story(Meeting):
    """A meeting with fourteen pupils, s1 to s14, that uses everything."""

    def __init__(self, scenario: Scenario):
        super().__init__(scenario)
        self.text = next(q for q in scenario.questions if q.wording)
        self.straw = next(q for q in scenario.questions if q.straw)
        self.orders = scenario.standing_orders

    def tell(self) -> "Story":
        """Play it from the lobby to the close."""
        for chapter in (
            self.people_come_in,
            self.the_groups_meet,
            self.the_floor,
            self.votes_of_every_kind,
            self.texts_are_changed,
            self.the_teacher_reads_first,
            self.procedure_is_quarrelled_over,
            self.the_teacher_s_hands,
            self.to_the_end,
        ):
            chapter()
        return self

    @property
    def voters(self) -> list[str]:
        """The pupils whose persons have a vote, in the order of seating."""
        seats = (self.assembly.seats[id] for id in self.assembly.order)
        return [seat.id for seat in seats if seat.votes and seat.held_by == "pupil"]

    def until(self, kind: str) -> None:
        """Go on to the next stage of this kind."""
        while True:
            now = self.assembly.now
            assert now is not None
            if now.kind == "division" and now.question and now.question not in self.assembly.results():
                self.do(c.PutOnWall(by=TEACHER, what="question", which=now.question))
                self.do(c.PutQuestion(by=TEACHER))
                crosses = self.one_crosses()
                self.close()
                self.do(c.Reveal(by=TEACHER))
                self.do(c.Announce(by=TEACHER))
                if crosses:
                    self.says_what_moved(crosses)
            self.do(c.AdvanceStage(by=TEACHER))
            self.wait(20)
            if self.assembly.now and self.assembly.now.kind == kind:
                return

    def one_crosses(self) -> str:
        """Somebody votes otherwise than their person believed, where that can be told; who, "" for nobody."""
        ballot = self.ballot
        if METHODS[ballot.method].sealed or ballot.calls:
            return ""
        for id in self.voters:
            seat = self.assembly.seats[id]
            belief = believed(self.scenario, seat, ballot.question, self.assembly.decisions)
            if seat.role and belief and id in ballot.weights:
                others = [a for a in ballot.alternatives or ("for", "against") if a != belief]
                self.do(c.CastVote(by=id, ballot=ballot.id, choice=others[0]))
                return id
        return ""

    def says_what_moved(self, seat: str) -> None:
        ballot = self.assembly.current
        assert ballot is not None
        heard = speakers(self.assembly, seat)
        self.do(c.SayWhatMoved(by=seat, ballot=ballot.id, what="mind"))
        if heard:
            self.do(c.SayWhatMoved(by=seat, ballot=ballot.id, what="speaker", whom=heard[0]))

    def clock_rings(self) -> None:
        """Wait for the next clock that acts by itself."""
        clock = rings(self.assembly)
        assert clock is not None
        moment, command = clock
        self.at = max(self.at, moment)
        if isinstance(command, c.CloseBallot):
            self.close(by=CLOCK)
        else:
            self.do(command)

    def vote_on(self, votes: dict[str, str], **put: object) -> None:
        self.divide(votes, **put)  # type: ignore[arg-type]
        self.wait(5)

    def moved(self, seat: str, **motion: object) -> str:
        """A motion with as many seconders as it needs, admitted by the chair."""
        self.do(c.Move(by=seat, **motion))
        id = f"m{self.assembly.motions_moved}"
        for other in [voter for voter in self.voters if voter != seat][: self.orders.seconders]:
            self.do(c.Second(by=other, motion=id))
        self.do(c.AdmitMotion(by=TEACHER, motion=id))
        self.wait(5)
        return id

    def carry(self, motion: str, choice: Choice = "for", **put: object) -> None:
        """Everybody votes in the same way on a motion."""
        self.vote_on(dict.fromkeys(self.voters, choice), motion=motion, **put)

    def people_come_in(self) -> None:
        options = tuple(option.id for option in self.scenario.options)
        self.do(c.CreateSession(by=TEACHER, pupils=PUPILS, minutes=90, options=options, matching=True))
        for number in range(PUPILS - 1):
            self.do(c.TakeSeat(by=DOOR, wish=number % 4))
            self.wait(1)
        self.do(c.TakeSeat(by=TEACHER))
        self.do(c.LockDoors(by=TEACHER))
        self.do(c.SayToAll(by=TEACHER, text="Read your sheet first."))
        self.do(c.SetGrace(by=TEACHER, seconds=60))
        for filled in (False, True):
            self.do(c.SetSilence(by=TEACHER, filled=filled))
        self.they_have_read()
        self.do(c.OpenSession(by=TEACHER))

    def they_have_read(self) -> None:
        """The questions of the lesson before, answered by two pupils; one thinks again."""
        assert self.scenario.before is not None
        for number, question in enumerate(self.scenario.before.check):
            for seat, option in (("s1", question.right), ("s2", 1 + number % 3)):
                self.do(c.AnswerCheck(by=seat, question=question.id, option=option))

    def the_groups_meet(self) -> None:
        self.until("caucus")
        one = self.assembly.seats[self.voters[0]]
        other = next(s for s in map(self.assembly.seats.get, self.voters) if s and s.faction != one.faction)
        for seat in (one, other):
            self.do(c.CaucusSay(by=seat.id, text="Who speaks first?"))
            self.do(c.NameEnvoy(by=seat.id, envoy=seat.id))
        self.do(c.CaucusSay(by=one.id, to=other.faction, text="What would move you?"))
        self.they_bargain(one.id, other.id)
        self.do(c.HideStatement(by=TEACHER, statement="c2"))
        text = readable(self.assembly, one.id)[0].id
        self.do(c.LeaveStatement(by=one.id, text="We ask to be heard.", cites=text))
        for seat, value in zip(self.voters, (-2, -1, 0, 1, 2), strict=False):
            self.do(c.SetLeaning(by=seat, question=self.text.id, value=value))
        self.do(c.CallHelp(by=one.id, text="What is a caucus?"))
        self.do(c.AnswerHelp(by=HELPER, seat=one.id))
        ranking = [alternative.id for alternative in self.straw.alternatives]
        rankings = {seat: ">".join(ranking[n % 3 :]) for n, seat in enumerate(self.voters)}
        self.vote_on(rankings, question=self.straw.id)

    def they_bargain(self, one: str, other: str) -> None:
        """A vote for a vote: one is struck, for their sides, and one declined."""
        open_ones = [
            q for q in self.scenario.questions if not (METHODS[q.method].sealed or q.straw or q.alternatives)
        ]
        ask, give = open_ones[0].id, open_ones[-1].id
        for choice, answer in (("abstain", c.AcceptBargain), ("against", c.DropBargain)):
            offer = c.OfferBargain(
                by=one,
                to=other,
                ask=ask,
                ask_choice=choice,
                give=give,
                give_choice="for",
                for_sides=answer is c.AcceptBargain,
            )
            self.do(offer)
            self.do(answer(by=other, bargain=f"g{len(self.assembly.bargains)}"))

    def the_floor(self) -> None:
        self.until("debate")
        one, two, three, four = self.voters[:4]
        self.do(c.SetFloor(by=TEACHER, order="alternate", speech_seconds=45, faction_seconds=300))
        for seat, purpose in (
            (one, "support"),
            (two, "support"),
            (three, "attack"),
            (four, "point_of_order"),
        ):
            self.do(c.RequestFloor(by=seat, purpose=purpose))
        self.do(c.WithdrawRequest(by=two))
        self.do(c.GiveFloor(by=TEACHER))
        self.wait(10)
        text = readable(self.assembly)[0].id
        self.do(c.CiteDocument(by=four, document=text))
        self.do(c.PutOnWall(by=TEACHER, what="document", which=text))
        self.do(c.GiveIntervention(by=TEACHER, seat=two))
        self.clock_rings()
        self.do(c.YieldFloor(by=four))
        self.do(c.GiveFloor(by=TEACHER))
        self.do(c.Undo(by=TEACHER))
        self.do(c.GiveFloor(by=TEACHER, seat=three))
        self.do(c.Pause(by=TEACHER, sleeps=True))
        self.wait(600)
        self.do(c.Resume(by=TEACHER))
        self.wait(30)
        self.do(c.EndTurn(by=TEACHER))
        counts = {"applause": 3, "protest": 1}
        self.do(c.TakeMood(by=CLOCK, speech=max(self.assembly.speeches), counts=counts))
        for role, command in (("secretary", c.WriteMinutes), ("press", c.WriteHeadline)):
            seat = self.officer(role)
            if seat:
                self.do(command(by=TEACHER, seat=seat, text="The debate has begun."))

    def officer(self, office: str) -> str:
        """The seat of this office, with a pupil in it; "" where the meeting has none."""
        for id in self.assembly.order:
            role = self.assembly.role_of(id)
            if role and role.office == office:
                if self.assembly.seats[id].held_by != "pupil":
                    self.do(c.TakeSeat(by=TEACHER, seat=id))
                return id
        return ""

    def votes_of_every_kind(self) -> None:
        one, two = self.voters[0], self.voters[1]
        method = self.moved(one, text="The hall thanks its secretary.")
        self.do(c.PutQuestion(by=TEACHER, motion=method, method="roll_call", calls="name"))
        self.do(c.CallNext(by=TEACHER))
        while self.ballot.called:
            called = self.ballot.called
            if called == two:
                self.do(c.CallNext(by=TEACHER, seat=called))
            else:
                self.do(c.EnterVote(by=TEACHER, seat=called, choice="for"))
        self.vote(two, "against")
        self.do(c.Guess(by=two, about=self.ballot.id, choice="carried"))
        self.close()
        self.do(c.Announce(by=TEACHER))

        delegation = self.moved(one, text="The windows are opened.")
        self.do(c.PutQuestion(by=TEACHER, motion=delegation, method="delegation", seconds=30))
        self.do(c.GiveTime(by=TEACHER))
        for head in self.ballot.behind:
            weight = self.ballot.weights[head]
            if self.assembly.seats[head].held_by == "pupil":
                self.do(c.CastVote(by=head, ballot=self.ballot.id, choice=f"{weight - 1}-1-0"))
        self.clock_rings()
        self.do(c.Announce(by=TEACHER))

        paper = self.moved(two, text="The lamps are lit.")
        self.do(c.PutQuestion(by=TEACHER, motion=paper, method="paper", tie="chair", seconds=0))
        self.do(c.EnterCount(by=TEACHER, for_=4, against=4, abstain=1))
        self.close()
        self.do(c.GiveCastingVote(by=TEACHER, choice="for"))
        self.do(c.Announce(by=TEACHER))

        secret = self.moved(two, text="The doors stay shut.")
        votes = {seat: ("for", "against", "abstain")[n % 3] for n, seat in enumerate(self.voters)}
        self.vote_on(votes, motion=secret, method="secret")
        hidden = self.moved(two, text="Tea is served.")
        self.vote_on(votes, motion=hidden, hidden=True)
        for question in self.scenario.questions:
            if question.method == "election":
                self.elect(question)

    def elect(self, question: Question) -> None:
        names = [alternative.id for alternative in question.alternatives]
        marked = {seat: ",".join(names[n % 4 :][: question.elects]) for n, seat in enumerate(self.voters)}
        self.vote_on(marked, question=question.id)

    def texts_are_changed(self) -> None:
        one, two, three = self.voters[:3]
        motion = self.moved(one, text="The hall asks for peace. The hall asks for bread. It goes home.")
        first = self.moved(two, amends=motion, how="replace", passage="peace", text="a just peace")
        second = self.moved(three, amends=motion, how="strike", passage="It goes home.")
        self.do(c.OrderMotions(by=TEACHER, motions=(second, first)))
        self.do(c.GroupMotions(by=TEACHER, motions=(first, second), name="Wording"))
        self.carry(second)
        self.carry(first)
        self.carry(self.moved(three, kind="divide", about=motion, passage="The hall asks for bread."))
        parts = [id for id in self.assembly.docket if self.assembly.motions[id].kind == "part"]
        self.carry(parts[0], "against")
        self.carry(parts[1])
        self.carry(motion)
        self.carry(self.moved(two, kind="reconsider", about=motion))
        self.carry(motion)
        self.do(c.Move(by=one, amends=self.text.id, text="Nobody shall be left out."))
        self.do(c.WithdrawMotion(by=one, motion=f"m{self.assembly.motions_moved}"))

    def the_teacher_reads_first(self) -> None:
        one, two = self.voters[:2]
        for kind in ("statement", "motion", "minutes"):
            self.do(c.ReadFirst(by=TEACHER, kind=kind))
        self.do(c.LeaveStatement(by=one, text="You are all fools."))
        self.do(c.LeaveStatement(by=two, text="Let us be brief."))
        self.do(c.Move(by=two, text="Everybody is brief."))
        insult, said = [id for id in sorted(self.assembly.held) if id.startswith("t")]
        motion = next(id for id in self.assembly.held if id.startswith("m"))
        self.do(c.TakeAway(by=HELPER, text=insult))
        self.do(c.LetThrough(by=TEACHER, text=said))
        self.do(c.LetThrough(by=TEACHER, text=motion))
        self.do(c.Second(by=one, motion=motion))
        self.do(c.TakeAway(by=TEACHER, text=motion))
        self.do(c.TakeAway(by=TEACHER, text=motion, away=False))
        self.do(c.TakeAway(by=TEACHER, text=motion))
        self.do(c.ReadFirst(by=TEACHER, kind="statement", on=False))
        self.do(c.ReadFirst(by=TEACHER, kind="motion", on=False))
        self.wait(5)

    def procedure_is_quarrelled_over(self) -> None:
        one, two = self.voters[:2]
        self.do(c.Move(by=one, text="The chair resigns."))
        offending = f"m{self.assembly.motions_moved}"
        self.do(c.RuleOut(by=TEACHER, motion=offending, reason="It is not on the agenda."))
        self.carry(self.moved(two, kind="appeal", about=offending))
        self.carry(offending, "against")
        self.carry(self.moved(one, kind="by_roll_call", about=self.text.id))
        self.carry(self.moved(one, kind="in_secret", about=self.text.id))
        if "reorder" in self.orders.procedural:
            self.reorder(one)
        self.carry(self.moved(two, kind="adjourn", seconds=60))
        self.clock_rings()
        if "close_list" in self.orders.procedural:
            self.carry(self.moved(one, kind="close_list"))
        self.carry(self.moved(one, kind="close_debate"))

    def reorder(self, seat: str) -> None:
        for question in self.scenario.questions:
            try:
                motion = self.moved(seat, kind="reorder", about=question.id)
            except Refusal:
                continue
            self.carry(motion)
            return

    def the_teacher_s_hands(self) -> None:
        one, two, three = self.voters[:3]
        self.do(c.GiveChair(by=TEACHER, seat=one))
        self.do(c.SetFloor(by=one, order="factions"))
        self.do(c.GiveChair(by=TEACHER))
        other = self.assembly.seats[two].role
        self.do(c.AssignRole(by=TEACHER, seat=three, role=other))
        self.do(c.FreeSeat(by=CLOCK, seat=three))
        self.do(c.ReturnToSeat(by=three))
        for card in self.scenario.cards[:2]:
            if card.id not in {released.card for released in self.assembly.cards}:
                self.do(c.ReleaseCard(by=TEACHER, card=card.id, to=(two,)))

    def to_the_end(self) -> None:
        self.do(c.PlanDebrief(by=TEACHER, questions=("d1", "d3", "d2")))
        self.until("debrief")
        self.do(c.ShowQuestion(by=TEACHER, question="d3"))
        self.do(c.Reflect(by=self.voters[0], text="I would vote otherwise now."))
        self.do(c.Reflect(by=TEACHER, seat=self.voters[1], text="It was loud."))
        self.do(c.Undo(by=TEACHER))
        self.do(c.ShowQuestion(by=TEACHER, question="d1"))
        for chapter in ("guess", "halls"):
            self.do(c.ShowChapter(by=TEACHER, chapter=chapter))
        for command in (c.CloseSession, c.ReopenSession, c.CloseSession):
            self.do(command(by=TEACHER))
        for task in self.scenario.tasks[:2]:
            self.do(c.HandIn(by=self.voters[0], task=task.id, text=f"My {task.kind}, in few words."))


def tell(scenario: Scenario) -> Story:
    """The story with this scenario."""
    return Story(replace(scenario)).tell()
