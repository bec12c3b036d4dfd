"""Can this event have happened here? Asked of journals that come from elsewhere, before they are folded.

The rules say what a command may cause; here stands only what whoever looks at a session relies on: that what
an event names is there, that new things are numbered on, that figures are in their bounds, and that what ends
had begun. A journal that keeps to this has no page that fails, whoever wrote it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any

from msgspec.structs import replace

from debate import events as e
from debate.afterwards.debrief import numbered
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.ballots.method import BLANK, to_choose_from
from debate.commands import CLOCK, DOOR, HELPER, TEACHER
from debate.events import AnyEvent
from debate.ids import SeatId, TextId
from debate.refusal import Refusal
from debate.rules.business.agenda import is_over
from debate.rules.business.planner import MOST_LESSONS
from debate.rules.business.procedure import PROCEDURE
from debate.rules.business.proposing import LONGEST_RECESS
from debate.rules.business.subjects import subject
from debate.rules.business.wording import HOWS
from debate.rules.hall.casting import LARGEST_CLASS, SMALLEST_CLASS
from debate.rules.hall.floor import LONGEST_FACTION_TIME, LONGEST_SPEECH, PURPOSES
from debate.rules.hall.seating import LONGEST_GRACE, LONGEST_LESSON, SHORTEST_LESSON
from debate.rules.hall.texts import text_in
from debate.rules.hall.wall import CAN_BE
from debate.rules.undo import NAMES
from debate.rules.voting.guesses import choices
from debate.rules.voting.reveal import parts
from debate.scenario import CHOICES, Scenario
from debate.topic import following

DAY = 24 * 60 * 60 * 1000
LONGEST_SLEEP = 366 * DAY
FARTHEST = 32_503_680_000_000
"""No clock goes beyond the year 3000, in milliseconds."""
MOST_SEATS = 3000
HEAVIEST = 1_000_000_000
"""Delegates behind a seat, or counted for a choice."""

Check = Callable[[Assembly, Any], bool]


def is_sound(assembly: Assembly, event: AnyEvent) -> bool:
    """May this event come next? The first one, before anything is there, is judged by the scenario alone."""
    names = all(NAMED[field](assembly, getattr(event, field)) for field in _naming(type(event)))
    return event.at >= 0 and names and CHECKS.get(type(event), _anything)(assembly, event)


@cache
def _naming(kind: type[e.Event]) -> tuple[str, ...]:
    """The fields in which such an event names what has to be there."""
    return tuple(
        field for field in NAMED if field in kind.__struct_fields__ and (kind, field) not in OTHERWISE
    )


def stands(assembly: Assembly) -> bool:
    """Are the clocks of this assembly at moments that there are?"""
    floor, ballot = assembly.floor, assembly.current
    moments = [assembly.opened_at, assembly.stage_ends, assembly.recess_ends, floor.since, floor.ends_at]
    moments += [ballot.closes_at] if ballot else []
    moments += [floor.intervention.ends_at] if floor.intervention else []
    return all(moment is None or -FARTHEST <= moment <= FARTHEST for moment in moments)


def _anything(assembly: Assembly, event: Any) -> bool:
    return True


def _stages(assembly: Assembly) -> Collection[str]:
    return {stage.id for stage in assembly.scenario.agenda}


def _cards(assembly: Assembly) -> Collection[str]:
    return {card.id for card in assembly.scenario.cards}


def _documents(assembly: Assembly) -> Collection[str]:
    return {document.id for document in assembly.scenario.documents}


def _factions(assembly: Assembly) -> Collection[str]:
    return {faction.id for faction in assembly.scenario.factions}


def _subjects(assembly: Assembly) -> Collection[str]:
    return {question.id for question in assembly.scenario.questions} | set(assembly.motions)


def _said(assembly: Assembly) -> Collection[str]:
    return {*assembly.statements, *assembly.lines}


NAMED: Mapping[str, Callable[[Assembly, str], bool]] = {
    "seat": lambda assembly, id: id in assembly.seats,
    "other": lambda assembly, id: id in assembly.seats,
    "motion": lambda assembly, id: id in assembly.motions,
    "bargain": lambda assembly, id: id in assembly.bargains,
    "ballot": lambda assembly, id: id in assembly.ballots,
    "stage": lambda assembly, id: id in _stages(assembly),
    "card": lambda assembly, id: id in _cards(assembly),
    "faction": lambda assembly, id: id in _factions(assembly),
    "subject": lambda assembly, id: id in _subjects(assembly),
    "by": lambda assembly, id: id in (TEACHER, HELPER, CLOCK, DOOR) or id in assembly.seats,
}
"""Field of an event to whether there is what it names."""

OTHERWISE: Collection[tuple[type[e.Event], str]] = {
    (e.ChairGiven, "seat"),
    (e.EnvoyNamed, "seat"),
    (e.SeatCalled, "seat"),
    (e.MotionMoved, "motion"),
    (e.QuestionPut, "ballot"),
    (e.BargainOffered, "bargain"),
}
"""Nobody may be named, or what is new: `CHECKS` says what they have to be."""


def _created(assembly: Assembly, event: e.SessionCreated) -> bool:
    scenario = assembly.scenario
    roles = [plan.role for plan in event.seats if plan.role]
    return (
        assembly.status == "new"
        and SMALLEST_CLASS <= event.pupils <= LARGEST_CLASS
        and SHORTEST_LESSON <= event.minutes <= LONGEST_LESSON
        and 1 <= event.lessons <= MOST_LESSONS
        and set(event.options) <= {option.id for option in scenario.options}
        and 0 < len(event.seats) <= MOST_SEATS
        and [plan.id for plan in event.seats] == [f"s{n}" for n in range(1, len(event.seats) + 1)]
        and len(set(roles)) == len(roles)
        and all(_is_place(scenario, plan) for plan in event.seats)
    )


def _is_place(scenario: Scenario, plan: e.SeatPlan) -> bool:
    """Is there such a person, or such a delegation, of such a faction?"""
    if plan.role:
        role = next((role for role in scenario.roles if role.id == plan.role), None)
        return role is not None and (plan.faction, plan.delegation) == (role.faction, role.delegation or "")
    delegations = {delegation.id for delegation in scenario.delegations}
    return plan.delegation in delegations and plan.faction in {faction.id for faction in scenario.factions}


def _seat_or_nobody(assembly: Assembly, event: Any) -> bool:
    return not event.seat or event.seat in assembly.seats


def _ends_soon(assembly: Assembly, event: Any) -> bool:
    return event.ends_at is None or abs(event.ends_at - event.at) <= DAY


def _floor_given(assembly: Assembly, event: e.FloorGiven) -> bool:
    return event.purpose in ("", *PURPOSES) and _ends_soon(assembly, event)


def _rules_set(assembly: Assembly, event: e.FloorRulesSet) -> bool:
    times = (event.speech_seconds, event.intervention_seconds)
    return all(0 <= time <= LONGEST_SPEECH for time in times) and (
        0 <= event.faction_seconds <= LONGEST_FACTION_TIME
    )


def _waited(assembly: Assembly, id: str, event: Any) -> bool:
    """Is this what a text that waited comes to?"""
    return type(assembly.held.get(TextId(id))) is type(event)


def _left(assembly: Assembly, event: e.StatementLeft) -> bool:
    number = following(assembly.statements, assembly, e.StatementLeft)
    named = event.statement == f"t{number}" or _waited(assembly, event.statement, event)
    return named and event.cites in {"", *_documents(assembly)}


def _waits(assembly: Assembly, event: e.TextHeld) -> bool:
    """What waits could have happened there, under its own name, and by whoever it is of."""
    what = event.event
    # What has no number of its own is called by its entry only while it waits.
    by_entry = isinstance(what, e.HeadlineWritten | e.MinutesWritten)
    plain = replace(what, id="") if by_entry else what
    brought = text_in(assembly, plain)
    return (
        brought is not None
        and brought.id == event.id == getattr(what, "id", event.id)
        and what.seat == event.seat
        and what.at >= 0
        and event.id not in assembly.texts
        and is_sound(assembly, plain)
    )


def _moved(assembly: Assembly, event: e.MotionMoved) -> bool:
    kind = event.motion_kind
    if kind == "amendment" and (not event.amends or event.how not in HOWS):
        return False
    if kind in PROCEDURE and PROCEDURE[kind].about and not event.about:
        return False
    named = {event.amends, event.about} - {""}
    return (
        (_waited(assembly, event.motion, event) or event.motion == f"m{assembly.motions_moved + 1}")
        and named <= {*_subjects(assembly), *assembly.ballots}
        and 0 <= event.seconds <= LONGEST_RECESS
        and event.cites in {"", *_documents(assembly)}
    )


def _divided(assembly: Assembly, event: e.TextDivided) -> bool:
    return bool(event.parts) and list(event.parts) == [
        f"m{assembly.motions_moved + n}" for n in range(1, len(event.parts) + 1)
    ]


def _put(assembly: Assembly, event: e.QuestionPut) -> bool:
    question, current, scenario = subject(assembly, event.question), assembly.current, assembly.scenario
    if question is None or (current and current.open):
        return False
    offered = tuple(a.id for a in question.alternatives if a.id not in event.elected)
    weights = [*event.weights.values(), *event.bloc.values(), event.present, event.members]
    for behind in event.behind.values():
        weights += behind.values()
    groups: set[str] = {f.id for f in scenario.factions} | {d.id for d in scenario.delegations}
    decides = [seat for seats in (*event.units.values(), *event.veto.values()) for seat in seats]
    voting = {*event.weights, *(seat for behind in event.behind.values() for seat in behind)}
    return (
        event.ballot == f"b{assembly.ballots_put + 1}"
        and event.alternatives == offered
        and METHODS[event.method].alternatives == bool(question.alternatives)
        and set(event.elected) <= {alternative.id for alternative in question.alternatives}
        and 1 <= event.elects <= max(1, len(offered))
        and voting <= set(assembly.seats)
        and {*event.behind, *event.calls, *decides} <= set(event.weights)
        and set(event.absent) <= set(assembly.seats) - set(event.weights)
        and set(event.units) <= groups
        and set(event.veto) <= groups | {role.id for role in scenario.roles}
        and bool(event.units) <= METHODS[event.method].of_units
        and not (event.veto and METHODS[event.method].sealed)
        and len(set(event.calls)) == len(event.calls)
        and all(0 <= weight <= HEAVIEST for weight in weights)
        and (event.closes_at is None or abs(event.closes_at - event.at) <= DAY)
    )


def _is_vote(ballot: Ballot, seat: SeatId, choice: str) -> bool:
    """Is this a vote as it is kept?"""
    if seat not in ballot.weights:
        return False
    try:
        return METHODS[ballot.method].reads(ballot, seat, choice) == choice
    except Refusal:
        return False


def _cast(assembly: Assembly, event: e.VoteCast) -> bool:
    ballot = assembly.ballots[event.ballot]
    return ballot.open and not METHODS[ballot.method].sealed and _is_vote(ballot, event.seat, event.choice)


def _handed_in(assembly: Assembly, event: e.SlipHandedIn) -> bool:
    ballot = assembly.ballots[event.ballot]
    return (
        ballot.open
        and METHODS[ballot.method].sealed
        and event.seat in ballot.weights
        and event.seat not in ballot.votes
    )


def _house_voted(assembly: Assembly, event: e.HouseVoted) -> bool:
    ballot = assembly.ballots[event.ballot]
    given = all(_is_vote(ballot, seat, choice) for seat, choice in event.votes.items())
    return ballot.open and given and set(event.followed) <= set(event.votes)


def _silence_counted(assembly: Assembly, event: e.SilenceCounted) -> bool:
    ballot = assembly.ballots[event.ballot]
    given = all(_is_vote(ballot, seat, choice) for seat, choice in event.votes.items())
    return ballot.open and given and not METHODS[ballot.method].sealed


def _bargain_offered(assembly: Assembly, event: e.BargainOffered) -> bool:
    promised = [subject(assembly, promise.question) for promise in (event.asks, event.gives)]
    choices = [promise.choice for promise in (event.asks, event.gives)]
    return (
        event.bargain == f"g{len(assembly.bargains) + 1}"
        and event.seat != event.other
        and all(
            question is not None and choice in (*CHOICES, *(a.id for a in question.alternatives))
            for question, choice in zip(promised, choices, strict=True)
        )
    )


def _bargain_waits(assembly: Assembly, event: e.BargainStruck | e.BargainDropped) -> bool:
    return assembly.bargains[event.bargain].state == "offered"


def _moved_told(assembly: Assembly, event: e.MovedTold) -> bool:
    return (
        event.seat in assembly.ballots[event.ballot].votes
        and (not event.whom or event.whom in assembly.seats)
        and (event.what == "document") == bool(event.document)
        and event.document in {"", *_documents(assembly)}
    )


def _answered(assembly: Assembly, event: e.CheckAnswered) -> bool:
    before = assembly.scenario.before
    offered = {q.id: len(q.options) for q in before.check} if before else {}
    return 1 <= event.option <= offered.get(event.question, 0)


def _admitted(assembly: Assembly, event: e.MotionAdmitted) -> bool:
    return {clause.id for clause in assembly.scenario.clauses}.issuperset((*event.puts_in, *event.strikes))


def _counted(assembly: Assembly, event: e.CountEntered) -> bool:
    ballot = assembly.ballots[event.ballot]
    return ballot.open and METHODS[ballot.method].by_hand and _are_figures(event.tally)


def _are_figures(tally: Mapping[Any, int]) -> bool:
    return all(0 <= number <= HEAVIEST for number in tally.values())


def _called(assembly: Assembly, event: e.SeatCalled) -> bool:
    ballot = assembly.ballots[event.ballot]
    return ballot.open and (not event.seat or event.seat in ballot.calls)


def _closed(assembly: Assembly, event: e.BallotClosed) -> bool:
    ballot = assembly.ballots[event.ballot]
    if not ballot.open or not _are_figures(event.tally) or not set(event.winners) <= set(ballot.alternatives):
        return False
    if not set(event.level) <= {*ballot.alternatives, *CHOICES} or not 0 <= (event.seed or 0) <= HEAVIEST:
        return False
    counted = set(event.tally) - ({BLANK} if ballot.alternatives else set())
    if ballot.method == "ranked":
        return all(_is_ranking(ballot, ranking) for ranking in counted)
    return counted == set(ballot.alternatives or CHOICES)


def _is_ranking(ballot: Ballot, ranking: str) -> bool:
    order = ranking.split(">")
    return len(set(order)) == len(order) and set(order) <= set(ballot.alternatives)


def _tie_broken(assembly: Assembly, event: e.CastingVoteGiven) -> bool:
    ballot = assembly.ballots[event.ballot]
    if not ballot.tied:
        return False
    among = to_choose_from(ballot)
    return set(event.chosen) <= set(among) if event.chosen else event.choice in (*among, *CHOICES)


def _announced(assembly: Assembly, event: e.ResultAnnounced) -> bool:
    ballot = assembly.ballots[event.ballot]
    return not ballot.open and not ballot.tied


def _revealed(assembly: Assembly, event: e.ResultRevealed) -> bool:
    ballot = assembly.ballots[event.ballot]
    return not ballot.open and not ballot.announced and 0 < event.step <= len(parts(ballot))


def _put_on_wall(assembly: Assembly, event: e.PutOnTheWall) -> bool:
    return not event.what or CAN_BE[event.what](assembly, event.id)


def _guessed(assembly: Assembly, event: e.Guessed) -> bool:
    question = next((q for q in assembly.scenario.questions if q.id == event.about), None)
    return (question is not None or event.about in assembly.ballots) and event.choice in choices(question)


def _method_fixed(assembly: Assembly, event: e.MethodFixed) -> bool:
    question = subject(assembly, event.subject)
    return question is not None and METHODS[event.method].alternatives == bool(question.alternatives)


def _released(assembly: Assembly, event: e.CardReleased) -> bool:
    roles = {role.id for role in assembly.scenario.roles}
    return bool(event.to) and set(event.to) <= {"all", *roles, *_factions(assembly), *assembly.seats}


def _leaning(assembly: Assembly, event: e.LeaningSet) -> bool:
    return -2 <= event.value <= 2 and event.question in {q.id for q in assembly.scenario.questions}


def _said_in(assembly: Assembly, event: e.CaucusSaid) -> bool:
    rooms = event.room.split("+")
    number = following(assembly.lines, assembly, e.CaucusSaid)
    return (event.line == f"c{number}" or _waited(assembly, event.line, event)) and (
        len(rooms) <= 2 and len(set(rooms)) == len(rooms) and set(rooms) <= set(_factions(assembly))
    )


def _envoy(assembly: Assembly, event: e.EnvoyNamed) -> bool:
    if not event.seat:
        return event.faction in assembly.envoys
    return event.seat in assembly.seats and assembly.seats[event.seat].faction == event.faction


def _step(assembly: Assembly, event: e.StepTaken) -> bool:
    known = ABOUT.get(event.step)
    return (
        event.step in NAMES.values()
        and (known is None or event.about in known(assembly))
        and event.events > 0
    )


def _undone(assembly: Assembly, event: e.StepUndone) -> bool:
    last = assembly.steps[-1] if assembly.steps else None
    return last is not None and (last.step, last.about) == (event.step, event.about)


ABOUT: Mapping[str, Callable[[Assembly], Collection[str]]] = {
    "advance_stage": _stages,
    "close_ballot": lambda assembly: assembly.ballots,
    "hide_statement": _said,
    "release_card": _cards,
    "show_question": lambda assembly: {"", *numbered(assembly)},
}
"""Steps of which the desk looks up what they were about."""


def _permutes(given: Iterable[str], known: Iterable[str]) -> bool:
    return sorted(given) == sorted(known)


CHECKS: Mapping[type[e.Event], Check] = {
    e.SessionCreated: _created,
    e.SessionOpened: lambda assembly, event: assembly.status == "lobby",
    e.SessionClosed: lambda assembly, event: assembly.status != "closed",
    e.SessionReopened: lambda assembly, event: assembly.status == "closed",
    e.RolesSwapped: lambda assembly, event: event.seat != event.other,
    e.ChairGiven: _seat_or_nobody,
    e.StageEntered: _ends_soon,
    e.Paused: lambda assembly, event: (
        assembly.status == "open" or (assembly.status == "paused" and event.sleeps and not assembly.sleeps)
    ),
    e.Resumed: lambda assembly, event: (
        assembly.status == "paused" and event.lesson == (assembly.lesson + 1 if assembly.sleeps else 0)
    ),
    e.TimeGiven: lambda assembly, event: (
        assembly.ballots[event.ballot].open and abs(event.closes_at - event.at) <= DAY
    ),
    e.TimeGivenBack: lambda assembly, event: 0 <= event.lost <= LONGEST_SLEEP,
    e.FloorRequested: lambda assembly, event: event.purpose in PURPOSES,
    e.FloorGiven: _floor_given,
    e.TurnEnded: lambda assembly, event: assembly.floor.speaker == event.seat,
    e.InterventionGiven: lambda assembly, event: bool(assembly.floor.speaker) and _ends_soon(assembly, event),
    e.InterventionEnded: lambda assembly, event: (
        assembly.floor.intervention is not None and assembly.floor.intervention.seat == event.seat
    ),
    e.MoodTaken: lambda assembly, event: (
        event.speech in assembly.speeches
        and all(0 < number <= MOST_SEATS for number in event.counts.values())
    ),
    e.FloorRulesSet: _rules_set,
    e.DocumentCited: lambda assembly, event: (
        assembly.floor.speaker == event.seat and event.document in _documents(assembly)
    ),
    e.CheckAnswered: _answered,
    e.WorkHandedIn: lambda assembly, event: event.task in {task.id for task in assembly.scenario.tasks},
    e.StatementLeft: _left,
    e.HeadlineWritten: lambda assembly, event: not event.id or _waited(assembly, event.id, event),
    e.MinutesWritten: lambda assembly, event: not event.id or _waited(assembly, event.id, event),
    e.TextHeld: _waits,
    e.TextLetThrough: lambda assembly, event: event.id in assembly.held,
    e.TextTakenAway: lambda assembly, event: event.id in assembly.texts,
    e.StatementHidden: lambda assembly, event: event.statement in _said(assembly),
    e.MotionMoved: _moved,
    e.MotionsOrdered: lambda assembly, event: _permutes(event.motions, assembly.docket),
    e.MotionsGrouped: lambda assembly, event: set(event.motions) <= set(assembly.motions),
    e.TextDivided: _divided,
    e.RecessCalled: _ends_soon,
    e.BusinessReordered: lambda assembly, event: _permutes(event.stages, _stages(assembly)),
    e.Reconsidered: lambda assembly, event: not assembly.ballots[event.ballot].open,
    e.MethodFixed: _method_fixed,
    e.QuestionPut: _put,
    e.SeatCalled: _called,
    e.VoteCast: _cast,
    e.SlipHandedIn: _handed_in,
    e.HouseVoted: _house_voted,
    e.SilenceCounted: _silence_counted,
    e.MotionAdmitted: _admitted,
    e.BargainOffered: _bargain_offered,
    e.BargainStruck: _bargain_waits,
    e.BargainDropped: _bargain_waits,
    e.MovedTold: _moved_told,
    e.CountEntered: _counted,
    e.BallotClosed: _closed,
    e.CastingVoteGiven: _tie_broken,
    e.ResultRevealed: _revealed,
    e.ResultAnnounced: _announced,
    e.PutOnTheWall: _put_on_wall,
    e.CardReleased: _released,
    e.LeaningSet: _leaning,
    e.CaucusSaid: _said_in,
    e.EnvoyNamed: _envoy,
    e.DebriefPlanned: lambda assembly, event: set(event.questions) <= set(numbered(assembly)),
    e.QuestionShown: lambda assembly, event: event.question in {"", *numbered(assembly)},
    e.ChapterShown: lambda assembly, event: bool(event.chapter) and is_over(assembly),
    e.Guessed: _guessed,
    e.GraceSet: lambda assembly, event: 0 <= event.seconds <= LONGEST_GRACE,
    e.StepTaken: _step,
    e.StepUndone: _undone,
}
"""What else has to be so, by kind of event."""
