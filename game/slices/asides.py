"""Cuts for what one pupil does beside the meeting: the own group's room, leanings, an office, help, and what
a latecomer has missed."""

from debate import ballot_view, view
from debate.agenda import permits
from debate.assembly import Assembly, HelpCall
from debate.audience import Slice
from debate.caucus import LONGEST_LINE
from debate.caucus import rooms as rooms_of
from debate.debrief import LONGEST_REFLECTION, may_reflect
from debate.naming import name_of, person
from debate.notes import LEAST, LONGEST_CALL, LONGEST_ENTRY, LONGEST_HEADLINE, MOST, leaning_key
from debate.scenario import CHOICES
from debate.subjects import title
from debate.texts import READABLE
from game.slices import motions, public
from game.standing import Standing

MOST_LINES = 60
"""The latest lines of a room that are shown."""
AT_HAND = 2
"""Leanings shown at once; the others are folded away."""


def caucus(standing: Standing, seat: str) -> Slice:
    """The rooms this pupil may write in, and who speaks for the group. Shown when open, or written in."""
    assembly = standing.assembly
    faction, is_open = assembly.seats[seat].faction, permits(assembly).caucus
    written = standing.once(_written)
    rooms = [
        _room(standing, written.get(room) or view.caucus_room(assembly, room, []), seat)
        for room in rooms_of(assembly, seat)
    ]
    may_name = assembly.scenario.standing_orders.envoys and is_open
    envoy = assembly.envoys.get(faction, "")
    return {
        "code": standing.code,
        "open": is_open,
        "rooms": rooms,
        "shown": is_open or any(room["any"] for room in rooms),
        "may_name": may_name,
        "is_envoy": envoy == seat,
        "envoy": envoy,
        "envoy_name": name_of(assembly, envoy) if envoy else "",
        "members": standing.once(_members).get(faction, ()) if may_name else (),
        "longest": LONGEST_LINE,
    }


def _written(standing: Standing) -> dict[str, Slice]:
    """Room to its latest lines, without those that were hidden."""
    assembly = standing.assembly
    return {
        room: view.caucus_room(assembly, room, [line for line in lines if not line.hidden][-MOST_LINES:])
        for room, lines in view.by_room(assembly).items()
    }


def _members(standing: Standing) -> dict[str, list[Slice]]:
    return view.members(standing.assembly)


def _room(standing: Standing, room: Slice, seat: str) -> Slice:
    """A room as this pupil sees it."""
    lines = room["lines"]
    if any(line["seat"] == seat for line in lines):
        lines = [{**line, "own": line["seat"] == seat} for line in lines]
    to = _other(room["factions"], standing.assembly.seats[seat].faction)
    return {**room, "any": bool(lines), "lines": lines, "to": to}


def _other(factions: list[str], own: str) -> str:
    return next((faction for faction in factions if faction != own), "")


def leaning(standing: Standing, seat: str) -> Slice:
    """Where this pupil leans on the question at hand and, folded away, on the others that are open."""
    assembly = standing.assembly
    decided = assembly.results()
    rows = [
        {
            "id": q.id,
            "title": q.title,
            "text": q.text,
            "value": assembly.leanings.get(leaning_key(seat, q.id)),
        }
        for q in assembly.scenario.questions
        if not q.alternatives and q.id not in decided
    ]
    here = assembly.now.question if assembly.now else None
    rows.sort(key=lambda row: row["id"] != here)
    at_hand = rows[:1] if here and rows and rows[0]["id"] == here else rows[:AT_HAND]
    return {
        "code": standing.code,
        "may": permits(assembly).leanings,
        "values": list(range(LEAST, MOST + 1)),
        "at_hand": at_hand,
        "others": rows[len(at_hand) :],
    }


def office(standing: Standing, seat: str) -> Slice:
    """The desk of a secretary or of the press; nothing for anybody else."""
    assembly = standing.assembly
    role = assembly.role_of(seat)
    held = role.office if role else ""
    if not held or assembly.status in ("lobby", "closed"):
        return {"office": ""}
    if held == "press":
        headline = assembly.headlines.get(seat, "")
        return {"office": held, "code": standing.code, "headline": headline, "longest": LONGEST_HEADLINE}
    return {
        "office": held,
        "code": standing.code,
        "longest": LONGEST_ENTRY,
        "minutes": [{"text": entry.text} for entry in assembly.minutes_written[::-1]],
        "roll": _roll(assembly),
        "choices": list(CHOICES),
    }


def _roll(assembly: Assembly) -> Slice:
    """Whose answer the secretary writes down now; {} when no roll is being called."""
    current = assembly.current
    if current is None or not current.open or not current.calls:
        return {}
    called = current.called
    return {
        "ballot": current.id,
        "begun": current.roll > 0,
        "done": current.roll == len(current.calls) and not called,
        "called": {**person(assembly, called), "answered": called in current.votes} if called else None,
    }


def to_be_read(standing: Standing, seat: str) -> Slice:
    """This pupil's texts that wait until the teacher has read them, and what else would."""
    assembly = standing.assembly
    kinds = [kind for kind in READABLE if kind in assembly.read_first] if assembly.status != "closed" else []
    return {"waiting": view.to_read(assembly, seat), "kinds": kinds}


def reflection(standing: Standing, seat: str) -> Slice:
    """What this pupil takes away, for the teacher's eyes; written when the meeting is over."""
    return {
        "code": standing.code,
        "may": may_reflect(standing.assembly),
        "text": standing.assembly.reflections.get(seat, ""),
        "longest": LONGEST_REFLECTION,
    }


def help(standing: Standing, seat: str) -> Slice:
    """The call for the teacher, and whether one is waiting."""
    waiting = standing.once(_calls).get(seat)
    return {
        "code": standing.code,
        "may": standing.assembly.status != "closed",
        "waits": waiting is not None,
        "text": waiting.text if waiting else "",
        "longest": LONGEST_CALL,
    }


def _calls(standing: Standing) -> dict[str, HelpCall]:
    return {call.seat: call for call in standing.assembly.help}


def so_far(standing: Standing, seat: str) -> Slice:
    """For somebody who came, or came back, after the beginning: what the meeting has done up to now."""
    assembly = standing.assembly
    if not assembly.seats[seat].late or ballot_view.is_over(assembly):
        return {"late": False}
    return standing.once(_so_far)


def _so_far(standing: Standing) -> Slice:
    """The same for everybody who came late."""
    assembly = standing.assembly
    return {
        "late": True,
        "stages": [assembly.scenario.stage(id).title for id in assembly.path],
        "divisions": public.results(standing)["divisions"],
        "motions": [
            {
                "title": title(assembly, row["id"]),
                "kind": row["kind"],
                "name": row["name"],
                "state": row["state"],
            }
            for row in standing.once(motions.still_waiting)
        ],
        "voting": title(assembly, assembly.current.question)
        if assembly.current and assembly.current.open
        else "",
    }
