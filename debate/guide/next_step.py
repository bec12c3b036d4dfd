"""The next step of a meeting: the one thing that is due now, and what can be voted on once more.

The rules stand in the order of their urgency; the first that applies wins, so that nothing is skipped.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from debate.afterwards.debrief import chapter_of, chapters_of
from debate.assembly import Assembly, Ballot, Motion
from debate.ballots import METHODS
from debate.ballots.method import to_choose_from
from debate.ids import NOBODY, BallotId, QuestionId
from debate.rules.business.agenda import is_over, permits
from debate.rules.business.procedure import PROCEDURE
from debate.rules.business.subjects import subject, title
from debate.rules.business.timetable import lesson_ends, lesson_may_end, to_come
from debate.rules.hall.floor import next_speaker
from debate.rules.voting.opening import can_be_put, usual_method
from debate.rules.voting.reveal import parts
from debate.rules.voting.roll import LONGEST_ROLL, takes
from debate.shown.agenda import upcoming
from debate.shown.ballots import labels
from debate.shown.people import name_of


class TieWay(Struct, frozen=True, kw_only=True):
    """What the chair may decide for in a tie; an alternative has a `label`."""

    id: str
    label: str


class Due(Struct, frozen=True, kw_only=True):
    """`step`: the command that is due; `name`, `value`: what it acts on, so that a late click does nothing to
    what comes after it; `about`: the title of that; `kind`: of a motion. `waits_for`: who was called and has
    not answered. `choices`, `places`: of a tie. `way`, `minutes`: a question is put by calling the roll,
    which takes about so long, or to all at once. The step that ends a lesson is a pause which `sleeps`; to go
    on then is `about` the number of the next.

    `beside`: what may be done as well now, and stands beside it; from the moment `until` (milliseconds) on it
    comes first. So the time of a stage is no matter of who looks when.
    """

    step: str
    name: str = ""
    value: str = ""
    about: str = ""
    kind: str = ""
    waits_for: str = ""
    choices: tuple[TieWay, ...] = ()
    places: int = 0
    way: Literal["", "roll", "at_once"] = ""
    minutes: int = 0
    until: int | None = None
    beside: "Due | None" = None


END_LESSON = Due(step="pause", name="sleeps", value="true")
NO_MORE_TODAY = 5 * 60
"""Seconds before the bell, from which on to end the lesson comes first where the plan ends it."""


class Again(Struct, frozen=True, kw_only=True):
    """A question that can be put again for the places that are open."""

    question: QuestionId
    title: str
    places: int


def next_step(assembly: Assembly) -> Due:
    """The first thing that is due."""
    return next(step for rule in ROWS if (step := rule(assembly)) is not None)


def _nothing(assembly: Assembly) -> Due | None:
    return Due(step="none") if assembly.status in ("new", "closed") else None


def _resume(assembly: Assembly) -> Due | None:
    if assembly.status != "paused":
        return None
    return Due(step="resume", about=str(assembly.lesson + 1) if assembly.sleeps else "")


def _begin(assembly: Assembly) -> Due | None:
    return Due(step="open_session") if assembly.status == "lobby" else None


def _open_ballot(assembly: Assembly) -> Due | None:
    """Call the roll, enter what was counted, or close."""
    ballot = assembly.current
    if ballot is None or not ballot.open:
        return None
    if METHODS[ballot.method].by_hand and not ballot.counted:
        return _on_ballot(assembly, "enter_count", ballot)
    if ballot.calls and (ballot.called or ballot.roll < len(ballot.calls)):
        return _call_next(assembly, ballot)
    return _on_ballot(assembly, "close_ballot", ballot)


def _on_ballot(assembly: Assembly, step: str, ballot: Ballot) -> Due:
    return Due(step=step, name="ballot", value=ballot.id, about=title(assembly, ballot.question))


def _call_next(assembly: Assembly, ballot: Ballot) -> Due:
    """Whose name comes next, and who was called and has not answered."""
    rest = (seat for seat in ballot.calls[ballot.roll :] if assembly.seats[seat].held_by == "pupil")
    following = next(rest, NOBODY)
    unanswered = ballot.called if ballot.called and ballot.called not in ballot.votes else NOBODY
    return Due(
        step="call_next",
        name="seat",
        value=ballot.called,
        about=name_of(assembly, following) if following else "",
        waits_for=name_of(assembly, unanswered) if unanswered else "",
    )


def _end_recess(assembly: Assembly) -> Due | None:
    return Due(step="end_recess") if assembly.recess_ends is not None else None


def _unread(assembly: Assembly) -> Due | None:
    """A tie is the chair's to decide; a result has to be read out, unless the next stage is for that."""
    later = upcoming(assembly)
    waits_for_its_stage = later is not None and later.kind == "announcement"
    for ballot in assembly.in_order():
        if ballot.tied:
            return replace(
                _on_ballot(assembly, "give_casting_vote", ballot),
                choices=_choices(assembly, ballot),
                places=ballot.places,
            )
        if ballot.announced:
            continue
        begun = 0 < ballot.revealed < len(parts(ballot))
        # What has been told in part is told to its end, wherever that was begun.
        if ballot.revealed or ballot.question in assembly.motions or not waits_for_its_stage:
            return _on_ballot(assembly, "reveal" if begun else "announce", ballot)
    return None


