"""Rules about where people stand: what they may be won for and why, and what they would do in other cases."""

from collections.abc import Iterator

from debate.check.fault import Fault, pieces
from debate.check.fields import corrected
from debate.decisions import NOTHING, Decisions, result
from debate.ids import QuestionId
from debate.rules.business.planner import course
from debate.scenario import (
    ABSENCES,
    CHOICES,
    NOT_COUNTED,
    Belief,
    Condition,
    LineCase,
    Question,
    Scenario,
    Stand,
)


def choices_are_on_offer(scenario: Scenario) -> Iterator[Fault]:
    """A stand, a line and an aim name a choice that the question offers; nobody is open to what they
    believe anyway."""
    asked = {question.id: question for question in scenario.questions}
    for place, question, choice, on_record in _choices(scenario):
        offered = (*_offered(asked[question]), *on_record) if question in asked else (choice,)
        if choice not in offered:
            wrong = f"is “{choice}”, which “{question}” does not offer."
            yield Fault(place, wrong, corrected(choice, offered))
    for place, _, stand in _stands(scenario):
        if stand.vote in stand.open:
            yield Fault(f"{place}.open", f"holds “{stand.vote}”, which they choose.", "Take it out.")


def open_minds_have_a_ground(scenario: Scenario) -> Iterator[Fault]:
    """Why somebody could be won over is said, so that it can be judged."""
    for place, _, stand in _stands(scenario):
        if stand.open and stand.ground is None:
            mend = "Say why it is thought so: a text with its mark."
            yield Fault(f"{place}.ground", "is missing, and they may be won over.", mend, is_warning=True)


def whoever_was_away_is_not_won(scenario: Scenario) -> Iterator[Fault]:
    """Who was absent, or paired, has no vote on that question, whatever was decided before."""
    for place, _, stand in _stands(scenario):
        if stand.vote in ABSENCES and (stand.open or (isinstance(stand, Belief) and stand.cases)):
            yield Fault(place, f"is {stand.vote}, and can’t be won over.", "Take out `open` and `cases`.")


def cases_are_told_apart(scenario: Scenario) -> Iterator[Fault]:
    """A sheet tells a case by its words, and the one in which history went by its own."""
    for place, _, stand in _stands(scenario):
        if isinstance(stand, Belief) and stand.cases and not all(s.given for s in (stand, *stand.cases)):
            mend = "Say it as it reads after *If*."
            yield Fault(f"{place}.given", "is missing here, or in one of its cases.", mend)


def cases_are_not_history(scenario: Scenario) -> Iterator[Fault]:
    """A case is for what did not happen: by the record the belief itself counts, and gives its figures."""
    before = _recorded_before(scenario)
    for row, role in enumerate(scenario.roles):
        for question, belief in role.beliefs.items():
            for n, case in enumerate(belief.cases):
                if question in before and before[question].holds(case.when):
                    place = f"roles[{row}].beliefs.{question}.cases[{n}].when"
                    yield Fault(place, "holds as history went.", "Make it the belief, or correct it.")
    for row, faction in enumerate(scenario.factions):
        for n, line in enumerate(faction.cases):
            if line.question in before and before[line.question].holds(line.when):
                place = f"factions[{row}].cases[{n}].when"
                yield Fault(place, "holds as history went.", "Make it the line, or correct it.")


def conditions_name_what_is_offered(scenario: Scenario) -> Iterator[Fault]:
    """A condition waits for alternatives that its question has."""
    offered = {q.id: {a.id for a in q.alternatives} for q in scenario.questions}
    for place, piece in pieces(scenario):
        if isinstance(piece, Condition):
            for question, chosen in piece.chosen.items():
                if question in offered and chosen not in offered[question]:
                    wrong = f"waits for “{chosen}”, which “{question}” does not offer."
                    yield Fault(f"{place}.chosen", wrong, "Correct the id.")


def _recorded_before(scenario: Scenario) -> dict[QuestionId, Decisions]:
    """What had been decided when each recorded question was put."""
    decided, found = NOTHING, {}
    for stage in course(scenario):
        if stage.kind != "division" or stage.question is None:
            continue
        question = next((q for q in scenario.questions if q.id == stage.question), None)
        if question is not None and question.record is not None:
            found[question.id] = decided
            decided = decided.after([result(question, question.record.carried, question.record.chosen)])
    return found


def _stands(scenario: Scenario) -> Iterator[tuple[str, QuestionId, Stand]]:
    """Place, question and stand of every person, in every case."""
    for row, role in enumerate(scenario.roles):
        for question, belief in role.beliefs.items():
            place = f"roles[{row}].beliefs.{question}"
            yield place, question, belief
            yield from ((f"{place}.cases[{n}]", question, case) for n, case in enumerate(belief.cases))


def _choices(scenario: Scenario) -> Iterator[tuple[str, QuestionId, str, tuple[str, ...]]]:
    """Place, question and choice, wherever one is named, and what else may stand there."""
    for place, question, stand in _stands(scenario):
        yield f"{place}.vote", question, stand.vote, NOT_COUNTED if isinstance(stand, Belief) else ()
        yield from ((f"{place}.open", question, choice, ()) for choice in stand.open)
    for row, faction in enumerate(scenario.factions):
        lines = ((id, faction.choice(id)) for id in faction.line)
        yield from ((f"factions[{row}].line", id, vote, NOT_COUNTED) for id, vote in lines if vote)
    for place, piece in pieces(scenario):
        if isinstance(piece, LineCase):
            yield f"{place}.vote", piece.question, piece.vote, ()


def _offered(question: Question) -> tuple[str, ...]:
    return (*(a.id for a in question.alternatives), "abstain") if question.alternatives else CHOICES
