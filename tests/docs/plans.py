"""The minutes of both meetings in lessons of different length, and which classes fit into them.

`python3 -m tests.docs.plans` writes them into `docs/teaching.md`; `test_plans.py` fails where they differ.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import django

from debate.commands import TEACHER, CreateSession
from debate.rules.business.planner import course, most_lessons, plan
from debate.rules.business.reckoning import reckoning
from debate.scenario import Role, Scenario, StageKind
from tests.support.rules.meeting import Meeting

PAGE = Path(__file__).resolve().parents[2] / "docs" / "teaching.md"
BEGIN, END = "<!-- begin: python3 -m tests.docs.plans -->\n", "<!-- end -->\n"
MEETINGS = ("democratic-conference", "central-committee-10-october")
LENGTHS = ((45, 1), (50, 1), (45, 2), (50, 2), (90, 1))
CLASSES = (12, 20, 28)
COLUMNS: dict[str, tuple[StageKind, ...]] = {
    "reading": ("gather", "brief"),
    "groups": ("caucus",),
    "debates": ("debate",),
    "votes": ("division", "announcement"),
    "looking back": ("out_of_role", "debrief"),
}


def rows(scenario: Scenario) -> Iterator[list[str]]:
    """For each length its minutes, and for each class whether it fits."""
    for minutes, lessons in LENGTHS:
        if lessons <= most_lessons(scenario):
            planned = plan(scenario, minutes, lessons).minutes
            spent = [
                sum(planned[stage.id] for stage in course(scenario) if stage.kind in kinds)
                for kinds in COLUMNS.values()
            ]
            fits = [_fits(scenario, pupils, minutes, lessons) for pupils in CLASSES]
            yield [f"{lessons} × {minutes}", *map(str, spent), *fits]


def _fits(scenario: Scenario, pupils: int, minutes: int, lessons: int) -> str:
    found = reckoning(scenario, _played(scenario, pupils), minutes, lessons)
    lacks = {
        "a stage": not found.has_least,
        "reading": not found.can_be_read,
        "speaking": not found.all_can_speak,
    }
    short = ", ".join(what for what, lacking in lacks.items() if lacking)
    return f"short: {short}" if short else "fits"


def _played(scenario: Scenario, pupils: int) -> list[Role]:
    class_of = Meeting(scenario)
    class_of.do(CreateSession(by=TEACHER, pupils=pupils, minutes=50))
    seats = class_of.assembly.order[:pupils]
    return [role for seat in seats if (role := class_of.assembly.role_of(seat))]


def table(scenario: Scenario) -> str:
    """The rows below each other."""
    head = ["lessons", *COLUMNS, *(f"{pupils} pupils" for pupils in CLASSES)]
    lines = [head, ["---"] * len(head), *rows(scenario)]
    return "\n".join([f"{scenario.title}, minutes:", "", *(f"| {' | '.join(line)} |" for line in lines), ""])


def redrawn(page: str) -> str:
    """The page with the tables as they are now."""
    from tests.support.rules.shipped import scenario

    before, _, rest = page.partition(BEGIN)
    tables = "\n".join(table(scenario(slug)) for slug in MEETINGS)
    return before + BEGIN + "\n" + tables + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    django.setup()
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
