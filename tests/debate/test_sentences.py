"""Every refusal the rules can give has a sentence, and the sentence finds the details it needs."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.rules.sentences import sentences

RULES = Path(__file__).parents[2] / "debate"


def refusals() -> list[tuple[str, str, set[str]]]:
    """Every `Refusal(...)` in the rules: where it stands, its code, the names of its details."""
    return [
        (f"{path.stem}:{node.lineno}", ast.literal_eval(node.args[0]), {k.arg for k in node.keywords})
        for path in sorted(RULES.rglob("*.py"))
        if "Refusal(" in (text := path.read_text(encoding="utf-8"))  # or it need not be parsed
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"
    ]


@pytest.mark.parametrize(("where", "code", "details"), refusals())
def test_a_refusal_has_a_sentence_with_its_details(where, code, details):
    sentence = sentences()[code]

    assert set(re.findall(r"%\((\w+)\)s", sentence)) <= details
    assert sentence.rstrip().endswith((".", "link"))


def test_there_are_refusals_to_look_at():
    assert len(refusals()) > 40
