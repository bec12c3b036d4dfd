"""Texts of the time, as they stand on a page: folded, those that were read aloud last first."""

from msgspec import Struct

from debate.ids import NOBODY, DocumentId, SeatId
from debate.rules.business.documents import readable
from debate.scenario.study import Document
from debate.shown.written.documents import Cited, DocumentRow, document_row
from game.pieces import Bit, Lines, Piece
from game.standing import Standing


class FoldedDocument(Bit, frozen=True, kw_only=True, tag="document"):
    """One of them."""

    document: DocumentRow


class DocumentsToRead(Struct, frozen=True, kw_only=True):
    """Those that whoever looks may read now."""

    any: bool
    documents: Lines


def documents(standing: Standing) -> DocumentsToRead:
    """Those that everybody may read."""
    return standing.once(_for_all)


def _for_all(standing: Standing) -> DocumentsToRead:
    return _lines(standing, readable(standing.assembly))


def documents_of(standing: Standing, seat: SeatId) -> DocumentsToRead:
    """Those that whoever sits here may read; mostly the same as everybody's."""
    own = readable(standing.assembly, seat)
    shared = standing.once(_shared)
    return standing.once(_for_all) if len(own) == len(shared) else _lines(standing, own)


def citable(standing: Standing, seat: SeatId = NOBODY) -> tuple[Cited, ...]:
    """What whoever sits here may appeal to; without a seat, what everybody may."""
    shared = standing.once(_shared)
    own = readable(standing.assembly, seat) if seat else ()
    return _named(own) if len(own) > len(shared) else standing.once(_citable)


def _shared(standing: Standing) -> tuple[Document, ...]:
    return readable(standing.assembly)


def _citable(standing: Standing) -> tuple[Cited, ...]:
    return _named(standing.once(_shared))


def _named(documents: tuple[Document, ...]) -> tuple[Cited, ...]:
    return tuple(Cited(id=document.id, title=document.title) for document in documents)


def _lines(standing: Standing, own: tuple[Document, ...]) -> DocumentsToRead:
    shared = {document.id for document in standing.once(_shared)}
    aloud: list[DocumentId] = [*standing.assembly.read_aloud]
    order = sorted(own, key=lambda document: -aloud.index(document.id) - 1 if document.id in aloud else 0)
    rows = (
        Piece(
            f"document-{document.id}",
            FoldedDocument(document=document_row(document, to_all=document.id in shared)),
        )
        for document in order
    )
    return DocumentsToRead(any=bool(own), documents=Lines("document-lines", tuple(rows)))
