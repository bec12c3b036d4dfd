"""From vote to vote: how everybody in the hall chose, who stayed and who crossed; and the same of the record.

Persons are counted, not delegates: a bloc has another size in each vote, a person is one. Only votes for and
against that are over and may be seen seat by seat; a straw poll decided nothing, and a vote that was taken
again has its last word later.
"""

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

from debate.afterwards.persons import person_of
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.ids import BallotId, FactionId, QuestionId, SeatId
from debate.rules.business.subjects import subject, title
from debate.rules.voting.house import recorded_choice
from debate.scenario import CHOICES, Choice
from debate.shown.ballots import choices_shown

Went = Literal["for", "abstain", "away", "against"]
WAYS: tuple[Went, ...] = get_args(Went)
"""What somebody can do in a vote, as they lie above each other: those for above, those against below."""


class Voter(Struct, frozen=True, kw_only=True):
    """Somebody with a vote. `seat`: where they sat; `person`: they keep it when they change seats; `then`:
    what the record says they chose, None where it does not say; `silent`: they said nothing here, and were
    counted as believed."""

    seat: SeatId
    person: str
    faction: FactionId
    here: Went
    then: Choice | None
    silent: bool = False


class Stop(Struct, frozen=True, kw_only=True):
    """One vote, with everybody who had a vote in it, from left to right as the sides sit."""

    ballot: BallotId
    question: QuestionId
    title: str
    voters: tuple[Voter, ...]


class Flow(Struct, frozen=True, kw_only=True):
    """Those who went from one choice in a vote to one in the next: the same, or they crossed."""

    start: Went
    end: Went
    persons: tuple[str, ...]


class Ribbon(Struct, frozen=True, kw_only=True):
    """`ways`: for each vote, person to choice; `flows`: from each to the next. One who had no vote in either
    is in neither flow."""

    stops: tuple[Stop, ...]
    ways: tuple[Mapping[str, Went], ...]
    flows: tuple[tuple[Flow, ...], ...]


def stops(assembly: Assembly) -> tuple[Stop, ...]:
    """All votes of this meeting that can be shown seat by seat, in order."""
    return tuple(_stop(assembly, ballot) for ballot in assembly.in_order() if _shown(assembly, ballot))


def of_class(found: tuple[Stop, ...]) -> Ribbon:
    """The class, from vote to vote."""
    return _ribbon(found, tuple({v.person: v.here for v in stop.voters} for stop in found))


def of_record(found: tuple[Stop, ...]) -> Ribbon:
    """The same persons as the record says they voted, through those of the votes that it knows."""
    known = tuple(stop for stop in found if any(voter.then for voter in stop.voters))
    ways: tuple[dict[str, Went], ...] = tuple(
        {v.person: v.then for v in stop.voters if v.then is not None} for stop in known
    )
    return _ribbon(known, ways)


def crossed(ribbon: Ribbon) -> tuple[int, int]:
    """How many persons went to another side of some vote than of the one before (for, against), of how many
    who voted at all. To abstain, or to come back from it, is not to cross."""
    over = {
        person
        for flows in ribbon.flows
        for flow in flows
        if {flow.start, flow.end} == {"for", "against"}
        for person in flow.persons
    }
    return len(over), len({person for way in ribbon.ways for person, went in way.items() if went != "away"})


def _shown(assembly: Assembly, ballot: Ballot) -> bool:
    if ballot.open or not ballot.announced or ballot.reconsidered or ballot.alternatives:
        return False
    question = subject(assembly, ballot.question)
    straw = bool(question and question.straw)
    return choices_shown(ballot) and not straw and not METHODS[ballot.method].by_hand


def _stop(assembly: Assembly, ballot: Ballot) -> Stop:
    order = [faction.id for faction in assembly.scenario.factions]
    # What somebody believed of a question that was not put then is no vote of theirs.
    recorded = assembly.scenario.is_on_record(ballot.question)
    found = [
        Voter(
            seat=seat,
            person=person_of(place),
            faction=place.faction,
            here=_went(ballot, seat),
            then=recorded_choice(assembly.scenario, place, ballot.question) if recorded else None,
            silent=seat in ballot.silent,
        )
        for seat in ballot.weights
        if (place := ballot.seating[seat])
    ]
    # Within a side the order of the seats stays.
    found.sort(key=lambda voter: order.index(voter.faction) if voter.faction in order else len(order))
    return Stop(
        ballot=ballot.id,
        question=ballot.question,
        title=title(assembly, ballot.question),
        voters=tuple(found),
    )


def _went(ballot: Ballot, seat: SeatId) -> Went:
    """The choice of a seat; of a bloc that was split, the choice that got most of it."""
    if seat not in ballot.votes:
        return "away"
    shares = METHODS[ballot.method].shares(ballot.votes[seat], ballot.weights[seat])
    return max(CHOICES, key=lambda choice: shares.get(choice, 0))


def _ribbon(found: tuple[Stop, ...], ways: tuple[Mapping[str, Went], ...]) -> Ribbon:
    pairs = zip(ways, ways[1:], strict=False)
    return Ribbon(stops=found, ways=ways, flows=tuple(_flows(before, after) for before, after in pairs))


def _flows(before: Mapping[str, Went], after: Mapping[str, Went]) -> tuple[Flow, ...]:
    return tuple(
        Flow(start=start, end=end, persons=persons)
        for start in WAYS
        for end in WAYS
        if (persons := tuple(p for p, went in before.items() if went == start and after.get(p) == end))
    )
