"""The lab: the answers that are the same for all who look at a session, and those that somebody asks for."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import override
from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Assembly
from debate.ids import SeatId
from debate.lab.divisions import Divisions, of_class, of_record
from debate.scenario import CHOICES, Choice, Members, Scenario
from debate.scenario.writing import Source
from game.drawn.played import Played, drawn, pieces
from game.slices.lab import counts, orders, own, people, picture, polls
from game.slices.lab.counts import LabRow
from game.slices.lab.orders import OrderRow, Rivals
from game.slices.lab.own import Own, Paper
from game.slices.lab.people import OneLess, WhatIf
from game.slices.lab.picture import PictureShown
from game.slices.lab.polls import Poll
from game.web.whole_pages import Page

Asked = tuple[tuple[str, str], ...]
"""The fields of a form."""


class Shared(Struct, frozen=True, kw_only=True):
    """What every piece of the page knows. `pictured`: the title of the picture, "" where there is none;
    `sources`: by their ids."""

    code: str
    scenario: Scenario
    pictured: str
    closed: bool
    voted: bool
    orders: tuple[OrderRow, ...]
    rivals: Rivals | None
    divisions: tuple[LabRow, ...]
    members: Members | None
    options: list[WhatIf]
    polls: tuple[Poll, ...]
    choices: tuple[Choice, ...]
    bloc: bool
    sources: dict[str, Source]


class LabPage(Shared, Page, frozen=True, kw_only=True):
    """`seated`: a pupil of this session reads it; `teaches`: a teacher."""

    template = "pages/afterwards/lab.html"
    seated: bool
    teaches: bool


class WithPicture(Shared, frozen=True, kw_only=True):
    picture: PictureShown


class WithoutOne(Shared, frozen=True, kw_only=True):
    one_less: OneLess


class WithOwn(Shared, frozen=True, kw_only=True):
    """A pupil's own question, and their rankings."""

    own: Own
    rankings: list[Paper]


class LabOfSession(NamedTuple):
    """A session as the lab takes it: the divisions of the class, and what all are shown."""

    assembly: Assembly
    here: Divisions
    shared: Shared


@lru_cache(maxsize=4)
def counted(language: str, session: int, seq: int) -> LabOfSession:
    """The last few are kept: a class asks its own questions of them."""
    played = Played.of(session, seq)
    with override(language):
        return count(played.assembly, played.session.code)


def count(assembly: Assembly, code: str) -> LabOfSession:
    """All that does not depend on who asks."""
    here, then = of_class(assembly), of_record(assembly.scenario)
    pictured = picture.picture(assembly.scenario, "")
    shared = Shared(
        code=code,
        scenario=assembly.scenario,
        pictured=pictured.title if pictured else "",
        closed=assembly.status == "closed",
        voted=bool(here),
        orders=orders.orders(assembly, here, then),
        rivals=orders.rivals(assembly, here, then),
        divisions=counts.rows(assembly, here, then),
        members=assembly.scenario.lab.members if assembly.scenario.lab else None,
        options=people.options(assembly, here, then),
        polls=polls.polls(assembly),
        choices=CHOICES,
        bloc=assembly.weighting == "bloc",
        sources={source.id: source for source in assembly.scenario.sources},
    )
    return LabOfSession(assembly, here, shared)


def page(language: str, session: int, seq: int, seated: bool, teaches: bool) -> tuple[bytes, ...]:
    """The page, with slots for the reader's own question, a step of the picture, and one person less."""
    shared = counted(language, session, seq).shared
    page = LabPage(**asdict(shared), seated=seated, teaches=teaches)
    return pieces(page.template, page, language)


def step(language: str, session: int, seq: int, asked: str) -> bytes:
    """One step of the picture of the record; nothing where the meeting has no picture."""
    shared = counted(language, session, seq).shared
    if (seen := picture.picture(shared.scenario, asked)) is None:
        return b""
    return drawn("lab/picture.html", WithPicture(**asdict(shared), picture=seen), language).encode()


def one_less(language: str, session: int, seq: int, seat: SeatId) -> bytes:
    """The votes once more without one person; without `seat`, whom one could ask about. Nothing where none
    was taken."""
    found = counted(language, session, seq)
    if not found.here:
        return b""
    seen = people.one_less(found.assembly, found.here, seat)
    shown = WithoutOne(**asdict(found.shared), one_less=seen)
    return drawn("lab/one_less.html", shown, language).encode()


def mine(language: str, session: int, seq: int, seat: SeatId, wish: str, posted: Asked = ()) -> bytes:
    """A pupil's own question. `posted`: a ranking, which is answered and forgotten."""
    found = counted(language, session, seq)
    with override(language):
        shown = WithOwn(
            **asdict(found.shared),
            own=own.own(found.assembly, seat, wish),
            rankings=own.rankings(found.assembly, seat, dict(posted)),
        )
    return drawn("lab/own.html", shown, language).encode()
