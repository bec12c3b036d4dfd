"""The class beside history: each division beside the record, each person beside what they did."""

from collections import Counter
from typing import Any, NamedTuple

from msgspec import to_builtins

from debate.afterwards.aims import judged
from debate.afterwards.minute_rows import reader
from debate.assembly import Assembly, Ballot, Motion, Seat, Speech
from debate.audience import given
from debate.ballots import METHODS
from debate.ballots.thresholds import OF_CAST, needed
from debate.ids import BallotId
from debate.rules.business.subjects import title
from debate.rules.voting.house import recorded_vote
from debate.scenario import CHOICES, Belief, Quotation, Scenario
from debate.shown.agenda import ended
from debate.shown.ballots import choices_shown, division, without_house
from debate.shown.briefs import claim
from debate.shown.people import name_of
from debate.shown.texts import as_they_came


def beside_history(assembly: Assembly) -> dict[str, Any]:
    """The whole comparison, as plain values: `divisions`, `persons`, `cards`, and both outcomes."""
    return {
        "divisions": [division_beside_record(assembly, b.id) for b in assembly.in_order() if not b.open],
        "not_put": not_put(assembly),
        "persons": persons(assembly),
        "cards": who_knew(assembly),
        "outcome": to_builtins(ended(assembly)),
        "recorded_outcome": recorded_outcome(assembly.scenario),
    }


def division_beside_record(assembly: Assembly, ballot: BallotId) -> dict[str, Any]:
    """One division with the record, by faction, and without what the house gave; and how many votes it
    needed, here and in the record, as far as the record's own figures say."""
    b = assembly.ballots[ballot]
    row = given(division(assembly, b, with_record=True))
    if "record" in row:
        row["record"] = to_builtins(row["record"])
    row["of"] = max(
        sum(b.tally.values()),
        sum(row["record"].get(c, 0) for c in CHOICES) if "record" in row else 0,
    )
    record = next((q.record for q in assembly.scenario.questions if q.id == b.question), None)
    if record:
        row["record"]["other_versions"] = [to_builtins(claim(version)) for version in record.other_versions]
    row["away"] = away(b)
    row["needed"] = None if b.alternatives else needed(b.threshold, b.tally, b.present, b.members)
    if "record" in row and not b.alternatives and b.threshold in OF_CAST:
        row["record"]["needed"] = needed(b.threshold, row["record"], 0, 0)
    row["matches"] = "record" in row and _equal(b, row["record"])
    if choices_shown(b):
        # A vote cast for a whole delegation belongs to that, and to no faction.
        row["by_faction"] = [] if b.behind else by_faction(assembly, ballot)
        row["by_delegation"] = by_delegation(assembly, ballot)
        row["without_house"] = without_house(b)
    return row


def _equal(b: Ballot, record: dict[str, Any]) -> bool:
    """The figures of the record to the last vote, or where alternatives were chosen the same ones."""
    figures = all(b.tally.get(choice, 0) == record.get(choice, 0) for choice in CHOICES)
    return {*b.elected, *b.winners} == set(record["chosen"]) and (figures or bool(b.alternatives))


def away(b: Ballot) -> int | None:
    """Those who could have voted and did not, by weight; None where that can't be counted."""
    if b.alternatives or METHODS[b.method].by_hand:
        return None
    return max(0, sum(b.weights.values()) + sum(b.bloc.values()) - sum(b.tally.values()))


def by_faction(assembly: Assembly, ballot: BallotId) -> list[dict[str, Any]]:
    """Delegates per faction and choice, and those who did not vote ("away")."""
    b = assembly.ballots[ballot]
    rows = []
    for f in assembly.scenario.factions:
        if tally := _counted(b, [seat for seat in b.weights if b.seating[seat].faction == f.id]):
            rows.append({"id": f.id, "name": f.name, "colour": f.colour, "tally": tally})
    return rows


def by_delegation(assembly: Assembly, ballot: BallotId) -> list[dict[str, Any]]:
    """The same for each delegation."""
    b = assembly.ballots[ballot]
    rows = []
    for d in assembly.scenario.delegations:
        if tally := _counted(b, [seat for seat in b.weights if sent_by(assembly, b.seating[seat]) == d.id]):
            rows.append({"id": d.id, "name": d.name, "tally": tally})
    return rows


def sent_by(assembly: Assembly, seat: Seat) -> str:
    """The delegation of a seat, or of the person in it; "" for none."""
    return seat.delegation or (assembly.scenario.role(seat.role).delegation or "" if seat.role else "")


