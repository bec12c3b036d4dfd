"""Each person beside what they did then: how they voted here and in the record, what they said and moved
here, what they believed, did and said in history."""

from typing import NamedTuple

from msgspec import Struct, field

from debate.afterwards.aims import Judged, judged
from debate.afterwards.lives import Life, life
from debate.assembly import Assembly, Ballot, HeldBy, Motion, MotionState, Seat, Speech
from debate.ids import BallotId, FactionId, QuestionId, SeatId
from debate.rules.business.subjects import title
from debate.rules.voting.house import recorded_vote
from debate.scenario import CHOICES, NOT_COUNTED, Scenario
from debate.scenario.writing import Mark
from debate.shown.ballots import Offered, asked, choices_shown
from debate.shown.briefs import Believed, ClaimShown, Quoted, beliefs, claim
from debate.shown.people import name_of
from debate.shown.written.texts import as_they_came


class VoteBeside(Struct, frozen=True, kw_only=True):
    """How a person voted in one ballot, from whichever seat they then had, beside the record."""

    ballot: BallotId
    from_: SeatId = field(name="from")
    question: QuestionId
    title: str
    chose: str
    """A choice or an alternative, a split bloc, "away", or "sealed"; "absent" or "paired" of a person who was
    away when history voted."""
    alternatives: tuple[Offered, ...]
    """What was offered, where it was not yes or no."""
    silent: bool
    """Did they say nothing, and were counted as they believed?"""
    went_along: bool
    """Did the house vote for them, and with the pupils of their side?"""
    recorded: str | None
    """As `chose`, or "unknown"; None where it is not on record. With its `mark` and `sources`."""
    mark: Mark
    sources: tuple[str, ...]
    left_the_record: bool


class OwnMotion(Struct, frozen=True, kw_only=True):
    """What somebody moved, and what became of it."""

    id: str
    title: str
    state: MotionState


class QuotedFrom(Quoted, frozen=True, kw_only=True):
    """Documented words, where they stand, and whence that is known."""

    sources: tuple[str, ...]


class PersonBeside(Struct, frozen=True, kw_only=True):
    """One person. `seconds`: on the floor; `statements`: texts for the record, without those taken away."""

    seat: SeatId
    name: str
    faction: FactionId
    held_by: HeldBy
    typified: bool
    believed: tuple[Believed, ...]
    said: QuotedFrom | None
    votes: tuple[VoteBeside, ...]
    speeches: int
    seconds: int
    statements: tuple[str, ...]
    motions: tuple[OwnMotion, ...]
    aims: tuple[Judged, ...]
    did: tuple[ClaimShown, ...]
    later: ClaimShown | None
    life: Life | None


class Acts(NamedTuple):
    """What one seat did in the meeting, in the order it was done."""

    speeches: list[Speech]
    statements: list[str]
    motions: list[Motion]


def persons(assembly: Assembly) -> tuple[PersonBeside, ...]:
    """Everybody who was played, in the order of seating. The meeting is gone through once for all of them."""
    did, sat = _acts(assembly), {b.id: _seats_then(b) for b in assembly.in_order()}
    return tuple(
        _person(assembly, seat, did[seat], sat)
        for seat in assembly.order
        if assembly.seats[seat].held_by != "nobody"
    )


def person_of(place: Seat) -> str:
    """Who sits there: a person keeps their role in every seat, a delegate is their seat."""
    return f"role {place.role}" if place.role else place.id


def _acts(assembly: Assembly) -> dict[SeatId, Acts]:
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


def _seats_then(b: Ballot) -> dict[str, SeatId]:
    """Each person's seat when the ballot was put: they may have changed seats since."""
    return {person_of(place): id for id, place in b.seating.items()}


def _person(
    assembly: Assembly, seat: SeatId, did: Acts, sat: dict[BallotId, dict[str, SeatId]]
) -> PersonBeside:
    place, role = assembly.seats[seat], assembly.role_of(seat)
    words = role.quotation if role else None
    return PersonBeside(
        seat=seat,
        name=name_of(assembly, seat),
        faction=place.faction,
        held_by=place.held_by,
        typified=bool(role and role.typified),
        believed=beliefs(assembly.scenario, role) if role else (),
        said=QuotedFrom(text=words.text, where=words.where, sources=words.sources) if words else None,
        votes=tuple(vote for b in assembly.in_order() if (vote := _vote(assembly, b, place, sat[b.id]))),
        speeches=len(did.speeches),
        seconds=sum(speech.ended - speech.began for speech in did.speeches) // 1000,
        statements=tuple(did.statements),
        motions=tuple(OwnMotion(id=m.id, title=title(assembly, m.id), state=m.state) for m in did.motions),
        aims=judged(assembly, seat),
        did=tuple(claim(row) for row in role.did) if role else (),
        later=claim(role.later) if role and role.later else None,
        life=life(assembly.scenario, role) if role else None,
    )


def _vote(assembly: Assembly, b: Ballot, place: Seat, sat: dict[str, SeatId]) -> VoteBeside | None:
    """None for somebody who had no vote."""
    seat = sat.get(person_of(place))
    if b.open or seat is None or seat not in {**b.weights, **b.absent}:
        return None
    recorded = _recorded(assembly.scenario, place, b)
    chose = b.votes.get(seat, "away") if choices_shown(b) else "sealed" if seat in b.votes else "away"
    chose = b.absent.get(seat) or chose or "abstain"
    mark, sources = _proof(assembly.scenario, place, b.question)
    return VoteBeside(
        ballot=b.id,
        from_=seat,
        question=b.question,
        title=title(assembly, b.question),
        chose=chose,
        alternatives=asked(assembly, b).alternatives or (),
        silent=choices_shown(b) and seat in b.silent,
        went_along=choices_shown(b) and seat in b.followed,
        recorded=recorded,
        mark=mark,
        sources=sources,
        left_the_record=recorded not in (None, *NOT_COUNTED, chose) and chose in (*CHOICES, *b.alternatives),
    )


def _recorded(scenario: Scenario, place: Seat, b: Ballot) -> str | None:
    """What the person did then: a choice, or of alternatives one; or why none is counted. None where nobody
    voted on it: what they believed is no vote."""
    if not scenario.is_on_record(b.question):
        return None
    recorded = recorded_vote(scenario, place, b.question)
    return recorded if recorded in (*(b.alternatives or CHOICES), *NOT_COUNTED) else None


def _proof(scenario: Scenario, place: Seat, question: QuestionId) -> tuple[Mark, tuple[str, ...]]:
    """How sure the recorded vote is, and whence; what delegates did is always inferred."""
    belief = scenario.role(place.role).beliefs.get(question) if place.role else None
    return (belief.mark, belief.sources) if belief else ("I", ())
