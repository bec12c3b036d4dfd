"""The walk of one vote in `docs/architecture.md` goes through files and functions that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WALK = re.findall(
    r"^\| \d+ \| `([\w/.]+)`(?: `([\w.]+)`)? \|",
    (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_walk_goes_from_the_browser_to_the_disk_and_back():
    files = [path for path, _ in WALK]

    assert len(WALK) == 18
    assert files[0] == files[-1] == "game/static/game/live.js"
    assert "game/sessions/journal.py" in files


@pytest.mark.parametrize(("path", "name"), WALK)
def test_each_of_its_steps_exists(path, name):
    source = (ROOT / path).read_text(encoding="utf-8")

    for part in name.split(".") if name else ():
        assert re.search(rf"^\s*(async def|def|class) {part}\b", source, re.MULTILINE), f"{name} in {path}"
