"""What each seat has done in a meeting, as figures: for a teacher's marks, not for a ranking on the wall."""

from collections import Counter
from typing import Any

from debate.afterwards.aims import judged
from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.shown.people import name_of

Marks = dict[str, Any]
"""Name of a figure to what it is."""


def marks(assembly: Assembly) -> dict[str, Marks]:
    """Seat to its figures: `role`, `faction` (names), `speeches`, `seconds` on the floor, `interventions`,
    `statements`, `moved`, `seconded`, `cast` of `could_cast` votes, `public_aim`, `private_aim`,
    `reflection`.

    An aim is True, False, or None where it hangs on a secret vote, and absent where the person has none.
    Seconds are those of speeches and interventions. What the teacher took away does not
    count, nor votes that the house gave for the seat.
    """
    factions = {faction.id: faction.name for faction in assembly.scenario.factions}
    figures = _counted(assembly)
    return {
        seat: {
            "role": name_of(assembly, seat),
            "faction": factions[assembly.seats[seat].faction],
            **{name: figures[seat, name] for name in FIGURES},
            **_aims(assembly, seat),
            "reflection": assembly.reflections.get(seat, ""),
        }
        for seat in assembly.order
    }


FIGURES = ("speeches", "seconds", "interventions", "statements", "moved", "seconded", "cast", "could_cast")


def _counted(assembly: Assembly) -> Counter[tuple[str, str]]:
    """All figures at once, by seat and name of the figure."""
    found: Counter[tuple[str, str]] = Counter()
    milliseconds: Counter[str] = Counter()
    for speech in assembly.speeches.values():
        found[speech.seat, "interventions" if speech.intervention else "speeches"] += 1
        milliseconds[speech.seat] += speech.ended - speech.began
    for seat, spent in milliseconds.items():
        found[seat, "seconds"] = round(spent / 1000)
    for statement in assembly.statements.values():
        found[statement.seat, "statements"] += not statement.hidden
    for motion in assembly.motions.values():
        found[motion.seat, "moved"] += not motion.hidden
        for seat in motion.seconders:
            found[seat, "seconded"] += 1
    for ballot in assembly.ballots.values():
        for seat in ballot.weights if not METHODS[ballot.method].by_hand else ():
            found[seat, "could_cast"] += 1
            found[seat, "cast"] += seat in ballot.votes and seat not in ballot.house
    return found


def _aims(assembly: Assembly, seat: str) -> Marks:
    return {f"{aim.kind}_aim": aim.met for aim in judged(assembly, seat)}
