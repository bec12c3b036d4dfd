"""The state of one session: who sits where, what is being done, what was decided. Immutable.

Made by folding events (`debate/evolve.py`) and by nothing else. Collections that grow with the class are
persistent maps, so that a step costs the same in a classroom and in a hall of a thousand.
"""

from collections.abc import Iterable
from functools import cached_property
from itertools import takewhile
from typing import Literal

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from debate.decisions import NOTHING, Decisions, Result, result
from debate.events import (
    BargainState,
    Chapter,
    Holdable,
    MotionKind,
    Mover,
    OnTheWall,
    Promise,
    Reaction,
    TextKind,
)
from debate.ids import (
    NOBODY,
    BallotId,
    BargainId,
    CardId,
    DelegationId,
    DocumentId,
    FactionId,
    MotionId,
    QuestionId,
    RoleId,
    RoomId,
    SeatId,
    StageId,
    TextId,
    ballot_id,
)
from debate.scenario import (
    Absence,
    Choice,
    Elimination,
    MethodName,
    Role,
    Scenario,
    SpeakingOrder,
    Stage,
    ThresholdName,
    TieRule,
    Weighting,
)

HeldBy = Literal["pupil", "house", "nobody"]
Status = Literal["new", "lobby", "open", "paused", "closed"]
MotionState = Literal["moved", "seconded", "admitted", "carried", "lost", "withdrawn", "ruled_out"]

MOST_NOTICES = 5
"""To the hall: older ones are forgotten."""


class State(Struct, frozen=True, omit_defaults=True):
    """Common to all pieces of the state. What stands at its default is left out when it is fingerprinted, so
    that a field added later leaves the fingerprints of older sessions as they are."""


class Seat(State, frozen=True, kw_only=True):
    """One place in the hall. `held_by`: who plays it; `kept`: the house does when nobody else does; `late`:
    its pupil sat down, or came back, when the meeting had begun; `awaited`: the house took it over while its
    pupil was away, and newcomers get it last."""

    id: SeatId
    role: RoleId
    delegation: DelegationId
    faction: FactionId
    votes: bool
    kept: bool
    held_by: HeldBy
    late: bool = False
    awaited: bool = False


class Request(State, frozen=True):
    """One line of the speakers' list."""

    seat: SeatId
    purpose: str


class Intervention(State, frozen=True, kw_only=True):
    """A word put in while the speaker waits."""

    seat: SeatId
    since: int
    ends_at: int


class Floor(State, frozen=True, kw_only=True):
    """Who speaks (since and until when, milliseconds), what for, and who has asked to, oldest request first.

    `cites`: the documents the speaker has appealed to. `order` and the `*_seconds`: the chair's rules.
    `list_closed`, `closed`: no new names, no more speeches, until the next stage.
    """

    speaker: SeatId = NOBODY
    purpose: str = ""
    since: int = 0
    ends_at: int = 0
    requests: tuple[Request, ...] = ()
    intervention: Intervention | None = None
    cites: tuple[DocumentId, ...] = ()
    order: SpeakingOrder = "as_asked"
    speech_seconds: int = 90
    intervention_seconds: int = 30
    faction_seconds: int = 0
    list_closed: bool = False
    closed: bool = False


class Speech(State, frozen=True, kw_only=True):
    """One finished speech, or intervention, in a stage. `cites`: the documents it appealed to."""

    seat: SeatId
    stage: StageId
    began: int
    ended: int
    purpose: str = ""
    intervention: bool = False
    cites: tuple[DocumentId, ...] = ()


class Motion(State, frozen=True, kw_only=True):
    """One motion. The fields of `MotionMoved`, and how it has fared.

    `seconders`: seats that support it; `group`: the name under which it is debated with others; `puts_in`,
    `strikes`: the clauses that it brings into the meeting's text, or takes out, as the chair has found;
    `hidden`: the teacher has taken it away.
    """

    id: MotionId
    seat: SeatId
    kind: MotionKind
    at: int
    text: str = ""
    amends: QuestionId = QuestionId("")
    how: str = ""
    passage: str = ""
    about: QuestionId = QuestionId("")
    seconds: int = 0
    cites: DocumentId = DocumentId("")
    seconders: tuple[SeatId, ...] = ()
    state: MotionState = "moved"
    reason: str = ""
    group: str = ""
    puts_in: tuple[str, ...] = ()
    strikes: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def number(self) -> int:
        """Which it is of all that were moved: 7 of "m7"."""
        return int(self.id[1:])

    @property
    def pending(self) -> bool:
        """Has it still to be dealt with?"""
        return self.state in ("moved", "seconded", "admitted") and not self.hidden


