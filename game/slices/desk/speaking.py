"""The floor at the desk: who speaks, who is next and how long each has had, and who was silent so far."""

from debate import view
from debate.assembly import Assembly
from debate.audience import Slice
from debate.floor import ORDERS
from debate.queue import faction_time, spoken
from game.slices import public
from game.slices.desk.pupils import pupils
from game.standing import Standing


def floor(standing: Standing) -> Slice:
    """The speakers' list with the pupils' names, the chair's rules, and everybody's time in seconds."""
    assembly = standing.assembly
    names, times, now = standing.names, spoken(assembly), assembly.floor
    seen = public.floor(standing)
    return {
        **seen,
        "code": standing.code,
        "status": assembly.status,
        "requests": [
            {
                **row,
                "pupil": names.get(row["seat"], ""),
                "spoken": times[row["seat"]] // 1000,
            }
            for row in seen["requests"]
        ],
        "orders": ORDERS,
        "speech_seconds": now.speech_seconds,
        "intervention_seconds": now.intervention_seconds,
        "faction_seconds": now.faction_seconds,
        "factions": _times(assembly, times),
        "silent": _silent(standing),
        "pupils": pupils(standing),
    }


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
