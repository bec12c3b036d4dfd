"""The lab: the answers that are the same for all who look at a session, and those that somebody asks for."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import override

from debate.assembly import Assembly
from debate.audience import Slice
from debate.lab.divisions import Division, of_class, of_record
from debate.scenario import CHOICES
from game.drawn.played import Played, drawn, pieces
from game.slices.lab import counts, orders, own, people, picture, polls

Asked = tuple[tuple[str, str], ...]
"""The fields of a form."""


class Counted(NamedTuple):
    """A session as the lab takes it: the divisions of the class and of the record, and their rows."""

    assembly: Assembly
    here: dict[str, Division]
    rows: list[Slice]
    shared: dict[str, Any]


@lru_cache(maxsize=4)
def counted(language: str, session: int, seq: int) -> Counted:
    """The last few are kept: a class asks its own questions of them."""
    played = Played.of(session, seq)
    with override(language):
        return count(played.assembly, played.session.code)


def count(assembly: Assembly, code: str) -> Counted:
    """All that does not depend on who asks."""
    here, then = of_class(assembly), of_record(assembly.scenario)
    rows = counts.rows(assembly, here, then)
    pictured = picture.picture(assembly.scenario, "")
    shared = {
        "code": code,
        "scenario": assembly.scenario,
        "pictured": pictured["title"] if pictured else "",
        "closed": assembly.status == "closed",
        "voted": bool(here),
        "orders": orders.orders(assembly, here, then),
        "rivals": orders.rivals(assembly, here, then),
        "divisions": rows,
        "members": assembly.scenario.lab.members if assembly.scenario.lab else None,
        "options": people.options(assembly, here, then),
        "polls": polls.polls(assembly),
        "choices": CHOICES,
        "bloc": assembly.weighting == "bloc",
        "sources": {source.id: source for source in assembly.scenario.sources},
    }
    return Counted(assembly, here, rows, shared)


def page(language: str, session: int, seq: int, seated: bool, teaches: bool) -> tuple[bytes, ...]:
    """The page, with slots for the reader's own question, a step of the picture, and one person less."""
    shared = counted(language, session, seq).shared
    return pieces("pages/lab.html", shared | {"seated": seated, "teaches": teaches}, language)


def step(language: str, session: int, seq: int, asked: str) -> bytes:
    """One step of the picture of the record; nothing where the meeting has no picture."""
    shared = counted(language, session, seq).shared
    if (seen := picture.picture(shared["scenario"], asked)) is None:
        return b""
    return drawn("lab/picture.html", shared | {"picture": seen}, language).encode()


def one_less(language: str, session: int, seq: int, seat: str) -> bytes:
    """The votes once more without one person; without `seat`, whom one could ask about. Nothing where none
    was taken."""
    found = counted(language, session, seq)
    if not found.here:
        return b""
    seen = people.one_less(found.assembly, found.here, seat)
    return drawn("lab/one_less.html", found.shared | {"one_less": seen}, language).encode()


def mine(language: str, session: int, seq: int, seat: str, wish: str, posted: Asked = ()) -> bytes:
    """A pupil's own question. `posted`: a ranking, which is answered and forgotten."""
    found = counted(language, session, seq)
    with override(language):
        seen = {
            "own": own.own(found.assembly, seat, wish),
            "rankings": own.rankings(found.assembly, seat, dict(posted)),
        }
    return drawn("lab/own.html", found.shared | seen, language).encode()
