"""What happened, in the past tense: the journal's vocabulary.

Plain immutable values, written to the journal as JSON by `debate/codec.py`. A field once written stays
readable for ever: change a shape only together with an upcast there. `at` is in milliseconds since the epoch.
"""

from typing import ClassVar, Literal, get_args

from msgspec import Struct

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
)
from debate.scenario import (
    Absence,
    Choice,
    Elimination,
    MethodName,
    ProceduralKind,
    SpeakingOrder,
    ThresholdName,
    TieRule,
    Weighting,
)

MotionKind = Literal["main", "amendment", "part"] | ProceduralKind
"""A part is a piece of a divided text that is voted on by itself."""

TextKind = Literal[
    "statement", "motion", "line", "headline", "minutes", "reflection", "work", "help", "ruling", "group"
]
"""What pupils write: a sentence for the record, a motion, a line in a room, a headline, an entry of the
secretary's minutes, what they take away, written work, a call for help; in the chair the reason for a ruling,
and the name of a group of motions."""


OnTheWall = Literal["", "frame", "question", "text", "card", "document"]
"""What the chair can put before everybody: a frame of the story so far, a question or motion that is read
aloud, a text as it reads now, news, a document."""

Chapter = Literal[
    "", "guess", "halls", "person", "turning_points", "lab", "evidence", "otherwise", "take_away"
]
"""The chapters of looking back, in their order."""


Reaction = Literal["applause", "agree", "doubt", "protest", "unrest"]
"""How a listener takes a speech, as the stenographers of such meetings noted it: two for it, two against, one
that only wonders."""


Mover = Literal["speaker", "bargain", "document", "mind"]
"""What can move somebody: what another pupil said, a bargain, a text of the time, their own mind."""


Topic = Literal["end", "clock", "motions", "ballot", "list", "caucus"]
"""What of a meeting changes for everybody: whether anything can be done; what may be done now, or until when;
what is before the meeting; a vote, apart from who votes; who speaks or comes next; a faction's room."""


class Event(Struct, frozen=True, kw_only=True, tag_field="kind", tag=lambda name: name):
    """Common to all events: when it happened.

    `most`: how often one person may cause it (`rules/limits.py`); 0: at most once for each thing there is.
    `whose`: the field with this person, `each`: one by which it is counted apart. `brings`: what kind of text
    a pupil has written in the fields `words`; `named`: the field with its id, where it has one. `anytime`: it
    can come wherever what it names is there; of others `check/journal.py` says when. `changes`: what it
    changes for everybody, so that personal parts of pages are looked at anew (`game/parts.py`).
    """

    most: ClassVar[int] = 0
    whose: ClassVar[str] = "seat"
    each: ClassVar[str] = ""
    brings: ClassVar[TextKind | None] = None
    words: ClassVar[tuple[str, ...]] = ("text",)
    named: ClassVar[str] = ""
    anytime: ClassVar[bool] = False
    changes: ClassVar[tuple[Topic, ...]] = ()

    at: int


class SeatPlan(Struct, frozen=True, kw_only=True):
    """One seat as the session is created. Either `role` or `delegation` says whose it is.

    `kept`: the house holds it while no pupil does; otherwise it stays empty.
    """

    id: SeatId
    role: RoleId = RoleId("")
    delegation: DelegationId = DelegationId("")
    faction: FactionId
    votes: bool
    kept: bool


class SessionCreated(Event, frozen=True, kw_only=True):
    """A teacher set up a session. `seats` in the order in which pupils are seated; `fills_silence`: see
    `SilenceRuleSet`; `minutes`: of each of its `lessons`."""

    scenario: str
    version: str
    pupils: int
    minutes: int
    weighting: Weighting
    options: tuple[str, ...]
    seats: tuple[SeatPlan, ...]
    matching: bool = False
    fills_silence: bool = False
    lessons: int = 1


class SessionOpened(Event, frozen=True, kw_only=True):
    """The meeting began."""

    changes: ClassVar[tuple[Topic, ...]] = ("clock",)


class SessionClosed(Event, frozen=True, kw_only=True):
    """The meeting is over; nothing may follow."""

    changes: ClassVar[tuple[Topic, ...]] = ("end",)


class SessionReopened(Event, frozen=True, kw_only=True):
    """The close was taken back."""

    changes: ClassVar[tuple[Topic, ...]] = ("end",)


class SeatTaken(Event, frozen=True, kw_only=True):
    """A pupil sat down. `back`: the one who had this seat before."""

    most: ClassVar = 100
    anytime: ClassVar = True

    seat: SeatId
    back: bool = False


