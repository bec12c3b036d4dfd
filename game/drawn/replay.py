"""One answer of a replay: the page at one place, or what differs between two."""

from django.utils.translation import override
from msgspec.structs import asdict

from game.drawn.played import pieces
from game.models import Session
from game.people.sitters import Names
from game.replay.lens import Onlooker
from game.replay.showing import OtherSession, SceneChange, Showing, Watching, place

Given = tuple[tuple[str, str], ...]
"""The fields of the address that mean something."""


class ReplayPage(Watching, frozen=True, kw_only=True):
    """`house`: nobody but the program played; `others`: sessions that can be laid beside this one."""

    template = "pages/afterwards/replay.html"
    house: bool = False
    others: tuple[OtherSession, ...] = ()


def page(
    language: str,
    session: int,
    seq: int,
    given: Given,
    viewer: Onlooker | None,
    names: Names,
    others: tuple[OtherSession, ...],
) -> tuple[bytes, ...]:
    """The page, with slots for messages and, for who owns the session, for what they share of it.

    `seq`: nothing up to it is missing; `viewer` None: a stranger with a link. Raises Refusal for what the
    viewer may not see.
    """
    with override(language):
        shown = _showing(session, given, viewer, names).page(language)
    page = ReplayPage(**asdict(shown), others=others)
    return pieces(page.template, page, language)


def scene(
    language: str, session: int, seq: int, given: Given, viewer: Onlooker | None, names: Names
) -> SceneChange:
    """The parts that look different at `at` than at `from`. Raises Refusal."""
    with override(language):
        showing = _showing(session, given, viewer, names)
        return showing.changed(place(dict(given).get("from"), showing.watched.tape.head), language)


def _showing(session: int, given: Given, viewer: Onlooker | None, names: Names) -> Showing:
    found = Session.objects.select_related("scenario").get(pk=session)
    return Showing.of(found, dict(given), viewer, names)
