"""Marks as a table for a spreadsheet: one line for each pupil, also for two who share a seat."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from debate.afterwards.marks import marks
from game.exports.played import Played
from game.models import Session
from game.people import participants
from game.replay.single_file import Wanted

FORMULA = '[ \u00a0\u3000\ufeff"]*[-=+@＝＋－＠]'
"""How what a spreadsheet takes for a formula begins; the wide signs are those of East Asian keyboards."""
STARTS_A_FORMULA = re.compile(rf"^(?=\s*{FORMULA}|[\t\r\n])|[;\t\r\n](?={FORMULA})")
"""Where a spreadsheet may find one: in half of Europe a semicolon parts cells, and quotation marks in the
middle of what is a cell here mean nothing then."""
WIDEST = 60
"""Characters of a column, on a screen."""

Column = Callable[[dict[str, Any]], Any]


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
    csv.writer(text).writerows([defused(cell) for cell in line] for line in _lines(session))
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(session: Session, wanted: Wanted) -> bytes:
    """The same table as a workbook, which opens alike in every country. A text is a text there, never a
    formula."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 1)
        for number, line in enumerate(_lines(session)):
            style = book.add_format({"bold": True}) if number == 0 else None
            for column, cell in enumerate(line):
                write = sheet.write_string if isinstance(cell, str) else sheet.write_number
                write(number, column, cell, style)
        sheet.autofit(WIDEST * 7)
    return content.getvalue()


def defused(cell: Any) -> Any:
    """A text in which a spreadsheet would find a formula, with an apostrophe in front of that."""
    return STARTS_A_FORMULA.sub(r"\g<0>'", cell) if isinstance(cell, str) else cell


def _lines(session: Session) -> Iterator[list[Any]]:
    """The cells of the table, the headings first: texts and whole numbers."""
    yield [str(heading) for heading, _cell in COLUMNS]
    for row in _rows(session):
        yield [cell(row) for _heading, cell in COLUMNS]


def _rows(session: Session) -> Iterator[dict[str, Any]]:
    """One for each pupil; where names were deleted, one for each seat that a pupil holds."""
    assembly, people = Played.of(session).assembly, participants.people(session.pk)
    figures = marks(assembly)
    for seat in assembly.order:
        sitting = people.seats.get(seat)
        names = ["" if sitter.nameless else sitter.name for sitter in sitting.sitters] if sitting else []
        if not names and assembly.seats[seat].held_by == "pupil":
            names = [""]
        for name in names:
            yield {"name": name, **figures[seat]}
