"""What the environment says, and what stands in for it: read once, by `settings.py`."""

import os
import secrets
import tempfile
from pathlib import Path

import dj_database_url
from django.conf.locale import LANG_INFO

ROOT = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """The folder for what is played here (DATA_DIR, else `var/`), made when missing, for its owner only."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def key_dir(folder: Path) -> Path:
    """The folder for the keys of open secret votes: KEY_DIR, else one beside the data's. Made when needed.

    Never within the data's folder, whose copies must not hold a key.
    """
    keys = Path(os.environ.get("KEY_DIR") or f"{folder}-keys").resolve()
    if keys == folder or folder in keys.parents:
        raise SystemExit(
            f"KEY_DIR ({keys}) lies in DATA_DIR ({folder}): whoever copies the data would have the keys of "
            "secret votes. Choose a folder outside it."
        )
    return keys


def secret_key(folder: Path) -> str:
    """SECRET_KEY, else the one kept in this folder, drawn on first need."""
    return os.environ.get("SECRET_KEY") or drawn_once(folder / "secret-key")


def drawn_once(path: Path) -> str:
    """The secret kept in this file, drawn when there is none yet. Raises OSError.

    Written aside and linked into place: two processes that start together end up with the same one, and
    nobody reads half of it.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was quicker; its secret counts
        except OSError:
            os.replace(draft, path)  # a file system without links (a USB stick)
        draft.unlink(missing_ok=True)
    return path.read_text()


def database(folder: Path) -> dict[str, object]:
    """Django's settings for DATABASE_URL, else for the SQLite file in this folder."""
    if os.environ.get("DATABASE_URL"):
        # Every request has a thread of its own, with which its connection is lost: none is ever used again.
        return dict(dj_database_url.config(conn_max_age=0, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "game.sqlite3",
        "OPTIONS": {
            # FULL: a vote that was acknowledged survives a power cut. WAL: readers never hold up the room.
            # What is deleted is overwritten in the file: a name must not be found in it any more.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            # A transaction that reads first and writes later would otherwise fail at once instead of waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
        # A file, as in play: locks in memory are others. One for each run, so that two can go on at once.
        "TEST": {"NAME": Path(tempfile.gettempdir()) / f"order-of-the-day-{os.getpid()}.sqlite3"},
    }


def channel_layer() -> dict[str, object]:
    """Redis between several processes when REDIS_URL is set, else memory: enough for one process."""
    if url := os.environ.get("REDIS_URL"):
        # Waiting for a message is no fault: redis would call five quiet seconds one.
        host = {"address": url, "socket_timeout": None}
        return {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [host]}}
    return {"BACKEND": "channels.layers.InMemoryChannelLayer"}


def listed(name: str, default: str) -> list[str]:
    """A setting that holds several values, separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def languages(folders: list[Path]) -> list[tuple[str, str]]:
    """English, and each language with a compiled catalogue in one of these folders: (code, own name)."""
    found = {path.parts[-3] for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")}
    return [(code, LANG_INFO[code]["name_local"]) for code in ("en", *sorted(found - {"en"}))]
