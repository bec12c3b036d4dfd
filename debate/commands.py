"""What a person may ask for, in the imperative. `by` is the actor: a seat ("s7"), or one of the words below.

Commands come from `game/command_fields.py`, under the names they have here (`name`)."""

import re
from typing import ClassVar, Literal

from msgspec import Struct

from debate.events import Mover
from debate.ids import (
    NOBODY,
    BallotId,
    BargainId,
    CardId,
    DocumentId,
    FactionId,
    MotionId,
    QuestionId,
    RoleId,
    SeatId,
    StageId,
    TextId,
)
from debate.scenario import MethodName, SpeakingOrder, ThresholdName, TieRule, Weighting

TEACHER = "teacher"
HELPER = "helper"
"""A second teacher who was asked to help."""
WATCHER = "watcher"
"""A second teacher who only looks on."""
DOOR = "door"
"""A pupil on the way in, who has no seat yet."""
CLOCK = "clock"

Actor = Literal[
    "teacher", "helper", "watcher", "chair", "secretary", "press", "pupil", "absent", "door", "clock"
]


def only(*actors: Actor) -> frozenset[Actor]:
    """These and nobody else."""
    return frozenset(actors)


THE_TEACHER = only("teacher")
TEACHERS = only("teacher", "helper")
THE_CHAIR = TEACHERS | only("chair")
ANY_PUPIL = only("pupil", "chair", "secretary", "press")
FOR_A_PUPIL = ANY_PUPIL | TEACHERS


class Command(Struct, frozen=True, kw_only=True):
    """Common to all commands. `may`: who can give it; `is_step`: can it be undone? `by`: whose it is.

    `in_a_pause`: taken while the meeting is paused, as all are that no pupil may give. `after_close`: taken
    once it is closed: what a text says may be found out long after the lesson; what is closed may be closed
    again; and a close can be taken back for a day. `by_form`: a browser sends it; others come from pages of
    their own, or from the server.
    """

    may: ClassVar[frozenset[Actor]] = frozenset()
    is_step: ClassVar[bool] = False
    in_a_pause: ClassVar[bool] = False
    after_close: ClassVar[bool] = False
    by_form: ClassVar[bool] = True

    by: str


class ForSeat(Command, frozen=True, kw_only=True):
    """A pupil does it for themself; a teacher for a pupil without a device, and says for whose `seat`."""

    seat: SeatId = NOBODY


class CreateSession(Command, frozen=True, kw_only=True):
    """`matching`: pupils are asked how much they would like to speak, and seated accordingly;
    `fills_silence`: see `SetSilence`; `minutes`: of each of its `lessons`."""

    may: ClassVar = THE_TEACHER
    by_form: ClassVar = False

    pupils: int
    minutes: int
    weighting: Weighting | None = None
    options: tuple[str, ...] = ()
    lessons: int = 1
    matching: bool = False
    fills_silence: bool = True


class OpenSession(Command, frozen=True, kw_only=True):
    may: ClassVar = THE_TEACHER


class CloseSession(Command, frozen=True, kw_only=True):
    may: ClassVar = THE_TEACHER
    after_close: ClassVar = True


class TakeSeat(Command, frozen=True, kw_only=True):
    """The next free seat, or this one. `wish`: how demanding a role may be, 1 to 3; 0 for no wish."""

    may: ClassVar = TEACHERS | only("door")
    by_form: ClassVar = False

    seat: SeatId = NOBODY
    wish: int = 0


class ReturnToSeat(Command, frozen=True, kw_only=True):
    may: ClassVar = ANY_PUPIL | only("absent")
    in_a_pause: ClassVar = True
    by_form: ClassVar = False


class FreeSeat(Command, frozen=True, kw_only=True):
    """`never_came`: its pupil's page was never seen; known by the server, never said by a person."""

    may: ClassVar = TEACHERS | only("clock")
    is_step: ClassVar = True

    seat: SeatId
    never_came: bool = False


class AssignRole(Command, frozen=True, kw_only=True):
    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    seat: SeatId
    role: RoleId


class GiveChair(Command, frozen=True, kw_only=True):
    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    seat: SeatId = NOBODY


class LockDoors(Command, frozen=True, kw_only=True):
    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    locked: bool = True


class AdvanceStage(Command, frozen=True, kw_only=True):
    """`stage`: the stage to leave. A click that arrives late, or twice, must not skip the next one."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    stage: StageId = StageId("")


class ReopenSession(Command, frozen=True, kw_only=True):
    may: ClassVar = THE_TEACHER
    after_close: ClassVar = True


class Pause(Command, frozen=True, kw_only=True):
    """`sleeps`: until the next lesson; the teacher's alone."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True
    in_a_pause: ClassVar = True

    sleeps: bool = False


class Resume(Command, frozen=True, kw_only=True):
    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True
    in_a_pause: ClassVar = True


