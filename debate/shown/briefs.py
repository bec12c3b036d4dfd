"""The role sheet a pupil reads: a person's private half, or a delegation's brief. No hindsight in either."""

from typing import Any

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import DelegationId, FactionId, QuestionId, SeatId
from debate.scenario import Office, Role, Scenario, Stand
from debate.scenario.writing import Claim, Mark
from debate.shown.ballots import Offered, offered
from debate.shown.people import name_of


class ClaimShown(Struct, frozen=True, kw_only=True):
    """A statement with its mark and sources."""

    text: str
    mark: Mark
    sources: tuple[str, ...]


class Quoted(Struct, frozen=True, kw_only=True):
    """Documented words, and where they stand."""

    text: str
    where: str


class StandShown(Struct, frozen=True, kw_only=True):
    """Where a person stands on a question, and why."""

    given: str
    """What has been decided before, as it reads after *If*; "" where it does not hang on that."""
    vote: str
    """A choice, or the id of an alternative."""
    why: str
    open: tuple[str, ...]
    """What they could be won for."""
    ground: ClaimShown | None
    """Why it is thought that they could."""
    mark: Mark
    sources: tuple[str, ...]


class Believed(StandShown, frozen=True, kw_only=True):
    """Where a person stood on a question in the record, and where they would stand in other cases, the first
    of which that holds counts."""

    question: QuestionId
    title: str
    alternatives: tuple[Offered, ...]
    """What the question offers, where it is not yes or no."""
    cases: tuple[StandShown, ...]


class Needed(Struct, frozen=True, kw_only=True):
    """Somebody whom a person needs, and what for."""

    name: str
    why: str


class Known(Struct, frozen=True, kw_only=True):
    """Something a person knew, and since when (a day, ISO)."""

    text: str
    dated: str
    mark: Mark
    sources: tuple[str, ...]


class RoleBrief(Struct, frozen=True, kw_only=True):
    """Everything the player of a role may know before the meeting."""

    short: str
    party: str
    place: str
    born: int | None
    typified: bool
    """A composed person who stands for many?"""
    votes: bool
    difficulty: int
    """1 light, 2 middle, 3 demanding."""
    who: ClaimShown
    human: ClaimShown | None
    quotation: Quoted | None
    beliefs: tuple[Believed, ...]
    public_aim: str
    private_aim: str
    red_line: str
    moved_by: str
    needs: tuple[Needed, ...]
    knows: tuple[Known, ...]
    first_words: str


class DelegateBrief(Struct, frozen=True, kw_only=True):
    """What a delegate without a person of their own is told: who sent them, and their faction's wants."""

    delegation: str
    votes: bool
    text: str
    claims: tuple[ClaimShown, ...]
    faction_wants: str
    first_words: str


class FactionSheet(Struct, frozen=True, kw_only=True):
    """What everybody may know of a faction: what it wants and its best arguments."""

    id: str
    name: str
    sign: str
    colour: int
    wants: str
    arguments: tuple[ClaimShown, ...]


class PersonSheet(Struct, frozen=True, kw_only=True):
    """The person of a seat with the whole brief, which is for whoever sits there."""

    id: str
    """Of the role; of a delegate, of their delegation."""
    name: str
    faction: FactionId
    faction_name: str
    office: Office
    brief: RoleBrief | DelegateBrief


class Sheet(Struct, frozen=True, kw_only=True):
    """All that is handed to whoever sits in a seat. `votes`: has it a vote?"""

    seat: SeatId
    name: str
    votes: bool
    side: FactionSheet
    brief: RoleBrief | DelegateBrief


def claim(row: Claim) -> ClaimShown:
    """A statement with its mark and sources."""
    return ClaimShown(text=row.text, mark=row.mark, sources=row.sources)


def beliefs(scenario: Scenario, role: Role) -> tuple[Believed, ...]:
    """Where this person stood on each question, in the scenario's own order."""
    return tuple(
        Believed(
            **_stand(belief),
            question=question,
            title=scenario.question(question).title,
            alternatives=offered(scenario.question(question)),
            cases=tuple(StandShown(**_stand(case)) for case in belief.cases),
        )
        for question, belief in role.beliefs.items()
    )


def _stand(row: Stand) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in ("given", "vote", "why", "open", "mark", "sources")}
    return {**shown, "ground": claim(row.ground) if row.ground else None}


def role_brief(scenario: Scenario, role: Role) -> RoleBrief:
    """Everything the player of this role may know before the meeting."""
    said = role.quotation
    return RoleBrief(
        short=role.short,
        party=role.party,
        place=role.place,
        born=role.born,
        typified=role.typified,
        votes=role.votes,
        difficulty=role.difficulty,
        who=claim(role.who),
        human=claim(role.human) if role.human else None,
        quotation=Quoted(text=said.text, where=said.where) if said else None,
        beliefs=beliefs(scenario, role),
        public_aim=role.public_aim,
        private_aim=role.private_aim,
        red_line=role.red_line,
        moved_by=role.moved_by,
        needs=tuple(Needed(name=scenario.role(need.role).name, why=need.why) for need in role.needs),
        knows=tuple(
            Known(text=k.text, dated=str(k.dated), mark=k.mark, sources=k.sources) for k in role.knows
        ),
        first_words=role.first_words,
    )


def delegate_brief(scenario: Scenario, delegation: DelegationId, faction: FactionId) -> DelegateBrief:
    """What a delegate without a person of their own is told."""
    sent_by, side = scenario.delegation(delegation), scenario.faction(faction)
    return DelegateBrief(
        delegation=sent_by.name,
        votes=sent_by.votes,
        text=sent_by.brief,
        claims=tuple(claim(row) for row in sent_by.claims),
        faction_wants=side.wants,
        first_words=sent_by.first_words,
    )


def faction_sheet(scenario: Scenario, faction: FactionId) -> FactionSheet:
    """What everybody may know of a faction."""
    side = scenario.faction(faction)
    return FactionSheet(
        id=side.id,
        name=side.name,
        sign=side.sign,
        colour=side.colour,
        wants=side.wants,
        arguments=tuple(claim(row) for row in side.arguments),
    )


def person_of(assembly: Assembly, seat: SeatId) -> PersonSheet:
    """The person of a seat."""
    place, role = assembly.seats[seat], assembly.role_of(seat)
    return PersonSheet(
        id=place.role or place.delegation,
        name=name_of(assembly, seat),
        faction=place.faction,
        faction_name=assembly.scenario.faction(place.faction).name,
        office=role.office if role else "",
        brief=_brief(assembly, seat),
    )


def sheet(assembly: Assembly, seat: SeatId) -> Sheet:
    """The sheet of a seat."""
    place = assembly.seats[seat]
    return Sheet(
        seat=seat,
        name=name_of(assembly, seat),
        votes=place.votes,
        side=faction_sheet(assembly.scenario, place.faction),
        brief=_brief(assembly, seat),
    )


def _brief(assembly: Assembly, seat: SeatId) -> RoleBrief | DelegateBrief:
    place, role = assembly.seats[seat], assembly.role_of(seat)
    if role:
        return role_brief(assembly.scenario, role)
    return delegate_brief(assembly.scenario, place.delegation, place.faction)
