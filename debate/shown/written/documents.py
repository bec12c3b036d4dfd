"""Texts of the time: those that an audience may read now, and which of them was appealed to."""

from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly
from debate.ids import NOBODY, DocumentId, SeatId
from debate.rules.business.documents import readable
from debate.scenario import Scenario
from debate.scenario.study import DocumentKind, Extent, HistoricalDocument
from debate.scenario.writing import Day, Mark
from debate.shown.audience import Audience


class DifficultWord(Struct, frozen=True, kw_only=True):
    """A difficult word of a text, and what it means."""

    term: str
    text: str


class ChartRowShown(Struct, frozen=True, kw_only=True):
    """A row of figures, one for each column; None for what is not known."""

    name: str
    values: tuple[int | None, ...]
    note: str


class ChartShown(Struct, frozen=True, kw_only=True):
    """Figures of the time."""

    unit: str
    columns: tuple[str, ...]
    rows: tuple[ChartRowShown, ...]


class DocumentRow(Struct, frozen=True, kw_only=True):
    """A document that may be read."""

    id: DocumentId
    title: str
    author: str
    dated: Day
    kind: DocumentKind
    origin: str
    extent: Extent
    translation: str
    """Whose; "" of an original, "ours" of one by the authors of the meeting."""
    mark: Mark
    sources: tuple[str, ...]
    mind: str
    ask: str
    words: tuple[DifficultWord, ...]
    text: str
    chart: ChartShown | UnsetType = UNSET
    """In place of a text."""
    to_all: bool
    """May everybody read it?"""


class Cited(Struct, frozen=True, kw_only=True):
    """A document that somebody appealed to; who may not read it learns that it is there, and no more."""

    id: DocumentId
    title: str


def documents(assembly: Assembly, audience: Audience, seat: SeatId = NOBODY) -> tuple[DocumentRow, ...]:
    """Those that this audience may read now; the desk sees all."""
    scenario = assembly.scenario
    read = scenario.documents if audience == "teach" else readable(assembly, seat)
    known = {document.id for document in readable(assembly)}
    return tuple(document_row(document, to_all=document.id in known) for document in read)


def document_row(document: HistoricalDocument, to_all: bool = True) -> DocumentRow:
    """A document as it is read."""
    chart = document.chart
    return DocumentRow(
        id=document.id,
        title=document.title,
        author=document.author,
        dated=document.dated,
        kind=document.kind,
        origin=document.origin,
        extent=document.extent,
        translation=document.translation,
        mark=document.mark,
        sources=document.sources,
        mind=document.mind,
        ask=document.ask,
        words=tuple(DifficultWord(term=word.term, text=word.text) for word in document.words),
        text=document.text,
        chart=ChartShown(
            unit=chart.unit,
            columns=chart.columns,
            rows=tuple(
                ChartRowShown(
                    name=row.name,
                    values=tuple(None if value < 0 else value for value in row.values),
                    note=row.note,
                )
                for row in chart.rows
            ),
        )
        if chart
        else UNSET,
        to_all=to_all,
    )


def cited(scenario: Scenario, ids: tuple[DocumentId, ...]) -> tuple[Cited, ...]:
    """What somebody appealed to, by title."""
    return tuple(Cited(id=id, title=scenario.document(id).title) for id in ids if id)
