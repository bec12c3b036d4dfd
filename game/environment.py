"""What the environment says, and what stands in for it: read once, by `settings.py`."""

import ipaddress
import logging
import os
import re
import secrets
import stat
import tempfile
import zoneinfo
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import dj_database_url
import tzlocal
from django.conf.locale import LANG_INFO

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """The folder for what is played here (DATA_DIR, else `var/`), made when missing, for its owner only."""
    os.umask(0o077)  # whatever this process writes from now on, and SQLite beside its file, is its owner's
    try:
        folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        close(folder)
    except (OSError, ValueError) as error:
        raise _no_folder("DATA_DIR", os.environ.get("DATA_DIR") or "var", error) from None
    return folder


def _no_folder(name: str, given: str | Path, error: Exception) -> SystemExit:
    why = getattr(error, "strerror", None) or error
    return SystemExit(f"{name} ({given}) can't be used: {why}. Choose a folder that can be written into.")


def close(folder: Path) -> None:
    """Take a folder, and the files in it, away from everybody but their owner. (Windows keeps no such modes;
    a folder that everybody may write into by design, as /tmp, is no folder of ours.)"""
    if os.name == "nt" or folder.stat().st_mode & stat.S_ISVTX:
        return
    if [path for path in (folder, *folder.iterdir()) if _closed(path)]:
        log.warning("%s was open to other users of this machine. It is closed to them now.", folder)


def _closed(path: Path) -> bool:
    """Was it open to others, and is no more? What is neither file nor folder, as a link, is left alone."""
    try:
        mode = path.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or not mode & 0o077:
            return False
        path.chmod(stat.S_IMODE(mode) & 0o700)
    except OSError:  # somebody else's, or gone by now: SQLite's files come and go
        return False
    return True


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
    if keys.is_dir():
        close(keys)
    elif keys.exists():
        raise SystemExit(f"KEY_DIR ({keys}) is a file. Choose a folder.")
    return keys


def assets_dir(folder: Path) -> Path:
    """Where files made for browsers are kept: ASSETS_DIR, else within the data's folder. Made when needed."""
    return Path(os.environ.get("ASSETS_DIR") or folder / "assets").resolve()


class Public(NamedTuple):
    """Where the world finds this server: PUBLIC_URL in its parts. `host` with the port, unless that is the
    usual one; `prefix` as "/order", or "" at the root of the host."""

    scheme: str
    host: str
    prefix: str

    @property
    def origin(self) -> str:
        """Without the prefix, which stands in the addresses of pages."""
        return f"{self.scheme}://{self.host}"

    @property
    def name(self) -> str:
        """The host without its port."""
        return re.sub(r":\d+$", "", self.host)


TAKEN = {
    "act", "check", "enter", "export", "healthz", "help", "join", "kept", "lab", "metrics", "minutes",
    "outcome", "replay", "resume", "scenarios", "screen", "seat", "shared", "state", "static", "teach", "ws",
}  # fmt: skip
"""Where addresses of our own begin: a prefix that begins so, too, could not be told from them."""
PREFIX = re.compile(r"(/[\w.~-]*\w[\w.~-]*)*", re.ASCII)


def public_url() -> Public | None:
    """PUBLIC_URL: the address of the proxy in front, whose word is believed then. None without one.

    Raises SystemExit, with a sentence, for what is no address.
    """
    given = os.environ.get("PUBLIC_URL", "").strip()
    if not given:
        return None
    try:
        address = urlsplit(given)
        prefix = address.path.rstrip("/")
        plain = not (address.username or address.query or address.fragment) and PREFIX.fullmatch(prefix)
        if TAKEN & set(prefix.split("/")[1:2]):
            raise SystemExit(
                f"PUBLIC_URL ({given}) ends as pages of ours begin. Choose another word behind the host."
            )
        if address.scheme in USUAL_PORTS and plain:
            return Public(address.scheme, _host(address.scheme, address.hostname or "", address.port), prefix)
    except ValueError:
        pass
    raise SystemExit(
        f"PUBLIC_URL ({given}) is not the address of a server. Write it as browsers open it, such as "
        "https://school.example or https://school.example/order."
    )


USUAL_PORTS = {"http": 80, "https": 443}


def _host(scheme: str, name: str, port: int | None) -> str:
    """As browsers write it into Host and Origin. Raises ValueError for what is no name."""
    if port == 0:
        raise ValueError(port)
    if ":" in name:
        name = f"[{ipaddress.ip_address(name)}]"
    else:
        name = name.encode("idna").decode()
        if not re.fullmatch("[a-z0-9._-]+", name):
            raise ValueError(name)
    return name if port in (None, USUAL_PORTS[scheme]) else f"{name}:{port}"


