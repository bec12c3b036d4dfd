"""Scenes before a vote and between two: the lobby, the story, the sides, the debate, news, a document, a
question, a text."""

from itertools import accumulate

from debate.assembly import Assembly
from debate.events import Reaction
from debate.guide.scene import Scene
from debate.ids import NOBODY, CardId, DocumentId, QuestionId
from debate.rules.hall.mood import REACTIONS
from debate.rules.hall.speaking_order import queue
from debate.scenario.study import DocumentKind
from debate.scenario.writing import Day
from debate.shown import clauses
from debate.shown.clauses import ClauseRow
from debate.shown.people import name_of
from debate.shown.written.documents import cited, document_row
from debate.text import sentences
from game.charts.grouped import Grouped
from game.pieces import Bit
from game.slices.documents import to_read
from game.slices.stopped import Stopped, stopped
from game.slices.wall.persons import WallPerson, person, side_of
from game.slices.wall.subjects import WallAsked, asked_of
from game.standing import Standing

NEXT = 3
"""Speakers who are named beside the one who has the floor."""
POSTER = 180
"""Characters of the text in the lobby, beside the code and the hall."""
OPENING = 300
"""Characters of a document that is read aloud: how it begins, in letters the last row can read."""


class Lobby(Bit, frozen=True, kw_only=True, tag="wall-lobby"):
    """What the meeting is called, and what is at stake."""

    title: str
    text: str


class StandFirst(Bit, frozen=True, kw_only=True, tag="wall-stage"):
    """What this stage is for."""

    title: str
    text: str


class WallCard(Bit, frozen=True, kw_only=True, tag="wall-news"):
    """A card."""

    title: str
    text: str


class WallDocument(Bit, frozen=True, kw_only=True, tag="wall-document"):
    """A text of the time that is read aloud: whose it is, and its first words; or its figures."""

    title: str
    author: str
    dated: Day
    kind: DocumentKind
    text: str
    more: bool
    """Is there more of it than stands here?"""
    drawing: Grouped | None


class WallPaused(Bit, frozen=True, kw_only=True, tag="wall-paused"):
    """The meeting stands still."""


class WallStopped(Bit, frozen=True, kw_only=True, tag="wall-stopped"):
    """The lesson is over, and the meeting waits for the next."""

    stopped: Stopped


class Telling(Bit, frozen=True, kw_only=True, tag="wall-telling"):
    """One frame of the story so far."""

    number: int
    of: int
    title: str
    text: str


class Sides(Bit, frozen=True, kw_only=True, tag="wall-sides"):
    """The groups that talk among themselves, each with its envoy, if it has named one."""

    rows: tuple[tuple[WallPerson, str], ...]


class Debate(Bit, frozen=True, kw_only=True, tag="wall-debate"):
    """Who speaks, what for, and who comes next; between two speeches how the last one was taken."""

    title: str
    speaker: WallPerson | None
    purpose: str
    put_in: WallPerson | None
    cites: tuple[str, ...]
    """The documents the speaker has appealed to, by title."""
    next: tuple[WallPerson, ...]
    more: int
    mood: tuple[tuple[Reaction, int], ...]
    mood_of: str


class WallQuestion(Bit, frozen=True, kw_only=True, tag="wall-question"):
    """A question alone, as it is read aloud."""

    asked: WallAsked


class WallText(Bit, frozen=True, kw_only=True, tag="wall-text"):
    """A text as it reads now, and the clauses it holds."""

    asked: WallAsked
    clauses: tuple[ClauseRow, ...]


def lobby(standing: Standing, shown: Scene) -> Lobby:
    scenario = standing.assembly.scenario
    return Lobby(title=scenario.title, text=_first_sentences(scenario.at_stake))


def _first_sentences(text: str, most: int = POSTER) -> str:
    """As many whole ones as there is room for, one at least."""
    whole = [" ".join(part) for part in accumulate([sentence] for sentence in sentences(text))]
    return max((part for part in whole if len(part) <= most), key=len, default=next(iter(whole), text))


def telling(standing: Standing, shown: Scene) -> Telling:
    story = standing.assembly.scenario.story
    frame = story[int(shown.id) - 1]
    return Telling(number=int(shown.id), of=len(story), title=frame.title, text=frame.text)


def stage(standing: Standing, shown: Scene) -> StandFirst:
    now = standing.assembly.now
    return StandFirst(title=now.title, text=now.text) if now else StandFirst(title="", text="")


def paused(standing: Standing, shown: Scene) -> WallPaused:
    return WallPaused()


def asleep(standing: Standing, shown: Scene) -> WallStopped:
    return WallStopped(stopped=standing.once(stopped))


def sides(standing: Standing, shown: Scene) -> Sides:
    assembly = standing.assembly
    here = {assembly.seats[id].faction for id in assembly.order if assembly.seats[id].held_by == "pupil"}
    rows = []
    for side in assembly.scenario.factions:
        if side.id in here:
            envoy = assembly.envoys.get(side.id, NOBODY)
            rows.append((side_of(side), name_of(assembly, envoy) if envoy else ""))
    return Sides(rows=tuple(rows))


def debate(standing: Standing, shown: Scene) -> Debate:
    assembly, floor = standing.assembly, standing.assembly.floor
    waiting = queue(assembly)
    mood, of = _mood(assembly) if not shown.seat else ((), "")
    return Debate(
        title=assembly.now.title if assembly.now else "",
        speaker=person(standing, shown.seat) if shown.seat else None,
        purpose=floor.purpose if shown.seat else "",
        put_in=person(standing, floor.intervention.seat) if floor.intervention else None,
        cites=tuple(one.title for one in cited(assembly.scenario, floor.cites)),
        next=tuple(person(standing, request.seat) for request in waiting[:NEXT]),
        more=max(0, len(waiting) - NEXT),
        mood=mood,
        mood_of=of,
    )


def _mood(assembly: Assembly) -> tuple[tuple[tuple[Reaction, int], ...], str]:
    """How the last speech of this stage was taken, and whose it was."""
    last = max(assembly.speeches, default=None)
    if last is None or assembly.speeches[last].stage != assembly.stage:
        return (), ""
    counts = assembly.moods.get(last, {})
    rows = tuple((reaction, counts[reaction]) for reaction in REACTIONS if counts.get(reaction))
    return rows, name_of(assembly, assembly.speeches[last].seat) if rows else ""


def news(standing: Standing, shown: Scene) -> WallCard:
    card = standing.assembly.scenario.card(CardId(shown.id))
    return WallCard(title=card.title, text=card.text)


def document(standing: Standing, shown: Scene) -> WallDocument:
    row = to_read(document_row(standing.assembly.scenario.document(DocumentId(shown.id))))
    text = _first_sentences(row.text, OPENING)
    return WallDocument(
        title=row.title,
        author=row.author,
        dated=row.dated,
        kind=row.kind,
        text=text,
        more=text != " ".join(row.text.split()),
        drawing=row.drawing,
    )


def question(standing: Standing, shown: Scene) -> WallQuestion:
    return WallQuestion(asked=asked_of(standing.assembly, QuestionId(shown.id)))


def text(standing: Standing, shown: Scene) -> WallText:
    asked = asked_of(standing.assembly, QuestionId(shown.id))
    return WallText(asked=asked, clauses=clauses.held(standing.assembly))
