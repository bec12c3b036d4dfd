"""Votes on a yes or no as the lab takes them up: those of the class, and those of the record.

Straw polls, rankings and elections are not among them (`debate/lab/preferences.py`), nor are votes that the
meeting took again later.
"""

from collections import Counter

from msgspec import Struct

from debate.assembly import Assembly, Ballot, Seat
from debate.ballots import METHODS
from debate.ballots.thresholds import decided
from debate.ids import NOBODY, QuestionId, SeatId
from debate.scenario import CHOICES, Choice, Scenario, ThresholdName, TieRule
from debate.shown.ballots import choices_shown

Figures = dict[Choice, int]


class DivisionFigures(Struct, frozen=True, kw_only=True):
    """One yes or no that was voted on. `figures`: delegates, or seats, per choice; `present` and `members`
    count the same; `members` is 0 where nobody knows. `carried` as it was decided, None for a tie that was
    left to the chair. `ballot`: the class's, None for the record."""

    question: QuestionId
    threshold: ThresholdName
    tie: TieRule
    figures: Figures
    present: int
    members: int
    carried: bool | None
    ballot: Ballot | None = None

    @property
    def named(self) -> Ballot | None:
        """The ballot, if everybody may know who chose what."""
        return self.ballot if self.ballot and choices_shown(self.ballot) else None


Divisions = dict[QuestionId, DivisionFigures]
"""By question or motion."""


def of_class(assembly: Assembly) -> Divisions:
    """Question or motion to its division, in the order of voting."""
    closed = [b for b in assembly.in_order() if not (b.open or b.alternatives or b.reconsidered)]
    return {
        b.question: DivisionFigures(
            question=b.question,
            threshold=b.threshold,
            tie=b.tie,
            figures=figures(b.tally),
            present=b.present,
            members=b.members,
            carried=b.carried,
            ballot=b,
        )
        for b in closed
    }


def of_record(scenario: Scenario) -> Divisions:
    """Question to its division in history, in the order of the scenario."""
    members = scenario.lab.members.figure if scenario.lab and scenario.lab.members else 0
    return {
        q.id: DivisionFigures(
            question=q.id,
            threshold=q.threshold,
            tie=q.tie,
            figures=figures(q.record.figures),
            present=sum(q.record.figures.values()),
            members=members,
            carried=q.record.carried,
        )
        for q in scenario.questions
        if q.record and q.record.figures
    }


def of_sheets(scenario: Scenario, question: QuestionId) -> DivisionFigures:
    """How a question would have been decided if the persons of history had all voted as their sheets infer,
    each counted once."""
    asked = scenario.question(question)
    there = [role for role in scenario.roles if role.votes and role.seat == "core"]
    votes = Counter(role.beliefs[question].vote for role in there if question in role.beliefs)
    tally: Figures = {choice: votes[choice] for choice in CHOICES}
    return DivisionFigures(
        question=question,
        threshold=asked.threshold,
        tie=asked.tie,
        figures=tally,
        present=len(there),
        members=len(there),
        carried=decided(asked.threshold, asked.tie, tally, len(there), len(there)),
    )


def figures(tally: dict[str, int] | dict[Choice, int]) -> Figures:
    """The tally with a number for each of the three choices."""
    given = {str(choice): number for choice, number in tally.items()}
    return {choice: given.get(choice, 0) for choice in CHOICES}


def shares(ballot: Ballot, seat: SeatId) -> Figures:
    """What a seat added to the count; zeros for one that did not vote."""
    if seat not in ballot.votes:
        return figures({})
    return figures(METHODS[ballot.method].shares(ballot.votes[seat], ballot.weights[seat]))


def result(division: DivisionFigures, tally: Figures) -> bool | None:
    """What the division's own rule makes of another count."""
    return decided(division.threshold, division.tie, tally, division.present, division.members)


def seat_of(ballot: Ballot, place: Seat) -> SeatId:
    """The seat from which this person could vote in a ballot; "" for somebody who had no vote."""
    for id, then in ballot.seating.items():
        same = then.role == place.role if then.role or place.role else id == place.id
        if same:
            return id if id in ballot.weights else NOBODY
    return NOBODY
