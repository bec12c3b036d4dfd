"""Rules about the order of business: the order of stages, their minutes, and what they wait for."""

from collections.abc import Iterator
from typing import Literal

from debate.check.fault import Fault
from debate.decisions import NOTHING, result
from debate.scenario import Scenario, Stage, StageKind

LESSONS = {"50": 50, "90": 90}
"""The two lessons a scenario is planned for: the key of `minutes`, and how many there are."""

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


def lessons_have_two_lengths(scenario: Scenario) -> Iterator[Fault]:
    """Every stage says how long it is in either lesson."""
    for row, stage in enumerate(scenario.agenda):
        if stage.minutes.keys() != LESSONS.keys() or min(stage.minutes.values()) < 0:
            yield Fault(
                f"agenda[{row}].minutes", f"is {stage.minutes}.", 'Give minutes for "50" and for "90".'
            )


def minutes_fill_the_lesson(scenario: Scenario) -> Iterator[Fault]:
    """The meeting as it went in history fills the lesson, and a third of it is for looking back."""
    stages = [stage for stage in historical_course(scenario) if stage.minutes.keys() == LESSONS.keys()]
    for key, whole in LESSONS.items():
        planned = sum(stage.minutes[key] for stage in stages)
        after = sum(stage.minutes[key] for stage in stages if PLACE[stage.kind] > 1)
        if planned != whole:
            yield Fault(
                "agenda", f"takes {planned} of {whole} minutes as it went in history.", "Even it out."
            )
        if after < whole // 3:
            yield Fault(
                "agenda",
                f"leaves {after} of {whole} minutes for out_of_role and debrief.",
                f"Give them a third: {whole // 3}.",
            )


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


def historical_course(scenario: Scenario) -> list[Stage]:
    """The stages reached when every question is decided as in the record. One without record was not put."""
    records = {question.id: question.record for question in scenario.questions}
    decided = NOTHING
    course = []
    for stage in scenario.agenda:
        if not decided.holds(stage.when):
            continue
        course.append(stage)
        record = records.get(stage.question) if stage.question else None
        if stage.kind == "division" and stage.question is not None and record is not None:
            question = scenario.question(stage.question)
            decided = decided.after([result(question, record.carried, record.chosen)])
    return course
