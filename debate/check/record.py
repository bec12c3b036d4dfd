"""Rules about the record: the house can reproduce it, and it leads to the historical outcome."""

from collections import Counter
from collections.abc import Iterator

from debate.ballots.thresholds import carried
from debate.check.fault import Fault
from debate.decisions import NOTHING
from debate.ids import QuestionId
from debate.rules.business.planner import course
from debate.scenario import CHOICES, Condition, Scenario


def figures_can_be_shared_out(scenario: Scenario) -> Iterator[Fault]:
    """By blocs, every seat that chose as recorded stands for at least one delegate; by seats, for one."""
    for row, question in enumerate(scenario.questions):
        if question.record is None or question.alternatives:
            continue
        seats = _core_votes(scenario, question.id)
        if not set(seats) <= set(CHOICES):
            continue  # What somebody chose is misspelt: that is told first.
        for choice in CHOICES:
            figure, have = question.record.figures.get(choice, 0), seats[choice]
            if scenario.weighting == "seat" and figure != have:
                wrong = f"is {figure}, and {have} core roles vote so."
            elif scenario.weighting == "bloc" and figure < have:
                wrong = f"is {figure}, too few for the {have} core roles that vote so."
            else:
                continue
            yield Fault(f"questions[{row}].record.figures.{choice}", wrong, "Correct the figure or a belief.")


def figures_decide_as_recorded(scenario: Scenario) -> Iterator[Fault]:
    """The recorded figures, under the question's own threshold, carry what the record says was carried."""
    for row, question in enumerate(scenario.questions):
        if question.record is None or question.alternatives:
            continue
        tally = {choice: question.record.figures.get(choice, 0) for choice in CHOICES}
        there = sum(tally.values())
        if carried(question.threshold, tally, there, there) != question.record.carried:
            recorded = "true" if question.record.carried else "false"
            yield Fault(
                f"questions[{row}].record.carried",
                f"is {recorded}, but the figures decide otherwise by {question.threshold}.",
                "Correct the figures, the threshold or `carried`.",
            )


def recorded_questions_are_put(scenario: Scenario) -> Iterator[Fault]:
    """A question with figures on record has its division when the meeting goes as it went."""
    put = {stage.question for stage in course(scenario) if stage.kind == "division"}
    for row, question in enumerate(scenario.questions):
        if question.record is not None and not question.alternatives and question.id not in put:
            yield Fault(
                f"questions[{row}].record",
                "is there, but no division on the question is reached as history went.",
                "Add the stage or correct its condition.",
            )


def one_outcome_is_historical(scenario: Scenario) -> Iterator[Fault]:
    """Exactly one outcome is marked historical, and the record leads to it."""
    marked = [outcome.id for outcome in scenario.outcomes if outcome.historical]
    if len(marked) != 1:
        yield Fault("outcomes", f"{len(marked)} of them are historical.", "Mark the one that happened.")
        return
    recorded = NOTHING.as_recorded(scenario)
    reached = next((outcome.id for outcome in scenario.outcomes if recorded.holds(outcome.when)), None)
    if reached not in (None, marked[0]):
        yield Fault(
            "outcomes",
            f"the record leads to “{reached}”, but “{marked[0]}” is historical.",
            "Correct the conditions, their order or the mark.",
        )


def some_outcome_always_holds(scenario: Scenario) -> Iterator[Fault]:
    """The last outcome, and no other, has no condition: every meeting ends somehow, each end is in reach."""
    last = len(scenario.outcomes) - 1
    if last < 0:
        yield Fault("outcomes", "there is none.", "Write how the meeting can end.")
    for row, outcome in enumerate(scenario.outcomes):
        free = outcome.when == Condition()
        if row == last and not free:
            yield Fault(f"outcomes[{row}].when", "is a condition on the last outcome.", "Take it out.")
        if row != last and free:
            yield Fault(f"outcomes[{row}]", "has no condition and hides all after it.", "Move it to the end.")


def quorums_can_be_met(scenario: Scenario) -> Iterator[Fault]:
    """Not more members have to be there than there are."""
    quorums = {f"questions[{row}].quorum": question.quorum for row, question in enumerate(scenario.questions)}
    quorums["standing_orders.quorum"] = scenario.standing_orders.quorum
    for place, quorum in quorums.items():
        if quorum is not None and quorum.numerator > quorum.denominator:
            wrong = f"is {quorum.numerator} of {quorum.denominator}, more than there are."
            yield Fault(place, wrong, "Make it 1 of 1 at most.")


def factions_have_the_size_of_the_record(scenario: Scenario) -> Iterator[Fault]:
    """By blocs, factions of another order than the votes on record make one and the same person count for
    few in one vote and for many in another."""
    voted = [sum(q.record.figures.values()) for q in scenario.questions if q.record and q.record.figures]
    size = sum(faction.delegates for faction in scenario.factions)
    if scenario.weighting == "bloc" and voted and not min(voted) / 2 <= size <= max(voted) * 2:
        wrong = f"have {size} delegates together, but {_range(voted)} voted on record."
        yield Fault("factions", wrong, "Correct their `delegates`.", is_warning=True)


def _range(numbers: list[int]) -> str:
    least, most = min(numbers), max(numbers)
    return str(most) if least == most else f"{least} to {most}"


def _core_votes(scenario: Scenario, question: QuestionId) -> Counter[str]:
    """Core roles with a vote, per recorded choice."""
    return Counter(
        role.beliefs[question].vote
        for role in scenario.roles
        if role.votes and role.seat == "core" and question in role.beliefs
    )
