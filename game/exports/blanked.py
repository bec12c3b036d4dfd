"""A journal without the texts that were taken away, or wait to be read: in their place stands `GONE`.

Nobody who is given it can read them, and it is a journal like any other: it is folded and played, and its
fingerprints are made of its own states. What all but the desk may see of it is what they see of the original.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from debate import events as e
from debate.assembly import Assembly, Motion
from debate.events import AnyEvent
from debate.evolve import evolve, fold
from debate.ids import MotionId, QuestionId, TextId
from debate.rules.hall.texts import text_in
from debate.scenario import Scenario
from debate.shown.outward import GONE, outward


def blanked(scenario: Scenario, events: list[AnyEvent]) -> Iterator[AnyEvent]:
    """The events, one for each; the same ones where nothing had to go."""
    at_the_end = fold(scenario, events)
    gone = {*at_the_end.away, *at_the_end.held}
    if not gone:
        yield from events
        return
    motions = outward(at_the_end, gone).motions
    assembly = Assembly(scenario=scenario)
    for event in events:
        before, assembly = assembly, evolve(assembly, event)
        if isinstance(event, e.TextAmended):
            yield replace(event, text=outward(assembly, gone).wordings[event.subject])
        elif isinstance(event, e.TextDivided):
            yield replace(event, parts={id: _words(motions, id) for id in event.parts})
        else:
            yield _without(before, event, gone, motions)


def _words(motions: Mapping[QuestionId, Motion], id: MotionId) -> str:
    """Of a part of a text; one that was undone is not known any more, and nobody can see it."""
    return motions[id].text if id in motions else GONE


def _without(
    before: Assembly, event: AnyEvent, gone: set[TextId], motions: Mapping[QuestionId, Motion]
) -> AnyEvent:
    if isinstance(event, e.TextHeld):
        return replace(event, event=_silent(event.event)) if event.id in gone else event
    text = text_in(before, event)
    if text and (text.id in gone or text.about in gone):
        silent: AnyEvent = _silent(event)
        return silent
    if isinstance(event, e.MotionMoved) and event.motion in motions:
        return replace(event, passage=motions[event.motion].passage)
    return event


def _silent(event: Any) -> Any:
    """The event with `GONE` for each of its words."""
    words = [field for field in event.words if getattr(event, field)]
    return replace(event, **dict.fromkeys(words, GONE))
