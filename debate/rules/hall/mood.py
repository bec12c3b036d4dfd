"""The mood of the hall: how those who listen take a speech, counted and told when it is over."""

from typing import get_args

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.topic import Changes, Rules

REACTIONS: tuple[e.Reaction, ...] = get_args(e.Reaction)


def may_react(assembly: Assembly, seat: SeatId) -> bool:
    """Does somebody else speak?"""
    return assembly.floor.speaker not in ("", seat)


def react(assembly: Assembly, command: c.React, at: int) -> list[e.Fact]:
    reaction = next((reaction for reaction in REACTIONS if reaction == command.reaction), None)
    if reaction is None:
        raise Refusal("no_such_reaction")
    seat = SeatId(command.by)
    if not may_react(assembly, seat):
        raise Refusal("nobody_speaks")
    return [e.Reacted(seat=seat, reaction=reaction)]


def take(assembly: Assembly, command: c.TakeMood, at: int) -> list[e.Fact]:
    """Each process tells what it has counted; together they are the mood."""
    told = {reaction: n for reaction in REACTIONS if (n := command.counts.get(reaction, 0)) > 0}
    if command.speech not in assembly.speeches or not told:
        return []
    return [e.MoodTaken(at=at, speech=command.speech, counts=told)]


def taken(assembly: Assembly, event: e.MoodTaken) -> Assembly:
    so_far = assembly.moods.get(event.speech, {})
    mood = {reaction: so_far.get(reaction, 0) + event.counts.get(reaction, 0) for reaction in REACTIONS}
    return replace(assembly, moods=assembly.moods.set(event.speech, mood))


RULES: Rules = {c.React: react, c.TakeMood: take}
CHANGES: Changes = {e.MoodTaken: taken}
