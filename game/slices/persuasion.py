"""Bargains on live pages: what can be promised and to whom, worked out once for the class; and after the
meeting what became of them, and what moved people.
"""

from collections.abc import Iterable

from msgspec import Struct

from debate.afterwards import persuasion
from debate.afterwards.chapters import Left
from debate.afterwards.persuasion import BargainBeside, MovedIn, Persuader
from debate.ids import BargainId
from debate.rules.business.agenda import is_over
from debate.rules.hall import bargains as rules
from debate.scenario import Question
from debate.shown import bargains as shown
from debate.shown.bargains import BargainRow, Promised
from debate.shown.people import Named, name_of
from game.standing import Standing


class Votes(Struct, frozen=True, kw_only=True):
    """What can be promised on one question, choice by choice."""

    title: str
    choices: tuple[Promised, ...]


def rows(standing: Standing) -> tuple[BargainRow, ...]:
    return shown.bargains(standing.assembly)


def waiting(standing: Standing) -> frozenset[BargainId]:
    """Those that can still be answered."""
    assembly = standing.assembly
    return frozenset(b.id for b in assembly.bargains.values() if rules.can_be_struck(assembly, b))


def to_be_promised(standing: Standing) -> tuple[Votes, ...]:
    """What is still to be decided openly, with the choices on it."""
    return tuple(_votes(question) for question in rules.to_be_promised(standing.assembly))


def _votes(question: Question) -> Votes:
    labels = {a.id: a.text for a in question.alternatives}
    return Votes(
        title=question.title,
        choices=tuple(
            Promised(question=question.id, title=question.title, choice=one, label=labels.get(one, ""))
            for one in rules.choices(question)
        ),
    )


def with_vote(standing: Standing) -> tuple[Named, ...]:
    """All pupils with a vote, in the order of seating."""
    assembly = standing.assembly
    seats = (assembly.seats[id] for id in assembly.order)
    return tuple(
        Named(seat=place.id, name=name_of(assembly, place.id))
        for place in seats
        if place.votes and place.held_by == "pupil"
    )


class Crossed(Struct, frozen=True, kw_only=True):
    """How many voted otherwise than their persons in one vote, `of` how many where that is known; and `by` a
    speaker, a bargain and their own mind how many say they were moved, where enough have said so. Without a
    title: several votes."""

    title: str
    left: int
    of: int = 0
    by: tuple[int, ...] = ()


class Persuasion(Struct, frozen=True, kw_only=True):
    """What became of bargains, and what moved people; nothing before the end. `kept`, `broken`: promises."""

    bargains: tuple[BargainBeside, ...] = ()
    kept: int = 0
    broken: int = 0
    crossed: tuple[Crossed, ...] = ()
    persuaders: tuple[Persuader, ...] = ()


class AfterTheMeeting(Struct, frozen=True, kw_only=True):
    """The same as a part; `any`: is there something to tell?"""

    any: bool
    told: Persuasion


def afterwards(standing: Standing) -> AfterTheMeeting:
    """What became of bargains and what moved people, once the meeting is over."""
    told = standing.once(persuaded)
    return AfterTheMeeting(any=bool(told.bargains or told.crossed or told.persuaders), told=told)


def persuaded(standing: Standing) -> Persuasion:
    """The same by itself."""
    assembly = standing.assembly
    if not is_over(assembly):
        return Persuasion()
    found = persuasion.bargains(assembly)
    promises = [kept for one in found for kept in (one.asked, one.given)]
    moved = persuasion.gathered(persuasion.moved(assembly))
    return Persuasion(
        bargains=found,
        kept=promises.count("kept"),
        broken=promises.count("broken"),
        crossed=tuple(Crossed(title=row.title, left=row.moved, by=_by(row)) for row in moved),
        persuaders=persuasion.persuaders(assembly),
    )


def _by(row: MovedIn) -> tuple[int, ...]:
    """By each mover how many, or nothing where too few have said so."""
    return tuple(row.by.get(mover, 0) for mover in persuasion.MOVERS) if row.by else ()


def beside_the_record(left: Iterable[Left], told: Persuasion) -> tuple[Crossed, ...]:
    """The votes in which pupils left the record, with what moved them; then the other votes in which somebody
    was moved."""
    by = {row.title: row for row in told.crossed}
    rows = [
        Crossed(title=one.title, left=one.left, of=one.of, by=_of(by.pop(one.title, None))) for one in left
    ]
    # Votes that are told together say nothing of themselves, unless it is what moved people in them.
    return (*rows, *(row for row in by.values() if row.title or row.by))


def _of(row: Crossed | None) -> tuple[int, ...]:
    return row.by if row else ()
