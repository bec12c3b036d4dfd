"""The vote as the teacher sees it: what may be put, who has not voted yet (never how), and the figures."""

from typing import get_args

from msgspec import Struct, UnsetType
from msgspec.structs import replace

from debate.assembly import Assembly, Ballot, Seat, Status
from debate.ballots import METHODS
from debate.ballots.thresholds import THRESHOLDS
from debate.events import MotionKind
from debate.ids import QuestionId
from debate.rules.business.subjects import subject
from debate.rules.voting.opening import can_be_put, methods
from debate.rules.voting.roll import CALLED_BY
from debate.scenario import Choice, MethodName, ThresholdName, TieRule
from debate.shown import ballots
from debate.shown.ballots import BallotShown, Counting, Offered
from debate.shown.house import WentAlong
from debate.shown.motions import MotionRow
from debate.shown.people import Named
from debate.shown.units import NamedAway, UnitShown
from game.pieces import Bit, Lines, Piece
from game.slices import everyone
from game.slices.desk.pupils import MOST_LISTED, Roster, SeatedPupil, pupils, roster, unlisted
from game.slices.everyone.bars import ChoiceBar
from game.standing import Standing

TIES: tuple[TieRule, ...] = get_args(TieRule)


class Puttable(Struct, frozen=True, kw_only=True):
    """Something that may be put. `method`: the one it is put in if nothing else is said; `others`: those that
    may be chosen instead; `places`: those that an earlier ballot left open; `can_be_open`: it offers several,
    and may be put as an open choice, which needs so many votes and is counted before all eyes, or not."""

    id: str
    title: str
    kind: MotionKind | str
    straw: bool
    places: int
    yes_or_no: bool
    can_be_open: bool
    method: MethodName
    others: tuple[MethodName, ...]
    by_name: bool


class NoVote(Struct, frozen=True, kw_only=True):
    """Before the first ballot: what may be put, and how."""

    asked: bool = False
    code: str
    status: Status
    puttable: tuple[Puttable, ...]
    thresholds: tuple[str, ...]
    ties: tuple[TieRule, ...]
    orders: tuple[str, ...]


class DeskBallot(NoVote, frozen=True, kw_only=True):
    """The current ballot. What changes with every vote stands in `turnout` and `missing`. `entry`: is there
    anybody whose vote can be entered, one of `whose`? `pupils_alone`: the count without the house."""

    asked: bool = True
    id: str
    title: str
    text: str
    motion: MotionRow | UnsetType
    method: MethodName
    threshold: ThresholdName
    hidden: bool
    open: bool
    announced: bool
    alternatives: tuple[Offered, ...] | UnsetType
    elects: int | UnsetType
    elected: tuple[Offered, ...] | UnsetType
    carried: bool | UnsetType | None
    tied: bool | UnsetType
    winners: tuple[str, ...] | UnsetType
    counting: Counting | UnsetType
    went_along: tuple[WentAlong, ...] | UnsetType
    silent: tuple[Named, ...] | UnsetType
    units: tuple[UnitShown, ...] | UnsetType
    stopped_by: tuple[str, ...] | UnsetType
    absent: tuple[NamedAway, ...] | UnsetType
    sealed: bool
    by_hand: bool
    counted: dict[Choice, int]
    turnout: Piece
    entry: bool
    whose: Lines
    missing: Piece | None
    pupils_alone: tuple[ChoiceBar, ...]


class Turnout(Bit, frozen=True, kw_only=True, tag="turnout"):
    """How many have voted, of how many; in a roll call who is called; the figures as bars."""

    cast: int
    of: int
    called_name: str | UnsetType
    roll: int | UnsetType
    of_roll: int | UnsetType
    by_hand: bool
    open: bool
    bars: tuple[ChoiceBar, ...]


class Missing(Bit, frozen=True, kw_only=True, tag="missing"):
    """`n` pupils who have not voted yet, and how many `more` than are listed."""

    waiting: tuple[SeatedPupil, ...]
    n: int
    more: int


