"""The class at the desk: who is here, away, gone or not yet in, and whom the house plays.

Nothing in it changes with a vote or a request to speak: sixty lines are drawn anew only for what they show.
"""

from debate.audience import Slice
from debate.naming import name_of, person
from game.slices import around, public
from game.slices.desk.ballots import MOST_LISTED
from game.standing import Standing

GRACES = (0, 60, 120, 300, 600)
"""Seconds after which the house may take over a seat; 0: never."""


def people(standing: Standing) -> Slice:
    """Pupils' seats first; empty optional seats are left out."""
    assembly = standing.assembly
    spoke = {speech.seat for speech in assembly.speeches.values()}
    wrote = {statement.seat for statement in assembly.statements.values()}
    names, rows = standing.names, []
    for id in assembly.order:
        place = assembly.seats[id]
        if place.held_by == "nobody" or (place.delegation and not place.role and place.held_by == "house"):
            continue
        row = {**person(assembly, id), "held_by": place.held_by, "role": place.role}
        if place.held_by == "pupil":
            row["pupil"] = names.get(id, "")
            row["presence"] = standing.presence.get(id, "gone")
            row["silent"] = id not in spoke and id not in wrote
            row |= around.sitters(standing, id)
        rows.append(row)
    rows.sort(key=lambda row: row["held_by"] != "pupil")
    states = [row["presence"] for row in rows if "presence" in row]
    return {
        "code": standing.code,
        "status": assembly.status,
        "chair": assembly.chair,
        "seats": rows[:MOST_LISTED],
        "unlisted": max(0, len(rows) - MOST_LISTED),
        "count": {state: states.count(state) for state in dict.fromkeys(("here", "away", "gone", *states))},
        "grace": assembly.grace,
        "graces": sorted({*GRACES, assembly.grace}),
        "roles": [
            {"role": place.role, "name": name_of(assembly, id)}
            for id in assembly.order
            if (place := assembly.seats[id]).role
        ],
        "factions": [{"id": f.id, "sign": f.sign, "colour": f.colour} for f in assembly.scenario.factions],
        **public.joined(standing),
    }
