"""Style sheets: what a browser does not understand it passes over in silence, so it is asked line by line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

SHEETS = sorted((Path(__file__).resolve().parents[3] / "game" / "static" / "game").rglob("*.css"))
NESTED = {"media", "supports", "layer", "container"}
DESCRIBES = {"page", "font-face", "property"}
"""At-rules that hold declarations which no element could have."""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_browser_understands_every_selector_and_every_declaration(sheet, browser):
    rules = list(read(tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), True, True)))
    # Another browser's own names stand in rules of their own, as they have to.
    selectors = [selector for selector, _ in rules if "::-moz-" not in selector]
    declarations = sorted({found for _, own in rules for found in own})
    page = browser.new_page()

    strange = page.evaluate(
        """([selectors, declarations]) => {
          const knows = (selector) => {
            try { document.querySelector(selector); } catch { return false; }
            return true;
          };
          return [
            ...selectors.filter((one) => !knows(one)),
            ...declarations.filter((one) => !CSS.supports(...one)).map((one) => one.join(": ")),
          ];
        }""",
        [selectors, declarations],
    )

    page.close()
    assert len(declarations) > 20
    assert strange == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_token_that_is_used_is_there(sheet):
    everything = "".join(path.read_text(encoding="utf-8") for path in SHEETS)

    used = set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text(encoding="utf-8")))

    assert used - set(re.findall(r"(--[\w-]+):", everything)) == set()


def read(nodes: list) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each rule's selector and its declarations. Fails on what cannot be read."""
    for node in nodes:
        assert node.type != "error", f"line {node.source_line}: {node.message}"
        if node.type == "at-rule":
            if node.lower_at_keyword in NESTED and node.content is not None:
                yield from read(tinycss2.parse_rule_list(node.content, True, True))
            elif node.lower_at_keyword not in DESCRIBES:
                assert node.lower_at_keyword in {"keyframes", "import", "layer"}, node.at_keyword
        else:
            own = tinycss2.parse_blocks_contents(node.content, True, True)
            for found in own:
                assert found.type != "error", f"line {found.source_line}: {found.message}"
            mine = [
                (one.name, tinycss2.serialize(one.value).strip()) for one in own if one.type == "declaration"
            ]
            yield tinycss2.serialize(node.prelude).strip(), mine
            yield from read([one for one in own if one.type != "declaration"])
