"""What each audience may see: the state as plain values, filtered here and nowhere else.

Pages, pushes and `/state/CODE.json` are all made from these slices. "Absent" means "not for this audience":
a key is left out rather than filled with nothing. Audiences: `seat` a pupil, `teach` the desk, `screen` the
wall. Times are milliseconds since the epoch, or None.
"""

from typing import TypeVar

from immutables import Map
from msgspec.structs import asdict

from debate import debrief
from debate.agenda import following, outcome, permits
from debate.assembly import Assembly, Line, Seat, Statement, Text
from debate.audience import Audience, Slice
from debate.ballot_view import ballot, choices_shown, divisions, my_vote
from debate.brief import delegate_brief, role_brief
from debate.caucus import room_of, rooms
from debate.events import MotionMoved
from debate.motion_view import docket, motion_row
from debate.moving import as_motion
from debate.naming import name_of, person
from debate.notes import leaning_key
from debate.outward import outward
from debate.queue import queue
from debate.scenario import Card
from debate.wording import text_of

Said = TypeVar("Said", Statement, Line)
MARKS = {"for": "f", "against": "a", "abstain": "n", "sealed": "v"}


def view(assembly: Assembly, audience: Audience, seat: str = "") -> Slice:
    """Everything this audience may see; with `seat`, a pupil's own things too (the shape of `/state/`)."""
    if audience != "teach":
        assembly = outward(assembly, wall=audience == "screen")
    seen: Slice = {
        "seq": assembly.seq,
        "scenario": assembly.scenario.slug,
        "audience": audience,
        "status": assembly.status,
        "stage": stage(assembly),
        "seats": seats(assembly, audience),
        "floor": floor(assembly),
        "statements": statements(assembly, audience),
        "questions": questions(assembly),
        "motions": docket(assembly),
        "divisions": divisions(assembly, audience),
        "cards": cards(assembly, audience, seat),
        "word": assembly.word,
        "chair": assembly.chair,
        "lately": lately(assembly),
        "outcome": ended(assembly),
    }
    if audience == "teach":
        seen["caucus"] = all_rooms(assembly)
        seen["planned"] = list(assembly.planned)
        seen["reflections"] = debrief.reflections(assembly)
        seen["help"] = [{**person(assembly, call.seat), "text": call.text} for call in assembly.help]
        seen["read_first"] = list(assembly.read_first)
        seen["to_read"] = to_read(assembly)
        seen["taken_away"] = taken_away(assembly)
    if talk := debrief.on_the_wall(assembly):
        seen["debrief"] = talk
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
        "may": asdict(allowed),
    }
    if assembly.recess_ends is not None:
        seen["recess_ends"] = assembly.recess_ends
    if now.kind == "division":
        seen["question"] = now.question
    return seen


def questions(assembly: Assembly) -> list[Slice]:
    """The questions of the meeting, with the text that amendments may change as it reads now."""
    return [
        {
            "id": q.id,
            "title": q.title,
            "text": q.text,
            **({"wording": text_of(assembly, q.id)} if q.wording else {}),
            **({"straw": True} if q.straw else {}),
        }
        for q in assembly.scenario.questions
    ]


def lately(assembly: Assembly) -> list[Slice]:
    """What the hall should hear of: seats the house took or gave back, steps that were undone."""
    return [
        {
            "kind": notice.kind,
            "about": notice.about,
            "name": name_of(assembly, notice.about) if notice.kind != "undone" else "",
            "at": notice.at,
        }
        for notice in assembly.lately
    ]


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


def floor(assembly: Assembly) -> Slice:
    """Who speaks and who is next, in the order in which the chair has them called."""
    now, waiting = assembly.floor, queue(assembly)
    seen: Slice = {
        "list": [request.seat for request in waiting],
        "requests": [{**person(assembly, r.seat), "purpose": r.purpose} for r in waiting],
        "order": now.order,
        "list_closed": now.list_closed,
        "closed": now.closed,
    }
    if now.speaker:
        seen |= {"speaker": now.speaker, "since": now.since, "ends_at": now.ends_at}
        seen |= {
            "speaking": {**person(assembly, now.speaker), "purpose": now.purpose},
            "paused_at": assembly.paused_at,
        }
    if word := now.intervention:
        seen["intervention"] = {**person(assembly, word.seat), "since": word.since, "ends_at": word.ends_at}
    return seen


def caucus(assembly: Assembly, seat: str) -> Slice:
    """The rooms this seat may read, whether they are open, and who speaks for whom."""
    faction, written = assembly.seats[seat].faction, by_room(assembly)
    return {
        "open": permits(assembly).caucus,
        "rooms": [
            caucus_room(assembly, room, [line for line in written.get(room, ()) if not line.hidden])
            for room in rooms(assembly, seat)
        ],
        "envoy": assembly.envoys.get(faction, ""),
        "members": members(assembly).get(faction, []),
    }


def members(assembly: Assembly) -> dict[str, list[Slice]]:
    """Faction to the pupils in it."""
    found: dict[str, list[Slice]] = {}
    for seat in (assembly.seats[id] for id in assembly.order):
        if seat.held_by == "pupil":
            found.setdefault(seat.faction, []).append(person(assembly, seat.id))
    return found


def all_rooms(assembly: Assembly) -> list[Slice]:
    """Every room with its lines, for the teacher; also those that are still empty."""
    written = by_room(assembly)
    known = written.keys() | {f.id for f in assembly.scenario.factions}
    envoys = sorted(assembly.envoys)
    known |= {room_of(one, other) for n, one in enumerate(envoys) for other in envoys[n + 1 :]}
    return [caucus_room(assembly, room, written.get(room, [])) for room in sorted(known)]


