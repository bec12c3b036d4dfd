"""What can be played: a meeting as data.

The types of a scenario and nothing else. Reading folders is the server's work (`game/scenarios/files.py`);
judging whether a scenario makes sense is `debate/check/`. Texts are plain English in short sentences;
a claim about the past carries a mark and the keys of its sources.
"""

import re
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar, get_args

from msgspec import Meta

from debate.ids import CardId, DelegationId, DocumentId, FactionId, QuestionId, RoleId, StageId
from debate.scenario.persons import HistoricalPerson
from debate.scenario.study import Criterion, Curriculum, HistoricalDocument, LessonBefore, ManualSection, Task
from debate.scenario.walk import within
from debate.scenario.writing import (
    Claim,
    Day,
    Delegates,
    Id,
    Language,
    Line,
    Mark,
    Minutes,
    OfCard,
    OfDelegation,
    OfDocument,
    OfFaction,
    OfQuestion,
    OfRole,
    OfStage,
    ScenarioPart,
    Seconds,
    Share,
    Source,
    SpeechSeconds,
    Term,
    Times,
    Votes,
    Year,
    bounds,
)

FORMAT = 3
"""Raised when what a folder may hold changes so that an older program would misread it; what was written for
earlier ones is upgraded (`check/upgrades.py`)."""


Choice = Literal["for", "against", "abstain"]
CHOICES: tuple[Choice, ...] = ("for", "against", "abstain")
Absence = Literal["absent", "paired"]
"""Away when history voted; or somebody of either side had agreed that neither votes."""
ABSENCES: tuple[Absence, ...] = get_args(Absence)
NotCounted = Literal["absent", "paired", "unknown"]
"""What stands on record in place of a choice, and is not counted."""
NOT_COUNTED: tuple[NotCounted, ...] = get_args(NotCounted)
Unit = Literal["", "faction", "delegation"]
"""What has one vote where votes are by unit; "": nothing is put by unit."""
UnitVote = Literal["for", "against", "divided", "absent", "unknown"]
"""The one vote of a unit; divided: as many for as against."""

StageKind = Literal[
    "gather",
    "brief",
    "caucus",
    "debate",
    "division",
    "announcement",
    "out_of_role",
    "debrief",
]
MethodName = Literal[
    "show", "roll_call", "secret", "delegation", "one_of_several", "ranked", "election", "paper", "by_unit"
]
NAMED_THRESHOLDS = (
    "majority_of_cast",
    "majority_of_present",
    "majority_of_members",
    "two_thirds_of_cast",
    "plurality",
    "unanimous",
)
SHARE_OF = r"(?P<share>[1-9]\d{0,2}/[1-9]\d{0,2}|0?\.\d{1,3}) of (?P<whole>cast|present|members)"
"""A threshold as a share: "3/5 of cast", "0.6 of members"."""
ThresholdName = Annotated[
    str,
    Meta(
        pattern=rf"^({'|'.join(NAMED_THRESHOLDS)}|{SHARE_OF})$",
        description=" ".join(f"`{name}`" for name in NAMED_THRESHOLDS) + ', or a share: "3/5 of cast"',
        extra={"words": (*NAMED_THRESHOLDS, "3/5 of cast", "0.6 of members")},
    ),
]
"""When a question is carried: one of a few names, or a share (`ballots/thresholds.py`)."""
TieRule = Literal["fails", "chair", "lot"]
Elimination = Literal["together", "one_by_one"]
"""How those who come last drop out of a run-off: all at once (so it was at first), or one at a time."""
SpeakingOrder = Literal["as_asked", "least_spoken", "alternate", "factions"]
CaucusTime = Literal["stages", "always", "never"]
ProceduralKind = Literal[
    "close_list",
    "close_debate",
    "adjourn",
    "divide",
    "reorder",
    "reconsider",
    "by_roll_call",
    "in_secret",
    "appeal",
]
PROCEDURAL_KINDS: tuple[ProceduralKind, ...] = get_args(ProceduralKind)
Calls = Literal["", "seating", "name", "faction"]
"""The order in which seats are called one by one, where the meeting calls the roll."""
Office = Literal["", "secretary", "press"]
Weighting = Literal["bloc", "seat"]
Plan = Literal["half-circle", "theatre", "table"]
"""How the hall is drawn."""
DebriefMove = Literal["describe", "leave_role", "analyse", "compare", "transfer"]
Ink = Literal["prussian", "oxide"]
"""The second ink in which a meeting's pages are printed, blue or green (`app.css`)."""
About = Literal["", "closest_division", "largest_swing", "longest_silence", "split_faction", "one_could_turn"]
"""A moment of the class's own meeting (`debate/afterwards/moments.py`)."""


