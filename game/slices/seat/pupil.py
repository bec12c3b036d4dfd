"""Slices that belong to one pupil: seat, ballot and receipt, the floor, news, the chair, the person."""

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from debate import assembly as meeting
from debate.assembly import MotionState, Status
from debate.ballots import METHODS
from debate.events import MotionKind
from debate.guide.next_step import END_LESSON, Due
from debate.ids import NOBODY, SeatId
from debate.rules.business.agenda import Permits
from debate.rules.hall.floor import LONGEST_STATEMENT, ORDERS, PURPOSES, next_speaker
from debate.scenario import Absence, MethodName, Scenario, SpeakingOrder
from debate.scenario.writing import Term
from debate.shown import ballots, briefs
from debate.shown.ballots import Asked, Offered
from debate.shown.briefs import DelegateBrief, FactionSheet, RoleBrief, faction_sheet
from debate.shown.clauses import ClauseNamed
from debate.shown.hall import Asking, PutIn
from debate.shown.lengths import cut
from debate.shown.motions import MotionRow, Stretch
from debate.shown.written import cards as card_view
from debate.shown.written.cards import CardRow
from debate.shown.written.documents import Cited, cited
from game.slices import desk, everyone, motions, people
from game.slices.desk.next_step import is_due as due_now
from game.slices.documents import citable
from game.slices.everyone.count import NotAsked
from game.slices.seat.now import places
from game.slices.stopped import DecidedRow, recap
from game.slices.undoing import Undoable
from game.standing import Standing


class MySeat(Struct, frozen=True, kw_only=True):
    """A pupil's seat. `mine`: is it still theirs? `place`: which of the hall's seats it is, from 0;
    `share`: the code for a second pupil, while one may come; `shared`: the names, once there are two."""

    code: str
    mine: bool
    place: int
    share: str
    shared: str


def seat(standing: Standing, seat: SeatId) -> MySeat:
    """Is this pupil's seat still theirs, or has it gone to the house? With whom is it shared?"""
    assembly = standing.assembly
    mine = assembly.seats[seat].held_by == "pupil" or assembly.status == "closed"
    share, shared = people.shared(standing, seat)
    place = standing.once(_in_hall)[seat]
    return MySeat(code=standing.code, mine=mine, place=place, share=share, shared=shared)


def _in_hall(standing: Standing) -> dict[str, int]:
    """Where each seat stands in the hall."""
    return {seat: place for place, seat in enumerate(standing.assembly.order)}


class MyPaper(Struct, frozen=True, kw_only=True):
    """The paper in a pupil's hand, and the receipt once they have `voted` (a blank paper is a vote, too).
    Fields of `debate.shown.ballots`."""

    asked: bool = True
    code: str
    bloc: bool
    sealed: bool
    called_one_by_one: bool
    id: str
    title: str
    text: str
    motion: MotionRow | UnsetType
    wording: str | UnsetType
    for_means: str | UnsetType
    against_means: str | UnsetType
    alternatives: tuple[Offered, ...]
    elects: int | UnsetType
    elected: tuple[Offered, ...] | UnsetType
    straw: bool | UnsetType
    method: MethodName
    hidden: bool
    open: bool
    entitled: bool
    weight: int
    unit: str | UnsetType
    of_unit: int | UnsetType
    absent: Absence | UnsetType
    speaks_for: int | UnsetType
    spoken_for_by: str | UnsetType
    may_answer: bool | UnsetType
    choice: str | UnsetType
    by_house: bool | UnsetType
    silent: bool | UnsetType
    voted: bool
    final: bool | UnsetType


