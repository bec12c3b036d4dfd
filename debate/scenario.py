"""What can be played: a meeting as data.

The types of a scenario and nothing else. Reading folders is the server's work (`game/scenarios.py`);
judging whether a scenario makes sense is `debate/check.py`. Texts are plain English in short sentences;
a claim about the past carries a mark and the keys of its sources.
"""

import datetime
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct

Mark = Literal["D", "P", "I", "U"]
"""How sure we are: D documented, P the party's line, I inferred or composed, U not verified."""

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Choice = Literal["for", "against", "abstain"]
CHOICES: tuple[Choice, ...] = ("for", "against", "abstain")

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
MethodName = Literal["show", "roll_call", "secret"]
ThresholdName = Literal[
    "majority_of_cast",
    "majority_of_present",
    "majority_of_members",
    "two_thirds_of_cast",
]
Weighting = Literal["bloc", "seat"]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common settings of every piece of a scenario: immutable, named fields, no unknown ones."""


class Claim(Part, frozen=True, kw_only=True):
    """One statement about the past. A claim marked D or U names its sources."""

    text: str
    mark: Mark
    sources: tuple[Id, ...] = ()


class Source(Part, frozen=True, kw_only=True):
    """One entry of the bibliography. `grade`: A strong, B usable with care, C weak."""

    id: Id
    author: str
    title: str
    year: str = ""
    grade: Literal["A", "B", "C"]
    note: str = ""


class Record(Part, frozen=True, kw_only=True):
    """How the historical meeting decided a question.

    `figures`: delegates per choice. `marks`: per choice, for figures that are not D.
    """

    figures: dict[Choice, int]
    marks: dict[Choice, Mark] = {}
    carried: bool
    held: str
    sources: tuple[Id, ...]
    note: str = ""
    other_versions: tuple[Claim, ...] = ()


class Quorum(Part, frozen=True, kw_only=True):
    """The least number of members present for a vote to count, as a share of all members."""

    numerator: int = 1
    denominator: int = 2


class Question(Part, frozen=True, kw_only=True):
    """What is put to the vote. `text` is neutral and ends with a question mark."""

    id: Id
    title: str
    text: str
    method: MethodName = "show"
    threshold: ThresholdName = "majority_of_cast"
    quorum: Quorum | None = None
    seconds: int = 120
    explain: str = ""
    for_means: str = ""
    against_means: str = ""
    record: Record | None = None


class Condition(Part, frozen=True, kw_only=True):
    """Holds when every question in `carried` was carried and every one in `lost` was put and lost."""

    carried: tuple[Id, ...] = ()
    lost: tuple[Id, ...] = ()


class Stage(Part, frozen=True, kw_only=True):
    """One stage of the agenda. `minutes` by the length of the lesson ("50", "90"); 0 leaves it out."""

    id: Id
    kind: StageKind
    title: str
    text: str
    teacher: str = ""
    question: Id | None = None
    minutes: dict[str, int]
    when: Condition = Condition()


class Faction(Part, frozen=True, kw_only=True):
    """People who mostly stand together. `delegates`: its size in the hall, for casting in proportion.

    `line`: how its delegates voted in the record, question by question.
    `colour`: 1 to 6, a place in the palette; `sign`: one letter shown beside the colour.
    """

    id: Id
    name: str
    sign: Annotated[str, Meta(min_length=1, max_length=1)]
    colour: Annotated[int, Meta(ge=1, le=6)]
    delegates: int
    wants: str
    arguments: tuple[Claim, ...]
    line: dict[Id, Choice] = {}
    note: Claim | None = None


class Delegation(Part, frozen=True, kw_only=True):
    """Delegates sent by one kind of body, for pupils who have no person of their own.

    `blocs`: delegates per faction, for dealing seats in proportion. `votes`: false for advisers.
    """

    id: Id
    name: str
    brief: str
    claims: tuple[Claim, ...] = ()
    blocs: dict[Id, int]
    votes: bool = True
    first_words: str


class Belief(Part, frozen=True, kw_only=True):
    """Where a person stands on one question, why (one sentence), and how they voted in the record.

    The house votes by it. `open` marks a person who might be won over; `moved_by` says by what.
    """

    vote: Choice
    why: str
    mark: Mark
    sources: tuple[Id, ...] = ()
    open: bool = False


class Knowledge(Part, frozen=True, kw_only=True):
    """What a person knows that others do not, with its date (Old Style), before the meeting."""

    text: str
    dated: datetime.date
    mark: Mark
    sources: tuple[Id, ...] = ()


class Need(Part, frozen=True, kw_only=True):
    """Somebody this person has to talk to, and why."""

    role: Id
    why: str


class Quotation(Part, frozen=True, kw_only=True):
    """Documented words only, with where they stand. Short."""

    text: str
    where: str
    sources: tuple[Id, ...]


class Role(Part, frozen=True, kw_only=True):
    """A person to play: the role sheet. Nothing in it but `did` and `later` may look past the meeting's
    opening day; those two are shown after the meeting only.

    `seat`: core seats are held by the house when no pupil plays them; optional ones stay empty.
    `rank`: 1 is played first in its faction. `difficulty`: 1 light, 2 middle, 3 demanding.
    `typified`: a composed person who stands for many; no real name.
    """

    id: Id
    name: str
    short: str
    faction: Id
    delegation: Id | None = None
    party: str
    place: str = ""
    born: int | None = None
    seat: Literal["core", "optional"] = "core"
    votes: bool = True
    typified: bool = False
    rank: int
    difficulty: Annotated[int, Meta(ge=1, le=3)]
    who: Claim
    human: Claim | None = None
    quotation: Quotation | None = None
    beliefs: dict[Id, Belief] = {}
    public_aim: str
    private_aim: str
    red_line: str
    moved_by: str
    needs: tuple[Need, ...] = ()
    knows: tuple[Knowledge, ...] = ()
    first_words: str
    did: tuple[Claim, ...]
    later: Claim | None = None


class Option(Part, frozen=True, kw_only=True):
    """A what-if the teacher may switch on: optional roles that the house then seats as well."""

    id: Id
    title: str
    text: str
    roles: tuple[Id, ...]


class Card(Part, frozen=True, kw_only=True):
    """News for the hall. `to`: "all", or ids of factions and roles. `when`: the stage it suits."""

    id: Id
    title: str
    text: str
    dated: str
    knew: str
    to: tuple[str, ...] = ("all",)
    stage: Id | None = None
    mark: Mark
    sources: tuple[Id, ...] = ()


class Outcome(Part, frozen=True, kw_only=True):
    """A way the meeting can end. The first one whose condition holds is the class's outcome."""

    id: Id
    title: str
    text: str
    when: Condition = Condition()
    historical: bool = False


