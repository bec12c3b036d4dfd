"""What pupils write, of whatever kind: each text has an id, and goes one way.

It may have to wait until the teacher has read it (`ReadFirst`, `LetThrough`): until then it is its author's
and the desk's, and nothing has happened yet. And the teacher can take it away, at any time and for ever
(`TakeAway`): what others see then is made in `outward.py`.
"""

from typing import Any, get_args

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Text
from debate.commands import Command
from debate.events import Event, Fact, Holdable, TextKind
from debate.ids import QuestionId, TextId
from debate.refusal import Refusal
from debate.rules.business.proposing import still_proposed
from debate.topic import Changes, Rules

KIND_OF: dict[type[Event], TextKind] = {kind: kind.brings for kind in e.KINDS if kind.brings}
"""Events that bring a text, and of which kind it is."""

READABLE: tuple[TextKind, ...] = tuple(KIND_OF[kind] for kind in get_args(Holdable))
"""What the teacher can read first: all that other pupils come to see, but for the words of the chair."""

LETTERS: dict[TextKind, str] = {
    "headline": "h", "minutes": "e", "reflection": "r", "work": "w", "help": "q", "ruling": "x", "group": "g",
}  # fmt: skip
"""What has no number of its own is called by a letter and the number of its entry."""


def text_in(assembly: Assembly, event: Event) -> Text | None:
    """The text that this event, the next one in the journal, brings; None for one without words."""
    kind = event.brings
    if kind is None or not (words := _words(event)):
        return None
    seq = assembly.seq + 1
    return Text(
        id=_named(event) or TextId(f"{LETTERS[kind]}{seq}"),
        kind=kind,
        seat=getattr(event, "seat", assembly.chair),
        text=words,
        at=event.at,
        seq=seq,
        about=_about(event),
    )


def _about(event: Event) -> str:
    """The motion of a ruling, or the task of written work."""
    match event:
        case e.MotionRuledOut():
            return event.motion
        case e.WorkHandedIn():
            return event.task
    return ""


def _words(event: Event) -> str:
    said: str = next(filter(None, (getattr(event, field) for field in event.words)), "")
    return said or (event.motion_kind if isinstance(event, e.MotionMoved) else "")


def _named(event: Event) -> TextId:
    """The id under which an event brings a text; "" where it has none of its own."""
    return TextId(getattr(event, event.named)) if event.named else TextId("")


def let_through_now(assembly: Assembly, event: Event) -> bool:
    """Is this what a text that waited comes to, and so counted and known already?"""
    return _named(event) in assembly.held


def noted(assembly: Assembly, event: Event) -> Assembly:
    """The assembly with the text that comes with this event among all texts."""
    text = None if let_through_now(assembly, event) else text_in(assembly, event)
    return replace(assembly, texts=assembly.texts.set(text.id, text)) if text else assembly


def held_back(assembly: Assembly, command: Command, facts: list[Fact]) -> list[Fact]:
    """The facts of a command; what a pupil writes waits if the teacher wants to read it first."""
    if not assembly.read_first or command.by not in assembly.seats:
        return facts
    return [_held(assembly, fact) if _is_read_first(assembly, fact) else fact for fact in facts]


def _is_read_first(assembly: Assembly, fact: Fact) -> bool:
    return isinstance(fact, Event) and fact.brings in assembly.read_first


def _held(assembly: Assembly, fact: Any) -> e.TextHeld:
    text = text_in(assembly, fact)
    id = text.id if text else TextId("")
    event = replace(fact, id=id) if hasattr(fact, "id") else fact
    return e.TextHeld(at=fact.at, id=id, seat=fact.seat, event=event)


def let_through(assembly: Assembly, command: c.LetThrough, at: int) -> list[Fact]:
    """What it waited for happens now; a motion must still fit what is before the meeting."""
    if command.text not in assembly.texts:
        raise Refusal("no_such_text")
    if command.text in assembly.away:
        raise Refusal("text_away")
    waits = assembly.held.get(command.text)
    if waits is None:
        return []
    event = replace(waits, at=at)
    if isinstance(event, e.MotionMoved):
        still_proposed(assembly, event)
    return [event, e.TextLetThrough(at=at, id=command.text, seat=event.seat)]


