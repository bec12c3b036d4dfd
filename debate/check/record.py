"""Rules about the record: the house can reproduce it, and it leads to the historical outcome."""

from collections import Counter
from collections.abc import Iterator

from debate.ballots import METHODS
from debate.ballots.thresholds import carried, share_of
from debate.check.fault import Fault
from debate.check.units import is_stopped, voters
from debate.decisions import NOTHING
from debate.rules.business.planner import course
from debate.scenario import ABSENCES, CHOICES, NOT_COUNTED, Condition, Scenario, ThresholdName


def figures_can_be_shared_out(scenario: Scenario) -> Iterator[Fault]:
    """By blocs, every seat that chose as recorded stands for at least one delegate; by seats, for one."""
    for row, question in enumerate(scenario.questions):
        if question.record is None or question.alternatives:
            continue
        beliefs = (r.beliefs[question.id] for r in voters(scenario) if question.id in r.beliefs)
        seats = Counter(belief.vote for belief in beliefs)
        if not set(seats) <= {*CHOICES, *NOT_COUNTED}:
            continue  # What somebody chose is misspelt: that is told first.
        # Figures by unit count units; whoever was not there is one person.
        by_unit = METHODS[question.method].of_units
        for choice in NOT_COUNTED if by_unit else (*CHOICES, *NOT_COUNTED):
            figures = "not_counted" if choice in NOT_COUNTED else "figures"
            figure, have = getattr(question.record, figures).get(choice, 0), seats[choice]
            if (by_unit or scenario.weighting == "seat") and figure != have:
                wrong = f"is {figure}, and {have} core roles vote so."
            elif scenario.weighting == "bloc" and figure < have:
                wrong = f"is {figure}, too few for the {have} core roles that vote so."
            else:
                continue
            place = f"questions[{row}].record.{figures}.{choice}"
            yield Fault(place, wrong, "Correct the figure or a belief.")


def figures_decide_as_recorded(scenario: Scenario) -> Iterator[Fault]:
    """The recorded figures, under the question's own threshold, carry what the record says was carried."""
    for row, question in enumerate(scenario.questions):
        if question.record is None or question.alternatives:
            continue
        tally = {choice: question.record.figures.get(choice, 0) for choice in CHOICES}
        others = question.record.not_counted
        there = sum(tally.values()) + others.get("unknown", 0)
        members = there + sum(others.get(away, 0) for away in ABSENCES)
        if METHODS[question.method].of_units:
            there, members = sum(tally.values()), len(question.record.units)
        stopped = is_stopped(scenario, question)
        is_carried = not stopped and carried(question.threshold, tally, there, members)
        if is_carried != question.record.carried:
            recorded = "true" if question.record.carried else "false"
            wrong = f"is {recorded}, but the figures decide otherwise by {question.threshold}."
            wrong = "is true, but a veto stops it." if stopped else wrong
            mend = "Correct the figures, the threshold, the veto or `carried`."
            yield Fault(f"questions[{row}].record.carried", wrong, mend)


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
    """Not more members have to be there, or for it, than there are."""
    quorums = {f"questions[{row}].quorum": question.quorum for row, question in enumerate(scenario.questions)}
    quorums["standing_orders.quorum"] = scenario.standing_orders.quorum
    for place, quorum in quorums.items():
        if quorum is not None and quorum.numerator > quorum.denominator:
            wrong = f"is {quorum.numerator} of {quorum.denominator}, more than there are."
            yield Fault(place, wrong, "Make it 1 of 1 at most.")
    for place, threshold in _thresholds(scenario):
        if (share := share_of(threshold)) and share.share > 1:
            yield Fault(place, f"is “{threshold}”, more than there are.", "Make the share 1 at most.")


def _thresholds(scenario: Scenario) -> Iterator[tuple[str, ThresholdName]]:
    orders = scenario.standing_orders
    yield from ((f"questions[{row}].threshold", q.threshold) for row, q in enumerate(scenario.questions))
    yield "standing_orders.motion_threshold", orders.motion_threshold
    yield from ((f"standing_orders.thresholds.{kind}", name) for kind, name in orders.thresholds.items())


def factions_have_the_size_of_the_record(scenario: Scenario) -> Iterator[Fault]:
    """By blocs, factions of another order than the votes on record make one and the same person count for
    few in one vote and for many in another."""
    counted = [q.record for q in scenario.questions if q.record and not METHODS[q.method].of_units]
    voted = [sum(record.figures.values()) for record in counted if record.figures]
    size = sum(faction.delegates for faction in scenario.factions)
    if scenario.weighting == "bloc" and voted and not min(voted) / 2 <= size <= max(voted) * 2:
        wrong = f"have {size} delegates together, but {_range(voted)} voted on record."
        yield Fault("factions", wrong, "Correct their `delegates`.", is_warning=True)


def _range(numbers: list[int]) -> str:
    least, most = min(numbers), max(numbers)
    return str(most) if least == most else f"{least} to {most}"
