"""Moments for templates: `{{ row.at|clock }}`, of milliseconds or a datetime (`game/web/times.py`)."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from debate.scenario import Scenario
from debate.scenario.writing import Day, in_numbers
from game.web.times import element, written

register = template.Library()

STAND_IN = 2000
FIRST = (1, 1)
"""Month and day, where they are not told."""
SHAPES = {1: "YEAR_MONTH_FORMAT", 2: "DATE_FORMAT"}
"""Of what is known beside the year: month, or month and day."""


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
def dated(found: Day) -> str:
    """A day of history as it is written in this language. It is the same day everywhere."""
    year, *rest = in_numbers(found)
    if not rest:
        return in_years(year)
    # A year that any calendar of Python has stands in for one that may have none.
    shown = date_format(date(STAND_IN, *rest, *FIRST[len(rest) :]), SHAPES[len(rest)])
    return shown.replace(str(STAND_IN), in_years(year))


@register.filter
def in_years(year: int) -> str:
    """A year; before the first one of our era it says so."""
    return gettext("%(year)s BC") % {"year": -year} if year < 0 else str(year)


@register.filter
def then(scenario: Scenario) -> str:
    """When it was, as it stands in a sentence: "in 1917"."""
    return scenario.then or gettext("in %(year)s") % {"year": in_years(in_numbers(scenario.opened)[0])}


@register.filter
def days(scenario: Scenario) -> str:
    """The days of the meeting in words."""
    return scenario.dates or dated(scenario.opened)
