"""Rules about factions and roles: who can be cast, who can vote, who knows what."""

from collections.abc import Iterator

from debate.check.fault import Fault
from debate.scenario import Scenario


def voters_know_their_vote(scenario: Scenario) -> Iterator[Fault]:
    """The house plays any seat nobody takes, so it must know every voter's recorded vote."""
    asked = [question for question in scenario.questions if not question.alternatives]
    for row, role in enumerate(scenario.roles):
        for question in asked:
            if role.votes and question.id not in role.beliefs:
                yield Fault(f"roles[{row}].beliefs", f"lacks “{question.id}”.", "Add it, with vote and why.")


def factions_have_a_line(scenario: Scenario) -> Iterator[Fault]:
    """A delegate without a person votes by the line of a faction when the house plays the seat."""
    sent = senders(scenario)
    asked = [question for question in scenario.questions if not question.alternatives]
    for row, faction in enumerate(scenario.factions):
        for question in asked:
            if faction.id in sent and question.id not in faction.line:
                yield Fault(f"factions[{row}].line", f"lacks “{question.id}”.", "Say how most of them voted.")


def factions_have_preferences(scenario: Scenario) -> Iterator[Fault]:
    """Among alternatives a seat of the house chooses as its faction would, unless its person differs."""
    voting = senders(scenario) | {role.faction for role in scenario.roles if role.votes}
    for row, faction in enumerate(scenario.factions):
        for question in scenario.questions:
            if question.alternatives and faction.id in voting and not faction.preferences.get(question.id):
                yield Fault(
                    f"factions[{row}].preferences", f"lacks “{question.id}”.", "Order its alternatives."
                )


def senders(scenario: Scenario) -> set[str]:
    """The factions that delegates with a vote belong to."""
    return {id for delegation in scenario.delegations if delegation.votes for id in delegation.blocs}


def ranks_are_an_order(scenario: Scenario) -> Iterator[Fault]:
    """Who of a faction is played first is never a toss-up."""
    holder: dict[tuple[str, int], str] = {}
    for row, role in enumerate(scenario.roles):
        if first := holder.get((role.faction, role.rank)):
            yield Fault(
                f"roles[{row}].rank", f"{role.rank} is “{first}”'s already.", "Give it one of its own."
            )
        holder.setdefault((role.faction, role.rank), role.id)


def factions_can_be_cast(scenario: Scenario) -> Iterator[Fault]:
    """A faction with delegates has somebody who votes in its name."""
    cast = {role.faction for role in scenario.roles if role.votes and role.seat == "core"}
    for row, faction in enumerate(scenario.factions):
        if faction.delegates > 0 and faction.id not in cast:
            yield Fault(f"factions[{row}]", "has delegates but no core role that votes.", "Add such a role.")


def options_seat_optional_roles(scenario: Scenario) -> Iterator[Fault]:
    """Core roles are seated anyway: an option that switches one on would do nothing."""
    core = {role.id for role in scenario.roles if role.seat == "core"}
    for row, option in enumerate(scenario.options):
        for id in option.roles:
            if id in core:
                yield Fault(f"options[{row}].roles", f"“{id}” is a core role.", 'Give it seat = "optional".')


def nobody_knows_the_future(scenario: Scenario) -> Iterator[Fault]:
    """What a person brings along happened before the opening day."""
    for row, role in enumerate(scenario.roles):
        for n, known in enumerate(role.knows):
            if known.dated >= scenario.date:
                yield Fault(
                    f"roles[{row}].knows[{n}].dated",
                    f"{known.dated} is not before the opening day, {scenario.date}.",
                    "Take it out, or make it a card.",
                )
