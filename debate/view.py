"""What each audience may see of a whole session: the shape of `/state/CODE.json`.

Made of the slices of the topics (`shown/`), which filter; live parts are made of the same. `UNSET` means "not
for this audience": such a field is left out of the JSON rather than filled with nothing. Audiences:
`seat` a pupil, `teach` the desk, `screen` the wall. Times are milliseconds since the epoch, or None.
"""

from msgspec import UNSET, Struct, UnsetType

from debate.afterwards import debrief, persuasion, study
from debate.afterwards.debrief import Reflection, Talk
from debate.afterwards.persuasion import BargainBeside, MovedIn, Persuader
from debate.afterwards.study import Work
from debate.assembly import Assembly, HeldBy, Status
from debate.events import TextKind
from debate.ids import NOBODY, BallotId, SeatId
from debate.rules.business.agenda import is_over
from debate.rules.hall.notes import leaning_key
from debate.rules.voting.credit import credited
from debate.shown import agenda, hall
from debate.shown.agenda import Ended, NoStage, NoticeShown, QuestionRow, StageShown
from debate.shown.audience import Audience
from debate.shown.ballots import BallotShown, Division, ballot, divisions, my_vote
from debate.shown.bargains import BargainRow, bargains, own
from debate.shown.briefs import PersonSheet, person_of
from debate.shown.caucus import Caucus, CaucusRoom, all_rooms, caucus
from debate.shown.clauses import ClauseRow, clauses, held
from debate.shown.hall import FloorShown, SeatRow
from debate.shown.motions import MotionRow, docket
from debate.shown.outward import outward
from debate.shown.people import Person, who
from debate.shown.written.cards import CardRow, cards
from debate.shown.written.documents import DocumentRow, documents
from debate.shown.written.texts import StatementRow, TextRow, Unread, statements, taken_away, to_read


class Call(Person, frozen=True, kw_only=True):
    """A call for help."""

    text: str


class Cast(Struct, frozen=True, kw_only=True):
    """A pupil's vote in the current ballot."""

    ballot: BallotId
    choice: str
    """As in `cast_vote`; "sealed" of a secret one."""


class Me(Struct, frozen=True, kw_only=True):
    """What belongs to one pupil alone."""

    seat: SeatId
    held_by: HeldBy
    chair: bool
    """Has this pupil the chair?"""
    asked: bool
    """Do they wait for the floor?"""
    speaking: bool
    leanings: dict[str, int]
    """Question to -2 .. 2."""
    caucus: Caucus
    role: PersonSheet
    to_be_read: tuple[Unread, ...] | UnsetType = UNSET
    """Own texts that wait until the teacher has read them, if there are any."""
    bargains: tuple[BargainRow, ...]
    """Those that were offered to this pupil, or by them, whatever became of them."""
    moved_others: int
    """How often others have said that this pupil moved them; never who."""
    reflection: str | UnsetType = UNSET
    """One's own, once written."""
    checks: dict[str, int]
    """Questions of the lesson before to the option answered, counted from 1."""
    work: dict[str, str]
    """Tasks to what one has handed in."""
    vote: Cast | UnsetType = UNSET
    """Once it is on disk."""


class View(Struct, frozen=True, kw_only=True):
    """Everything that one audience may see."""

    seq: int
    """So many entries of the journal it is made of."""
    scenario: str
    audience: Audience
    status: Status
    sleeps: bool
    """Does the meeting wait for the next lesson?"""
    lesson: int
    lessons: int
    """The number of this lesson, and of how many."""
    stage: StageShown | NoStage
    """Empty before the meeting is opened."""
    me: Me | UnsetType = UNSET
    """For the pupil."""
    seats: tuple[SeatRow, ...]
    floor: FloorShown
    statements: tuple[StatementRow, ...]
    questions: tuple[QuestionRow, ...]
    clauses: tuple[ClauseRow, ...] | UnsetType = UNSET
    """Where the meeting's text has clauses: for the teacher and the chair all of them, for others those that
    the text holds by what was announced."""
    motions: tuple[MotionRow, ...]
    ballot: BallotShown | UnsetType = UNSET
    """From the first ballot on: the current one, open or closed."""
    divisions: tuple[Division, ...]
    """What was voted on, oldest first. For pupils and the wall once it is announced."""
    cards: tuple[CardRow, ...]
    documents: tuple[DocumentRow, ...]
    """Texts of the time that this audience may read now."""
    word: str
    """Of the teacher to all."""
    chair: str
    """The seat of the pupil in the chair; "" while it is the teacher."""
    lately: tuple[NoticeShown, ...]
    caucus: tuple[CaucusRoom, ...] | UnsetType = UNSET
    """For the teacher: every room."""
    help: tuple[Call, ...] | UnsetType = UNSET
    """For the teacher: calls for help."""
    debrief: Talk | UnsetType = UNSET
    """While a question is on the wall."""
    planned: tuple[str, ...] | UnsetType = UNSET
    """For the teacher: ids of the questions chosen for the debrief."""
    reflections: tuple[Reflection, ...] | UnsetType = UNSET
    """For the teacher."""
    checks: dict[SeatId, int] | UnsetType = UNSET
    """For the teacher: seat to how many questions of the lesson before were answered rightly, of those who
    have answered any."""
    work: tuple[Work, ...] | UnsetType = UNSET
    """For the teacher: what was handed in."""
    fills_silence: bool
    """Is a pupil who says nothing in an open vote counted as their person believed?"""
    read_first: tuple[TextKind, ...] | UnsetType = UNSET
    """For the teacher: the kinds of texts that are read first."""
    to_read: tuple[Unread, ...] | UnsetType = UNSET
    """For the teacher: texts that wait."""
    taken_away: tuple[TextRow, ...] | UnsetType = UNSET
    """For the teacher, the latest first."""
    bargains: tuple[BargainRow, ...] | UnsetType = UNSET
    """For the teacher: all that were offered."""
    struck: tuple[BargainBeside, ...] | UnsetType = UNSET
    """Once the meeting is over: the bargains that were struck, and whether they were kept."""
    moved: tuple[MovedIn, ...] | UnsetType = UNSET
    """Once the meeting is over: what moved people; of fewer than three only how many they are."""
    persuaders: tuple[Persuader, ...] | UnsetType = UNSET
    """Once the meeting is over: the speakers who moved others."""
    outcome: Ended | None
    """Once the meeting is over."""