def time_zone() -> str:
    """TIME_ZONE, else the zone this machine is in, else UTC. Raises SystemExit for a name of no zone."""
    given = os.environ.get("TIME_ZONE")
    try:
        return zoneinfo.ZoneInfo(given or tzlocal.get_localzone_name() or "UTC").key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        if given:
            raise SystemExit(f"TIME_ZONE ({given}) is no time zone. Write it as Europe/Berlin.") from None
        return "UTC"  # the machine's has no name, as in some containers


def secret_key(folder: Path) -> str:
    """SECRET_KEY, else the one kept in this folder, drawn on first need."""
    try:
        return os.environ.get("SECRET_KEY", "").strip() or drawn_once(folder / "secret-key")
    except OSError as error:
        raise _no_folder("DATA_DIR", folder, error) from None


def language(known: list[tuple[str, str]]) -> str:
    """LANGUAGE_CODE, else English. Raises SystemExit for a language that this program does not speak."""
    given, codes = os.environ.get("LANGUAGE_CODE", "").strip().lower() or "en", [code for code, _ in known]
    if given not in codes and not (
        given.partition("-")[0] in codes and re.fullmatch(r"[a-z]+-[a-z]+", given)
    ):
        raise SystemExit(f"LANGUAGE_CODE ({given}) is no language that is spoken here: {', '.join(codes)}.")
    return given


def switch(name: str, default: bool) -> bool:
    """A setting that is 1 or 0. Raises SystemExit for anything else: "true" must not mean no."""
    given = os.environ.get(name, "").strip()
    if given not in ("", "0", "1"):
        raise SystemExit(f"{name} ({given}) is neither 1 nor 0. Set 1 for yes, 0 for no.")
    return given == "1" if given else default


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


POSTGRES = "django.db.backends.postgresql"


def database(folder: Path) -> dict[str, object]:
    """Django's settings for DATABASE_URL, else for the SQLite file in this folder."""
    if given := os.environ.get("DATABASE_URL", "").strip():
        # Every request has a thread of its own, with which its connection is lost: none is ever used again.
        try:
            found = dict(dj_database_url.parse(given, conn_max_age=0, conn_health_checks=True))
        except ValueError:
            found = {}
        if found.get("ENGINE") != POSTGRES or not (found["NAME"] or found.get("OPTIONS")):
            # Not what was given: there is a password in it.
            raise SystemExit(
                "DATABASE_URL is not the address of a PostgreSQL database. Write it as "
                "postgres://USER:PASSWORD@HOST:5432/NAME, or leave it out for a file in DATA_DIR."
            )
        return found
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


REDIS = re.compile(r"(redis|rediss|unix)://.", re.IGNORECASE)


def channel_layer() -> dict[str, object]:
    """Redis between several processes when REDIS_URL is set, else memory: enough for one process."""
    if url := os.environ.get("REDIS_URL", "").strip():
        if not REDIS.match(url):
            raise SystemExit("REDIS_URL is not the address of a Redis. Write it as redis://HOST:6379/0.")
        # Waiting for a message is no fault: redis would call five quiet seconds one.
        host = {"address": url, "socket_timeout": None}
        return {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [host]}}
    return {"BACKEND": "channels.layers.InMemoryChannelLayer"}


HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
"""What Django compares the Host of a request with: a name, one with all below it, an address, or anything."""


def allowed_hosts(public: Public | None) -> list[str]:
    """ALLOWED_HOSTS, separated by commas; else any, or with PUBLIC_URL its own, which is always one of them.

    Raises SystemExit for what no request's host could ever be.
    """
    given = [part.strip() for part in os.environ.get("ALLOWED_HOSTS", "").split(",") if part.strip()]
    for host in given:
        if not HOST.fullmatch(host):
            raise SystemExit(
                f"ALLOWED_HOSTS ({host}) is no name of a host. Write names alone, without http:// and port, "
                "with commas between them."
            )
    return given + [public.name] if public else given or ["*"]


def languages(folders: list[Path]) -> list[tuple[str, str]]:
    """English, and each language with a compiled catalogue in one of these folders: (code, own name)."""
    found = {path.parts[-3] for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")}
    return [(code, LANG_INFO[code]["name_local"]) for code in ("en", *sorted(found - {"en"}))]
