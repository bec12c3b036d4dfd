"""The order of business: stages, their clocks, what comes next, and how the meeting ends.

What a stage permits is the table STAGES. The agenda is conditional: a stage whose condition does not hold,
or that has no minutes in a lesson of this length, is passed over.
"""

from msgspec import Struct
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.ids import CardId
from debate.refusal import Refusal
from debate.rules.business import effects
from debate.rules.business.planner import AFTER_THE_MEETING
from debate.rules.business.timetable import lesson_ends, seconds_for, timetable
from debate.scenario import Outcome, Stage, StageKind
from debate.topic import Changes, Rules

SHORTEST_LOSS = 3
"""Seconds for which a server has to be asleep before anybody is given time back."""


REOPENED_WITHIN = 24 * 60 * 60
"""Seconds for which a close can be taken back."""


class Permits(Struct, frozen=True):
    """What pupils and chair may do in a stage of some kind."""

    floor: bool = False
    statements: bool = False
    questions: bool = False
    straw_polls: bool = False
    motions: bool = False
    caucus: bool = False
    leanings: bool = False


IN_SESSION = Permits(
    floor=True, statements=True, questions=True, straw_polls=True, motions=True, leanings=True
)
IN_CAUCUS = Permits(statements=True, straw_polls=True, motions=True, caucus=True, leanings=True)

STAGES: dict[StageKind, Permits] = {
    "gather": Permits(),
    "brief": Permits(straw_polls=True, leanings=True),
    "caucus": IN_CAUCUS,
    "debate": IN_SESSION,
    "division": IN_SESSION,
    "announcement": replace(IN_SESSION, questions=False),
    "out_of_role": Permits(),
    "debrief": Permits(),
}


def permits(assembly: Assembly) -> Permits:
    """What the current stage allows, in a recess what a caucus does; nothing before the meeting is open."""
    stage = assembly.now
    if stage is None or assembly.status != "open":
        return Permits()
    if stage.kind in AFTER_THE_MEETING:
        return STAGES[stage.kind]
    always = assembly.scenario.standing_orders.caucus == "always"
    never = assembly.scenario.standing_orders.caucus == "never"
    usual = STAGES[stage.kind] if assembly.recess_ends is None else IN_CAUCUS
    return replace(usual, caucus=(usual.caucus or always) and not never)


def following(assembly: Assembly) -> Stage | None:
    """The stage that comes next, None after the last."""
    stages = assembly.agenda()
    seconds = timetable(assembly.scenario, assembly.minutes, assembly.lessons)
    here = next((i for i, stage in enumerate(stages) if stage.id == assembly.stage), -1)
    decided = assembly.decisions
    for stage in stages[here + 1 :]:
        if seconds[stage.id] and decided.holds(stage.when):
            return stage
    return None


def is_over(assembly: Assembly) -> bool:
    """Has the meeting itself ended, so that the record and what followed may be shown?"""
    now = assembly.now
    return assembly.status == "closed" or (now is not None and now.kind in AFTER_THE_MEETING)


def has_compared(assembly: Assembly) -> bool:
    """Has the class come to where its result lies beside history, so that everybody may look it up? Before
    that it guesses how they decided, and nothing tells."""
    return assembly.status == "closed" or any(chapter != "guess" for chapter in assembly.chapters)


def outcome(assembly: Assembly) -> Outcome | None:
    """How the meeting ended, once it is over: the first outcome whose condition holds."""
    if not is_over(assembly):
        return None
    return next((o for o in assembly.scenario.outcomes if assembly.decisions.holds(o.when)), None)


def open_session(assembly: Assembly, command: c.OpenSession, at: int) -> list[e.Fact]:
    if assembly.status != "lobby":
        return []
    return [e.SessionOpened(at=at), *_take_the_chair(assembly, at), *_enter_next(assembly, at)]


def _take_the_chair(assembly: Assembly, at: int) -> list[e.Fact]:
    """Where a pupil plays the person who presided, and nobody else has been given the chair."""
    presided = assembly.scenario.chair
    found = (seat for seat in assembly.seats.values() if presided and seat.role == presided)
    return [
        e.ChairGiven(at=at, seat=seat.id) for seat in found if seat.held_by == "pupil" and not assembly.chair
    ]


