"""Scenes of the end and of the debrief: what was decided, beside what they decided."""

from msgspec import Struct

from debate.afterwards.chapters import own_decisions, own_questions
from debate.afterwards.debrief import on_the_wall
from debate.afterwards.ribbon import of_class, stops
from debate.assembly import Assembly
from debate.guide.scene import Scene
from debate.rules.voting.guesses import to_recall
from debate.shown.agenda import ended
from game.pieces import Bit
from game.slices.chapter import Chapter, chapter
from game.slices.ribbon import RibbonDrawing, drawing
from game.slices.wall.subjects import size
from game.standing import Standing


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


class End(Bit, frozen=True, kw_only=True, tag="wall-end"):
    """What was decided, beside what they decided."""

    title: str
    rows: tuple[Decision, ...]


class WallDebrief(Bit, frozen=True, kw_only=True, tag="wall-debrief"):
    """A chapter of looking back, with what it tells, and the question to talk about, if one is shown."""

    chapter: str
    question: str
    size: str
    move: str
    guesses: tuple[tuple[str, int, int], ...]
    rows: tuple[Decision, ...]
    ribbon: RibbonDrawing | None
    told: Chapter
    written: int


def end(standing: Standing, shown: Scene) -> End:
    assembly = standing.assembly
    outcome = ended(assembly)
    return End(title=outcome.title if outcome else "", rows=_decisions(assembly, None))


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
    question = on_the_wall(assembly)
    text = question.text if question else ""
    ribbon = _ribbon(assembly) if shown.id == "halls" else None
    return WallDebrief(
        chapter=shown.id if assembly.chapters else "",
        question=text,
        size=size(text),
        move=question.move if question else "",
        guesses=tuple(_guessed(assembly, q.id, q.title) for q in to_recall(assembly)),
        rows=_decisions(assembly, ribbon),
        ribbon=ribbon,
        told=standing.once(chapter),
        written=len(assembly.reflections) if shown.id == "take_away" else 0,
    )


def _ribbon(assembly: Assembly) -> RibbonDrawing | None:
    """From vote to vote on the meeting's own questions; None where one alone could be seen."""
    own = {ballot.id for ballot, _title in own_questions(assembly)}
    found = tuple(stop for stop in stops(assembly) if stop.ballot in own)
    return drawing("ribbon-here", "", of_class(found)) if len(found) > 1 else None


def _guessed(assembly: Assembly, about: str, title: str) -> tuple[str, int, int]:
    """How many have guessed that a question was carried, and lost."""
    given = [choice for key, choice in assembly.guesses.items() if key.endswith(f"/{about}")]
    return title, given.count("carried"), given.count("lost")
