"""Does a class fit into its lessons? What has to be read, who has to speak, and what is left out.

A plan (`planner.py`) gives every stage its minutes. Here they are held against what the persons of a class
have on their sheets, so that a teacher knows beforehand, and what to do about it.
"""

from collections.abc import Collection
from math import ceil

from msgspec import Struct

from debate.ids import QuestionId
from debate.rules.business.planner import Plan, course, most_lessons, plan
from debate.scenario import Aim, Condition, Role, Scenario, Stage, StageKind

WORDS_A_MINUTE = 150
"""As fast as fifteen-year-olds read what they have to remember."""
BETWEEN_SPEECHES = 15
"""Seconds from one speaker to the next. A speech in class takes about half the time that it may."""
READ_IN: frozenset[StageKind] = frozenset({"gather", "brief"})
"""A sheet is on the phone from the moment its seat is taken."""


class LeftOut(Struct, frozen=True, kw_only=True):
    """Titles of the questions for which there is no time, of the endings that go with them, and the names of
    those of the class who have an aim that goes with them."""

    questions: tuple[str, ...]
    endings: tuple[str, ...]
    persons: tuple[str, ...]


class Reckoning(Struct, frozen=True, kw_only=True):
    """`words`: of the longest sheet of this class and of the situation; they take `reading` minutes of
    `reading_has`. So many `must_speak` to meet an aim, and debates have room for so many (`can_speak`).
    `has_least`: has every stage the least it needs?"""

    words: int
    reading: int
    reading_has: int
    must_speak: int
    can_speak: int
    has_least: bool
    left_out: LeftOut

    @property
    def can_be_read(self) -> bool:
        return self.reading <= self.reading_has

    @property
    def all_can_speak(self) -> bool:
        return self.must_speak <= self.can_speak

    @property
    def fits(self) -> bool:
        return self.has_least and self.can_be_read and self.all_can_speak


def reckoning(scenario: Scenario, played: Collection[Role], minutes: int, lessons: int) -> Reckoning:
    """Of a class that plays these persons, in so many lessons of so many minutes each."""
    planned = plan(scenario, minutes, lessons)
    words = sum(_words(claim.text) for claim in scenario.situation)
    words += max((words_of_sheet(role) for role in played), default=0)
    debates = sum(planned.minutes[stage.id] for stage in course(scenario) if stage.kind == "debate")
    turn = scenario.standing_orders.speech_seconds // 2 + BETWEEN_SPEECHES
    return Reckoning(
        words=words,
        reading=ceil(words / WORDS_A_MINUTE),
        reading_has=sum(planned.minutes[stage.id] for stage in scenario.agenda if stage.kind in READ_IN),
        must_speak=sum(map(_has_to_speak, played)),
        can_speak=debates * 60 // turn,
        has_least=planned.fits,
        left_out=_left_out(scenario, played, planned),
    )


def suggested(scenario: Scenario, played: Collection[Role], minutes: int) -> int:
    """The fewest lessons of so many minutes into which this class fits; where none are enough, as many as the
    meeting can be parted into."""
    most = most_lessons(scenario)
    fitting = (n for n in range(1, most + 1) if reckoning(scenario, played, minutes, n).fits)
    return next(fitting, most)


def words_of_sheet(role: Role) -> int:
    """How much somebody has to read who plays this person."""
    claims = (role.who, role.human, *role.knows)
    stands = [stand for belief in role.beliefs.values() for stand in (belief, *belief.cases)]
    return sum(
        map(
            _words,
            (
                *(claim.text for claim in claims if claim),
                *(f"{stand.given} {stand.why}" for stand in stands),
                *(need.why for need in role.needs),
                *(role.public_aim, role.private_aim, role.red_line, role.moved_by, role.first_words),
            ),
        )
    )


def _words(text: str) -> int:
    return len(text.split())


def _aims(role: Role) -> list[Aim]:
    return [aim for aim in (role.public_met, role.private_met) if aim]


def _has_to_speak(role: Role) -> bool:
    return any(aim.speeches or any(way.speeches for way in aim.either) for aim in _aims(role))


def _left_out(scenario: Scenario, played: Collection[Role], planned: Plan) -> LeftOut:
    questions = {s.question for s in scenario.agenda if s.question and _has_no_vote(s, planned)}
    endings = {ending.id for ending in scenario.outcomes if _asks_for(ending.when, questions)}
    return LeftOut(
        questions=tuple(question.title for question in scenario.questions if question.id in questions),
        endings=tuple(ending.title for ending in scenario.outcomes if ending.id in endings),
        persons=tuple(
            role.name for role in played if any(_goes(aim, questions, endings) for aim in _aims(role))
        ),
    )


def _has_no_vote(stage: Stage, planned: Plan) -> bool:
    return stage.kind == "division" and not planned.minutes[stage.id]


def _asks_for(condition: Condition, questions: Collection[QuestionId]) -> bool:
    """Does it ask how one of these was decided?"""
    return not {*condition.carried, *condition.lost, *condition.chosen}.isdisjoint(questions)


def _goes(aim: Aim, questions: Collection[QuestionId], endings: Collection[str]) -> bool:
    """Can it not be met where these questions are never put, and none of these endings comes?"""
    return (
        _asks_for(aim, questions)
        or not {*aim.voted, *aim.at_least}.isdisjoint(questions)
        or bool(aim.outcomes and set(aim.outcomes) <= set(endings))
        or bool(aim.either and all(_goes(way, questions, endings) for way in aim.either))
    )
