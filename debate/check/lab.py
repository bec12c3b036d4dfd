"""Rules about what the lab is told of a meeting: its text and amendments, its rivals, its picture."""

from collections.abc import Iterator

from debate.check.fault import Fault
from debate.scenario import Lab, Scenario


def texts_are_whole(scenario: Scenario) -> Iterator[Fault]:
    """A main question, its amendments and the whole are told together, or not at all."""
    lab = scenario.lab or Lab()
    told = (bool(lab.main), bool(lab.amendments), bool(lab.whole))
    if any(told) and not all(told):
        yield Fault("lab", "tells only a part of the text.", "Give `main`, `amendments` and `whole`.")
    named = [id for id in (lab.main, *lab.amendments, lab.whole) if id]
    if len(set(named)) != len(named):
        yield Fault("lab", "names a question twice.", "Name each once.")


def rivals_are_two(scenario: Scenario) -> Iterator[Fault]:
    """There are two ways in the one order and in the other."""
    lab = scenario.lab or Lab()
    if lab.rivals and len(set(lab.rivals)) != 2:
        yield Fault("lab.rivals", f"are {len(set(lab.rivals))}.", "Name two different questions, or none.")


def questions_of_the_lab_ask_yes_or_no(scenario: Scenario) -> Iterator[Fault]:
    """Only what is carried or lost can be played through in another order."""
    lab = scenario.lab or Lab()
    several = {question.id for question in scenario.questions if question.alternatives or question.straw}
    for id in (lab.main, *lab.amendments, lab.whole, *lab.rivals):
        if id in several:
            yield Fault("lab", f"names “{id}”, which does not decide yes or no.", "Name another question.")


def members_are_enough(scenario: Scenario) -> Iterator[Fault]:
    """Nobody voted who did not belong to the meeting."""
    members = scenario.lab.members if scenario.lab else None
    voted = max(
        (sum(q.record.figures.values()) for q in scenario.questions if q.record),
        default=0,
    )
    if members and members.figure < voted:
        yield Fault("lab.members.figure", f"is less than the {voted} who voted.", "Correct it.")


def pictures_can_be_drawn(scenario: Scenario) -> Iterator[Fault]:
    """A vote in the picture has figures on record, and every faction with delegates a line on it."""
    picture = scenario.lab.picture if scenario.lab else None
    if picture and not picture.steps:
        yield Fault("lab.picture.steps", "are missing.", "Write at least one.")
    figures = {q.id: bool(q.record and q.record.figures) for q in scenario.questions}
    by_unit = {q.id for q in scenario.questions if q.method == "by_unit"}
    for row, step in enumerate(picture.steps if picture else ()):
        if step.question is None or step.question not in figures:
            continue
        place = f"lab.picture.steps[{row}]"
        if not figures[step.question]:
            yield Fault(place, f"shows “{step.question}”, without figures on record.", "Show another.")
        if step.question in by_unit:
            yield Fault(place, f"shows “{step.question}”, whose figures count units.", "Show another.")
        for faction in scenario.factions:
            if faction.delegates and step.question not in faction.line:
                yield Fault(place, f"needs a line of “{faction.id}” on it.", "Write it, or drop the step.")
