"""Cuts that belong to one pupil: seat, ballot and receipt, the floor, news, the chair, the person."""

from debate import ballot_view, view
from debate.audience import Slice
from debate.brief import faction_sheet
from debate.floor import LONGEST_STATEMENT, PURPOSES
from game.slices import desk, public
from game.standing import Standing


def seat(standing: Standing, seat: str) -> Slice:
    """Is this pupil's seat still theirs, or has it gone to the house?"""
    mine = standing.assembly.seats[seat].held_by == "pupil" or standing.assembly.status == "closed"
    return {"code": standing.code, "mine": mine}


def vote(standing: Standing, seat: str) -> Slice:
    """The ballot in this pupil's hand, and the receipt once a vote is on disk."""
    mine = ballot_view.my_vote(standing.assembly, seat)
    if not mine or not public.is_asked(standing):
        return {"asked": False}
    asked = ballot_view.paper(standing.assembly)
    keep = ("id", "title", "text", "for_means", "against_means", "method", "open", "closes_at", "paused_at")
    return {
        "asked": True,
        "code": standing.code,
        "status": standing.assembly.status,
        "bloc": standing.assembly.weighting == "bloc",
        **{key: asked[key] for key in keep},
        **{key: mine[key] for key in ("entitled", "weight", "choice", "by_house", "final") if key in mine},
    }


def floor(standing: Standing, seat: str) -> Slice:
    """What this pupil may do about speaking, and the form for a statement."""
    now = standing.assembly.floor
    place = next((n for n, request in enumerate(now.requests, 1) if request.seat == seat), 0)
    return {
        "code": standing.code,
        "speaking": now.speaker == seat,
        "place": place,
        "purposes": PURPOSES,
        "longest": LONGEST_STATEMENT,
        "may": view.stage(standing.assembly).get("may", {}),
        "status": standing.assembly.status,
    }


def cards(standing: Standing, seat: str) -> Slice:
    """News this pupil may read, newest first; what not everybody reads is marked."""
    rows = view.cards(standing.assembly, "seat", seat)
    return {"cards": [{**row, "for_you": "all" not in row["to"]} for row in rows[::-1]]}


def chair(standing: Standing, seat: str) -> Slice:
    """The chair's controls, for the pupil who holds it."""
    if standing.assembly.chair != seat:
        return {"held": False}
    step = desk.next_step(standing)
    del step["advice"]  # For teachers: it knows how the story ends.
    floor = standing.assembly.floor
    return {
        "held": True,
        "code": standing.code,
        "next": step,
        "waiting": bool(floor.requests),
        "speaker": floor.speaker,
    }


def person(standing: Standing, seat: str) -> Slice:
    """The role sheet, and what this pupil's faction wants."""
    mine = view.me(standing.assembly, seat)
    return {
        "code": standing.code,
        "person": mine["role"],
        "pupil": standing.names.get(seat, ""),
        "faction": faction_sheet(standing.assembly.scenario, mine["role"]["faction"]),
    }
