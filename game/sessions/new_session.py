"""Setting up a session: how it begins, what it would be, and the session itself."""

import time
from contextlib import suppress
from typing import NamedTuple

from django.db import IntegrityError
from msgspec import Struct

from debate.assembly import Assembly, Seat
from debate.commands import CreateSession
from debate.decide import decide
from debate.decisions import NOTHING
from debate.events import AnyEvent, Event, SessionCreated
from debate.evolve import fold
from debate.refusal import Refusal
from debate.rules.business.timetable import timetable
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


class Preview(Struct, frozen=True, kw_only=True):
    """What a session would be: who is played, whom the house plays, and the timetable, in minutes. `short`:
    how many pupils would find no seat of their own, if any."""

    seats: int
    short: int
    played: list[SeatToCome]
    house: list[SeatToCome]
    balance: list[FactionShare]
    stages: list[tuple[Stage, float]]


def preview(scenario: Scenario, begun: list[AnyEvent]) -> Preview:
    """What such a session would be. The timetable follows the record where the agenda is conditional."""
    assembly = fold(scenario, begun)
    created = begun[0]
    assert isinstance(created, SessionCreated)
    rows = [
        SeatToCome(seat, assembly.role_of(seat.id), scenario.faction(seat.faction))
        for seat in (assembly.seats[id] for id in assembly.order)
    ]
    seconds = timetable(scenario, created.minutes, created.lessons)
    recorded = NOTHING.as_recorded(scenario)
    stages = [
        (stage, seconds[stage.id] / 60)
        for stage in scenario.agenda
        if seconds[stage.id] and recorded.holds(stage.when)
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
        stages=stages,
    )
