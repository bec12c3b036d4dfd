"""Votes on a yes or no as the lab takes them up: those of the class, and those of the record.

Straw polls, rankings and elections are not among them (`debate/lab/preferences.py`), nor are votes that the
meeting took again later.
"""

from collections import Counter

from msgspec import Struct

from debate.assembly import Assembly, Ballot, Seat
from debate.ballots import METHODS
from debate.ballots.method import stopped_by
from debate.ballots.thresholds import decided
from debate.ids import NOBODY, QuestionId, SeatId
from debate.scenario import ABSENCES, CHOICES, Choice, Question, Scenario, ThresholdName, TieRule
from debate.shown.ballots import choices_shown

Figures = dict[Choice, int]


class DivisionFigures(Struct, frozen=True, kw_only=True):
    """One yes or no that was voted on. `figures`: delegates, or seats, per choice; `present` and `members`
    count the same; `members` is 0 where nobody knows. `carried` as it was decided, None for a tie that was
    left to the chair. `ballot`: the class's, None for the record. `stopped`: a veto stopped it; `of_units`:
    the figures count units, `has_veto`: somebody had one."""

    question: QuestionId
    threshold: ThresholdName
    tie: TieRule
    figures: Figures
    present: int
    members: int
    carried: bool | None
    ballot: Ballot | None = None
    stopped: bool = False
    of_units: bool = False
    has_veto: bool = False

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
            stopped=bool(stopped_by(b)),
            of_units=bool(b.units),
            has_veto=bool(b.veto),
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
            members=len(q.record.units) or members,
            carried=q.record.carried,
            stopped=bool(q.veto) and not q.record.carried and _would_carry(q),
            of_units=METHODS[q.method].of_units,
            has_veto=bool(q.veto),
        )
        for q in scenario.questions
        if q.record and q.record.figures
    }


def _would_carry(question: Question) -> bool:
    """Would the figures on record have carried it, but for a veto?"""
    tally = figures(question.record.figures if question.record else {})
    there = sum(tally.values())
    return bool(decided(question.threshold, "fails", tally, there, there))


def of_sheets(scenario: Scenario, question: QuestionId) -> DivisionFigures:
    """How a question would have been decided if the persons of history had all voted as their sheets infer,
    each counted once."""
    asked = scenario.question(question)
    there = [role for role in scenario.roles if role.votes and role.seat == "core"]
    there = [
        role for role in there if question in role.beliefs and role.beliefs[question].vote not in ABSENCES
    ]
    votes = Counter(role.beliefs[question].vote for role in there)
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
    return by(division, division.threshold, tally, division.present, division.members)


def by(
    division: DivisionFigures, threshold: ThresholdName, tally: Figures, present: int, members: int
) -> bool | None:
    """What another count comes to, by this threshold; a veto stops it as it did."""
    return False if division.stopped else decided(threshold, division.tie, tally, present, members)


def result_of(division: DivisionFigures, ballot: Ballot) -> bool | None:
    """What its own rule makes of other votes in its ballot, in which a veto may fall or come."""
    if stopped_by(ballot):
        return False
    tally = figures(ballot.tally)
    return decided(division.threshold, division.tie, tally, division.present, division.members)


def seat_of(ballot: Ballot, place: Seat) -> SeatId:
    """The seat from which this person could vote in a ballot; "" for somebody who had no vote."""
    for id, then in ballot.seating.items():
        same = then.role == place.role if then.role or place.role else id == place.id
        if same:
            return id if id in ballot.weights else NOBODY
    return NOBODY
