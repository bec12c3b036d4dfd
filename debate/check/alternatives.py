"""Rules about how questions are put: by which method, with what to choose from, as a straw poll."""

from collections.abc import Iterator

from debate.check.fault import Fault, pieces
from debate.ids import QuestionId
from debate.scenario import Condition, MethodName, Question, Scenario

AMONG_ALTERNATIVES: tuple[MethodName, ...] = ("one_of_several", "ranked", "election")
"""The methods that choose among alternatives; all others ask for yes or no."""


def methods_fit_their_questions(scenario: Scenario) -> Iterator[Fault]:
    """Alternatives are ranked or elected; for and against cannot answer them, nor they a yes or no."""
    for row, question in enumerate(scenario.questions):
        if bool(question.alternatives) != (question.method in AMONG_ALTERNATIVES):
            offers = "offers alternatives" if question.alternatives else "offers no alternatives"
            mend = 'Use "one_of_several", "ranked" or "election" for alternatives, and for nothing else.'
            yield Fault(f"questions[{row}].method", f"is {question.method}, and it {offers}.", mend)


def only_a_roll_is_called(scenario: Scenario) -> Iterator[Fault]:
    """Who is called answers aloud and by name, which is one way of voting among several."""
    for row, question in enumerate(scenario.questions):
        if question.calls and question.method not in ("roll_call", "by_unit"):
            wrong = f"is {question.calls}, but the method is {question.method}."
            mend = 'Use method = "roll_call" or "by_unit", or take it out.'
            yield Fault(f"questions[{row}].calls", wrong, mend)


def alternatives_are_a_choice(scenario: Scenario) -> Iterator[Fault]:
    """There are two alternatives at least, each once, and fewer places than names."""
    for row, question in enumerate(scenario.questions):
        ids = _ids(question)
        if len(ids) == 1:
            yield Fault(f"questions[{row}].alternatives", "leave no choice: there is one.", "Add another.")
        if twice := _repeated(ids):
            yield Fault(
                f"questions[{row}].alternatives", f"hold “{twice}” twice.", "Give each an id of its own."
            )
        most = len(ids) - 1 if question.method == "election" else 1
        if question.elects > max(most, 1):
            yield Fault(
                f"questions[{row}].elects", f"is {question.elects}, but {most} is the most.", "Lower it."
            )


def preferences_are_an_order(scenario: Scenario) -> Iterator[Fault]:
    """Whatever stands in an order of preference is on offer, and stands there once."""
    offered = {question.id: _ids(question) for question in scenario.questions}
    for place, question, order in _orders(scenario):
        if question not in offered:
            continue
        if unknown := next((id for id in order if id not in offered[question]), None):
            yield Fault(place, f"names “{unknown}”, which is not on offer.", "Correct the id.")
        if twice := _repeated(order):
            yield Fault(place, f"names “{twice}” twice.", "Take one of them out.")


def choices_on_record_were_offered(scenario: Scenario) -> Iterator[Fault]:
    """Who was chosen was on offer, and not more than there were places; figures are for a yes or no."""
    for row, question in enumerate(scenario.questions):
        if (record := question.record) is None:
            continue
        if unknown := next((id for id in record.chosen if id not in _ids(question)), None):
            yield Fault(f"questions[{row}].record.chosen", f"names “{unknown}”, not on offer.", "Correct it.")
        elif len(record.chosen) > question.elects:
            yield Fault(
                f"questions[{row}].record.chosen", f"has more than {question.elects}.", "Correct `elects`."
            )
        if question.alternatives and record.figures:
            yield Fault(
                f"questions[{row}].record.figures", "are for and against.", "Name who was `chosen` instead."
            )


def straw_polls_decide_nothing(scenario: Scenario) -> Iterator[Fault]:
    """A straw poll has no record to be laid beside, and neither stage, outcome nor aim hangs on it."""
    straw = {question.id for question in scenario.questions if question.straw}
    for row, question in enumerate(scenario.questions):
        if question.straw and question.record is not None:
            yield Fault(f"questions[{row}].record", "is there for a straw poll.", "Take it out.")
    for place, piece in pieces(scenario):
        if isinstance(piece, Condition):
            yield from _named(place, (*piece.carried, *piece.lost, *piece.chosen), straw, "is a straw poll")


def _named(place: str, named: tuple[QuestionId, ...], wrong: set[QuestionId], what: str) -> Iterator[Fault]:
    for id in named:
        if id in wrong:
            yield Fault(place, f"waits for “{id}”, which {what}.", "Name another question.")


def _orders(scenario: Scenario) -> Iterator[tuple[str, QuestionId, tuple[str, ...]]]:
    """Place, question and order of every preference."""
    for row, faction in enumerate(scenario.factions):
        for question, order in faction.preferences.items():
            yield f"factions[{row}].preferences.{question}", question, order
    for row, role in enumerate(scenario.roles):
        for question, order in role.preferences.items():
            yield f"roles[{row}].preferences.{question}", question, order


def _ids(question: Question) -> tuple[str, ...]:
    return tuple(alternative.id for alternative in question.alternatives)


def _repeated(ids: tuple[str, ...]) -> str | None:
    return next((id for n, id in enumerate(ids) if id in ids[:n]), None)
