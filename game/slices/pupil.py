"""Cuts that belong to one pupil: seat, ballot and receipt, the floor, news, the chair, the person."""

from debate import ballot_view, view
from debate.assembly import Floor
from debate.audience import Slice
from debate.ballots import METHODS
from debate.brief import faction_sheet
from debate.floor import LONGEST_STATEMENT, ORDERS, PURPOSES
from debate.queue import queue
from game.slices import around, desk, motions, public
from game.standing import Standing

PAPER = (
    *(
        "id",
        "title",
        "text",
        "motion",
        "wording",
        "for_means",
        "against_means",
        "alternatives",
        "elects",
        "elected",
    ),
    *("straw", "method", "hidden", "open"),
)
"""What of a ballot stands on the paper in a pupil's hand."""


def seat(standing: Standing, seat: str) -> Slice:
    """Is this pupil's seat still theirs, or has it gone to the house? With whom is it shared?"""
    mine = standing.assembly.seats[seat].held_by == "pupil" or standing.assembly.status == "closed"
    return {"code": standing.code, "mine": mine, **around.shared(standing, seat)}


def vote(standing: Standing, seat: str) -> Slice:
    """The ballot in this pupil's hand, and the receipt once a vote is on disk."""
    mine = ballot_view.my_vote(standing.assembly, seat)
    if not mine or not public.is_asked(standing):
        return {"asked": False}
    asked = standing.once(_paper)
    return {
        "asked": True,
        "code": standing.code,
        "bloc": standing.assembly.weighting == "bloc",
        "sealed": METHODS[asked["method"]].sealed,
        "alternatives": (),
        **{key: asked[key] for key in PAPER if key in asked},
        "called_one_by_one": "of_roll" in asked,
        **{key: value for key, value in mine.items() if key not in ("ballot", "open")},
    }


def _paper(standing: Standing) -> Slice:
    return ballot_view.paper(standing.assembly)


def floor(standing: Standing, seat: str) -> Slice:
    """What this pupil may do about speaking, and the form for a statement."""
    assembly, now = standing.assembly, standing.assembly.floor
    role = assembly.role_of(seat)
    asks_only = role is not None and role.office == "press"
    word = now.intervention
    return {
        "code": standing.code,
        "speaking": now.speaker == seat,
        "putting_in": word is not None and word.seat == seat,
        "place": standing.once(_places).get(seat, 0),
        "order": now.order,
        "purposes": _purposes(now, asks_only),
        "list_closed": now.list_closed,
        "closed": now.closed,
        "spoken": standing.once(public.times)[seat] // 1000,
        "longest": LONGEST_STATEMENT,
        "may": standing.once(public.may),
    }


def _places(standing: Standing) -> dict[str, int]:
    """Seat to its place on the speakers' list."""
    return {request.seat: place for place, request in enumerate(queue(standing.assembly), 1)}


def _purposes(now: Floor, asks_only: bool) -> list[str]:
    """What this pupil may ask to speak for."""
    if asks_only:
        return [] if now.list_closed else ["question"]
    return ["point_of_order"] if now.list_closed else list(PURPOSES)


def cards(standing: Standing, seat: str) -> Slice:
    """News this pupil may read, newest first; what not everybody reads is marked."""
    rows = view.cards(standing.assembly, "seat", seat)
    return {"cards": [{**row, "for_you": "all" not in row["to"]} for row in rows[::-1]]}


def chair(standing: Standing, seat: str) -> Slice:
    """The chair's controls, for the pupil who holds it."""
    if standing.assembly.chair != seat:
        return {"held": False}
    step = dict(standing.once(desk.next_step))
    del step["advice"]  # For teachers: it knows how the story ends.
    later = step.pop("upcoming")
    own = [row for row in step.pop("undoable")[:1] if row["by"] == seat]
    floor = standing.once(public.whole_floor)
    keep = ("id", "kind", "text", "name", "on", "pieces", "passage", "seconds", "procedural", "state")
    return {
        "held": True,
        **step,
        "upcoming": later and {key: later[key] for key in ("id", "kind", "title")},
        "undoable": own,
        "requests": floor["requests"][: public.MOST_WAITING],
        "speaker": floor.get("speaker", ""),
        "intervention": floor.get("intervention"),
        "order": floor["order"],
        "orders": ORDERS,
        "motions": [
            {key: row[key] for key in keep if key in row}
            for row in standing.once(motions.rows)
            if row["waits"] and row["state"] == "seconded"
        ],
    }


def person(standing: Standing, seat: str) -> Slice:
    """Who the pupil is here; and on the role sheet all that is the same for others of the same delegation."""
    assembly = standing.assembly
    person = view.person_of(assembly, seat)
    faction = faction_sheet(assembly.scenario, assembly.seats[seat].faction)
    return {"name": person["name"], "sheet": {"brief": person["brief"], "faction": faction}}
