"""What meetings are written in: lines, days, ids, marks, claims and the sources they name.

Everything else that a meeting holds is made of these.
"""

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from debate.ids import CardId, DelegationId, DocumentId, FactionId, QuestionId, RoleId, StageId

Mark = Literal["D", "P", "I", "U"]
"""How sure we are: D documented, P the party's line, I inferred or composed, U not verified."""


def bounds(least: int, most: int) -> Meta:
    """What a number may be, or the length of a text or list, where a meeting is written (`check/fields.py`).

    What was played before there were bounds can still be read: they do not bind whoever reads it again.
    """
    return Meta(extra={"least": least, "most": most})


IS_ID = Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$")
Id = Annotated[str, IS_ID]
"""Of what has no type of its own."""
OfQuestion = Annotated[QuestionId, IS_ID]
OfStage = Annotated[StageId, IS_ID]
OfFaction = Annotated[FactionId, IS_ID]
OfDelegation = Annotated[DelegationId, IS_ID]
OfRole = Annotated[RoleId, IS_ID]
OfCard = Annotated[CardId, IS_ID]
OfDocument = Annotated[DocumentId, IS_ID]
Line = Annotated[str, bounds(0, 250)]
"""A text that stands on one line of a page: a name, a title."""
Seconds = Annotated[int, bounds(0, 3600)]
SpeechSeconds = Annotated[int, bounds(10, 900)]
Minutes = Annotated[int, bounds(0, 240)]
Delegates = Annotated[int, bounds(0, 100_000)]
Votes = Annotated[int, bounds(0, 1_000_000)]
Share = Annotated[int, bounds(1, 1000)]
"""A part of a whole, above or below the line of a fraction."""
Times = Annotated[int, bounds(0, 1000)]
"""How often somebody did something."""
Year = Annotated[int, bounds(-5000, 3000)]
DAY = (
    r"^(?!.*-(?:02-30|(?:0[2469]|11)-31)$)"
    r"(-?(?!0+\b)[0-9]{1,4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?$"
)
A_DAY = Meta(
    description="a year, such as 1801, or a text: 1801-05, 1801-05-04",
    extra={"written": "a day, such as 1801-05-04, or a year, such as -403, without quotes"},
)
Day = Annotated[Year | Annotated[str, Meta(pattern=DAY), A_DAY], A_DAY]
"""A day of history, or as much as is known of it: a year, "1801-05", "1801-05-04". Years before the first are
below 0, and there is no year 0: 403 BC is -403. By the calendar that was in use."""
Language = Annotated[
    str,
    Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    Meta(extra={"written": 'a language, such as "en" or "pt-BR"'}),
]
"""Of a text, as BCP 47 names it: it stands in `lang` attributes."""


class ScenarioPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common settings of every piece of a scenario: immutable, named fields, no unknown ones."""


class Claim(ScenarioPart, frozen=True, kw_only=True):
    """One statement about the past. A claim marked D or U names its sources."""

    text: str
    mark: Mark
    sources: tuple[Id, ...] = ()


class Source(ScenarioPart, frozen=True, kw_only=True):
    """One entry of the bibliography. `grade`: A strong, B usable with care, C weak. `short`: what readers see
    of it beside a claim, such as the name of whoever wrote it."""

    id: Id
    short: Line = ""
    author: Line
    title: Line
    year: Line = ""
    grade: Literal["A", "B", "C"]
    note: str = ""


class Term(ScenarioPart, frozen=True, kw_only=True):
    """One entry of the glossary."""

    term: Line
    text: str


def in_numbers(day: Day) -> tuple[int, ...]:
    """Year, month and day, as far as they are known: what comes first in time sorts first."""
    found = re.fullmatch(DAY, str(day))
    return tuple(int(part) for part in found.groups() if part) if found else ()


def is_later(day: Day, than: Day) -> bool:
    """Did this come after that? Not where too little is known of either."""
    known = list(zip(in_numbers(day), in_numbers(than), strict=False))
    return [one for one, _ in known] > [other for _, other in known]
