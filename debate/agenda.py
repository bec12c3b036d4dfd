"""The order of business: stages, their clocks, what comes next, and how the meeting ends.

What a stage permits is the table STAGES. The agenda is conditional: a stage whose condition does not hold,
or that has no minutes in a lesson of this length, is passed over.
"""

from msgspec import Struct
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.refusal import Refusal
from debate.scenario import Condition, Outcome, Scenario, Stage, StageKind
from debate.topic import Changes, Rules


class Permits(Struct, frozen=True):
    """What pupils and chair may do in a stage of some kind."""

    floor: bool = False
    statements: bool = False
    questions: bool = False


STAGES: dict[StageKind, Permits] = {
    "gather": Permits(),
    "brief": Permits(),
    "caucus": Permits(statements=True),
    "debate": Permits(floor=True, statements=True, questions=True),
    "division": Permits(floor=True, statements=True, questions=True),
    "announcement": Permits(floor=True, statements=True),
    "out_of_role": Permits(),
    "debrief": Permits(),
}
AFTER_THE_MEETING: frozenset[StageKind] = frozenset({"out_of_role", "debrief"})


def permits(assembly: Assembly) -> Permits:
    """What the current stage allows; nothing before the meeting is open."""
    stage = assembly.now
    return STAGES[stage.kind] if stage and assembly.status == "open" else Permits()


def holds(condition: Condition, results: dict[str, bool]) -> bool:
    """Does the condition hold, given each decided question's result?"""
    return all(results.get(q) is True for q in condition.carried) and all(
        results.get(q) is False for q in condition.lost
    )


def timetable(scenario: Scenario, minutes: int) -> dict[str, int]:
    """Seconds per stage for a lesson of so many minutes, scaled from the nearest plan; 0 leaves it out."""
    plans = {int(key) for stage in scenario.agenda for key in stage.minutes}
    nearest = min(sorted(plans), key=lambda length: abs(length - minutes))
    return {
        stage.id: stage.minutes.get(str(nearest), 0) * 60 * minutes // nearest for stage in scenario.agenda
    }


def following(assembly: Assembly) -> Stage | None:
    """The stage that comes next, None after the last."""
    stages = assembly.scenario.agenda
    seconds = timetable(assembly.scenario, assembly.minutes)
    here = next((i for i, stage in enumerate(stages) if stage.id == assembly.stage), -1)
    results = assembly.results()
    for stage in stages[here + 1 :]:
        if seconds[stage.id] and holds(stage.when, results):
            return stage
    return None


def outcome(assembly: Assembly) -> Outcome | None:
    """How the meeting ended, once it is over: the first outcome whose condition holds."""
    stage = assembly.now
    if assembly.status != "closed" and (stage is None or stage.kind not in AFTER_THE_MEETING):
        return None
    results = assembly.results()
    return next((o for o in assembly.scenario.outcomes if holds(o.when, results)), None)


def open_session(assembly: Assembly, command: c.OpenSession, at: int) -> list[e.Fact]:
    if assembly.status != "lobby":
        raise Refusal("already_open")
    return [e.SessionOpened(at=at), *_enter_next(assembly, at)]


def advance(assembly: Assembly, command: c.AdvanceStage, at: int) -> list[e.Fact]:
    if command.stage and command.stage != assembly.stage:
        raise Refusal("stage_passed")
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
    announced: list[e.Fact] = [e.ResultAnnounced(at=at, ballot=ballot.id) for ballot in unread]
    return announced + _enter_next(assembly, at)


def _enter_next(assembly: Assembly, at: int) -> list[e.Fact]:
    stage = following(assembly)
    if stage is None:
        raise Refusal("no_next_stage")
    facts: list[e.Fact] = []
    if assembly.floor.speaker:
        facts.append(e.TurnEnded(at=at, seat=assembly.floor.speaker))
    seconds = timetable(assembly.scenario, assembly.minutes)[stage.id]
    return [*facts, e.StageEntered(at=at, stage=stage.id, ends_at=at + seconds * 1000)]


def close(assembly: Assembly, command: c.CloseSession, at: int) -> list[e.Fact]:
    if assembly.current and assembly.current.open:
        raise Refusal("ballot_open")
    facts: list[e.Fact] = []
    if assembly.floor.speaker:
        facts.append(e.TurnEnded(at=at, seat=assembly.floor.speaker))
    facts += [e.ResultAnnounced(at=at, ballot=b.id) for b in assembly.in_order() if not b.announced]
    return [*facts, e.SessionClosed(at=at)]


def pause(assembly: Assembly, command: c.Pause, at: int) -> list[e.Fact]:
    if assembly.status != "open":
        raise Refusal("not_running")
    return [e.Paused(at=at)]


def resume(assembly: Assembly, command: c.Resume, at: int) -> list[e.Fact]:
    if assembly.status != "paused":
        raise Refusal("not_paused")
    return [e.Resumed(at=at)]


def opened(assembly: Assembly, event: e.SessionOpened) -> Assembly:
    return replace(assembly, status="open")


def entered(assembly: Assembly, event: e.StageEntered) -> Assembly:
    # Each stage begins with an empty list: those who still want to speak ask again on the new matter.
    return replace(
        assembly,
        stage=event.stage,
        stage_since=event.at,
        stage_ends=event.ends_at,
        path=(*assembly.path, event.stage),
        floor=replace(assembly.floor, requests=()),
    )


def closed(assembly: Assembly, event: e.SessionClosed) -> Assembly:
    floor = replace(assembly.floor, requests=())
    return replace(
        assembly,
        status="closed",
        closed_at=event.at,
        paused_at=None,
        stage_ends=None,
        floor=floor,
    )


def paused(assembly: Assembly, event: e.Paused) -> Assembly:
    return replace(assembly, status="paused", paused_at=event.at)


def resumed(assembly: Assembly, event: e.Resumed) -> Assembly:
    """Every clock that stood still moves on by the length of the pause."""
    lost = event.at - (assembly.paused_at or event.at)
    floor, ballot = assembly.floor, assembly.current
    ballots = assembly.ballots
    if ballot and ballot.open and ballot.closes_at is not None:
        ballots = ballots.set(ballot.id, replace(ballot, closes_at=ballot.closes_at + lost))
    if floor.speaker:
        floor = replace(floor, since=floor.since + lost, ends_at=floor.ends_at + lost)
    ends = assembly.stage_ends
    return replace(
        assembly,
        status="open",
        paused_at=None,
        stage_since=assembly.stage_since + lost,
        stage_ends=None if ends is None else ends + lost,
        floor=floor,
        ballots=ballots,
    )


RULES: Rules = {
    c.OpenSession: open_session,
    c.AdvanceStage: advance,
    c.CloseSession: close,
    c.Pause: pause,
    c.Resume: resume,
}
CHANGES: Changes = {
    e.SessionOpened: opened,
    e.StageEntered: entered,
    e.SessionClosed: closed,
    e.Paused: paused,
    e.Resumed: resumed,
}