class GiveTimeBack(Command, frozen=True, kw_only=True):
    """The server was asleep from the moment `since` (milliseconds) until now."""

    may: ClassVar = only("clock")
    by_form: ClassVar = False

    since: int


class RequestFloor(ForSeat, frozen=True, kw_only=True):
    may: ClassVar = FOR_A_PUPIL

    purpose: str = "new_point"


class WithdrawRequest(ForSeat, frozen=True, kw_only=True):
    may: ClassVar = FOR_A_PUPIL


class YieldFloor(Command, frozen=True, kw_only=True):
    may: ClassVar = ANY_PUPIL


class React(Command, frozen=True, kw_only=True):
    """How this pupil takes what is being said; the last one counts."""

    may: ClassVar = ANY_PUPIL

    reaction: str


class TakeMood(Command, frozen=True, kw_only=True):
    """What the room has counted during a speech. Given by the server, never by a person."""

    may: ClassVar = only("clock")
    by_form: ClassVar = False

    speech: int
    counts: dict[str, int]


class GiveIntervention(Command, frozen=True, kw_only=True):
    """A short question or answer from this seat, while the speaker waits."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    seat: SeatId


class SetFloor(Command, frozen=True, kw_only=True):
    """How the list is ordered, and the times, in seconds; what is not given stays. 0: no limit a faction."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    order: SpeakingOrder | None = None
    speech_seconds: int | None = None
    intervention_seconds: int | None = None
    faction_seconds: int | None = None


class GiveFloor(Command, frozen=True, kw_only=True):
    """To this seat, or to the first on the list."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    seat: SeatId = NOBODY


class EndTurn(Command, frozen=True, kw_only=True):
    """`seat`: whose speech or intervention to end, so that a late click does not cut off the next speaker."""

    may: ClassVar = THE_CHAIR | only("clock")
    is_step: ClassVar = True

    seat: SeatId = NOBODY


class CiteDocument(ForSeat, frozen=True, kw_only=True):
    """Whoever has the floor appeals to a document, which they have to be able to read."""

    may: ClassVar = FOR_A_PUPIL

    document: DocumentId


class LeaveStatement(ForSeat, frozen=True, kw_only=True):
    """`cites`: a document it appeals to."""

    may: ClassVar = FOR_A_PUPIL

    text: str
    cites: DocumentId = DocumentId("")


class HideStatement(Command, frozen=True, kw_only=True):
    """The older name of `TakeAway`, and a step that can be undone."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True
    after_close: ClassVar = True

    statement: TextId
    hidden: bool = True


class TakeAway(Command, frozen=True, kw_only=True):
    """A pupil's text of any kind, by its id, is nobody's but the teacher's; or it is put back."""

    may: ClassVar = TEACHERS
    after_close: ClassVar = True

    text: TextId
    away: bool = True


class TakeNameAway(Command, frozen=True, kw_only=True):
    """That the name of a pupil in this seat is nobody's but the teacher's, or is shown again. It comes from
    the server, which knows names."""

    may: ClassVar = TEACHERS
    after_close: ClassVar = True
    by_form: ClassVar = False

    seat: SeatId
    away: bool = True


class ReadFirst(Command, frozen=True, kw_only=True):
    """`kind`: of texts (`READABLE` in `rules/hall/texts.py`) that wait from now on until the teacher has read
    them."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    kind: str
    on: bool = True


class LetThrough(Command, frozen=True, kw_only=True):
    """The teacher has read a text that waits."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    text: TextId


class Move(ForSeat, frozen=True, kw_only=True):
    """A motion: a main one (`text`); an amendment (`amends` a question or a motion: `how` it changes the
    text, at which `passage`, with what `text`); or a procedural one (`kind`, and what it is `about`).

    `seconds`: of an adjournment; `cites`: a document it appeals to.
    """

    may: ClassVar = FOR_A_PUPIL

    kind: str = ""
    text: str = ""
    amends: QuestionId = QuestionId("")
    how: str = ""
    passage: str = ""
    about: QuestionId = QuestionId("")
    seconds: int = 180
    cites: DocumentId = DocumentId("")


class Second(ForSeat, frozen=True, kw_only=True):
    may: ClassVar = FOR_A_PUPIL

    motion: MotionId


class WithdrawMotion(ForSeat, frozen=True, kw_only=True):
    may: ClassVar = FOR_A_PUPIL

    motion: MotionId


class AdmitMotion(Command, frozen=True, kw_only=True):
    """`puts_in`, `strikes`: clauses that an amendment brings into the meeting's text, or takes out."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    motion: MotionId
    puts_in: tuple[str, ...] = ()
    strikes: tuple[str, ...] = ()


class RuleOut(Command, frozen=True, kw_only=True):
    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    motion: MotionId
    reason: str = ""


class OrderMotions(Command, frozen=True, kw_only=True):
    """These motions first, in this order; or right `before` another one."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    motions: tuple[MotionId, ...]
    before: MotionId = MotionId(QuestionId(""))


