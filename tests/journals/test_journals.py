"""Golden journals: sessions played once, with everything the rules know, must come to the same for ever."""

import gzip
import json
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from debate import codec
from debate.afterwards.compare import beside_history
from debate.assembly import Assembly
from debate.check.upgrades import upgraded
from debate.events import AnyEvent
from debate.evolve import evolve, fold
from debate.scenario import Scenario
from tests.journals.told import told
from tests.support.rules.seen import view

JOURNALS = sorted(Path(__file__).parent.glob("*.json.gz"))

DEBRIEF = {"ReflectionWritten", "DebriefPlanned", "QuestionShown"}
SECRET_MEETING = {"HeadlineWritten", "ListClosed", "BusinessReordered"}
SERVER_AWAKE = {"TimeGivenBack"}
READ_FIRST = {"TextHeld", "TextLetThrough", "TextTakenAway", "ReadFirstSet"}
OLDER_WORD = {"StatementHidden"}
MORE_TIME = {"TimeGiven"}
NAMES = {"NameTakenAway"}
TOLD_AT_ONCE = {"ResultRevealed"}
THE_WALL = {
    "ChapterShown",
    "Guessed",
    "MoodTaken",
    "PutOnTheWall",
    "ResultRevealed",
    "SessionReopened",
}
PERSUADED = {
    "SilenceCounted",
    "SilenceRuleSet",
    "BargainOffered",
    "BargainStruck",
    "BargainDropped",
    "MovedTold",
}
STUDIED = {"DocumentCited", "CheckAnswered", "WorkHandedIn"}
COMMITTEE = SECRET_MEETING | SERVER_AWAKE | NAMES
CONFERENCE = SERVER_AWAKE | NAMES
EARLIER = PERSUADED | STUDIED
BEFORE = EARLIER | OLDER_WORD
NOT_IN_EVERY_MEETING = {
    "central-committee-10-october.json.gz": COMMITTEE | OLDER_WORD | TOLD_AT_ONCE,
    "central-committee-10-october.5.json.gz": COMMITTEE | STUDIED | OLDER_WORD | TOLD_AT_ONCE,
    "central-committee-10-october.4.json.gz": COMMITTEE | BEFORE | TOLD_AT_ONCE,
    "central-committee-10-october.3.json.gz": COMMITTEE | BEFORE | THE_WALL,
    "central-committee-10-october.2.json.gz": COMMITTEE | EARLIER | READ_FIRST | MORE_TIME | THE_WALL,
    "central-committee-10-october.1.json.gz": (
        COMMITTEE | EARLIER | DEBRIEF | READ_FIRST | MORE_TIME | THE_WALL
    ),
    "democratic-conference.json.gz": CONFERENCE | OLDER_WORD,
    "democratic-conference.5.json.gz": CONFERENCE | STUDIED | OLDER_WORD,
    "democratic-conference.4.json.gz": CONFERENCE | BEFORE,
    "democratic-conference.3.json.gz": CONFERENCE | BEFORE | THE_WALL,
    "democratic-conference.2.json.gz": CONFERENCE | EARLIER | READ_FIRST | MORE_TIME | THE_WALL,
    "democratic-conference.1.json.gz": CONFERENCE | EARLIER | DEBRIEF | READ_FIRST | MORE_TIME | THE_WALL,
}
"""Kinds of events a meeting has no use for: no press at a secret meeting, no list at a small table; no
server slept meanwhile; no pupil had a name; where each has one seat and the house votes for none a result is
told at once; and what hides a text has another name now. Journals with a
number were made before the rules knew all there is now."""


def opened(path: Path) -> tuple[Scenario, list[AnyEvent], list[dict]]:
    """The scenario, the events and the milestones of a journal."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    scenario = msgspec.convert(upgraded(content["scenario"]), Scenario)
    events = [codec.decode(json.dumps(data), version) for version, data in content["entries"]]
    return scenario, events, content["milestones"]


def test_there_is_a_journal_of_each_meeting():
    assert {path.name for path in JOURNALS} >= {
        "central-committee-10-october.json.gz",
        "democratic-conference.json.gz",
    }


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_a_journal_comes_to_what_it_came_to_when_it_was_played(path):
    scenario, events, milestones = opened(path)
    expected = {milestone["seq"]: milestone for milestone in milestones}
    assembly = Assembly(scenario=scenario)

    reached = {}
    for event in events:
        assembly = evolve(assembly, event)
        if assembly.seq in expected:
            reached[assembly.seq] = json.loads(json.dumps(told(assembly)))

    assert len(expected) > 8
    assert reached == expected


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_a_journal_holds_everything_that_can_happen(path):
    _, events, _ = opened(path)

    kinds = {kind.__name__ for kind in get_args(AnyEvent)}

    assert {type(event).__name__ for event in events} == kinds - NOT_IN_EVERY_MEETING.get(path.name, set())


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_every_page_of_a_journal_can_still_be_shown(path):
    scenario, events, _ = opened(path)
    assembly = Assembly(scenario=scenario)

    for event in events:
        assembly = evolve(assembly, event)
        for audience, seat in (("teach", ""), ("screen", ""), ("seat", "s1")):
            assert view(assembly, audience, seat)["seq"] == assembly.seq

    assert beside_history(fold(scenario, events)).divisions
