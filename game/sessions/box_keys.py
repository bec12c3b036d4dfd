"""The keys of secret votes: a file for each that is open, in KEY_DIR, outside the database and its copies.

A slip lies in the database as a ciphertext. Whoever has the database, its logs and its backups, of any
moment, has nothing without the key; and the key is gone for ever when the vote is closed, undone or deleted
(`docs/decisions/sealed-box.md`). Only `game/sessions/journal.py` writes what belongs to it into the database.
"""

import hashlib
import hmac
import logging
import os
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any, ParamSpec, Protocol, Self, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings
from django.db import connection

from game.environment import drawn_once

log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Result = TypeVar("Result")

KEY_BYTES = 32
NONCE_BYTES = 12
MARK_BYTES = 16
NAME = re.compile("[0-9a-f]{32}")
OURS = 8
"""Characters of a key's name that tell which database it belongs to: others may use the folder as well."""
ANSWERS_WITHIN = 1.0
"""Seconds. The folder may lie on another machine, and whoever waits for it must not wait for ever."""
IN_A_MOMENT = 60.0
"""Seconds: a key without a vote that is older was left behind, and is not just being put in place."""


class Spoiled(Exception):
    """What lies in the box was not sealed with its key, or lies there twice."""


class Box:
    """One secret vote's key, and what can be done with it. `name`: of its file."""

    def __init__(self, name: str, key: bytes):
        self.name = name
        self._slips = ChaCha20Poly1305(_derived(key, b"slips"))
        self._marks = _derived(key, b"marks")

    @classmethod
    def new(cls) -> Self:
        """A box with a key of its own, which is on disk when this returns. Raises OSError."""
        name = _ours() + secrets.token_hex((32 - OURS) // 2)
        key = secrets.token_bytes(KEY_BYTES)
        _answered(_keep, settings.KEY_DIR, name, key)
        return cls(name, key)

    @classmethod
    def of(cls, name: str) -> Self | None:
        """The box whose key has this name; None when the key is lost. Raises OSError when nobody can tell."""
        try:
            key = _answered((settings.KEY_DIR / name).read_bytes)
        except FileNotFoundError:
            return None
        return cls(name, key) if len(key) == KEY_BYTES else None

    def seal(self, choice: str, longest: int) -> bytes:
        """A slip: as long as one with the longest choice (in bytes), so that its length tells nothing."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._slips.encrypt(nonce, choice.encode().ljust(longest, b"\0"), self.name.encode())

    def counts(self, slips: Iterable[bytes]) -> dict[str, int]:
        """How often each choice was made. Raises Spoiled."""
        slips = list(slips)
        if len(set(slips)) < len(slips):
            raise Spoiled
        return dict(Counter(map(self._opened, slips)))

    def _opened(self, slip: bytes) -> str:
        try:
            padded = self._slips.decrypt(slip[:NONCE_BYTES], slip[NONCE_BYTES:], self.name.encode())
        except (InvalidTag, ValueError, TypeError):
            raise Spoiled from None
        return padded.rstrip(b"\0").decode()

    def mark(self, *texts: str) -> str:
        """What stands for these texts where they must not be kept; nobody without the key can tell which."""
        return _digest(hmac.new(self._marks, digestmod=hashlib.sha256), texts)


def plain_mark(*texts: str) -> str:
    """What stands for these texts where they are no secret."""
    return _digest(hashlib.sha256(), texts)


class Hash(Protocol):
    """What `hashlib` and `hmac` have in common."""

    def update(self, data: bytes, /) -> object: ...
    def digest(self) -> bytes: ...


def _digest(hashed: Hash, texts: tuple[str, ...]) -> str:
    for text in texts:
        encoded = text.encode()
        hashed.update(len(encoded).to_bytes(4, "big") + encoded)
    return hashed.digest()[:MARK_BYTES].hex()


def destroy(name: str) -> None:
    """Delete a key for good. What can't be deleted now is tried again (`boxes.tidy`)."""
    try:
        _answered(_delete, settings.KEY_DIR / name)
    except FileNotFoundError:
        pass
    except OSError:
        log.exception("The key of a secret vote that is over could not be deleted.")


def keys(at_once: bool) -> set[str]:
    """The names of all keys of this database; unless `at_once`, without those that may just be being put in
    place. Raises OSError."""
    return _answered(_named, settings.KEY_DIR, _ours(), 0.0 if at_once else IN_A_MOMENT)


def folder_name() -> str:
    """What tells this folder from any other, wherever it is mounted. Raises OSError."""
    return plain_mark(_answered(_secret_of, settings.KEY_DIR))


def _ours() -> str:
    """How the names of this database's keys begin."""
    known = connection.settings_dict
    return plain_mark(*(str(known.get(part, "")) for part in ("ENGINE", "HOST", "PORT", "NAME")))[:OURS]


_stuck: Future[Any] | None = None
"""Work on the folder that has had no answer in time."""


def _answered(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """What this work on the folder gives. Raises what it raises, and TimeoutError (an OSError)."""
    global _stuck
    if _stuck is not None and not _stuck.done():
        raise TimeoutError("KEY_DIR does not answer.")
    answer: Future[Result] = Future()

    def run() -> None:
        try:
            answer.set_result(work(*args, **kwargs))
        except BaseException as error:
            answer.set_exception(error)

    # A thread that nobody waits for at the end: the server can be stopped though the folder never answers.
    Thread(target=run, name="keys", daemon=True).start()
    try:
        return answer.result(ANSWERS_WITHIN)
    finally:
        if not answer.done():
            _stuck = answer


def _keep(folder: Path, name: str, key: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    _sync(folder)


def _delete(path: Path) -> None:
    with path.open("r+b") as file:  # Written over first: what is only deleted can be found.
        file.write(bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync(path.parent)


def _named(folder: Path, begins: str, older: float) -> set[str]:
    """The keys in this folder whose names begin so, and that are older than so many seconds."""
    found = folder.iterdir() if folder.is_dir() else ()
    ours = (path for path in found if NAME.fullmatch(path.name) and path.name.startswith(begins))
    return {path.name for path in ours if not older or _age(path) > older}


def _secret_of(folder: Path) -> str:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return drawn_once(folder / "folder")


def _age(path: Path) -> float:
    """Seconds; that of a file that has gone meanwhile does not matter."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, purpose, "sha256")


def _sync(folder: Path) -> None:
    """A new or deleted file is so for good only when its folder is on disk (Windows does that by itself)."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
