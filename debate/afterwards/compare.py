"""The class beside history: each division beside the record, and what of it was never put.

The persons, one by one, are in `persons.py`.
"""

from collections import Counter

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from debate.afterwards.minute_rows import reader
from debate.afterwards.persons import PersonBeside, persons
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS, units
from debate.ballots.thresholds import is_of_cast, needed
from debate.ids import SeatId
from debate.rules.business.subjects import subject
from debate.rules.voting.entitled import sent_by
from debate.rules.voting.house import recorded_vote
from debate.scenario import ABSENCES, CHOICES, Choice, Record, Scenario
from debate.shown.agenda import Ended, ended
from debate.shown.audience import Moment
from debate.shown.ballots import Division, RecordShown, choices_shown, division, recorded, without_house
from debate.shown.briefs import ClaimShown, claim
from debate.shown.people import name_of


class RecordBeside(RecordShown, frozen=True, kw_only=True):
    """The record of a question, with what else is told of it."""

    other_versions: tuple[ClaimShown, ...]
    needed: int | UnsetType = UNSET
    """Votes that were enough then, as far as the record's own figures say."""
    away: int | UnsetType = UNSET
    """Those who did not vote then, where that is on record: absent or paired; of units, those absent."""


class GroupVote(Struct, frozen=True, kw_only=True):
    """A faction or a delegation in a vote: delegates by choice, and those who did not vote ("away")."""

    id: str
    name: str
    colour: int | UnsetType = UNSET
    """Of a faction."""
    tally: dict[str, int]


class DivisionBeside(Division, frozen=True, kw_only=True):
    """One division beside the record, by faction, and without what the house gave."""

    record: RecordBeside | UnsetType = UNSET
    of: int
    """The most votes that were cast, here or then."""
    away: int | None
    """Those who could have voted and did not, by weight; null where that can't be counted."""
    needed: int | None
    """Votes that were enough; null among alternatives."""
    matches: bool
    """Are the figures the record's, to the last vote?"""
    unknown: tuple[str, ...]
    """Who had a vote here, and of whom it is not known how they voted then."""
    by_faction: tuple[GroupVote, ...] | UnsetType = UNSET
    """Where everybody may see who chose what."""
    by_delegation: tuple[GroupVote, ...] | UnsetType = UNSET
    """As `by_faction`."""


class NotPut(Struct, frozen=True, kw_only=True):
    """A question that the historical meeting decided and this one never reached."""

    id: str
    title: str
    text: str
    record: dict[Choice, int]


