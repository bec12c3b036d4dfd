"""The stories of our own meetings: fifteen-year-olds understand them at first hearing, and hear no end."""

import re

import msgspec
import pytest
from django.conf import settings

from game.drawn import library
from game.scenarios import files, versions
from tests.support.rules import mini
from tests.support.rules.shipped import scenario

OURS = [folder.name for folder in files.folders(settings.SEEDS_DIR)]
HIGHEST = 7
"""The grade of school in which a text is read without help, by the formula of Flesch and Kincaid."""


@pytest.fixture
def _numbers_start_afresh(db):
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


def grade(text: str) -> float:
    words = re.findall(r"[A-Za-z0-9]+(?:[,’'-][A-Za-z0-9]+)*", text)
    sentences = len(re.findall(r"[.?!](?:\s|$)", text))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels but for a mute e at the end; figures are spoken one by one."""
    if word[0].isdigit():
        return len(word.replace(",", ""))
    mute = re.search(r"[^aeiouyl]e$|[^aeioutd]ed$", word.lower())
    return max(1, len(re.findall("[aeiouy]+", word.lower())) - bool(mute))


def test_the_grade_is_that_of_the_formula():
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    assert grade("Considerable governmental intervention necessitates reconsideration.") > 30


@pytest.mark.parametrize("name", OURS)
def test_every_meeting_of_ours_has_a_story_and_a_plan(name):
    found = scenario(name)

    assert 5 <= len(found.story) <= 8
    assert found.plan == {"democratic-conference": "theatre", "central-committee-10-october": "table"}[name]


@pytest.mark.parametrize(
    "text", [pytest.param(frame.text, id=frame.title) for name in OURS for frame in scenario(name).story]
)
def test_every_frame_is_read_without_help(text):
    assert grade(text) <= HIGHEST


@pytest.mark.parametrize("name", OURS)
def test_the_roll_is_called_where_it_was_in_history(name):
    called = {question.id for question in scenario(name).questions if question.calls}

    assert called == {
        question.id
        for question in scenario(name).questions
        if question.record and "roll-call by name" in question.record.held.lower()
    }


@pytest.mark.usefixtures("_numbers_start_afresh")
def test_the_page_of_a_meeting_tells_its_story_frame_by_frame():
    page = b"".join(library.scenario("en", versions.keep(mini.with_story()).pk)).decode()

    assert [int(n) for n in re.findall(r"<strong>Winter (\d)</strong>", page)] == [1, 2, 3, 4, 5]
    assert (
        page.index('id="situation"')
        < page.index("Winter 1")
        < page.index("The ferry sank twice last winter.")
    )


@pytest.mark.usefixtures("_numbers_start_afresh")
def test_a_meeting_with_nothing_but_a_story_has_one_heading_for_it():
    bare = msgspec.structs.replace(mini.with_story(), situation=())

    page = b"".join(library.scenario("en", versions.keep(bare).pk)).decode()

    assert page.count('id="situation"') == 1
    assert "What everybody knows" not in page
