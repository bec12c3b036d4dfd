"""The plan of a lesson, or of two or three: whole minutes for each stage, whatever the lesson's length.

A stage has an `ideal` and a `least`. Between the two all stages give way alike; what may be left out is, once
it would get less than its least; and a third of the time stays for looking back. The first stage is planned
before the meeting is opened. A later lesson begins with a few minutes in which a class finds its way back.
"""

from collections.abc import Mapping

from msgspec import Struct

from debate.decisions import NOTHING, result
from debate.ids import StageId
from debate.scenario import Scenario, Stage, StageKind

AFTER_THE_MEETING: frozenset[StageKind] = frozenset({"out_of_role", "debrief"})
MOST_LESSONS = 3
BACK_IN = 3
"""Minutes at the beginning of every lesson but the first: where we stopped."""


class Plan(Struct, frozen=True, kw_only=True):
    """`minutes`: of each stage, 0 for one that is left out; `ends`: the stages after which a lesson ends, but
    for the last; `fits`: has every stage its least?"""

    minutes: Mapping[StageId, int]
    ends: tuple[StageId, ...] = ()
    fits: bool = True


def course(scenario: Scenario) -> tuple[Stage, ...]:
    """The stages as the meeting went in history. A question without a record was not put."""
    decided, found = NOTHING, []
    known = {question.id: question for question in scenario.questions}
    for stage in scenario.agenda:
        if not decided.holds(stage.when):
            continue
        found.append(stage)
        question = known.get(stage.question) if stage.question and stage.kind == "division" else None
        if question and question.record and not question.optional:
            decided = decided.after([result(question, question.record.carried, question.record.chosen)])
    return tuple(found)


def plan(scenario: Scenario, minutes: int, lessons: int = 1) -> Plan:
    """The plan for so many lessons of so many minutes each. The times add up as the meeting went in history;
    a stage that came otherwise has what its like would have."""
    if (minutes, lessons) not in scenario.plans:
        scenario.plans[minutes, lessons] = _plan(scenario, minutes, lessons)
    found: Plan = scenario.plans[minutes, lessons]
    return found


def most_lessons(scenario: Scenario) -> int:
    """Into how many lessons the meeting can be parted."""
    return min(MOST_LESSONS, 1 + sum(stage.lesson_may_end for stage in course(scenario)[:-1]))


def _plan(scenario: Scenario, minutes: int, lessons: int) -> Plan:
    best: Plan | None = None
    for ends in _ways_to_part(scenario, lessons):
        found = _planned(scenario, minutes, ends)
        if best is None or _unevenness(scenario, found) < _unevenness(scenario, best):
            best = found
    return best or _planned(scenario, minutes * lessons, ())


def _ways_to_part(scenario: Scenario, lessons: int) -> list[tuple[StageId, ...]]:
    """Every way to end so many lessons where one may end."""
    stages = course(scenario)
    parts: list[tuple[StageId, ...]] = [()]
    for _ in range(lessons - 1):
        parts = [
            (*ends, stage.id)
            for ends in parts
            for n, stage in enumerate(stages)
            if stage.lesson_may_end and (not ends or n > [s.id for s in stages].index(ends[-1]))
        ]
    return parts


def _planned(scenario: Scenario, minutes: int, ends: tuple[StageId, ...]) -> Plan:
    given: dict[StageId, int] = {}
    fits, part = True, list[Stage]()
    lesson, on_course = 0, {stage.id for stage in course(scenario)}
    for stage in scenario.agenda:
        part.append(stage)
        if stage.id in ends or stage is scenario.agenda[-1]:
            there = minutes - (BACK_IN if lesson else 0)
            shared, enough = _shared(part, on_course, there)
            if stage is scenario.agenda[-1]:
                held = [stage for stage in part if stage.id in on_course]
                _keep_a_third(held, shared, minutes * (lesson + 1))
            given |= shared
            fits, part, lesson = fits and enough, [], lesson + 1
    return Plan(minutes=given, ends=ends, fits=fits)


def _shared(stages: list[Stage], on_course: set[StageId], minutes: int) -> tuple[dict[StageId, int], bool]:
    """The minutes of one lesson, shared out among its stages; and whether they are enough."""
    held = [stage for stage in stages if stage.id in on_course]
    ideal = sum(stage.ideal for stage in held)
    least = sum(stage.least for stage in held if not stage.may_be_left_out)
    if minutes >= ideal:
        exact = {stage.id: stage.ideal * minutes / (ideal or 1) for stage in stages}
    elif minutes >= least:
        way = (minutes - least) / (ideal - least)
        exact = {stage.id: _between(stage, way) for stage in stages}
    else:
        exact = {
            stage.id: 0.0 if stage.may_be_left_out else stage.least * minutes / least for stage in stages
        }
    return _whole(exact, [stage.id for stage in held], minutes), minutes >= least


def _keep_a_third(stages: list[Stage], given: dict[StageId, int], whole: int) -> None:
    """What rounding has taken from looking back comes from the longest stages of the meeting."""
    after = [stage.id for stage in stages if stage.kind in AFTER_THE_MEETING]
    before = [stage.id for stage in stages if stage.id not in after]
    missing = min(whole // 3 - sum(given[id] for id in after), len(after))
    for _ in range(max(missing, 0)):
        longest = max(before, key=lambda id: given[id], default=None)
        if longest is None or given[longest] <= 1:
            return
        given[longest] -= 1
        given[after[-1]] += 1


def _between(stage: Stage, way: float) -> float:
    """So much of the way from its least to its ideal."""
    if not stage.may_be_left_out:
        return stage.least + (stage.ideal - stage.least) * way
    given = stage.ideal * way
    return given if given >= stage.least else 0.0


def _whole(exact: Mapping[StageId, float], held: list[StageId], minutes: int) -> dict[StageId, int]:
    """Whole minutes that add up on the course: what is over goes to the largest remainders first. Whatever a
    stage that was left out would have had goes to the others alike."""
    used = sum(exact[id] for id in held)
    scale = minutes / used if used else 0.0
    scaled = {id: number * scale for id, number in exact.items()}
    given = {id: max(int(number), 1 if number else 0) for id, number in scaled.items()}
    over = minutes - sum(given[id] for id in held)
    by_remainder = sorted(
        (id for id in held if scaled[id]), key=lambda id: (int(scaled[id]) - scaled[id], -scaled[id])
    )
    for n in range(max(over, 0) if by_remainder else 0):
        given[by_remainder[n % len(by_remainder)]] += 1
    while over < 0 and any(given[id] > 1 for id in held):
        given[max(held, key=lambda id: given[id])] -= 1
        over += 1
    return given


def _unevenness(scenario: Scenario, found: Plan) -> tuple[bool, float]:
    """How far the lessons are from treating all stages alike; one that does not fit comes last."""
    shares = [found.minutes[stage.id] / stage.ideal for stage in course(scenario) if stage.ideal]
    return not found.fits, max(shares, default=0) - min(shares, default=0)
