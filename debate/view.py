"""What each audience may see: the state as plain values, filtered here and nowhere else.

Pages, pushes and `/state/CODE.json` are all made from these slices. "Absent" means "not for this audience":
a key is left out rather than filled with nothing. Audiences: `seat` a pupil, `teach` the desk, `screen` the
wall. Times are milliseconds since the epoch, or None.
"""

from debate.agenda import following, outcome, permits
from debate.assembly import Assembly, Seat
from debate.audience import Audience, Slice
from debate.ballot_view import ballot, choices_shown, divisions, my_vote
from debate.brief import delegate_brief, role_brief
from debate.scenario import Card

MARKS = {"for": "f", "against": "a", "abstain": "n", "sealed": "v"}


def view(assembly: Assembly, audience: Audience, seat: str = "") -> Slice:
    """Everything this audience may see; with `seat`, a pupil's own things too (the shape of `/state/`)."""
    seen: Slice = {
        "seq": assembly.seq,
        "scenario": assembly.scenario.slug,
        "audience": audience,
        "status": assembly.status,
        "stage": stage(assembly),
        "seats": seats(assembly, audience),
        "floor": floor(assembly),
        "statements": statements(assembly, audience),
        "questions": [{"id": q.id, "title": q.title, "text": q.text} for q in assembly.scenario.questions],
        "motions": [],
        "divisions": divisions(assembly, audience),
        "cards": cards(assembly, audience, seat),
        "word": assembly.word,
        "chair": assembly.chair,
        "outcome": ended(assembly),
    }
    if current := ballot(assembly, audience):
        seen["ballot"] = current
    if audience == "seat" and seat:
        seen["me"] = me(assembly, seat)
    return seen


def stage(assembly: Assembly) -> Slice:
    """Where the agenda stands, with its clock and what may be done now."""
    now, allowed = assembly.now, permits(assembly)
    if now is None:
        return {}
    seen: Slice = {
        "id": now.id,
        "kind": now.kind,
        "title": now.title,
        "text": now.text,
        "since": assembly.stage_since,
        "ends_at": assembly.stage_ends,
        "paused_at": assembly.paused_at,
        "status": assembly.status,
        "may": {
            "floor": allowed.floor,
            "statements": allowed.statements,
            "questions": allowed.questions,
        },
    }
    if now.kind == "division":
        seen["question"] = now.question
    return seen


def upcoming(assembly: Assembly) -> Slice | None:
    """The stage after this one, for the desk's large button."""
    if (later := following(assembly)) is None:
        return None
    return {
        "id": later.id,
        "kind": later.kind,
        "title": later.title,
        "teacher": later.teacher,
    }


def seats(assembly: Assembly, audience: Audience) -> list[Slice]:
    """All seats in the order of seating, without anything private."""
    current = assembly.current
    weights = current.weights if current else {}
    return [seat_row(assembly, assembly.seats[id], weights.get(id)) for id in assembly.order]


def seat_row(assembly: Assembly, seat: Seat, weight: int | None = None) -> Slice:
    """One seat as everybody may see it. `weight`: delegates behind it in the current ballot."""
    row: Slice = {
        "id": seat.id,
        "role": seat.role,
        "name": name_of(assembly, seat.id),
        "faction": seat.faction,
        "held_by": seat.held_by,
        "votes": seat.votes,
    }
    if seat.delegation:
        row["delegation"] = seat.delegation
    if weight is not None:
        row["weight"] = weight
    return row


def name_of(assembly: Assembly, seat: str) -> str:
    """What the hall calls a seat: its person, or "City councils 14" for a delegate (no pupil's name)."""
    place = assembly.seats[seat]
    if place.role:
        return assembly.scenario.role(place.role).name
    return f"{assembly.scenario.delegation(place.delegation).name} {seat[1:]}"


def person(assembly: Assembly, seat: str) -> Slice:
    """A seat named for a list: id, name and faction."""
    return {
        "seat": seat,
        "name": name_of(assembly, seat),
        "faction": assembly.seats[seat].faction,
    }


