"""The floor at the desk: who speaks, who is next and how long each has had, and who was silent so far."""

from debate import view
from debate.assembly import Assembly
from debate.audience import Slice
from debate.floor import ORDERS, is_open
from debate.queue import faction_time
from game.pieces import Lines, Piece
from game.slices import public
from game.slices.desk.pupils import MOST_LISTED, counted, pupils, roster
from game.standing import Standing

SPEECH = ("speaker", "since", "ends_at", "speaking", "paused_at", "intervention")
"""What changes with every speech, and nothing else of the panel."""


def floor(standing: Standing) -> Slice:
    """The speakers' list with the pupils' names, the chair's rules, and everybody's time in seconds."""
    assembly, now = standing.assembly, standing.assembly.floor
    seen = dict(standing.once(public.whole_floor))
    waiting = seen.pop("requests")
    del seen["list"]
    speech = {key: seen.pop(key) for key in SPEECH if key in seen}
    speakers = [_asking(standing, row) for row in waiting[: public.MOST_WAITING]]
    silent = _silent(standing)
    return {
        **seen,
        "code": standing.code,
        "status": assembly.status,
        "speech": Piece(
            "speech",
            "speech",
            {
                "code": standing.code,
                "closed": now.closed,
                "may": seen["may"],
                "pupil": standing.names.get(now.speaker, ""),
                **speech,
            },
        ),
        "put_in": Piece("put-in", "put-in", _put_in(standing)),
        "is_open": is_open(assembly),
        "waits": bool(waiting),
        "speakers": Lines("speakers", tuple(speakers)),
        "more": public.more("more-speakers", len(waiting) - public.MOST_WAITING),
        "orders": ORDERS,
        "speech_seconds": now.speech_seconds,
        "intervention_seconds": now.intervention_seconds,
        "faction_seconds": now.faction_seconds,
        "factions": _times(assembly, standing.once(public.times)),
        "any_silent": bool(silent),
        "silent": Piece(
            "silent",
            "silent",
            {"code": standing.code, "silent": silent[:MOST_LISTED], **counted(silent)},
        ),
    }


def _put_in(standing: Standing) -> Slice:
    """Who can be let put in a word: everybody but the one who speaks."""
    floor = standing.assembly.floor
    others = roster(standing, "others", lambda seat: seat.id != floor.speaker)
    return {
        "code": standing.code,
        "may": bool(floor.speaker) and floor.intervention is None,
        "pupils": others,
    }


def _asking(standing: Standing, row: Slice) -> Piece:
    """One line of the speakers' list, with what the chair may do about it."""
    seat, floor = row["seat"], standing.assembly.floor
    shown = {
        "code": standing.code,
        "pupil": standing.names.get(seat, ""),
        "spoken": standing.once(public.times)[seat] // 1000,
        "may_put_in": bool(floor.speaker) and floor.intervention is None,
        "row": row,
    }
    return Piece("asking", f"speaker-{seat}", shown)


def _times(assembly: Assembly, times: dict[str, int]) -> list[Slice]:
    """Seconds each faction has spoken, in all and in this stage."""
    total: dict[str, int] = {}
    for seat, spent in times.items():
        faction = assembly.seats[seat].faction
        total[faction] = total.get(faction, 0) + spent
    return [
        {
            "sign": f.sign,
            "colour": f.colour,
            "name": f.name,
            "spoken": total.get(f.id, 0) // 1000,
            "in_stage": faction_time(assembly, f.id) // 1000,
        }
        for f in assembly.scenario.factions
        if total
    ]


def _silent(standing: Standing) -> list[Slice]:
    """Pupils who have neither spoken nor left a sentence, once the meeting has begun."""
    assembly = standing.assembly
    if assembly.status == "lobby" or not view.stage(assembly).get("may", {}).get("floor"):
        return []
    heard = {speech.seat for speech in assembly.speeches.values()} | {assembly.floor.speaker}
    heard |= {statement.seat for statement in assembly.statements.values()}
    return [row for row in pupils(standing) if row["seat"] not in heard]
