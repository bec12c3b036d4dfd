"""Modules of `static/game` put one behind another, each in a function of its own.

What it imports it takes from those before it. So a page asks for one file and not for ten, and a file opened
from disk may have modules, too. A module is called by its file's name, whichever folder that lies in.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "static" / "game"
CORE = "core.js"
"""All that the scripts of every page stand on, in one file."""
ON_EVERY_PAGE = ("clock", "seat-map", "times", "drafts")
LIVE = "live"

_IMPORT = re.compile(
    r'^import (?:(?:(\{[^}]*\})|\* as (\w+)) from )?"(?:\./|\.\./\w+/)([\w-]+)\.js";[ \t]*(?://.*)?$',
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export (?:async )?(?:const|class|function) (\w+)", re.MULTILINE)
_OF_EXPORT = re.compile(r"^export (?=async |const |class |function )", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class NotJoined(Exception):
    """A module imports or exports in a way that is not understood here; the message is the line."""


def core() -> str:
    """The text of CORE: what stands on every page, and what `live.js` imports."""
    imported = [name for name in in_order((LIVE,)) if name != LIVE]
    names = list(dict.fromkeys([*in_order(ON_EVERY_PAGE), *imported]))
    return "\n".join(["const modules = {};", *map(module, names), "export { modules };\n"])


def in_core() -> frozenset[str]:
    """The modules that are in it."""
    return frozenset({*in_order(ON_EVERY_PAGE), *in_order((LIVE,))} - {LIVE})


def in_order(wanted: Iterable[str]) -> list[str]:
    """These modules and all that they import, each behind those it imports."""
    found: dict[str, None] = {}

    def take(name: str) -> None:
        if name not in found:
            for imported in _IMPORT.findall(source(name)):
                take(imported[2])
            found[name] = None

    for name in wanted:
        take(name)
    return list(found)


def module(name: str) -> str:
    """A module as a function that is called at once, with what it exports. Raises NotJoined."""
    text = source(name)
    exported = ", ".join(_EXPORT.findall(text))
    body = _OF_EXPORT.sub("", _IMPORT.sub(_taken, text))
    return f'modules["{name}"] = (() => {{\n{_whole(body)}\nreturn {{ {exported} }};\n}})();'


def on_core(name: str) -> str:
    """A module that is in no other file, which takes from CORE what is in there. Raises NotJoined."""
    inside = in_core()
    text = source(name)
    _whole(_OF_EXPORT.sub("", _IMPORT.sub("", text)))
    if not any(line[2] in inside for line in _IMPORT.findall(text)):
        return text
    taken = _IMPORT.sub(lambda line: _taken(line) if line[3] in inside else line[0], text)
    return f'import {{ modules }} from "../{CORE}";\n{taken}'


def _taken(line: re.Match[str]) -> str:
    names, whole, name = line.groups()
    if not (names or whole):
        return ""
    return f'const {names.replace(" as ", ": ") if names else whole} = modules["{name}"];'


def _whole(text: str) -> str:
    if left := _LEFT.search(text):
        raise NotJoined(left[0])
    return text


@cache
def source(name: str) -> str:
    """The text of a module."""
    return (SOURCES / files()[name]).read_text(encoding="utf-8")


@cache
def files() -> Mapping[str, str]:
    """Every module there is, to its file."""
    return {path.stem: path.relative_to(SOURCES).as_posix() for path in sorted(SOURCES.glob("*/*.js"))}


def joined() -> Mapping[str, str]:
    """File name to text of every script as browsers get it. Raises NotJoined."""
    inside = in_core()
    return {CORE: core()} | {file: on_core(name) for name, file in files().items() if name not in inside}
