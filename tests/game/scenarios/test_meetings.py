"""What `check_scenarios` lets through can be created, cast, played, shown, printed, exported, brought back.

The suite tries the same few meetings every time. To try others:

    MEETINGS=500 SEED=7 python3 manage.py test tests/game/scenarios/test_meetings.py
"""

import os
from functools import cache
from random import Random

import pytest
from django.conf import settings

from debate.prover.playout import play
from debate.scenario import Scenario
from game.management.commands.simulate import at_random
from game.models import Participant, Session
from game.people import participants
from game.scenarios import files as scenarios
from game.scenarios import versions
from tests.game.exports.test_import_session import named
from tests.support.server import every_page, files, meetings

pytestmark = pytest.mark.django_db

MEETINGS, SEED = int(os.environ.get("MEETINGS", 0)), int(os.environ.get("SEED", 0))
OURS = [folder.name for folder in scenarios.folders(settings.SEEDS_DIR)]


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


def held(scenario: Scenario, chance: Random) -> Session:
    """A session of this meeting in which a few pupils vote at random; with names, two of them in one seat."""
    pupils, voter = chance.randint(0, 3), at_random(scenario, chance)
    played = play(scenario, minutes=chance.choice((20, 50, 240)), pupils=pupils, voter=voter, expected=12)
    session = files.kept(scenario, played.events)
    named(session, **{f"s{n}": f"Pupil {n}" for n in range(1, pupils + 1)})
    if pupils:
        beside = participants.new(session.pk, "Cem")
        beside.seat, beside.partner = "s1", Participant.objects.get(session=session, seat="s1")
        beside.save()
    return session


def goes_all_the_way(scenario: Scenario, chance: Random) -> None:
    """Everything a class does with a meeting, and everything that is made of it."""
    session = held(scenario, chance)
    every_page.look(session, everything=chance.random() < 0.2)

    back = files.there_and_back(session, with_names=True)

    assert files.same_at_every_step(session, back) == session.head
    assert len(participants.people(back.pk).seats) == len(participants.people(session.pk).seats)


@pytest.mark.parametrize("seed", range(SEED, SEED + (MEETINGS or 4)))
def test_a_meeting_of_any_shape_goes_all_the_way(seed, tmp_path):
    chance = Random(seed)
    folder = meetings.written(meetings.meeting(chance), tmp_path / "meeting")
    assert [str(fault) for fault in scenarios.faults(folder) if not fault.is_warning] == []

    goes_all_the_way(scenarios.read(folder), chance)


@cache
def document(name: str) -> meetings.Document:
    """One of the shipped meetings as plain values."""
    return scenarios.gather(settings.SEEDS_DIR / name).document


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("seed", range(SEED, SEED + (MEETINGS or 8)))
def test_a_meeting_in_which_something_was_changed_has_a_fault_or_goes_all_the_way(name, seed, tmp_path):
    chance = Random(f"{name} {seed}")
    changed, _what = meetings.changed(document(name), chance)
    folder = meetings.written(changed, tmp_path / "meeting")

    found = scenarios.faults(folder)

    if scenarios.is_bad(found):
        assert all(fault.wrong and fault.mend for fault in found)
    elif MEETINGS or seed % 4 == 0:
        goes_all_the_way(scenarios.read(folder), chance)
