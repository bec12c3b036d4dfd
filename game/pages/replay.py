"""The session again: the state at one entry of its journal, as the wall showed it."""

from typing import Any

from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from debate.assembly import Assembly
from debate.events import AnyEvent, BallotClosed, FloorGiven, SessionClosed, StageEntered, StepTaken
from debate.evolve import evolve
from debate.naming import name_of
from debate.scenario import Scenario
from debate.subjects import title
from game import journal, parts
from game.live import rooms
from game.pages.looking_back import may_look_back
from game.pages.sorry import explained
from game.standing import Standing


@require_GET
@explained
async def replay(request: HttpRequest, code: str) -> HttpResponse:
    """The session at one entry of its journal: the same parts as live, as the wall showed them."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    head = room.assembly.seq
    at = place(request.GET.get("at"), head)
    events = await database_sync_to_async(journal.read)(room.session, 0, head)
    states, chapters = retell(room.assembly.scenario, events, at)
    standing = Standing(code=room.code, assembly=states)
    context = {
        "code": room.code,
        "scenario": room.assembly.scenario,
        "at": at,
        "head": head,
        "moment": events[at - 1].at,
        "chapters": chapters,
        "parts": parts.page(standing, "screen", "", get_language() or "en"),
        "marks": " ".join(str(seq) for seq, event in enumerate(events, 1) if isinstance(event, StepTaken)),
        "previous": _beside(events, at, -1),
        "following": _beside(events, at, 1),
    }
    return render(request, "pages/replay.html", context)


def _beside(events: list[AnyEvent], at: int, way: int) -> int:
    """The entry before or behind this one at which something is seen to happen: not the mark of a step."""
    there = at + way
    while 1 < there < len(events) and isinstance(events[there - 1], StepTaken):
        there += way
    return min(max(1, there), len(events))


def place(typed: str | None, head: int) -> int:
    """The entry asked for, kept within the journal; the first one for anything else."""
    try:
        return min(max(1, int(typed or 1)), head)
    except ValueError:
        return 1


def retell(scenario: Scenario, events: list[AnyEvent], at: int) -> tuple[Assembly, list[dict[str, Any]]]:
    """The state at entry `at`, and the chapters of the whole session with their entries."""
    assembly, wanted = Assembly(scenario=scenario), Assembly(scenario=scenario)
    chapters: list[dict[str, Any]] = []
    for event in events:
        assembly = evolve(assembly, event)
        if assembly.seq == at:
            wanted = assembly
        if chapter := _chapter(assembly, event):
            chapters.append({"seq": assembly.seq, "at": event.at, **chapter})
    return wanted, chapters


def _chapter(assembly: Assembly, event: AnyEvent) -> dict[str, str] | None:
    """What an entry is called in the list of places to jump to; None for most."""
    scenario = assembly.scenario
    match event:
        case StageEntered():
            return {"kind": "stage", "title": scenario.stage(event.stage).title}
        case FloorGiven():
            return {"kind": "speech", "title": name_of(assembly, event.seat)}
        case BallotClosed():
            return {"kind": "division", "title": title(assembly, assembly.ballots[event.ballot].question)}
        case SessionClosed():
            return {"kind": "end", "title": ""}
    return None
