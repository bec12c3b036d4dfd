"""What a journal comes to, in words that will still be the rules' own when their shapes have changed."""

from typing import Any

from debate.assembly import Assembly
from debate.rules.business.agenda import outcome
from debate.rules.business.wording import text_of


def told(assembly: Assembly) -> dict[str, Any]:
    """The facts of a session at one entry: what was decided, what reads how, who sits where, who spoke."""
    ended = outcome(assembly)
    return {
        "seq": assembly.seq,
        "status": assembly.status,
        "stage": assembly.stage,
        "divisions": [
            [b.question, b.method, dict(b.tally), b.carried, list(b.winners), b.announced, b.reconsidered]
            for b in assembly.in_order()
        ],
        "motions": {
            m.id: [m.kind, m.state, text_of(assembly, m.id), len(m.seconders)]
            for m in assembly.motions.values()
        },
        "texts": {q.id: text_of(assembly, q.id) for q in assembly.scenario.questions if q.wording},
        "held": {seat: assembly.seats[seat].held_by for seat in assembly.order},
        "persons": {seat: assembly.seats[seat].role for seat in assembly.order},
        "spoken": sorted([s.seat, s.ended - s.began] for s in assembly.speeches.values()),
        "said": [s.text for _, s in sorted(assembly.statements.items()) if not s.hidden],
        "rooms": sorted([line.room, line.text, line.hidden] for line in assembly.lines.values()),
        "leanings": dict(sorted(assembly.leanings.items())),
        "cards": [[r.card, list(r.to)] for r in assembly.cards],
        **_talked(assembly),
        **_read(assembly),
        **_studied(assembly),
        "outcome": ended.id if ended else None,
    }


def _talked(assembly: Assembly) -> dict[str, Any]:
    """Of the debrief; nothing before anything was planned or written, as in journals older than that."""
    if not assembly.planned and not assembly.reflections:
        return {}
    reflections = dict(sorted(assembly.reflections.items()))
    return {"planned": list(assembly.planned), "shown": assembly.shown, "reflections": reflections}


def _read(assembly: Assembly) -> dict[str, Any]:
    """Of texts that the teacher reads first; nothing where none are, as in journals older than that."""
    if not assembly.read_first:
        return {}
    return {
        "read_first": list(assembly.read_first),
        "held": sorted(assembly.held),
        "away": sorted(assembly.away),
        "written": {id: text.text for id, text in sorted(assembly.texts.items())},
    }


def _studied(assembly: Assembly) -> dict[str, Any]:
    """Of the lessons around the hour; nothing where there are none, as in journals older than that."""
    if not assembly.checks:
        return {}
    return {
        "read_aloud": list(assembly.read_aloud),
        "cited": [[s.seat, list(s.cites)] for _, s in sorted(assembly.speeches.items()) if s.cites],
        "checks": dict(sorted(assembly.checks.items())),
        "work": dict(sorted(assembly.work.items())),
    }