class CardKnown(Struct, frozen=True, kw_only=True):
    """A card that was released: when, who knew of it then, and who read it here (no names: everybody)."""

    id: str
    title: str
    at: Moment
    knew: str
    to: tuple[str, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """The whole of it. `outcome`: None while the meeting goes on; `recorded_outcome`: None where none of the
    scenario's is marked as history's."""

    divisions: tuple[DivisionBeside, ...]
    not_put: tuple[NotPut, ...]
    persons: tuple[PersonBeside, ...]
    cards: tuple[CardKnown, ...]
    outcome: Ended | None
    recorded_outcome: Ended | None


def beside_history(assembly: Assembly) -> Comparison:
    """The class beside history."""
    return Comparison(
        divisions=tuple(_division(assembly, b) for b in assembly.in_order() if not b.open),
        not_put=_not_put(assembly),
        persons=persons(assembly),
        cards=_cards(assembly),
        outcome=ended(assembly),
        recorded_outcome=_recorded_outcome(assembly.scenario),
    )


def _division(assembly: Assembly, b: Ballot) -> DivisionBeside:
    seen, record = division(assembly, b, with_record=True), _record(assembly, b)
    given = {
        **asdict(seen),
        "record": record or UNSET,
        "without_house": without_house(b) if choices_shown(b) else seen.without_house,
    }
    return DivisionBeside(
        **given,
        of=max(sum(b.tally.values()), sum(record.figures.values()) if record else 0),
        away=_away(b),
        needed=None if b.alternatives else needed(b.threshold, b.tally, b.present, b.members),
        unknown=tuple(name_of(assembly, seat) for seat in b.weights if _is_unknown(assembly, b, seat)),
        matches=record is not None and _equal(b, record),
        # A vote cast for a whole delegation belongs to that, and to no faction.
        by_faction=(() if b.behind else _by_faction(assembly, b)) if choices_shown(b) else UNSET,
        by_delegation=_by_delegation(assembly, b) if choices_shown(b) else UNSET,
    )


def _record(assembly: Assembly, b: Ballot) -> RecordBeside | None:
    question = subject(assembly, b.question)
    if question is None or question.record is None:
        return None
    seen = recorded(question.record)
    says = is_of_cast(b.threshold) and not b.alternatives
    return RecordBeside(
        **asdict(seen),
        other_versions=tuple(claim(version) for version in question.record.other_versions),
        needed=needed(b.threshold, seen.figures, 0, 0) if says else UNSET,
        away=_away_then(b, question.record),
    )


def _away_then(b: Ballot, record: Record) -> int | UnsetType:
    if b.units:
        return list(record.units.values()).count("absent") if record.units else UNSET
    found = [record.not_counted[away] for away in ABSENCES if away in record.not_counted]
    return sum(found) if found else UNSET


def _is_unknown(assembly: Assembly, b: Ballot, seat: SeatId) -> bool:
    return recorded_vote(assembly.scenario, b.seating[seat], b.question) == "unknown"


def _equal(b: Ballot, record: RecordBeside) -> bool:
    """The figures of the record to the last vote, or where alternatives were chosen the same ones; of units
    each its own vote, as far as it is known."""
    sides = units.sides(b.units, b.votes)
    if any(record.units.get(id, "unknown") not in (side, "unknown") for id, side in sides.items()):
        return False
    figures = all(b.tally.get(choice, 0) == record.figures.get(choice, 0) for choice in CHOICES)
    return {*b.elected, *b.winners} == set(record.chosen) and (figures or bool(b.alternatives))


def _away(b: Ballot) -> int | None:
    method = METHODS[b.method]
    if b.units or b.absent:
        return b.members - sum(b.tally.values())
    if (b.alternatives and method.sealed) or method.by_hand:
        return None
    return max(0, sum(b.weights.values()) + sum(b.bloc.values()) - sum(b.tally.values()))


def _by_faction(assembly: Assembly, b: Ballot) -> tuple[GroupVote, ...]:
    return tuple(
        GroupVote(id=f.id, name=f.name, colour=f.colour, tally=tally)
        for f in assembly.scenario.factions
        if (tally := _counted(b, [seat for seat in b.weights if b.seating[seat].faction == f.id]))
    )


def _by_delegation(assembly: Assembly, b: Ballot) -> tuple[GroupVote, ...]:
    sent = {seat: sent_by(assembly.scenario, b.seating[seat]) for seat in b.weights}
    return tuple(
        GroupVote(id=d.id, name=d.name, tally=tally)
        for d in assembly.scenario.delegations
        if (tally := _counted(b, [seat for seat in b.weights if sent[seat] == d.id]))
    )


def _counted(b: Ballot, seats: list[SeatId]) -> dict[str, int]:
    """The votes of these seats; {} for no seats."""
    tally: Counter[str] = Counter(dict.fromkeys((*(b.alternatives or CHOICES), "away"), 0))
    for seat in seats:
        if seat in b.votes:
            tally.update(METHODS[b.method].shares(b.votes[seat], b.weights[seat]))
        else:
            tally["away"] += b.weights[seat]
    return dict(tally) if seats else {}


def _cards(assembly: Assembly) -> tuple[CardKnown, ...]:
    """Every release of a card, oldest first."""
    found = {card.id: card for card in assembly.scenario.cards}
    return tuple(
        CardKnown(
            id=released.card,
            title=found[released.card].title,
            at=released.at,
            knew=found[released.card].knew,
            to=() if "all" in released.to else tuple(reader(assembly, id) for id in released.to),
        )
        for released in assembly.cards
    )


def _not_put(assembly: Assembly) -> tuple[NotPut, ...]:
    decided = assembly.results()
    return tuple(
        NotPut(id=q.id, title=q.title, text=q.text, record=dict(q.record.figures))
        for q in assembly.scenario.questions
        if q.record and q.record.figures and not q.optional and q.id not in decided
    )


def _recorded_outcome(scenario: Scenario) -> Ended | None:
    found = next((o for o in scenario.outcomes if o.historical), None)
    return Ended(id=found.id, title=found.title, text=found.text, historical=True) if found else None
