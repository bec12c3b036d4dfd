"""Cuts that everybody in the room may see: pupils, the screen on the wall, a replay."""

from collections import Counter

from debate import ballot_view, naming, view
from debate.audience import Slice
from debate.debrief import on_the_wall
from debate.queue import spoken
from debate.scenario import CHOICES, Faction
from game.pieces import Lines, Piece
from game.standing import Standing

MOST_NOTICES = 2
MOST_WAITING = 30
"""Lines of the speakers' list that are shown; of the others it is said how many they are."""
MOST_STATEMENTS = 30
SEATS_A_BLOCK = 50
"""Seats of the half-circle that are pushed together."""


def stage(standing: Standing) -> Slice:
    """Where the meeting stands, the teacher's word to all, one clock: an open vote's, else a
    break's, else the stage's."""
    assembly, current = standing.assembly, standing.assembly.current
    seen = {
        "status": assembly.status,
        **view.stage(assembly),
        "code": standing.code,
        "word": assembly.word,
        "over": _over(standing),
        "lately": _lately(standing),
    }
    seen["voting"] = bool(current and current.open and current.closes_at)
    if current and seen["voting"]:
        seen |= {"ends_at": current.closes_at, "warns": current.warns}
    elif "recess_ends" in seen:
        seen["ends_at"] = seen["recess_ends"]
    return seen


def _lately(standing: Standing) -> list[Slice]:
    """What the hall should hear of, the newest first; with the stage it becomes old."""
    fresh = [n for n in view.lately(standing.assembly) if n["at"] >= standing.assembly.stage_since]
    said = {(n["kind"], n["name"]): {"kind": n["kind"], "name": n["name"]} for n in fresh}
    return list(said.values())[::-1][:MOST_NOTICES]


def doors(standing: Standing) -> Slice:
    """How to get in, while the doors are open and the meeting is not over."""
    return {
        "code": standing.code,
        "open": not standing.assembly.locked and standing.assembly.status != "closed",
        "lobby": standing.assembly.status == "lobby",
        **joined(standing),
    }


def joined(standing: Standing) -> Slice:
    """How many pupils have a seat, of how many expected: at least as many as have come."""
    came = sum(1 for seat in standing.assembly.seats.values() if seat.held_by == "pupil")
    return {"joined": came, "expected": max(came, standing.assembly.pupils)}


def hall(standing: Standing) -> Slice:
    """The half-circle: the legend, one character a seat for its faction, and block by block who holds each
    seat and its mark."""
    return standing.once(_hall)


def _hall(standing: Standing) -> Slice:
    seen = view.hall(standing.assembly)
    starts = range(0, len(seen["seats"]), SEATS_A_BLOCK)
    return {
        "seats": seen["seats"],
        "factions": seen["factions"],
        "blocks": Lines("", tuple(_block(seen, n, start) for n, start in enumerate(starts))),
    }


def _block(seen: Slice, n: int, start: int) -> Piece:
    some = slice(start, start + SEATS_A_BLOCK)
    return Piece("hall", f"hall-{n}", {"n": n, "held": seen["held"][some], "marks": seen["marks"][some]})


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
        {
            **naming.person(assembly, s.id),
            "by_house": begun and s.held_by == "house",
            "votes": s.votes,
            "in_chair": s.id == assembly.chair,
        }
        for s in seated
    ]
    of_faction: dict[str, list[Slice]] = {}
    for row in rows:
        of_faction.setdefault(row["faction"], []).append(row)
    factions = [f for f in assembly.scenario.factions if f.id in of_faction]
    return {"factions": Lines("persons-of", tuple(_persons(f, of_faction[f.id]) for f in factions))}


def _persons(faction: Faction, rows: list[Slice]) -> Piece:
    badge = {"sign": faction.sign, "colour": faction.colour, "name": faction.name}
    return Piece("persons", f"persons-{faction.id}", {"f": faction.id, **badge, "persons": rows})


def whole_floor(standing: Standing) -> Slice:
    """Who speaks, everybody who waits, and what may be done now."""
    return {**view.floor(standing.assembly), "may": standing.once(may)}


def may(standing: Standing) -> Slice:
    """What the stage permits."""
    allowed: Slice = view.stage(standing.assembly).get("may", {})
    return allowed


def floor(standing: Standing) -> Slice:
    """Who speaks and who is next."""
    seen = dict(standing.once(whole_floor))
    waiting = seen.pop("requests")
    del seen["list"]
    speakers = [Piece("speaker", f"speaker-{row['seat']}", {"row": row}) for row in waiting[:MOST_WAITING]]
    return {
        **seen,
        "waits": bool(waiting),
        "speakers": Lines("speakers", tuple(speakers)),
        "more": more("more-speakers", len(waiting) - MOST_WAITING),
    }


