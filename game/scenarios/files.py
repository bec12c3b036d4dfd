"""From a folder in `seeds/` to a `debate.scenario.Scenario`.

Every `*.toml` file below the folder is read; lists of the same name in several files are joined, so roles
may lie in a file for each faction. Persons come from the register beside the folder (`register.py`). Faults
come back as `FileFault`: file, place, what is wrong, what to do.
"""

import datetime
import hashlib
import posixpath
import random
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from debate.check import REGISTER, check, fields
from debate.check.upgrades import upgraded
from debate.prover import proof
from debate.scenario import FORMAT, Scenario
from game.scenarios import register, trial
from game.web.numbers import whole_number

LARGEST = 4 * 1024 * 1024
"""Bytes of all files of a scenario; the largest that is shipped has a fourteenth of it."""
MOST_FILES = 500
SEED = 1917
"""Of the random plays of the prover: the same for everybody."""
MOST_ROWS = 100_000
"""Of a list in a scenario."""
ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""A folder's name, which stands in addresses."""
NEVER_OURS = re.compile(r"[.~].*|__MACOSX")
"""What systems and programs leave in folders for themselves."""
NO_MEETING = "It is no folder of a meeting. It does no harm; take it out if you do not need it."
UNREADABLE = "It could not be read; the log says why."
BYTE_ORDER = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
PIECES = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[“”„]([^“”„"\n]*)[“”]',
    re.DOTALL,
)
"""A text or a comment as it may stand in TOML, or a text between curly quotes."""


class FileFault(NamedTuple):
    """One thing wrong with a scenario's files, for its author. `is_warning`: it can be played so."""

    file: str
    place: str
    wrong: str
    mend: str
    is_warning: bool = False

    def __str__(self) -> str:
        told = f"{self.file}: {self.place}: {self.wrong} {self.mend}"
        return f"Warning: {told}" if self.is_warning else told


class BadScenario(Exception):
    """A folder that is no scenario yet. `faults`: a non-empty list of `FileFault`."""

    def __init__(self, faults: list[FileFault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class Gathered(NamedTuple):
    """The files of a folder as one plain document, and for each row of a list the file it came from.
    `faults`: of files that could not be read; their rows are missing."""

    document: dict[str, Any]
    origin: dict[tuple[str, int], str]
    faults: list[FileFault]


def gather(folder: Path) -> Gathered:
    """All that the folder's files hold."""
    document: dict[str, Any] = {}
    origin: dict[tuple[str, int], str] = {}
    faults: list[FileFault] = []
    for path in _files(folder, faults):
        name = printable(path.relative_to(folder).as_posix())
        for key, value in _content(path, name, faults).items():
            if isinstance(value, list) and isinstance(document.get(key, []), list):
                rows = document.setdefault(key, [])
                for row in value:
                    origin[key, len(rows)] = name
                    rows.append(row)
            elif key in document:
                faults.append(FileFault(name, key, "is given twice.", "Keep it in one file."))
            else:
                document[key] = value
                origin[key, 0] = name
    return Gathered(document, origin, faults)


def gather_register(root: Path) -> Gathered:
    """The register of persons beside the meetings; nothing where there is none."""
    path, faults = root / register.FILE, list[FileFault]()
    name = posixpath.join("..", register.FILE)
    if path.is_file() and path.stat().st_size > LARGEST:
        wrong, mend = f"has {path.stat().st_size // 1024} kB.", f"Keep it to {LARGEST // 1024} kB."
        faults.append(FileFault(name, "the file", wrong, mend))
    document = _content(path, name, faults) if path.is_file() and not faults else {}
    return Gathered(document, {(key, 0): name for key in document}, faults)


def _content(path: Path, name: str, faults: list[FileFault]) -> dict[str, Any]:
    """A file as a document; empty when it can't be read, which is a fault more."""
    try:
        found: dict[str, Any] = _with_days_as_texts(_parsed(path))
    except (OSError, ValueError) as error:
        # tomllib's own faults, bytes that are no UTF-8, and numbers of thousands of digits.
        faults.append(FileFault(name, "the file", f"cannot be read as TOML: {error}.", _mended(path, error)))
    except RecursionError:
        faults.append(FileFault(name, "the file", "is nested too deeply.", "Take some brackets out."))
    else:
        return found
    return {}


def _files(folder: Path, faults: list[FileFault]) -> list[Path]:
    """The files to be read, in order; none when there are too many or too large ones."""
    found = sorted(
        path
        for path in folder.rglob("*.toml")
        if path.is_file() and not any(map(NEVER_OURS.fullmatch, path.relative_to(folder).parts))
    )
    size = sum(path.stat().st_size for path in found)
    if not found:
        faults.append(FileFault("scenario.toml", "the folder", "holds no *.toml file.", "Correct its name."))
    elif len(found) > MOST_FILES or size > LARGEST:
        wrong = f"holds {len(found)} files of {size // 1024} kB together."
        mend = f"Keep it to {MOST_FILES} files and {LARGEST // 1024} kB."
        faults.append(FileFault("scenario.toml", "the folder", wrong, mend))
        return []
    return found


def _parsed(path: Path) -> dict[str, Any]:
    """A file as a document. Raises OSError, ValueError, RecursionError.

    Curly quotes in place of straight ones, as word processors write them, are understood where the file
    means nothing else: TOML has none outside of texts and comments, and in those they stay.
    """
    text = _text(path.read_bytes())
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        straight = PIECES.sub(lambda piece: piece[0] if piece[1] is None else f'"{piece[1]}"', text)
        try:
            return tomllib.loads(straight)
        except tomllib.TOMLDecodeError:
            raise error from None
    except ValueError:
        raise ValueError("a number in it has thousands of digits") from None


def _with_days_as_texts(value: Any) -> Any:
    """TOML's own days as they are kept: "1801-05-04". It has none before the year 1."""
    match value:
        case dict():
            return {name: _with_days_as_texts(item) for name, item in value.items()}
        case list():
            return [_with_days_as_texts(item) for item in value]
        case datetime.date() if not isinstance(value, datetime.datetime):
            return value.isoformat()
    return value


def _text(content: bytes) -> str:
    """The text of a file, with or without the mark that Windows puts first. Raises ValueError."""
    if kind := BYTE_ORDER.get(content[:2]):
        raise ValueError(f"it is {kind}, not UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"it is not UTF-8, perhaps Windows-1252 (at line {line})") from None


def _mended(path: Path, error: Exception) -> str:
    """What to do about a file that cannot be read."""
    if "UTF-8" in str(error):
        return "Save it as UTF-8."
    if not (found := re.search(r"at line (\d+)", str(error))):
        return "Mend that line." if "line" in str(error) else "Mend the file."
    line = _text(path.read_bytes()).split("\n")[int(found[1]) - 1].strip()
    line = "".join(c if c.isprintable() else "\ufffd" for c in line)
    hint = " Use straight quotes." if re.search("[“”„‘’]", line) else ""
    return f"Mend that line: {line if len(line) <= 60 else f'{line[:60]}…'}{hint}"


def read(folder: Path) -> Scenario:
    """The scenario in this folder. Raises BadScenario. `version` is a digest of its content."""
    scenario, found = _judged(folder)
    if is_bad(found):
        raise BadScenario(found)
    return msgspec.structs.replace(scenario, slug=folder.name, version=digest(scenario))


def faults(folder: Path) -> list[FileFault]:
    """Everything wrong with the scenario in this folder; none, or warnings, when it can be played."""
    return [_from_outside(folder, fault) for fault in _judged(folder)[1]]


def register_faults(root: Path) -> list[FileFault]:
    """Everything wrong with the register of persons in `seeds/` or its like, whoever uses it."""
    document, _, found = gather_register(root)
    found += [FileFault(register.FILE, *told) for told in register.foreign(document)]
    held = {name: rows for name, rows in document.items() if name in register.HOLDS}
    scenario, unread = fields.read(held, is_whole=False)
    ruled = check(scenario, REGISTER, is_read=False)
    located = [_located(*fault, document, {}) for fault in (*unread, *ruled)]
    return [fault._replace(file=register.FILE) for fault in (*found, *located)]


def unproved(folder: Path) -> list[FileFault]:
    """The endings and aims to which no class, or only a rare one, can bring this meeting, which has no fault
    else: the smallest class first (`debate/prover/`)."""
    scenario = read(folder)
    document, origin, _ = gather(folder)
    found = [
        _located(one.place, f"can’t be reached by {one.pupils} pupils.", one.why, False, document, origin)
        for one in (*proof.closed(scenario), *proof.rare(scenario, random.Random(SEED)))
    ]
    return [_from_outside(folder, fault) for fault in found]


def _from_outside(folder: Path, fault: FileFault) -> FileFault:
    """The fault with its file as whoever looks at all folders finds it."""
    return fault._replace(file=posixpath.normpath(f"{printable(folder.name)}/{fault.file}"))


def is_bad(found: list[FileFault]) -> bool:
    """Is there more than warnings?"""
    return any(not fault.is_warning for fault in found)


def _judged(folder: Path) -> tuple[Scenario, list[FileFault]]:
    """What can be read of the folder, and all that its files, the rules and a game have to say about it."""
    document, origin, found = gather(folder)
    if not fields.is_newer(document):
        document = upgraded(document)
    if not document and not found:
        mend = "Write a meeting, as docs/scenarios.md shows."
        found.append(FileFault("scenario.toml", "the folder", "holds files with nothing in them.", mend))
    if not ADDRESS.fullmatch(folder.name):
        mend = "Name it with small letters, digits and hyphens, 60 at most."
        found.append(FileFault("scenario.toml", "the folder", "has a name that can be no address.", mend))
    if fields.is_newer(document):
        wrong = f"is {document['format']}, newer than this program, which knows {FORMAT}."
        found = [
            FileFault("scenario.toml", "format", wrong, "Use the version of the program it was made for.")
        ]
        return fields.read({}, is_whole=False)[0], found
    of_register = gather_register(folder.parent)
    found += of_register.faults
    is_whole = {fault.place for fault in found} <= {"the folder"} and bool(document)
    found += _with_persons(document, origin, of_register)
    scenario, unread = fields.read(document, is_whole)
    ruled = check(scenario, is_read=not unread) if is_whole else []
    found += [_located(*fault, document, origin) for fault in (*unread, *ruled)]
    if not is_bad(found):
        # Words of a few (`Literal`) are one and the same object from here on, as when they are read again: by
        # that, fingerprints know what stands at its default.
        scenario = msgspec.convert(document, Scenario)
        found += [FileFault("scenario.toml", "the meeting", *broken) for broken in trial.faults(scenario)]
    return scenario, found


def _with_persons(
    document: dict[str, Any], origin: dict[tuple[str, int], str], of_register: Gathered
) -> list[FileFault]:
    """Take in from the register whom this meeting uses, and say what does not go together."""
    length = {name: _length(document, name) for name in register.HOLDS}
    told = [*register.take_in(document, of_register.document)]
    for name, had in length.items():
        origin |= {(name, n): of_register.origin[name, 0] for n in range(had, _length(document, name))}
    return [FileFault(origin.get(("sources", 0), "scenario.toml"), *row) for row in told]


def _length(document: dict[str, Any], name: str) -> int:
    return len(rows) if isinstance(rows := document.get(name), list) else 0


def digest(scenario: Scenario) -> str:
    """The version that a scenario of this content has, whatever it says of itself."""
    bare = msgspec.structs.replace(scenario, slug="", version="")
    return hashlib.sha256(msgspec.json.encode(bare, order="deterministic")).hexdigest()[:12]


def folders(root: Path) -> list[Path]:
    """The folders of scenarios below `seeds/` or its like."""
    return [path for path in sorted(root.iterdir()) if path.is_dir() and not NEVER_OURS.fullmatch(path.name)]


def strays(root: Path) -> list[str]:
    """What lies beside them and is none, nor the register: files, and what systems leave for themselves."""
    ours = {register.FILE, *(path.name for path in folders(root))}
    return sorted(printable(path.name) for path in root.iterdir() if path.name not in ours)


def printable(name: str) -> str:
    """The name of a file as it can be shown: old archives have some that are no text at all."""
    return name.encode("utf-8", "replace").decode()


def _located(
    place: str,
    wrong: str,
    mend: str,
    is_warning: bool,
    document: dict[str, Any],
    origin: dict[tuple[str, int], str],
) -> FileFault:
    """The fault with the file its row stands in, and the row's id in place of its number."""
    key, _, rest = place.partition("[")
    index = whole_number(rest.partition("]")[0], 0, MOST_ROWS) or 0
    rows = document.get(key)
    row = rows[index] if isinstance(rows, list) and index < len(rows) else None
    if isinstance(row, dict) and isinstance(row.get("id"), str):
        place = place.replace(f"{key}[{index}]", f"{key} “{row['id'][:40]}”", 1)
    file = origin.get((key if rest else place.partition(".")[0], index), "scenario.toml")
    return FileFault(file, place or "the top level", wrong, mend, is_warning)


def to_json(scenario: Scenario) -> str:
    """The scenario as it is kept with the sessions that play it."""
    return msgspec.json.encode({"format": FORMAT, **msgspec.structs.asdict(scenario)}).decode()


def from_json(content: str) -> Scenario:
    """The scenario that was kept, perhaps by an earlier program. Raises msgspec.DecodeError."""
    document = msgspec.json.decode(content, type=dict[str, Any])
    return msgspec.convert(upgraded(document), Scenario)