class SeatReturned(Event, frozen=True, kw_only=True):
    """A pupil's seat went back to the house. `away`: because the pupil had been gone too long."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId
    away: bool = False


class RolesSwapped(Event, frozen=True, kw_only=True):
    """The persons of two seats changed places."""

    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId
    other: SeatId


class ChairGiven(Event, frozen=True, kw_only=True):
    """A pupil's seat holds the chair; "" means the teacher."""

    seat: SeatId


class DoorsLocked(Event, frozen=True, kw_only=True):
    """New pupils are no longer let in, or are again."""

    anytime: ClassVar = True

    locked: bool


class StageEntered(Event, frozen=True, kw_only=True):
    """The agenda moved on."""

    changes: ClassVar[tuple[Topic, ...]] = ("clock",)

    stage: StageId
    ends_at: int | None


class Paused(Event, frozen=True, kw_only=True):
    """All clocks stand still. `sleeps`: until the next lesson."""

    changes: ClassVar[tuple[Topic, ...]] = ("clock",)

    sleeps: bool = False


class Resumed(Event, frozen=True, kw_only=True):
    """The clocks run again, moved on by the length of the pause. `lesson`: the number of the lesson that
    begins with it, 0 for none."""

    changes: ClassVar[tuple[Topic, ...]] = ("clock",)

    lesson: int = 0


class TimeGivenBack(Event, frozen=True, kw_only=True):
    """The server was asleep: every clock that ran moves on by the `lost` milliseconds, in which nobody
    could act."""

    changes: ClassVar[tuple[Topic, ...]] = ("clock",)

    lost: int


class FloorRequested(Event, frozen=True, kw_only=True):
    """A pupil asked to speak."""

    most: ClassVar = 400
    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId
    purpose: str


class RequestWithdrawn(Event, frozen=True, kw_only=True):
    """A pupil no longer wants to speak."""

    most: ClassVar = 400
    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId


class FloorGiven(Event, frozen=True, kw_only=True):
    """The chair called somebody to speak. `purpose`: what they had asked for, if they had."""

    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId
    ends_at: int
    purpose: str = ""


class TurnEnded(Event, frozen=True, kw_only=True):
    """A speech is over."""

    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId


class MoodTaken(Event, frozen=True, kw_only=True):
    """How the hall took a speech (its number): how many reacted how. Nobody is named."""

    speech: int
    counts: dict[Reaction, int]


class InterventionGiven(Event, frozen=True, kw_only=True):
    """Somebody may put in a word while the speaker's clock stands still."""

    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId
    ends_at: int


class InterventionEnded(Event, frozen=True, kw_only=True):
    """The speaker goes on."""

    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId


class FloorRulesSet(Event, frozen=True, kw_only=True):
    """The chair set how the list is ordered, and the times in seconds (`faction_seconds` 0: no limit)."""

    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    order: SpeakingOrder
    speech_seconds: int
    intervention_seconds: int
    faction_seconds: int


class DocumentCited(Event, frozen=True, kw_only=True):
    """Whoever has the floor appealed to a document."""

    most: ClassVar = 200
    changes: ClassVar[tuple[Topic, ...]] = ("list",)

    seat: SeatId
    document: DocumentId


class StatementLeft(Event, frozen=True, kw_only=True):
    """A pupil left a sentence for the record. `cites`: the document it appeals to."""

    most: ClassVar = 20
    brings: ClassVar = "statement"
    named: ClassVar = "statement"

    statement: TextId
    seat: SeatId
    text: str
    cites: DocumentId = DocumentId("")


class StatementHidden(Event, frozen=True, kw_only=True):
    """As `TextTakenAway`, of a statement or a line. Only in older journals."""

    statement: TextId
    hidden: bool


class MotionMoved(Event, frozen=True, kw_only=True):
    """A motion was moved. `amends`: the question or motion whose text it changes, `how` and at which
    `passage`; `about`: what a procedural motion is about; `seconds`: of an adjournment; `cites`: the document
    it appeals to."""

    most: ClassVar = 60
    brings: ClassVar = "motion"
    words: ClassVar = ("text", "passage")
    named: ClassVar = "motion"
    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motion: MotionId
    seat: SeatId
    motion_kind: MotionKind
    text: str = ""
    amends: QuestionId = QuestionId("")
    how: str = ""
    passage: str = ""
    about: QuestionId = QuestionId("")
    seconds: int = 0
    cites: DocumentId = DocumentId("")


