"""What each audience may see of votes: the ballot at hand, a pupil's own part in it, and what was decided.

Beside `view.py`, which it serves: figures, choices and the record are filtered here and nowhere else.
"""

from collections import Counter
from typing import Literal, TypedDict

from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import asdict

from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS, units
from debate.ballots.lot import drawn
from debate.ballots.method import BLANK
from debate.ballots.ranked import Count, counts
from debate.ids import NOBODY, BallotId, QuestionId, SeatId
from debate.rules.business.agenda import has_compared
from debate.rules.business.subjects import subject
from debate.rules.business.wording import text_of
from debate.scenario import (
    Absence,
    Choice,
    MethodName,
    NotCounted,
    Question,
    Record,
    ThresholdName,
    TieRule,
    UnitVote,
)
from debate.scenario.writing import Mark
from debate.shown.audience import Audience, Moment
from debate.shown.house import WentAlong, silent, went_along
from debate.shown.motions import MotionRow, motion_row
from debate.shown.people import Named, name_of
from debate.shown.units import NamedAway, UnitShown, absent, name_of_group, stopped, units_of


class Offered(Struct, frozen=True, kw_only=True):
    """One of several things a question offers."""

    id: str
    text: str
    explain: str


def offered(question: Question) -> tuple[Offered, ...]:
    """What a question offers; nothing where it is yes or no."""
    return tuple(Offered(id=a.id, text=a.text, explain=a.explain) for a in question.alternatives)


class Asked(Struct, frozen=True, kw_only=True):
    """The question or motion of a ballot."""

    question: QuestionId
    """The id of the question, or of the motion."""
    title: str
    text: str
    for_means: str | UnsetType = UNSET
    """What a vote for it means; "" where that is plain."""
    against_means: str | UnsetType = UNSET
    """As `for_means`."""
    straw: bool | UnsetType = UNSET
    """Is it a straw poll, which decides nothing?"""
    elects: int | UnsetType = UNSET
    """Of alternatives: how many of them are chosen."""
    alternatives: tuple[Offered, ...] | UnsetType = UNSET
    """What is offered, where it is not yes or no."""
    elected: tuple[Offered, ...] | UnsetType = UNSET
    """Of alternatives: those chosen in an earlier ballot, if any were."""
    motion: MotionRow | UnsetType = UNSET
    """Of a motion: the whole."""
    wording: str | UnsetType = UNSET
    """Where it is about a text: how that reads."""


class Dropped(Struct, frozen=True, kw_only=True):
    """Who dropped out of a run-off level with others, and by what."""

    level: tuple[str, ...]
    """Those that came last together."""
    out: str
    by: Literal["", "earlier", "lot"]


class Counting(Struct, frozen=True, kw_only=True):
    """What has to be told of a count beside its figures."""

    blank: int
    """Papers that were left blank; in an open choice that is to abstain, and stands in the tally under ""."""
    papers: int
    """Those that were not; in an election, marks."""
    dropped: tuple[Dropped, ...]
    """Where it made a difference."""
    level: tuple[str, ...]
    """Those of whom not all could win."""
    tie: TieRule
    """How that is decided."""
    chose: tuple[str, ...]
    """Those it was decided for."""
    places: int
    """How many are open."""
    of: int
    """Of how many."""
    seed: int | None
    """The number from which lots were drawn; null where none was needed."""


class ResultShown(TypedDict, total=False):
    """The fields of `Decided` that a closed ballot has."""

    carried: bool | None
    tied: bool
    winners: tuple[str, ...]
    counting: Counting
    rounds: tuple[dict[str, int], ...]
    without_house: dict[str, int]
    went_along: tuple[WentAlong, ...]
    silent: tuple[Named, ...]
    stopped_by: tuple[str, ...]


class Decided(Asked, frozen=True, kw_only=True):
    """What was asked, and once that may be told what was decided."""

    carried: bool | UnsetType | None = UNSET
    """Once the result is told. null: a tie waits for the chair."""
    tied: bool | UnsetType = UNSET
    """Once the result is told: does a tie wait for the chair?"""
    winners: tuple[str, ...] | UnsetType = UNSET
    """Once the result is told: the alternatives that were chosen."""
    counting: Counting | UnsetType = UNSET
    """Of a closed ballot among alternatives, and for a tie between yes and no."""
    rounds: tuple[dict[str, int], ...] | UnsetType = UNSET
    """Of a closed ranking: the figures, count by count."""
    without_house: dict[str, int] | UnsetType = UNSET
    """Where everybody may see who chose what and the house voted: the count of the pupils alone."""
    went_along: tuple[WentAlong, ...] | UnsetType = UNSET
    """Where everybody may see who chose what: persons of the house who went with the pupils of their side."""
    silent: tuple[Named, ...] | UnsetType = UNSET
    """Where everybody may see who chose what: pupils who said nothing and were counted as their persons
    believed."""
    units: tuple[UnitShown, ...] | UnsetType = UNSET
    """Where votes are by unit and the count may be seen: each unit. In the tally, `abstain` counts those that
    are divided."""
    stopped_by: tuple[str, ...] | UnsetType = UNSET
    """Once the result is told: what those are called whose veto stopped it, if any did."""
    absent: tuple[NamedAway, ...] | UnsetType = UNSET
    """Who has no vote because they were away when history voted, if anybody."""