def times(standing: Standing) -> Counter[str]:
    """Milliseconds each seat has spoken."""
    return spoken(standing.assembly)


def more(target: str, number: int) -> Piece:
    """So many more there are than the lines above it."""
    return Piece("more", target, {"id": target, "more": max(0, number)})


def ballot(standing: Standing) -> Slice:
    """The question being voted on, or voted on last, with the figures everybody may see."""
    seen = ballot_view.ballot(standing.assembly, "screen")
    if seen is None or not is_asked(standing):
        return {"asked": False}
    current = standing.assembly.current
    return {
        "asked": True,
        **seen,
        "bars": bars(seen),
        "counts": counts(seen),
        "tie_waits": current is not None and current.tied,
    }


def counts(seen: Slice) -> list[Slice]:
    """Of a ranking that took more than one count: each alternative's figures, None once it is out."""
    if len(rounds := seen.get("rounds", [])) < 2:
        return []
    return [
        {"label": a["text"], "figures": [count.get(a["id"]) for count in rounds]}
        for a in seen["alternatives"]
    ]


def is_asked(standing: Standing) -> bool:
    """Is there a ballot to show? An announced result stays up until the next stage that is not its own."""
    now, current = standing.assembly.now, standing.assembly.current
    if now is None or current is None:
        return False
    if not current.announced or current.closed_at is None:
        return True
    return now.kind == "announcement" or standing.assembly.stage_since <= current.closed_at


def bars(seen: Slice) -> list[Slice]:
    """The tally of a ballot as bars: number, and per cent of all votes for the length. Of a ranking the first
    preferences. An alternative has a `label` and says whether it was `chosen`."""
    tally = seen.get("tally")
    if tally is None:
        return []
    if not (alternatives := seen.get("alternatives")):
        return [_bar(tally[choice], sum(tally.values()), choice=choice) for choice in CHOICES]
    if seen["method"] == "ranked":
        tally = seen["rounds"][0] if "rounds" in seen else {}
    winners, whole = seen.get("winners", []), sum(tally.get(a["id"], 0) for a in alternatives)
    return [
        _bar(tally.get(a["id"], 0), whole, choice=a["id"], label=a["text"], chosen=a["id"] in winners)
        for a in alternatives
    ]


def _bar(number: int, whole: int, **about: object) -> Slice:
    return {**about, "number": number, "percent": round(100 * number / (whole or 1), 1)}


def results(standing: Standing) -> Slice:
    """What the meeting has decided so far, as announced."""
    return standing.once(_results)


def _results(standing: Standing) -> Slice:
    rows = ballot_view.divisions(standing.assembly, "screen")
    keep = ("question", "title", "carried", "tied", "straw", "alternatives", "winners", "reconsidered")
    keep += ("elected", "counting")
    return {
        "divisions": [
            {**{k: row[k] for k in keep if k in row}, "kind": _motion_kind(row), "bars": bars(row)}
            for row in rows
        ]
    }


def _motion_kind(row: Slice) -> str:
    """What to write before the title of a motion; a procedural one's title says it already."""
    motion = row.get("motion")
    return "" if motion is None or motion["procedural"] else str(motion["kind"])


def record(standing: Standing) -> Slice:
    """The latest statements left for the record, newest first."""
    rows = view.statements(standing.assembly, "screen")
    latest = rows[::-1][:MOST_STATEMENTS]
    return {
        "any": bool(rows),
        "statements": Lines(
            "record-lines", tuple(Piece("said", f"said-{row['id']}", {"row": row}) for row in latest)
        ),
        "more": more("more-said", len(rows) - MOST_STATEMENTS),
    }


def news(standing: Standing) -> Slice:
    """Cards everybody may read, newest first."""
    return {"cards": view.cards(standing.assembly, "screen")[::-1]}


def debrief(standing: Standing) -> Slice:
    """The question the class talks about just now, once the meeting is over."""
    return {"question": on_the_wall(standing.assembly)}


def headlines(standing: Standing) -> Slice:
    """What the press made of the meeting, once it is over."""
    assembly = standing.assembly
    written = assembly.headlines.items() if _over(standing) else ()
    return {
        "headlines": [
            {"name": naming.name_of(assembly, seat), "text": text} for seat, text in sorted(written)
        ]
    }


def _over(standing: Standing) -> bool:
    return ballot_view.is_over(standing.assembly)