class Record(ScenarioPart, frozen=True, kw_only=True):
    """How the historical meeting decided a question.

    `figures`: delegates per choice. `marks`: per choice, for figures that are not D. `chosen`: in place of
    figures, the alternatives that were chosen, where the question offers some. `not_counted`: how many were
    absent, paired, or voted in a way that is not known. `units`: where votes were by unit, each with its own
    vote; `figures` then count units, and those divided as abstaining.
    """

    figures: dict[Choice, Votes] = {}
    not_counted: dict[NotCounted, Votes] = {}
    units: dict[Id, UnitVote] = {}
    chosen: tuple[Id, ...] = ()
    marks: dict[Choice, Mark] = {}
    carried: bool
    held: str
    sources: tuple[Id, ...]
    note: str = ""
    other_versions: tuple[Claim, ...] = ()


class Quorum(ScenarioPart, frozen=True, kw_only=True):
    """The least number of members present for a vote to count, as a share of all members."""

    numerator: Share = 1
    denominator: Share = 2


OF_PERSONS = re.compile(r"persons\[|roles\[\d+\]\.(did|later)\b")
"""Places of a meeting that are shown on pages of their own, when the class looks back."""


class StandingOrders(ScenarioPart, frozen=True, kw_only=True):
    """The rules of the house that differ from meeting to meeting.

    `seconders`: others who must support a motion before the chair may admit it. `procedural`: the procedural
    motions known here; `thresholds`: where one needs another majority than the usual (`procedure.py`).
    `motion_*`, `quorum`, `tie`: how motions are put. `caucus`: when faction rooms are open; `envoys`: may
    factions negotiate. Times are in seconds; `faction_seconds`: for all speeches of a faction in one stage, 0
    for no limit. `unit`: what has one vote where votes are by unit; only a meeting that names it
    has them.
    """

    seconders: Annotated[int, Meta(ge=0, le=10)] = 1
    motions: bool = True
    amendments: bool = True
    procedural: tuple[ProceduralKind, ...] = PROCEDURAL_KINDS
    thresholds: dict[ProceduralKind, ThresholdName] = {}
    motion_method: Literal["show", "roll_call", "secret", "delegation", "by_unit"] = "show"
    motion_threshold: ThresholdName = "majority_of_cast"
    motion_seconds: Seconds = 60
    quorum: Quorum | None = None
    tie: TieRule = "fails"
    speaking_order: SpeakingOrder = "as_asked"
    speech_seconds: SpeechSeconds = 90
    intervention_seconds: SpeechSeconds = 30
    faction_seconds: Seconds = 0
    caucus: CaucusTime = "stages"
    envoys: bool = True
    unit: Unit = ""


class Alternative(ScenarioPart, frozen=True, kw_only=True):
    """One of several things a question offers: a way to go, or a candidate."""

    id: Id
    text: Line
    explain: str = ""


class Question(ScenarioPart, frozen=True, kw_only=True):
    """What is put to the vote. `text` is neutral and ends with a question mark.

    A question asks for yes or no, or offers `alternatives`: one is named openly (method "one_of_several"),
    all are ranked (method "ranked"; one is chosen), or some are marked (method "election"; as many as it
    `elects`). `straw`: it decides nothing and may be put at
    any time of the meeting. `wording`: the text that is adopted if it is carried, and may be amended.
    `clause`: what it puts into the meeting's text if it is carried. `optional`: a class that has no time for
    it leaves it out, and nothing is missed beside the record. `calls`: the roll was called, in this
    order; the chair may let all vote at once. `veto`: roles, factions or delegations whose vote against it
    stops it.
    """

    id: OfQuestion
    title: Line
    text: str
    wording: str = ""
    alternatives: Annotated[tuple[Alternative, ...], bounds(0, 20)] = ()
    elects: Annotated[int, Meta(ge=1)] = 1
    straw: bool = False
    method: MethodName = "show"
    threshold: ThresholdName = "majority_of_cast"
    tie: TieRule = "fails"
    quorum: Quorum | None = None
    veto: tuple[Id, ...] = ()
    seconds: Seconds = 120
    clause: Id | None = None
    optional: bool = False
    calls: Calls = ""
    explain: str = ""
    for_means: str = ""
    against_means: str = ""
    record: Record | None = None

    @property
    def by_preference(self) -> bool:
        """Is it answered by an order of preference or by marks? Of all others people have beliefs."""
        return bool(self.alternatives) and self.method != "one_of_several"