class BallotShown(Decided, frozen=True, kw_only=True):
    """The current ballot."""

    id: str
    method: MethodName
    threshold: ThresholdName
    tie: TieRule
    hidden: bool
    """Are figures and choices hidden until the result is announced?"""
    called: str | UnsetType = UNSET
    """In a roll call: the seat that is to answer; "" before the first."""
    called_name: str | UnsetType = UNSET
    """In a roll call."""
    roll: int | UnsetType = UNSET
    """In a roll call: how many have been called."""
    of_roll: int | UnsetType = UNSET
    """In a roll call: of how many."""
    open: bool
    announced: bool
    put_at: Moment
    closes_at: Moment | None
    warns: bool
    """Does its clock only say that the time is up?"""
    paused_at: Moment | None
    cast: int
    """How many have voted."""
    of: int
    """Of how many who can: seats that pupils hold, or have voted from."""
    tally: dict[str, int] | UnsetType = UNSET
    """Where this audience may see the count by now."""


class RecordShown(Struct, frozen=True, kw_only=True):
    """How the historical meeting decided a question."""

    for_: int | UnsetType = field(default=UNSET, name="for")
    """Where the record has figures."""
    against: int | UnsetType = UNSET
    """Where the record has figures."""
    abstain: int | UnsetType = UNSET
    """Where the record has figures."""
    carried: bool
    chosen: tuple[str, ...]
    held: str
    note: str
    sources: tuple[str, ...]
    marks: dict[Choice, Mark]
    """How sure each figure is."""
    not_counted: dict[NotCounted, int]
    """How many were absent, paired, or voted in a way that is not known."""
    units: dict[str, UnitVote]
    """Where votes were by unit: each with its own vote."""

    @property
    def figures(self) -> dict[Choice, int]:
        """Votes by choice, as far as the record has them."""
        found: dict[Choice, int | UnsetType] = {
            "for": self.for_,
            "against": self.against,
            "abstain": self.abstain,
        }
        return {choice: number for choice, number in found.items() if number is not UNSET}


class Division(Decided, frozen=True, kw_only=True):
    """One decided question."""

    ballot: BallotId
    method: MethodName
    threshold: ThresholdName
    tally: dict[str, int]
    announced: bool
    reconsidered: bool
    """Is the question open again?"""
    closed_at: Moment | None
    votes: dict[SeatId, str] | UnsetType = UNSET
    """Only where the vote was by name and is announced: seat to choice."""
    record: RecordShown | UnsetType = UNSET
    """When the class has guessed it, and lies beside it; for the teacher at once."""


class MyVote(Struct, frozen=True, kw_only=True):
    """A pupil's own part in the current ballot."""

    ballot: BallotId
    entitled: bool
    weight: int
    open: bool
    unit: str | UnsetType = UNSET
    """Where votes are by unit: what theirs is called."""
    of_unit: int | UnsetType = UNSET
    """Where votes are by unit: how many decide its vote."""
    absent: Absence | UnsetType = UNSET
    """Where their person was away when history voted on this, so that they have no vote."""
    speaks_for: int | UnsetType = UNSET
    """Where the vote is cast for a delegation by this seat: for how many seats."""
    spoken_for_by: str | UnsetType = UNSET
    """Where another seat casts it for this one: the name of that."""
    may_answer: bool | UnsetType = UNSET
    """In a roll call: was this seat called?"""
    choice: str | UnsetType = UNSET
    """Once a vote is on disk."""
    by_house: bool | UnsetType = UNSET
    """Once a vote is on disk."""
    silent: bool | UnsetType = UNSET
    """Once a vote is on disk: did this pupil say nothing, and was counted as their person believed?"""
    final: bool | UnsetType = UNSET
    """Once a vote is on disk: can it not be changed any more?"""


