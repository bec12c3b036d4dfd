"""Which way imports may go: the rules know nothing of the server, and inside the server layers go one way."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PURE = {
    "bisect", "collections", "datetime", "difflib", "enum", "fractions", "functools", "hashlib", "heapq",
    "itertools", "math", "operator", "re", "string", "typing", "unicodedata",
}  # fmt: skip
"""Of the standard library, what has no clock, chance, file, process or socket in it.

`datetime` is there for the dates of history; see the test that nobody asks it for the present.
"""

KEPT = {"msgspec", "immutables"}

LAYERS = (
    (
        "settings",
        "environment",
        "bootstrap",
        "address",
        "charts",
        "sockets",
        "codes",
        "labels",
        "typed",
        "language",
        "guard",
        "lanes",
        "messages",
        "templating",
        "database",
        "sealed",
        "receipts",
    ),
    ("models", "sitting", "scenarios", "catalogue", "teachers", "worker"),
    (
        "phrases",
        "forms",
        "journal",
        "boxes",
        "participants",
        "people",
        "standing",
        "setup",
        "preflight",
        "keeping",
    ),
    ("admission",),
    ("pieces", "slices", "templatetags"),
    ("parts",),
    ("replay",),
    ("exports",),
    ("drawn",),
    ("live",),
    ("pages",),
    ("urls", "asgi", "demo", "management", "migrations"),
)
"""The server from the ground up. A module imports from its own layer and from those before it."""

IMPURE_CALLS = {"open", "input", "print", "eval", "exec", "__import__", "compile"}
THE_PRESENT = {"now", "today", "utcnow", "fromtimestamp"}


def modules(package: str) -> dict[str, ast.Module]:
    """Every module of a package by its dotted name, parsed."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


RULES, SERVER = modules("debate"), modules("game")


def imported(tree: ast.AST) -> Iterator[str]:
    """The dotted names a module imports, those inside its functions too; `from a import b` gives a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "write imports in full, so that everybody sees where they go"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(name: str) -> int:
    """The number of a module's layer, from the ground up."""
    part = name.split(".")[1]
    for number, parts in enumerate(LAYERS):
        if part in parts:
            return number
    raise AssertionError(f"game.{part} has no place in LAYERS: decide what may import it, and give it one")


@pytest.mark.parametrize("name", RULES)
def test_the_rules_import_nothing_with_a_clock_chance_or_files(name):
    tops = {wanted.split(".")[0] for wanted in imported(RULES[name])}

    assert tops <= PURE | KEPT | {"debate"}


@pytest.mark.parametrize("name", RULES)
def test_the_rules_ask_neither_the_present_nor_the_world(name):
    nodes = list(ast.walk(RULES[name]))
    calls = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    attributes = {
        ast.unparse(node).rpartition(".")[2]
        for node in nodes
        if isinstance(node, ast.Attribute) and "date" in ast.unparse(node.value)
    }

    assert not calls & IMPURE_CALLS
    assert not attributes & THE_PRESENT


@pytest.mark.parametrize("name", [name for name in SERVER if name != "game"])
def test_inside_the_server_layers_go_one_way(name):
    for wanted in imported(SERVER[name]):
        if wanted.startswith("game."):
            assert layer(wanted) <= layer(name), f"{name} must not import {wanted}"


def test_no_module_of_the_rules_imports_itself_on_a_detour():
    graph = {
        name: {known for wanted in imported(tree) if (known := module_of(wanted)) and known != name}
        for name, tree in RULES.items()
    }

    list(TopologicalSorter(graph).static_order())


def module_of(wanted: str) -> str | None:
    """The module of the rules that an import reads from, if any."""
    return next((name for name in (wanted, wanted.rpartition(".")[0]) if name in RULES), None)


def test_the_rules_run_where_there_is_no_django():
    program = f"""
import sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("django", "channels", "daphne", "twisted", "game"):
            raise ImportError("blocked: " + name)

sys.meta_path.insert(0, Wall())
try:
    import django
except ImportError:
    pass
else:
    raise SystemExit("the wall has a hole")
for name in {sorted(RULES)!r}:
    __import__(name)
print("imported", len({sorted(RULES)!r}))
"""

    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"imported {len(RULES)}\n"


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_the_tests_of_the_rules_need_no_django_either(path):
    names = set(imported(ast.parse(path.read_text(encoding="utf-8"))))

    assert not {name for name in names if name.split(".")[0] in ("django", "channels")}
    assert {name for name in names if name.startswith("game.")} <= {"game.scenarios.read"}
