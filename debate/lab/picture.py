"""The record explained by its own figures: which factions stood where in a vote, beside what is on record.

A model: every faction votes by its `line`, with all its delegates as one, or so many of them each way. What
the record has less or more than the model is worked out to the last delegate and shown, not smoothed away.
"""

from msgspec import Struct
from msgspec.structs import replace

from debate.ids import QuestionId
from debate.lab.divisions import Figures, figures
from debate.scenario import CHOICES, Choice, Faction, PictureStep, Scenario


class Laid(Struct, frozen=True, kw_only=True):
    """One step, laid out. `sides`: factions per choice; without a question all stand under "". `model`,
    `record`: delegates per choice. `fewer`: how many fewer voted than in the first vote of the picture."""

    step: PictureStep
    sides: dict[str, tuple[Faction, ...]]
    model: Figures
    record: Figures | None
    carried: bool | None
    fewer: int = 0

    @property
    def differs(self) -> Figures:
        """What the model has more (or, below zero, less) than the record."""
        record = self.record or self.model
        return {choice: self.model[choice] - record[choice] for choice in CHOICES}


def laid_out(scenario: Scenario) -> list[Laid]:
    """Every step of the picture; [] for a scenario without one."""
    picture = scenario.lab.picture if scenario.lab else None
    steps = [_laid(scenario, step) for step in picture.steps] if picture else []
    turnouts = [sum(laid.record.values()) for laid in steps if laid.record]
    return [
        Laid(
            step=laid.step,
            sides=laid.sides,
            model=laid.model,
            record=laid.record,
            carried=laid.carried,
            fewer=turnouts[0] - sum(laid.record.values()) if laid.record else 0,
        )
        for laid in steps
    ]


def _laid(scenario: Scenario, step: PictureStep) -> Laid:
    hall = tuple(faction for faction in scenario.factions if faction.delegates)
    if step.question is None:
        return Laid(step=step, sides={"": hall}, model=figures({}), record=None, carried=None)
    question = scenario.question(step.question)
    sides: dict[str, tuple[Faction, ...]] = {
        choice: tuple(
            _part(faction, question.id, choice) for faction in hall if choice in faction.figures(question.id)
        )
        for choice in CHOICES
    }
    model: dict[Choice, int] = {
        choice: sum(faction.delegates for faction in sides[choice]) for choice in CHOICES
    }
    record = figures(question.record.figures) if question.record else None
    carried = question.record.carried if question.record else None
    return Laid(step=step, sides=sides, model=model, record=record, carried=carried)


def _part(faction: Faction, question: QuestionId, choice: Choice) -> Faction:
    """Those of a faction who chose so."""
    return replace(faction, delegates=faction.figures(question)[choice])
