"""The class at the desk: who is here, away, gone or not yet in, and whom the house plays.

Nothing in it changes with a vote or a request to speak. When one phone goes to sleep, one line of sixty and
the figures above them are pushed, not the list (`by_line`).
"""

from debate.assembly import Seat
from debate.audience import Slice
from debate.naming import name_of, person
from game.slices import around, public
from game.slices.desk.ballots import MOST_LISTED
from game.standing import Standing

GRACES = (0, 60, 120, 300, 600)
"""Seconds after which the house may take over a seat; 0: never."""


def people(standing: Standing) -> Slice:
    """Pupils' seats line by line, and those of the house; empty optional seats are left out."""
    assembly = standing.assembly
    places = [place for id in assembly.order if _has_a_person(place := assembly.seats[id])]
    heard = {said.seat for said in (*assembly.speeches.values(), *assembly.statements.values())}
    there = [_line(standing, place, heard) for place in places if place.held_by == "pupil"]
    return {
        "code": standing.code,
        "status": assembly.status,
        "chair": assembly.chair,
        "lines": there[:MOST_LISTED],
        "unlisted": max(0, len(there) - MOST_LISTED),
        "figures": {"count": _count(there), **public.joined(standing)},
        "pupils": [_named(line["row"]) for line in there[:MOST_LISTED]],
        "house": [
            {**person(assembly, place.id), "role": place.role, **_badge(standing, place)}
            for place in places
            if place.held_by == "house"
        ],
        "grace": assembly.grace,
        "graces": sorted({*GRACES, assembly.grace}),
        "roles": [
            {"role": place.role, "name": name_of(assembly, id)}
            for id in assembly.order
            if (place := assembly.seats[id]).role
        ],
    }


def by_line(shown: Slice) -> tuple[Slice, dict[tuple[str, str], Slice]]:
    """The list of people taken apart: the rest, and what can be pushed by itself, by its key as a part."""
    pupils = {("line", line["target"]): line for line in shown["lines"]}
    rest = {key: value for key, value in shown.items() if key not in ("lines", "figures")}
    return rest, {("figures", "people-figures"): shown["figures"], **pupils}


def _count(lines: list[Slice]) -> dict[str, int]:
    """How many are here, away, gone, or without a device."""
    states = [line["row"]["presence"] for line in lines]
    return {state: states.count(state) for state in dict.fromkeys(("here", "away", "gone", *states))}


def _named(row: Slice) -> Slice:
    return {key: row[key] for key in ("seat", "pupil", "name")}


def _has_a_person(place: Seat) -> bool:
    """Somebody sits there; delegates of the house are a mere number."""
    return place.held_by == "pupil" or (place.held_by == "house" and bool(place.role or not place.delegation))


def _line(standing: Standing, place: Seat, heard: set[str]) -> Slice:
    """One pupil, with all that their line needs."""
    assembly, id = standing.assembly, place.id
    return {
        "target": f"person-{id}",
        "code": standing.code,
        "status": assembly.status,
        "in_chair": assembly.chair == id,
        "row": {
            **person(assembly, id),
            **_badge(standing, place),
            "role": place.role,
            "pupil": standing.names.get(id, ""),
            "presence": standing.presence.get(id, "gone"),
            "silent": id not in heard,
            **around.sitters(standing, id),
        },
    }


def _badge(standing: Standing, place: Seat) -> Slice:
    faction = standing.assembly.scenario.faction(place.faction)
    return {"sign": faction.sign, "colour": faction.colour}
