"""Is a meeting one that can be played? The house tries: it is cast for classes of all sizes and played to the
end, and looked at from all sides. Rules find most of what is wrong; this finds what nobody has a rule for.
"""

from collections.abc import Iterator
from time import monotonic

from debate.afterwards.compare import beside_history
from debate.afterwards.marks import marks
from debate.minutes import minutes
from debate.prover.playout import Playout, play
from debate.refusal import Refusal
from debate.rules.hall.casting import LARGEST_CLASS, SMALLEST_CLASS
from debate.scenario import Scenario
from debate.view import view

SIZES = (SMALLEST_CLASS, 12, 30, 60, LARGEST_CLASS)
"""Classes it is cast for."""
LONGEST = 20.0
"""Seconds that all of it may take."""
SOME = 12
"""Seats from which it is looked at."""


def faults(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """What keeps this meeting from being played, and what to do about it; one fault at most."""
    began = monotonic()
    for pupils in SIZES:
        try:
            look_at(play(scenario, expected=pupils))
        except Refusal as refusal:
            yield f"can't be played for {pupils} pupils: {refusal.code}.", "Look at its rules and agenda."
            return
        except Exception as error:  # Whatever it is: in class it would be a page that breaks.
            yield f"breaks for {pupils} pupils: {type(error).__name__}: {error!s:.80}.", "Tell its makers."
            return
        if monotonic() - began > LONGEST:
            yield f"takes more than {LONGEST:.0f} seconds to be cast and played.", "Make it smaller."
            return


def look_at(played: Playout) -> None:
    """All that is worked out of a session for its pages, once."""
    assembly = played.assembly
    for audience in ("teach", "screen"):
        view(assembly, audience)
    for seat in assembly.order[:SOME]:
        view(assembly, "seat", seat)
    beside_history(assembly)
    minutes(assembly.scenario, played.events)
    marks(assembly)
