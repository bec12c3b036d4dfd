"""Texts of the time: who may read which at this moment, and so appeal to it.

What is given before the meeting may be read from the start, by those it is for; what comes with a card, by
whoever has that card; what is read aloud, by all from then on. When the meeting is over nothing of it is
secret any more; what was written later, and may tell how they decided, waits until the class has guessed.
"""

from debate.assembly import Assembly
from debate.ids import NOBODY, DocumentId, SeatId
from debate.refusal import Refusal
from debate.rules.business.agenda import has_compared, is_over
from debate.scenario.study import HistoricalDocument


def may_read(assembly: Assembly, document: HistoricalDocument, seat: SeatId = NOBODY) -> bool:
    """May whoever sits here read it now? Without a seat: may everybody?"""
    if document.given == "after":
        return has_compared(assembly)
    if is_over(assembly) or document.id in assembly.read_aloud:
        return True
    if document.card:
        releases = (released.to for released in assembly.cards if released.card == document.card)
        return any(reads(assembly, to, seat) for to in releases)
    return document.given == "before" and reads(assembly, document.to, seat)


def reads(assembly: Assembly, to: tuple[str, ...], seat: SeatId) -> bool:
    """May whoever sits here read what went to these readers?"""
    if "all" in to:
        return True
    place = assembly.seats.get(seat)
    return place is not None and not {place.id, place.role, place.faction}.isdisjoint(to)


def readable(assembly: Assembly, seat: SeatId = NOBODY) -> tuple[HistoricalDocument, ...]:
    """All that whoever sits here may read now; without a seat, what everybody may."""
    return tuple(document for document in assembly.scenario.documents if may_read(assembly, document, seat))


def can_be_read_aloud(assembly: Assembly, id: str) -> bool:
    """May it be put before everybody? What only some know stays theirs until the meeting is over."""
    document = next((document for document in assembly.scenario.documents if document.id == id), None)
    if document is None:
        return False
    aloud = document.given == "read" and not document.card
    return aloud or may_read(assembly, document)


def may_cite(assembly: Assembly, seat: SeatId, id: DocumentId) -> None:
    """Raises Refusal for a document that whoever sits here does not know; "" for none is fine."""
    if id and id not in {document.id for document in readable(assembly, seat)}:
        raise Refusal("no_such_document")
