"""Rules about ids: each one once in its list, and none that leads nowhere."""

import re
from collections.abc import Iterator

from debate.check.fault import Fault, pieces
from debate.scenario import Aim, Condition, Scenario

LISTS = (
    *("persons", "sources"),
    *("factions", "delegations", "clauses", "questions", "agenda", "roles", "options", "cards", "outcomes"),
    *("documents", "tasks", "rubric"),
)
"""The lists whose rows have an id; first those that a register of persons has as well."""

Reference = tuple[str, str, str]
"""Where something is named, the list it must stand in, and its id."""


def ids_are_unique(scenario: Scenario) -> Iterator[Fault]:
    """An id stands for one row."""
    for name in LISTS:
        seen: set[str] = set()
        for row, item in enumerate(getattr(scenario, name)):
            if item.id in seen:
                yield Fault(f"{name}[{row}]", f"“{item.id}” is there already.", "Give it an id of its own.")
            seen.add(item.id)


def motions_keep_their_ids(scenario: Scenario) -> Iterator[Fault]:
    """What the class moves is called m1, m2 and so on, and is put to the vote beside the questions."""
    for row, question in enumerate(scenario.questions):
        if re.fullmatch(r"m\d+", question.id):
            yield Fault(f"questions[{row}].id", f"“{question.id}” is a motion's.", "Choose another id.")


def ids_are_known(scenario: Scenario) -> Iterator[Fault]:
    """Whatever is named exists."""
    known = {name: {row.id for row in getattr(scenario, name)} for name in LISTS}
    for place, name, id in references(scenario):
        if id not in known[name]:
            yield _unknown(place, name, id)
    for name in ("cards", "documents"):
        for row, given in enumerate(getattr(scenario, name)):
            for to in given.to:
                if to not in {"all"} | known["factions"] | known["roles"]:
                    yield _unknown(f"{name}[{row}].to", "factions or roles", to)


def sources_are_known(scenario: Scenario) -> Iterator[Fault]:
    """Every key of a source stands in the bibliography."""
    known = {source.id for source in scenario.sources}
    for place, piece in pieces(scenario):
        if piece is not scenario:
            for id in getattr(piece, "sources", ()):
                if id not in known:
                    yield _unknown(place, "sources", id)


def sources_are_told_apart(scenario: Scenario) -> Iterator[Fault]:
    """Readers know a source by its name alone."""
    seen: set[str] = set()
    for row, source in enumerate(scenario.sources):
        name = source.short or source.id
        if name in seen:
            yield Fault(f"sources[{row}].short", f"“{name}” is there already.", "Give it a name of its own.")
        seen.add(name)


def references(scenario: Scenario) -> Iterator[Reference]:
    """Everything that is named by id, except sources and whom a card is for."""
    yield from _of_roles(scenario)
    yield from _of_conditions(scenario)
    yield from _of_aims(scenario)
    for row, faction in enumerate(scenario.factions):
        yield from ((f"factions[{row}].line", "questions", id) for id in faction.line)
        yield from (
            (f"factions[{row}].cases[{n}]", "questions", c.question) for n, c in enumerate(faction.cases)
        )
        yield from ((f"factions[{row}].preferences", "questions", id) for id in faction.preferences)
    for row, delegation in enumerate(scenario.delegations):
        yield from ((f"delegations[{row}].blocs", "factions", id) for id in delegation.blocs)
    for row, question in enumerate(scenario.questions):
        if question.clause is not None:
            yield f"questions[{row}].clause", "clauses", question.clause
        unit = "factions" if scenario.standing_orders.unit == "faction" else "delegations"
        units = question.record.units if question.record else ()
        yield from ((f"questions[{row}].record.units", unit, id) for id in units)
    for row, stage in enumerate(scenario.agenda):
        if stage.question is not None:
            yield f"agenda[{row}].question", "questions", stage.question
    for row, card in enumerate(scenario.cards):
        if card.stage is not None:
            yield f"cards[{row}].stage", "agenda", card.stage
    yield from _of_documents(scenario)
    yield from _of_the_lab(scenario)
    for row, option in enumerate(scenario.options):
        yield from ((f"options[{row}].roles", "roles", id) for id in option.roles)


def _of_roles(scenario: Scenario) -> Iterator[Reference]:
    if scenario.chair is not None:
        yield "chair", "roles", scenario.chair
    for row, role in enumerate(scenario.roles):
        place = f"roles[{row}]"
        yield f"{place}.faction", "factions", role.faction
        if role.person is not None:
            yield f"{place}.person", "persons", role.person
        if role.delegation is not None:
            yield f"{place}.delegation", "delegations", role.delegation
        yield from ((f"{place}.beliefs", "questions", id) for id in role.beliefs)
        yield from ((f"{place}.preferences", "questions", id) for id in role.preferences)
        yield from ((f"{place}.needs[{n}].role", "roles", need.role) for n, need in enumerate(role.needs))


def _of_conditions(scenario: Scenario) -> Iterator[Reference]:
    for place, piece in pieces(scenario):
        if isinstance(piece, Condition):
            yield from ((place, "questions", id) for id in (*piece.carried, *piece.lost, *piece.chosen))
            yield from ((place, "clauses", id) for id in (*piece.clauses, *piece.without))


def _of_documents(scenario: Scenario) -> Iterator[Reference]:
    for row, document in enumerate(scenario.documents):
        if document.stage is not None:
            yield f"documents[{row}].stage", "agenda", document.stage
        if document.card is not None:
            yield f"documents[{row}].card", "cards", document.card
        yield from ((f"documents[{row}].speaks_for", "factions", id) for id in document.speaks_for)
    for row, dispute in enumerate(scenario.disputes):
        yield from ((f"disputes[{row}].pair", "documents", id) for id in dispute.pair)


def _of_the_lab(scenario: Scenario) -> Iterator[Reference]:
    if (lab := scenario.lab) is None:
        return
    asked = {"main": (lab.main,), "amendments": lab.amendments, "whole": (lab.whole,), "rivals": lab.rivals}
    for name, ids in asked.items():
        yield from ((f"lab.{name}", "questions", id) for id in ids if id is not None)
    for row, step in enumerate(lab.picture.steps if lab.picture else ()):
        if step.question is not None:
            yield f"lab.picture.steps[{row}].question", "questions", step.question


def _of_aims(scenario: Scenario) -> Iterator[Reference]:
    for place, piece in pieces(scenario):
        if isinstance(piece, Aim):
            yield from ((place, "questions", id) for id in (*piece.voted, *piece.at_least))
            yield from ((place, "outcomes", id) for id in piece.outcomes)


def _unknown(place: str, name: str, id: str) -> Fault:
    return Fault(place, f"names “{id}”, which is not among the {name}.", "Correct the id or add the row.")
