"""What comes in and goes out at the desk: help calls, the record, minutes and headlines, cards and words."""

from debate import view
from debate.audience import Slice
from debate.naming import name_of
from game.pieces import Lines, Piece
from game.slices import public
from game.slices.desk.pupils import everybody, pupils
from game.slices.desk.written import latest, of_kind
from game.standing import Standing

MOST_SENTENCES = 60


def calls(standing: Standing) -> Slice:
    """Pupils who wait for the teacher, the longest first."""
    assembly = standing.assembly
    texts = {call.seat: call.text for call in assembly.help}
    rows = [
        {**row, "text": texts[row["seat"]], **latest(standing, "help", row["seat"], texts[row["seat"]])}
        for row in pupils(standing, texts)
    ]
    lines = (Piece("call", f"call-{row['seat']}", {"code": standing.code, "row": row}) for row in rows)
    return {"any": bool(rows), "calls": Lines("all-calls", tuple(lines))}


def record(standing: Standing) -> Slice:
    """Statements, newest first; the minutes and the headlines, also those that were written anew since. Each
    with a way to take it away."""
    assembly, names = standing.assembly, standing.names
    rows = view.statements(assembly, "teach")
    return {
        "any": bool(rows),
        "statements": Lines(
            "desk-record",
            tuple(
                Piece(
                    "recorded",
                    f"said-{row['id']}",
                    {"code": standing.code, "row": row, "pupil": names.get(row["seat"], "")},
                )
                for row in rows[::-1][:MOST_SENTENCES]
            ),
        ),
        "more": public.more("more-said", len(rows) - MOST_SENTENCES),
        "minutes": of_kind(standing, "minutes"),
        "headlines": [
            {**row, "older": assembly.headlines.get(row["seat"]) != row["text"]}
            for row in of_kind(standing, "headline")
        ],
    }


def cards(standing: Standing) -> Slice:
    """The scenario's cards, who knows each since when, and whom one can be given to; and the word to all."""
    assembly = standing.assembly
    readers = {f.id: f.name for f in assembly.scenario.factions} | {
        r.id: r.name for r in assembly.scenario.roles
    }
    readers |= {id: name_of(assembly, id) for id in assembly.order}
    known: dict[str, list[Slice]] = {}
    for released in assembly.cards:
        who = [] if "all" in released.to else [readers[to] for to in released.to]
        known.setdefault(released.card, []).append({"who": who, "at": released.at})
    return {
        "code": standing.code,
        "status": assembly.status,
        "word": assembly.word,
        "cards": [
            {
                **view.card_row(card),
                "to_all": "all" in card.to,
                "to": [readers[to] for to in card.to if to in readers],
                "knew": card.knew,
                "known": known.get(card.id, []),
            }
            for card in assembly.scenario.cards
        ],
        "factions": [{"id": f.id, "name": f.name} for f in assembly.scenario.factions],
        "any_pupils": bool(pupils(standing)),
        "pupils": standing.once(everybody),
    }