def asked(assembly: Assembly, b: Ballot) -> Asked:
    """The question or motion of a ballot, and the alternatives it offers.

    A motion's `text` is the name of its kind, its words and marked-up text are in `motion`.
    """
    question = subject(assembly, b.question)
    if question is None:
        return Asked(question=b.question, title="", text="")
    rows = {row.id: row for row in offered(question)}
    elected = tuple(rows[id] for id in b.elected if id in rows)
    motion = assembly.motions.get(b.question)
    return Asked(
        question=question.id,
        title=question.title,
        text=question.text,
        for_means=question.for_means,
        against_means=question.against_means,
        straw=question.straw,
        elects=b.elects if b.alternatives else UNSET,
        alternatives=tuple(rows[id] for id in b.alternatives if id in rows) if b.alternatives else UNSET,
        elected=elected if b.alternatives and b.elected else UNSET,
        motion=motion_row(assembly, motion) if motion else UNSET,
        wording=text_of(assembly, b.question) or UNSET,
    )


def labels(assembly: Assembly, b: Ballot) -> dict[str, str]:
    """The alternatives a ballot offers, to what they are called; {} where it is yes or no."""
    return {a.id: a.text for a in asked(assembly, b).alternatives or ()}


def ballot(assembly: Assembly, audience: Audience) -> BallotShown | None:
    """The current ballot: the question always; the figures as its method and the chair allow."""
    current = assembly.current
    if current is None:
        return None
    cast, of = turnout(assembly, current)
    decided = not current.open and (audience == "teach" or current.announced)
    return BallotShown(
        **asdict(asked(assembly, current)),
        id=current.id,
        method=current.method,
        threshold=current.threshold,
        tie=current.tie,
        hidden=current.hidden,
        called=current.called if current.calls else UNSET,
        called_name=_called(assembly, current) if current.calls else UNSET,
        roll=current.roll if current.calls else UNSET,
        of_roll=len(current.calls) or UNSET,
        open=current.open,
        announced=current.announced,
        put_at=current.put_at,
        closes_at=current.closes_at if current.open else None,
        warns=current.warns,
        paused_at=assembly.paused_at,
        cast=cast,
        of=of,
        tally=current.tally if figures_shown(current, audience) else UNSET,
        units=units_of(assembly, current) or UNSET if figures_shown(current, audience) else UNSET,
        absent=absent(assembly, current) or UNSET,
        **(result(assembly, current) if decided else {}),
    )


def _called(assembly: Assembly, b: Ballot) -> str:
    """Whose answer the roll waits for."""
    return name_of(assembly, b.called) if b.called else ""


def result(assembly: Assembly, b: Ballot) -> ResultShown:
    """What a closed ballot has decided, what it would be without the votes of the house, and for whom the
    program spoke."""
    seen: ResultShown = {"carried": b.carried, "tied": b.tied, "winners": b.winners}
    if b.alternatives or b.level:
        seen["counting"] = counting(b)
    if b.alternatives and b.method == "ranked":
        seen["rounds"] = tuple(count.figures for count in counts(b))
    if choices_shown(b) and b.house:
        seen["without_house"] = without_house(b)
    if choices_shown(b):
        seen["went_along"], seen["silent"] = went_along(assembly, b), silent(assembly, b)
    if by := stopped(assembly, b):
        seen["stopped_by"] = by
    return seen


def counting(b: Ballot) -> Counting:
    """What has to be told of a count beside its figures: blank papers, ties and how each was decided, the
    number from which lots were drawn (if any was needed), places that are open."""
    ties = dropped(counts(b)) if b.alternatives and b.method == "ranked" else ()
    by_lot = any(row.by == "lot" for row in ties) or bool(b.level and b.tie == "lot")
    return Counting(
        blank=b.tally.get(BLANK, 0) if b.alternatives and METHODS[b.method].sealed else 0,
        papers=sum(number for choice, number in b.tally.items() if choice != BLANK),
        dropped=ties,
        level=b.level,
        tie=b.tie,
        chose=tuple(a for a in b.level if a in b.winners) if b.alternatives else _side(b),
        places=b.places,
        of=b.elects,
        seed=b.seed if by_lot else None,
    )


def dropped(counts: list[Count]) -> tuple[Dropped, ...]:
    """Who dropped out of a run-off level with others. Where nobody puts them first any more it makes no
    difference who goes, and nothing is told."""
    return tuple(
        Dropped(level=count.level, out=count.out[0], by=count.by)
        for count in counts
        if count.level and count.figures[count.out[0]]
    )


def _side(b: Ballot) -> tuple[str, ...]:
    """What a tie between yes and no was decided for; nothing while it waits."""
    if b.carried is None:
        return ()
    if b.tie == "lot" and b.seed is not None:
        return (drawn(b.seed, b.level)[0],)
    return tuple(choice for choice in b.level if (choice == "for") is b.carried)[:1]


