"""What happened, in the past tense: the journal's vocabulary.

Plain immutable values, written to the journal as JSON by `debate/codec.py`. A field once written stays
readable for ever: change a shape only together with an upcast there. `at` is in milliseconds since the epoch.
"""

from msgspec import Struct

from debate.scenario import Choice, MethodName, ThresholdName, Weighting


class Event(Struct, frozen=True, kw_only=True, tag_field="kind", tag=lambda name: name):
    """Common to all events: when it happened."""

    at: int


class SeatPlan(Struct, frozen=True, kw_only=True):
    """One seat as the session is created. Either `role` or `delegation` says whose it is.

    `kept`: the house holds it while no pupil does; otherwise it stays empty.
    """

    id: str
    role: str = ""
    delegation: str = ""
    faction: str
    votes: bool
    kept: bool


class SessionCreated(Event, frozen=True, kw_only=True):
    """A teacher set up a session. `seats` in the order in which pupils are seated."""

    scenario: str
    version: str
    pupils: int
    minutes: int
    weighting: Weighting
    options: tuple[str, ...]
    seats: tuple[SeatPlan, ...]


class SessionOpened(Event, frozen=True, kw_only=True):
    """The meeting began."""


class SessionClosed(Event, frozen=True, kw_only=True):
    """The meeting is over; nothing may follow."""


class SeatTaken(Event, frozen=True, kw_only=True):
    """A pupil sat down."""

    seat: str


class SeatReturned(Event, frozen=True, kw_only=True):
    """A pupil's seat went back to the house."""

    seat: str


class RolesSwapped(Event, frozen=True, kw_only=True):
    """The persons of two seats changed places."""

    seat: str
    other: str


class ChairGiven(Event, frozen=True, kw_only=True):
    """A pupil's seat holds the chair; "" means the teacher."""

    seat: str


class DoorsLocked(Event, frozen=True, kw_only=True):
    """New pupils are no longer let in, or are again."""

    locked: bool


class StageEntered(Event, frozen=True, kw_only=True):
    """The agenda moved on."""

    stage: str
    ends_at: int | None


class Paused(Event, frozen=True, kw_only=True):
    """All clocks stand still."""


class Resumed(Event, frozen=True, kw_only=True):
    """The clocks run again, moved on by the length of the pause."""


class FloorRequested(Event, frozen=True, kw_only=True):
    """A pupil asked to speak."""

    seat: str
    purpose: str


class RequestWithdrawn(Event, frozen=True, kw_only=True):
    """A pupil no longer wants to speak."""

    seat: str


class FloorGiven(Event, frozen=True, kw_only=True):
    """The chair called somebody to speak."""

    seat: str
    ends_at: int


class TurnEnded(Event, frozen=True, kw_only=True):
    """A speech is over."""

    seat: str


class StatementLeft(Event, frozen=True, kw_only=True):
    """A pupil left a sentence for the record."""

    statement: str
    seat: str
    text: str


class StatementHidden(Event, frozen=True, kw_only=True):
    """The teacher took a statement from view, or showed it again."""

    statement: str
    hidden: bool


class QuestionPut(Event, frozen=True, kw_only=True):
    """A ballot opened. Who may vote and with what weight is fixed here.

    `weights`: delegates (or 1) per seat; `bloc`: delegates nobody stands for, counted by the house;
    `present`, `members`: total weight of the seats held when it was put, and of all.
    """

    ballot: str
    question: str
    method: MethodName
    threshold: ThresholdName
    closes_at: int | None
    weights: dict[str, int]
    bloc: dict[Choice, int]
    present: int
    members: int


class VoteCast(Event, frozen=True, kw_only=True):
    """A seat voted, or changed its vote. `by`: the seat itself, or "teacher" who keyed it in."""

    ballot: str
    seat: str
    choice: Choice
    by: str


class SlipHandedIn(Event, frozen=True, kw_only=True):
    """A seat voted in secret. What it chose is on the slip, which the journal never sees."""

    ballot: str
    seat: str
    by: str


class HouseVoted(Event, frozen=True, kw_only=True):
    """The house voted, as the record says, for the seats it holds."""

    ballot: str
    votes: dict[str, Choice]


class BallotClosed(Event, frozen=True, kw_only=True):
    """Voting ended and was counted. `by`: the chair's actor, or "clock"."""

    ballot: str
    tally: dict[Choice, int]
    carried: bool
    by: str


class ResultAnnounced(Event, frozen=True, kw_only=True):
    """The chair read out a result; now all may see it."""

    ballot: str


class CardReleased(Event, frozen=True, kw_only=True):
    """News reached the hall, or a part of it. `to`: "all", or ids of factions, roles or seats."""

    card: str
    to: tuple[str, ...]


class WordSaid(Event, frozen=True, kw_only=True):
    """The teacher's word to all; an empty text takes it down."""

    text: str


AnyEvent = (
    SessionCreated
    | SessionOpened
    | SessionClosed
    | SeatTaken
    | SeatReturned
    | RolesSwapped
    | ChairGiven
    | DoorsLocked
    | StageEntered
    | Paused
    | Resumed
    | FloorRequested
    | RequestWithdrawn
    | FloorGiven
    | TurnEnded
    | StatementLeft
    | StatementHidden
    | QuestionPut
    | VoteCast
    | SlipHandedIn
    | HouseVoted
    | BallotClosed
    | ResultAnnounced
    | CardReleased
    | WordSaid
)


class Slip(Struct, frozen=True, kw_only=True):
    """A secret vote on its way into the sealed box. Not an event: it never enters the journal."""

    ballot: str
    choice: Choice


Fact = AnyEvent | Slip
