"""The class beside history: the page, the same for all pupils, and small pieces of it, which are unfolded."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import override

from debate import debrief
from debate.audience import Slice
from debate.ballot_view import is_over
from debate.compare import beside_history
from debate.parting import Cast, cast_at
from debate.scenario import CHOICES, Question
from game.drawn.played import Played, drawn, pieces
from game.sitting import Names
from game.slices import leanings, public
from game.slices import outcome as slices
from game.standing import Standing

MOST_PERSONS = 120
"""Persons listed: a hall of a thousand has each pupil's own beside that."""


class Compared(NamedTuple):
    """One session beside the record. `persons`: by seat; `listed`: those on the page, pupils' first."""

    played: Played
    seen: Slice
    cast: Cast
    persons: dict[str, Slice]
    listed: list[Slice]


@lru_cache(maxsize=4)
def compared(session: int, seq: int) -> Compared:
    """A class asks for its persons one by one, so the last few comparisons are kept."""
    played = Played.of(session, seq)
    seen = beside_history(played.assembly)
    listed = sorted(seen["persons"], key=lambda row: row["held_by"] != "pupil")[:MOST_PERSONS]
    persons = {row["seat"]: row for row in seen["persons"]}
    return Compared(played, seen, cast_at(played.events), persons, listed)


def page(
    language: str,
    session: int,
    seq: int,
    seated: bool,
    teaches: bool,
    names: Names,
    one_by_one: bool,
    on: str,
) -> tuple[bytes, ...]:
    """The page, with a slot for persons. `seated`: the reader has a person of their own; `names`, and with
    `one_by_one` single leanings, for the teacher; `on`: the question whose leanings are unfolded."""
    found = compared(session, seq)
    standing = found.played.standing(names)
    over = is_over(found.played.assembly)
    # Until the meeting is over nobody looks at leanings, as their pages promise.
    leant = leanings.moved(standing) if over else []
    with override(language):
        context = {
            **found.seen,
            **_around(found.played),
            "divisions": slices.divisions(found.seen),
            "persons": found.listed,
            "names": dict(names),
            "leanings": leant,
            "unfolded": _unfolded(standing, leant, on),
            "by_name": leanings.by_name(standing) if over and teaches and one_by_one else None,
            "teaches": teaches,
            "named": teaches and one_by_one,
            "seated": seated,
        }
    return pieces("pages/outcome.html", context, language)


def _unfolded(standing: Standing, leant: list[Question], on: str) -> Slice | None:
    """The leanings on this question, or on the one with most marks."""
    wanted = [question for question in leant if question.id == on] or leant
    return leanings.moved_on(standing, wanted[0]) if wanted else None


def _around(played: Played) -> dict[str, Any]:
    """What is not compared but stands beside it: the papers, the questions to talk about, the sources."""
    assembly = played.assembly
    ready = {row["id"]: row for row in debrief.ready(assembly)}
    chosen = [ready[id] for id in assembly.planned if id in ready]
    return {
        **public.headlines(played.standing()),
        "code": played.session.code,
        "scenario": assembly.scenario,
        "choices": CHOICES,
        "bloc": assembly.weighting == "bloc",
        "closed": assembly.status == "closed",
        "talk": chosen or list(ready.values()),
        "sources": {source.id: source for source in assembly.scenario.sources},
    }


FORMS = {"piece": "bits/person.html", "mine": "outcome/mine.html", "one": "outcome/one.html"}
"""One person: unfolded in the list, as the reader's own, and one of all to go through."""


def person(
    language: str, session: int, seq: int, seat: str, form: str, pupil: str = "", named: bool = False
) -> bytes:
    """One person in one of these forms; `pupil`: their name, for a teacher who asked for names (`named`).
    Nothing for a seat that nobody played."""
    found = compared(session, seq)
    if (row := found.persons.get(seat)) is None:
        return b""
    assembly = found.played.assembly
    context = {
        "p": slices.person(assembly, row, found.cast),
        "sources": {source.id: source for source in assembly.scenario.sources},
        "pupil": pupil,
        "named": named,
        "shown": slices.neighbours([row["seat"] for row in found.listed], seat),
    }
    return drawn(FORMS[form], context, language).encode()


def leanings_on(language: str, session: int, seq: int, question: str) -> bytes:
    """How groups leaned on one question. Nothing where too few did, or while the meeting is not over."""
    played = Played.of(session, seq)
    standing = played.standing()
    if not is_over(played.assembly):
        return b""
    with override(language):
        for one in leanings.moved(standing):
            if one.id == question:
                context = {"q": leanings.moved_on(standing, one)}
                return drawn("bits/leanings.html", context, language).encode()
    return b""