def vote(standing: Standing, seat: SeatId) -> MyPaper | NotAsked:
    """The ballot in this pupil's hand, and the receipt once a vote is on disk."""
    current, mine = standing.assembly.current, ballots.my_vote(standing.assembly, seat)
    if current is None or mine is None or not everyone.is_asked(standing):
        return NotAsked()
    asked = standing.once(_asked)
    return MyPaper(
        code=standing.code,
        bloc=standing.assembly.weighting == "bloc",
        sealed=METHODS[current.method].sealed,
        called_one_by_one=bool(current.calls),
        id=current.id,
        title=asked.title,
        text=asked.text,
        motion=asked.motion,
        wording=asked.wording,
        for_means=asked.for_means,
        against_means=asked.against_means,
        alternatives=asked.alternatives or (),
        elects=asked.elects,
        elected=asked.elected,
        straw=asked.straw,
        method=current.method,
        hidden=current.hidden,
        open=current.open,
        entitled=mine.entitled,
        weight=mine.weight,
        unit=mine.unit,
        of_unit=mine.of_unit,
        absent=mine.absent,
        speaks_for=mine.speaks_for,
        spoken_for_by=mine.spoken_for_by,
        may_answer=mine.may_answer,
        choice=mine.choice,
        by_house=mine.by_house,
        silent=mine.silent,
        voted=mine.choice is not UNSET,
        final=mine.final,
    )


def _asked(standing: Standing) -> Asked:
    current = standing.assembly.current
    assert current is not None
    return ballots.asked(standing.assembly, current)


class MyFloor(Struct, frozen=True, kw_only=True):
    """What a pupil may do about speaking. `place`: on the speakers' list, 0 for none; `spoken`: seconds;
    `citable`: the documents they may appeal to."""

    code: str
    speaking: bool
    putting_in: bool
    place: int
    order: SpeakingOrder
    purposes: tuple[str, ...]
    list_closed: bool
    closed: bool
    spoken: int
    longest: int
    may: Permits
    citable: tuple[Cited, ...]


def floor(standing: Standing, seat: SeatId) -> MyFloor:
    """What this pupil may do about speaking, and the form for a statement."""
    assembly, now = standing.assembly, standing.assembly.floor
    role = assembly.role_of(seat)
    asks_only = role is not None and role.office == "press"
    word = now.intervention
    return MyFloor(
        code=standing.code,
        speaking=now.speaker == seat,
        putting_in=word is not None and word.seat == seat,
        place=standing.once(places).get(seat, 0),
        order=now.order,
        purposes=_purposes(now, asks_only),
        list_closed=now.list_closed,
        closed=now.closed,
        spoken=standing.once(everyone.times)[seat] // 1000,
        longest=LONGEST_STATEMENT,
        may=standing.once(everyone.may),
        citable=citable(standing, seat),
    )


def _purposes(now: meeting.Floor, asks_only: bool) -> tuple[str, ...]:
    """What this pupil may ask to speak for."""
    if asks_only:
        return () if now.list_closed else ("question",)
    return ("point_of_order",) if now.list_closed else PURPOSES


class MyCard(Struct, frozen=True, kw_only=True):
    """News a pupil may read. `for_you`: not everybody may; `brings`: documents that come with it."""

    id: str
    title: str
    text: str
    dated: str
    mark: str
    sources: tuple[str, ...]
    for_you: bool
    brings: tuple[Cited, ...]


class MyCards(Struct, frozen=True, kw_only=True):
    """News a pupil may read, newest first. `read_aloud`: documents that were read to everybody, the last one
    first; `recap`: in a later lesson, what was decided before."""

    cards: tuple[MyCard, ...]
    read_aloud: tuple[Cited, ...]
    recap: tuple[DecidedRow, ...] | None


def cards(standing: Standing, seat: SeatId) -> MyCards:
    """News this pupil may read, newest first; what not everybody reads is marked."""
    assembly = standing.assembly
    rows = card_view.cards(assembly, "seat", seat)
    return MyCards(
        cards=tuple(_card(assembly.scenario, row) for row in rows[::-1]),
        read_aloud=cited(assembly.scenario, assembly.read_aloud[::-1]),
        recap=standing.once(recap),
    )


def _card(scenario: Scenario, row: CardRow) -> MyCard:
    return MyCard(
        id=row.id,
        title=row.title,
        text=row.text,
        dated=row.dated,
        mark=row.mark,
        sources=row.sources,
        for_you="all" not in row.to,
        brings=cited(scenario, tuple(d.id for d in scenario.documents if d.card == row.id)),
    )


class NotHeld(Struct, frozen=True, kw_only=True):
    """Somebody else has the chair."""

    held: bool = False