def _choices(assembly: Assembly, ballot: Ballot) -> tuple[TieWay, ...]:
    known = labels(assembly, ballot)
    return tuple(TieWay(id=id, label=known.get(id, "")) for id in to_choose_from(ballot))


def in_parts(assembly: Assembly) -> BallotId:
    """The closed vote whose result could be told part by part, and nothing of it is told; "" for none."""
    ballot = assembly.current
    waits = ballot and not ballot.open and not ballot.announced and not ballot.tied and not ballot.revealed
    return ballot.id if ballot and waits and parts(ballot) else BallotId("")


def again(assembly: Assembly) -> Again | None:
    """The question that was voted on last, if it was announced, has places open and can be put again for
    them."""
    ballot = assembly.current
    if ballot is None or not ballot.announced or assembly.left_open(ballot.question) is not ballot:
        return None
    if not can_be_put(assembly, ballot.question):
        return None
    return Again(question=ballot.question, title=title(assembly, ballot.question), places=ballot.places)


def _procedure(assembly: Assembly) -> Due | None:
    """A motion on procedure comes before everything else."""
    due_now = (m for m in _pending(assembly) if m.kind in PROCEDURE and can_be_put(assembly, m.id))
    return next((_put_motion(assembly, motion) for motion in due_now), None)


def _admission(assembly: Assembly) -> Due | None:
    """A motion that waits for the chair: one press, and its mover knows."""
    for motion in _pending(assembly):
        if motion.pending and motion.state == "seconded" and motion.kind not in PROCEDURE:
            return _on_motion(assembly, "admit_motion", motion)
    return None


def _pending(assembly: Assembly) -> list[Motion]:
    """The motions before the meeting that are not decided, in their order."""
    if not permits(assembly).motions:
        return []
    settled = assembly.settled()
    return [assembly.motions[id] for id in assembly.docket if id not in settled]


def _speaker(assembly: Assembly) -> Due | None:
    """In a debate who waits is called, as long as there is time. What comes after it stands beside it."""
    if assembly.now is None or assembly.now.kind != "debate" or not (seat := next_speaker(assembly)):
        return None
    later = ROWS[ROWS.index(_speaker) + 1 :]
    beside = next(step for rule in later if (step := rule(assembly)) is not None)
    about, until = name_of(assembly, seat), assembly.stage_ends
    return Due(step="give_floor", name="seat", value=seat, about=about, until=until, beside=beside)


def _motions(assembly: Assembly) -> Due | None:
    """Motions that no later stage will bring."""
    ahead = {stage.question for stage in to_come(assembly) if stage.kind == "division"}
    due_now = [m for m in _pending(assembly) if m.amends not in ahead and can_be_put(assembly, m.id)]
    # Whatever changes a text comes before the text itself.
    return next((_put_motion(assembly, m) for m in due_now if m.amends), None) or next(
        (_put_motion(assembly, m) for m in due_now), None
    )


def _on_motion(assembly: Assembly, step: str, motion: Motion) -> Due:
    about = title(assembly, motion.id)
    return Due(step=step, name="motion", value=motion.id, about=about, kind=motion.kind)


def _put_motion(assembly: Assembly, motion: Motion) -> Due:
    return _put(assembly, _on_motion(assembly, "put_question", motion))


def _put(assembly: Assembly, step: Due) -> Due:
    """Where the meeting calls the roll, names are called if they are few enough; or all vote at once."""
    question = subject(assembly, QuestionId(step.value))
    if question is None or usual_method(assembly, question) != "roll_call":
        return step
    seconds = takes(assembly, question)
    if not 0 < seconds <= LONGEST_ROLL:
        return step
    beside = replace(step, way="at_once")
    return replace(step, way="roll", minutes=max(1, round(seconds / 60)), beside=beside)


def _question(assembly: Assembly) -> Due | None:
    now = assembly.now
    if now is None or now.kind != "division" or not now.question or now.question in assembly.results():
        return None
    about = title(assembly, now.question)
    return _put(assembly, Due(step="put_question", name="question", value=now.question, about=about))


def _go_on(assembly: Assembly) -> Due | None:
    later = upcoming(assembly)
    if later is None:
        return None
    go_on = Due(step="advance_stage", name="stage", value=assembly.stage, about=later.title)
    if not lesson_may_end(assembly):
        return go_on
    ends = lesson_ends(assembly, assembly.lesson) - NO_MORE_TODAY * 1000
    return replace(go_on, beside=END_LESSON, until=ends)


def _chapter(assembly: Assembly) -> Due | None:
    """Looking back goes from chapter to chapter; who has no time for all of them closes before."""
    if not is_over(assembly):
        return None
    chapters = chapters_of(assembly.scenario)
    shown = chapters.index(chapter) + 1 if (chapter := chapter_of(assembly)) else 0
    if shown == len(chapters):
        return None
    later = chapters[shown]
    return Due(step="show_chapter", name="chapter", value=later, about=later, beside=_close(assembly))


def _close(assembly: Assembly) -> Due:
    return Due(step="close_session")


ROWS: tuple[Callable[[Assembly], Due | None], ...] = (
    _nothing,
    _resume,
    _begin,
    _open_ballot,
    _end_recess,
    _unread,
    _procedure,
    _admission,
    _speaker,
    _motions,
    _question,
    _go_on,
    _chapter,
    _close,
)
