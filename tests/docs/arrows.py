"""Which folder knows which: the drawing of the house, and what holds the code to it.

`python3 -m tests.docs.arrows` writes the drawing into `docs/architecture.md`; `test_arrows.py` fails on an
arrow that is not allowed here, and on one that is allowed and not there.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- begin: python3 -m tests.docs.arrows -->\n", "<!-- end -->\n"

ARROWS = {
    "debate": "",
    "debate.ballots": "debate",
    "debate.rules.business": "debate debate.ballots",
    "debate.rules.hall": "debate debate.ballots debate.rules.business",
    "debate.rules.voting": "debate debate.ballots debate.rules.business",
    "debate.rules": "debate debate.ballots debate.rules.business debate.rules.hall",
    "debate.shown": "debate debate.ballots debate.rules.business debate.rules.hall",
    "debate.afterwards": (
        "debate debate.ballots debate.rules.business debate.rules.hall debate.rules.voting debate.shown"
    ),
    "debate.guide": (
        "debate debate.afterwards debate.ballots debate.rules.business debate.rules.hall "
        "debate.rules.voting debate.shown"
    ),
    "debate.lab": "debate debate.ballots debate.shown",
    "debate.check": (
        "debate debate.afterwards debate.ballots debate.rules debate.rules.business debate.rules.hall "
        "debate.rules.voting"
    ),
    "debate.decide": (
        "debate debate.afterwards debate.rules debate.rules.business debate.rules.hall debate.rules.voting"
    ),
    "debate.evolve": (
        "debate debate.afterwards debate.rules debate.rules.business debate.rules.hall debate.rules.voting"
    ),
    "debate.view": (
        "debate debate.afterwards debate.rules.business debate.rules.hall debate.rules.voting debate.shown"
    ),
    "debate.minutes": (
        "debate debate.afterwards debate.evolve debate.rules.business debate.rules.hall debate.shown"
    ),
    "debate.prover": (
        "debate debate.ballots debate.decide debate.evolve debate.rules.business debate.rules.hall "
        "debate.rules.voting"
    ),
    "game.bootstrap": "",
    "game.environment": "",
    "game.settings": "game.environment",
    "game.database": "",
    "game.models": "debate",
    "game.formats": "",
    "game.worker": "debate",
    "game.live.watch": "",
    "game.phrases": "debate",
    "game.pieces": "",
    "game.meeting_language": "debate",
    "game.web": "debate game.models game.meeting_language",
    "game.command_fields": "debate game.web",
    "game.assets": "",
    "game.packing": "",
    "game.templatetags": "debate game.pieces game.meeting_language game.web game.assets",
    "game.scenarios": "debate game.models game.web",
    "game.sessions": "debate game.environment game.models game.web game.scenarios",
    "game.migrations": "game.sessions",
    "game.people": "debate game.models game.web game.sessions",
    "game.admission": "debate game.phrases game.web game.packing game.people",
    "game.standing": "debate game.people",
    "game.hall": "debate",
    "game.charts": "debate game.hall game.templatetags",
    "game.slices.everyone": "debate game.hall game.pieces game.standing",
    "game.slices": (
        "debate game.charts game.pieces game.templatetags game.people game.standing game.slices.everyone"
    ),
    "game.slices.wall": "debate game.hall game.charts game.pieces game.standing game.slices",
    "game.slices.desk": "debate game.pieces game.standing game.slices game.slices.everyone",
    "game.slices.seat": "debate game.standing game.slices game.slices.everyone game.slices.desk",
    "game.slices.lab": "debate game.web game.command_fields",
    "game.parts": (
        "debate game.pieces game.meeting_language game.web game.standing game.slices game.slices.everyone "
        "game.slices.wall game.slices.desk game.slices.seat"
    ),
    "game.live.wire": "debate game.live.watch game.packing game.phrases game.web game.command_fields",
    "game.live.viewers": (
        "debate game.live.watch game.meeting_language game.web game.people game.standing game.parts "
        "game.live.wire"
    ),
    "game.live": (
        "debate game.models game.worker game.live.watch game.web game.command_fields game.scenarios "
        "game.sessions game.people game.admission game.standing game.live.wire game.live.viewers"
    ),
    "game.replay": (
        "debate game.models game.meeting_language game.web game.assets game.scenarios game.sessions "
        "game.people game.standing game.slices game.parts"
    ),
    "game.exports": (
        "debate game.models game.web game.scenarios game.sessions game.people game.slices.everyone "
        "game.replay"
    ),
    "game.drawn": (
        "debate game.models game.meeting_language game.web game.scenarios game.people game.hall game.charts "
        "game.standing game.slices game.slices.everyone game.slices.desk game.slices.lab game.replay "
        "game.exports"
    ),
    "game.rehearsal": "debate game.live.watch game.scenarios game.sessions game.live",
    "game.pages": "debate game.worker game.phrases game.web game.sessions game.people game.live",
    "game.pages.before": "debate game.web game.scenarios game.people game.hall game.drawn game.pages",
    "game.pages.lesson": (
        "debate game.models game.phrases game.web game.command_fields game.scenarios game.sessions "
        "game.people game.admission game.hall game.standing game.parts game.live game.drawn game.rehearsal "
        "game.pages"
    ),
    "game.pages.afterwards": (
        "debate game.models game.worker game.phrases game.web game.templatetags game.scenarios game.sessions "
        "game.people game.live game.replay game.exports game.drawn game.pages game.pages.lesson"
    ),
    "game.pages.server": (
        "debate game.models game.live.watch game.web game.people game.live game.drawn game.pages"
    ),
    "game.urls": "game.web game.pages.before game.pages.lesson game.pages.afterwards game.pages.server",
    "game.asgi": "game.web game.live",
    "game.management.commands": (
        "debate game.database game.models game.worker game.live.watch game.phrases game.web game.assets "
        "game.scenarios game.sessions game.people game.admission game.live game.replay game.exports "
        "game.drawn game.rehearsal"
    ),
}
"""What knows what: a folder, or a module that stands above its folder, to those it imports from. In the order
of building: each knows only those before it, so there is no circle. The server may know all of the rules."""

PART_OF = {
    "debate.scenario": "debate",
    "debate.check.written": "debate.check",
    "debate.shown.written": "debate.shown",
}
"""Folders that share the row of another: they know it, and it knows them."""


def paths() -> dict[str, Path]:
    """The file of every module, by its dotted name."""
    found = {}
    for package in ("debate", "game"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def modules() -> dict[str, ast.Module]:
    """Every module by its dotted name, parsed: once, and not before a test needs it."""
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in paths().items()}


def imported(tree: ast.AST) -> Iterator[str]:
    """The dotted names a module imports, those inside its functions too; `from a import b` gives a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "write imports in full, so that everybody sees where they go"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def known() -> dict[str, set[str]]:
    """Module to those it imports from."""
    trees = modules()
    return {
        name: {
            other
            for wanted in imported(tree)
            if (other := next((m for m in (wanted, wanted.rpartition(".")[0]) if m in trees), name)) != name
        }
        for name, tree in trees.items()
    }


