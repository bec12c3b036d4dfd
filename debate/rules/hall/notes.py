"""What is noted beside the meeting: private leanings, minutes, headlines, and calls for help."""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, HelpCall, Leaned, MinutesEntry
from debate.ids import NOBODY, QuestionId, SeatId
from debate.refusal import Refusal
from debate.rules.business.agenda import permits
from debate.rules.hall import study
from debate.scenario import Office
from debate.topic import Changes, Rules, seat_of, written

LEAST, MOST = -2, 2
"""From clearly against to clearly for."""
LONGEST_ENTRY = 500
LONGEST_HEADLINE = 120
LONGEST_CALL = 200
"""Characters."""
MOST_ENTRIES = 100


def leaning_key(seat: SeatId, question: QuestionId) -> str:
    """Under which a leaning stands in `Assembly.leanings`."""
    return f"{seat}/{question}"


def lean(assembly: Assembly, command: c.SetLeaning, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    question = next((q for q in assembly.scenario.questions if q.id == command.question), None)
    if question is None or question.alternatives:
        raise Refusal("no_such_question")
    if not LEAST <= command.value <= MOST:
        raise Refusal("no_such_leaning", least=LEAST, most=MOST)
    if not permits(assembly).leanings:
        raise Refusal("no_leanings_now")
    if assembly.leanings.get(leaning_key(seat, question.id)) == command.value:
        return []
    return [e.LeaningSet(at=at, seat=seat, question=question.id, value=command.value)]


def write_minutes(assembly: Assembly, command: c.WriteMinutes, at: int) -> list[e.Fact]:
    seat = _officer(assembly, command, "secretary")
    text = written(command.text, LONGEST_ENTRY)
    if len(assembly.minutes_written) >= MOST_ENTRIES:
        raise Refusal("minutes_full", most=MOST_ENTRIES)
    return [e.MinutesWritten(at=at, seat=seat, text=text)]


def write_headline(assembly: Assembly, command: c.WriteHeadline, at: int) -> list[e.Fact]:
    seat = _officer(assembly, command, "press")
    text = written(command.text, LONGEST_HEADLINE)
    if assembly.headlines.get(seat) == text or _waits(assembly, seat, text):
        return []
    return [e.HeadlineWritten(at=at, seat=seat, text=text)]


def _waits(assembly: Assembly, seat: SeatId, text: str) -> bool:
    """Is this headline of the seat to be read by the teacher first?"""
    held = (event for id, event in assembly.held.items() if id not in assembly.away)
    return any(isinstance(h, e.HeadlineWritten) and (h.seat, h.text) == (seat, text) for h in held)


def _officer(assembly: Assembly, command: c.ForSeat, office: Office) -> SeatId:
    """The seat that acts, which must hold this office. Raises Refusal."""
    seat = seat_of(assembly, command)
    role = assembly.role_of(seat)
    if role is None or role.office != office:
        raise Refusal("not_your_office")
    if assembly.status == "lobby":
        raise Refusal("not_begun")
    return seat


def call_help(assembly: Assembly, command: c.CallHelp, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    text = written(command.text, LONGEST_CALL) if command.text.strip() else ""
    if HelpCall(seat, text, 0) in (replace(call, at=0) for call in assembly.help):
        return []
    return [e.HelpCalled(at=at, seat=seat, text=text)]


def answer_help(assembly: Assembly, command: c.AnswerHelp, at: int) -> list[e.Fact]:
    if command.seat not in assembly.seats:
        raise Refusal("no_such_seat")
    if all(call.seat != command.seat for call in assembly.help):
        return []
    return [e.HelpAnswered(at=at, seat=command.seat)]


def leaning_set(assembly: Assembly, event: e.LeaningSet) -> Assembly:
    key = leaning_key(event.seat, event.question)
    faction = assembly.seats[event.seat].faction
    mark = Leaned(event.seat, faction, event.question, event.value, event.at)
    return replace(
        assembly,
        leanings=assembly.leanings.set(key, event.value),
        leaned=assembly.leaned.set(len(assembly.leaned), mark),
    )


def forgotten(assembly: Assembly, seat: SeatId, at: int) -> Assembly:
    """The assembly without what a pupil kept to themself: somebody else sits down in their seat."""
    for question in assembly.scenario.questions:
        if (key := leaning_key(seat, question.id)) in assembly.leanings:
            gone = Leaned(seat, assembly.seats[seat].faction, question.id, None, at)
            assembly = replace(
                assembly,
                leanings=assembly.leanings.delete(key),
                leaned=assembly.leaned.set(len(assembly.leaned), gone),
            )
    assembly = study.forgotten(assembly, seat)
    if seat in assembly.reflections:
        assembly = replace(assembly, reflections=assembly.reflections.delete(seat))
    for id, event in assembly.held.items():
        if event.seat == seat:
            nobody_s = replace(assembly.texts[id], seat=NOBODY)
            assembly = replace(assembly, texts=assembly.texts.set(id, nobody_s))
    return assembly


def minutes_written(assembly: Assembly, event: e.MinutesWritten) -> Assembly:
    entry = MinutesEntry(event.seat, event.text, event.at)
    return replace(assembly, minutes_written=(*assembly.minutes_written, entry))


def headline_written(assembly: Assembly, event: e.HeadlineWritten) -> Assembly:
    return replace(assembly, headlines=assembly.headlines.set(event.seat, event.text))


def help_called(assembly: Assembly, event: e.HelpCalled) -> Assembly:
    """A second call of the same pupil stands in place of the first, and keeps its turn."""
    call = HelpCall(event.seat, event.text, event.at)
    if any(waiting.seat == event.seat for waiting in assembly.help):
        return replace(assembly, help=tuple(call if w.seat == event.seat else w for w in assembly.help))
    return replace(assembly, help=(*assembly.help, call))


def help_answered(assembly: Assembly, event: e.HelpAnswered) -> Assembly:
    return replace(assembly, help=tuple(call for call in assembly.help if call.seat != event.seat))


RULES: Rules = {
    c.SetLeaning: lean,
    c.WriteMinutes: write_minutes,
    c.WriteHeadline: write_headline,
    c.CallHelp: call_help,
    c.AnswerHelp: answer_help,
}
CHANGES: Changes = {
    e.LeaningSet: leaning_set,
    e.MinutesWritten: minutes_written,
    e.HeadlineWritten: headline_written,
    e.HelpCalled: help_called,
    e.HelpAnswered: help_answered,
}
