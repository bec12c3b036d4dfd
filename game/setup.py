"""Setting up a session: what a teacher asks for, what it would make, and the session itself."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError

from debate import seating
from debate.assembly import Assembly
from debate.commands import TEACHER, CreateSession
from debate.decide import decide
from debate.events import AnyEvent, SessionCreated, Slip
from debate.evolve import fold
from debate.refusal import Refusal
from debate.scenario import Scenario
from debate.timetable import holds, timetable
from game import catalogue, codes, journal
from game.models import Session
from game.typed import whole_number

BOUNDS = {
    "class_size": (seating.SMALLEST_CLASS, seating.LARGEST_CLASS),
    "lesson_length": (seating.SHORTEST_LESSON, seating.LONGEST_LESSON),
}
"""What a number may be, by the refusal of one that is not."""
ATTEMPTS = 5


@dataclass
class Wanted:
    """The form of a new session as it was typed, so that a refused one can be shown again."""

    scenario: Scenario
    pupils: str
    minutes: str
    weighting: str
    options: tuple[str, ...]
    matching: bool = False

    @classmethod
    def of(cls, given: Mapping[str, str], offered: dict[str, Scenario]) -> "Wanted":
        """From a form's fields. Raises Refusal("no_such_scenario")."""
        slug = given.get("scenario") or next(iter(sorted(offered, reverse=True)), "")
        if slug not in offered:
            raise Refusal("no_such_scenario")
        options = given.getlist("options") if hasattr(given, "getlist") else []
        return cls(
            scenario=offered[slug],
            pupils=given.get("pupils", "28"),
            minutes=given.get("minutes", "50"),
            weighting=given.get("weighting") or offered[slug].weighting,
            options=tuple(options),
            matching=bool(given.get("matching")),
        )

    def events(self) -> list[AnyEvent]:
        """The first events of such a session. Raises Refusal, as the rules do."""
        command = CreateSession(
            by=TEACHER,
            pupils=_number(self.pupils, "class_size"),
            minutes=_number(self.minutes, "lesson_length"),
            weighting="bloc" if self.weighting == "bloc" else "seat",
            options=self.options,
            matching=self.matching,
        )
        facts = decide(Assembly(scenario=self.scenario), command, time.time_ns() // 1_000_000)
        return [fact for fact in facts if not isinstance(fact, Slip)]


def _number(typed: str, refusal: str) -> int:
    """The whole number somebody typed; something else is refused like a number that is too small."""
    least, most = BOUNDS[refusal]
    number = whole_number(typed, least, most)
    if number is None:
        raise Refusal(refusal, least=least, most=most)
    return number


def found(wanted: Wanted, events: list[AnyEvent], form: str | None = None) -> Session:
    """The session, with a fresh code; the one that this form has made before, if it was sent twice.

    `form`: its mark. Raises Refusal("busy").
    """
    scenario = catalogue.keep(wanted.scenario)
    for _attempt in range(ATTEMPTS):
        if form and (made := Session.objects.filter(form=form).first()):
            return made
        with suppress(IntegrityError):  # The drawn code is taken, or the same form was quicker.
            return journal.found(codes.draw(codes.JOIN_LENGTH), scenario, events, form)
    raise Refusal("busy")


def preview(wanted: Wanted, events: list[AnyEvent]) -> dict[str, Any]:
    """What such a session would be: who is played, whom the house plays, and the timetable. `short`: how many
    pupils would find no seat of their own, if any.

    The timetable follows the record where the agenda is conditional.
    """
    scenario = wanted.scenario
    assembly = fold(scenario, events)
    created = events[0]
    assert isinstance(created, SessionCreated)
    rows = [
        {"seat": seat, "role": assembly.role_of(seat.id), "faction": scenario.faction(seat.faction)}
        for seat in (assembly.seats[id] for id in assembly.order)
    ]
    seconds = timetable(scenario, created.minutes)
    recorded = {q.id: q.record.carried for q in scenario.questions if q.record}
    stages = [
        (stage, seconds[stage.id] / 60)
        for stage in scenario.agenda
        if seconds[stage.id] and holds(stage.when, recorded)
    ]
    return {
        "seats": len(rows),
        "short": created.pupils - len(rows),
        "played": rows[: created.pupils],
        "house": [row for row in rows[created.pupils :] if row["seat"].kept],
        "balance": [
            {
                "faction": faction,
                "played": sum(1 for row in rows[: created.pupils] if row["faction"].id == faction.id),
                "house": sum(
                    1
                    for row in rows[created.pupils :]
                    if row["faction"].id == faction.id and row["seat"].kept
                ),
            }
            for faction in scenario.factions
        ],
        "stages": stages,
    }
