"""What a person may ask for, in the imperative. `by` is the actor: a seat ("s7"), or one of the words below.

Commands come from `game/forms.py`, which knows the contract's names for them; who may give which is a table
in `debate/decide.py`.
"""

from msgspec import Struct

from debate.scenario import Choice, MethodName, ThresholdName, Weighting

TEACHER = "teacher"
DOOR = "door"
"""A pupil on the way in, who has no seat yet."""
CLOCK = "clock"


class Command(Struct, frozen=True, kw_only=True):
    """Common to all commands: whose it is."""

    by: str


class CreateSession(Command, frozen=True, kw_only=True):
    pupils: int
    minutes: int
    weighting: Weighting | None = None
    options: tuple[str, ...] = ()


class OpenSession(Command, frozen=True, kw_only=True):
    pass


class CloseSession(Command, frozen=True, kw_only=True):
    pass


class TakeSeat(Command, frozen=True, kw_only=True):
    """The next free seat, or this one."""

    seat: str = ""


class ReturnToSeat(Command, frozen=True, kw_only=True):
    pass


class FreeSeat(Command, frozen=True, kw_only=True):
    seat: str


class AssignRole(Command, frozen=True, kw_only=True):
    seat: str
    role: str


class GiveChair(Command, frozen=True, kw_only=True):
    seat: str = ""


class LockDoors(Command, frozen=True, kw_only=True):
    locked: bool = True


class AdvanceStage(Command, frozen=True, kw_only=True):
    """`stage`: the stage to leave. A click that arrives late, or twice, must not skip the next one."""

    stage: str = ""


class Pause(Command, frozen=True, kw_only=True):
    pass


class Resume(Command, frozen=True, kw_only=True):
    pass


class RequestFloor(Command, frozen=True, kw_only=True):
    purpose: str = "new_point"


class WithdrawRequest(Command, frozen=True, kw_only=True):
    pass


class YieldFloor(Command, frozen=True, kw_only=True):
    pass


class GiveFloor(Command, frozen=True, kw_only=True):
    """To this seat, or to the first on the list."""

    seat: str = ""


class EndTurn(Command, frozen=True, kw_only=True):
    """`seat`: whose speech to end, so that a late click does not cut off the next speaker."""

    seat: str = ""


class LeaveStatement(Command, frozen=True, kw_only=True):
    text: str


class HideStatement(Command, frozen=True, kw_only=True):
    statement: str
    hidden: bool = True


class PutQuestion(Command, frozen=True, kw_only=True):
    """The stage's question unless another is named; the scenario's settings unless given."""

    question: str = ""
    method: MethodName | None = None
    threshold: ThresholdName | None = None
    seconds: int | None = None


class CastVote(Command, frozen=True, kw_only=True):
    ballot: str
    choice: Choice


class EnterVote(Command, frozen=True, kw_only=True):
    """The teacher keys in the vote of a pupil who has no device."""

    seat: str
    choice: Choice
    ballot: str = ""


class CloseBallot(Command, frozen=True, kw_only=True):
    """`slips`: what the sealed box holds, for a secret ballot; filled in by the server, never by a person."""

    ballot: str = ""
    slips: dict[Choice, int] = {}


class Announce(Command, frozen=True, kw_only=True):
    ballot: str = ""


class ReleaseCard(Command, frozen=True, kw_only=True):
    """To the card's own readers unless others are named: "all", or ids of factions, roles or seats."""

    card: str
    to: tuple[str, ...] = ()


class SayToAll(Command, frozen=True, kw_only=True):
    text: str = ""