def advance(assembly: Assembly, command: c.AdvanceStage, at: int) -> list[e.Fact]:
    if command.stage and command.stage != assembly.stage:
        if command.stage in assembly.path:
            return []
        raise Refusal("another_stage")
    if assembly.status == "lobby":
        if command.by != c.TEACHER:
            raise Refusal("not_yours")
        return open_session(assembly, c.OpenSession(by=command.by), at)
    if assembly.current and assembly.current.open:
        raise Refusal("ballot_open")
    upcoming = following(assembly)
    if upcoming is None:
        raise Refusal("no_next_stage")
    # A result nobody read out would be lost to the class, so moving past it announces it.
    unread = [] if upcoming.kind == "announcement" else [b for b in assembly.in_order() if not b.announced]
    if any(ballot.tied for ballot in unread):
        raise Refusal("tie_waits")
    announced, assembly = effects.announced(assembly, unread, at)
    return announced + _enter_next(assembly, at)


def _enter_next(assembly: Assembly, at: int) -> list[e.Fact]:
    stage = following(assembly)
    if stage is None:
        raise Refusal("no_next_stage")
    facts: list[e.Fact] = [*speech_ended(assembly, at)]
    if assembly.recess_ends is not None:
        facts.append(e.RecessEnded(at=at))
    seconds = seconds_for(assembly, stage, at)
    facts.append(e.StageEntered(at=at, stage=stage.id, ends_at=at + seconds * 1000))
    due = (
        card
        for card in assembly.scenario.cards
        if card.released == "stage" and card.stage == stage.id and not in_play(assembly, card.id, card.to)
    )
    return [*facts, *(e.CardReleased(at=at, card=card.id, to=card.to) for card in due)]


def in_play(assembly: Assembly, card: CardId, to: tuple[str, ...]) -> bool:
    """Have all of these readers this card already?"""
    reached = {reader for released in assembly.cards if released.card == card for reader in released.to}
    return "all" in reached or reached >= set(to)


def speech_ended(assembly: Assembly, at: int) -> list[e.Fact]:
    """The facts that end whatever is being said."""
    floor = assembly.floor
    facts: list[e.Fact] = []
    if floor.intervention:
        facts.append(e.InterventionEnded(at=at, seat=floor.intervention.seat))
    if floor.speaker:
        facts.append(e.TurnEnded(at=at, seat=floor.speaker))
    return facts


def close(assembly: Assembly, command: c.CloseSession, at: int) -> list[e.Fact]:
    if assembly.status == "closed":
        return []
    if assembly.current and assembly.current.open:
        raise Refusal("ballot_open")
    unread = [ballot for ballot in assembly.in_order() if not ballot.announced]
    if any(ballot.tied for ballot in unread):
        raise Refusal("tie_waits")
    announced, _ = effects.announced(assembly, unread, at)
    return [*speech_ended(assembly, at), *announced, e.SessionClosed(at=at)]


def reopen(assembly: Assembly, command: c.ReopenSession, at: int) -> list[e.Fact]:
    if assembly.closed_at is None:
        return []
    if at - assembly.closed_at > REOPENED_WITHIN * 1000:
        raise Refusal("closed_too_long")
    return [e.SessionReopened(at=at)]


def pause(assembly: Assembly, command: c.Pause, at: int) -> list[e.Fact]:
    """A lesson may end out of a pause, too; it is the teacher's to end."""
    if command.sleeps and command.by in assembly.seats:
        raise Refusal("not_yours")
    if assembly.status == "paused" and (assembly.sleeps or not command.sleeps):
        return []
    if assembly.status not in ("open", "paused"):
        raise Refusal("not_running")
    return [e.Paused(at=at, sleeps=command.sleeps)]


def resume(assembly: Assembly, command: c.Resume, at: int) -> list[e.Fact]:
    if assembly.status == "open":
        return []
    if assembly.status != "paused":
        raise Refusal("not_paused")
    if assembly.sleeps and command.by in assembly.seats:
        raise Refusal("not_yours")  # Nobody begins a lesson from home.
    return [e.Resumed(at=at, lesson=assembly.lesson + 1 if assembly.sleeps else 0)]


def give_time_back(assembly: Assembly, command: c.GiveTimeBack, at: int) -> list[e.Fact]:
    """What lies in `pauses` was given back before: by the chair, or at the word of another process."""
    if assembly.status != "open":
        raise Refusal("not_running")
    since = max(command.since, assembly.stage_since, *(ended for _, ended in assembly.pauses))
    return [e.TimeGivenBack(at=at, lost=at - since)] if at - since >= SHORTEST_LOSS * 1000 else []