class StoryFrame(ScenarioPart, frozen=True, kw_only=True):
    """One picture of the story so far, for the wall, before the meeting begins: a title and a sentence or
    two."""

    title: Line
    text: str
    mark: Mark
    sources: tuple[Id, ...] = ()


class Condition(ScenarioPart, frozen=True, kw_only=True):
    """Holds when all it asks for is so (`debate/decisions.py`).

    `carried`, `lost`: questions that were carried, or put and lost; `chosen`: question to the alternative
    that was chosen; `clauses`: those that the text holds, `without`: those that it does not.
    """

    carried: tuple[OfQuestion, ...] = ()
    lost: tuple[OfQuestion, ...] = ()
    chosen: dict[OfQuestion, Id] = {}
    clauses: tuple[Id, ...] = ()
    without: tuple[Id, ...] = ()


class Clause(ScenarioPart, frozen=True, kw_only=True):
    """One thing that the text of the meeting may say: a question of the agenda puts it in, or an amendment
    puts it in or strikes it. `text`: what it says, for whoever ticks it."""

    id: Id
    text: Line


class Stage(ScenarioPart, frozen=True, kw_only=True):
    """One stage of the agenda. `ideal`, `least`: minutes; `may_be_left_out`: where time is short;
    `lesson_may_end`: after it, where the meeting takes several (`rules/business/planner.py`)."""

    id: OfStage
    kind: StageKind
    title: Line
    text: str
    teacher: str = ""
    question: OfQuestion | None = None
    ideal: Minutes
    least: Minutes
    may_be_left_out: bool = False
    lesson_may_end: bool = False
    when: Condition = Condition()


class LineCase(ScenarioPart, frozen=True, kw_only=True):
    """How a faction's delegates would vote on a question if the meeting had decided otherwise before."""

    question: OfQuestion
    vote: str
    when: Condition


class Faction(ScenarioPart, frozen=True, kw_only=True):
    """People who mostly stand together. `delegates`: its size in the hall, for casting in proportion.

    `line`: how its delegates voted in the record, question by question, all alike or so many of them each
    way; `cases`: where that would have been otherwise, the first that holds counts; `preferences`: how they
    would have ordered the alternatives of a question that is ranked or elects (inferred), best first.
    `colour`: 1 to 6, a place in the palette; `sign`: one letter shown beside the colour.
    """

    id: OfFaction
    name: Line
    sign: Annotated[str, Meta(min_length=1, max_length=1)]
    colour: Annotated[int, Meta(ge=1, le=6)]
    delegates: Delegates
    wants: str
    arguments: tuple[Claim, ...] = ()
    line: dict[OfQuestion, str | dict[Choice, Delegates]] = {}
    cases: tuple[LineCase, ...] = ()
    preferences: dict[OfQuestion, tuple[Id, ...]] = {}
    note: Claim | None = None

    def choice(self, question: QuestionId) -> str | None:
        """What most of its delegates chose in the record; None where nothing is known."""
        line = self.line.get(question)
        return max(CHOICES, key=lambda choice: line.get(choice, 0)) if isinstance(line, dict) else line

    def figures(self, question: QuestionId) -> dict[str, int]:
        """How many of its delegates chose what; {} where nothing is known."""
        line = self.line.get(question)
        if isinstance(line, dict):
            return {choice: number for choice, number in line.items() if number}
        return {line: self.delegates} if line else {}


class Delegation(ScenarioPart, frozen=True, kw_only=True):
    """Delegates sent by one kind of body, for pupils who have no person of their own.

    `blocs`: delegates per faction, for dealing seats in proportion. `votes`: false for advisers.
    """

    id: OfDelegation
    name: Line
    brief: str
    claims: tuple[Claim, ...] = ()
    blocs: dict[OfFaction, Delegates]
    votes: bool = True
    first_words: str


class Stand(ScenarioPart, frozen=True, kw_only=True):
    """Where a person stands on one question, and why (one sentence): for, against, abstain, or one of its
    alternatives; in the record also absent, paired or unknown. `given`: what has been decided before, as it
    reads after *If*; `open`: the choices they may be won for; `ground`: why it is thought that they could
    be."""

    given: Line = ""
    vote: str
    why: str
    mark: Mark
    sources: tuple[Id, ...] = ()
    open: tuple[str, ...] = ()
    ground: Claim | None = None


