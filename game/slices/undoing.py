"""The last steps of the chair, and what each was about, in words that can be read out."""

from msgspec import Struct

from debate.afterwards.debrief import question_text
from debate.assembly import Assembly, Step
from debate.ballots import METHODS
from debate.ids import BallotId, QuestionId, SeatId, StageId, TextId
from debate.rules.business.subjects import title
from debate.rules.undo import can_be_undone
from debate.shown.people import name_of

LONGEST_ABOUT = 60
"""Characters of a sentence or a word to all."""

OPPOSITES = {
    "lock_doors": "open_doors",
    "read_first": "read_after",
    "hide_statement": "show_statement",
    "give_chair": "take_chair",
    "say_to_all": "take_word",
}
"""Commands that do one thing or the other, and how the other is called."""


class Undoable(Struct, frozen=True, kw_only=True):
    """A step that can be undone: its number, what was done, about what, by whom."""

    number: int
    step: str
    about: str
    by: str


def undoable(assembly: Assembly) -> tuple[Undoable, ...]:
    """The steps that can be undone, the last one first. None when that can't be any more."""
    if assembly.status == "closed" or not assembly.steps:
        return ()
    if not can_be_undone(assembly, assembly.steps[-1]):
        return ()
    return tuple(_row(step) for step in reversed(assembly.steps))


def _row(step: Step) -> Undoable:
    name, about = _done(step)
    return Undoable(number=step.number, step=name, about=about, by=step.by)


def _done(step: Step) -> tuple[str, str]:
    """The name under which the step has words, and the title of what it was about."""
    did, otherwise = step.step, OPPOSITES.get(step.step, step.step)
    if step.step == "lock_doors":
        return (otherwise if step.before.locked else did), ""
    if step.step == "read_first" and step.after:
        return (otherwise if len(step.after.read_first) < len(step.before.read_first) else did), ""
    if step.step == "say_to_all":
        said = step.after.word if step.after else ""
        return (did if said else otherwise), _cut(said)
    if step.step == "give_chair" and not step.about:
        return otherwise, ""
    if step.step == "close_ballot" and METHODS[step.before.ballots[BallotId(step.about)].method].sealed:
        return "close_secret", _about(step)
    if step.step == "show_question":
        about = question_text(step.before, step.about) if step.about else None
        return (did if about else "take_question"), _cut(about or "")
    if step.step == "hide_statement":
        hidden = step.before.texts.get(TextId(step.about))  # Not there for a pupil in the chair.
        return (otherwise if step.about in step.before.away else did), _cut(hidden.text if hidden else "")
    return did, _about(step)


def _about(step: Step) -> str:
    """A step on a vote is about its question; of all others the rules have noted what they concern."""
    before, id = step.before, step.about
    if step.step in ("call_next", "enter_count", "close_ballot", "give_casting_vote", "announce"):
        ballot = before.ballots.get(BallotId(id)) or before.current
        return title(before, ballot.question) if ballot else ""
    if id in before.seats:
        return name_of(before, SeatId(id))
    if step.step == "advance_stage":
        return before.scenario.stage(StageId(id)).title
    if step.step == "release_card":
        return next(card.title for card in before.scenario.cards if card.id == id)
    return title(before, QuestionId(id)) if id else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ABOUT else f"{text[: LONGEST_ABOUT - 1].rstrip()}…"