def _counted(b: Ballot, seats: list[str]) -> dict[str, int]:
    """The votes of these seats; {} for no seats."""
    tally: Counter[str] = Counter(dict.fromkeys((*CHOICES, "away"), 0))
    for seat in seats:
        if seat in b.votes:
            tally.update(METHODS[b.method].shares(b.votes[seat], b.weights[seat]))
        else:
            tally["away"] += b.weights[seat]
    return dict(tally) if seats else {}


class Acts(NamedTuple):
    """What one seat did in the meeting, in the order it was done."""

    speeches: list[Speech]
    statements: list[str]
    motions: list[Motion]


def persons(assembly: Assembly) -> list[dict[str, Any]]:
    """Everybody who was played, in the order of seating. The meeting is gone through once for all of them."""
    did, sat = acts(assembly), {b.id: seats_then(b) for b in assembly.in_order()}
    return [
        _person_beside_record(assembly, seat, did[seat], sat)
        for seat in assembly.order
        if _played(assembly, seat)
    ]


def acts(assembly: Assembly) -> dict[str, Acts]:
    """Every seat's acts; statements that were hidden are left out."""
    found = {seat: Acts([], [], []) for seat in assembly.seats}
    for speech in assembly.speeches.values():
        found[speech.seat].speeches.append(speech)
    for statement in as_they_came(assembly.statements):
        if not statement.hidden:
            found[statement.seat].statements.append(statement.text)
    for id in assembly.docket:
        if (motion := assembly.motions[id]).seat:
            found[motion.seat].motions.append(motion)
    return found


def seats_then(b: Ballot) -> dict[str, str]:
    """Each person's seat when the ballot was put: they may have changed seats since."""
    return {person_of(place): id for id, place in b.seating.items()}


def _person_beside_record(
    assembly: Assembly, seat: str, did: Acts, sat: dict[BallotId, dict[str, str]]
) -> dict[str, Any]:
    """One person: how they voted here and in the record, speeches and statements here, what they did then."""
    place, role = assembly.seats[seat], assembly.role_of(seat)
    return {
        "seat": seat,
        "name": name_of(assembly, seat),
        "faction": place.faction,
        "held_by": place.held_by,
        "typified": bool(role and role.typified),
        "believed": [believed(assembly, id, belief) for id, belief in role.beliefs.items()] if role else [],
        "said": said(role.quotation) if role and role.quotation else None,
        "votes": [vote for b in assembly.in_order() if (vote := _vote(assembly, b, place, sat[b.id]))],
        "speeches": len(did.speeches),
        "seconds": sum(speech.ended - speech.began for speech in did.speeches) // 1000,
        "statements": did.statements,
        "motions": [{"id": m.id, "title": title(assembly, m.id), "state": m.state} for m in did.motions],
        "aims": judged(assembly, seat),
        "did": [to_builtins(claim(row)) for row in role.did] if role else [],
        "later": to_builtins(claim(role.later)) if role and role.later else None,
    }


def believed(assembly: Assembly, question: str, belief: Belief) -> dict[str, Any]:
    """Where a person stood on a question when the meeting began, and why."""
    return {
        "title": assembly.scenario.question(question).title,
        "vote": belief.vote,
        "why": belief.why,
        "open": belief.open,
        "mark": belief.mark,
        "sources": list(belief.sources),
    }


def said(quotation: Quotation) -> dict[str, Any]:
    """Documented words with where they stand."""
    return {"text": quotation.text, "where": quotation.where, "sources": list(quotation.sources)}


def _vote(assembly: Assembly, b: Ballot, place: Seat, sat: dict[str, str]) -> dict[str, Any] | None:
    """How a person voted in one ballot, from whichever seat they then had; None if they had no vote."""
    seat = sat.get(person_of(place))
    if b.open or seat not in b.weights:
        return None
    recorded = recorded_vote(assembly.scenario, place, b.question)
    chose = b.votes.get(seat, "away") if choices_shown(b) else "sealed" if seat in b.votes else "away"
    return {
        "ballot": b.id,
        "from": seat,
        "question": b.question,
        "title": title(assembly, b.question),
        "chose": chose,
        "recorded": recorded,
        **_proof(assembly.scenario, place, b.question),
        "left_the_record": chose in CHOICES and recorded is not None and chose != recorded,
    }


def person_of(place: Seat) -> str:
    """Who sits there: a person keeps their role in every seat, a delegate is their seat."""
    return f"role {place.role}" if place.role else place.id


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
