"""Moments for templates: `{{ row.at|clock }}`, of milliseconds or a datetime (`game/web/times.py`)."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from game.web.times import element, written

register = template.Library()


@register.filter
def clock(at: int | datetime) -> SafeString:
    """The time of the day, to the minute."""
    return element(at, "clock", written(at, "clock"))


@register.filter
def day(at: int | datetime) -> SafeString:
    """The day."""
    return element(at, "day", written(at, "day"))


@register.filter
def stamp(at: int | datetime) -> SafeString:
    """The day and the time."""
    return element(at, "stamp", written(at, "stamp"))


@register.filter
def plain(at: int | datetime, shape: str) -> str:
    """The same where there is only text: `{{ row.at|plain:"clock" }}`."""
    return written(at, shape)


@register.filter
def dated(found: date | str) -> str:
    """A day of history (or "1917-10-10") as it is written in this language. It is the same day everywhere."""
    return date_format(date.fromisoformat(found) if isinstance(found, str) else found, "DATE_FORMAT")
