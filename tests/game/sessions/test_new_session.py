"""Setting up a session, and the scenarios on offer. What teachers type: `tests/game/pages/test_forms.py`."""

import pytest

from debate.commands import TEACHER, CreateSession
from debate.refusal import Refusal
from debate.rules.hall.seating import LARGEST_CLASS, SMALLEST_CLASS
from game.models import ScenarioVersion
from game.scenarios import files, versions
from game.sessions import new_session
from tests.support.rules import mini

SLUGS = {"central-committee-10-october", "democratic-conference"}


def wanted(slug="democratic-conference", pupils=28, **more):
    """A meeting, and what is asked for."""
    return versions.offered()[slug], CreateSession(by=TEACHER, pupils=pupils, minutes=50, **more)


def test_what_is_offered_are_the_folders_of_seeds():
    assert set(versions.offered()) == SLUGS


@pytest.mark.parametrize("pupils", [*range(SMALLEST_CLASS, 61), LARGEST_CLASS])
@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_a_class_of_any_size_can_be_set_up_and_looked_at(slug, pupils):
    meeting, asked = wanted(slug, pupils)

    shown = new_session.preview(meeting, new_session.events(meeting, asked))

    assert len(shown.played) == pupils
    assert sum(row.played for row in shown.balance) == pupils
    [lesson] = shown.lessons
    assert sum(minutes for _, minutes in lesson.stages) == 50


def test_an_unknown_option_is_refused():
    with pytest.raises(Refusal, match="no_such_option"):
        new_session.events(*wanted(options=("dragons",)))


@pytest.mark.django_db
def test_a_session_is_found_with_a_fresh_code():
    meeting, asked = wanted(pupils=4)
    begun = new_session.events(meeting, asked)

    one, two = new_session.found(meeting, begun), new_session.found(meeting, begun)

    assert one.code != two.code
    assert one.scenario == two.scenario


@pytest.mark.django_db
def test_a_version_is_kept_once_and_comes_back_as_it_was():
    first, again = versions.keep(mini.scenario()), versions.keep(mini.scenario())

    assert first == again
    assert ScenarioVersion.objects.count() == 1
    assert files.from_json(first.content) == mini.scenario()


@pytest.mark.django_db
def test_all_scenarios_are_kept_when_the_server_starts():
    assert {scenario.slug for scenario in versions.load_all()} == SLUGS
    assert set(ScenarioVersion.objects.values_list("slug", flat=True)) == SLUGS
