"""What is read out to those who cannot look."""

from msgspec import Struct

from debate.guide.aloud import Sentence
from debate.guide.aloud import aloud as sentences
from game.standing import Standing


class Aloud(Struct, frozen=True, kw_only=True):
    """The log of a page: what a screen reader has read out last, and reads out next."""

    sentences: tuple[Sentence, ...]


def aloud(standing: Standing) -> Aloud:
    """The sentences of this moment; the same for everybody."""
    return standing.once(_aloud)


def _aloud(standing: Standing) -> Aloud:
    return Aloud(sentences=sentences(standing.assembly))
