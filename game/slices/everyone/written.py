"""What was written and what came in: statements, cards, headlines; the debrief's question."""

from msgspec import Struct

from debate.afterwards.debrief import Talk, on_the_wall
from debate.shown.written import cards, texts
from debate.shown.written.cards import CardRow
from debate.shown.written.texts import Headline, StatementRow
from game.pieces import Bit, Lines, Piece
from game.slices.everyone.lists import more
from game.standing import Standing

MOST_STATEMENTS = 30


class StatementsLeft(Struct, frozen=True, kw_only=True):
    """The latest statements left for the record, newest first."""

    any: bool
    statements: Lines
    more: Piece


class Said(Bit, frozen=True, kw_only=True, tag="said"):
    """One of them."""

    row: StatementRow


def record(standing: Standing) -> StatementsLeft:
    """The latest statements left for the record, newest first."""
    rows = texts.statements(standing.assembly, "screen")
    latest = rows[::-1][:MOST_STATEMENTS]
    return StatementsLeft(
        any=bool(rows),
        statements=Lines("record-lines", tuple(Piece(f"said-{row.id}", Said(row=row)) for row in latest)),
        more=more("more-said", len(rows) - MOST_STATEMENTS),
    )


class CardsForAll(Struct, frozen=True, kw_only=True):
    """Cards everybody may read, newest first."""

    cards: tuple[CardRow, ...]


def news(standing: Standing) -> CardsForAll:
    """Cards everybody may read, newest first."""
    return CardsForAll(cards=cards.cards(standing.assembly, "screen")[::-1])


class Debrief(Struct, frozen=True, kw_only=True):
    """The question the class talks about just now."""

    question: Talk | None


def debrief(standing: Standing) -> Debrief:
    """The question the class talks about just now, once the meeting is over."""
    return Debrief(question=on_the_wall(standing.assembly))


class Headlines(Struct, frozen=True, kw_only=True):
    """What the press made of the meeting."""

    headlines: tuple[Headline, ...]


def headlines(standing: Standing) -> Headlines:
    """What the press made of the meeting, once it is over."""
    return Headlines(headlines=texts.headlines(standing.assembly))
