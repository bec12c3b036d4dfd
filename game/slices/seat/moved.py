"""What moved a pupil to vote otherwise than their person believed, and how many they have moved themself."""

from msgspec import Struct

from debate.events import Mover
from debate.guide.now import is_fresh
from debate.ids import NOBODY, BallotId, DocumentId, SeatId
from debate.rules.business.subjects import title
from debate.rules.voting import credit
from debate.shown.people import Named, name_of
from debate.shown.written.documents import Cited
from game.slices.documents import citable
from game.standing import Standing

AT_HAND = 4
"""Speakers with a button; those before them are folded away."""


class MyMoved(Struct, frozen=True, kw_only=True):
    """`asked`: the vote after which this pupil is asked, "" for none; `fresh`: is its result what is due, or
    (`past`) has the next vote begun? `speakers`: the latest, `others`: those before; `what`, `whom`,
    `document`: what they have said; `documents`: those that they could name; `moved`: how many say
    that this pupil moved them."""

    code: str
    asked: BallotId = BallotId("")
    title: str = ""
    fresh: bool = False
    past: bool = False
    speakers: tuple[Named, ...] = ()
    others: tuple[Named, ...] = ()
    bargain: bool = False
    documents: tuple[Cited, ...] = ()
    what: Mover | None = None
    whom: SeatId = NOBODY
    document: DocumentId = DocumentId("")
    moved: int = 0


def moved(standing: Standing, seat: SeatId) -> MyMoved:
    """What this pupil is asked after a vote that is told, and how many they have moved."""
    assembly = standing.assembly
    ballot = credit.last_told(assembly)
    number = standing.once(_credits).get(seat, 0)
    going_on = assembly.status in ("open", "paused") and assembly.seats[seat].held_by == "pupil"
    if ballot is None or not going_on or seat not in standing.once(_asked):
        return MyMoved(code=standing.code, moved=number)
    said = assembly.moved.get(credit.moved_key(seat, ballot.id))
    heard = tuple(Named(seat=id, name=name_of(assembly, id)) for id in credit.speakers(assembly, seat))
    past = assembly.ballot != ballot.id
    return MyMoved(
        code=standing.code,
        asked=ballot.id,
        title=title(assembly, ballot.question),
        fresh=not past and is_fresh(assembly, ballot),
        past=past,
        speakers=heard[:AT_HAND],
        others=heard[AT_HAND:],
        bargain=credit.has_bargain(assembly, seat),
        documents=citable(standing, seat),
        what=said.what if said else None,
        whom=said.whom if said else NOBODY,
        document=said.document if said else DocumentId(""),
        moved=number,
    )


def _credits(standing: Standing) -> dict[SeatId, int]:
    return dict(credit.credits(standing.assembly))


def _asked(standing: Standing) -> frozenset[SeatId]:
    """All who are asked after the latest vote that is told."""
    ballot = credit.last_told(standing.assembly)
    return frozenset(credit.crossed(standing.assembly, ballot)) if ballot else frozenset()