@cache
def drawn() -> dict[str, set[str]]:
    """The arrows there are: a row of ARROWS to those it knows. Seen from the server the rules are one."""
    found: dict[str, set[str]] = {}
    for name, others in known().items():
        here = found.setdefault(_place(name), set())
        for other in others:
            there = "debate" if not _is_rule(name) and _is_rule(other) else _place(other)
            here |= {there} - {_place(name)}
    return found


def _is_rule(name: str) -> bool:
    return name.partition(".")[0] == "debate"


def _place(name: str) -> str:
    """The row a module belongs to: its own, or its folder's."""
    folder = name if name in ARROWS or name in PART_OF else name.rpartition(".")[0]
    return PART_OF.get(folder, folder)


def drawing() -> str:
    """The drawing for the docs: what each row holds, in its own words, and which rows it knows."""
    trees = modules()
    lines = ["| | holds | knows |", "| --- | --- | --- |"]
    for name, others in ARROWS.items():
        words = " ".join((ast.get_docstring(trees[name]) or "").split("\n\n")[0].split())
        path = name.replace(".", "/") + ("/" if any(m.startswith(name + ".") for m in trees) else ".py")
        within = name.partition(".")[0] + "."
        knows = ", ".join(f"`{other.removeprefix(within)}`" for other in others.split())
        lines.append(f"| `{path}` | {words} | {knows} |")
    return "\n".join(lines) + "\n"


def redrawn(page: str) -> str:
    """The page with the drawing as it is now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + drawing() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
