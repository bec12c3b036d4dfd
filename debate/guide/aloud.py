"""What is said aloud of a meeting to those who cannot look: each event once, as a sentence.

A page that keeps the sentences of this moment in a log has the new ones read out and no other, because each
has a key of its own. Only what everybody may know is said.
"""

from collections.abc import Callable, Iterator
from hashlib import blake2s
from typing import Literal

from msgspec import Struct

from debate.afterwards.debrief import chapter_of, on_the_wall
from debate.assembly import Assembly, Ballot
from debate.ids import DocumentId
from debate.rules.business.subjects import title
from debate.scenario import CHOICES
from debate.shown import ballots
from debate.shown.house import house_is_told, silent, went_along
from debate.shown.people import name_of
from debate.shown.written import cards

Kind = Literal[
    "lobby",
    "stage",
    "paused",
    "asleep",
    "goes_on",
    "word",
    "recess",
    "speaks",
    "puts_in",
    "vote_open",
    "called",
    "vote_closed",
    "tie",
    "carried",
    "lost",
    "carried_by_units",
    "lost_by_units",
    "chosen",
    "nobody_chosen",
    "went_along",
    "silent",
    "seconded",
    "admitted",
    "news",
    "frame",
    "document",
    "chapter",
    "question",
    "closed",
]
LATEST = 3
"""Motions and cards that are still in the log: what came before them was read out long ago."""


class Sentence(Struct, frozen=True, kw_only=True):
    """One event. `key`: no other has it; `about`: the title, name or text it is about; `figures`: of a result
    that may be told, for, against and abstaining; `number`: of persons for whom the program spoke in it."""

    key: str
    kind: Kind
    about: str = ""
    figures: tuple[int, int, int] | None = None
    number: int = 0


def aloud(assembly: Assembly) -> tuple[Sentence, ...]:
    """What is in the log now, the most general first."""
    return tuple(sentence for rule in ROWS for sentence in rule(assembly))


def _course(assembly: Assembly) -> Iterator[Sentence]:
    if assembly.status == "closed":
        yield Sentence(key="closed", kind="closed")
    elif assembly.status in ("new", "lobby") or assembly.now is None:
        yield Sentence(key="lobby", kind="lobby", about=assembly.scenario.title)
    else:
        yield Sentence(key=f"stage-{len(assembly.path)}", kind="stage", about=assembly.now.title)
    if assembly.status == "paused":
        kind: Kind = "asleep" if assembly.sleeps else "paused"
        yield Sentence(key=f"{kind}-{assembly.paused_at}", kind=kind)
    elif assembly.status == "open" and assembly.pauses and assembly.pauses[-1][1] >= assembly.stage_since:
        yield Sentence(key=f"goes-on-{assembly.pauses[-1][1]}", kind="goes_on")
    if assembly.recess_ends is not None:
        yield Sentence(key="recess", kind="recess")


def _word(assembly: Assembly) -> Iterator[Sentence]:
    if assembly.word:
        mark = blake2s(assembly.word.encode(), digest_size=4).hexdigest()
        yield Sentence(key=f"word-{mark}", kind="word", about=assembly.word)


def _floor(assembly: Assembly) -> Iterator[Sentence]:
    floor = assembly.floor
    if floor.speaker:
        about = name_of(assembly, floor.speaker)
        yield Sentence(key=f"speaks-{len(assembly.speeches)}-{floor.speaker}", kind="speaks", about=about)
    if word := floor.intervention:
        yield Sentence(key=f"puts-in-{word.since}", kind="puts_in", about=name_of(assembly, word.seat))


def _ballot(assembly: Assembly) -> Iterator[Sentence]:
    """The current one: opened, called, closed, told."""
    ballot = assembly.current
    if ballot is None:
        return
    about = title(assembly, ballot.question)
    if ballot.open:
        yield Sentence(key=f"{ballot.id}-open", kind="vote_open", about=about)
        if ballot.called:
            called = name_of(assembly, ballot.called)
            yield Sentence(key=f"{ballot.id}-{ballot.called}", kind="called", about=called)
        return
    if not ballot.announced:
        yield Sentence(key=f"{ballot.id}-closed", kind="tie" if ballot.tied else "vote_closed", about=about)
    elif result := told(assembly):
        yield result
    yield from _spoken_for(assembly, ballot)


def _spoken_for(assembly: Assembly, ballot: Ballot) -> Iterator[Sentence]:
    """Which persons of the house went with pupils, and how many pupils were silent: with the house's part."""
    if not house_is_told(ballot):
        return
    for row in went_along(assembly, ballot):
        key = f"{ballot.id}-along-{row.faction}"
        yield Sentence(key=key, kind="went_along", about=row.side, number=row.persons)
    if number := len(silent(assembly, ballot)):
        yield Sentence(key=f"{ballot.id}-silent", kind="silent", number=number)


def told(assembly: Assembly) -> Sentence | None:
    """The result of the current ballot, if it was announced."""
    shown = ballots.ballot(assembly, "screen")
    if shown is None or not shown.announced:
        return None
    about, key = title(assembly, shown.question), f"{shown.id}-told"
    if shown.alternatives:
        won = ", ".join(a.text for a in shown.alternatives if a.id in (shown.winners or ()))
        return Sentence(key=key, kind="chosen" if won else "nobody_chosen", about=won or about)
    yes, no, neither = ((shown.tally or {}).get(choice, 0) for choice in CHOICES)
    kind: Kind = "carried" if shown.carried else "lost"
    if shown.units:
        kind = "carried_by_units" if shown.carried else "lost_by_units"
    return Sentence(key=key, kind=kind, about=about, figures=(yes, no, neither))


def _motions(assembly: Assembly) -> Iterator[Sentence]:
    """Those that wait for the chair, or for the hall; none of which the words were taken away."""
    waiting = (motion for motion in assembly.motions.values() if motion.pending)
    for motion in sorted(waiting, key=lambda motion: motion.number)[-LATEST:]:
        if motion.state in ("seconded", "admitted"):
            about = title(assembly, motion.id)
            yield Sentence(key=f"{motion.id}-{motion.state}", kind=motion.state, about=about)


def _news(assembly: Assembly) -> Iterator[Sentence]:
    for card in cards.cards(assembly, "screen")[-LATEST:]:
        yield Sentence(key=f"news-{card.id}", kind="news", about=card.title)


def _told(assembly: Assembly) -> Iterator[Sentence]:
    """What the class is shown: a frame of the story, a chapter of the debrief, a question to talk about."""
    wall = assembly.wall
    if wall and wall.what == "frame":
        frame = assembly.scenario.story[int(wall.id) - 1]
        yield Sentence(key=f"frame-{wall.id}", kind="frame", about=f"{frame.title}. {frame.text}")
    if wall and wall.what == "document":
        document = assembly.scenario.document(DocumentId(wall.id))
        about = f"{document.author}: {document.title}"
        yield Sentence(key=f"document-{wall.id}", kind="document", about=about)
    if chapter := chapter_of(assembly):
        yield Sentence(key=f"chapter-{chapter}", kind="chapter", about=chapter)
    if question := on_the_wall(assembly):
        yield Sentence(key=f"question-{question.id}", kind="question", about=question.text)


ROWS: tuple[Callable[[Assembly], Iterator[Sentence]], ...] = (
    _course,
    _told,
    _word,
    _news,
    _motions,
    _floor,
    _ballot,
)
