"""The keys of secret votes: a file for each that is open, in KEY_DIR, outside the database and its copies.

A slip lies in the database as a ciphertext. Whoever has the database, its logs and its backups, of any
moment, has nothing without the key; and the key is gone for ever when the vote is closed, undone or deleted
(`docs/decisions/sealed-box.md`). Only `game/journal.py` writes what belongs to it into the database.
"""

import hashlib
import hmac
import logging
import os
import re
import secrets
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings

from game.environment import drawn_once

log = logging.getLogger(__name__)

KEY_BYTES = 32
NONCE_BYTES = 12
MARK_BYTES = 16
NAME = re.compile("[0-9a-f]{32}")
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
        name, key = secrets.token_hex(16), secrets.token_bytes(KEY_BYTES)
        folder = settings.KEY_DIR
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        _sync(folder)
        return cls(name, key)

    @classmethod
    def of(cls, name: str) -> Self | None:
        """The box whose key has this name; None when the key is lost."""
        try:
            key = (settings.KEY_DIR / name).read_bytes()
        except OSError:
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
        except (InvalidTag, ValueError):
            raise Spoiled from None
        return padded.rstrip(b"\0").decode()

    def mark(self, *texts: str) -> str:
        """What stands for these texts where they must not be kept; nobody without the key can tell which."""
        return _digest(hmac.new(self._marks, digestmod=hashlib.sha256), texts)


def plain_mark(*texts: str) -> str:
    """What stands for these texts where they are no secret."""
    return _digest(hashlib.sha256(), texts)


def _digest(hashed: Any, texts: tuple[str, ...]) -> str:
    for text in texts:
        encoded = text.encode()
        hashed.update(len(encoded).to_bytes(4, "big") + encoded)
    return hashed.digest()[:MARK_BYTES].hex()


def destroy(name: str) -> None:
    """Delete a key for good. What can't be deleted now is tried again (`boxes.tidy`)."""
    path = settings.KEY_DIR / name
    try:
        with path.open("r+b") as file:  # Written over first: what is only deleted can be found.
            file.write(bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync(path.parent)
    except FileNotFoundError:
        pass
    except OSError:
        log.exception("The key of a secret vote that is over could not be deleted.")


def keys(at_once: bool) -> set[str]:
    """The names of all keys here; unless `at_once`, without those that may just be being put in place."""
    found = settings.KEY_DIR.iterdir() if settings.KEY_DIR.is_dir() else ()
    return {
        path.name for path in found if NAME.fullmatch(path.name) and (at_once or _age(path) > IN_A_MOMENT)
    }


def folder_name() -> str:
    """What tells this folder from any other, wherever it is mounted. Raises OSError."""
    settings.KEY_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return plain_mark(drawn_once(settings.KEY_DIR / "folder"))


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
