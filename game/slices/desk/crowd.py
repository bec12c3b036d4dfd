"""The class at the desk: who is here, away, gone or not yet in, and whom the house plays.

Nothing in it changes with a vote or a request to speak. When one phone goes to sleep, one line of sixty and
the figures above them are pushed, not the list.
"""

from collections.abc import Mapping

from debate.assembly import Seat
from debate.audience import Slice
from debate.naming import name_of, person
from game.pieces import Lines, Piece
from game.slices import around, public
from game.slices.desk.pupils import MOST_LISTED, everybody
from game.standing import Presence, Standing

GRACES = (0, 60, 120, 300, 600)
"""Seconds after which the house may take over a seat; 0: never."""


def people(standing: Standing) -> Slice:
    """Pupils' seats line by line, and those of the house; empty optional seats are left out."""
    assembly, present = standing.assembly, standing.present()
    places = [place for id in assembly.order if _has_a_person(place := assembly.seats[id])]
    there = [place for place in places if place.held_by == "pupil"]
    lines = tuple(_line(standing, place, present) for place in there[:MOST_LISTED])
    figures = {"count": _count([present.get(place.id, "gone") for place in there]), **public.joined(standing)}
    return {
        "code": standing.code,
        "status": assembly.status,
        "chair": assembly.chair,
        "any": bool(there),
        "lines": Lines("crowd", lines),
        "unlisted": public.more("more-people", len(there) - MOST_LISTED),
        "figures": Piece("figures", "people-figures", figures),
        "pupils": standing.once(everybody),
        "house": Piece("house", "house-names", {"house": _house(standing, places)}),
        "grace": assembly.grace,
        "graces": sorted({*GRACES, assembly.grace}),
        "roles": [
            {"role": place.role, "name": name_of(assembly, id)}
            for id in assembly.order
            if (place := assembly.seats[id]).role
        ],
    }


def _house(standing: Standing, places: list[Seat]) -> list[Slice]:
    """The persons whom the house plays."""
    return [
        {**person(standing.assembly, place.id), "role": place.role, **_badge(standing, place)}
        for place in places
        if place.held_by == "house"
    ]


def _count(states: list[Presence]) -> dict[str, int]:
    """How many are here, away, gone, or without a device."""
    return {state: states.count(state) for state in dict.fromkeys(("here", "away", "gone", *states))}


def _heard(standing: Standing) -> set[str]:
    """The seats that have spoken, or left a sentence."""
    assembly = standing.assembly
    return {said.seat for said in (*assembly.speeches.values(), *assembly.statements.values())}


def _has_a_person(place: Seat) -> bool:
    """Somebody sits there; delegates of the house are a mere number."""
    return place.held_by == "pupil" or (place.held_by == "house" and bool(place.role or not place.delegation))


def _line(standing: Standing, place: Seat, present: Mapping[str, Presence]) -> Piece:
    """One pupil, with all that their line needs."""
    assembly, id = standing.assembly, place.id
    shown = {
        "target": f"person-{id}",
        "code": standing.code,
        "status": assembly.status,
        "in_chair": assembly.chair == id,
        "speaks": assembly.floor.speaker == id,
        "row": {
            **person(assembly, id),
            **_badge(standing, place),
            "role": place.role,
            "pupil": standing.names.get(id, ""),
            "presence": present.get(id, "gone"),
            "silent": id not in standing.once(_heard),
            **around.sitters(standing, id),
        },
    }
    return Piece("line", f"person-{id}", shown)


def _badge(standing: Standing, place: Seat) -> Slice:
    faction = standing.assembly.scenario.faction(place.faction)
    return {"sign": faction.sign, "colour": faction.colour}
