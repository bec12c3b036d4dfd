"""After the meeting: the class beside history, and the session again. Until the close only for teachers."""

from typing import Any

from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from debate.assembly import Assembly
from debate.compare import beside_history
from debate.events import AnyEvent, BallotClosed, FloorGiven, SessionClosed, StageEntered, StepTaken
from debate.evolve import evolve
from debate.naming import name_of
from debate.refusal import Refusal
from debate.scenario import CHOICES, Scenario
from debate.subjects import title
from game import journal, participants, parts, teachers
from game.live import rooms
from game.live.room import Room
from game.pages.sorry import explained
from game.slices import public
from game.standing import Standing


async def may_look_back(request: HttpRequest, room: Room) -> None:
    """Everybody once the session is closed, teachers at any time. Raises Refusal("not_yours")."""
    if room.assembly.status != "closed" and not await teachers.at_desk(request.session, room.session):
        raise Refusal("not_yours")


@require_GET
@explained
async def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Each division beside the record, each person beside what they did, and what followed."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    mine = await database_sync_to_async(participants.of_cookie)(room.session, cookie)
    compared = beside_history(room.assembly)
    persons = sorted(
        compared["persons"], key=lambda row: (not mine or row["seat"] != mine.seat, row["held_by"] != "pupil")
    )
    context = {
        **compared,
        "divisions": [{**row, "bars": public.bars(row)} for row in compared["divisions"]],
        **public.headlines(Standing(code=room.code, assembly=room.assembly)),
        "persons": persons[:120],
        "mine": mine.seat if mine else "",
        "code": room.code,
        "scenario": room.assembly.scenario,
        "choices": CHOICES,
        "bloc": room.assembly.weighting == "bloc",
        "sources": {source.id: source for source in room.assembly.scenario.sources},
        "closed": room.assembly.status == "closed",
        "teaches": await request.session.aget("teacher"),
    }
    return render(request, "pages/outcome.html", context)


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
