"""A twin of an assembly that differs in everything an audience may not see, and in nothing else.

If the audience's view of both is the same, the view holds nothing it may not hold, whatever way it might
have taken there. The twin's texts are recognisable, so that a leak can also be found by looking.
"""

from typing import Any

import msgspec
from msgspec.structs import replace

from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.rules.hall.caucus import rooms
from debate.scenario import CHOICES, Aim, Question, Role, Scenario
from debate.scenario.writing import Claim
from debate.shown.audience import Audience
from debate.shown.ballots import my_vote
from debate.shown.hall import hall
from debate.view import view

PLANTED = "planted"
LONG_AGO = "1799-01-01"
ROTATED: dict[str, str] = dict(zip(CHOICES, (*CHOICES[1:], CHOICES[0]), strict=True))


def seen(assembly: Assembly, audience: Audience, seat: str = "") -> str:
    """Everything that reaches this audience, as JSON."""
    own = my_vote(assembly, seat) if seat else {}
    return msgspec.json.encode([view(assembly, audience, seat), hall(assembly), own], order="sorted").decode()


def twin(assembly: Assembly, audience: Audience, seat: str = "") -> Assembly:
    """The assembly with everything that is not for this audience (and seat) replaced."""
    statements = assembly.statements
    for id, statement in statements.items():
        if statement.hidden and audience != "teach":
            statements = statements.set(id, replace(statement, text=PLANTED))
    ballots = assembly.ballots
    for id, ballot in ballots.items():
        ballots = ballots.set(id, _ballot(ballot, audience, seat))
    mine = rooms(assembly, seat) if audience == "seat" else ()
    lines = assembly.lines
    for id, line in lines.items():
        if audience != "teach" and (line.hidden or line.room not in mine):
            lines = lines.set(id, replace(line, text=PLANTED))
    leanings = assembly.leanings
    for key, value in leanings.items():
        if not key.startswith(f"{seat}/"):
            leanings = leanings.set(key, -value or 2)
    leaned = assembly.leaned
    for n, mark in leaned.items():
        if mark.seat != seat and mark.value is not None:
            leaned = leaned.set(n, replace(mark, value=-mark.value or 2))
    reflections, planned = assembly.reflections, assembly.planned
    if audience != "teach":
        planned = (*planned[1:], "d1", *planned[:1])
        for id in reflections:
            reflections = reflections.set(id, reflections[id] if id == seat else PLANTED)
    calls = assembly.help
    if audience != "teach":
        calls = tuple(replace(call, text=PLANTED) for call in calls)
    return replace(
        assembly,
        scenario=_scenario(assembly, audience, seat),
        **(_texts(assembly, seat) if audience != "teach" else {}),
        statements=statements,
        ballots=ballots,
        lines=lines,
        leanings=leanings,
        leaned=leaned,
        reflections=reflections,
        planned=planned,
        help=calls,
        steps=(),
    )


def _texts(assembly: Assembly, seat: str) -> dict[str, Any]:
    """Motions that were taken away, and texts that wait for the teacher, in other words."""
    motions, held, texts = assembly.motions, assembly.held, assembly.texts
    for id in assembly.away:
        texts = texts.set(id, replace(texts[id], text=PLANTED))
        if id in motions:
            other = replace(motions[id], text=PLANTED, passage=PLANTED, reason=PLANTED)
            motions = motions.set(id, other)
    for id, event in assembly.held.items():
        if id in assembly.away or event.seat != seat:
            texts = texts.set(id, replace(texts[id], text=PLANTED))
            held = held.set(id, replace(event, text=PLANTED))
    return {"motions": motions, "held": held, "texts": texts}


def _ballot(ballot: Ballot, audience: Audience, seat: str) -> Ballot:
    method = METHODS[ballot.method]
    by_name = method.names_shown and not ballot.hidden
    if method.sealed or not (by_name or ballot.announced):
        votes = {id: vote if id == seat else ROTATED.get(vote, vote) for id, vote in ballot.votes.items()}
        ballot = replace(ballot, votes=ballot.votes.update(votes))
    figures = {choice: 990 + n for n, choice in enumerate(ballot.tally)}
    if ballot.open and (ballot.hidden or not method.tally_shown):
        # How many were counted is known; not what they chose.
        counted = {ROTATED[choice]: number for choice, number in ballot.counted.items()}
        ballot = replace(ballot, tally=figures, counted=counted)
    if not ballot.open and not ballot.announced and audience != "teach":
        ballot = replace(ballot, tally=figures, carried=not ballot.carried, winners=(PLANTED,))
    return ballot


def _scenario(assembly: Assembly, audience: Audience, seat: str) -> Scenario:
    scenario, place = assembly.scenario, assembly.seats.get(seat)
    role = place.role if place else ""
    sent_by = place.delegation if place and not place.role else ""
    over = assembly.status == "closed" or (
        assembly.now is not None and assembly.now.kind in ("out_of_role", "debrief")
    )
    return replace(
        scenario,
        roles=tuple(planted(r, private=r.id != role) for r in scenario.roles),
        delegations=tuple(
            d if d.id == sent_by else replace(d, brief=PLANTED, first_words=PLANTED)
            for d in scenario.delegations
        ),
        questions=tuple(
            q if over or audience == "teach" else _with_other_record(q) for q in scenario.questions
        ),
        cards=tuple(
            card if audience == "teach" or _is_for(assembly, card.id, seat) else replace(card, text=PLANTED)
            for card in scenario.cards
        ),
        outcomes=tuple(o if over else replace(o, text=PLANTED) for o in scenario.outcomes),
        followed=(),
    )


def planted(role: Role, private: bool) -> Role:
    """The role with another story after the meeting and, if `private`, another sheet altogether."""
    role = replace(role, did=(_claim(),), later=_claim())
    if not private:
        return role
    role = replace(role, public_met=Aim(speeches=9), private_met=Aim(speeches=9))
    texts = ("public_aim", "private_aim", "red_line", "moved_by", "first_words", "place")
    changed: dict[str, Any] = dict.fromkeys(texts, PLANTED)
    return replace(
        role,
        who=_claim(),
        human=_claim(),
        beliefs={id: replace(belief, why=PLANTED) for id, belief in role.beliefs.items()},
        knows=tuple(replace(known, text=PLANTED, dated=LONG_AGO) for known in role.knows),
        needs=tuple(replace(need, why=PLANTED) for need in role.needs),
        **changed,
    )


def _claim() -> Claim:
    return Claim(text=PLANTED, mark="I")


def _with_other_record(question: Question) -> Question:
    if question.record is None:
        return question
    record = replace(question.record, figures={"for": 997, "against": 998, "abstain": 999}, note=PLANTED)
    return replace(question, record=replace(record, held=PLANTED, carried=not record.carried))


def _is_for(assembly: Assembly, card: str, seat: str) -> bool:
    place = assembly.seats.get(seat)
    mine = {"all", *((place.id, place.role, place.faction) if place else ())}
    return any(mine & set(released.to) for released in assembly.cards if released.card == card)