class GroupMotions(Command, frozen=True, kw_only=True):
    """These motions are debated together, under a name; an empty name takes them apart."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    motions: tuple[MotionId, ...]
    name: str = ""


class EndRecess(Command, frozen=True, kw_only=True):
    may: ClassVar = THE_CHAIR | only("clock")
    is_step: ClassVar = True


class PutQuestion(Command, frozen=True, kw_only=True):
    """The stage's question unless another, or a motion, is named; the scenario's settings unless given.

    `hidden`: the count stays hidden until the close. `calls`: the seats are called one by one, in the order
    "seating", "name" or "faction"; that is a roll call. `closes`: the clock ends the vote; else it only says
    that the time is up, and the chair closes.
    """

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    question: QuestionId = QuestionId("")
    motion: MotionId = MotionId(QuestionId(""))
    method: MethodName | None = None
    threshold: ThresholdName | None = None
    tie: TieRule | None = None
    seconds: int | None = None
    hidden: bool = False
    calls: str = ""
    closes: bool = True


class GiveTime(Command, frozen=True, kw_only=True):
    """More time for the vote that is open, in seconds."""

    may: ClassVar = THE_CHAIR | only("clock")

    ballot: BallotId = BallotId("")
    seconds: int = 30


class CallNext(Command, frozen=True, kw_only=True):
    """`seat`: who was called and does not answer, so that a double click does not skip the next one."""

    may: ClassVar = THE_CHAIR | only("secretary")
    is_step: ClassVar = True

    seat: SeatId = NOBODY


class CastVote(Command, frozen=True, kw_only=True):
    """`choice`: "for", "against", "abstain"; of a bloc that is split "70-30-0" in this order; of a ranking
    the alternatives, best first, as "a>b>c"; of an election those marked, as "a,b,c". Among alternatives
    nothing, or "abstain", is a blank paper."""

    may: ClassVar = ANY_PUPIL

    ballot: BallotId = BallotId("")
    choice: str | None = None


class EnterVote(Command, frozen=True, kw_only=True):
    """The vote of a pupil who has no device, or answers the roll aloud, is keyed in."""

    may: ClassVar = TEACHERS | only("secretary")
    in_a_pause: ClassVar = True

    seat: SeatId = NOBODY
    choice: str | None = None
    ballot: BallotId = BallotId("")


class EnterCount(Command, frozen=True, kw_only=True, rename={"for_": "for"}):
    """What was counted by hand, heads per choice; one that is left out is nobody."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    for_: int | None = None
    against: int | None = None
    abstain: int | None = None
    ballot: BallotId = BallotId("")


class CloseBallot(Command, frozen=True, kw_only=True):
    """`slips`: what the sealed box holds, for a secret ballot; `seed`: the number from which a lot is drawn.
    Both are filled in by the server, never by a person."""

    may: ClassVar = THE_CHAIR | only("clock")
    is_step: ClassVar = True

    ballot: BallotId = BallotId("")
    slips: dict[str, int] = {}
    seed: int = 0


class Reveal(Command, frozen=True, kw_only=True):
    """Tell the next part of a closed vote (`rules/voting/reveal.py`), its verdict last. `step`: which part
    that is, counted from 1, so that a double click does not tell two."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    ballot: BallotId = BallotId("")
    step: int = 0


class GiveCastingVote(Command, frozen=True, kw_only=True):
    """The chair decides a tie: for or against; or for one or several of the alternatives that are level,
    separated by commas, as many as there are places, at once or one after the other."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    choice: str = ""
    ballot: BallotId = BallotId("")


class Announce(Command, frozen=True, kw_only=True):
    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    ballot: BallotId = BallotId("")


class Undo(Command, frozen=True, kw_only=True):
    """Take back the last step. `step`: its number, so that a double click does not take back two."""

    may: ClassVar = THE_CHAIR
    in_a_pause: ClassVar = True

    step: int = 0


class SetLeaning(ForSeat, frozen=True, kw_only=True):
    """Where one stands on a question just now, from -2 (against) to 2 (for)."""

    may: ClassVar = FOR_A_PUPIL

    question: QuestionId
    value: int


class CaucusSay(ForSeat, frozen=True, kw_only=True):
    """To one's own faction, or as its envoy `to` another one's."""

    may: ClassVar = FOR_A_PUPIL

    text: str
    to: FactionId = FactionId("")


class NameEnvoy(ForSeat, frozen=True, kw_only=True):
    """Who speaks for one's faction with others; without an `envoy` nobody does any more."""

    may: ClassVar = FOR_A_PUPIL

    envoy: SeatId = NOBODY


