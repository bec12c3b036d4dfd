"""From a folder in `seeds/` to a `debate.scenario.Scenario`.

Every `*.toml` file below the folder is read; lists of the same name in several files are joined, so roles
may lie in a file for each faction. Faults come back as `Fault`: file, place, what is wrong, how to mend it.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from debate.check import check
from debate.scenario import Scenario
from game.typed import whole_number

LARGEST = 4 * 1024 * 1024
"""Bytes of a file; the largest that is shipped has a fortieth of it."""
MOST_ROWS = 100_000
"""Of a list in a scenario."""


class Fault(NamedTuple):
    """One thing wrong with a scenario's files, for its author."""

    file: str
    place: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.wrong} {self.mend}"


class BadScenario(Exception):
    """A folder that is no scenario yet. `faults`: a non-empty list of `Fault`."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def gather(folder: Path) -> tuple[dict[str, Any], dict[tuple[str, int], str]]:
    """The folder's files as one plain document, and for each row of a list the file it came from."""
    document: dict[str, Any] = {}
    origin: dict[tuple[str, int], str] = {}
    faults = []
    paths = sorted(folder.rglob("*.toml"))
    if not paths:
        faults.append(Fault("scenario.toml", "the folder", "holds no *.toml file.", "Correct its name."))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            content = _parsed(path)
        except ValueError as error:
            # tomllib's own faults, bytes that are no UTF-8, and numbers of thousands of digits.
            faults.append(Fault(name, "the file", f"cannot be read as TOML: {error}.", "Mend that line."))
            continue
        except RecursionError:
            faults.append(Fault(name, "the file", "is nested too deeply.", "Take some brackets out."))
            continue
        for key, value in content.items():
            if isinstance(value, list) and isinstance(document.get(key, []), list):
                rows = document.setdefault(key, [])
                for row in value:
                    origin[key, len(rows)] = name
                    rows.append(row)
            elif key in document:
                faults.append(Fault(name, key, "is given twice.", "Keep it in one file."))
            else:
                document[key] = value
                origin[key, 0] = name
    if faults:
        raise BadScenario(faults)
    return document, origin


def _parsed(path: Path) -> dict[str, Any]:
    """A file as a document. Raises ValueError, RecursionError."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 1024} kB")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read(folder: Path) -> Scenario:
    """The scenario in this folder. Raises BadScenario. `version` is a digest of its content."""
    return _scenario(folder.name, *gather(folder))


def _scenario(slug: str, document: dict[str, Any], origin: dict[tuple[str, int], str]) -> Scenario:
    try:
        scenario = msgspec.convert(document, Scenario)
    except msgspec.ValidationError as error:
        raise BadScenario([_fault(str(error), document, origin)]) from None
    return msgspec.structs.replace(scenario, slug=slug, version=digest(scenario))


def digest(scenario: Scenario) -> str:
    """The version that a scenario of this content has, whatever it says of itself."""
    bare = msgspec.structs.replace(scenario, slug="", version="")
    return hashlib.sha256(msgspec.json.encode(bare, order="deterministic")).hexdigest()[:12]


def folders(root: Path) -> list[Path]:
    """The folders of scenarios below `seeds/` or its like."""
    return sorted(path for path in root.iterdir() if path.is_dir())


def faults(folder: Path) -> list[Fault]:
    """Everything wrong with the scenario in this folder; an empty list when it can be played."""
    try:
        document, origin = gather(folder)
        scenario = _scenario(folder.name, document, origin)
        found = [_located(*fault, document, origin) for fault in check(scenario)]
    except BadScenario as bad:
        found = bad.faults
    return [fault._replace(file=f"{folder.name}/{fault.file}") for fault in found]


def _fault(message: str, document: dict[str, Any], origin: dict[tuple[str, int], str]) -> Fault:
    wrong, _, path = message.partition(" - at `$")
    return _located(path.strip("`."), f"{wrong}.", "See docs/scenarios.md.", document, origin)


def _located(
    place: str, wrong: str, mend: str, document: dict[str, Any], origin: dict[tuple[str, int], str]
) -> Fault:
    """The fault with the file its row stands in, and the row's id in place of its number."""
    key, _, rest = place.partition("[")
    index = whole_number(rest.partition("]")[0], 0, MOST_ROWS) or 0
    rows = document.get(key)
    row = rows[index] if isinstance(rows, list) and index < len(rows) else None
    if isinstance(row, dict) and "id" in row:
        place = place.replace(f"{key}[{index}]", f"{key} “{row['id']}”")
    return Fault(origin.get((key, index), "scenario.toml"), place or "the top level", wrong, mend)


def to_json(scenario: Scenario) -> str:
    """The scenario as it is kept with the sessions that play it."""
    return msgspec.json.encode(scenario).decode()


def from_json(content: str) -> Scenario:
    """The scenario that was kept."""
    return msgspec.json.decode(content, type=Scenario)