class Case(Stand, frozen=True, kw_only=True):
    """Where the person would stand if the meeting had decided otherwise before: inferred, as a rule."""

    when: Condition


class Belief(Stand, frozen=True, kw_only=True):
    """A person's stand in the record, by which the house votes, and what it would be in other `cases`: the
    first that holds counts."""

    cases: tuple[Case, ...] = ()


class Knowledge(ScenarioPart, frozen=True, kw_only=True):
    """What a person knows that others do not, with its date, before the meeting."""

    text: str
    dated: Day
    mark: Mark
    sources: tuple[Id, ...] = ()


class Need(ScenarioPart, frozen=True, kw_only=True):
    """Somebody this person has to talk to, and why."""

    role: OfRole
    why: str


class Quotation(ScenarioPart, frozen=True, kw_only=True):
    """Documented words only, with where they stand. Short."""

    text: str
    where: str
    sources: tuple[Id, ...]


class Aim(Condition, frozen=True, kw_only=True):
    """What it takes for an aim to be met; everything that is given must hold.

    `outcomes`: the meeting ended in one of these. `voted`: the person's own votes. The numbers are the least
    the person did: speeches, statements, motions moved, motions seconded, own motions carried. `at_least`: a
    choice got so many votes (delegates, or seats) on a question. `either`: one of these at least.
    """

    outcomes: tuple[Id, ...] = ()
    voted: dict[OfQuestion, str] = {}
    speeches: Times = 0
    statements: Times = 0
    moved: Times = 0
    seconded: Times = 0
    motions_carried: Times = 0
    at_least: dict[OfQuestion, dict[str, Votes]] = {}
    either: tuple["Aim", ...] = ()


class Role(ScenarioPart, frozen=True, kw_only=True):
    """A person to play: the role sheet. Nothing in it but `did` and `later` may look past the meeting's
    opening day; those two are shown after the meeting only.

    `seat`: core seats are held by the house when no pupil plays them; optional ones stay empty.
    `rank`: 1 is played first in its faction. `difficulty`: 1 light, 2 middle, 3 demanding.
    `typified`: a composed person who stands for many; no real name. `public_met`, `private_met`: when aims
    are met, told in the debrief only. `preferences`: as for a faction, where this person differs from theirs.
    `office`: "secretary" writes the minutes, "press" asks questions and writes the headline.
    `must_be_played`: a pupil has this person before anybody else is dealt out. `person`: who this was, among
    the meeting's persons.
    """

    id: OfRole
    name: Line
    short: str
    faction: OfFaction
    delegation: OfDelegation | None = None
    party: Line = ""
    place: Line = ""
    person: Id | None = None
    born: Year | None = None
    seat: Literal["core", "optional"] = "core"
    office: Office = ""
    must_be_played: bool = False
    votes: bool = True
    typified: bool = False
    rank: Annotated[int, bounds(1, 1000)]
    difficulty: Annotated[int, Meta(ge=1, le=3)]
    who: Claim
    human: Claim | None = None
    quotation: Quotation | None = None
    beliefs: dict[OfQuestion, Belief] = {}
    preferences: dict[OfQuestion, tuple[Id, ...]] = {}
    public_aim: str
    private_aim: str
    public_met: Aim | None = None
    private_met: Aim | None = None
    red_line: str
    moved_by: str
    needs: tuple[Need, ...] = ()
    knows: tuple[Knowledge, ...] = ()
    first_words: str
    did: tuple[Claim, ...] = ()
    later: Claim | None = None


class Option(ScenarioPart, frozen=True, kw_only=True):
    """A what-if the teacher may switch on: optional roles that the house then seats as well."""

    id: Id
    title: Line
    text: str
    roles: tuple[OfRole, ...]


class Card(ScenarioPart, frozen=True, kw_only=True):
    """News for the hall. `to`: "all", or ids of factions and roles. `stage`: the stage it suits; with
    `released` "stage" it is given out when that stage begins, else when the teacher chooses."""

    id: OfCard
    title: Line
    text: str
    dated: Line
    knew: Line
    to: tuple[str, ...] = ("all",)
    stage: OfStage | None = None
    released: Literal["teacher", "stage"] = "teacher"
    mark: Mark
    sources: tuple[Id, ...] = ()


