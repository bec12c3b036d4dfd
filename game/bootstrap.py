"""The environment beside `manage.py`: made when missing, brought up to date, entered.

Runs before anything is installed, so it uses the standard library only, and `game/__init__.py` stays empty.
A stamp inside `.venv` says from which Python and which lists it was filled. Whatever differs (never made,
interrupted, older lists, another Python since) is mended in the same way.
"""

import hashlib
import importlib.util
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "filled-from.txt"
LOG = VENV / "install.log"
TO_PLAY = ["requirements.txt"]
TO_TEST = ["requirements.txt", "requirements-test.txt"]

CAUSES = {
    "No space left on device": "the disk is full. Free about half a gigabyte, then start again.",
    "Retrying (": "the network did not answer. Connect this machine to the internet (behind a proxy, "
    "set HTTPS_PROXY), then start again.",
}
"""What pip says when it fails, and what a teacher can do about it."""


class NotPrepared(Exception):
    """`.venv` could not be made or filled; the message is one sentence that says what to do."""


def enter(lists: list[str]) -> None:
    """Return inside a `.venv` filled from these lists; from anywhere else prepare it and start this very
    command again there."""
    prepared = False
    try:
        if not ready(lists):
            with one_at_a_time():
                if not ready(lists):
                    prepare(lists)
            prepared = True
    except NotPrepared as problem:
        sys.exit(f"Order of the Day cannot start yet: {problem}")
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start goes on from here.")
    if prepared or Path(sys.prefix).resolve() != VENV.resolve():
        start_again()


def ready(lists: list[str]) -> bool:
    """Is `.venv` filled from these very lists, by the Python it has now?"""
    stamp = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.is_file() else []
    return bool(stamp) and set(fingerprint(lists)) <= set(stamp)


def fingerprint(lists: list[str]) -> list[str]:
    """One line for the Python in `.venv` and one for each list: its name and the digest of its content."""
    digests = [f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}" for name in lists]
    return [f"python {_run('-ISc', 'import sys; print(*sys.version_info[:2])').stdout.strip()}", *digests]


def prepare(lists: list[str]) -> None:
    """Make `.venv` unless it has a Python and a pip that run, then fill it. Raises NotPrepared."""
    if _run("-m", "pip", "--version").returncode:
        make()
    fill(lists)
    STAMP.write_text("\n".join(fingerprint(lists)), encoding="utf-8")
    _say("Ready.")


def make() -> None:
    """An empty `.venv`, in place of whatever was there."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise NotPrepared(
            "this Python came without its installer. Install that (Debian, Ubuntu: sudo apt install "
            f"{package}; elsewhere a Python from python.org has it), then start again."
        )
    _say(f"Making .venv with Python {sys.version.split()[0]} ...")
    # Python itself, not a virtual environment in which this may have been started.
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([base, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode:
        last = (made.stdout + made.stderr).strip().rpartition("\n")[2]
        raise NotPrepared(f"the folder .venv could not be made ({last}). Delete it, then start again.")


def fill(lists: list[str]) -> None:
    """Install the lists with pip, telling on one line how far it is. pip's own words go to `install.log`."""
    of = sum(len(re.findall(r"^\w", (ROOT / name).read_text("utf-8"), re.MULTILINE)) for name in lists)
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2"]
    files = [part for name in lists for part in ("-r", name)]
    with subprocess.Popen(
        [PYTHON, "-m", "pip", "install", *options, *files],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    ) as pip:  # fmt: skip
        assert pip.stdout is not None  # a pipe was asked for
        said = list(_tell_progress(pip.stdout, of))
    LOG.write_text("".join(said), encoding="utf-8")
    if pip.returncode:
        known = (advice for sign, advice in CAUSES.items() if any(sign in line for line in said))
        last = said[-1].strip() if said else "no reason given"
        raise NotPrepared(
            f"the packages could not be installed: {next(known, last + ' (more in .venv/install.log)')}"
        )


def _tell_progress(lines: Iterator[str], of: int) -> Iterator[str]:
    seen = 0
    for line in lines:
        yield line
        if met := re.match(r"(Collecting|Requirement already satisfied:|Ignoring) ([\w.-]+)", line):
            seen = min(seen + 1, of)
            _say(f"Fetching packages: {seen} of {of} ({met[2]})", passing=True)
        elif line.startswith("Installing collected packages"):
            _say("Installing them; this may take a minute ...")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at once must not fill one `.venv` together: the second waits here.

    SQLite's lock, because it works alike on every system and is gone when its process is.
    """
    try:
        lock = sqlite3.connect(ROOT / ".venv.lock", timeout=1, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise NotPrepared(f"the folder {ROOT} cannot be written. Copy it to one of your own.") from error
    waiting = False
    try:
        while not _locked(lock):
            if not waiting:
                _say("Another start is preparing .venv; waiting for it ...")
            waiting = True
        yield
    finally:
        lock.close()


def _locked(lock: sqlite3.Connection) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
        return True
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False


def start_again() -> None:
    """The same command in `.venv`; does not return. `orig_argv` keeps `-m` and Python's own options."""
    command = [str(PYTHON), *sys.orig_argv[1:]]
    if os.name != "nt":
        os.execv(command[0], command)
    child = subprocess.Popen(command)  # Windows' exec would give the prompt back while the server still runs
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue  # Ctrl-C has reached the child as well: let it end in its own way


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the Python of `.venv`; one that is missing or broken counts as a failure."""
    try:
        return subprocess.run([PYTHON, *arguments], capture_output=True, text=True)
    except OSError as error:
        return subprocess.CompletedProcess(arguments, 1, stdout="", stderr=str(error))


def _say(text: str, passing: bool = False) -> None:
    """Progress, on stderr: what a command prints stays clean. `passing`: the next one replaces it."""
    if sys.stderr.isatty():
        print(f"\r{text:<79}", end="" if passing else "\n", file=sys.stderr, flush=True)
    elif not passing:
        print(text, file=sys.stderr, flush=True)
