"""The floor: who speaks, who wants to, and the sentences left for the record."""

from typing import Literal, get_args

from immutables import Map
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Floor, Intervention, Request, Speech, Statement
from debate.ids import NOBODY, SeatId, TextId
from debate.refusal import Refusal
from debate.rules.business.agenda import permits, speech_ended
from debate.rules.business.documents import may_cite
from debate.rules.business.procedure import PROCEDURE
from debate.rules.hall.speaking_order import faction_time, queue
from debate.scenario import SpeakingOrder
from debate.topic import Changes, Rules, following, seat_of, written

Purpose = Literal["new_point", "support", "attack", "question", "point_of_order", "personal_statement"]
PURPOSES: tuple[str, ...] = get_args(Purpose)
ORDERS: tuple[SpeakingOrder, ...] = get_args(SpeakingOrder)
SHORTEST_SPEECH, LONGEST_SPEECH = 10, 900
LONGEST_FACTION_TIME = 3600
"""Seconds."""
LONGEST_STATEMENT = 500
"""Characters."""
MOST_POINTS = 2
"""Points of order of a seat at one stage: they go before everybody else's turn."""
MOST_STATEMENTS = e.StatementLeft.most
"""Per seat: a record is read by the class, and one pupil must not fill it alone."""


def request(assembly: Assembly, command: c.RequestFloor, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    if command.purpose not in PURPOSES:
        raise Refusal("no_such_purpose")
    if Request(seat, command.purpose) in assembly.floor.requests:
        return []
    _may_speak(assembly)
    if assembly.floor.list_closed and command.purpose != "point_of_order":
        raise Refusal("list_closed")
    if assembly.floor.speaker == seat:
        raise Refusal("has_the_floor")
    if _on_list(assembly, seat):
        raise Refusal("already_on_list")
    if command.purpose == "point_of_order" and _points_raised(assembly, seat) >= MOST_POINTS:
        raise Refusal("too_many_points", most=MOST_POINTS)
    if _office(assembly, seat) == "press" and command.purpose != "question":
        raise Refusal("press_only_asks")
    return [e.FloorRequested(at=at, seat=seat, purpose=command.purpose)]


def _points_raised(assembly: Assembly, seat: SeatId) -> int:
    """Points of order that this seat has spoken to at this stage."""
    return sum(
        speech.seat == seat and speech.stage == assembly.stage and speech.purpose == "point_of_order"
        for speech in assembly.speeches.values()
    )


def is_open(assembly: Assembly) -> bool:
    """May somebody speak now?"""
    try:
        _may_speak(assembly)
    except Refusal:
        return False
    return True


def _may_speak(assembly: Assembly) -> None:
    """Raises Refusal when nobody may speak now."""
    if not permits(assembly).floor:
        raise Refusal("no_speeches_now")
    if assembly.floor.closed:
        raise Refusal("debate_closed")
    ballot = assembly.current
    motion = assembly.motions.get(ballot.question) if ballot and ballot.open else None
    if motion and motion.kind in PROCEDURE and not PROCEDURE[motion.kind].debatable:
        raise Refusal("not_debatable")


def _office(assembly: Assembly, seat: SeatId) -> str:
    role = assembly.role_of(seat)
    return role.office if role else ""


def withdraw(assembly: Assembly, command: c.WithdrawRequest, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    if assembly.floor.speaker == seat:
        raise Refusal("has_the_floor")
    if not _on_list(assembly, seat):
        return []
    return [e.RequestWithdrawn(at=at, seat=seat)]


def give(assembly: Assembly, command: c.GiveFloor, at: int) -> list[e.Fact]:
    if command.seat and command.seat == assembly.floor.speaker:
        return []
    _may_speak(assembly)
    waiting = queue(assembly)
    seat = command.seat or next_speaker(assembly) or (waiting[0].seat if waiting else NOBODY)
    if not seat:
        raise Refusal("nobody_asked")
    _can_be_called(assembly, seat)
    seconds = _seconds(assembly, seat)
    if seconds <= 0:
        raise Refusal("faction_time_spent")
    purpose = next((r.purpose for r in assembly.floor.requests if r.seat == seat), "")
    given = e.FloorGiven(at=at, seat=seat, ends_at=at + seconds * 1000, purpose=purpose)
    return [*speech_ended(assembly, at), given]


def next_speaker(assembly: Assembly) -> SeatId:
    """The first on the list who can be called now: whose faction's time is spent has to wait. "" for none."""
    if not is_open(assembly):
        return NOBODY
    waiting = (r.seat for r in queue(assembly) if assembly.seats[r.seat].held_by != "nobody")
    return next((seat for seat in waiting if _seconds(assembly, seat) > 0), NOBODY)


def _seconds(assembly: Assembly, seat: SeatId) -> int:
    """How long this seat may speak, if called now."""
    floor = assembly.floor
    if not floor.faction_seconds:
        return floor.speech_seconds
    spent = faction_time(assembly, assembly.seats[seat].faction) // 1000
    return min(floor.speech_seconds, floor.faction_seconds - spent)


def _can_be_called(assembly: Assembly, seat: SeatId) -> None:
    """Raises Refusal for a seat nobody holds, or one that is speaking."""
    if seat not in assembly.seats or assembly.seats[seat].held_by == "nobody":
        raise Refusal("no_such_seat")
    if assembly.floor.speaker == seat:
        raise Refusal("has_the_floor")


def intervene(assembly: Assembly, command: c.GiveIntervention, at: int) -> list[e.Fact]:
    if not assembly.floor.speaker:
        raise Refusal("nobody_speaks")
    if word := assembly.floor.intervention:
        if word.seat == command.seat:
            return []
        raise Refusal("intervention_open")
    _can_be_called(assembly, command.seat)
    ends_at = at + assembly.floor.intervention_seconds * 1000
    return [e.InterventionGiven(at=at, seat=command.seat, ends_at=ends_at)]


def yield_floor(assembly: Assembly, command: c.YieldFloor, at: int) -> list[e.Fact]:
    if (word := assembly.floor.intervention) and word.seat == command.by:
        return [e.InterventionEnded(at=at, seat=SeatId(command.by))]
    if assembly.floor.speaker != command.by:
        raise Refusal("not_speaking")
    return speech_ended(assembly, at)


def end_turn(assembly: Assembly, command: c.EndTurn, at: int) -> list[e.Fact]:
    """Of two who have a voice, the one who put in a word ends first, unless the speaker is named."""
    floor, word = assembly.floor, assembly.floor.intervention
    if command.by == c.CLOCK:
        if word is None:
            return []
        if assembly.status == "paused" or at < word.ends_at:
            raise Refusal("too_early")
        return [e.InterventionEnded(at=at, seat=word.seat)]
    if word and command.seat in ("", word.seat):
        return [e.InterventionEnded(at=at, seat=word.seat)]
    if command.seat and command.seat not in assembly.seats:
        raise Refusal("no_such_seat")
    if not floor.speaker or command.seat not in ("", floor.speaker):
        return []
    return speech_ended(assembly, at)


def set_rules(assembly: Assembly, command: c.SetFloor, at: int) -> list[e.Fact]:
    now = assembly.floor
    rules = e.FloorRulesSet(
        at=at,
        order=command.order or now.order,
        speech_seconds=_given(command.speech_seconds, now.speech_seconds),
        intervention_seconds=_given(command.intervention_seconds, now.intervention_seconds),
        faction_seconds=_given(command.faction_seconds, now.faction_seconds),
    )
    for seconds in (rules.speech_seconds, rules.intervention_seconds):
        if not SHORTEST_SPEECH <= seconds <= LONGEST_SPEECH:
            raise Refusal("speech_length", least=SHORTEST_SPEECH, most=LONGEST_SPEECH)
    if not 0 <= rules.faction_seconds <= LONGEST_FACTION_TIME:
        raise Refusal("faction_time", most=LONGEST_FACTION_TIME)
    return [rules] if rules_set(assembly, rules).floor != now else []


def _given(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def state(assembly: Assembly, command: c.LeaveStatement, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    text = written(command.text, LONGEST_STATEMENT)
    if not permits(assembly).statements:
        raise Refusal("no_statements_now")
    if assembly.done.get((seat, e.StatementLeft.__name__), 0) >= MOST_STATEMENTS:
        raise Refusal("too_many_statements", most=MOST_STATEMENTS)
    may_cite(assembly, seat, command.cites)
    id = TextId(f"t{following(assembly.statements, assembly, e.StatementLeft)}")
    return [e.StatementLeft(at=at, statement=id, seat=seat, text=text, cites=command.cites)]


def cite(assembly: Assembly, command: c.CiteDocument, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    if assembly.floor.speaker != seat:
        raise Refusal("not_speaking")
    if not command.document:
        raise Refusal("no_such_document")
    may_cite(assembly, seat, command.document)
    if command.document in assembly.floor.cites:
        return []
    return [e.DocumentCited(at=at, seat=seat, document=command.document)]


def _on_list(assembly: Assembly, seat: SeatId) -> bool:
    return any(request.seat == seat for request in assembly.floor.requests)


def without(floor: Floor, seat: SeatId) -> Floor:
    """The floor with this seat off the speakers' list."""
    return replace(floor, requests=tuple(r for r in floor.requests if r.seat != seat))


def requested(assembly: Assembly, event: e.FloorRequested) -> Assembly:
    requests = (*assembly.floor.requests, Request(event.seat, event.purpose))
    return replace(assembly, floor=replace(assembly.floor, requests=requests))


def withdrawn(assembly: Assembly, event: e.RequestWithdrawn) -> Assembly:
    return replace(assembly, floor=without(assembly.floor, event.seat))


def given(assembly: Assembly, event: e.FloorGiven) -> Assembly:
    floor = replace(
        without(assembly.floor, event.seat),
        speaker=event.seat,
        purpose=event.purpose,
        since=event.at,
        ends_at=event.ends_at,
    )
    return replace(assembly, floor=floor)


def ended(assembly: Assembly, event: e.TurnEnded) -> Assembly:
    floor = assembly.floor
    speech = Speech(
        seat=event.seat,
        stage=assembly.stage,
        began=floor.since,
        ended=assembly.clock(event.at),
        purpose=floor.purpose,
        cites=floor.cites,
    )
    return replace(
        assembly,
        floor=replace(floor, speaker="", purpose="", since=0, ends_at=0, cites=()),
        speeches=_noted(assembly, speech),
    )


def _noted(assembly: Assembly, speech: Speech) -> Map[int, Speech]:
    # Not the number of speeches: one that was undone leaves a gap.
    return assembly.speeches.set(max(assembly.speeches, default=-1) + 1, speech)


def cited(assembly: Assembly, event: e.DocumentCited) -> Assembly:
    """In the speech that is going on; when it ends it keeps what it cited."""
    floor = assembly.floor
    return replace(assembly, floor=replace(floor, cites=(*floor.cites, event.document)))


def intervention_given(assembly: Assembly, event: e.InterventionGiven) -> Assembly:
    word = Intervention(seat=event.seat, since=event.at, ends_at=event.ends_at)
    floor = replace(without(assembly.floor, event.seat), intervention=word)
    return replace(assembly, floor=floor)


def intervention_ended(assembly: Assembly, event: e.InterventionEnded) -> Assembly:
    """The speaker's clock stood still meanwhile."""
    floor, word = assembly.floor, assembly.floor.intervention
    if word is None:
        return assembly
    end = assembly.clock(event.at)
    lost = end - word.since
    speech = Speech(seat=word.seat, stage=assembly.stage, began=word.since, ended=end, intervention=True)
    return replace(
        assembly,
        floor=replace(floor, intervention=None, since=floor.since + lost, ends_at=floor.ends_at + lost),
        speeches=_noted(assembly, speech),
    )


def rules_set(assembly: Assembly, event: e.FloorRulesSet) -> Assembly:
    floor = replace(
        assembly.floor,
        order=event.order,
        speech_seconds=event.speech_seconds,
        intervention_seconds=event.intervention_seconds,
        faction_seconds=event.faction_seconds,
    )
    return replace(assembly, floor=floor)


def stated(assembly: Assembly, event: e.StatementLeft) -> Assembly:
    statement = Statement(
        id=event.statement, seat=event.seat, text=event.text, at=event.at, cites=event.cites
    )
    return replace(assembly, statements=assembly.statements.set(statement.id, statement))


RULES: Rules = {
    c.RequestFloor: request,
    c.WithdrawRequest: withdraw,
    c.GiveFloor: give,
    c.GiveIntervention: intervene,
    c.SetFloor: set_rules,
    c.YieldFloor: yield_floor,
    c.EndTurn: end_turn,
    c.CiteDocument: cite,
    c.LeaveStatement: state,
}
CHANGES: Changes = {
    e.FloorRequested: requested,
    e.RequestWithdrawn: withdrawn,
    e.FloorGiven: given,
    e.TurnEnded: ended,
    e.DocumentCited: cited,
    e.InterventionGiven: intervention_given,
    e.InterventionEnded: intervention_ended,
    e.FloorRulesSet: rules_set,
    e.StatementLeft: stated,
}