def vote(standing: Standing) -> DeskBallot | NoVote:
    """The current ballot, who can be entered by hand, and what may be put next."""
    assembly, current = standing.assembly, standing.assembly.current
    seen = ballots.ballot(assembly, "teach")
    may_put = current is None or not (current.open or current.tied)
    puttable_now = standing.once(puttable) if may_put else ()
    if seen is None or current is None:
        return NoVote(
            code=standing.code,
            status=assembly.status,
            puttable=puttable_now,
            thresholds=tuple(THRESHOLDS),
            ties=TIES,
            orders=tuple(CALLED_BY),
        )
    method = METHODS[current.method]
    whose = _whose(standing, current) if current.open and not method.by_hand else NO_ROSTER
    return DeskBallot(
        code=standing.code,
        status=assembly.status,
        puttable=puttable_now,
        thresholds=tuple(THRESHOLDS),
        ties=TIES,
        orders=tuple(CALLED_BY),
        id=seen.id,
        title=seen.title,
        text=seen.text,
        motion=seen.motion,
        method=seen.method,
        threshold=seen.threshold,
        hidden=seen.hidden,
        open=seen.open,
        announced=seen.announced,
        alternatives=seen.alternatives,
        elects=seen.elects,
        elected=seen.elected,
        carried=seen.carried,
        tied=seen.tied,
        winners=seen.winners,
        counting=seen.counting,
        went_along=seen.went_along,
        silent=seen.silent,
        units=seen.units,
        stopped_by=seen.stopped_by,
        absent=seen.absent,
        sealed=method.sealed,
        by_hand=method.by_hand,
        counted=current.counted,
        turnout=Piece("turnout", _turnout(seen, method.by_hand)),
        entry=any(isinstance(block.shown, Roster) and block.shown.rows for block in whose.pieces),
        whose=whose,
        missing=_missing(standing, current) if current.open and not method.by_hand else None,
        pupils_alone=everyone.bars_alone(seen),
    )


def puttable(standing: Standing) -> tuple[Puttable, ...]:
    """Questions and motions that the rules would let be put now, in the order of business, each with the ways
    in which it can be voted on."""
    assembly = standing.assembly
    ids = [q.id for q in assembly.scenario.questions] + [
        id for id in assembly.docket if id in assembly.motions
    ]
    return tuple(_puttable(assembly, id) for id in ids if can_be_put(assembly, id))


def _puttable(assembly: Assembly, id: QuestionId) -> Puttable:
    question, motion = subject(assembly, id), assembly.motions.get(id)
    assert question is not None
    fixed = assembly.methods.get(id)
    fitting = [fixed] if fixed else methods(assembly, question)
    usual = fixed or question.method
    before = assembly.left_open(id)
    return Puttable(
        id=id,
        title=question.title,
        kind=motion.kind if motion else "",
        straw=question.straw,
        places=before.places if before else 0,
        yes_or_no=not question.alternatives,
        can_be_open="one_of_several" in fitting,
        method=usual,
        others=tuple(name for name in fitting if name != usual),
        by_name=any(METHODS[name].called for name in fitting),
    )


def _turnout(seen: BallotShown, by_hand: bool) -> Turnout:
    return Turnout(
        cast=seen.cast,
        of=seen.of,
        called_name=seen.called_name,
        roll=seen.roll,
        of_roll=seen.of_roll,
        by_hand=by_hand,
        open=seen.open,
        bars=everyone.bars_of(seen),
    )


def _whose(standing: Standing, ballot: Ballot) -> Lines:
    """Pupils who have not voted, and those whose vote could still be changed by hand."""
    sealed, votes = METHODS[ballot.method].sealed, ballot.votes
    called = set(ballot.calls[: ballot.roll] if ballot.calls else ballot.weights)

    def to_enter(seat: Seat) -> bool:
        return seat.id in called if seat.id not in votes else not sealed and seat.id in ballot.weights

    def marked(pupil: SeatedPupil) -> SeatedPupil:
        voted, called = pupil.seat in votes, pupil.seat == ballot.called
        return replace(pupil, voted=voted, called=called) if voted or called else pupil

    return roster(standing, "entry", to_enter, marked)


NO_ROSTER = Lines("", ())


def _missing(standing: Standing, ballot: Ballot) -> Piece:
    """Pupils who have not voted."""
    waiting = [row for row in pupils(standing, ballot.weights) if row.seat not in ballot.votes]
    shown = Missing(waiting=tuple(waiting[:MOST_LISTED]), n=len(waiting), more=unlisted(waiting))
    return Piece("waiting", shown)