def view(assembly: Assembly, audience: Audience, seat: SeatId = NOBODY) -> View:
    """Everything this audience may see; with `seat`, a pupil's own things too (the shape of `/state/`)."""
    teaches = audience == "teach"
    if not teaches:
        assembly = outward(assembly, wall=audience == "screen")
    over = is_over(assembly)
    return View(
        seq=assembly.seq,
        scenario=assembly.scenario.slug,
        audience=audience,
        status=assembly.status,
        sleeps=assembly.sleeps,
        lesson=assembly.lesson,
        lessons=assembly.lessons,
        stage=agenda.stage(assembly),
        me=me(assembly, seat) if audience == "seat" and seat else UNSET,
        seats=hall.seats(assembly, audience),
        floor=hall.floor(assembly),
        statements=statements(assembly, audience),
        questions=agenda.questions(assembly),
        clauses=_clauses(assembly, teaches or bool(seat and assembly.chair == seat)),
        motions=docket(assembly),
        ballot=ballot(assembly, audience) or UNSET,
        divisions=divisions(assembly, audience),
        cards=cards(assembly, audience, seat),
        documents=documents(assembly, audience, seat),
        word=assembly.word,
        chair=assembly.chair,
        lately=agenda.lately(assembly),
        caucus=all_rooms(assembly) if teaches else UNSET,
        help=tuple(Call(**who(assembly, call.seat), text=call.text) for call in assembly.help)
        if teaches
        else UNSET,
        debrief=debrief.on_the_wall(assembly) or UNSET,
        planned=assembly.planned if teaches else UNSET,
        reflections=debrief.reflections(assembly) if teaches else UNSET,
        checks={id: done.right for id, done in study.checked(assembly).items()} if teaches else UNSET,
        work=study.work(assembly) if teaches else UNSET,
        fills_silence=assembly.fills_silence,
        read_first=assembly.read_first if teaches else UNSET,
        to_read=to_read(assembly) if teaches else UNSET,
        taken_away=taken_away(assembly) if teaches else UNSET,
        bargains=bargains(assembly) if teaches else UNSET,
        struck=persuasion.bargains(assembly) if over else UNSET,
        moved=persuasion.gathered(persuasion.moved(assembly)) if over else UNSET,
        persuaders=persuasion.persuaders(assembly) if over else UNSET,
        outcome=agenda.ended(assembly),
    )


def _clauses(assembly: Assembly, all_of_them: bool) -> tuple[ClauseRow, ...] | UnsetType:
    if not assembly.scenario.clauses:
        return UNSET
    return clauses(assembly) if all_of_them else held(assembly)


def me(assembly: Assembly, seat: SeatId) -> Me:
    """What belongs to one pupil alone: seat, person with the whole brief, own vote, own request."""
    place, vote = assembly.seats[seat], my_vote(assembly, seat)
    return Me(
        seat=seat,
        held_by=place.held_by,
        chair=assembly.chair == seat,
        asked=any(request.seat == seat for request in assembly.floor.requests),
        speaking=assembly.floor.speaker == seat,
        leanings={
            q.id: assembly.leanings[key]
            for q in assembly.scenario.questions
            if (key := leaning_key(seat, q.id)) in assembly.leanings
        },
        caucus=caucus(assembly, seat),
        role=person_of(assembly, seat),
        to_be_read=to_read(assembly, seat) or UNSET,
        bargains=own(assembly, seat),
        moved_others=credited(assembly, seat),
        reflection=assembly.reflections.get(seat, UNSET),
        checks=study.answers(assembly, seat),
        work=study.handed_in(assembly, seat),
        vote=Cast(ballot=vote.ballot, choice=vote.choice) if vote and vote.choice is not UNSET else UNSET,
    )
