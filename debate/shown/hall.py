"""What everybody may see of the hall: seats with nothing private, the floor, the hall as three strings."""

from collections.abc import Iterable

from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly, HeldBy, Seat
from debate.ids import DelegationId, FactionId, RoleId, SeatId
from debate.rules.business.agenda import is_over
from debate.rules.hall.speaking_order import queue
from debate.scenario import Office, Plan, Scenario, SpeakingOrder
from debate.shown.audience import Audience, Moment
from debate.shown.ballots import choices_shown
from debate.shown.people import Person, name_of, who
from debate.shown.written.documents import Cited, cited

MARKS = {"for": "f", "against": "a", "abstain": "n", "": "n", "sealed": "v"}
NUMBERS = "123456789"
SILENT = dict(zip("fans" + NUMBERS, "FANS①②③④⑤⑥⑦⑧⑨", strict=True))
"""How a vote is marked that was counted for a pupil who said nothing."""


class SeatRow(Struct, frozen=True, kw_only=True):
    """One seat as everybody may see it."""

    id: str
    role: RoleId
    """The id of its person; "" for a delegate."""
    name: str
    faction: FactionId
    held_by: HeldBy
    votes: bool
    """Has its person a vote?"""
    delegation: DelegationId | UnsetType = UNSET
    """Only of a delegate."""
    weight: int | UnsetType = UNSET
    """Delegates behind it in the current ballot, if it is in it."""


class Asking(Person, frozen=True, kw_only=True):
    """Somebody who speaks, or waits to, and what for."""

    purpose: str
    """As in `request_floor`; "" for who was called without having asked."""


class PutIn(Person, frozen=True, kw_only=True):
    """Somebody who puts in a word while the speaker waits."""

    since: Moment
    ends_at: Moment


class FloorShown(Struct, frozen=True, kw_only=True):
    """Who speaks and who is next, in the order in which the chair has them called."""

    list: tuple[str, ...]
    """The seats that wait."""
    requests: tuple[Asking, ...]
    """The same, by name."""
    order: SpeakingOrder
    list_closed: bool
    closed: bool
    speaker: SeatId | UnsetType = UNSET
    """The seat that speaks; this and the next four while somebody does."""
    since: Moment | UnsetType = UNSET
    """While somebody speaks."""
    ends_at: Moment | UnsetType = UNSET
    """While somebody speaks."""
    speaking: Asking | UnsetType = UNSET
    """While somebody speaks."""
    paused_at: Moment | UnsetType | None = UNSET
    """While somebody speaks."""
    intervention: PutIn | UnsetType = UNSET
    """While somebody puts in a word."""
    cites: tuple[Cited, ...] | UnsetType = UNSET
    """While somebody speaks: the documents they have appealed to."""


class Badge(Struct, frozen=True, kw_only=True):
    """How a faction is marked in the hall."""

    id: str
    sign: str
    name: str
    colour: int


class HallShown(Struct, frozen=True, kw_only=True):
    """The hall as three strings, one character a seat: faction sign, who holds it, and its mark.

    Marks: `.` none, `v` has voted, `f` `a` `n` for, against, abstaining, `1` to `9` the first alternative to
    the ninth, `s` a bloc that is split or a later one, `h` has the floor; `F` `A` `N` `S` `①` to `⑨` the same
    of a pupil who said nothing and was counted as their person believed.
    """

    seats: str
    held: str
    marks: str
    factions: tuple[Badge, ...]


def seats(assembly: Assembly, audience: Audience) -> tuple[SeatRow, ...]:
    """All seats in the order of seating, without anything private."""
    current = assembly.current
    weights = current.weights if current else {}
    return tuple(seat_row(assembly, assembly.seats[id], weights.get(id)) for id in assembly.order)


