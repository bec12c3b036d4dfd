"""The news: which cards are in play, and who may read which."""

from typing import TypedDict

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import NOBODY, CardId, SeatId
from debate.rules.business.documents import reads
from debate.scenario import Card
from debate.scenario.writing import Mark
from debate.shown.audience import Audience, Moment


class CardRow(Struct, frozen=True, kw_only=True):
    """A card in play."""

    id: str
    title: str
    text: str
    dated: str
    mark: Mark
    sources: tuple[str, ...]
    at: Moment
    """When it was first released."""
    to: tuple[str, ...]
    """To whom: "all", or ids of factions, roles and seats."""


class Printed(TypedDict):
    """What stands on a card, with its mark and sources."""

    id: str
    title: str
    text: str
    dated: str
    mark: Mark
    sources: tuple[str, ...]


def cards(assembly: Assembly, audience: Audience, seat: SeatId = NOBODY) -> tuple[CardRow, ...]:
    """News in play that this audience may read, oldest first; a card released twice is one card."""
    since: dict[CardId, int] = {}
    to: dict[CardId, dict[str, None]] = {}
    for r in assembly.cards:
        if audience == "teach" or reads(assembly, r.to, seat):
            since.setdefault(r.card, r.at)
            to.setdefault(r.card, {}).update(dict.fromkeys(r.to))
    found = {card.id: card for card in assembly.scenario.cards}
    return tuple(CardRow(**printed(found[id]), at=at, to=tuple(to[id])) for id, at in since.items())


def printed(card: Card) -> Printed:
    """What stands on a card."""
    return {
        "id": card.id,
        "title": card.title,
        "text": card.text,
        "dated": card.dated,
        "mark": card.mark,
        "sources": card.sources,
    }
