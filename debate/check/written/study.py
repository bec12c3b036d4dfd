"""Rules about texts of the time and the lessons around the hour: short enough to be read, dated, complete."""

from collections.abc import Iterator

from debate.check.fault import Fault
from debate.check.written.story import later_date
from debate.scenario import Scenario
from debate.scenario.study import HistoricalDocument
from debate.scenario.writing import is_later

FEWEST_WORDS, MOST_WORDS = 60, 200
"""Of a document: read aloud in one to two minutes."""
LONGEST_TITLE = 80
LONGEST_MIND = 400
LONGEST = 160
"""Characters of a question, an entry of a time line, what a party wanted."""
LONGEST_OPTION = 80


def documents_can_be_read(scenario: Scenario) -> Iterator[Fault]:
    """A document is a text that a class takes in at one reading, or figures."""
    for row, document in enumerate(scenario.documents):
        place = f"documents[{row}]"
        if bool(document.text.strip()) == (document.chart is not None):
            yield Fault(place, "needs a text or a chart.", "Write the one or draw the other.")
        elif (document.kind == "figures") != (document.chart is not None):
            yield Fault(f"{place}.kind", "does not fit.", "A chart is of the kind “figures”; a text is not.")
        elif document.text:
            yield from _of_length(place, document)
        yield from _short(place, document, {"title": LONGEST_TITLE, "mind": LONGEST_MIND, "ask": LONGEST})


def _of_length(place: str, document: HistoricalDocument) -> Iterator[Fault]:
    words = len(document.text.split())
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        mend = f"Keep it from {FEWEST_WORDS} to {MOST_WORDS}; […] stands for what is left out."
        yield Fault(f"{place}.text", f"has {words} words.", mend)


def documents_are_no_later_than_they_are_given(scenario: Scenario) -> Iterator[Fault]:
    """Nobody reads before the meeting what was written after it opened; and what is read aloud is for all."""
    for row, document in enumerate(scenario.documents):
        if document.given == "before" and is_later(document.dated, scenario.opened):
            wrong = f"is of {document.dated}, after the meeting opened."
            yield Fault(f"documents[{row}].given", wrong, 'Give it when it is "read", or "after".')
        if document.card and document.given != "read":
            wrong = f"is “{document.given}”, and it comes with a card."
            yield Fault(f"documents[{row}].given", wrong, 'Write "read".')
        if document.given == "read" and not document.card and document.to != ("all",):
            wrong = "is read aloud, and not for all."
            yield Fault(f"documents[{row}].to", wrong, 'Write ["all"], or name the `card` it comes with.')


def charts_are_whole(scenario: Scenario) -> Iterator[Fault]:
    """Every row has a figure for every column."""
    for row, document in enumerate(scenario.documents):
        for number, figures in enumerate(document.chart.rows if document.chart else ()):
            columns = len(document.chart.columns) if document.chart else 0
            if len(figures.values) != columns:
                wrong = f"has {len(figures.values)} values for {columns} columns."
                yield Fault(
                    f"documents[{row}].chart.rows[{number}]", wrong, "Write -1 where one is not known."
                )


def disputes_have_their_pair(scenario: Scenario) -> Iterator[Fault]:
    """A class that reads documents weighs two of them where the sources disagree."""
    for row, dispute in enumerate(scenario.disputes):
        place = f"disputes[{row}]"
        if dispute.pair and len(set(dispute.pair)) != 2:
            yield Fault(f"{place}.pair", "does not name two documents.", "Name two that differ.")
        elif dispute.pair and dispute.unpaired:
            yield Fault(f"{place}.unpaired", "stands beside a pair.", "Take one of them out.")
        elif scenario.documents and not dispute.pair and not dispute.unpaired.strip():
            wrong = "has no two documents that differ on it."
            mend = "Name a `pair`, or say in `unpaired` why there is none."
            yield Fault(place, wrong, mend, is_warning=True)


def lessons_before_can_be_read(scenario: Scenario) -> Iterator[Fault]:
    """Its page is read in twenty minutes, on a phone."""
    if (before := scenario.before) is None:
        return
    for name in ("timeline", "parties"):
        for row, entry in enumerate(getattr(before, name)):
            yield from _short(f"before.{name}[{row}]", entry, {"text": LONGEST})
    for row, place in enumerate(before.plan.places if before.plan else ()):
        yield from _short(f"before.plan.places[{row}]", place, {"text": LONGEST})
    at: dict[int, str] = {}
    for row, party in enumerate(before.parties):
        if party.at in at:
            wrong = f"stands at {party.at}, where “{at[party.at]}” is."
            yield Fault(f"before.parties[{row}].at", wrong, "Put it a little aside.")
        at.setdefault(party.at, party.name)


def lessons_before_end_before_the_meeting(scenario: Scenario) -> Iterator[Fault]:
    """Who reads it is about to play the meeting, and knows no later day."""
    for row, entry in enumerate(scenario.before.timeline if scenario.before else ()):
        for name in ("date", "text"):
            if later := later_date(getattr(entry, name), scenario.opened):
                wrong = f"names {later}, after the meeting began."
                mend = "Tell it in `followed`. If it was in an earlier year, name the year."
                yield Fault(f"before.timeline[{row}].{name}", wrong, mend, is_warning=True)


def checks_can_be_answered(scenario: Scenario) -> Iterator[Fault]:
    """Each question has one right answer among those it offers."""
    seen: set[str] = set()
    for row, question in enumerate(scenario.before.check if scenario.before else ()):
        place = f"before.check[{row}]"
        if question.id in seen:
            yield Fault(place, f"“{question.id}” is there already.", "Give it an id of its own.")
        seen.add(question.id)
        if question.right > len(question.options):
            wrong = f"is {question.right} of {len(question.options)} options."
            yield Fault(f"{place}.right", wrong, "Name the right one; the first is 1.")
        if len(set(question.options)) != len(question.options):
            yield Fault(f"{place}.options", "holds one twice.", "Offer answers that differ.")
        yield from _short(place, question, {"text": LONGEST})
        for number, option in enumerate(question.options):
            if len(option) > LONGEST_OPTION:
                wrong = f"has {len(option)} characters."
                yield Fault(f"{place}.options[{number}]", wrong, f"Keep it to {LONGEST_OPTION}.")


def tasks_can_be_marked(scenario: Scenario) -> Iterator[Fault]:
    """Who hands work in knows what it is judged by; a rubric has as many bands in every row."""
    if scenario.tasks and not scenario.rubric:
        yield Fault("rubric", "is not there, and there are tasks.", "Say what they are judged by.")
    for row, task in enumerate(scenario.tasks):
        if task.least > task.most:
            wrong = f"asks for {task.least} words at least and {task.most} at most."
            yield Fault(f"tasks[{row}].least", wrong, "Ask for fewer.")
    bands = len(scenario.rubric[0].bands) if scenario.rubric else 0
    for row, criterion in enumerate(scenario.rubric):
        if len(criterion.bands) != bands or not all(band.strip() for band in criterion.bands):
            wrong = f"does not have {bands} bands with something written in each."
            yield Fault(f"rubric[{row}].bands", wrong, "Write as many for each row.")


def _short(place: str, piece: object, most: dict[str, int]) -> Iterator[Fault]:
    """The texts of a piece, by their names, that are longer than fit."""
    for name, longest in most.items():
        if len(text := getattr(piece, name)) > longest:
            yield Fault(f"{place}.{name}", f"has {len(text)} characters.", f"Keep it to {longest}.")
