"""`evolve(assembly, event)`: the state after an event; `fold`: after many. Total: nothing is refused here."""

from collections.abc import Iterable

from msgspec.structs import replace

from debate import (
    agenda,
    caucus,
    consequences,
    debrief,
    floor,
    limits,
    motions,
    moving,
    notes,
    putting,
    seating,
    steps,
    texts,
    voting,
)
from debate.assembly import Assembly
from debate.events import Event, StepTaken
from debate.scenario import Scenario
from debate.topic import Changes

CHANGES: Changes = {
    **agenda.CHANGES,
    **caucus.CHANGES,
    **consequences.CHANGES,
    **debrief.CHANGES,
    **floor.CHANGES,
    **motions.CHANGES,
    **moving.CHANGES,
    **notes.CHANGES,
    **putting.CHANGES,
    **seating.CHANGES,
    **steps.CHANGES,
    **texts.CHANGES,
    **voting.CHANGES,
}


def evolve(assembly: Assembly, event: Event) -> Assembly:
    """The assembly after this event, one step further in the journal."""
    known = texts.let_through_now(assembly, event)
    after = CHANGES[type(event)](assembly if known else texts.noted(assembly, event), event)
    done = after.done if known else limits.counted(after.done, event)
    changed = replace(after, seq=assembly.seq + 1, done=done)
    return changed if type(event) is StepTaken else steps.recorded(changed)


def fold(scenario: Scenario, events: Iterable[Event]) -> Assembly:
    """The assembly that these events, from the first on, have made."""
    assembly = Assembly(scenario=scenario)
    for event in events:
        assembly = evolve(assembly, event)
    return assembly
