"""A meeting with nothing in it that may be left out: its pages name what is there, and nothing else."""

import tomllib

import pytest

from debate.prover.playout import play
from debate.scenario import Option, Scenario
from game.drawn import lab, library, outcome, pack
from game.pages.afterwards.print_pack import PARTS
from game.scenarios import files as scenarios
from game.scenarios import versions
from tests.game.scenarios.test_scenarios import EXAMPLE
from tests.support.server import every_page, files, meetings

pytestmark = pytest.mark.django_db

EMPTY = ("followed", "debrief", "situation", "procedure")


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    every_page.forget()
    yield
    versions.version.cache_clear()


@pytest.fixture
def scenario(tmp_path) -> Scenario:
    """The documented example with a reporter who comes with a what-if, and without what may be left out."""
    document = tomllib.loads(EXAMPLE) | dict.fromkeys(EMPTY, [])
    reporter = document["roles"][0] | {
        "id": "reporter", "name": "Ned Reporter", "short": "Reporter", "seat": "optional", "votes": False,
        "office": "press", "rank": 9, "beliefs": {}, "needs": [], "knows": [],
    }  # fmt: skip
    document["roles"].append(reporter)
    document["options"] = [
        {"id": "press", "title": "A reporter in the gallery", "text": "What if?", "roles": ["reporter"]}
    ]
    found = scenarios.read(meetings.written(document, tmp_path / "town-council"))
    assert found.options == (
        Option(id="press", title="A reporter in the gallery", text="What if?", roles=("reporter",)),
    )
    return found


def test_no_page_has_a_heading_without_anything_below(scenario):
    session = files.kept(scenario, play(scenario).events)
    place = (session.pk, session.head)

    about = b"".join(library.scenario("en", session.scenario_id)).decode()
    seen = b"".join(outcome.page("en", *place, False, True, (), False, "")).decode()

    for word in ("glossary", "situation", "procedure"):
        assert f'id="{word}"' not in about
        assert f'"#{word}"' not in about
    for word in ("followed", "roads", "disputes", "debrief"):
        assert f'id="{word}"' not in seen
        assert f'"#{word}"' not in seen
    assert 'id="sources"' in about
    assert "One seat, one vote, as in the council of that time." in seen
    every_page.look(session)


def test_the_lab_offers_no_more_people_who_would_change_nothing(scenario):
    session = files.kept(scenario, play(scenario).events)

    page = b"".join(lab.page("en", session.pk, session.head, False, True)).decode()

    assert "A reporter in the gallery" not in page
    assert "#option-1" not in page


def test_the_print_pack_has_the_authors_note_on_votes_and_no_star_without_one(scenario):
    session = files.kept(scenario, play(scenario).events)

    pages = pack.papers("en", session.pk, session.head, (), "http://a.school/", tuple(PARTS), True)

    assert "One seat, one vote, as in the council of that time." in pages
    assert "* only if" not in pages
    assert "<p></p>" not in pages
    assert "<p> · " not in pages
