"""The role sheet a pupil reads: a person's private half, or a delegation's brief. No hindsight in either."""

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Assembly
from debate.ids import DelegationId, FactionId, QuestionId, SeatId
from debate.scenario import Office, Role, Scenario, Stand
from debate.scenario.writing import Claim, Mark
from debate.shown.ballots import Offered, offered
from debate.shown.people import name_of
from debate.text import sentences


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


SheetLength = Literal["short", "middle", "long"]
MOST_WORDS: dict[SheetLength, int] = {"short": 110, "middle": 220, "long": 330}
NO_VOTE = 10
"""Words in which somebody is told that they have a voice and no vote."""
FIRST_OF_WHO = 30
"""Words of who one is that come before what one wants, in whole sentences."""

Piece = tuple[str, Any, int]
"""A field of a sheet, what goes into it (of a list one entry), and how many words that is on paper."""


class Cut(Struct, frozen=True, kw_only=True):
    """A sheet as far as it goes in some length: what is left out is empty in it."""

    brief: RoleBrief | DelegateBrief
    side: FactionSheet


def cut(brief: RoleBrief | DelegateBrief, side: FactionSheet, length: SheetLength) -> Cut:
    """A sheet in this length: of the same fields as the whole one, in order of need, as far as they fit.

    First who one is and what one wants, last the arguments of one's side. A longer one begins with all that
    a shorter one holds.
    """
    found: dict[str, list[Any]] = {}
    left = MOST_WORDS[length]
    for field, value, words in _pieces(brief, side):
        left -= words
        if left < 0:
            break
        found.setdefault(field, []).append(value)
    return Cut(brief=_filled(brief, found), side=_side(side, found))


def _pieces(brief: RoleBrief | DelegateBrief, side: FactionSheet) -> Iterator[Piece]:
    if not brief.votes:
        yield "votes", False, NO_VOTE
    if isinstance(brief, DelegateBrief):
        told = list(_sentences("text", brief.text))
        first = _opening(told)
        yield from told[:first]
        yield from _texts("faction_wants", brief.faction_wants)
        yield from told[first:]
        yield from _texts("first_words", brief.first_words)
        yield from _claims("claims", brief.claims)
        yield from _claims("arguments", side.arguments)
        return
    who = list(_sentences("who", brief.who.text))
    first = _opening(who)
    yield from who[:first]
    yield from _texts("public_aim", brief.public_aim)
    yield from _texts("private_aim", brief.private_aim)
    yield from _texts("red_line", brief.red_line)
    yield from who[first:]
    for belief in brief.beliefs:
        yield "beliefs", _bare(belief), _words(belief.title) + _stand_words(_bare(belief))
    yield from _texts("first_words", brief.first_words)
    for belief in brief.beliefs:
        if belief.open:
            yield "opens", belief.question, _stand_words(belief) - _stand_words(_bare(belief))
    yield from _texts("moved_by", brief.moved_by)
    for belief in brief.beliefs:
        if belief.cases:
            cases = (
                replace(belief, given=case.given, vote=case.vote, open=case.open) for case in belief.cases
            )
            yield "cases", belief.question, sum(map(_stand_words, cases))
    for belief in brief.beliefs:
        yield "whys", belief.question, _words(belief.why)
    for need in brief.needs:
        yield "needs", need, _words(f"{need.name} {need.why}")
    for known in brief.knows:
        yield "knows", known, _words(known.text)
    if brief.human:
        yield "human", brief.human, _words(brief.human.text)
    if brief.quotation:
        yield "quotation", brief.quotation, _words(f"{brief.quotation.text} {brief.quotation.where}")
    yield from _texts("wants", side.wants)
    yield from _claims("arguments", side.arguments)


def _words(text: str) -> int:
    return len(text.split())


def _texts(field: str, text: str) -> Iterator[Piece]:
    yield field, text, _words(text)


def _sentences(field: str, text: str) -> Iterator[Piece]:
    for sentence in sentences(text):
        yield field, sentence, _words(sentence)


def _claims(field: str, rows: tuple[ClaimShown, ...]) -> Iterator[Piece]:
    for row in rows:
        yield field, row, _words(row.text)


def _opening(who: list[Piece]) -> int:
    """How many sentences of who one is come first: one at least."""
    words, count = 0, 0
    for _, _, more in who:
        words += more
        if words > FIRST_OF_WHO and count:
            break
        count += 1
    return count


def _stand_words(row: Believed) -> int:
    """Of a stand as it is told: "If the gates are shut, you are against it. You could be won over to …"."""
    texts = {alternative.id: alternative.text for alternative in row.alternatives}
    told = [row.given, texts.get(row.vote, ""), *(texts.get(choice, choice) for choice in row.open)]
    return sum(map(_words, told)) + (5 if row.given else 4) + (9 if row.open else 0)


def _bare(belief: Believed) -> Believed:
    """Where one stands, without why, what could change it, and other cases."""
    return replace(belief, why="", open=(), ground=None, cases=())


def _filled(brief: RoleBrief | DelegateBrief, found: dict[str, list[Any]]) -> RoleBrief | DelegateBrief:
    """The brief with what was found for it and nothing else."""

    def text(field: str) -> str:
        return " ".join(found.get(field, ()))

    if isinstance(brief, DelegateBrief):
        return replace(
            brief,
            text=text("text"),
            claims=tuple(found.get("claims", ())),
            faction_wants=text("faction_wants"),
            first_words=text("first_words"),
        )
    return replace(
        brief,
        who=replace(brief.who, text=text("who")),
        human=next(iter(found.get("human", ())), None),
        quotation=next(iter(found.get("quotation", ())), None),
        beliefs=tuple(
            replace(
                row,
                why=whole.why if row.question in found.get("whys", ()) else "",
                open=whole.open if row.question in found.get("opens", ()) else (),
                cases=tuple(replace(case, ground=None) for case in whole.cases)
                if row.question in found.get("cases", ())
                else (),
            )
            for row, whole in zip(found.get("beliefs", ()), brief.beliefs, strict=False)
        ),
        public_aim=text("public_aim"),
        private_aim=text("private_aim"),
        red_line=text("red_line"),
        moved_by=text("moved_by"),
        needs=tuple(found.get("needs", ())),
        knows=tuple(found.get("knows", ())),
        first_words=text("first_words"),
    )


def _side(side: FactionSheet, found: dict[str, list[Any]]) -> FactionSheet:
    wants = found.get("wants") or found.get("faction_wants") or ("",)
    return replace(side, wants=wants[0], arguments=tuple(found.get("arguments", ())))
