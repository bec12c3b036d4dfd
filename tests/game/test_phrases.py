"""Every reason for a "no" has a sentence, and every sentence has its reason."""

import ast
import re

import pytest
from django.conf import settings

from debate.refusal import Refusal
from game.pages.errors import STATUS, status_of
from game.phrases import SENTENCES, sentence


def refusals():
    """Every `Refusal("code", detail=...)` written anywhere: (code, details, where)."""
    for folder in ("debate", "game"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)) if "Refusal(" in text else ():
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                    yield node, f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}"


RAISED = list(refusals())
CODES = {node.args[0].value for node, _ in RAISED if isinstance(node.args[0], ast.Constant)}


def passed_on():
    """Codes that reach a Refusal as an argument: of `pages.forms.NumberField`, as forms write them."""
    pages = (settings.BASE_DIR / "game" / "pages").rglob("*.py")
    texts = [path.read_text(encoding="utf-8") for path in pages]
    return {code for text in texts for code in re.findall(r"NumberField\([^\"]*\"(\w+)\"", text)}


def test_the_walk_finds_refusals():
    assert len(RAISED) > 40


def test_every_refusal_has_a_sentence():
    assert not {code: where for code in CODES - set(SENTENCES) for _, where in RAISED}
    assert passed_on() <= set(SENTENCES)


def test_every_sentence_is_used():
    assert set(SENTENCES) - CODES - passed_on() == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_one_a_pupil_can_read(code):
    text = str(SENTENCES[code])

    assert text[0].isupper()
    assert text.endswith((".", "manage.py teacher_link"))
    assert "  " not in text
    assert "_" not in re.sub(r"%\(\w+\)s|teacher_link", "", text)
    assert len(text) < 120


@pytest.mark.parametrize("code", sorted(CODES & set(SENTENCES)))
def test_each_refusal_brings_the_details_its_sentence_needs(code):
    wanted = set(re.findall(r"%\((\w+)\)", str(SENTENCES[code])))

    for node, where in RAISED:
        if isinstance(node.args[0], ast.Constant) and node.args[0].value == code:
            assert wanted <= {keyword.arg for keyword in node.keywords}, where


def test_a_sentence_is_filled_with_its_details():
    told = sentence(Refusal("name_too_long", most=40, length=300))

    assert told == "This name has 300 characters. Use at most 40."


def test_a_detail_with_a_percent_sign_is_only_text():
    assert "100%s" in sentence(Refusal("name_taken", name="100%s"))


def test_statuses_are_for_codes_that_exist():
    assert set(STATUS) <= set(SENTENCES)
    assert status_of(Refusal("ballot_closed")) == 409
