"""What a meeting has decided: results, alternatives that were chosen, clauses of its text.

Stages, beliefs, aims and endings wait for decisions (`Condition`), never for words: a pupil's amendment that
strikes a clause counts as much as a question of the agenda that puts it in.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from debate.ids import QuestionId
from debate.scenario import Condition, Question, Scenario


class Result(Struct, frozen=True, kw_only=True):
    """What became of one question or motion. `chosen`: alternatives; `puts_in`, `strikes`: clauses, if it was
    carried; `falls`: those that amendments have put into this text, and that fall with it if it was lost."""

    about: QuestionId
    carried: bool
    chosen: frozenset[str] = frozenset()
    puts_in: frozenset[str] = frozenset()
    strikes: frozenset[str] = frozenset()
    falls: frozenset[str] = frozenset()


def result(question: Question, carried: bool, chosen: Iterable[str] = ()) -> Result:
    """The result of a question of the scenario."""
    puts_in = frozenset([question.clause] if question.clause else ())
    return Result(about=question.id, carried=carried, chosen=frozenset(chosen), puts_in=puts_in)


class Decisions(Struct, frozen=True, kw_only=True):
    """`results`: for each question or motion that was decided, was it carried? `chosen`: the alternatives
    that were chosen, by question; `clauses`: those that the text holds now."""

    results: Mapping[QuestionId, bool] = {}
    chosen: Mapping[QuestionId, frozenset[str]] = {}
    clauses: frozenset[str] = frozenset()

    def holds(self, condition: Condition) -> bool:
        """Is everything so that the condition asks for?"""
        return (
            all(self.results.get(question) is True for question in condition.carried)
            and all(self.results.get(question) is False for question in condition.lost)
            and all(one in self.chosen.get(question, ()) for question, one in condition.chosen.items())
            and self.clauses.issuperset(condition.clauses)
            and self.clauses.isdisjoint(condition.without)
        )

    def after(self, results: Iterable["Result"]) -> "Decisions":
        """These, and then those."""
        carried, chosen, clauses = dict(self.results), dict(self.chosen), set(self.clauses)
        for result in results:
            carried[result.about] = result.carried
            if result.chosen:
                chosen[result.about] = result.chosen
            if result.carried:
                clauses -= result.strikes
                clauses |= result.puts_in
            else:
                clauses -= result.falls
        return Decisions(results=carried, chosen=chosen, clauses=frozenset(clauses))

    def as_recorded(self, scenario: Scenario) -> "Decisions":
        """These, and whatever is not decided yet as the historical meeting decided it."""
        return self.after(
            result(question, question.record.carried, question.record.chosen)
            for question in scenario.questions
            if question.record and question.id not in self.results
        )


NOTHING = Decisions()
"""Before the first vote."""
