"""The class beside history: each division beside the record, each person beside what they did."""

from collections import Counter
from typing import Any

from debate.aims import judged
from debate.assembly import Assembly, Ballot, Seat
from debate.ballot_view import choices_shown, division, without_house
from debate.ballots import METHODS
from debate.brief import claim
from debate.house import recorded_vote
from debate.minute_rows import reader
from debate.naming import name_of
from debate.scenario import CHOICES, Scenario
from debate.subjects import title
from debate.view import ended


def beside_history(assembly: Assembly) -> dict[str, Any]:
    """The whole comparison, as plain values: `divisions`, `persons`, `cards`, and both outcomes."""
    return {
        "divisions": [division_beside_record(assembly, b.id) for b in assembly.in_order() if not b.open],
        "not_put": not_put(assembly),
        "persons": [
            person_beside_record(assembly, seat) for seat in assembly.order if _played(assembly, seat)
        ],
        "cards": who_knew(assembly),
        "outcome": ended(assembly),
        "recorded_outcome": recorded_outcome(assembly.scenario),
    }


def division_beside_record(assembly: Assembly, ballot: str) -> dict[str, Any]:
    """One division with the record, by faction, and without what the house gave."""
    b = assembly.ballots[ballot]
    row = division(assembly, b, with_record=True)
    row["of"] = max(
        sum(b.tally.values()),
        sum(row["record"].get(c, 0) for c in CHOICES) if "record" in row else 0,
    )
    record = next((q.record for q in assembly.scenario.questions if q.id == b.question), None)
    if record:
        row["record"]["other_versions"] = [claim(version) for version in record.other_versions]
    row["matches"] = "record" in row and _equal(b, row["record"])
    if choices_shown(b):
        row["by_faction"] = by_faction(assembly, ballot)
        row["without_house"] = without_house(b)
    return row


def _equal(b: Ballot, record: dict[str, Any]) -> bool:
    """The figures of the record to the last vote, or where alternatives were chosen the same ones."""
    figures = all(b.tally.get(choice, 0) == record.get(choice, 0) for choice in CHOICES)
    return set(b.winners) == set(record["chosen"]) and (figures or bool(b.alternatives))


def by_faction(assembly: Assembly, ballot: str) -> list[dict[str, Any]]:
    """Delegates per faction and choice."""
    b = assembly.ballots[ballot]
    rows = []
    for faction in assembly.scenario.factions:
        tally: Counter[str] = Counter(dict.fromkeys(CHOICES, 0))
        for seat, vote in b.votes.items():
            if b.seating[seat].faction == faction.id:
                tally.update(METHODS[b.method].shares(vote, b.weights[seat]))
        if any(tally.values()):
            rows.append(
                {
                    "id": faction.id,
                    "name": faction.name,
                    "colour": faction.colour,
                    "tally": dict(tally),
                }
            )
    return rows


def person_beside_record(assembly: Assembly, seat: str) -> dict[str, Any]:
    """One person: how they voted here and in the record, speeches and statements here, what they did then."""
    place, role = assembly.seats[seat], assembly.role_of(seat)
    return {
        "seat": seat,
        "name": name_of(assembly, seat),
        "faction": place.faction,
        "held_by": place.held_by,
        "typified": bool(role and role.typified),
        "votes": [vote for b in assembly.in_order() if (vote := _vote(assembly, b, place))],
        "speeches": sum(1 for speech in assembly.speeches.values() if speech.seat == seat),
        "statements": [s.text for s in assembly.statements.values() if s.seat == seat and not s.hidden],
        "motions": [
            {"id": m.id, "title": title(assembly, m.id), "state": m.state}
            for m in map(assembly.motions.__getitem__, assembly.docket)
            if m.seat == seat
        ],
        "aims": judged(assembly, seat),
        "did": [claim(row) for row in role.did] if role else [],
        "later": claim(role.later) if role and role.later else None,
    }


def _vote(assembly: Assembly, b: Ballot, place: Seat) -> dict[str, Any] | None:
    """How a person voted in one ballot, from whichever seat they then had; None if they had no vote."""
    seat = next((id for id, then in b.seating.items() if _same_person(then, place)), None)
    if b.open or seat not in b.weights:
        return None
    recorded = recorded_vote(assembly.scenario, place, b.question)
    chose = b.votes.get(seat, "away") if choices_shown(b) else "sealed" if seat in b.votes else "away"
    return {
        "question": b.question,
        "title": title(assembly, b.question),
        "chose": chose,
        "recorded": recorded,
        **_proof(assembly.scenario, place, b.question),
        "left_the_record": chose in CHOICES and recorded is not None and chose != recorded,
    }


def _same_person(one: Seat, other: Seat) -> bool:
    return one.role == other.role if one.role or other.role else one.id == other.id


def _proof(scenario: Scenario, place: Seat, question: str) -> dict[str, Any]:
    """How sure the recorded vote is, and whence; what delegates did is always inferred."""
    belief = scenario.role(place.role).beliefs.get(question) if place.role else None
    return {"mark": belief.mark, "sources": list(belief.sources)} if belief else {"mark": "I", "sources": []}


def who_knew(assembly: Assembly) -> list[dict[str, Any]]:
    """Every release of a card, oldest first: its title, when, and who read it then (no names: everybody)."""
    found = {card.id: card for card in assembly.scenario.cards}
    return [
        {
            "id": released.card,
            "title": found[released.card].title,
            "at": released.at,
            "knew": found[released.card].knew,
            "to": [] if "all" in released.to else [reader(assembly, id) for id in released.to],
        }
        for released in assembly.cards
    ]


def not_put(assembly: Assembly) -> list[dict[str, Any]]:
    """Questions the historical meeting decided and this one never reached."""
    decided = assembly.results()
    return [
        {"id": q.id, "title": q.title, "text": q.text, "record": dict(q.record.figures)}
        for q in assembly.scenario.questions
        if q.record and q.record.figures and q.id not in decided
    ]


def recorded_outcome(scenario: Scenario) -> dict[str, Any] | None:
    """The outcome the historical meeting reached."""
    found = next((o for o in scenario.outcomes if o.historical), None)
    return {"id": found.id, "title": found.title, "text": found.text} if found else None


def _played(assembly: Assembly, seat: str) -> bool:
    return assembly.seats[seat].held_by != "nobody"
