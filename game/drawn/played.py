"""A session as it stood after one entry, read from the journal by the process that draws it."""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import override
from msgspec import Struct

from debate.assembly import Assembly
from debate.events import AnyEvent
from debate.shown.audience import given
from debate.shown.outward import outward
from game.meeting_language import marked, of_meeting, of_shown
from game.models import Session
from game.people.sitters import Names, by_name_alone
from game.replay import tapes
from game.standing import Standing


class Played(NamedTuple):
    """`events`: up to the entry, `assembly`: what they come to, without what the teacher has taken away, as a
    page that looks back is read by others, too, or projected."""

    session: Session
    assembly: Assembly
    events: list[AnyEvent]

    @classmethod
    def of(cls, session: int, seq: int) -> "Played":
        """The session with this number after entry `seq`. Raises Session.DoesNotExist."""
        found = Session.objects.select_related("scenario").get(pk=session)
        tape = tapes.of(found)
        return cls(found, outward(tape.seek(seq), tape.gone), tape.events[:seq])

    def standing(self, names: Names = ()) -> Standing:
        """As the slices of the live parts take it; nobody is said to be here or away."""
        return Standing(code=self.session.code, assembly=self.assembly, people=by_name_alone(names))


def drawn(template: str, shown: Struct, language: str) -> str:
    """What a template makes of this, as text in this language."""
    with override(language), of_meeting(of_shown(shown)):
        return marked(render_to_string(template, given(shown)))


SLOT = b"<!--slot-->"
"""Where something goes in that is not the same for all. Nobody can write it: what people type is escaped."""


def pieces(template: str, shown: Struct, language: str) -> tuple[bytes, ...]:
    """A whole page, ready to be sent, in the pieces between its slots."""
    return tuple(drawn(template, shown, language).encode().split(SLOT))
