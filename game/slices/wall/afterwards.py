"""Scenes of the end and of the debrief: what was decided, beside what they decided."""

from collections import Counter

from msgspec import Struct

from debate.afterwards.chapters import own_decisions, own_questions
from debate.afterwards.debrief import on_the_wall
from debate.afterwards.ribbon import Stop, of_class, stops
from debate.assembly import Assembly
from debate.guide.scene import Scene
from debate.rules.business.agenda import has_compared
from debate.rules.voting.guesses import to_recall
from debate.scenario import Question
from debate.shown.agenda import ended
from game.charts.ribbon import RibbonDrawing, drawing
from game.hall.facing import BESIDE, Halls, halls
from game.pieces import Bit
from game.slices.chapter import Chapter, chapter
from game.slices.wall.subjects import size
from game.standing import Standing

MOST_NAMED = 2
"""Alternatives that are shown as guessed: a row of the wall has no room for more."""


class Decision(Struct, frozen=True, kw_only=True):
    """One decision beside history's. `then`: None where the record has none. `number`: of its column in the
    picture from vote to vote, 0 for none. `chosen`, `then_chosen`: what of several; None for a yes or no."""

    number: int
    title: str
    carried: bool
    chosen: tuple[str, ...] | None
    yes: int
    no: int
    then: bool | None
    then_yes: int
    then_no: int
    then_chosen: tuple[str, ...]


class GuessedRow(Struct, frozen=True, kw_only=True):
    """How many have guessed that a question was carried, and lost; `of_several`: which alternative they have
    `named`, most of them first."""

    title: str
    carried: int
    lost: int
    named: tuple[tuple[str, int], ...]
    of_several: bool


class End(Bit, frozen=True, kw_only=True, tag="wall-end"):
    """What was decided, beside what they decided; not `compared`: the class is still to guess that."""

    title: str
    rows: tuple[Decision, ...]
    compared: bool


class WallDebrief(Bit, frozen=True, kw_only=True, tag="wall-debrief"):
    """A chapter of looking back, with what it tells, and the question to talk about, if one is shown.
    `ribbon`, `halls`: a picture of the votes, or of one alone."""

    chapter: str
    question: str
    size: str
    move: str
    guesses: tuple[GuessedRow, ...]
    rows: tuple[Decision, ...]
    compared: bool
    ribbon: RibbonDrawing | None
    halls: Halls | None
    told: Chapter
    written: int


def end(standing: Standing, shown: Scene) -> End:
    assembly = standing.assembly
    outcome = ended(assembly)
    return End(
        title=outcome.title if outcome else "",
        rows=_decisions(assembly, None),
        compared=has_compared(assembly),
    )


def _decisions(assembly: Assembly, ribbon: RibbonDrawing | None) -> tuple[Decision, ...]:
    """What was decided of the meeting's own questions, in order, beside the record."""
    rows = []
    columns = [column.ballot for column in ribbon.columns] if ribbon else []
    for ballot, title in own_decisions(assembly):
        question = assembly.scenario.question(ballot.question)
        record, offered = question.record, {one.id: one.text for one in question.alternatives}
        rows.append(
            Decision(
                number=columns.index(ballot.id) + 1 if ballot.id in columns else 0,
                title=title,
                carried=bool(ballot.carried),
                chosen=tuple(offered[id] for id in ballot.winners) if ballot.alternatives else None,
                yes=ballot.tally.get("for", 0),
                no=ballot.tally.get("against", 0),
                then=record.carried if record else None,
                then_yes=record.figures.get("for", 0) if record else 0,
                then_no=record.figures.get("against", 0) if record else 0,
                then_chosen=tuple(offered[id] for id in record.chosen) if record else (),
            )
        )
    return tuple(rows)


def talk(standing: Standing, shown: Scene) -> WallDebrief:
    assembly = standing.assembly
    asked = on_the_wall(assembly)
    text = asked.text if asked else ""
    ribbon = _ribbon(assembly) if shown.id == "halls" else None
    return WallDebrief(
        chapter=shown.id if assembly.chapters else "",
        question=text,
        size=size(text),
        move=asked.move if asked else "",
        guesses=tuple(_guessed(assembly, question) for question in to_recall(assembly)),
        rows=_decisions(assembly, ribbon),
        compared=has_compared(assembly),
        ribbon=ribbon,
        halls=_halls(assembly) if shown.id == "halls" else None,
        told=standing.once(chapter),
        written=len(assembly.reflections) if shown.id == "take_away" else 0,
    )


def _halls(assembly: Assembly) -> Halls | None:
    """Both halls of a meeting that has decided one of its own questions; of more, the ribbon tells more."""
    found = _own_stops(assembly)
    return halls(assembly, found[0], "wall", "", BESIDE) if len(found) == 1 else None


def _own_stops(assembly: Assembly) -> tuple[Stop, ...]:
    own = {ballot.id for ballot, _title in own_questions(assembly)}
    return tuple(stop for stop in stops(assembly) if stop.ballot in own)


def _ribbon(assembly: Assembly) -> RibbonDrawing | None:
    """From vote to vote on the meeting's own questions; None where one alone could be seen."""
    found = _own_stops(assembly)
    return drawing("ribbon-here", "", of_class(found)) if len(found) > 1 else None


def _guessed(assembly: Assembly, question: Question) -> GuessedRow:
    given = Counter(choice for key, choice in assembly.guesses.items() if key.endswith(f"/{question.id}"))
    called = {alternative.id: alternative.text for alternative in question.alternatives}
    return GuessedRow(
        title=question.title,
        carried=given["carried"],
        lost=given["lost"],
        named=tuple((called[id], n) for id, n in given.most_common() if id in called)[:MOST_NAMED],
        of_several=bool(called),
    )