def floor(assembly: Assembly) -> Slice:
    """Who speaks and who is next."""
    now = assembly.floor
    seen: Slice = {
        "list": [request.seat for request in now.requests],
        "requests": [{**person(assembly, r.seat), "purpose": r.purpose} for r in now.requests],
    }
    if now.speaker:
        seen |= {"speaker": now.speaker, "since": now.since, "ends_at": now.ends_at}
        seen |= {
            "speaking": person(assembly, now.speaker),
            "paused_at": assembly.paused_at,
        }
    return seen


def statements(assembly: Assembly, audience: Audience) -> list[Slice]:
    """The sentences for the record, oldest first; hidden ones only for the teacher."""
    ordered = (assembly.statements[f"t{n}"] for n in range(1, len(assembly.statements) + 1))
    return [
        {
            **person(assembly, s.seat),
            "id": s.id,
            "text": s.text,
            "at": s.at,
            "hidden": s.hidden,
        }
        for s in ordered
        if audience == "teach" or not s.hidden
    ]


def hall(assembly: Assembly) -> Slice:
    """The hall as three strings, one character a seat: faction sign, who holds it, and its mark.

    Marks: `.` none, `v` has voted, `f` `a` `n` for, against, abstaining, `h` has the floor.
    """
    signs = {faction.id: faction.sign for faction in assembly.scenario.factions}
    held = {"pupil": "p", "house": "h", "nobody": "-"}
    places = [assembly.seats[id] for id in assembly.order]
    return {
        "seats": "".join(signs[place.faction] for place in places),
        "held": "".join(held[place.held_by] for place in places),
        "marks": "".join(_mark(assembly, place.id) for place in places),
        "factions": [
            {"id": f.id, "sign": f.sign, "name": f.name, "colour": f.colour}
            for f in assembly.scenario.factions
        ],
    }


def _mark(assembly: Assembly, seat: str) -> str:
    if assembly.floor.speaker == seat:
        return "h"
    current = assembly.current
    if current is None or seat not in current.votes:
        return "."
    return MARKS[current.votes[seat]] if choices_shown(current) else "v"


def cards(assembly: Assembly, audience: Audience, seat: str = "") -> list[Slice]:
    """News in play that this audience may read, oldest first; a card released twice is one card."""
    found = {card.id: card for card in assembly.scenario.cards}
    seen: dict[str, Slice] = {}
    for r in assembly.cards:
        if audience == "teach" or _reads(assembly, r.to, seat):
            row = seen.setdefault(r.card, {**card_row(found[r.card]), "at": r.at, "to": []})
            row["to"] += [reader for reader in r.to if reader not in row["to"]]
    return list(seen.values())


def card_row(card: Card) -> Slice:
    """A card's text with its date, mark and sources."""
    return {
        "id": card.id,
        "title": card.title,
        "text": card.text,
        "dated": card.dated,
        "mark": card.mark,
        "sources": list(card.sources),
    }


def _reads(assembly: Assembly, to: tuple[str, ...], seat: str) -> bool:
    if "all" in to:
        return True
    place = assembly.seats.get(seat)
    return place is not None and not {place.id, place.role, place.faction}.isdisjoint(to)


def me(assembly: Assembly, seat: str) -> Slice:
    """What belongs to one pupil alone: seat, person with the whole brief, own vote, own request."""
    place = assembly.seats[seat]
    faction = assembly.scenario.faction(place.faction)
    role = assembly.role_of(seat)
    mine: Slice = {
        "seat": seat,
        "held_by": place.held_by,
        "chair": assembly.chair == seat,
        "asked": any(request.seat == seat for request in assembly.floor.requests),
        "speaking": assembly.floor.speaker == seat,
        "role": {
            "id": place.role or place.delegation,
            "name": name_of(assembly, seat),
            "faction": place.faction,
            "faction_name": faction.name,
            "brief": role_brief(assembly.scenario, role)
            if role
            else delegate_brief(assembly.scenario, place.delegation, place.faction),
        },
    }
    if (vote := my_vote(assembly, seat)) and "choice" in vote:
        mine["vote"] = {"ballot": vote["ballot"], "choice": vote["choice"]}
    return mine


def ended(assembly: Assembly) -> Slice | None:
    """The outcome the meeting reached, once it is over."""
    found = outcome(assembly)
    if found is None:
        return None
    return {
        "id": found.id,
        "title": found.title,
        "text": found.text,
        "historical": found.historical,
    }
