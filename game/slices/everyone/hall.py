"""Who sits where."""

from msgspec import Struct

from debate.scenario import Faction
from debate.shown import hall as hall_view
from debate.shown import people
from debate.shown.hall import Badge
from debate.shown.people import Person
from game.hall.drawing import Told, drawing
from game.pieces import Bit, Lines, Piece
from game.standing import Standing

SEATS_A_BLOCK = 50
"""Seats of the hall that are pushed together."""


class HallDrawn(Struct, frozen=True, kw_only=True):
    """The hall: where its seats stand, one character a seat for its faction, the legend, and its blocks.
    `told`: the drawing; `seated`: the signs of the factions in which somebody sits."""

    told: Told
    seats: str
    seated: str
    factions: tuple[Badge, ...]
    blocks: Lines


class Block(Bit, frozen=True, kw_only=True, tag="hall"):
    """Some seats of it: who holds each, and its mark."""

    n: int
    held: str
    marks: str


def hall(standing: Standing) -> HallDrawn:
    """The hall with its legend, and block by block who holds each seat and its mark."""
    return standing.once(_hall)


def _hall(standing: Standing) -> HallDrawn:
    seen = hall_view.hall(standing.assembly)
    starts = range(0, len(seen.seats), SEATS_A_BLOCK)
    blocks = tuple(_block(seen, n, start) for n, start in enumerate(starts))
    scenario, seats = standing.assembly.scenario, standing.assembly.seats
    sat = ((seats[id].role, seats[id].votes) for id in standing.assembly.order)
    drawn = drawing(seen.seats, scenario.factions, hall_view.built(scenario, sat))
    seated = "".join(sorted({sign for sign, held in zip(seen.seats, seen.held, strict=True) if held != "-"}))
    return HallDrawn(
        told=drawn.as_told(),
        seats=seen.seats,
        seated=seated,
        factions=seen.factions,
        blocks=Lines("", blocks),
    )


def _block(seen: hall_view.HallShown, n: int, start: int) -> Piece:
    some = slice(start, start + SEATS_A_BLOCK)
    return Piece(f"hall-{n}", Block(n=n, held=seen.held[some], marks=seen.marks[some]))


class Persons(Struct, frozen=True, kw_only=True):
    """Who sits where, faction by faction; `named`: and who plays them."""

    named: bool
    factions: Lines


class HallPerson(Person, frozen=True, kw_only=True):
    """One of them. `place`: which of the hall's seats it is, from 0; `pupil`: who plays it, if
    the class is told; `silent`: said nothing in the vote before the meeting, and was counted."""

    place: int
    pupil: str
    by_house: bool
    votes: bool
    in_chair: bool
    silent: bool


class PersonsOf(Bit, frozen=True, kw_only=True, tag="persons"):
    """The persons of a faction."""

    f: str
    sign: str
    colour: int
    name: str
    persons: tuple[HallPerson, ...]


def persons(standing: Standing) -> Persons:
    """Who sits where: the persons of each faction, without delegates.

    Whom the house plays is told once the meeting has begun; before that, every newcomer would change it.
    """
    assembly = standing.assembly
    begun, silent = assembly.status != "lobby", hall_view.silent_now(assembly)
    of_faction: dict[str, list[HallPerson]] = {}
    for place, id in enumerate(assembly.order):
        s = assembly.seats[id]
        if not s.role or not (s.kept or s.held_by == "pupil"):
            continue
        row = HallPerson(
            **people.who(assembly, s.id),
            place=place,
            pupil=standing.known.get(id, ""),
            by_house=begun and s.held_by == "house",
            votes=s.votes,
            in_chair=s.id == assembly.chair,
            silent=s.id in silent,
        )
        of_faction.setdefault(row.faction, []).append(row)
    factions = [f for f in assembly.scenario.factions if f.id in of_faction]
    lines = Lines("persons-of", tuple(_persons(f, of_faction[f.id]) for f in factions))
    return Persons(named=standing.people.shown, factions=lines)


def _persons(faction: Faction, rows: list[HallPerson]) -> Piece:
    shown = PersonsOf(
        f=faction.id, sign=faction.sign, colour=faction.colour, name=faction.name, persons=tuple(rows)
    )
    return Piece(f"persons-{faction.id}", shown)
