"""Texts of the time, as they are read on a page: the text, or its figures as a drawing; folded, those that
were read aloud last first; and which of them somebody can appeal to."""

from msgspec import UNSET, Struct
from msgspec.structs import asdict

from debate.ids import NOBODY, DocumentId, SeatId
from debate.rules.business.documents import readable
from debate.scenario import Scenario
from debate.scenario.study import HistoricalDocument
from debate.scenario.writing import Claim
from debate.shown.written.documents import ChartShown, Cited, DocumentRow, document_row
from game.charts.grouped import Grouped, grouped
from game.charts.rows import BarRow, Key
from game.pieces import Bit, Lines, Piece
from game.standing import Standing


class ReadDocument(DocumentRow, frozen=True, kw_only=True):
    """What `templates/bits/documents/document.html` shows. `drawing`: of its chart, if it has one."""

    drawing: Grouped | None


def to_read(row: DocumentRow) -> ReadDocument:
    """A document ready for its template."""
    return ReadDocument(**asdict(row), drawing=None if row.chart is UNSET else _drawn(row.title, row.chart))


def documents_to_read(found: tuple[HistoricalDocument, ...]) -> tuple[ReadDocument, ...]:
    """Those of a meeting, whoever may read them."""
    return tuple(to_read(document_row(row)) for row in found)


def _drawn(title: str, chart: ChartShown) -> Grouped:
    keys = [Key(str(n), column) for n, column in enumerate(chart.columns)]
    rows = [
        BarRow(row.name, {key.id: value for key, value in zip(keys, row.values, strict=False)}, row.note)
        for row in chart.rows
    ]
    return grouped(title, chart.unit, keys, rows)


class WeighedDispute(Struct, frozen=True, kw_only=True):
    """A point on which sources disagree, with the two documents that contradict each other, if there are
    two."""

    question: str
    versions: tuple[Claim, ...]
    comment: str
    unpaired: str
    texts: tuple[ReadDocument, ...]


def weighed(scenario: Scenario) -> tuple[WeighedDispute, ...]:
    """The disputes of a meeting."""
    return tuple(
        WeighedDispute(
            question=dispute.question,
            versions=dispute.versions,
            comment=dispute.comment,
            unpaired=dispute.unpaired,
            texts=documents_to_read(tuple(scenario.document(id) for id in dispute.pair)),
        )
        for dispute in scenario.disputes
    )


class FoldedDocument(Bit, frozen=True, kw_only=True, tag="document"):
    """One of them."""

    document: ReadDocument


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


def _shared(standing: Standing) -> tuple[HistoricalDocument, ...]:
    return readable(standing.assembly)


def _citable(standing: Standing) -> tuple[Cited, ...]:
    return _named(standing.once(_shared))


def _named(documents: tuple[HistoricalDocument, ...]) -> tuple[Cited, ...]:
    return tuple(Cited(id=document.id, title=document.title) for document in documents)


def _lines(standing: Standing, own: tuple[HistoricalDocument, ...]) -> DocumentsToRead:
    shared = {document.id for document in standing.once(_shared)}
    aloud: list[DocumentId] = [*standing.assembly.read_aloud]
    order = sorted(own, key=lambda document: -aloud.index(document.id) - 1 if document.id in aloud else 0)
    rows = (
        Piece(
            f"document-{document.id}",
            FoldedDocument(document=to_read(document_row(document, to_all=document.id in shared))),
        )
        for document in order
    )
    return DocumentsToRead(any=bool(own), documents=Lines("document-lines", tuple(rows)))
