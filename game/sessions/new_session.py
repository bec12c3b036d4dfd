"""Setting up a session: how it begins, what it would be, and the session itself."""

import time
from contextlib import suppress
from typing import NamedTuple

from django.db import IntegrityError
from msgspec import Struct

from debate.assembly import Assembly, Seat
from debate.commands import CreateSession
from debate.decide import decide
from debate.events import AnyEvent, Event, SessionCreated
from debate.evolve import fold
from debate.refusal import Refusal
from debate.rules.business.planner import BACK_IN, course, most_lessons, plan
from debate.rules.business.reckoning import Reckoning, reckoning, suggested
from debate.scenario import Faction, Role, Scenario, Stage
from game.models import Session
from game.scenarios import versions
from game.sessions import journal
from game.web import codes

ATTEMPTS = 5


def events(scenario: Scenario, command: CreateSession) -> list[AnyEvent]:
    """The first events of such a session. Raises Refusal, as the rules do."""
    facts = decide(Assembly(scenario=scenario), command, time.time_ns() // 1_000_000)
    return [fact for fact in facts if isinstance(fact, Event)]


def found(
    scenario: Scenario, begun: list[AnyEvent], form: str | None = None, rehearsal: bool = False
) -> Session:
    """The session that has begun so, with a fresh code; the one that this form has made before, if it was
    sent twice.

    `form`: its mark. Raises Refusal("busy").
    """
    version = versions.keep(scenario)
    for _attempt in range(ATTEMPTS):
        if form and (made := Session.objects.filter(form=form).first()):
            return made
        with suppress(IntegrityError):  # The drawn code is taken, or the same form was quicker.
            return journal.found(codes.draw(codes.JOIN_LENGTH), version, begun, form, rehearsal)
    raise Refusal("busy")


class SeatToCome(NamedTuple):
    """A seat of the session that is not there yet."""

    seat: Seat
    role: Role | None
    faction: Faction


class FactionShare(Struct, frozen=True, kw_only=True):
    """How many of a faction are played, and by whom."""

    faction: Faction
    played: int
    house: int


class LessonPlan(Struct, frozen=True, kw_only=True):
    """The stages of one lesson with their minutes; a later one begins with `back_in` minutes in which the
    class finds its way back."""

    number: int
    minutes: int
    back_in: int
    stages: list[tuple[Stage, int]]


class Preview(Struct, frozen=True, kw_only=True):
    """What a session would be: who is played, whom the house plays, the timetable lesson by lesson, and
    whether the class fits into it. `short`: how many pupils would find no seat of their own, if any;
    `can_part`: could the meeting take more lessons than it does?"""

    seats: int
    short: int
    played: list[SeatToCome]
    house: list[SeatToCome]
    balance: list[FactionShare]
    lessons: list[LessonPlan]
    fits: Reckoning
    can_part: bool


def preview(scenario: Scenario, begun: list[AnyEvent]) -> Preview:
    """What such a session would be. The timetable goes as the meeting went in history."""
    assembly = fold(scenario, begun)
    created = begun[0]
    assert isinstance(created, SessionCreated)
    rows = [
        SeatToCome(seat, assembly.role_of(seat.id), scenario.faction(seat.faction))
        for seat in (assembly.seats[id] for id in assembly.order)
    ]
    played, house = rows[: created.pupils], [row for row in rows[created.pupils :] if row.seat.kept]
    return Preview(
        seats=len(rows),
        short=created.pupils - len(rows),
        played=played,
        house=house,
        balance=[
            FactionShare(
                faction=faction,
                played=sum(1 for row in played if row.faction.id == faction.id),
                house=sum(1 for row in house if row.faction.id == faction.id),
            )
            for faction in scenario.factions
        ],
        lessons=lesson_plans(scenario, created.minutes, created.lessons),
        fits=reckoning(scenario, _persons(played), created.minutes, created.lessons),
        can_part=created.lessons < most_lessons(scenario),
    )


def lessons_for(scenario: Scenario, begun: list[AnyEvent]) -> int:
    """The fewest lessons into which the class of such a session fits."""
    assembly = fold(scenario, begun)
    played = (assembly.role_of(seat) for seat in assembly.order[: assembly.pupils])
    return suggested(scenario, [role for role in played if role], assembly.minutes)


def lesson_plans(scenario: Scenario, minutes: int, lessons: int) -> list[LessonPlan]:
    """The timetable, lesson by lesson."""
    planned = plan(scenario, minutes, lessons)
    found: list[list[tuple[Stage, int]]] = [[]]
    for stage in course(scenario):
        if planned.minutes[stage.id]:
            found[-1].append((stage, planned.minutes[stage.id]))
        if stage.id in planned.ends:
            found.append([])
    return [
        LessonPlan(number=number, minutes=minutes, back_in=BACK_IN if number > 1 else 0, stages=stages)
        for number, stages in enumerate(found, 1)
    ]


def _persons(played: list[SeatToCome]) -> list[Role]:
    return [row.role for row in played if row.role]