class MotionSeconded(Event, frozen=True, kw_only=True):
    """Somebody supports a motion."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motion: MotionId
    seat: SeatId


class MotionAdmitted(Event, frozen=True, kw_only=True):
    """The chair lets a motion be debated and put. `puts_in`, `strikes`: what it does to the clauses of the
    meeting's text, as the chair has found."""

    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motion: MotionId
    puts_in: tuple[str, ...] = ()
    strikes: tuple[str, ...] = ()


class MotionRuledOut(Event, frozen=True, kw_only=True):
    """The chair does not admit a motion, and says why."""

    brings: ClassVar = "ruling"
    words: ClassVar = ("reason",)
    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motion: MotionId
    reason: str


class MotionWithdrawn(Event, frozen=True, kw_only=True):
    """Whoever moved it has taken it back."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motion: MotionId


class MotionsOrdered(Event, frozen=True, kw_only=True):
    """The chair set the order in which motions come; all that are there, first one first."""

    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motions: tuple[MotionId, ...]


class MotionsGrouped(Event, frozen=True, kw_only=True):
    """The chair has motions debated together, or ("") apart again."""

    brings: ClassVar = "group"
    words: ClassVar = ("name",)
    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motions: tuple[MotionId, ...]
    name: str


class TextAmended(Event, frozen=True, kw_only=True):
    """The text of a question or motion reads so from now on."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    subject: QuestionId
    text: str


class TextDivided(Event, frozen=True, kw_only=True):
    """A text is voted on part by part before the whole; `parts`: motion to its piece of the text."""

    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    subject: QuestionId
    parts: dict[MotionId, str]


class ListClosed(Event, frozen=True, kw_only=True):
    """Nobody may be added to the speakers' list in this stage."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("list",)


class DebateClosed(Event, frozen=True, kw_only=True):
    """No more speeches in this stage; the list is emptied."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("list",)


class RecessCalled(Event, frozen=True, kw_only=True):
    """The meeting is adjourned for a caucus."""

    changes: ClassVar[tuple[Topic, ...]] = ("clock",)

    ends_at: int


