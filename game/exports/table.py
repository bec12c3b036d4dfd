"""Marks as a table for a spreadsheet: one line for each pupil, also for two who share a seat."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from debate.audience import Slice
from debate.marks import marks
from game import participants
from game.exports.played import Played
from game.models import Session
from game.replay.single_file import Wanted

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""Signs with which a spreadsheet takes a cell for a formula, the wide ones of East Asian keyboards too."""

Column = Callable[[Slice], Any]


def figure(name: str) -> Column:
    return lambda row: row[name]


def aim(name: str) -> Column:
    """Was an aim met; empty for a person without one."""
    return lambda row: (
        {True: _("yes"), False: _("no"), None: _("cannot be told")}[row[name]] if name in row else ""
    )


COLUMNS: tuple[tuple[Any, Column], ...] = (
    (gettext_lazy("Name"), figure("name")),
    (gettext_lazy("Person"), figure("role")),
    (gettext_lazy("Faction"), figure("faction")),
    (gettext_lazy("Speeches"), figure("speeches")),
    (gettext_lazy("Seconds on the floor"), figure("seconds")),
    (gettext_lazy("Words put in"), figure("interventions")),
    (gettext_lazy("Statements for the record"), figure("statements")),
    (gettext_lazy("Motions moved"), figure("moved")),
    (gettext_lazy("Motions seconded"), figure("seconded")),
    (gettext_lazy("Votes cast"), figure("cast")),
    (gettext_lazy("Votes open to them"), figure("could_cast")),
    (gettext_lazy("Public aim met"), aim("public_aim")),
    (gettext_lazy("Private aim met"), aim("private_aim")),
    (gettext_lazy("Reflection"), figure("reflection")),
)
"""Heading, and what stands below it."""


def to_csv(session: Session, wanted: Wanted) -> bytes:
    """The table in UTF-8 with the mark that Excel needs to believe it. Marks without names are of no use, so
    they are in it whether asked for or not."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([defused(str(heading)) for heading, _cell in COLUMNS])
    for row in _rows(session):
        table.writerow([defused(cell(row)) for _heading, cell in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def defused(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe in front; also after blanks."""
    if isinstance(value, str) and value.lstrip(" \u00a0\u3000\ufeff").startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def _rows(session: Session) -> Iterator[Slice]:
    """One for each pupil; where names were deleted, one for each seat that a pupil holds."""
    assembly, people = Played.of(session).assembly, participants.people(session.pk)
    figures = marks(assembly)
    for seat in assembly.order:
        sitting = people.seats.get(seat)
        names = [sitter.name for sitter in sitting.sitters] if sitting else []
        if not names and assembly.seats[seat].held_by == "pupil":
            names = [""]
        for name in names:
            yield {"name": name, **figures[seat]}