def by_room(assembly: Assembly) -> dict[str, list[Line]]:
    """Room to its lines, oldest first; hidden ones too."""
    found: dict[str, list[Line]] = {}
    for line in as_they_came(assembly.lines):
        found.setdefault(line.room, []).append(line)
    return found


def caucus_room(assembly: Assembly, room: str, lines: list[Line]) -> Slice:
    """One room with these lines of it."""
    factions = {f.id: f.name for f in assembly.scenario.factions}
    return {
        "id": room,
        "factions": room.split("+"),
        "names": [factions[f] for f in room.split("+")],
        "lines": [
            {
                **person(assembly, line.seat),
                "id": line.id,
                "text": line.text,
                "at": line.at,
                "hidden": line.hidden,
            }
            for line in lines
        ],
    }


def statements(assembly: Assembly, audience: Audience) -> list[Slice]:
    """The sentences for the record, oldest first; hidden ones only for the teacher."""
    return [
        {
            **person(assembly, s.seat),
            "id": s.id,
            "text": s.text,
            "at": s.at,
            "hidden": s.hidden,
        }
        for s in as_they_came(assembly.statements)
        if audience == "teach" or not s.hidden
    ]


def to_read(assembly: Assembly, seat: str = "") -> list[Slice]:
    """The texts that wait until the teacher has read them, oldest first; with `seat`, those of one pupil."""
    waiting = [assembly.texts[id] for id in assembly.held if id not in assembly.away]
    return [
        _waiting_row(assembly, text)
        for text in sorted(waiting, key=lambda text: text.seq)
        if seat in ("", text.seat)
    ]


def _waiting_row(assembly: Assembly, text: Text) -> Slice:
    """A text that waits; of a motion also what it would do."""
    event = assembly.held[text.id]
    row = {**text_row(assembly, text), **person(assembly, event.seat)}
    if isinstance(event, MotionMoved):
        row["motion"] = motion_row(assembly, as_motion(assembly, event))
    return row


def taken_away(assembly: Assembly) -> list[Slice]:
    """The texts the teacher has taken away, the latest first."""
    gone = sorted(assembly.away.items(), key=lambda row: row[1], reverse=True)
    return [text_row(assembly, assembly.texts[id]) for id, _ in gone]


def text_row(assembly: Assembly, text: Text) -> Slice:
    """A pupil's text: its id, kind and words, and who wrote it (nobody: the teacher, in the chair)."""
    who = person(assembly, text.seat) if text.seat else {"seat": "", "name": ""}
    return {**who, "id": text.id, "kind": text.kind, "text": text.text, "at": text.at}


def as_they_came(kept: Map[str, Said]) -> list[Said]:
    """Statements, or lines, oldest first."""
    return sorted(kept.values(), key=lambda said: (said.at, int(said.id[1:])))


def hall(assembly: Assembly) -> Slice:
    """The hall as three strings, one character a seat: faction sign, who holds it, and its mark.

    Marks: `.` none, `v` has voted, `f` `a` `n` for, against, abstaining, `s` a bloc that is split, `h` has
    the floor.
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
    return MARKS.get(current.votes[seat], "s") if choices_shown(current) else "v"


def cards(assembly: Assembly, audience: Audience, seat: str = "") -> list[Slice]:
    """News in play that this audience may read, oldest first; a card released twice is one card."""
    found = {card.id: card for card in assembly.scenario.cards}
    seen: dict[str, Slice] = {}
    for r in assembly.cards:
        if audience == "teach" or reads(assembly, r.to, seat):
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


def reads(assembly: Assembly, to: tuple[str, ...], seat: str) -> bool:
    """May whoever sits here read a card that went to these readers?"""
    if "all" in to:
        return True
    place = assembly.seats.get(seat)
    return place is not None and not {place.id, place.role, place.faction}.isdisjoint(to)


def me(assembly: Assembly, seat: str) -> Slice:
    """What belongs to one pupil alone: seat, person with the whole brief, own vote, own request."""
    place = assembly.seats[seat]
    mine: Slice = {
        "seat": seat,
        "held_by": place.held_by,
        "chair": assembly.chair == seat,
        "asked": any(request.seat == seat for request in assembly.floor.requests),
        "speaking": assembly.floor.speaker == seat,
        "leanings": {
            q.id: assembly.leanings[key]
            for q in assembly.scenario.questions
            if (key := leaning_key(seat, q.id)) in assembly.leanings
        },
        "caucus": caucus(assembly, seat),
        "role": person_of(assembly, seat),
    }
    if waiting := to_read(assembly, seat):
        mine["to_be_read"] = waiting
    if seat in assembly.reflections:
        mine["reflection"] = assembly.reflections[seat]
    if (vote := my_vote(assembly, seat)) and "choice" in vote:
        mine["vote"] = {"ballot": vote["ballot"], "choice": vote["choice"]}
    return mine


def person_of(assembly: Assembly, seat: str) -> Slice:
    """The person of a seat with the whole brief, which is for whoever sits there."""
    place, role = assembly.seats[seat], assembly.role_of(seat)
    return {
        "id": place.role or place.delegation,
        "name": name_of(assembly, seat),
        "faction": place.faction,
        "faction_name": assembly.scenario.faction(place.faction).name,
        "office": role.office if role else "",
        "brief": role_brief(assembly.scenario, role)
        if role
        else delegate_brief(assembly.scenario, place.delegation, place.faction),
    }


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
