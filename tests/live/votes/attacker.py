"""Somebody who holds the disk: copies of all that the server writes, from before and after each secret vote.

Who has voted is known (the journal says so). What they chose is guessed, not by looking for the form in which
it is kept today: whatever has changed between two copies is taken apart into signs, and from the votes whose
choice the attacker was told it is learnt which signs go with which choice (a naive Bayes classifier on those
that tell most). SQLite files are read as rows, too, as whoever has them would.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from math import log
from pathlib import Path

Copy = Mapping[str, bytes]
"""Every file by its name, tables and what is shown among them."""

PAGE = 4096
WORD = re.compile(rb"[A-Za-z]{2,}|\d+|[0-9a-f]{16,}")
COUNTED = re.compile(rb"([A-Za-z]{2,})\W{0,4}(\d+)")
DIFFERENT = re.compile(rb"[^\0]+")
LONGEST_RUN = 600
SEEN_OFTEN = 8
"""A sign that fewer of the told votes bear is left aside."""
BEST_SIGNS = 12


class Attacker:
    """Is shown one copy after the other. `signs`: of each change but the first."""

    def __init__(self) -> None:
        self.signs: list[Counter[str]] = []
        self._before: Copy = {}

    def look(self, copy: Copy) -> None:
        """The next copy."""
        found = Counter(sign for name, data in copy.items() for sign in self._changes(name, data))
        if self._before:
            self.signs.append(found)
        self._before = copy

    def _changes(self, name: str, data: bytes) -> Iterator[str]:
        before = self._before.get(name, b"")
        yield f"{name} is {len(data) - len(before)} longer"
        if data == before:
            return
        for left, right in parts(name, before, data):
            if left != right:
                yield f"{name}: a page"
                yield from (f"{name}: {length} bytes" for length in runs(left, right))
                new, gone = words(right), words(left)
                yield from (f"{name} +{word!r}" for word in new - gone)
                yield from (f"{name} -{word!r}" for word in gone - new)
                yield from (f"{name}: {word!r} up" for word in counted_up(left, right))

    def guessed_right(self, chosen: Sequence[str]) -> int:
        """Told what the first half chose, how many of the second half it gets right."""
        half = len(chosen) // 2
        told: dict[str, Counter[str]] = defaultdict(Counter)
        for signs, choice in zip(self.signs[:half], chosen[:half], strict=True):
            told[choice].update(set(signs))
        number = Counter(chosen[:half])
        best = sorted(
            (
                sign
                for sign in set().union(*told.values())
                if sum(c[sign] for c in told.values()) >= SEEN_OFTEN
            ),
            key=lambda sign: (
                -max(told[c][sign] / number[c] for c in number)
                + min(told[c][sign] / number[c] for c in number)
            ),
        )[:BEST_SIGNS]

        def likely(signs: Counter[str], choice: str) -> float:
            found = log(number[choice] / half)
            for sign in best:
                share = (told[choice][sign] + 0.1) / (number[choice] + 0.2)
                found += log(share if sign in signs else 1 - share)
            return found

        return sum(
            max(number, key=lambda choice, signs=signs: likely(signs, choice)) == choice  # type: ignore[misc]
            for signs, choice in zip(self.signs[half:], chosen[half:], strict=True)
        )


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and what an SQLite file holds with its log, table by table."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in folder.glob("*.sqlite3"):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            for (table,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall():
                rows = database.execute(f'SELECT * FROM "{table}"').fetchall()
                files[f"rows of {table}"] = as_text(rows)
    return files


def as_text(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows of a table, each value as long as it lies there."""
    return "\n".join(
        " ".join(value.hex() if isinstance(value, bytes) else str(value) for value in row) for row in rows
    ).encode()


def parts(name: str, before: bytes, after: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What is compared: of rows those that are gone with those that are new, of other files page by page."""
    if name.startswith("rows of"):
        old, new = Counter(before.splitlines()), Counter(after.splitlines())
        yield b"\n".join((old - new).elements()), b"\n".join((new - old).elements())
        return
    for start in range(0, max(len(before), len(after)), PAGE):
        yield before[start : start + PAGE], after[start : start + PAGE]


@lru_cache(maxsize=512)  # What a page is after one vote, it is before the next.
def words(page: bytes) -> Counter[bytes]:
    return Counter(WORD.findall(page))


@lru_cache(maxsize=512)
def figures(page: bytes) -> Counter[tuple[bytes, bytes]]:
    """Words with a figure behind them."""
    return Counter(COUNTED.findall(page))


def counted_up(left: bytes, right: bytes) -> set[bytes]:
    """Words with a figure behind them that is one more than before."""
    old, new = figures(left), figures(right)
    return {
        word
        for word, digits in new - old
        if len(digits) < 6 and (int(digits) == 1 or (word, b"%d" % (int(digits) - 1)) in old)
    }


def runs(left: bytes, right: bytes) -> set[int]:
    """How long the stretches are that differ: a record of another length shows itself so."""
    size = max(len(left), len(right))
    differ = int.from_bytes(left.ljust(size, b"\0")) ^ int.from_bytes(right.ljust(size, b"\0"))
    return {min(len(found[0]), LONGEST_RUN) for found in DIFFERENT.finditer(differ.to_bytes(size))}
