"""The state of one session: who sits where, what is being done, what was decided. Immutable.

Made by folding events (`debate/evolve.py`) and by nothing else. Collections that grow with the class are
persistent maps, so that a step costs the same in a classroom and in a hall of a thousand.
"""

from typing import Literal

from immutables import Map
from msgspec import Struct

from debate.scenario import (
    Choice,
    MethodName,
    Role,
    Scenario,
    Stage,
    ThresholdName,
    Weighting,
)

HeldBy = Literal["pupil", "house", "nobody"]
Status = Literal["new", "lobby", "open", "paused", "closed"]


class Seat(Struct, frozen=True, kw_only=True):
    """One place in the hall. `held_by`: who plays it; `kept`: the house does when nobody else does."""

    id: str
    role: str
    delegation: str
    faction: str
    votes: bool
    kept: bool
    held_by: HeldBy


class Request(Struct, frozen=True):
    """One line of the speakers' list."""

    seat: str
    purpose: str


class Floor(Struct, frozen=True, kw_only=True):
    """Who speaks (since and until when, milliseconds) and who has asked to."""

    speaker: str = ""
    since: int = 0
    ends_at: int = 0
    requests: tuple[Request, ...] = ()


class Speech(Struct, frozen=True, kw_only=True):
    """One finished speech."""

    seat: str
    began: int
    ended: int


class Statement(Struct, frozen=True, kw_only=True):
    """A sentence left for the record."""

    id: str
    seat: str
    text: str
    at: int
    hidden: bool = False


class Ballot(Struct, frozen=True, kw_only=True):
    """One vote on one question.

    `seating`: the seats as they were when the question was put; persons may change places later.
    `votes`: per seat the choice, or "sealed" in a secret ballot. `house`: the seats the house voted for.
    `tally`: delegates (or seats) per choice; of a secret ballot only after the close.
    """

    id: str
    question: str
    method: MethodName
    threshold: ThresholdName
    put_at: int
    closes_at: int | None
    weights: dict[str, int]
    bloc: dict[Choice, int]
    present: int
    members: int
    seating: Map[str, Seat]
    votes: Map[str, str]
    tally: dict[Choice, int]
    house: frozenset[str] = frozenset()
    closed_at: int | None = None
    carried: bool | None = None
    announced: bool = False

    @property
    def open(self) -> bool:
        return self.closed_at is None


class Released(Struct, frozen=True):
    """A card in play: who may read it and since when."""

    card: str
    to: tuple[str, ...]
    at: int


class Assembly(Struct, frozen=True, kw_only=True):
    """The whole state. `seq`: how many events it was folded from."""

    scenario: Scenario
    seq: int = 0
    status: Status = "new"
    pupils: int = 0
    minutes: int = 50
    weighting: Weighting = "seat"
    options: tuple[str, ...] = ()
    created_at: int = 0
    closed_at: int | None = None
    seats: Map[str, Seat] = Map()
    order: tuple[str, ...] = ()
    chair: str = ""
    locked: bool = False
    paused_at: int | None = None
    stage: str = ""
    stage_since: int = 0
    stage_ends: int | None = None
    path: tuple[str, ...] = ()
    floor: Floor = Floor()
    speeches: Map[int, Speech] = Map()
    statements: Map[str, Statement] = Map()
    ballots: Map[str, Ballot] = Map()
    ballot: str = ""
    cards: tuple[Released, ...] = ()
    word: str = ""

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

    def role_of(self, seat: str) -> Role | None:
        """The person of a seat; None for a delegate."""
        role = self.seats[seat].role
        return self.scenario.role(role) if role else None

    def in_order(self) -> tuple[Ballot, ...]:
        """All ballots, oldest first."""
        return tuple(self.ballots[f"b{n}"] for n in range(1, len(self.ballots) + 1))

    def results(self) -> dict[str, bool]:
        """For each question that was decided: was it carried?"""
        return {b.question: b.carried for b in self.in_order() if b.carried is not None}
