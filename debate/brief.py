"""The role sheet a pupil reads: a person's private half, or a delegation's brief. No hindsight in either."""

from typing import Any

from debate.scenario import Claim, Role, Scenario

Brief = dict[str, Any]


def claim(row: Claim) -> Brief:
    """A statement with its mark and sources."""
    return {"text": row.text, "mark": row.mark, "sources": list(row.sources)}


def role_brief(scenario: Scenario, role: Role) -> Brief:
    """Everything the player of this role may know before the meeting."""
    titles = {question.id: question.title for question in scenario.questions}
    return {
        "short": role.short,
        "party": role.party,
        "place": role.place,
        "born": role.born,
        "typified": role.typified,
        "votes": role.votes,
        "difficulty": role.difficulty,
        "who": claim(role.who),
        "human": claim(role.human) if role.human else None,
        "quotation": {"text": role.quotation.text, "where": role.quotation.where} if role.quotation else None,
        "beliefs": [
            {
                "question": question,
                "title": titles[question],
                "vote": belief.vote,
                "why": belief.why,
                "open": belief.open,
                "mark": belief.mark,
                "sources": list(belief.sources),
            }
            for question, belief in role.beliefs.items()
        ],
        "public_aim": role.public_aim,
        "private_aim": role.private_aim,
        "red_line": role.red_line,
        "moved_by": role.moved_by,
        "needs": [{"name": scenario.role(need.role).name, "why": need.why} for need in role.needs],
        "knows": [
            {
                "text": k.text,
                "dated": k.dated.isoformat(),
                "mark": k.mark,
                "sources": list(k.sources),
            }
            for k in role.knows
        ],
        "first_words": role.first_words,
    }


def delegate_brief(scenario: Scenario, delegation: str, faction: str) -> Brief:
    """What a delegate without a person of their own is told: who sent them, and their faction's wants."""
    sent_by, side = scenario.delegation(delegation), scenario.faction(faction)
    return {
        "delegation": sent_by.name,
        "votes": sent_by.votes,
        "text": sent_by.brief,
        "claims": [claim(row) for row in sent_by.claims],
        "faction_wants": side.wants,
        "first_words": sent_by.first_words,
    }


def faction_sheet(scenario: Scenario, faction: str) -> Brief:
    """What everybody may know of a faction: what it wants and its best arguments."""
    side = scenario.faction(faction)
    return {
        "id": side.id,
        "name": side.name,
        "sign": side.sign,
        "colour": side.colour,
        "wants": side.wants,
        "arguments": [claim(row) for row in side.arguments],
    }
