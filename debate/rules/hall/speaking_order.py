"""The order of the speakers' list, as the chair has chosen it, and how long everybody has spoken.

A point of order always comes first. Within an order, who asked first comes first.
"""

from collections import Counter
from collections.abc import Callable

from debate.assembly import Assembly, Request
from debate.ids import FactionId, SeatId
from debate.scenario import SpeakingOrder

SIDES = {"support": 1, "attack": -1}


def queue(assembly: Assembly) -> tuple[Request, ...]:
    """The requests in the order in which they are to be called."""
    urgent = [r for r in assembly.floor.requests if r.purpose == "point_of_order"]
    others = [r for r in assembly.floor.requests if r.purpose != "point_of_order"]
    return (*urgent, *ORDERS[assembly.floor.order](assembly, others))


def spoken(assembly: Assembly) -> Counter[SeatId]:
    """Milliseconds each seat has spoken so far; the speech that is going on is not counted."""
    times: Counter[SeatId] = Counter()
    for speech in assembly.speeches.values():
        times[speech.seat] += speech.ended - speech.began
    return times


def faction_time(assembly: Assembly, faction: FactionId) -> int:
    """Milliseconds a faction has spoken in this stage, without interventions."""
    return sum(
        speech.ended - speech.began
        for speech in assembly.speeches.values()
        if speech.stage == assembly.stage
        and not speech.intervention
        and assembly.seats[speech.seat].faction == faction
    )


def _as_asked(assembly: Assembly, requests: list[Request]) -> list[Request]:
    return requests


def _least_spoken(assembly: Assembly, requests: list[Request]) -> list[Request]:
    times = spoken(assembly)
    return sorted(requests, key=lambda r: times[r.seat])


def _alternate(assembly: Assembly, requests: list[Request]) -> list[Request]:
    """For and against by turns, beginning with the side that did not speak last; others fill the gaps."""
    waiting, found = list(requests), []
    last = _last_side(assembly)
    while waiting:
        wanted = next((r for r in waiting if SIDES.get(r.purpose, 0) == -last and last), waiting[0])
        waiting.remove(wanted)
        found.append(wanted)
        last = SIDES.get(wanted.purpose, last)
    return found


def _last_side(assembly: Assembly) -> int:
    """1 for, -1 against: what was said last in this stage, or is being said; 0 for neither yet."""
    if assembly.floor.purpose in SIDES:
        return SIDES[assembly.floor.purpose]
    said = [
        SIDES[speech.purpose]
        for _, speech in sorted(assembly.speeches.items())
        if speech.stage == assembly.stage and speech.purpose in SIDES
    ]
    return said[-1] if said else 0


def _factions(assembly: Assembly, requests: list[Request]) -> list[Request]:
    """Factions in turn: first whose faction has had the floor least often in this stage."""
    turns = Counter(
        assembly.seats[speech.seat].faction
        for speech in assembly.speeches.values()
        if speech.stage == assembly.stage and not speech.intervention
    )
    if assembly.floor.speaker:
        turns[assembly.seats[assembly.floor.speaker].faction] += 1
    waiting, found = list(requests), []
    while waiting:
        wanted = min(waiting, key=lambda r: turns[assembly.seats[r.seat].faction])
        turns[assembly.seats[wanted.seat].faction] += 1
        waiting.remove(wanted)
        found.append(wanted)
    return found


ORDERS: dict[SpeakingOrder, Callable[[Assembly, list[Request]], list[Request]]] = {
    "as_asked": _as_asked,
    "least_spoken": _least_spoken,
    "alternate": _alternate,
    "factions": _factions,
}
