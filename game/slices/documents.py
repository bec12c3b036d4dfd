"""Documents as they are read on a page: the text, or its figures as a drawing."""

from msgspec import UNSET
from msgspec.structs import asdict

from debate.scenario.study import Document
from debate.shown.written.documents import ChartShown, DocumentRow, document_row
from game.slices.charts import BarRow, Grouped, Key, grouped


class ReadDocument(DocumentRow, frozen=True, kw_only=True):
    """What `templates/bits/documents/document.html` shows. `drawing`: of its chart, if it has one."""

    drawing: Grouped | None


def to_read(row: DocumentRow) -> ReadDocument:
    """A document ready for its template."""
    return ReadDocument(**asdict(row), drawing=None if row.chart is UNSET else _drawn(row.title, row.chart))


def documents_to_read(found: tuple[Document, ...]) -> tuple[ReadDocument, ...]:
    """Those of a meeting, whoever may read them."""
    return tuple(to_read(document_row(row)) for row in found)


def _drawn(title: str, chart: ChartShown) -> Grouped:
    keys = [Key(str(n), column) for n, column in enumerate(chart.columns)]
    rows = [
        BarRow(row.name, {key.id: value for key, value in zip(keys, row.values, strict=False)}, row.note)
        for row in chart.rows
    ]
    return grouped(title, chart.unit, keys, rows)
