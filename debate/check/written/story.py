"""Rules about the story so far: told in minutes, read from the last row, over when the meeting begins."""

import re
from collections.abc import Iterator

from debate.check.fault import Fault
from debate.check.written.texts import later_year
from debate.scenario import Scenario
from debate.scenario.writing import Day, in_numbers

FEWEST, MOST = 5, 8
"""Frames that a teacher tells in three minutes, beside the wall."""
LONGEST_TITLE, LONGEST_TEXT = 40, 220
"""Characters that stand on a wall in letters the last row can read."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{'|'.join(MONTHS)})\b"
    r"(?: (?P<day_after>\d{1,2})(?:st|nd|rd|th)?\b)?(?:,? (?P<year>\d{4})\b)?"
)


def stories_can_be_told(scenario: Scenario) -> Iterator[Fault]:
    """A story has so many frames that a class can follow it and a lesson has time for it, or none."""
    if scenario.story and not FEWEST <= len(scenario.story) <= MOST:
        yield Fault(
            "story", f"has {len(scenario.story)} frames.", f"Tell it in {FEWEST} to {MOST}, or leave it out."
        )


def frames_fit_the_wall(scenario: Scenario) -> Iterator[Fault]:
    """What is on the wall is read at ten metres, and never cut."""
    for row, frame in enumerate(scenario.story):
        for name, text, most in (("title", frame.title, LONGEST_TITLE), ("text", frame.text, LONGEST_TEXT)):
            if len(text) > most:
                yield Fault(f"story[{row}].{name}", f"has {len(text)} characters.", f"Keep it to {most}.")


def stories_end_before_the_meeting(scenario: Scenario) -> Iterator[Fault]:
    """Who hears it is about to play the meeting, and knows no later day."""
    for row, frame in enumerate(scenario.story):
        for name in ("title", "text"):
            if later := later_date(getattr(frame, name), scenario.opened):
                wrong = f"names {later}, after the meeting began."
                mend = "Tell it in `followed`. If it was in an earlier year, name the year."
                yield Fault(f"story[{row}].{name}", wrong, mend, is_warning=True)


def later_date(text: str, opened: Day) -> str:
    """The first day, month or year in a text that comes after the opening day, as it is written; "" if none.

    A day without a year is taken to be of the meeting's own; a month alone, or "tomorrow", tells nothing."""
    opening = in_numbers(opened)
    for found in DATE.finditer(text):
        day, year = found["day"] or found["day_after"], found["year"]
        if not (day or year):
            continue
        named = (int(year or opening[0]), 1 + MONTHS.index(found["month"]), *((int(day),) if day else ()))
        known = min(len(named), len(opening))
        if named[:known] > opening[:known]:
            return found[0]
    return later_year(text, opening[0])
