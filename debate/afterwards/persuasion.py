"""Who persuaded: bargains, whether they were kept, and what moved those who voted otherwise than their
persons believed. For the debrief.

Whoever said what moved them was promised that nobody learns who said what: of a vote of which fewer than
three have said it, that is told together with others (`gathered`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Assembly, Ballot, Bargain
from debate.ballots import METHODS
from debate.events import Mover, Promise
from debate.ids import BallotId, QuestionId, SeatId
from debate.rules.business.subjects import title
from debate.rules.voting.credit import credits, crossed, moved_key
from debate.rules.voting.house import kept as as_kept
from debate.shown.bargains import BargainRow, in_order, row
from debate.shown.people import Named, name_of

Kept = Literal["kept", "broken", "not_voted"]
"""Not voted on: or not openly, or by nobody of them."""
MOVERS: tuple[Mover, ...] = get_args(Mover)
FEWEST = 3
"""Pupils whose answers are told of by themselves."""


class BargainBeside(BargainRow, frozen=True, kw_only=True):
    """A bargain that was struck."""

    asked: Kept
    """Did the other do what they were asked for?"""
    given: Kept
    """Did whoever offered give what they had promised?"""


class MovedIn(Struct, frozen=True, kw_only=True):
    """What moved people in one vote, or in several together: those have no ballot and no title."""

    ballot: BallotId
    question: QuestionId
    title: str
    moved: int
    """How many voted otherwise than their persons believed."""
    told: int
    """How many of them have said what moved them."""
    by: dict[Mover, int]
    """By what."""


class Persuader(Named, frozen=True, kw_only=True):
    """A speaker who moved others."""

    moved: int
    """How many times."""


class Balance(Struct, frozen=True, kw_only=True):
    """How many bargains one pupil has struck, how many promises of theirs came to a vote, and how many of
    those they kept."""

    struck: int = 0
    due: int = 0
    kept: int = 0


def bargains(assembly: Assembly) -> tuple[BargainBeside, ...]:
    """Every bargain that was struck, oldest first."""
    found = sorted(assembly.bargains.values(), key=in_order)
    return tuple(beside(assembly, bargain) for bargain in found if bargain.state == "struck")


def beside(assembly: Assembly, bargain: Bargain) -> BargainBeside:
    """One that was struck, with what became of it."""
    return BargainBeside(
        **asdict(row(assembly, bargain)),
        asked=_kept(assembly, bargain.asks, bargain.other, bargain.for_sides),
        given=_kept(assembly, bargain.gives, bargain.seat, bargain.for_sides),
    )


def balances(assembly: Assembly) -> dict[SeatId, Balance]:
    """Seat to what became of its bargains, of those that have struck any."""
    found: dict[SeatId, Balance] = {}
    for bargain in bargains(assembly):
        for seat, kept in ((bargain.seat, bargain.given), (bargain.other, bargain.asked)):
            so_far = found.get(seat, Balance())
            found[seat] = Balance(
                struck=so_far.struck + 1,
                due=so_far.due + (kept != "not_voted"),
                kept=so_far.kept + (kept == "kept"),
            )
    return found


def _kept(assembly: Assembly, promise: Promise, seat: SeatId, for_side: bool) -> Kept:
    """Did they vote as promised? A side has if more than half of its pupils who voted did."""
    ballot = next((b for b in reversed(assembly.in_order()) if b.question == promise.question), None)
    if ballot is None or not ballot.announced or METHODS[ballot.method].sealed:
        return "not_voted"
    votes = [ballot.votes[id] for id in _those_of(assembly, ballot, seat, for_side) if id in ballot.votes]
    if not votes:
        return "not_voted"
    return "kept" if 2 * votes.count(as_kept(ballot, promise.choice)) > len(votes) else "broken"


def _those_of(assembly: Assembly, ballot: Ballot, seat: SeatId, for_side: bool) -> list[SeatId]:
    if not for_side:
        return [seat]
    side = assembly.seats[seat].faction
    return [
        id
        for id, place in ballot.seating.items()
        if place.faction == side and assembly.seats[id].held_by == "pupil"
    ]


def moved(assembly: Assembly) -> tuple[MovedIn, ...]:
    """What moved people, vote by vote, where anybody was moved."""
    return tuple(_moved(assembly))


def _moved(assembly: Assembly) -> Iterator[MovedIn]:
    for ballot in assembly.in_order():
        went = crossed(assembly, ballot)
        told = [m.what for seat in went if (m := assembly.moved.get(moved_key(seat, ballot.id)))]
        if went:
            yield MovedIn(
                ballot=ballot.id,
                question=ballot.question,
                title=title(assembly, ballot.question),
                moved=len(went),
                told=len(told),
                by=dict(Counter(told)),
            )


def gathered(rows: Sequence[MovedIn]) -> tuple[MovedIn, ...]:
    """The same so that nobody can tell who said what: votes of which fewer than three have said it come
    last and together, and if they are still fewer, only how many they are is told."""
    apart = [row for row in rows if row.told >= FEWEST]
    few = [row for row in rows if row.told < FEWEST]
    if not few:
        return tuple(apart)
    by: Counter[Mover] = Counter()
    for one in few:
        by.update(one.by)
    told = sum(one.told for one in few)
    alone = few[0] if len(few) == 1 else None
    together = MovedIn(
        ballot=alone.ballot if alone else BallotId(""),
        question=alone.question if alone else QuestionId(""),
        title=alone.title if alone else "",
        moved=sum(one.moved for one in few),
        told=told,
        by=dict(by) if told >= FEWEST else {},
    )
    return (*apart, together)


def persuaders(assembly: Assembly) -> tuple[Persuader, ...]:
    """The speakers who moved others, those who moved most first."""
    found = [Persuader(seat=s, name=name_of(assembly, s), moved=n) for s, n in credits(assembly).items()]
    return tuple(sorted(found, key=lambda one: (-one.moved, assembly.order.index(one.seat))))
