"""Cuts that everybody in the room may see: pupils, the screen on the wall, a replay."""

from debate import ballot_view, view
from debate.audience import Slice
from debate.scenario import CHOICES
from game.standing import Standing


def stage(standing: Standing) -> Slice:
    """Where the meeting stands, the teacher's word to all, one clock: an open vote's, else the stage's."""
    assembly, current = standing.assembly, standing.assembly.current
    seen = {
        "status": assembly.status,
        **view.stage(assembly),
        "code": standing.code,
        "word": assembly.word,
        "over": _over(standing),
    }
    seen["voting"] = bool(current and current.open and current.closes_at)
    if current and seen["voting"]:
        seen["ends_at"] = current.closes_at
    return seen


def doors(standing: Standing) -> Slice:
    """How to get in, while the doors are open and the meeting is not over."""
    return {
        "code": standing.code,
        "open": not standing.assembly.locked and standing.assembly.status != "closed",
        "lobby": standing.assembly.status == "lobby",
        **joined(standing),
    }


def joined(standing: Standing) -> Slice:
    """How many pupils have a seat, of how many expected."""
    seats = standing.assembly.seats.values()
    return {
        "joined": sum(1 for seat in seats if seat.held_by == "pupil"),
        "expected": standing.assembly.pupils,
    }


def hall(standing: Standing) -> Slice:
    """The half-circle: three strings with one character a seat, and the legend."""
    return view.hall(standing.assembly)


def persons(standing: Standing) -> Slice:
    """Who sits where: the persons of each faction, without delegates.

    Whom the house plays is told once the meeting has begun; before that, every newcomer would change it.
    """
    assembly = standing.assembly
    begun = assembly.status != "lobby"
    seated = [
        s for id in assembly.order if (s := assembly.seats[id]).role and (s.kept or s.held_by == "pupil")
    ]
    rows = [
        {**view.person(assembly, s.id), "by_house": begun and s.held_by == "house", "votes": s.votes}
        for s in seated
    ]
    return {
        "factions": [
            {"id": f.id, "sign": f.sign, "colour": f.colour, "name": f.name, "persons": mine}
            for f in assembly.scenario.factions
            if (mine := [row for row in rows if row["faction"] == f.id])
        ]
    }


def floor(standing: Standing) -> Slice:
    """Who speaks and who is next."""
    return {**view.floor(standing.assembly), "may": view.stage(standing.assembly).get("may", {})}


def ballot(standing: Standing) -> Slice:
    """The question being voted on, or voted on last, with the figures everybody may see."""
    seen = ballot_view.ballot(standing.assembly, "screen")
    if seen is None or not is_asked(standing):
        return {"asked": False}
    return {"asked": True, **seen, "bars": bars(seen.get("tally"))}


def is_asked(standing: Standing) -> bool:
    """Is there a ballot to show? An announced result stays up until the next stage that is not its own."""
    now, current = standing.assembly.now, standing.assembly.current
    if now is None or current is None:
        return False
    if not current.announced or current.closed_at is None:
        return True
    return now.kind == "announcement" or standing.assembly.stage_since <= current.closed_at


def bars(tally: dict[str, int] | None) -> list[Slice]:
    """A tally as bars: choice, number, and per cent of all votes for its length."""
    if tally is None:
        return []
    whole = sum(tally.values()) or 1
    return [
        {"choice": choice, "number": tally[choice], "percent": round(100 * tally[choice] / whole, 1)}
        for choice in CHOICES
    ]


def results(standing: Standing) -> Slice:
    """What the meeting has decided so far, as announced."""
    rows = ballot_view.divisions(standing.assembly, "screen")
    keep = ("question", "title", "text", "tally", "carried", "method")
    return {"divisions": [{**{k: row[k] for k in keep}, "bars": bars(row["tally"])} for row in rows]}


def record(standing: Standing) -> Slice:
    """The latest statements left for the record, newest first."""
    rows = view.statements(standing.assembly, "screen")
    return {"statements": rows[::-1][:30], "more": max(0, len(rows) - 30)}


def news(standing: Standing) -> Slice:
    """Cards everybody may read, newest first."""
    return {"cards": view.cards(standing.assembly, "screen")[::-1]}


def _over(standing: Standing) -> bool:
    return ballot_view.is_over(standing.assembly)
