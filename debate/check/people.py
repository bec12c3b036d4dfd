"""Rules about factions and roles: who can be cast, who can vote, who knows what."""

from collections.abc import Iterator

from debate.check.fault import Fault
from debate.rules.hall.casting import SMALLEST_CLASS, indispensable
from debate.scenario import NOT_COUNTED, Scenario
from debate.scenario.writing import in_numbers, is_later

WHOLE = 3
"""A day that is known to the day: of year, month and day."""


def voters_know_their_vote(scenario: Scenario) -> Iterator[Fault]:
    """The house plays any seat nobody takes, so it must know every voter's recorded vote."""
    asked = [question for question in scenario.questions if not question.by_preference]
    for row, role in enumerate(scenario.roles):
        for question in asked:
            if role.votes and question.id not in role.beliefs:
                yield Fault(f"roles[{row}].beliefs", f"lacks “{question.id}”.", "Add it, with vote and why.")


def factions_have_a_line(scenario: Scenario) -> Iterator[Fault]:
    """A delegate without a person votes by the line of a faction when the house plays the seat."""
    sent = senders(scenario)
    asked = [question for question in scenario.questions if not question.by_preference]
    for row, faction in enumerate(scenario.factions):
        for question in asked:
            if faction.id in sent and question.id not in faction.line:
                yield Fault(f"factions[{row}].line", f"lacks “{question.id}”.", "Say how most of them voted.")


def factions_have_preferences(scenario: Scenario) -> Iterator[Fault]:
    """Among alternatives a seat of the house chooses as its faction would, unless its person differs."""
    voting = senders(scenario) | {role.faction for role in scenario.roles if role.votes}
    for row, faction in enumerate(scenario.factions):
        for question in scenario.questions:
            if question.by_preference and faction.id in voting and not faction.preferences.get(question.id):
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


def who_must_be_played_can_be(scenario: Scenario) -> Iterator[Fault]:
    """The smallest class has a pupil for everybody without whom there is no meeting, and they have a seat."""
    first = indispensable(scenario)
    if len(first) > SMALLEST_CLASS:
        wrong = f"must be played by {len(first)} pupils, and a class may have {SMALLEST_CLASS}."
        yield Fault("roles", wrong, "Take `must_be_played` from some; the chair is one of them.")
    for row, option in enumerate(scenario.options):
        for id in option.roles:
            if id in first:
                wrong = f"“{id}” must be played, but has a seat only where this is switched on."
                yield Fault(f"options[{row}].roles", wrong, "Take it out of the option.")


def guests_have_no_delegates(scenario: Scenario) -> Iterator[Fault]:
    """Only who has no vote may be nobody in the count: a faction that votes has a size."""
    voting = senders(scenario) | {role.faction for role in scenario.roles if role.votes}
    for row, faction in enumerate(scenario.factions):
        if faction.delegates == 0 and faction.id in voting:
            wrong = "is 0, but somebody of it votes."
            mend = "Give its size, 1 at least; 0 is for guests without a vote."
            yield Fault(f"factions[{row}].delegates", wrong, mend)


def factions_look_different(scenario: Scenario) -> Iterator[Fault]:
    """No two factions bear the same sign in the same colour."""
    first: dict[tuple[str, int], str] = {}
    for row, faction in enumerate(scenario.factions):
        look = (faction.sign, faction.colour)
        if look in first:
            wrong = f"and colour are those of “{first[look]}”."
            yield Fault(f"factions[{row}].sign", wrong, "Change one of the two.")
        first.setdefault(look, faction.id)


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
            on_the_day = known.dated == scenario.opened and len(in_numbers(known.dated)) == WHOLE
            if on_the_day or is_later(known.dated, scenario.opened):
                wrong = f"{known.dated} is not before the opening day, {scenario.opened}."
                yield Fault(f"roles[{row}].knows[{n}].dated", wrong, "Take it out, or make it a card.")


def people_were_born(scenario: Scenario) -> Iterator[Fault]:
    """Whoever takes part had been born."""
    for row, role in enumerate(scenario.roles):
        year = in_numbers(scenario.opened)[0]
        if role.born is not None and role.born >= year:
            wrong = f"is {role.born}, and the meeting was in {year}."
            yield Fault(f"roles[{row}].born", wrong, "Correct the year, or take it out.")


def needs_can_be_met(scenario: Scenario) -> Iterator[Fault]:
    """Whom a person has to talk to is somebody else, and one of them at least is there in every class."""
    optional = {role.id for role in scenario.roles if role.seat == "optional"}
    for row, role in enumerate(scenario.roles):
        for n, need in enumerate(role.needs):
            if need.role == role.id:
                yield Fault(f"roles[{row}].needs[{n}].role", "is this person.", "Name somebody else.")
        if role.seat == "core" and role.needs and all(need.role in optional for need in role.needs):
            wrong = "are all in optional seats, which may stay empty."
            mend = "Add somebody who is always there."
            yield Fault(f"roles[{row}].needs", wrong, mend, is_warning=True)


def documented_votes_keep_the_line(scenario: Scenario) -> Iterator[Fault]:
    """Somebody who is on record against their own faction is rare: better looked at twice."""
    factions = {faction.id: faction for faction in scenario.factions}
    for row, role in enumerate(scenario.roles):
        for question, belief in role.beliefs.items():
            side = factions.get(role.faction)
            lines = side.figures(question) if side else {}
            counts = role.votes and belief.mark == "D" and belief.vote not in NOT_COUNTED
            if counts and lines and belief.vote not in lines:
                line = " and ".join(lines)
                wrong = f"is {belief.vote}, and marked D, but the line of “{role.faction}” is {line}."
                place = f"roles[{row}].beliefs.{question}.vote"
                yield Fault(place, wrong, "If that is on record, leave it.", is_warning=True)
