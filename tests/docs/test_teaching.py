"""What `docs/teaching.md` calls by name is on the pages, under that name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "teaching.md").read_text()
NAMES = sorted({" ".join(name.split()) for name in re.findall(r"\*\*(.+?)\*\*", PAGE, re.DOTALL)} - {"bold"})


@pytest.fixture(scope="module")
def words() -> str:
    """All that templates and the words of the pages say."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("game/**/*.py")]
    return " ".join(" ".join(file.read_text() for file in files).split())


@pytest.mark.parametrize("name", NAMES)
def test_what_teachers_are_told_to_press_is_there(name: str, words: str):
    assert name in words
