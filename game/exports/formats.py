"""The formats a session can leave in: what makes each, and what the file is called."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.timezone import localtime

from game.exports import archive, table, transcript
from game.models import Session
from game.replay import single_file
from game.replay.single_file import Wanted


class Format(NamedTuple):
    """`make(session, wanted)` gives the file's bytes; `part`: a word for its name."""

    make: Callable[[Session, Wanted], bytes]
    media_type: str
    part: str


def _to_html(session: Session, wanted: Wanted) -> bytes:
    return single_file.of(session, wanted).encode()


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "json": Format(archive.to_json, "application/json", "session"),
    "csv": Format(table.to_csv, "text/csv; charset=utf-8", "marks"),
    "xlsx": Format(table.to_xlsx, XLSX, "marks"),
    "txt": Format(transcript.to_text, "text/plain; charset=utf-8", "minutes"),
    "html": Format(_to_html, "text/html; charset=utf-8", "replay"),
}
"""By the ending of the file. A new format is one row."""


def file_name(session: Session, ending: str) -> str:
    """Such as "order-of-the-day-QHMD7K-2026-11-24-marks.csv"."""
    day = localtime(session.created_at).date()
    return f"order-of-the-day-{session.code}-{day}-{FORMATS[ending].part}.{ending}"
