"""Days where somebody is: in another time zone than the server's they begin at other moments."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils import timezone


def named(typed: str) -> tzinfo:
    """The zone of this name ("Europe/Berlin"), which a script has put into a form; else the server's."""
    try:
        return zoneinfo.ZoneInfo(typed) if typed else timezone.get_current_timezone()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_current_timezone()


def day(typed: str, zone: tzinfo) -> tuple[datetime, datetime]:
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