def seat_row(assembly: Assembly, seat: Seat, weight: int | None = None) -> SeatRow:
    """One seat as everybody may see it. `weight`: delegates behind it in the current ballot."""
    return SeatRow(
        id=seat.id,
        role=seat.role,
        name=name_of(assembly, seat.id),
        faction=seat.faction,
        held_by=seat.held_by,
        votes=seat.votes,
        delegation=seat.delegation or UNSET,
        weight=UNSET if weight is None else weight,
    )


def floor(assembly: Assembly) -> FloorShown:
    """Who speaks and who is next."""
    now, waiting = assembly.floor, queue(assembly)
    return FloorShown(
        list=tuple(request.seat for request in waiting),
        requests=tuple(Asking(**who(assembly, r.seat), purpose=r.purpose) for r in waiting),
        order=now.order,
        list_closed=now.list_closed,
        closed=now.closed,
        speaker=now.speaker or UNSET,
        since=now.since if now.speaker else UNSET,
        ends_at=now.ends_at if now.speaker else UNSET,
        speaking=Asking(**who(assembly, now.speaker), purpose=now.purpose) if now.speaker else UNSET,
        paused_at=assembly.paused_at if now.speaker else UNSET,
        intervention=PutIn(**who(assembly, word.seat), since=word.since, ends_at=word.ends_at)
        if (word := now.intervention)
        else UNSET,
        cites=cited(assembly.scenario, now.cites) if now.speaker else UNSET,
    )


def hall(assembly: Assembly) -> HallShown:
    """The whole hall."""
    signs = {faction.id: faction.sign for faction in assembly.scenario.factions}
    held = {"pupil": "p", "house": "h", "nobody": "-"}
    places = [assembly.seats[id] for id in assembly.order]
    return HallShown(
        seats="".join(signs[place.faction] for place in places),
        held="".join(held[place.held_by] for place in places),
        marks="".join(_mark(assembly, place.id) for place in places),
        factions=tuple(
            Badge(id=f.id, sign=f.sign, name=f.name, colour=f.colour) for f in assembly.scenario.factions
        ),
    )


class Built(Struct, frozen=True, kw_only=True):
    """How the hall is built, and who sits where in it.

    `behind`: one character a seat, `b` at the wall because its person has no vote; `empty`: chairs for those
    who have a vote and are not there. Both only where the plan is a table."""

    plan: Plan
    behind: str
    empty: int


def built(scenario: Scenario, sat: Iterable[tuple[RoleId, bool]]) -> Built:
    """The hall without what happens in it. `sat`: of every seat, whose it is, and if that person votes."""
    if scenario.plan != "table":
        return Built(plan=scenario.plan, behind="", empty=0)
    seats = list(sat)
    seated = {role for role, _ in seats}
    away = [role for role in scenario.roles if role.votes and role.id not in seated]
    return Built(
        plan=scenario.plan, behind="".join("." if votes else "b" for _, votes in seats), empty=len(away)
    )


def _mark(assembly: Assembly, seat: SeatId) -> str:
    if assembly.floor.speaker == seat:
        return "h"
    current = assembly.current
    if current is None or seat not in current.votes:
        return "."
    if not choices_shown(current):
        return "v"
    vote = current.votes[seat]
    numbers = dict(zip(current.alternatives, NUMBERS, strict=False))
    mark = numbers.get(vote) or MARKS.get(vote, "s")
    return SILENT[mark] if seat in current.silent else mark


def silent_now(assembly: Assembly) -> frozenset[str]:
    """The pupils who said nothing in the vote that is before the meeting, where everybody may know."""
    current = assembly.current
    return current.silent if current and choices_shown(current) else frozenset()


def has_missed_something(assembly: Assembly, seat: SeatId) -> bool:
    """Is this pupil told what the meeting has done so far: one who came, or came back, after it had begun?"""
    return assembly.seats[seat].late and not is_over(assembly)


def office_of(assembly: Assembly, seat: SeatId) -> Office:
    """The office whose desk this pupil sees: nobody's before the meeting and after it."""
    role = assembly.role_of(seat) if assembly.status not in ("lobby", "closed") else None
    return role.office if role else ""
