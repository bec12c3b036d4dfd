"""Every decision is found from the list of them, under its own title."""

import re

from tests.docs import arrows

HOME = arrows.ROOT / "docs" / "decisions"


def test_each_decision_is_listed_once_by_its_title():
    listed = re.findall(
        r"^- \[(.+)\]\((.+)\)$", (HOME / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    written = [
        (path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# "), path.name)
        for path in HOME.glob("*.md")
        if path.name != "README.md"
    ]

    assert sorted(listed) == sorted(written)
