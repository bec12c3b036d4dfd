"""What is due from one person at this moment: what their page shows first and biggest.

ROWS are tried in their order; the first that has something to say is what is due. No page works
out for itself what matters.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from debate.afterwards.debrief import may_reflect
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.ids import BallotId, BargainId, SeatId
from debate.rules.business.agenda import is_over, permits
from debate.rules.business.subjects import title
from debate.rules.hall.bargains import waiting_for
from debate.rules.hall.caucus import rooms
from debate.rules.hall.floor import is_open
from debate.rules.hall.mood import may_react
from debate.rules.voting.credit import was_moved
from debate.rules.voting.guesses import can_guess, to_recall
from debate.shown.people import name_of

Kind = Literal[
    "away",
    "closed",
    "paused",
    "asleep",
    "called",
    "vote",
    "speak",
    "put_in",
    "chair",
    "guess_record",
    "debrief",
    "look_back",
    "lobby",
    "offer",
    "recess",
    "voted",
    "roll",
    "watch",
    "held",
    "result",
    "listen",
    "read",
    "caucus",
    "debate",
    "division",
]
"""`away`: the house holds this seat; `asleep`: until the next lesson; `called`, `vote`: to be answered now;
`speak`, `put_in`: has the floor, or a word; `chair`: the step that is due from who holds the chair; `offer`:
somebody offers a bargain; `voted`, `roll`, `watch`, `held`, `result`: in a vote, has voted, is not called
yet, has no part in it, waits for the verdict, hears it; `debate`: the floor is open and nobody speaks;
`division`: a question is about to be put."""


class Now(Struct, frozen=True, kw_only=True):
    """The one thing that is due. `about`: the question, stage, or person it is about, as it is called; of the
    debrief the id of the question that is talked about. `bargain`: the one that is offered.

    `until`: when it ends, in milliseconds, by a clock that stands still in a pause. `acts`: the commands this
    person may give at once. `calls`: does it fall due to them, so that their device should call them?
    """

    kind: Kind
    about: str = ""
    until: int | None = None
    ballot: BallotId = BallotId("")
    bargain: BargainId = BargainId("")
    acts: tuple[str, ...] = ()
    calls: bool = False


Rule = Callable[[Assembly, SeatId], Now | None]


def now(assembly: Assembly, seat: SeatId) -> Now:
    """What is due from the pupil in this seat."""
    return next(due for rule in ROWS if (due := rule(assembly, seat)) is not None)


def _away(assembly: Assembly, seat: SeatId) -> Now | None:
    held = assembly.seats[seat].held_by == "pupil"
    return None if held or assembly.status == "closed" else Now(kind="away", calls=True)


def _closed(assembly: Assembly, seat: SeatId) -> Now | None:
    return Now(kind="closed") if assembly.status == "closed" else None


def _paused(assembly: Assembly, seat: SeatId) -> Now | None:
    if assembly.status != "paused":
        return None
    return Now(kind="asleep" if assembly.sleeps else "paused")


def _lobby(assembly: Assembly, seat: SeatId) -> Now | None:
    return Now(kind="lobby", about=assembly.scenario.title) if assembly.status == "lobby" else None


def _open(assembly: Assembly) -> Ballot | None:
    return assembly.current if assembly.current and assembly.current.open else None


def _vote(assembly: Assembly, seat: SeatId) -> Now | None:
    """An open ballot that waits for this person: in a roll, once they have been called."""
    ballot = _open(assembly)
    if ballot is None or seat not in ballot.weights:
        return None
    if seat in ballot.votes and seat not in ballot.house:
        return None
    if ballot.calls and seat not in ballot.calls[: ballot.roll]:
        return None
    return Now(
        kind="called" if ballot.called == seat else "vote",
        about=title(assembly, ballot.question),
        until=ballot.closes_at,
        ballot=ballot.id,
        acts=() if METHODS[ballot.method].by_hand else ("cast_vote",),
        calls=True,
    )


def _speak(assembly: Assembly, seat: SeatId) -> Now | None:
    floor = assembly.floor
    if floor.intervention and floor.intervention.seat == seat:
        return Now(kind="put_in", until=floor.intervention.ends_at, acts=("yield_floor",), calls=True)
    if floor.speaker == seat:
        return Now(kind="speak", until=floor.ends_at, acts=("yield_floor",), calls=True)
    return None


def _chair(assembly: Assembly, seat: SeatId) -> Now | None:
    return Now(kind="chair", calls=True) if assembly.chair == seat else None


def _looking_back(assembly: Assembly, seat: SeatId) -> Now | None:
    """When the meeting is over, and people are themselves again."""
    if not is_over(assembly):
        return None
    acts = ("reflect",) if may_reflect(assembly) else ()
    if to_recall(assembly):
        return Now(kind="guess_record", acts=("guess", *acts), calls=True)
    if assembly.shown:
        return Now(kind="debrief", about=assembly.shown, acts=acts, calls=True)
    return Now(kind="look_back", about=_stage(assembly), acts=acts)


def _offer(assembly: Assembly, seat: SeatId) -> Now | None:
    """A bargain, as long as no vote is open, waits for its result, or was announced just now."""
    ballot = assembly.current
    if ballot and (not ballot.announced or (assembly.recess_ends is None and is_fresh(assembly, ballot))):
        return None
    if (bargain := waiting_for(assembly, seat)) is None:
        return None
    about, acts = name_of(assembly, bargain.seat), ("accept_bargain", "drop_bargain")
    return Now(kind="offer", about=about, bargain=bargain.id, acts=acts, calls=True)


def _recess(assembly: Assembly, seat: SeatId) -> Now | None:
    ends = assembly.recess_ends
    return None if ends is None else Now(kind="recess", until=ends, acts=_in_caucus(assembly, seat))


def _waits(assembly: Assembly, seat: SeatId) -> Now | None:
    """An open ballot in which this person has nothing to do just now, or no longer."""
    ballot = _open(assembly)
    if ballot is None:
        return None
    about, guess = title(assembly, ballot.question), ("guess",) if can_guess(assembly, seat) else ()
    if seat in ballot.votes:
        again = () if METHODS[ballot.method].sealed else ("cast_vote",)
        until = ballot.closes_at
        return Now(kind="voted", about=about, until=until, ballot=ballot.id, acts=(*again, *guess))
    if ballot.calls:
        name = name_of(assembly, ballot.called) if ballot.called else ""
        return Now(kind="roll", about=name, ballot=ballot.id)
    return Now(kind="watch", about=about, until=ballot.closes_at, ballot=ballot.id)


def _result(assembly: Assembly, seat: SeatId) -> Now | None:
    ballot = assembly.current
    if ballot is None or ballot.open:
        return None
    about = title(assembly, ballot.question)
    if not ballot.announced:
        return Now(kind="held", about=about, ballot=ballot.id)
    if not is_fresh(assembly, ballot):
        return None
    acts = ("say_what_moved",) if was_moved(assembly, seat, ballot) else ()
    return Now(kind="result", about=about, ballot=ballot.id, acts=acts)


def is_fresh(assembly: Assembly, ballot: Ballot) -> bool:
    """Has the meeting done nothing else since this ballot was closed? The stage for its announcement is part
    of it."""
    closed_at, stage = ballot.closed_at or 0, assembly.now
    if assembly.floor.speaker or assembly.last_spoken >= closed_at:
        return False
    entered = assembly.path_at[-1] if assembly.path_at else 0
    return entered <= closed_at or (stage is not None and stage.kind == "announcement")


def _listen(assembly: Assembly, seat: SeatId) -> Now | None:
    floor = assembly.floor
    if not floor.speaker:
        return None
    react = ("react",) if may_react(assembly, seat) else ()
    return Now(
        kind="listen",
        about=name_of(assembly, floor.speaker),
        until=floor.ends_at,
        acts=(*react, *_to_speak(assembly, seat)),
    )


def _stage_is(assembly: Assembly, seat: SeatId) -> Now | None:
    """Nothing special: what this stage is for."""
    stage, until = assembly.now, assembly.stage_ends
    if stage is None:
        return None
    match stage.kind:
        case "gather" | "brief":
            return Now(kind="read", about=stage.title, until=until)
        case "caucus":
            return Now(kind="caucus", about=stage.title, until=until, acts=_in_caucus(assembly, seat))
        case "division" if stage.question not in assembly.settled():
            return Now(kind="division", about=stage.title, acts=_to_speak(assembly, seat))
    return Now(kind="debate", about=stage.title, until=until, acts=_to_speak(assembly, seat))


def _stage(assembly: Assembly) -> str:
    return assembly.now.title if assembly.now else ""


def _to_speak(assembly: Assembly, seat: SeatId) -> tuple[str, ...]:
    """Ask for the floor, or no longer."""
    if seat in assembly.asking:
        return ("withdraw_request",)
    if not is_open(assembly) or assembly.floor.list_closed or assembly.floor.speaker == seat:
        return ()
    return ("request_floor",)


def _in_caucus(assembly: Assembly, seat: SeatId) -> tuple[str, ...]:
    return ("caucus_say",) if permits(assembly).caucus and rooms(assembly, seat) else ()


ROWS: tuple[Rule, ...] = (
    _away,
    _closed,
    _paused,
    _lobby,
    _vote,
    _speak,
    _chair,
    _looking_back,
    _offer,
    _recess,
    _waits,
    _listen,
    _result,
    _stage_is,
)
