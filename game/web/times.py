"""Moments on a page: written in the server's zone, as people write them in the page's language.

`times.js` writes them anew as the browser's people do, in their zone.
"""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

SHAPES = {"clock": "TIME_FORMAT", "day": "DATE_FORMAT", "stamp": "DATETIME_FORMAT"}
"""Hours and minutes; the day; both. The names of Django's formats."""


def written(at: int | datetime, shape: str) -> str:
    """In the server's zone; `shape`: of SHAPES."""
    return date_format(timezone.localtime(as_datetime(at)), SHAPES[shape])


def element(at: int | datetime, shape: str, words: str) -> SafeString:
    """What `times.js` looks for. `shape`: one that it knows; `words`: what stands there until then."""
    moment = as_datetime(at).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return format_html('<time datetime="{}" data-as="{}">{}</time>', moment, shape, words)


def as_datetime(at: int | datetime) -> datetime:
    """Milliseconds since the epoch as an aware datetime; a datetime stays what it is."""
    return at if isinstance(at, datetime) else datetime.fromtimestamp(at / 1000, UTC)