class ToDecide(Struct, frozen=True, kw_only=True):
    """A motion that waits for the chair."""

    id: str
    kind: MotionKind
    text: str
    name: str
    on: str | UnsetType
    pieces: tuple[Stretch, ...] | UnsetType
    passage: str | UnsetType
    seconds: int | UnsetType
    procedural: bool
    hidden: bool
    state: MotionState
    puts_in: tuple[ClauseNamed, ...] | UnsetType
    strikes: tuple[ClauseNamed, ...] | UnsetType
    ticks: tuple[motions.Tick, ...]
    may_admit: bool


class Chair(Struct, frozen=True, kw_only=True):
    """What a pupil in the chair sees of the desk. `ticks`: of the motion that is to be admitted next."""

    held: bool = True
    code: str
    status: Status
    due: Due
    ticks: tuple[motions.Tick, ...]
    again: tuple[Due, ...]
    undoable: tuple[Undoable, ...]
    requests: tuple[Asking, ...]
    may_call: bool
    speaker: SeatId
    intervention: PutIn | None
    order: SpeakingOrder
    orders: tuple[SpeakingOrder, ...]
    motions: tuple[ToDecide, ...]


def chair(standing: Standing, seat: SeatId) -> Chair | NotHeld:
    """The chair's controls, for the pupil who holds it."""
    if standing.assembly.chair != seat or standing.assembly.sleeps:
        return NotHeld()
    step, floor = standing.once(desk.next_step), standing.once(everyone.whole_floor)
    return Chair(
        code=step.code,
        status=step.status,
        due=_in_the_chair(step.due),
        ticks=step.ticks,
        again=tuple(way for way in step.instead if way.step == "put_question"),
        undoable=tuple(row for row in (step.last,) if row and row.by == seat),
        requests=floor.requests[: everyone.MOST_WAITING],
        may_call=bool(next_speaker(standing.assembly)),
        speaker=floor.speaker or NOBODY,
        intervention=floor.intervention or None,
        order=floor.order,
        orders=ORDERS,
        motions=tuple(
            _to_decide(standing, row)
            for row in standing.once(motions.rows)
            if (row.waits and row.state == "seconded") or motions.may_be_admitted(standing, row)
        ),
    )


def _in_the_chair(due: Due) -> Due:
    """The step without the end of the lesson beside it, which is the teacher's."""
    return replace(due, beside=None, until=None) if due.beside == END_LESSON else due


def _to_decide(standing: Standing, row: MotionRow) -> ToDecide:
    ticks = motions.ticks(standing, row.id)
    due = standing.once(due_now)
    is_due = due.step == "admit_motion" and due.value == row.id
    return ToDecide(
        id=row.id,
        kind=row.kind,
        text=row.text,
        name=row.name,
        on=row.on,
        pieces=row.pieces,
        passage=row.passage,
        seconds=row.seconds,
        procedural=row.procedural,
        hidden=row.hidden,
        state=row.state,
        puts_in=row.puts_in,
        strikes=row.strikes,
        ticks=ticks,
        # What is to be ticked stands with the large button already.
        may_admit=not row.procedural and not (ticks and is_due),
    )


class SideSheet(Struct, frozen=True, kw_only=True):
    """What of a role sheet is the same for others of the same delegation. `first`: what stands there before
    anything is unfolded: the short sheet; `begins`: is more to be told of who one is?"""

    first: RoleBrief | DelegateBrief
    begins: bool
    brief: RoleBrief | DelegateBrief
    faction: FactionSheet
    terms: tuple[Term, ...]
    """The glossary of the meeting."""


class MyPerson(Struct, frozen=True, kw_only=True):
    """Who a pupil is here."""

    name: str
    sheet: SideSheet


def person(standing: Standing, seat: SeatId) -> MyPerson:
    """Who the pupil is here; and on the role sheet all that is the same for others of the same delegation."""
    assembly = standing.assembly
    person = briefs.person_of(assembly, seat)
    faction = faction_sheet(assembly.scenario, assembly.seats[seat].faction)
    brief, short = person.brief, cut(person.brief, faction, "short").brief
    return MyPerson(
        name=person.name,
        sheet=SideSheet(
            first=short,
            begins=_of_oneself(short) != _of_oneself(brief),
            brief=brief,
            faction=faction,
            terms=assembly.scenario.glossary,
        ),
    )


def _of_oneself(brief: RoleBrief | DelegateBrief) -> str:
    return brief.text if isinstance(brief, DelegateBrief) else brief.who.text