class Line(State, frozen=True, kw_only=True):
    """Something said in the room of a faction, or between envoys."""

    id: TextId
    room: RoomId
    seat: SeatId
    text: str
    at: int
    hidden: bool = False


class Text(State, frozen=True, kw_only=True):
    """Something that was written by a pupil, of whatever kind. `seat`: whose it is; "" of one that waits for
    the teacher while its author has lost the seat. `seq`: the entry that holds it; `about`: the motion of a
    ruling, or the task of written work."""

    id: TextId
    kind: TextKind
    seat: SeatId
    text: str
    at: int
    seq: int
    about: str = ""


class Bargain(State, frozen=True, kw_only=True):
    """A vote for a vote. The fields of `BargainOffered`, and what has become of it."""

    id: BargainId
    seat: SeatId
    other: SeatId
    asks: Promise
    gives: Promise
    at: int
    for_sides: bool = False
    state: BargainState = "offered"


class MovedBy(State, frozen=True, kw_only=True):
    """What moved somebody. `whom`: the speaker, `document`: the document."""

    what: Mover
    whom: SeatId = NOBODY
    document: DocumentId = DocumentId("")


class Leaned(State, frozen=True):
    """A pupil of this faction marked where they stand; None: somebody else has taken the seat."""

    seat: SeatId
    faction: FactionId
    question: QuestionId
    value: int | None
    at: int


class MinutesEntry(State, frozen=True):
    """An entry of the secretary's minutes."""

    seat: SeatId
    text: str
    at: int


class HelpCall(State, frozen=True):
    """A pupil who waits for the teacher."""

    seat: SeatId
    text: str
    at: int


class Notice(State, frozen=True):
    """Something the hall should hear of: the house took a seat, a pupil is back, a step was undone."""

    kind: Literal["to_house", "back", "undone"]
    about: str
    at: int


class Statement(State, frozen=True, kw_only=True):
    """A sentence left for the record. `cites`: the document it appeals to."""

    id: TextId
    seat: SeatId
    text: str
    at: int
    hidden: bool = False
    cites: DocumentId = DocumentId("")


class Ballot(State, frozen=True, kw_only=True):
    """One vote on one question or motion. The fields of `QuestionPut`, and what has come of it.

    `seating`: the seats as they were when the question was put; persons may change places later. `votes`: per
    seat the choice, or "sealed" in a secret ballot. `house`: the seats the house voted for. `tally`:
    delegates (or seats) per choice, alternative or ranking; of a secret ballot only after the close.
    `called`: whose answer the roll call waits for; `roll`: how many have been called. `carried` is None while
    it is open, and for a tie that waits for the chair. `level`: those of `BallotClosed`; `seed`: from which
    its lot was drawn. `reconsidered`: the question is open again. `warns`: its clock only says that the time
    is up. `revealed`: how many parts of the result were told before it was announced. `silent`: pupils who
    said nothing and were counted as their persons believed; `followed`: seats of the house that went with
    pupils of their side.
    """

    id: BallotId
    question: QuestionId
    method: MethodName
    threshold: ThresholdName
    put_at: int
    closes_at: int | None
    weights: dict[SeatId, int]
    bloc: dict[Choice, int]
    present: int
    members: int
    seating: Map[SeatId, Seat]
    votes: Map[SeatId, str]
    tally: dict[str, int]
    tie: TieRule = "fails"
    hidden: bool = False
    alternatives: tuple[str, ...] = ()
    elects: int = 1
    behind: dict[SeatId, dict[SeatId, int]] = {}
    calls: tuple[SeatId, ...] = ()
    called: SeatId = NOBODY
    roll: int = 0
    counted: dict[Choice, int] = {}
    house: frozenset[SeatId] = frozenset()
    closed_at: int | None = None
    carried: bool | None = None
    winners: tuple[str, ...] = ()
    announced: bool = False
    reconsidered: bool = False
    elimination: Elimination = "together"
    elected: tuple[str, ...] = ()
    seed: int | None = None
    level: tuple[str, ...] = ()
    warns: bool = False
    revealed: int = 0
    silent: frozenset[SeatId] = frozenset()
    followed: frozenset[SeatId] = frozenset()
    units: dict[str, tuple[SeatId, ...]] = {}
    veto: dict[str, tuple[SeatId, ...]] = {}
    absent: dict[SeatId, Absence] = {}

    @property
    def places(self) -> int:
        """How many places are open, of those that alternatives are chosen for."""
        return self.elects - len(self.winners) if self.alternatives else 0

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def tied(self) -> bool:
        """Does it wait for the chair's casting vote?"""
        return self.closed_at is not None and self.carried is None


