"""The rules know nothing of the server, of the present, or of chance. Folders: `../docs/test_arrows.py`."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.arrows import imported, modules, paths

ROOT = Path(__file__).parents[2]

PURE = {
    "bisect", "collections", "datetime", "difflib", "enum", "fractions", "functools", "hashlib", "heapq",
    "itertools", "math", "operator", "re", "string", "typing", "unicodedata",
}  # fmt: skip
"""Of the standard library, what has no clock, chance, file, process or socket in it.

`datetime` is there for the dates of history; see the test that nobody asks it for the present.
"""

KEPT = {"msgspec", "immutables"}

IMPURE_CALLS = {"open", "input", "print", "eval", "exec", "__import__", "compile"}
THE_PRESENT = {"now", "today", "utcnow", "fromtimestamp"}


RULES = [name for name in paths() if name.split(".")[0] == "debate"]
HERE = Path(__file__).parent
TESTS = sorted([*HERE.rglob("*.py"), *(HERE.parent / "support" / "rules").glob("*.py")])


@pytest.mark.parametrize("name", RULES)
def test_the_rules_import_nothing_with_a_clock_chance_or_files(name):
    tops = {wanted.split(".")[0] for wanted in imported(modules()[name])}

    assert tops <= PURE | KEPT | {"debate"}


@pytest.mark.parametrize("name", RULES)
def test_the_rules_ask_neither_the_present_nor_the_world(name):
    nodes = list(ast.walk(modules()[name]))
    calls = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    attributes = {
        ast.unparse(node).rpartition(".")[2]
        for node in nodes
        if isinstance(node, ast.Attribute) and "date" in ast.unparse(node.value)
    }

    assert not calls & IMPURE_CALLS
    assert not attributes & THE_PRESENT


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


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_the_tests_of_the_rules_need_no_django_either(path):
    names = set(imported(ast.parse(path.read_text(encoding="utf-8"))))

    assert not {name for name in names if name.split(".")[0] in ("django", "channels")}
    assert {name for name in names if name.startswith("game.")} <= {"game.scenarios.files.read"}