class Followed(Part, frozen=True, kw_only=True):
    """One thing that happened afterwards, in order of time."""

    date: str
    text: str
    mark: Mark
    sources: tuple[Id, ...]


class Dispute(Part, frozen=True, kw_only=True):
    """A point on which sources or historians disagree, with each version."""

    question: str
    versions: tuple[Claim, ...]
    comment: str = ""


class Interpretation(Part, frozen=True, kw_only=True):
    """What somebody has made of the road not taken, named as theirs."""

    whose: str
    text: str
    sources: tuple[Id, ...]


class Term(Part, frozen=True, kw_only=True):
    """One entry of the glossary."""

    term: str
    text: str


class DebriefQuestion(Part, frozen=True, kw_only=True):
    """A question for the class after the meeting."""

    move: Literal["describe", "leave_role", "analyse", "compare", "transfer"]
    text: str


class Scenario(Part, frozen=True, kw_only=True):
    """A whole meeting. `slug` and `version` are given by the loader, not by the files.

    `weighting`: "bloc": a role stands for a share of the delegates who in the record chose as it did;
    "seat": one seat, one vote. `date`: the opening day, Old Style.
    """

    slug: str = ""
    version: str = ""
    title: str
    subtitle: str
    place: str
    date: datetime.date
    dates: str
    summary: str
    situation: tuple[Claim, ...]
    at_stake: str
    weighting: Weighting
    weighting_note: str
    procedure: tuple[str, ...]
    language_note: str
    factions: tuple[Faction, ...]
    delegations: tuple[Delegation, ...]
    questions: tuple[Question, ...]
    agenda: tuple[Stage, ...]
    roles: tuple[Role, ...]
    options: tuple[Option, ...] = ()
    cards: tuple[Card, ...]
    outcomes: tuple[Outcome, ...]
    followed: tuple[Followed, ...]
    disputes: tuple[Dispute, ...]
    interpretations: tuple[Interpretation, ...]
    glossary: tuple[Term, ...]
    debrief: tuple[DebriefQuestion, ...]
    sources: tuple[Source, ...]

    def question(self, id: str) -> Question:
        """The question with this id. KeyError when there is none."""
        return _by_id(self.questions, id)

    def stage(self, id: str) -> Stage:
        """The stage with this id. KeyError when there is none."""
        return _by_id(self.agenda, id)

    def role(self, id: str) -> Role:
        """The role with this id. KeyError when there is none."""
        return _by_id(self.roles, id)

    def faction(self, id: str) -> Faction:
        """The faction with this id. KeyError when there is none."""
        return _by_id(self.factions, id)

    def delegation(self, id: str) -> Delegation:
        """The delegation with this id. KeyError when there is none."""
        return _by_id(self.delegations, id)

    def card(self, id: str) -> Card:
        """The card with this id. KeyError when there is none."""
        return _by_id(self.cards, id)


Row = TypeVar("Row", Question, Stage, Role, Faction, Delegation, Card)


def _by_id(rows: tuple[Row, ...], id: str) -> Row:
    for row in rows:
        if row.id == id:
            return row
    raise KeyError(id)
