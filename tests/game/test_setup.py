"""Setting up a session: what teachers type, and what becomes of it; and the scenarios on offer."""

import pytest
from django.http import QueryDict

from debate.refusal import Refusal
from debate.seating import LARGEST_CLASS, LONGEST_LESSON, SHORTEST_LESSON, SMALLEST_CLASS
from game import catalogue, scenarios, setup
from game.models import ScenarioVersion
from tests.debate import mini

SLUGS = {"central-committee-10-october", "democratic-conference"}


def wanted(**fields):
    return setup.Wanted.of({"scenario": "democratic-conference", **fields}, catalogue.offered())


def test_what_is_offered_are_the_folders_of_seeds():
    assert set(catalogue.offered()) == SLUGS


def test_without_a_word_it_is_an_ordinary_class():
    plain = setup.Wanted.of({}, catalogue.offered())

    assert (plain.scenario.slug, plain.pupils, plain.minutes) == ("democratic-conference", "28", "50")
    assert plain.events()


def test_an_unknown_meeting_is_refused():
    with pytest.raises(Refusal, match="no_such_scenario"):
        setup.Wanted.of({"scenario": "../etc"}, catalogue.offered())


@pytest.mark.parametrize("pupils", ["3", "1001", "-1", "0", "many", "", "1.5", "9" * 5000])
def test_a_class_of_another_size_is_refused_with_the_bounds(pupils):
    with pytest.raises(Refusal) as refused:
        wanted(pupils=pupils).events()

    assert refused.value.code == "class_size"
    assert refused.value.details == {"least": SMALLEST_CLASS, "most": LARGEST_CLASS}


@pytest.mark.parametrize("minutes", ["19", "241", "soon", ""])
def test_a_lesson_of_another_length_is_refused_with_the_bounds(minutes):
    with pytest.raises(Refusal) as refused:
        wanted(minutes=minutes).events()

    assert refused.value.code == "lesson_length"
    assert refused.value.details == {"least": SHORTEST_LESSON, "most": LONGEST_LESSON}


@pytest.mark.parametrize("pupils", [*range(SMALLEST_CLASS, 61), LARGEST_CLASS])
@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_a_class_of_any_size_can_be_set_up_and_looked_at(slug, pupils):
    asked = setup.Wanted.of({"scenario": slug, "pupils": str(pupils)}, catalogue.offered())

    shown = setup.preview(asked, asked.events())

    assert len(shown["played"]) == pupils
    assert sum(row["played"] for row in shown["balance"]) == pupils
    assert sum(minutes for _, minutes in shown["stages"]) == pytest.approx(50, abs=1)


def test_an_unknown_option_is_refused():
    given = QueryDict("scenario=democratic-conference&options=dragons")

    with pytest.raises(Refusal, match="no_such_option"):
        setup.Wanted.of(given, catalogue.offered()).events()


@pytest.mark.django_db
def test_a_session_is_found_with_a_fresh_code():
    asked = wanted(pupils="4")

    one, two = setup.found(asked, asked.events()), setup.found(asked, asked.events())

    assert one.code != two.code
    assert one.scenario == two.scenario


@pytest.mark.django_db
def test_a_version_is_kept_once_and_comes_back_as_it_was():
    first, again = catalogue.keep(mini.scenario()), catalogue.keep(mini.scenario())

    assert first == again
    assert ScenarioVersion.objects.count() == 1
    assert scenarios.from_json(first.content) == mini.scenario()


@pytest.mark.django_db
def test_all_scenarios_are_kept_when_the_server_starts():
    assert {scenario.slug for scenario in catalogue.load_all()} == SLUGS
    assert set(ScenarioVersion.objects.values_list("slug", flat=True)) == SLUGS
