"""The sentences of `game/phrases.py`, read as text: the tests of the rules run without Django."""

import ast
from pathlib import Path

PHRASES = Path(__file__).parents[3] / "game" / "phrases.py"


def sentences() -> dict[str, str]:
    """Refusal code to its sentence in English, with places such as %(most)s for the details."""
    for node in ast.walk(ast.parse(PHRASES.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SENTENCES":
            return {
                ast.literal_eval(key): ast.literal_eval(call.args[0])
                for key, call in zip(node.value.keys, node.value.values, strict=True)
            }
    raise LookupError("game/phrases.py holds no SENTENCES")
