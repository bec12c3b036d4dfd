"""The class at the desk: who is here, away, gone or not yet in, whom the house plays, and the door.

Nothing in it changes with a vote or a request to speak. When one phone goes to sleep, one line of sixty and
the figures above them are pushed, not the list.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Seat, Status
from debate.rules.hall.floor import is_open
from debate.shown.people import Person, name_of, who
from game.pieces import Bit, Lines, Piece
from game.slices import everyone
from game.slices.desk.pupils import MOST_LISTED, everybody
from game.slices.people import SitterRow, sitters
from game.standing import Presence, Standing

GRACES = (0, 60, 120, 300, 600)
"""Seconds after which the house may take over a seat; 0: never."""


class RoleRow(Struct, frozen=True, kw_only=True):
    """A person who can be given to a pupil."""

    role: str
    name: str


class Crowd(Struct, frozen=True, kw_only=True):
    """Pupils' seats line by line, and those of the house. `grace`, of `graces`: in seconds;
    `fills_silence`: is a silent pupil counted; `shown`: does the class see who plays whom?"""

    code: str
    shown: bool
    status: Status
    chair: str
    any: bool
    lines: Lines
    unlisted: Piece
    figures: Piece
    pupils: Lines
    house: Piece
    grace: int
    graces: tuple[int, ...]
    fills_silence: bool
    roles: tuple[RoleRow, ...]


class PresenceCount(Struct, frozen=True, kw_only=True):
    """How many are here, away, or gone."""

    here: int
    away: int
    gone: int


class CrowdFigures(Bit, frozen=True, kw_only=True, tag="figures"):
    """How many are there, of how many expected."""

    count: PresenceCount
    joined: int
    expected: int


class HouseRow(Person, frozen=True, kw_only=True):
    """A person whom the house plays."""

    role: str
    sign: str
    colour: int


class House(Bit, frozen=True, kw_only=True, tag="house"):
    """The persons whom the house plays."""

    house: tuple[HouseRow, ...]


class PupilRow(Person, frozen=True, kw_only=True):
    """One pupil. `silent`: neither spoken nor left a sentence; `share`: the code for a second pupil."""

    sign: str
    colour: int
    role: str
    pupil: str
    presence: Presence
    silent: bool
    sitters: tuple[SitterRow, ...]
    share: str


class CrowdLine(Bit, frozen=True, kw_only=True, tag="line"):
    """One pupil, with all that their line needs."""

    target: str
    code: str
    status: Status
    in_chair: bool
    may_speak: bool
    row: PupilRow


def people(standing: Standing) -> Crowd:
    """Pupils' seats line by line, and those of the house; empty optional seats are left out."""
    assembly, present = standing.assembly, standing.present()
    places = [place for id in assembly.order if _has_a_person(place := assembly.seats[id])]
    there = [place for place in places if place.held_by == "pupil"]
    lines = tuple(_line(standing, place, present) for place in there[:MOST_LISTED])
    states = [present.get(place.id, "gone") for place in there]
    return Crowd(
        code=standing.code,
        shown=standing.people.shown,
        status=assembly.status,
        chair=assembly.chair,
        any=bool(there),
        lines=Lines("crowd", lines),
        unlisted=everyone.more("more-people", len(there) - MOST_LISTED),
        figures=Piece(
            "people-figures", CrowdFigures(count=_count(states), **asdict(everyone.joined(standing)))
        ),
        pupils=standing.once(everybody),
        house=Piece("house-names", House(house=_house(standing, places))),
        grace=assembly.grace,
        fills_silence=assembly.fills_silence,
        graces=tuple(sorted({*GRACES, assembly.grace})),
        roles=tuple(
            RoleRow(role=place.role, name=name_of(assembly, id))
            for id in assembly.order
            if (place := assembly.seats[id]).role
        ),
    )


def _house(standing: Standing, places: list[Seat]) -> tuple[HouseRow, ...]:
    """The persons whom the house plays."""
    factions = {faction.id: faction for faction in standing.assembly.scenario.factions}
    return tuple(
        HouseRow(
            **who(standing.assembly, place.id),
            role=place.role,
            sign=factions[place.faction].sign,
            colour=factions[place.faction].colour,
        )
        for place in places
        if place.held_by == "house"
    )


def _count(states: list[Presence]) -> PresenceCount:
    return PresenceCount(here=states.count("here"), away=states.count("away"), gone=states.count("gone"))


def _heard(standing: Standing) -> set[str]:
    """The seats that have spoken, or left a sentence."""
    assembly = standing.assembly
    return {said.seat for said in (*assembly.speeches.values(), *assembly.statements.values())}


def _floor_is_given(standing: Standing) -> bool:
    """Is it a time for speeches?"""
    return standing.assembly.status == "open" and is_open(standing.assembly)


def _has_a_person(place: Seat) -> bool:
    """Somebody sits there; delegates of the house are a mere number."""
    return place.held_by == "pupil" or (place.held_by == "house" and bool(place.role or not place.delegation))


def _line(standing: Standing, place: Seat, present: Mapping[str, Presence]) -> Piece:
    """One pupil, with all that their line needs."""
    assembly, id = standing.assembly, place.id
    faction = assembly.scenario.faction(place.faction)
    rows, share = sitters(standing, id)
    shown = CrowdLine(
        target=f"person-{id}",
        code=standing.code,
        status=assembly.status,
        in_chair=assembly.chair == id,
        may_speak=standing.once(_floor_is_given) and assembly.floor.speaker != id,
        row=PupilRow(
            **who(assembly, id),
            sign=faction.sign,
            colour=faction.colour,
            role=place.role,
            pupil=standing.names.get(id, ""),
            presence=present.get(id, "gone"),
            silent=id not in standing.once(_heard),
            sitters=rows,
            share=share,
        ),
    )
    return Piece(f"person-{id}", shown)


class DeskDoors(everyone.Doors, frozen=True, kw_only=True):
    """The code, how many are in, and whether the doors are locked."""

    locked: bool
    status: Status


def doors(standing: Standing) -> DeskDoors:
    """The code, how many are in, and whether the doors are locked."""
    assembly = standing.assembly
    return DeskDoors(**asdict(everyone.doors(standing)), locked=assembly.locked, status=assembly.status)
