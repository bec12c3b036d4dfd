"""The table of contents of a session: where its stages, speeches, votes and news begin.

Made along with the fold, entry by entry. A step that was undone stays in it, marked as such: it did happen.
"""

from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from debate import events as e
from debate.assembly import Assembly
from debate.rules.business.subjects import title
from debate.shown.people import name_of


class ReplayChapter(Struct, frozen=True, kw_only=True):
    """A place to jump to. `kind`: stage, speech, division (its close), card, lesson (its end), undone or end;
    `title`: of the stage, the speaker's person, the question or the card; `about`: the question or motion of
    a division; `to`: who could read the card; `number`: of the lesson."""

    seq: int
    at: int
    kind: str
    title: str = ""
    about: str = ""
    to: tuple[str, ...] = ()
    number: int = 0
    undone: bool = False


class Contents:
    """The chapters so far, oldest first, and the entries that only mark a step of the chair."""

    def __init__(self) -> None:
        self.chapters: list[ReplayChapter] = []
        self.marks: list[int] = []
        self._steps: list[range] = []

    def note(self, assembly: Assembly, event: e.AnyEvent) -> None:
        """Take the event into account that has just made this state."""
        if isinstance(event, e.StepTaken):
            self.marks.append(assembly.seq)
            self._steps.append(range(assembly.seq, assembly.seq + event.events + 1))
        elif isinstance(event, e.StepUndone) and self._steps:
            self._strike(self._steps.pop())
        if chapter := _begun(assembly, event):
            self.chapters.append(chapter)

    def _strike(self, entries: range) -> None:
        for n, chapter in enumerate(self.chapters):
            if chapter.seq in entries:
                self.chapters[n] = replace(chapter, undone=True)


def _begun(assembly: Assembly, event: e.AnyEvent) -> ReplayChapter | None:
    """The place to jump to that this entry is; None for most."""
    scenario = assembly.scenario
    chapter = partial(ReplayChapter, seq=assembly.seq, at=event.at)
    match event:
        case e.StageEntered():
            return chapter(kind="stage", title=scenario.stage(event.stage).title)
        case e.Paused(sleeps=True):
            return chapter(kind="lesson", number=assembly.lesson)
        case e.FloorGiven():
            return chapter(kind="speech", title=name_of(assembly, event.seat))
        case e.BallotClosed():
            about = assembly.ballots[event.ballot].question
            return chapter(kind="division", title=title(assembly, about), about=about)
        case e.CardReleased():
            found = next(card for card in scenario.cards if card.id == event.card)
            return chapter(kind="card", title=found.title, to=event.to)
        case e.StepUndone():
            return chapter(kind="undone")
        case e.SessionClosed():
            return chapter(kind="end")
    return None
