"""The minutes: the record of a meeting as a sheet of paper."""

from django.utils.translation import override

from game.drawn.played import Played, drawn
from game.exports.transcript import recorded
from game.people.sitters import Names


def page(language: str, session: int, seq: int, teaches: bool, named: bool, names: Names) -> bytes:
    """The page to print; with the pupils' names (`named`) for those who may read them."""
    played = Played.of(session, seq)
    with override(language):
        record = recorded(played.session.code, played.assembly, played.events, dict(names))
    return drawn("pages/afterwards/minutes.html", record, language, teaches=teaches, named=named).encode()