class OfferBargain(ForSeat, frozen=True, kw_only=True):
    """A vote for a vote: the other is asked for `ask_choice` on `ask`, and gets `give_choice` on `give`.
    `for_sides`: as envoys, for those they speak for."""

    may: ClassVar = FOR_A_PUPIL

    to: SeatId
    ask: QuestionId
    ask_choice: str
    give: QuestionId
    give_choice: str
    for_sides: bool = False


class AcceptBargain(ForSeat, frozen=True, kw_only=True):
    may: ClassVar = FOR_A_PUPIL

    bargain: BargainId


class DropBargain(ForSeat, frozen=True, kw_only=True):
    """Take one's own offer back, or decline another's."""

    may: ClassVar = FOR_A_PUPIL

    bargain: BargainId


class SayWhatMoved(ForSeat, frozen=True, kw_only=True):
    """What moved one to vote otherwise in this ballot than one's person believed; `whom`: the speaker,
    `document`: the document."""

    may: ClassVar = FOR_A_PUPIL

    ballot: BallotId
    what: Mover
    whom: SeatId = NOBODY
    document: DocumentId = DocumentId("")


class WriteMinutes(ForSeat, frozen=True, kw_only=True):
    may: ClassVar = TEACHERS | only("secretary", "chair")

    text: str


class WriteHeadline(ForSeat, frozen=True, kw_only=True):
    may: ClassVar = TEACHERS | only("press", "chair")

    text: str


class AnswerCheck(ForSeat, frozen=True, kw_only=True):
    """An answer to a question of the lesson before: one of its options, counted from 1."""

    may: ClassVar = FOR_A_PUPIL
    in_a_pause: ClassVar = True

    question: str
    option: int


class HandIn(ForSeat, frozen=True, kw_only=True):
    """Written work for one of the meeting's tasks, for the teacher's eyes; also after the lesson."""

    may: ClassVar = FOR_A_PUPIL
    in_a_pause: ClassVar = True
    after_close: ClassVar = True

    task: str
    text: str


class Reflect(ForSeat, frozen=True, kw_only=True):
    """What one takes away from the meeting, for the teacher's eyes."""

    may: ClassVar = FOR_A_PUPIL

    text: str


class PlanDebrief(Command, frozen=True, kw_only=True):
    """The questions to talk about, in this order, by their places in the scenario ("d3")."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    questions: tuple[str, ...] = ()


class ShowQuestion(Command, frozen=True, kw_only=True):
    """One of the questions that were planned goes on the wall; without one, nothing stays there."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    question: QuestionId = QuestionId("")


class ShowChapter(Command, frozen=True, kw_only=True):
    """The chapter of looking back that the class is at (`CHAPTERS` in `afterwards/debrief.py`)."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    chapter: str = ""


class Guess(ForSeat, frozen=True, kw_only=True):
    """How a vote ends that this pupil has voted in (`about` its ballot), or how a question was decided in the
    record (`about` the question): `choice` = "carried", "lost", or an alternative."""

    may: ClassVar = FOR_A_PUPIL

    about: str
    choice: str


class CallHelp(ForSeat, frozen=True, kw_only=True):
    """A quiet word to the teacher."""

    may: ClassVar = FOR_A_PUPIL
    in_a_pause: ClassVar = True

    text: str = ""


class AnswerHelp(Command, frozen=True, kw_only=True):
    may: ClassVar = TEACHERS

    seat: SeatId


class SetSilence(Command, frozen=True, kw_only=True):
    """Is a pupil who says nothing in an open vote counted as their person believed? Otherwise they are not
    counted at all."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    filled: bool


class SetGrace(Command, frozen=True, kw_only=True):
    """After how many seconds away the house takes over a seat; 0: never."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    seconds: int


class PutOnWall(Command, frozen=True, kw_only=True):
    """What everybody is to look at until the meeting goes on: by its `what`, a frame of the story so far
    ("1"), a question or motion that is read aloud, a text as it reads now, a card, a document, which from
    then on everybody may read; without one, nothing."""

    may: ClassVar = THE_CHAIR
    is_step: ClassVar = True

    what: str = ""
    which: str = ""


class ReleaseCard(Command, frozen=True, kw_only=True):
    """To the card's own readers unless others are named: "all", or ids of factions, roles or seats."""

    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    card: CardId
    to: tuple[str, ...] = ()


class SayToAll(Command, frozen=True, kw_only=True):
    may: ClassVar = TEACHERS
    is_step: ClassVar = True

    text: str = ""


def name(kind: type[Command]) -> str:
    """What the contract calls a command: CastVote is "cast_vote"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


COMMANDS = {
    name(kind): kind for kind in [*Command.__subclasses__(), *ForSeat.__subclasses__()] if kind is not ForSeat
}
"""All there are, by name."""