class RecessEnded(Event, frozen=True, kw_only=True):
    """The meeting goes on."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("clock",)


class BusinessReordered(Event, frozen=True, kw_only=True):
    """The stages come in this order from now on."""

    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    stages: tuple[StageId, ...]


class Reconsidered(Event, frozen=True, kw_only=True):
    """What was decided in this ballot may be decided again."""

    changes: ClassVar[tuple[Topic, ...]] = ("motions", "ballot")

    ballot: BallotId


class MethodFixed(Event, frozen=True, kw_only=True):
    """The meeting wants the next vote on this question or motion taken in this way."""

    subject: QuestionId
    method: MethodName


class RulingOverturned(Event, frozen=True, kw_only=True):
    """On appeal the meeting has admitted what the chair had ruled out."""

    anytime: ClassVar = True
    changes: ClassVar[tuple[Topic, ...]] = ("motions",)

    motion: MotionId


class QuestionPut(Event, frozen=True, kw_only=True):
    """A ballot opened. Who may vote and with what weight is fixed here.

    `question`: a question of the scenario, or a motion. `weights`: delegates (or 1) per seat; `bloc`:
    delegates nobody stands for, counted by the house; `present`, `members`: total weight of the seats held
    when it was put, and of all. `alternatives`: what can be chosen besides for and against, `elects` of them.
    `behind`: for a seat that votes for its delegation, the weights of the seats it speaks for. `calls`: the
    seats in the order in which the roll is called. `elimination`: of a run-off. `elected`: those who have
    been chosen in earlier ballots on this question and keep their places; it is put again for the others.
    `warns`: at `closes_at` the time is up, but the vote goes on until the chair closes it. `units`: where
    votes are by unit, the seats that decide each one's vote; `veto`: who has one, with their seats; `absent`:
    the seats without a vote because their persons were away then.
    """

    changes: ClassVar[tuple[Topic, ...]] = ("ballot",)

    ballot: BallotId
    question: QuestionId
    method: MethodName
    threshold: ThresholdName
    closes_at: int | None
    weights: dict[SeatId, int]
    bloc: dict[Choice, int]
    present: int
    members: int
    tie: TieRule = "fails"
    hidden: bool = False
    alternatives: tuple[str, ...] = ()
    elects: int = 1
    behind: dict[SeatId, dict[SeatId, int]] = {}
    calls: tuple[SeatId, ...] = ()
    elimination: Elimination = "together"
    elected: tuple[str, ...] = ()
    warns: bool = False
    units: dict[str, tuple[SeatId, ...]] = {}
    veto: dict[str, tuple[SeatId, ...]] = {}
    absent: dict[SeatId, Absence] = {}


class TimeGiven(Event, frozen=True, kw_only=True):
    """The chair gave the voters more time: `closes_at` is when it is up now."""

    changes: ClassVar[tuple[Topic, ...]] = ("clock",)

    ballot: BallotId
    closes_at: int


class SeatCalled(Event, frozen=True, kw_only=True):
    """The roll has come to this seat; "" when all have been called."""

    ballot: BallotId
    seat: SeatId


class VoteCast(Event, frozen=True, kw_only=True):
    """A seat voted, or changed its vote. `choice` as in `CastVote`. `by`: the seat, or who keyed it in."""

    most: ClassVar = 200
    each: ClassVar = "ballot"

    ballot: BallotId
    seat: SeatId
    choice: str
    by: str


class SlipHandedIn(Event, frozen=True, kw_only=True):
    """A seat voted in secret. What it chose is on the slip, which the journal never sees."""

    ballot: BallotId
    seat: SeatId
    by: str


class HouseVoted(Event, frozen=True, kw_only=True):
    """The house voted for the seats it holds, as their persons believed. `followed`: those that went with the
    pupils of their side instead."""

    ballot: BallotId
    votes: dict[SeatId, str]
    followed: tuple[SeatId, ...] = ()


class SilenceCounted(Event, frozen=True, kw_only=True):
    """Pupils who had said nothing at the close were counted as their persons believed."""

    ballot: BallotId
    votes: dict[SeatId, str]


class CountEntered(Event, frozen=True, kw_only=True):
    """The teacher entered what was counted by hand, heads per choice."""

    ballot: BallotId
    tally: dict[Choice, int]


class BallotClosed(Event, frozen=True, kw_only=True):
    """Voting ended and was counted. `by`: the chair's actor, or "clock".

    `tally`: per choice, per alternative, or per ranking ("a>b>c"); "" for blank papers among alternatives.
    `carried` is None for a tie that waits for the chair's casting vote. `winners`: the alternatives chosen.
    `seed`: the number from which a lot is drawn, where one can be (`debate/ballots/lot.py`). `level`: the
    choices or alternatives that were level, more of them than could win.
    """

    changes: ClassVar[tuple[Topic, ...]] = ("ballot",)

    ballot: BallotId
    tally: dict[str, int]
    carried: bool | None
    by: str
    winners: tuple[str, ...] = ()
    seed: int | None = None
    level: tuple[str, ...] = ()


class CastingVoteGiven(Event, frozen=True, kw_only=True):
    """The chair decided a tie. `chosen`: for which alternatives, where there are some."""

    changes: ClassVar[tuple[Topic, ...]] = ("ballot",)

    ballot: BallotId
    choice: Choice
    by: str
    chosen: tuple[str, ...] = ()


class ResultRevealed(Event, frozen=True, kw_only=True):
    """A part of a closed vote was told; `step`: how many parts that makes."""

    changes: ClassVar[tuple[Topic, ...]] = ("ballot",)

    ballot: BallotId
    step: int


class ResultAnnounced(Event, frozen=True, kw_only=True):
    """The chair read out a result; now all may see it."""

    changes: ClassVar[tuple[Topic, ...]] = ("ballot",)

    ballot: BallotId


class PutOnTheWall(Event, frozen=True, kw_only=True):
    """Everybody was to look at something; `what` is empty when it was taken down."""

    what: OnTheWall
    id: str = ""


class CardReleased(Event, frozen=True, kw_only=True):
    """News reached the hall, or a part of it. `to`: "all", or ids of factions, roles or seats."""

    card: CardId
    to: tuple[str, ...]


class WordSaid(Event, frozen=True, kw_only=True):
    """The teacher's word to all; an empty text takes it down."""

    anytime: ClassVar = True

    text: str


class LeaningSet(Event, frozen=True, kw_only=True):
    """A pupil marked in private where they stand on a question, from -2 (against) to 2 (for)."""

    most: ClassVar = 2000

    seat: SeatId
    question: QuestionId
    value: int