def can_let_through(assembly: Assembly, id: TextId) -> bool:
    """Could this text that waits happen now? A motion must still fit what is before the meeting."""
    event = assembly.held[id]
    if not isinstance(event, e.MotionMoved):
        return True
    try:
        still_proposed(assembly, event)
    except Refusal:
        return False
    return True


def read_first(assembly: Assembly, command: c.ReadFirst, at: int) -> list[Fact]:
    kind = next((kind for kind in READABLE if kind == command.kind), None)
    if kind is None:
        raise Refusal("no_such_text_kind")
    if (kind in assembly.read_first) == command.on:
        return []
    return [e.ReadFirstSet(at=at, text_kind=kind, on=command.on)]


def take_away(assembly: Assembly, command: c.TakeAway, at: int) -> list[Fact]:
    if command.text not in assembly.texts:
        raise Refusal("no_such_text")
    if (command.text in assembly.away) == command.away:
        return []
    return [e.TextTakenAway(at=at, id=command.text, away=command.away)]


def take_name_away(assembly: Assembly, command: c.TakeNameAway, at: int) -> list[Fact]:
    """Whether it is away already only the server knows."""
    if command.seat not in assembly.seats:
        raise Refusal("no_such_seat")
    return [e.NameTakenAway(at=at, seat=command.seat, away=command.away)]


def hide(assembly: Assembly, command: c.HideStatement, at: int) -> list[Fact]:
    if command.statement not in assembly.texts:
        raise Refusal("no_such_statement")
    newer = c.TakeAway(by=command.by, text=command.statement, away=command.hidden)
    return take_away(assembly, newer, at)


def text_held(assembly: Assembly, event: e.TextHeld) -> Assembly:
    """A motion that waits has its number already: the next one gets another."""
    text, moved = text_in(assembly, event.event), assembly.motions_moved
    if isinstance(event.event, e.MotionMoved):
        moved = max(moved, int(event.id[1:]))
    return replace(
        assembly,
        held=assembly.held.set(event.id, event.event),
        texts=assembly.texts.set(event.id, text) if text else assembly.texts,
        motions_moved=moved,
    )


def text_let_through(assembly: Assembly, event: e.TextLetThrough) -> Assembly:
    return replace(assembly, held=assembly.held.delete(event.id))


def text_taken_away(assembly: Assembly, event: e.TextTakenAway) -> Assembly:
    return _marked(assembly, event.id, event.away, event.at)


def name_taken_away(assembly: Assembly, event: e.NameTakenAway) -> Assembly:
    """Names are no part of the meeting: the journal says that it was done, and that is all."""
    return assembly


def statement_hidden(assembly: Assembly, event: e.StatementHidden) -> Assembly:
    return _marked(assembly, event.statement, event.hidden, event.at)


def _marked(assembly: Assembly, id: TextId, away: bool, at: int) -> Assembly:
    """The text is away, or no longer; the statement, line or motion that it is knows it, too."""
    if away:
        gone = assembly.away.set(id, at)
    else:
        gone = assembly.away.delete(id) if id in assembly.away else assembly.away
    assembly = replace(assembly, away=gone)
    if id in assembly.statements:
        said = replace(assembly.statements[id], hidden=away)
        return replace(assembly, statements=assembly.statements.set(id, said))
    if id in assembly.lines:
        line = replace(assembly.lines[id], hidden=away)
        return replace(assembly, lines=assembly.lines.set(id, line))
    if (motion := assembly.motions.get(QuestionId(id))) is not None:
        motion = replace(motion, hidden=away)
        return replace(assembly, motions=assembly.motions.set(motion.id, motion))
    return assembly


def read_first_set(assembly: Assembly, event: e.ReadFirstSet) -> Assembly:
    others = tuple(kind for kind in assembly.read_first if kind != event.text_kind)
    return replace(assembly, read_first=(*others, event.text_kind) if event.on else others)


RULES: Rules = {
    c.LetThrough: let_through,
    c.ReadFirst: read_first,
    c.TakeAway: take_away,
    c.TakeNameAway: take_name_away,
    c.HideStatement: hide,
}
CHANGES: Changes = {
    e.TextHeld: text_held,
    e.TextLetThrough: text_let_through,
    e.TextTakenAway: text_taken_away,
    e.NameTakenAway: name_taken_away,
    e.StatementHidden: statement_hidden,
    e.ReadFirstSet: read_first_set,
}
