"""Marks as a table for a spreadsheet: one line for each pupil, also for two who share a seat."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from debate.afterwards.lessons import attended
from debate.afterwards.marks import Marks, marks
from game.exports.played import PlayedOnDisk
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


class PupilLine(Marks, frozen=True, kw_only=True):
    """What one pupil did. `name`: "" where it was deleted; `lessons`: those in which anything came from them,
    by number, and whether they spoke."""

    name: str
    lessons: dict[int, bool]


Cell = str | int
Column = Callable[[PupilLine], Cell]


def yes_no(met: bool | UnsetType | None) -> str:
    """Was an aim met; empty for a person without one."""
    if met is UNSET:
        return ""
    return _("cannot be told") if met is None else _("yes") if met else _("no")


WHERE = {
    "speech": gettext_lazy("in a speech"),
    "statement": gettext_lazy("in a statement"),
    "motion": gettext_lazy("in a motion"),
}


def cited(line: PupilLine) -> str:
    """The documents a pupil appealed to, and where."""
    return "; ".join(f"{one.title} ({WHERE[one.where]})" for one in line.cited)


def known(figure: int | UnsetType) -> Cell:
    """A figure; empty where there is nothing to count."""
    return "" if figure is UNSET else figure


def work(line: PupilLine) -> str:
    """What a pupil handed in, each behind the title of its task."""
    return "\n\n".join(f"{title}: {text}" for title, text in line.work.items())


def took_part(lessons: dict[int, bool]) -> str:
    """In which lessons, and how: "1: spoke, 2: took part"."""
    spoke, there = _("%(lesson)s: spoke"), _("%(lesson)s: took part")
    return ", ".join((spoke if has else there) % {"lesson": number} for number, has in lessons.items())


COLUMNS: tuple[tuple[Any, Column], ...] = (
    (gettext_lazy("Name"), lambda line: line.name),
    (gettext_lazy("Person"), lambda line: line.role),
    (gettext_lazy("Faction"), lambda line: line.faction),
    (gettext_lazy("Lessons"), lambda line: took_part(line.lessons)),
    (gettext_lazy("Speeches"), lambda line: line.speeches),
    (gettext_lazy("Seconds on the floor"), lambda line: line.seconds),
    (gettext_lazy("Words put in"), lambda line: line.interventions),
    (gettext_lazy("Statements for the record"), lambda line: line.statements),
    (gettext_lazy("Motions moved"), lambda line: line.moved),
    (gettext_lazy("Motions seconded"), lambda line: line.seconded),
    (gettext_lazy("Votes cast"), lambda line: line.cast),
    (gettext_lazy("Said nothing, counted as believed"), lambda line: line.silent),
    (gettext_lazy("Votes open to them"), lambda line: line.could_cast),
    (gettext_lazy("Moved others"), lambda line: line.moved_others),
    (gettext_lazy("Bargains struck"), lambda line: line.struck),
    (gettext_lazy("Promises kept"), lambda line: line.kept),
    (gettext_lazy("Public aim met"), lambda line: yes_no(line.public_aim)),
    (gettext_lazy("Private aim met"), lambda line: yes_no(line.private_aim)),
    (gettext_lazy("Texts appealed to"), cited),
    (gettext_lazy("Questions of the lesson before answered"), lambda line: known(line.checked)),
    (gettext_lazy("Of these rightly"), lambda line: known(line.checked_right)),
    (gettext_lazy("Tasks handed in"), lambda line: len(line.work)),
    (gettext_lazy("Written work"), work),
    (gettext_lazy("Reflection"), lambda line: line.reflection),
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
    import xlsxwriter  # here: no server should wait for it at its start

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


def defused(cell: Cell) -> Cell:
    """A text in which a spreadsheet would find a formula, with an apostrophe in front of that."""
    return STARTS_A_FORMULA.sub(r"\g<0>'", cell) if isinstance(cell, str) else cell


def _lines(session: Session) -> Iterator[list[Cell]]:
    """The cells of the table, the headings first."""
    yield [str(heading) for heading, _cell in COLUMNS]
    for row in _rows(session):
        yield [cell(row) for _heading, cell in COLUMNS]


def _rows(session: Session) -> Iterator[PupilLine]:
    """One for each pupil; where names were deleted, one for each seat that a pupil holds."""
    played, people = PlayedOnDisk.of(session), participants.people(session.pk)
    assembly = played.assembly
    figures, lessons = marks(assembly), attended(assembly, played.events)
    for seat in assembly.order:
        sitting = people.seats.get(seat)
        names = ["" if sitter.nameless else sitter.name for sitter in sitting.sitters] if sitting else []
        if not names and assembly.seats[seat].held_by == "pupil":
            names = [""]
        for name in names:
            yield PupilLine(name=name, lessons=lessons.get(seat, {}), **asdict(figures[seat]))