class CaucusSaid(Event, frozen=True, kw_only=True):
    """A line in the room of a faction ("left"), or of two factions' envoys ("left+right")."""

    most: ClassVar = 80
    brings: ClassVar = "line"
    named: ClassVar = "line"
    changes: ClassVar[tuple[Topic, ...]] = ("caucus",)

    line: TextId
    room: RoomId
    seat: SeatId
    text: str


class EnvoyNamed(Event, frozen=True, kw_only=True):
    """Who speaks for a faction with others; "" nobody."""

    most: ClassVar = 200
    whose: ClassVar = "faction"
    changes: ClassVar[tuple[Topic, ...]] = ("caucus",)

    faction: FactionId
    seat: SeatId


class Promise(Struct, frozen=True, kw_only=True):
    """A vote that is promised: a choice on a question or motion."""

    question: QuestionId
    choice: str


BargainState = Literal["offered", "struck", "dropped"]


class BargainOffered(Event, frozen=True, kw_only=True):
    """A vote for a vote: `seat` asks `other` for one and would give one; `for_sides`: as envoys, for those
    they speak for."""

    most: ClassVar = 40
    changes: ClassVar[tuple[Topic, ...]] = ("caucus",)

    bargain: BargainId
    seat: SeatId
    other: SeatId
    asks: Promise
    gives: Promise
    for_sides: bool = False


class BargainStruck(Event, frozen=True, kw_only=True):
    """The other has accepted."""

    changes: ClassVar[tuple[Topic, ...]] = ("caucus",)

    bargain: BargainId


class BargainDropped(Event, frozen=True, kw_only=True):
    """It was taken back, or declined."""

    changes: ClassVar[tuple[Topic, ...]] = ("caucus",)

    bargain: BargainId


class MovedTold(Event, frozen=True, kw_only=True):
    """A pupil said what had moved them to vote otherwise than their person believed. `whom`: the speaker,
    `document`: the document."""

    most: ClassVar = 100

    seat: SeatId
    ballot: BallotId
    what: Mover
    whom: SeatId = NOBODY
    document: DocumentId = DocumentId("")


class MinutesWritten(Event, frozen=True, kw_only=True):
    """An entry in the minutes, by the secretary. `id`: of one that was held."""

    brings: ClassVar = "minutes"
    named: ClassVar = "id"

    seat: SeatId
    text: str
    id: TextId = TextId("")


class HeadlineWritten(Event, frozen=True, kw_only=True):
    """What the press makes of the meeting; the latest one of a seat stands. `id`: of one that was held."""

    most: ClassVar = 60
    brings: ClassVar = "headline"
    named: ClassVar = "id"

    seat: SeatId
    text: str
    id: TextId = TextId("")


class CheckAnswered(Event, frozen=True, kw_only=True):
    """A pupil answered a question of the lesson before; the latest answer stands. `option`: its
    number."""

    most: ClassVar = 200

    seat: SeatId
    question: str
    option: int


class WorkHandedIn(Event, frozen=True, kw_only=True):
    """A pupil handed in what a task asks for, for the teacher alone; the latest of a seat and task stands."""

    most: ClassVar = 60
    brings: ClassVar = "work"

    seat: SeatId
    task: str
    text: str


class ReflectionWritten(Event, frozen=True, kw_only=True):
    """A pupil wrote, for the teacher alone, what they take away; the latest one of a seat stands."""

    most: ClassVar = 40
    brings: ClassVar = "reflection"
    anytime: ClassVar = True

    seat: SeatId
    text: str


class DebriefPlanned(Event, frozen=True, kw_only=True):
    """The teacher chose the questions to talk about, in this order."""

    questions: tuple[str, ...]


class QuestionShown(Event, frozen=True, kw_only=True):
    """A question to talk about is on the wall; "" takes it down."""

    question: QuestionId


class ChapterShown(Event, frozen=True, kw_only=True):
    """The class has come to a chapter of looking back."""

    chapter: Chapter


class Guessed(Event, frozen=True, kw_only=True):
    """A pupil guessed how a vote ends, or how a question was decided in the record."""

    most: ClassVar = 400

    seat: SeatId
    about: str
    choice: str


class HelpCalled(Event, frozen=True, kw_only=True):
    """A pupil asked the teacher for help."""

    most: ClassVar = 100
    brings: ClassVar = "help"
    anytime: ClassVar = True

    seat: SeatId
    text: str


class HelpAnswered(Event, frozen=True, kw_only=True):
    """The teacher has seen to it."""

    anytime: ClassVar = True

    seat: SeatId