def without_house(b: Ballot) -> dict[str, int]:
    """What pupils alone decided: the count of the seats from which pupils voted."""
    if b.units:
        return units.tally(b.units, {seat: vote for seat, vote in b.votes.items() if seat not in b.house})
    shares, tally = METHODS[b.method].shares, Counter(dict.fromkeys(b.tally, 0))
    for seat, vote in b.votes.items():
        if seat not in b.house:
            tally.update(shares(vote, b.weights[seat]))
    return dict(tally)


def turnout(assembly: Assembly, current: Ballot) -> tuple[int, int]:
    """How many have voted and of how many who could: seats that pupils hold, or have voted from."""
    cast = len(current.votes) - len(current.house) - len(current.silent)
    waiting = sum(
        1
        for seat in current.weights
        if assembly.seats[seat].held_by == "pupil" and (seat not in current.votes or seat in current.house)
    )
    if METHODS[current.method].by_hand:  # One who has raised a hand is still among those who could.
        cast = sum(current.counted.values())
        return cast, max(cast, waiting)
    return cast, cast + len(current.silent) + waiting


def figures_shown(current: Ballot, audience: Audience) -> bool:
    """May this audience see the count now?"""
    if current.open:
        return METHODS[current.method].tally_shown and not current.hidden
    return current.announced or audience == "teach"


def choices_shown(current: Ballot) -> bool:
    """May everybody see who chose what?"""
    method = METHODS[current.method]
    if method.sealed or method.by_hand:
        return False
    return current.announced or (method.names_shown and not current.hidden)


def divisions(assembly: Assembly, audience: Audience) -> tuple[Division, ...]:
    """Decided questions, oldest first; beside the record once the class is at that (the desk: at once)."""
    return tuple(
        division(assembly, b, with_record=audience == "teach" or has_compared(assembly))
        for b in assembly.in_order()
        if not b.open and (b.announced or audience == "teach")
    )


def division(assembly: Assembly, b: Ballot, with_record: bool) -> Division:
    """One decided question. `votes` (seat to choice) only where the vote was by name and is announced."""
    question = subject(assembly, b.question)
    record = question.record if question and with_record else None
    return Division(
        **asdict(asked(assembly, b)),
        ballot=b.id,
        method=b.method,
        threshold=b.threshold,
        tally=b.tally,
        announced=b.announced,
        reconsidered=b.reconsidered,
        closed_at=b.closed_at,
        **result(assembly, b),
        votes=dict(b.votes) if choices_shown(b) else UNSET,
        units=units_of(assembly, b, with_record) or UNSET,
        absent=absent(assembly, b) or UNSET,
        record=recorded(record) if record else UNSET,
    )


def recorded(record: Record) -> RecordShown:
    """The record of a question, with how sure each of its figures is."""
    return RecordShown(
        for_=record.figures.get("for", UNSET),
        against=record.figures.get("against", UNSET),
        abstain=record.figures.get("abstain", UNSET),
        carried=record.carried,
        chosen=record.chosen,
        held=record.held,
        note=record.note,
        sources=record.sources,
        marks={choice: record.marks.get(choice, "D") for choice in record.figures},
        not_counted=record.not_counted,
        units=record.units,
    )


def my_vote(assembly: Assembly, seat: SeatId) -> MyVote | None:
    """A pupil's own part in the current ballot: may they vote, with how many behind them, what they chose."""
    current = assembly.current
    if current is None:
        return None
    behind, voted = current.behind.get(seat), seat in current.votes
    unit = next((id for id, seats in current.units.items() if seat in seats), "")
    speaker = (
        NOBODY if behind else next((head for head, seats in current.behind.items() if seat in seats), NOBODY)
    )
    return MyVote(
        ballot=current.id,
        entitled=seat in current.weights,
        weight=current.weights.get(seat, 0),
        open=current.open,
        unit=name_of_group(assembly.scenario, unit) if unit else UNSET,
        of_unit=len(current.units[unit]) if unit else UNSET,
        absent=current.absent.get(seat, UNSET),
        speaks_for=len(behind) if behind else UNSET,
        spoken_for_by=name_of(assembly, speaker) if speaker else UNSET,
        may_answer=seat in current.calls[: current.roll] if current.calls else UNSET,
        # Among alternatives a blank paper is an abstention.
        choice=current.votes[seat] or "abstain" if voted else UNSET,
        by_house=seat in current.house if voted else UNSET,
        silent=seat in current.silent if voted else UNSET,
        final=METHODS[current.method].sealed or not current.open if voted else UNSET,
    )
