"""What pupils read is plain enough for fifteen-year-olds: Flesch and Kincaid's grade of sheets and situation.

The grade counts the words of a sentence and the syllables of a word (Kincaid et al. 1975, Derivation of New
Readability Formulas). Syllables are counted as runs of vowels, which is a little more than are spoken.
"""

import re
from collections.abc import Iterable

import pytest

from debate.scenario import Role, Scenario
from tests.support.rules.shipped import scenario

MEETINGS = ("democratic-conference", "central-committee-10-october")
SHEET, SITUATION = 7.0, 7.5


def syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    silent = letters.endswith("e") and not letters.endswith("le")
    return max(1, len(re.findall(r"[aeiouy]+", letters)) - silent) if letters else 0


def grade(texts: Iterable[str]) -> float:
    """Years at school after which it reads well."""
    text = " ".join(texts)
    words, sentences = text.split(), re.findall(r"[.!?]+[”\"’]?(?=\s|$)", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sheet(role: Role) -> list[str]:
    """What somebody reads who plays this person."""
    claims = (role.who, role.human, *role.knows)
    stands = (stand for belief in role.beliefs.values() for stand in (belief, *belief.cases))
    return [
        *(claim.text for claim in claims if claim),
        *(need.why for need in role.needs),
        *(stand.why for stand in stands),
        *(role.public_aim, role.private_aim, role.red_line, role.moved_by, role.first_words),
    ]


def hard_sheets(found: Scenario) -> dict[str, float]:
    graded = {role.id: round(grade(sheet(role)), 2) for role in found.roles}
    return {id: number for id, number in graded.items() if number > SHEET}


@pytest.mark.parametrize("slug", MEETINGS)
def test_every_role_sheet_reads_like_a_text_for_younger_pupils(slug):
    assert hard_sheets(scenario(slug)) == {}


@pytest.mark.parametrize("slug", MEETINGS)
def test_so_do_the_situation_and_what_is_at_stake(slug):
    found = scenario(slug)

    assert grade(claim.text for claim in found.situation) <= SITUATION
    assert grade([found.summary, found.at_stake]) <= SITUATION


def test_a_learned_text_is_graded_as_hard():
    text = "Constitutional deliberations necessitated extraordinary parliamentary accommodations throughout."

    assert grade([text]) > 2 * SITUATION
