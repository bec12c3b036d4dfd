"""What a class reads and writes around its meeting: texts of the time, and the lessons before and after.

Types alone. Whether they make sense is `check/written/study.py`; who may read a document, and when, is
`rules/business/documents.py`.
"""

from typing import Annotated, Literal

from msgspec import Meta

from debate.scenario.writing import (
    Day,
    Id,
    Line,
    Mark,
    Minutes,
    OfCard,
    OfDocument,
    OfFaction,
    OfStage,
    ScenarioPart,
    Term,
    bounds,
)

DocumentKind = Literal[
    "article",
    "letter",
    "minutes",
    "resolution",
    "speech",
    "declaration",
    "memoir",
    "diary",
    "newspaper",
    "report",
    "figures",
]
Extent = Literal["whole", "shortened", "passage"]
"""How much of the text stands here: all; all but what […] stands for; whole sentences out of a longer one."""
Given = Literal["before", "read", "after"]
"""From when on it may be read: from the lesson before; once the teacher has it read aloud; looking back."""
TaskKind = Literal["speech", "letter", "leader", "essay"]
"""A leader is what a newspaper writes in its own name."""
ShapeKind = Literal["water", "land", "street", "railway"]
NOT_KNOWN = -1
"""In a chart, where nothing is known."""


class ChartRow(ScenarioPart, frozen=True, kw_only=True):
    """One row of figures, a value for each column; -1 where it is not known."""

    name: Line
    values: tuple[Annotated[int, bounds(NOT_KNOWN, 1_000_000_000)], ...]
    note: Line = ""


class Chart(ScenarioPart, frozen=True, kw_only=True):
    """Figures of the time, in a `unit` ("per cent")."""

    unit: Line
    columns: Annotated[tuple[Line, ...], bounds(1, 6)]
    rows: Annotated[tuple[ChartRow, ...], bounds(1, 12)]


class HistoricalDocument(ScenarioPart, frozen=True, kw_only=True):
    """One text of the time, or figures of it, for a class to weigh.

    `dated`: when it was written or said; `origin`: for whom, and where it stands; `translation`: whose
    ("ours"), "" for an English original; `to`: who may read it before the meeting is over, "all" or factions
    and roles, as of a card; `card`: it comes with this one, and is read by whoever has that; `stage`: at
    which it is best read aloud; `speaks_for`: the sides it supports; `mind`: what to mind in reading it;
    `ask`: a question about it; `words`: difficult ones.
    """

    id: OfDocument
    title: Line
    author: Line
    dated: Day
    kind: DocumentKind
    origin: str
    extent: Extent
    translation: Line = ""
    given: Given
    to: tuple[str, ...] = ("all",)
    card: OfCard | None = None
    stage: OfStage | None = None
    speaks_for: tuple[OfFaction, ...] = ()
    mark: Mark
    sources: tuple[Id, ...] = ()
    mind: str
    ask: str = ""
    words: tuple[Term, ...] = ()
    text: str = ""
    chart: Chart | None = None


class TimelineEntry(ScenarioPart, frozen=True, kw_only=True):
    """One thing that led to the meeting."""

    date: Line
    text: str
    mark: Mark
    sources: tuple[Id, ...] = ()


class Shape(ScenarioPart, frozen=True, kw_only=True):
    """A line or outline of a plan, through `points` "x,y x,y" in a field of 100 by 70."""

    kind: ShapeKind
    points: Annotated[
        str,
        Meta(pattern=r"^\d{1,3},\d{1,3}( \d{1,3},\d{1,3}){1,39}$"),
        Meta(extra={"written": 'points such as "0,40 20,35 100,60"'}),
    ]


class Place(ScenarioPart, frozen=True, kw_only=True):
    """A place on a plan, and what it was."""

    name: Line
    x: Annotated[int, bounds(0, 100)]
    y: Annotated[int, bounds(0, 70)]
    text: str
    mark: Mark
    sources: tuple[Id, ...] = ()


class TownPlan(ScenarioPart, frozen=True, kw_only=True):
    """Where it happened: a sketch."""

    title: Line
    note: Line = ""
    shapes: Annotated[tuple[Shape, ...], bounds(0, 40)] = ()
    places: Annotated[tuple[Place, ...], bounds(1, 12)]


class Party(ScenarioPart, frozen=True, kw_only=True):
    """A party or tendency on one line, `at` 0 (left) to 100 (right)."""

    name: Line
    at: Annotated[int, bounds(0, 100)]
    text: str
    mark: Mark
    sources: tuple[Id, ...] = ()


class CheckQuestion(ScenarioPart, frozen=True, kw_only=True):
    """A question by which pupils see whether they have understood. `right`: its option, counted from 1."""

    id: Id
    text: str
    options: Annotated[tuple[Line, ...], bounds(2, 6)]
    right: Annotated[int, bounds(1, 6)]
    why: str


class LessonBefore(ScenarioPart, frozen=True, kw_only=True):
    """A page for the lesson before, for `minutes`."""

    minutes: Minutes = 20
    text: str
    timeline: Annotated[tuple[TimelineEntry, ...], bounds(0, 20)] = ()
    plan: TownPlan | None = None
    parties: Annotated[tuple[Party, ...], bounds(0, 12)] = ()
    check: Annotated[tuple[CheckQuestion, ...], bounds(0, 12)] = ()


class Task(ScenarioPart, frozen=True, kw_only=True):
    """Something to write, of `least` to `most` words; `in_role`: as the person one plays."""

    id: Id
    kind: TaskKind
    title: Line
    text: str
    least: Annotated[int, bounds(0, 1000)]
    most: Annotated[int, bounds(1, 1000)]
    in_role: bool = False


class Criterion(ScenarioPart, frozen=True, kw_only=True):
    """One thing that written work is judged by, in `bands`, the best one first."""

    id: Id
    title: Line
    bands: Annotated[tuple[str, ...], bounds(2, 6)]


class ManualSection(ScenarioPart, frozen=True, kw_only=True):
    """Something a teacher should know before the lesson. Paragraphs are parted by an empty line."""

    title: Line
    text: str


class Curriculum(ScenarioPart, frozen=True, kw_only=True):
    """Where this belongs in a course, worded generally."""

    course: Line
    text: str
