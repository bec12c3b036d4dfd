"""The minutes: what a meeting did, told in order, as a page to print."""

from django.utils.translation import override
from msgspec.structs import asdict

from game.drawn.played import Played, drawn
from game.exports.transcript import MinutesShown, minutes_shown
from game.people.sitters import Names
from game.web.whole_pages import Page


class MinutesPage(MinutesShown, Page, frozen=True, kw_only=True):
    """`teaches`: a teacher reads them; `named`: with the pupils' names."""

    template = "pages/afterwards/minutes.html"
    teaches: bool
    named: bool


def page(language: str, session: int, seq: int, teaches: bool, named: bool, names: Names) -> bytes:
    """The page to print; with the pupils' names (`named`) for those who may read them."""
    played = Played.of(session, seq)
    with override(language):
        found = minutes_shown(played.session.code, played.assembly, played.events, dict(names))
    page = MinutesPage(**asdict(found), teaches=teaches, named=named)
    return drawn(page.template, page, language).encode()
