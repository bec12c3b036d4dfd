"""The minutes: the record of a meeting as a sheet of paper."""

from django.utils.translation import override
from msgspec.structs import asdict

from game.drawn.played import Played, drawn
from game.exports.transcript import recorded
from game.people.sitters import Names


def page(language: str, session: int, seq: int, teaches: bool, named: bool, names: Names) -> bytes:
    """The page to print; with the pupils' names (`named`) for those who may read them."""
    played = Played.of(session, seq)
    with override(language):
        record = recorded(played.session.code, played.assembly, played.events, dict(names))
    context = asdict(record) | {"teaches": teaches, "named": named}
    return drawn("pages/afterwards/minutes.html", context, language).encode()
