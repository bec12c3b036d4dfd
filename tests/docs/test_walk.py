"""The walks in `docs/architecture.md`, of one vote and of one command, go through what exists, in order."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def walk(title):
    """(file, function or class, "" for none) of each step under this title."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    [section] = re.findall(rf"^## {title}$(.*?)^## ", page, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| (\d+) \| `([\w/.]+)`(?: `([\w.]+)`)? \|", section, re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, len(rows) + 1))
    return [(path, name) for _, path, name in rows]


VOTE, COMMAND = walk("One vote"), walk("One command")


def test_the_vote_goes_from_the_browser_to_the_disk_and_back():
    files = [path for path, _ in VOTE]

    assert len(VOTE) == 18
    assert files[0] == files[-1] == "game/static/game/live/live.js"
    assert "game/sessions/journal.py" in files


def test_a_command_touches_five_files():
    assert len({path for path, _ in COMMAND}) == 5


@pytest.mark.parametrize(("path", "name"), VOTE + COMMAND)
def test_each_step_exists(path, name):
    source = (ROOT / path).read_text(encoding="utf-8")

    for part in name.split(".") if name else ():
        assert re.search(rf"^\s*(async def|def|class) {part}\b", source, re.MULTILINE), f"{name} in {path}"