Holdable = StatementLeft | MotionMoved | CaucusSaid | HeadlineWritten | MinutesWritten


class TextHeld(Event, frozen=True, kw_only=True):
    """A pupil's text waits until the teacher has read it. `event`: what happens once it is let through."""

    id: TextId
    seat: SeatId
    event: Holdable


class TextLetThrough(Event, frozen=True, kw_only=True):
    """The teacher has read it: what it waited for happened in the entry before."""

    id: TextId
    seat: SeatId


class TextTakenAway(Event, frozen=True, kw_only=True):
    """The teacher took a pupil's text away from everybody else, at every step, or put it back."""

    id: TextId
    away: bool


class NameTakenAway(Event, frozen=True, kw_only=True):
    """The teacher took the name of a pupil in this seat away from everybody else, or gave it or another back.
    The name itself is in no journal."""

    anytime: ClassVar = True

    seat: SeatId
    away: bool


class ReadFirstSet(Event, frozen=True, kw_only=True):
    """The teacher reads texts of this kind before anybody else does, or no longer."""

    anytime: ClassVar = True

    text_kind: TextKind
    on: bool


class SilenceRuleSet(Event, frozen=True, kw_only=True):
    """Pupils who are silent at the close of an open vote will be counted as their persons believed, or not
    at all."""

    anytime: ClassVar = True

    filled: bool


class GraceSet(Event, frozen=True, kw_only=True):
    """After so many seconds away the house takes over a seat; 0: never."""

    seconds: int


class StepTaken(Event, frozen=True, kw_only=True):
    """The next `events` entries are one step, which can be undone. `step`: its name, `about`: whom or what it
    concerns, `by`: who took it."""

    most: ClassVar = 2000
    whose: ClassVar = "by"
    each: ClassVar = "step"

    step: str
    about: str
    by: str
    events: int


class StepUndone(Event, frozen=True, kw_only=True):
    """The last step that still stood was taken back."""

    step: str
    about: str


AnyEvent = (
    SessionCreated
    | SessionOpened
    | SessionClosed
    | SessionReopened
    | SeatTaken
    | SeatReturned
    | RolesSwapped
    | ChairGiven
    | DoorsLocked
    | StageEntered
    | Paused
    | Resumed
    | TimeGiven
    | TimeGivenBack
    | FloorRequested
    | RequestWithdrawn
    | FloorGiven
    | TurnEnded
    | MoodTaken
    | InterventionGiven
    | InterventionEnded
    | FloorRulesSet
    | DocumentCited
    | StatementLeft
    | StatementHidden
    | MotionMoved
    | MotionSeconded
    | MotionAdmitted
    | MotionRuledOut
    | MotionWithdrawn
    | MotionsOrdered
    | MotionsGrouped
    | TextAmended
    | TextDivided
    | ListClosed
    | DebateClosed
    | RecessCalled
    | RecessEnded
    | BusinessReordered
    | Reconsidered
    | MethodFixed
    | RulingOverturned
    | QuestionPut
    | SeatCalled
    | VoteCast
    | SlipHandedIn
    | HouseVoted
    | SilenceCounted
    | CountEntered
    | BallotClosed
    | CastingVoteGiven
    | ResultRevealed
    | ResultAnnounced
    | PutOnTheWall
    | CardReleased
    | WordSaid
    | LeaningSet
    | CaucusSaid
    | EnvoyNamed
    | BargainOffered
    | BargainStruck
    | BargainDropped
    | MovedTold
    | MinutesWritten
    | HeadlineWritten
    | CheckAnswered
    | WorkHandedIn
    | ReflectionWritten
    | DebriefPlanned
    | QuestionShown
    | ChapterShown
    | Guessed
    | HelpCalled
    | HelpAnswered
    | TextHeld
    | TextLetThrough
    | TextTakenAway
    | NameTakenAway
    | ReadFirstSet
    | SilenceRuleSet
    | GraceSet
    | StepTaken
    | StepUndone
)
KINDS: tuple[type[Event], ...] = get_args(AnyEvent)


class Slip(Struct, frozen=True, kw_only=True):
    """A secret vote on its way into the sealed box. Not an event: it never enters the journal."""

    ballot: BallotId
    choice: str


class Reacted(Struct, frozen=True, kw_only=True):
    """A listener's reaction to who speaks now. Not an event: the room counts them, and their numbers enter
    the journal when the speech is over (`MoodTaken`)."""

    seat: SeatId
    reaction: Reaction


Fact = AnyEvent | Slip | Reacted