class Released(State, frozen=True):
    """A card in play: who may read it and since when."""

    card: CardId
    to: tuple[str, ...]
    at: int


class Wall(State, frozen=True):
    """What the chair has put before everybody, and when. It goes with what the meeting does next."""

    what: OnTheWall
    id: str
    at: int


class Step(State, frozen=True, kw_only=True):
    """A step that can be undone: the assembly before and after it (without steps of their own).

    `number`: the place of its mark in the journal. `left`: how many of its entries are still to come.
    """

    number: int
    step: str
    about: str
    by: str
    left: int
    before: "Assembly"
    after: "Assembly | None" = None


class Assembly(State, frozen=True, kw_only=True, dict=True):
    """The whole state. What is asked of it again and again is worked out once (`results`, `settled`,
    `in_order`); whoever asks does not change what is handed out. `seq`: how many events it was folded from.

    `opened_at` is moved on by every pause; `lesson`: its number among the `lessons`; `sleeps`: the pause
    lasts until the next. `business`: the stages in the order set by the meeting; empty as the scenario has
    them. `docket`: the motions in the order they come in. `wordings`: texts as amended.
    `methods`: how the meeting wants the next vote on something taken. `leanings`: "s7/question" to -2 .. 2;
    `leaned`: how they came about. `path`: the stages entered, `path_at`: when. `pauses`: from when to
    when; `nights`: those between two lessons. `planned`, `shown`: questions for the debrief; `chapters`:
    those of looking back that the class has come to, the last one last. `guesses`: "s7/b2" or
    "s7/question" to what was guessed; `moved`: "s7/b2" to what moved them. `wall`: what the chair last
    put there; `read_aloud`: the documents that were there. `checks`: "s7/question" to the option answered.
    For the teacher alone are `work`, "s7/task" to what was handed in, and `reflections`, by seat. `texts`:
    all that pupils wrote, by id; `away`: since when the teacher has taken one away. `read_first`: the kinds
    that the teacher reads first; `held`: what happens once a text that waits is let through.
    `fills_silence`: a pupil who is silent at the close of an open vote is counted as their person believed.
    `steps`: what can be undone, the last one last. `done`: how often a seat did something of a kind, and the
    chair took a step of a name (`limits.py`);
    no part of the fingerprint.
    """

    scenario: Scenario
    seq: int = 0
    status: Status = "new"
    pupils: int = 0
    minutes: int = 50
    lessons: int = 1
    weighting: Weighting = "seat"
    options: tuple[str, ...] = ()
    matching: bool = False
    created_at: int = 0
    opened_at: int = 0
    closed_at: int | None = None
    seats: Map[SeatId, Seat] = Map()
    order: tuple[SeatId, ...] = ()
    chair: SeatId = NOBODY
    locked: bool = False
    paused_at: int | None = None
    sleeps: bool = False
    lesson: int = 1
    stage: StageId = StageId("")
    stage_since: int = 0
    stage_ends: int | None = None
    path: tuple[StageId, ...] = ()
    path_at: tuple[int, ...] = ()
    pauses: tuple[tuple[int, int], ...] = ()
    nights: tuple[tuple[int, int], ...] = ()
    business: tuple[StageId, ...] = ()
    recess_ends: int | None = None
    floor: Floor = Floor()
    speeches: Map[int, Speech] = Map()
    moods: Map[int, dict[Reaction, int]] = Map()
    statements: Map[TextId, Statement] = Map()
    ballots: Map[BallotId, Ballot] = Map()
    ballot: BallotId = BallotId("")
    ballots_put: int = 0
    motions: Map[QuestionId, Motion] = Map()
    motions_moved: int = 0
    docket: tuple[MotionId, ...] = ()
    wordings: Map[QuestionId, str] = Map()
    methods: Map[QuestionId, MethodName] = Map()
    cards: tuple[Released, ...] = ()
    word: str = ""
    leanings: Map[str, int] = Map()
    leaned: Map[int, Leaned] = Map()
    lines: Map[TextId, Line] = Map()
    bargains: Map[BargainId, Bargain] = Map()
    moved: Map[str, MovedBy] = Map()
    envoys: Map[FactionId, SeatId] = Map()
    minutes_written: tuple[MinutesEntry, ...] = ()
    headlines: Map[SeatId, str] = Map()
    planned: tuple[str, ...] = ()
    shown: str = ""
    chapters: tuple[Chapter, ...] = ()
    guesses: Map[str, str] = Map()
    wall: Wall | None = None
    read_aloud: tuple[DocumentId, ...] = ()
    checks: Map[str, int] = Map()
    work: Map[str, str] = Map()
    reflections: Map[SeatId, str] = Map()
    help: tuple[HelpCall, ...] = ()
    texts: Map[TextId, Text] = Map()
    away: Map[TextId, int] = Map()
    read_first: tuple[TextKind, ...] = ()
    held: Map[TextId, Holdable] = Map()
    grace: int = 0
    fills_silence: bool = False
    lately: tuple[Notice, ...] = ()
    steps: tuple["Step", ...] = ()
    done: Map[tuple[str, str], int] = Map()

    @property
    def now(self) -> Stage | None:
        """The current stage, None before the session is created."""
        return self.scenario.stage(self.stage) if self.stage else None

    def clock(self, at: int) -> int:
        """The moment by the meeting's clocks, which stand still in a pause. Milliseconds."""
        return at if self.paused_at is None else self.paused_at

    @property
    def current(self) -> Ballot | None:
        """The latest ballot, open or closed."""
        return self.ballots.get(self.ballot) if self.ballot else None

    def role_of(self, seat: SeatId) -> Role | None:
        """The person of a seat; None for a delegate."""
        role = self.seats[seat].role
        return self.scenario.role(role) if role else None

    def in_order(self) -> tuple[Ballot, ...]:
        """All ballots, oldest first. One that was undone is not among them; its number is not used again."""
        return self._in_order

    @cached_property
    def _in_order(self) -> tuple[Ballot, ...]:
        numbers = map(ballot_id, range(1, self.ballots_put + 1))
        return tuple(self.ballots[id] for id in numbers if id in self.ballots)

    def results(self) -> dict[QuestionId, bool]:
        """For each question or motion that was decided: was it carried? Straw polls decide nothing."""
        return self._results

    @cached_property
    def _results(self) -> dict[QuestionId, bool]:
        return dict(self.decisions.results)

    @cached_property
    def decisions(self) -> Decisions:
        """What was decided so far, with the clauses of the text. Straw polls decide nothing."""
        return self._decided_in(self.in_order())

    def _decided_in(self, ballots: Iterable[Ballot]) -> Decisions:
        straw = {q.id for q in self.scenario.questions if q.straw}
        return NOTHING.after(
            self.result(ballot.question, ballot.carried, (*ballot.elected, *ballot.winners))
            for ballot in ballots
            if ballot.carried is not None and not ballot.reconsidered and ballot.question not in straw
        )

    def decided_before(self, ballot: BallotId) -> Decisions:
        """What had been decided when this ballot was put."""
        before = takewhile(lambda earlier: earlier.id != ballot, self.in_order())
        return self._decided_in(before)

    def result(self, about: QuestionId, carried: bool, chosen: Iterable[str] = ()) -> Result:
        """What this question or motion decides, if this comes of it."""
        if motion := self.motions.get(about):
            puts_in, strikes = frozenset(motion.puts_in), frozenset(motion.strikes)
            return Result(about=about, carried=carried, puts_in=puts_in, strikes=strikes)
        amendments = (motion for motion in self.motions.values() if motion.amends == about)
        falls = frozenset(clause for motion in amendments for clause in motion.puts_in)
        return replace(result(self.scenario.question(about), carried, chosen), falls=falls)

    def settled(self) -> frozenset[QuestionId]:
        """The questions and motions that were voted on, whatever came of it: a tie is not told either."""
        return self._settled

    @cached_property
    def _settled(self) -> frozenset[QuestionId]:
        tied = {b.question for b in self.in_order() if b.tied and not b.reconsidered}
        return frozenset((*self.results(), *tied))

    @property
    def asking(self) -> frozenset[SeatId]:
        """The seats on the speakers' list."""
        return self._asking

    @cached_property
    def _asking(self) -> frozenset[SeatId]:
        return frozenset(request.seat for request in self.floor.requests)

    @property
    def offers(self) -> dict[SeatId, tuple[Bargain, ...]]:
        """Seat to the bargains it was offered and has not answered, oldest first."""
        return self._offers

    @cached_property
    def _offers(self) -> dict[SeatId, tuple[Bargain, ...]]:
        found: dict[SeatId, tuple[Bargain, ...]] = {}
        for bargain in sorted(self.bargains.values(), key=lambda one: int(one.id[1:])):
            if bargain.state == "offered":
                found[bargain.other] = (*found.get(bargain.other, ()), bargain)
        return found

    @property
    def last_spoken(self) -> int:
        """When the latest speech ended, milliseconds; 0 before the first."""
        return self._last_spoken

    @cached_property
    def _last_spoken(self) -> int:
        return max((speech.ended for speech in self.speeches.values()), default=0)

    def left_open(self, question: QuestionId) -> Ballot | None:
        """The ballot that has filled some of a question's places, or none, so that it may be put again for
        the others; None where there is no such ballot. A straw poll may be taken again as a whole."""
        known = next((q for q in self.scenario.questions if q.id == question), None)
        if known is None or known.straw:
            return None
        ballots = [b for b in self.in_order() if b.question == question and not b.reconsidered]
        last = ballots[-1] if ballots else None
        return last if last and last.places and last.carried is not None else None

    def agenda(self) -> tuple[Stage, ...]:
        """The stages in the order in which they come."""
        if not self.business:
            return self.scenario.agenda
        return tuple(self.scenario.stage(id) for id in self.business)

    def noticed(self, notice: Notice) -> "Assembly":
        """The assembly with a notice to the hall; the last few are kept."""
        return replace(self, lately=(*self.lately, notice)[-MOST_NOTICES:])


WITHOUT_WORDS = (
    *("scenario", "seq", "status", "pupils", "minutes", "lessons", "weighting", "options", "matching"),
    *("created_at", "opened_at", "closed_at", "seats", "order", "chair", "locked", "paused_at"),
    *("sleeps", "lesson"),
    *("stage", "stage_since", "stage_ends", "path", "path_at", "pauses", "nights", "business", "recess_ends"),
    *("floor", "speeches", "moods", "ballots", "ballot", "ballots_put", "motions_moved", "methods"),
    *(
        "cards",
        "word",
        "leanings",
        "leaned",
        "bargains",
        "moved",
        "envoys",
        "planned",
        "shown",
        "chapters",
        "guesses",
        "wall",
        "read_aloud",
        "checks",
    ),
    *("away", "read_first", "grace", "fills_silence", "lately", "done"),
    *("motions", "wordings", "docket"),  # which `outward.py` goes through all the same
)
"""The fields of an assembly that hold nothing a pupil's text could be taken away from. A new field shows
nobody but the desk anything until it stands here, or is gone through in `shown/outward.py`."""