class Outcome(ScenarioPart, frozen=True, kw_only=True):
    """A way the meeting can end. The first one whose condition holds is the class's outcome."""

    id: Id
    title: Line
    text: str
    when: Condition = Condition()
    historical: bool = False


class Followed(ScenarioPart, frozen=True, kw_only=True):
    """One thing that happened afterwards, in order of time."""

    date: Line
    text: str
    mark: Mark
    sources: tuple[Id, ...]


class Dispute(ScenarioPart, frozen=True, kw_only=True):
    """A point on which sources or historians disagree, with each version. `pair`: two documents that
    contradict each other on it; `unpaired`: why there are none."""

    question: str
    versions: tuple[Claim, ...]
    comment: str = ""
    pair: Annotated[tuple[OfDocument, ...], bounds(0, 2)] = ()
    unpaired: str = ""


class Interpretation(ScenarioPart, frozen=True, kw_only=True):
    """What somebody has made of the road not taken, named as theirs."""

    whose: Line
    text: str
    sources: tuple[Id, ...]


class DebriefQuestion(ScenarioPart, frozen=True, kw_only=True):
    """A question for the class after the meeting.

    `about`: a moment of this class's own meeting, whose `{words}` the text may hold; a question whose moment
    did not happen is left out.
    """

    move: DebriefMove
    text: str
    about: About = ""


class Members(ScenarioPart, frozen=True, kw_only=True):
    """How many belonged to the historical meeting, present or not: a claim with its figure."""

    figure: Annotated[int, Meta(ge=1, extra={"most": 1_000_000})]
    text: str
    mark: Mark
    sources: tuple[Id, ...] = ()


class PictureStep(ScenarioPart, frozen=True, kw_only=True):
    """One step of the picture: a vote of the record and the sides the factions took in it, or, without a
    `question`, the factions side by side. `text` says what to see; it is marked as a claim is."""

    question: OfQuestion | None = None
    title: str
    text: str
    mark: Mark = "I"
    sources: tuple[Id, ...] = ()


class Picture(ScenarioPart, frozen=True, kw_only=True):
    """The record explained by its own figures, step by step: which factions stood where in which vote.

    `title` asks what the picture answers; `model` says openly what of it is assumed.
    """

    title: str
    model: str
    steps: tuple[PictureStep, ...]


class Lab(ScenarioPart, frozen=True, kw_only=True):
    """What the lab needs to know about this meeting; everything is optional.

    `main`: the question on a text before it is amended, `amendments`: those on its amendments, `whole`: the
    one on the text as amended. `rivals`: two ways to go; the second is put only if the first is lost.
    """

    main: OfQuestion | None = None
    amendments: tuple[OfQuestion, ...] = ()
    whole: OfQuestion | None = None
    rivals: tuple[OfQuestion, ...] = ()
    members: Members | None = None
    picture: Picture | None = None


