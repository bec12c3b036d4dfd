"""Rules about the order of business: the order of stages, their minutes, and what they wait for."""

from collections.abc import Iterator
from typing import Literal

from debate.check.fault import Fault
from debate.rules.business.planner import course
from debate.scenario import Scenario, Stage, StageKind

LONGEST_LEAST = 80
"""Minutes: what must be played fits into two lessons of 45."""

PLACE: dict[StageKind, int] = {
    "gather": 0, "brief": 1, "caucus": 1, "debate": 1, "division": 1, "announcement": 1,
    "out_of_role": 2, "debrief": 3,
}  # fmt: skip
"""The part of the lesson in which a stage stands. Part 1 is the meeting; the others must be there."""

QUESTION: dict[StageKind, Literal["must", "may", "never"]] = {
    "gather": "never", "brief": "never", "caucus": "never", "debate": "may", "division": "must",
    "announcement": "may", "out_of_role": "never", "debrief": "never",
}  # fmt: skip
"""Does a stage name a question? A debate may say what it is about, an announcement what was decided."""


def stages_in_order(scenario: Scenario) -> Iterator[Fault]:
    """People arrive first, leave their roles after the meeting, and look back last."""
    reached = 0
    for row, stage in enumerate(scenario.agenda):
        if PLACE[stage.kind] < reached:
            yield Fault(f"agenda[{row}]", f"{stage.kind} comes too late.", "Move it up.")
        reached = max(reached, PLACE[stage.kind])
    for kind, place in PLACE.items():
        if place != 1 and kind not in {stage.kind for stage in scenario.agenda}:
            yield Fault("agenda", f"has no stage of the kind {kind}.", "Add one.")


def questions_have_their_stages(scenario: Scenario) -> Iterator[Fault]:
    """A division is on a question; stages in which none can be on the table name none."""
    for row, stage in enumerate(scenario.agenda):
        rule = QUESTION[stage.kind]
        if rule == "must" and stage.question is None:
            yield Fault(f"agenda[{row}]", "is a division on nothing.", "Name its question.")
        if rule == "never" and stage.question is not None:
            yield Fault(f"agenda[{row}].question", f"does not belong to a {stage.kind}.", "Take it out.")


def least_is_no_more_than_ideal(scenario: Scenario) -> Iterator[Fault]:
    """Every stage says what it needs, and what it would like."""
    for row, stage in enumerate(scenario.agenda):
        if stage.least > stage.ideal:
            wrong = f"is {stage.least}, more than its ideal of {stage.ideal}."
            yield Fault(f"agenda[{row}].least", wrong, "Lower it, or raise `ideal`.")
        if stage.least == 0 < stage.ideal:
            mend = "Make it 1 at least, and say may_be_left_out = true if it may be."
            yield Fault(f"agenda[{row}].least", "is 0.", mend)


def minutes_leave_a_third(scenario: Scenario) -> Iterator[Fault]:
    """The meeting as it went in history fits into two lessons, and a third of them is for looking back."""
    stages = course(scenario)
    least = sum(_least(stage) for stage in stages)
    if least > LONGEST_LEAST:
        wrong = f"takes {least} minutes at least as it went in history."
        yield Fault("agenda", wrong, f"Lower `least` to {LONGEST_LEAST} together, or leave stages out.")
    for length in (_least, _ideal):
        whole = sum(length(stage) for stage in stages)
        after = sum(length(stage) for stage in stages if PLACE[stage.kind] > 1)
        if after < whole // 3:
            wrong = f"leaves {after} of {whole} minutes for out_of_role and debrief."
            yield Fault("agenda", wrong, f"Give them a third: {whole // 3}.")


def _least(stage: Stage) -> int:
    return 0 if stage.may_be_left_out else stage.least


def _ideal(stage: Stage) -> int:
    return stage.ideal


def conditions_look_back(scenario: Scenario) -> Iterator[Fault]:
    """A stage waits only for what was decided before it; otherwise it would never come."""
    decided: set[str] = set()
    known = {question.id for question in scenario.questions}
    for row, stage in enumerate(scenario.agenda):
        for id in (*stage.when.carried, *stage.when.lost):
            if id in known - decided:
                yield Fault(
                    f"agenda[{row}].when", f"waits for “{id}”, which is put later.", "Move one of them."
                )
        if stage.kind == "division" and stage.question is not None:
            decided.add(stage.question)


def released_cards_have_their_stage(scenario: Scenario) -> Iterator[Fault]:
    """A card that comes by itself comes with a stage."""
    for row, card in enumerate(scenario.cards):
        if card.released == "stage" and card.stage is None:
            yield Fault(f"cards[{row}].released", "waits for no stage.", "Name its stage.")
