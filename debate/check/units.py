"""Rules about who votes as one and who can stop a vote: units, vetoes, lines in figures."""

from collections.abc import Iterator

from debate.ballots import METHODS, units
from debate.check.fault import Fault
from debate.ids import QuestionId, SeatId
from debate.scenario import CHOICES, NOT_COUNTED, Question, Record, Role, Scenario


def units_voted_as_recorded(scenario: Scenario) -> Iterator[Fault]:
    """Where votes are by unit, the record says how each voted, and only there."""
    for row, question in enumerate(scenario.questions):
        if (record := question.record) is None or question.alternatives:
            continue
        place, by_unit = f"questions[{row}].record", METHODS[question.method].of_units
        if by_unit and not record.units:
            yield Fault(f"{place}.units", "is missing, and votes are by unit.", "Say how each unit voted.")
        elif record.units and not by_unit:
            mend = 'Take it out, or use method = "by_unit".'
            yield Fault(f"{place}.units", "is there, and votes are not by unit.", mend)
        elif by_unit:
            yield from _figures_of_units(place, record)
            yield from _people_of_units(place, scenario, question, record)
            yield from _delegates_of_units(scenario, question, record)


def _figures_of_units(place: str, record: Record) -> Iterator[Fault]:
    """The figures count the units."""
    counted = units.of_sides(record.units.values())
    for choice in CHOICES:
        if (figure := record.figures.get(choice, 0)) != counted[choice]:
            wrong = f"is {figure}, and {counted[choice]} units are on record so."
            yield Fault(f"{place}.figures.{choice}", wrong, "Correct the figure or a unit.")


def _people_of_units(place: str, scenario: Scenario, question: Question, record: Record) -> Iterator[Fault]:
    """Most of a unit's people voted as it did."""
    for unit, side in units.sides(_core_units(scenario), on_record(scenario, question.id)).items():
        if (told := record.units.get(unit, "missing")) not in (side, "unknown"):
            wrong = f"is {told}, but its core roles are {side}."
            yield Fault(f"{place}.units.{unit}", wrong, "Correct it, or what they believe.")


def _delegates_of_units(scenario: Scenario, question: Question, record: Record) -> Iterator[Fault]:
    """However many delegates without a person come to a unit, its vote stays what it was."""
    by_faction = scenario.standing_orders.unit == "faction"
    for row, delegation in enumerate(scenario.delegations):
        for id in delegation.blocs if delegation.votes else ():
            faction = next((f for f in scenario.factions if f.id == id), None)
            line = faction.choice(question.id) if faction else None
            unit = id if by_faction else delegation.id
            if line and record.units.get(unit, line) != line:
                wrong = f"is “{line}”, which is not the vote of the unit “{unit}” on “{question.id}”."
                mend = "Correct it, or give the delegation votes = false."
                yield Fault(f"delegations[{row}].blocs.{id}", wrong, mend)


def vetoes_are_seen(scenario: Scenario) -> Iterator[Fault]:
    """Who has a veto votes for or against by name, and is somebody with a vote."""
    known = {id for role in voters(scenario) for id in (role.id, role.faction, role.delegation)}
    for row, question in enumerate(scenario.questions):
        if question.veto and question.method not in ("show", "roll_call", "by_unit"):
            wrong = f"is there, but the method is {question.method}."
            mend = 'Use method = "show", "roll_call" or "by_unit", or take it out.'
            yield Fault(f"questions[{row}].veto", wrong, mend)
        for id in question.veto:
            if id not in known:
                wrong = f"names “{id}”, which is no core role with a vote."
                mend = "Correct the id; a faction or delegation of such a role may stand here, too."
                yield Fault(f"questions[{row}].veto", wrong, mend)


def units_are_there(scenario: Scenario) -> Iterator[Fault]:
    """Where votes are by unit the standing orders say what has one; where delegations have, everybody with a
    vote was sent by one."""
    orders = scenario.standing_orders
    put = {f"questions[{row}].method": question.method for row, question in enumerate(scenario.questions)}
    for place, method in (put | {"standing_orders.motion_method": orders.motion_method}).items():
        if METHODS[method].of_units and not orders.unit:
            mend = 'Write unit = "faction" or "delegation" in the standing orders.'
            yield Fault(place, "is by_unit, and nothing says what has one vote.", mend)
    if orders.unit != "delegation":
        return
    for row, role in enumerate(scenario.roles):
        if role.votes and role.delegation is None:
            mend = 'Name one, or write unit = "faction" in the standing orders.'
            yield Fault(f"roles[{row}].delegation", "is missing, and delegations have one vote each.", mend)


def lines_add_up(scenario: Scenario) -> Iterator[Fault]:
    """A line in figures counts somebody, and no more than the faction has."""
    for row, faction in enumerate(scenario.factions):
        for question, line in faction.line.items():
            number = sum(line.values()) if isinstance(line, dict) else faction.delegates
            if isinstance(line, dict) and not 0 < number <= faction.delegates:
                wrong = f"adds up to {number}, and it has {faction.delegates} delegates."
                yield Fault(f"factions[{row}].line.{question}", wrong, "Correct one of them.")


def voters(scenario: Scenario) -> tuple[Role, ...]:
    """Core roles with a vote."""
    return tuple(role for role in scenario.roles if role.votes and role.seat == "core")


def on_record(scenario: Scenario, question: QuestionId) -> dict[SeatId, str]:
    """How each core role, which is here its own seat, voted on record; without those not counted."""
    votes = {SeatId(r.id): r.beliefs[question].vote for r in voters(scenario) if question in r.beliefs}
    return {seat: vote for seat, vote in votes.items() if vote not in NOT_COUNTED}


def is_stopped(scenario: Scenario, question: Question) -> bool:
    """Did a veto stop it on record?"""
    seats = {
        id: tuple(SeatId(r.id) for r in voters(scenario) if id in (r.id, r.faction, r.delegation))
        for id in question.veto
    }
    return "against" in units.sides(seats, on_record(scenario, question.id)).values()


def _core_units(scenario: Scenario) -> dict[str, tuple[SeatId, ...]]:
    """Unit to its core roles."""
    by_faction = scenario.standing_orders.unit == "faction"
    found: dict[str, tuple[SeatId, ...]] = {}
    for role in voters(scenario):
        if unit := role.faction if by_faction else role.delegation:
            found[unit] = (*found.get(unit, ()), SeatId(role.id))
    return found