class Scenario(ScenarioPart, frozen=True, kw_only=True, dict=True):
    """A whole meeting. `slug` and `version` are given by the loader, not by the files.

    `weighting`: "bloc": a role stands for a share of the delegates who in the record chose as it did; "seat":
    one seat, one vote. `opened`: the opening day; `dates`, `then` ("in 1917"): the same in words, where its
    own will not do. `language`: of its texts. `author`, `licence`: of the meeting as it is written here.
    `chair`: who presided, and does so where a pupil plays them. `learns`: what a class takes from it, for
    its teacher. `story`: what led to the meeting, told on the wall;
    `plan`: how its hall is drawn; `ink`: its second ink. `documents`: texts of the time; `before`, `tasks`,
    `rubric`, `manual`, `curricula`: the lessons around the hour (`study.py`).
    """

    slug: str = ""
    version: str = ""
    title: Line
    subtitle: Line
    place: Line
    opened: Day
    dates: Line = ""
    then: Line = ""
    language: Language = "en"
    author: Line = ""
    licence: Line = ""
    summary: str
    situation: tuple[Claim, ...] = ()
    at_stake: str
    learns: tuple[str, ...] = ()
    story: tuple[StoryFrame, ...] = ()
    plan: Plan = "half-circle"
    ink: Ink = "prussian"
    weighting: Weighting
    weighting_note: str
    procedure: tuple[str, ...] = ()
    standing_orders: StandingOrders = StandingOrders()
    language_note: str
    factions: Annotated[tuple[Faction, ...], bounds(1, 30)]
    delegations: Annotated[tuple[Delegation, ...], bounds(0, 100)] = ()
    clauses: Annotated[tuple[Clause, ...], bounds(0, 40)] = ()
    questions: Annotated[tuple[Question, ...], bounds(1, 60)]
    agenda: Annotated[tuple[Stage, ...], bounds(1, 100)]
    roles: Annotated[tuple[Role, ...], bounds(1, 1000)]
    chair: OfRole | None = None
    options: Annotated[tuple[Option, ...], bounds(0, 20)] = ()
    cards: Annotated[tuple[Card, ...], bounds(0, 200)] = ()
    documents: Annotated[tuple[HistoricalDocument, ...], bounds(0, 60)] = ()
    outcomes: Annotated[tuple[Outcome, ...], bounds(1, 60)]
    followed: tuple[Followed, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    glossary: tuple[Term, ...] = ()
    debrief: tuple[DebriefQuestion, ...] = ()
    before: LessonBefore | None = None
    tasks: Annotated[tuple[Task, ...], bounds(0, 20)] = ()
    rubric: Annotated[tuple[Criterion, ...], bounds(0, 10)] = ()
    manual: Annotated[tuple[ManualSection, ...], bounds(0, 40)] = ()
    curricula: Annotated[tuple[Curriculum, ...], bounds(0, 20)] = ()
    lab: Lab | None = None
    persons: tuple[HistoricalPerson, ...] = ()
    sources: tuple[Source, ...] = ()

    def question(self, id: QuestionId) -> Question:
        """The question with this id. KeyError when there is none."""
        return self._questions[id]

    def is_on_record(self, id: QuestionId) -> bool:
        """Was this put to the vote in the historical meeting? A motion of the class was not."""
        question = self._questions.get(id)
        return question is not None and question.record is not None

    def stage(self, id: StageId) -> Stage:
        """The stage with this id. KeyError when there is none."""
        return self._agenda[id]

    def role(self, id: RoleId) -> Role:
        """The role with this id. KeyError when there is none."""
        return self._roles[id]

    def faction(self, id: FactionId) -> Faction:
        """The faction with this id. KeyError when there is none."""
        return self._factions[id]

    def delegation(self, id: DelegationId) -> Delegation:
        """The delegation with this id. KeyError when there is none."""
        return self._delegations[id]

    def document(self, id: DocumentId) -> HistoricalDocument:
        """The document with this id. KeyError when there is none."""
        return self._documents[id]

    def person(self, role: Role) -> HistoricalPerson | None:
        """The real person behind this role, where the meeting holds them."""
        return self._persons.get(role.person) if role.person else None

    def card(self, id: CardId) -> Card:
        """The card with this id. KeyError when there is none."""
        return self._cards[id]

    @cached_property
    def plans(self) -> dict[tuple[int, int], Any]:
        """What `rules/business/planner.py` has planned of it: asked at every step, it is worked out once."""
        return {}

    @cached_property
    def cited_in_class(self) -> tuple[Source, ...]:
        """The works behind what live pages show: not those that tell only of what persons did and became."""
        cited = {
            id
            for place, piece in within("", self)
            if place and not OF_PERSONS.match(place)
            for id in getattr(piece, "sources", ())
        }
        return tuple(source for source in self.sources if source.id in cited)

    @cached_property
    def _questions(self) -> dict[QuestionId, Question]:
        return _by_id(self.questions)

    @cached_property
    def _agenda(self) -> dict[StageId, Stage]:
        return _by_id(self.agenda)

    @cached_property
    def _roles(self) -> dict[RoleId, Role]:
        return _by_id(self.roles)

    @cached_property
    def _factions(self) -> dict[FactionId, Faction]:
        return _by_id(self.factions)

    @cached_property
    def _delegations(self) -> dict[DelegationId, Delegation]:
        return _by_id(self.delegations)

    @cached_property
    def _documents(self) -> dict[DocumentId, HistoricalDocument]:
        return _by_id(self.documents)

    @cached_property
    def _persons(self) -> dict[str, HistoricalPerson]:
        return _by_id(self.persons)

    @cached_property
    def _cards(self) -> dict[CardId, Card]:
        return _by_id(self.cards)


Row = TypeVar("Row", Question, Stage, Role, Faction, Delegation, Card, HistoricalDocument, HistoricalPerson)


def _by_id(rows: tuple[Row, ...]) -> dict[Any, Row]:
    """The rows by their ids; of two with the same the first."""
    return {row.id: row for row in reversed(rows)}