def end_recess(assembly: Assembly, command: c.EndRecess, at: int) -> list[e.Fact]:
    if assembly.recess_ends is None:
        return []
    if command.by == c.CLOCK and (assembly.status == "paused" or at < assembly.recess_ends):
        raise Refusal("too_early")
    return [e.RecessEnded(at=at)]


def opened(assembly: Assembly, event: e.SessionOpened) -> Assembly:
    return replace(assembly, status="open", opened_at=event.at)


def entered(assembly: Assembly, event: e.StageEntered) -> Assembly:
    # Each stage begins with an empty, open list: those who still want to speak ask again on the new matter.
    return replace(
        assembly,
        stage=event.stage,
        stage_since=event.at,
        stage_ends=event.ends_at,
        path=(*assembly.path, event.stage),
        path_at=(*assembly.path_at, event.at),
        floor=replace(assembly.floor, requests=(), list_closed=False, closed=False),
    )


def closed(assembly: Assembly, event: e.SessionClosed) -> Assembly:
    floor = replace(assembly.floor, requests=())
    return replace(
        assembly,
        status="closed",
        closed_at=event.at,
        paused_at=None,
        stage_ends=None,
        recess_ends=None,
        floor=floor,
    )


def reopened(assembly: Assembly, event: e.SessionReopened) -> Assembly:
    """The time between counts as a pause; the stage has no clock any more."""
    lost = event.at - (assembly.closed_at or event.at)
    return replace(_moved_on(assembly, lost, event.at), status="open", closed_at=None)


def paused(assembly: Assembly, event: e.Paused) -> Assembly:
    since = event.at if assembly.paused_at is None else assembly.paused_at
    return replace(assembly, status="paused", paused_at=since, sleeps=event.sleeps)


def resumed(assembly: Assembly, event: e.Resumed) -> Assembly:
    """Every clock that stood still moves on by the length of the pause; after a night a lesson begins."""
    lost = event.at - (assembly.paused_at or event.at)
    awake = replace(_moved_on(assembly, lost, event.at), status="open", paused_at=None, sleeps=False)
    return _next_lesson(awake, event) if event.lesson else awake


def _next_lesson(assembly: Assembly, event: e.Resumed) -> Assembly:
    """It has its whole time, whenever the one before was ended."""
    begun = replace(
        assembly,
        lesson=event.lesson,
        lessons=max(event.lesson, assembly.lessons),
        nights=(*assembly.nights, assembly.pauses[-1]),
    )
    late = event.at - lesson_ends(begun, event.lesson - 1)
    return replace(begun, opened_at=begun.opened_at + late)


def time_given_back(assembly: Assembly, event: e.TimeGivenBack) -> Assembly:
    return _moved_on(assembly, event.lost, event.at)


def _moved_on(assembly: Assembly, lost: int, at: int) -> Assembly:
    """Every clock has run for nothing during the `lost` milliseconds before `at`."""
    floor, ballot = assembly.floor, assembly.current
    ballots = assembly.ballots
    if ballot and ballot.open and ballot.closes_at is not None:
        ballots = ballots.set(ballot.id, replace(ballot, closes_at=ballot.closes_at + lost))
    if floor.speaker:
        floor = replace(floor, since=floor.since + lost, ends_at=floor.ends_at + lost)
    if word := floor.intervention:
        floor = replace(
            floor, intervention=replace(word, since=word.since + lost, ends_at=word.ends_at + lost)
        )
    ends, recess = assembly.stage_ends, assembly.recess_ends
    return replace(
        assembly,
        pauses=(*assembly.pauses, (at - lost, at)),
        opened_at=assembly.opened_at + lost,
        stage_since=assembly.stage_since + lost,
        stage_ends=None if ends is None else ends + lost,
        recess_ends=None if recess is None else recess + lost,
        floor=floor,
        ballots=ballots,
    )


def recess_ended(assembly: Assembly, event: e.RecessEnded) -> Assembly:
    return replace(assembly, recess_ends=None)


RULES: Rules = {
    c.OpenSession: open_session,
    c.AdvanceStage: advance,
    c.CloseSession: close,
    c.ReopenSession: reopen,
    c.Pause: pause,
    c.Resume: resume,
    c.GiveTimeBack: give_time_back,
    c.EndRecess: end_recess,
}
CHANGES: Changes = {
    e.SessionOpened: opened,
    e.StageEntered: entered,
    e.SessionClosed: closed,
    e.SessionReopened: reopened,
    e.Paused: paused,
    e.Resumed: resumed,
    e.TimeGivenBack: time_given_back,
    e.RecessEnded: recess_ended,
}
