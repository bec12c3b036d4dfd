"""`evolve(assembly, event)`: the state after an event; `fold`: after many. Total: nothing is refused here."""

from collections.abc import Iterable

from msgspec.structs import replace

from debate.afterwards import debrief
from debate.assembly import Assembly
from debate.events import Event, StepTaken
from debate.rules import limits, undo
from debate.rules.business import agenda, consequences, motions, proposing
from debate.rules.hall import bargains, caucus, floor, mood, notes, seating, study, texts, wall
from debate.rules.voting import credit, guesses, opening, reveal, votes
from debate.scenario import Scenario
from debate.topic import Changes

CHANGES: Changes = {
    **agenda.CHANGES,
    **bargains.CHANGES,
    **caucus.CHANGES,
    **consequences.CHANGES,
    **debrief.CHANGES,
    **floor.CHANGES,
    **mood.CHANGES,
    **motions.CHANGES,
    **proposing.CHANGES,
    **notes.CHANGES,
    **opening.CHANGES,
    **seating.CHANGES,
    **study.CHANGES,
    **undo.CHANGES,
    **texts.CHANGES,
    **votes.CHANGES,
    **credit.CHANGES,
    **guesses.CHANGES,
    **reveal.CHANGES,
    **wall.CHANGES,
}


def evolve(assembly: Assembly, event: Event) -> Assembly:
    """The assembly after this event, one step further in the journal."""
    known = texts.let_through_now(assembly, event)
    after = CHANGES[type(event)](assembly if known else texts.noted(assembly, event), event)
    after = wall.gone_on(after, event)
    done = after.done if known else limits.counted(after.done, event)
    changed = replace(after, seq=assembly.seq + 1, done=done)
    return changed if type(event) is StepTaken else undo.recorded(changed)


def fold(scenario: Scenario, events: Iterable[Event]) -> Assembly:
    """The assembly that these events, from the first on, have made."""
    assembly = Assembly(scenario=scenario)
    for event in events:
        assembly = evolve(assembly, event)
    return assembly
