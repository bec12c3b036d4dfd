"""Moments on a page: in the server's zone, as people write them in the page's language; and days elsewhere.

`times.js` writes them anew as the browser's people do, in their zone.
"""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, tzinfo

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


def zone_named(typed: str) -> tzinfo:
    """The zone of this name ("Europe/Berlin"), which a script has put into a form; else the server's."""
    try:
        return zoneinfo.ZoneInfo(typed) if typed else timezone.get_current_timezone()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_current_timezone()


def day_in(typed: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """The moments at which this day (ISO) begins and ends there. Raises ValueError for what is no day."""
    found = date.fromisoformat(typed)
    try:
        begins, ends = (
            datetime.combine(midnight, time(), zone).astimezone(UTC)
            for midnight in (found, found + timedelta(days=1))
        )
    except OverflowError:
        raise ValueError(typed) from None
    return begins, ends
