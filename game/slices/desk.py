"""Cuts for the teacher's desk: the next step, the vote, the floor, the people, the record, the cards."""

from debate import ballot_view, view
from debate.audience import Slice
from game.slices import public
from game.standing import Standing

MOST_LISTED = 80
"""Seats listed by name at the desk; a lecture hall's other seats are counted."""


def doors(standing: Standing) -> Slice:
    """The code and whether it still lets anybody in."""
    return {**public.doors(standing), "locked": standing.assembly.locked, "status": standing.assembly.status}


def next_step(standing: Standing) -> Slice:
    """The one large button: what it does now, in words."""
    assembly = standing.assembly
    now = assembly.now
    return {
        "code": standing.code,
        "status": assembly.status,
        "stage": now.id if now else "",
        "advice": now.teacher if now else "",
        "upcoming": view.upcoming(assembly),
        **_step(standing),
        "question": _question_title(standing),
    }


def _step(standing: Standing) -> Slice:
    """The command the large button gives: the first thing that is due. `name`, `value`: what it acts on, so
    that a late click does nothing to what came after."""
    assembly, current = standing.assembly, standing.assembly.current
    now = assembly.now
    if assembly.status == "paused":
        return {"step": "resume"}
    if assembly.status == "closed" or now is None:
        return {"step": "none"}
    if assembly.status == "lobby":
        return {"step": "open_session"}
    if current and current.open:
        return {"step": "close_ballot", "name": "ballot", "value": current.id}
    later = view.upcoming(assembly)
    reads_result_next = later is not None and later["kind"] == "announcement"
    if current and not current.announced and not reads_result_next:
        return {"step": "announce", "name": "ballot", "value": current.id}
    if now.kind == "division" and now.question and now.question not in assembly.results():
        return {"step": "put_question", "name": "question", "value": now.question}
    if later:
        return {"step": "advance_stage", "name": "stage", "value": now.id}
    return {"step": "close_session"}


def _question_title(standing: Standing) -> str:
    assembly, now = standing.assembly, standing.assembly.now
    if assembly.current and (assembly.current.open or not assembly.current.announced):
        return assembly.scenario.question(assembly.current.question).title
    return assembly.scenario.question(now.question).title if now and now.question else ""


def vote(standing: Standing) -> Slice:
    """The current ballot as the teacher sees it: who has not voted yet (never how), and the figures."""
    assembly, current = standing.assembly, standing.assembly.current
    undecided = [
        {"id": q.id, "title": q.title} for q in assembly.scenario.questions if q.id not in assembly.results()
    ]
    base: Slice = {
        "code": standing.code,
        "undecided": undecided,
        "may": view.stage(assembly).get("may", {}),
        "status": assembly.status,
    }
    seen = ballot_view.ballot(assembly, "teach")
    if seen is None or current is None:
        return {"asked": False, **base}
    waiting = [
        {**view.person(assembly, seat), "pupil": standing.names.get(seat, "")}
        for seat in current.weights
        if seat not in current.votes and assembly.seats[seat].held_by == "pupil"
    ]
    listed = waiting[:MOST_LISTED] if current.open else []
    return {"asked": True, **base, **seen, "bars": public.bars(seen.get("tally")), "waiting": listed}


def floor(standing: Standing) -> Slice:
    """The speakers' list with the pupils' names."""
    seen = public.floor(standing)
    requests = [{**row, "pupil": standing.names.get(row["seat"], "")} for row in seen["requests"]]
    return {**seen, "requests": requests, "code": standing.code, "status": standing.assembly.status}


def people(standing: Standing) -> Slice:
    """Who is here, away, gone, or not yet in. Pupils' seats first; empty optional seats are left out."""
    assembly = standing.assembly
    spoke = {speech.seat for speech in assembly.speeches.values()}
    wrote = {statement.seat for statement in assembly.statements.values()}
    rows = []
    for id in assembly.order:
        place = assembly.seats[id]
        if place.held_by == "nobody" or (place.delegation and not place.role and place.held_by == "house"):
            continue
        row = {**view.person(assembly, id), "held_by": place.held_by}
        if place.held_by == "pupil":
            row["pupil"] = standing.names.get(id, "")
            row["presence"] = standing.presence.get(id, "gone")
            row["silent"] = id not in spoke and id not in wrote
        rows.append(row)
    rows.sort(key=lambda row: row["held_by"] != "pupil")
    count = {
        state: sum(1 for row in rows if row.get("presence") == state) for state in ("here", "away", "gone")
    }
    return {
        "code": standing.code,
        "status": assembly.status,
        "chair": assembly.chair,
        "seats": rows[:MOST_LISTED],
        "unlisted": max(0, len(rows) - MOST_LISTED),
        "count": count,
        "roles": [
            {"role": place.role, "name": view.name_of(assembly, id)}
            for id in assembly.order
            if (place := assembly.seats[id]).role
        ],
        "factions": [{"id": f.id, "sign": f.sign, "colour": f.colour} for f in assembly.scenario.factions],
        **public.joined(standing),
    }


def record(standing: Standing) -> Slice:
    """Statements with a way to hide them, newest first."""
    rows = view.statements(standing.assembly, "teach")
    return {"code": standing.code, "statements": rows[::-1][:60], "more": max(0, len(rows) - 60)}


def cards(standing: Standing) -> Slice:
    """The scenario's cards and which are in play; and the word to all."""
    assembly = standing.assembly
    out = {card.card for card in assembly.cards}
    return {
        "code": standing.code,
        "status": assembly.status,
        "word": assembly.word,
        "cards": [
            {**view.card_row(card), "to": list(card.to), "knew": card.knew, "in_play": card.id in out}
            for card in assembly.scenario.cards
        ],
    }
