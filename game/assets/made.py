"""Files as browsers get them, made from the sources when a server first starts, and kept in ASSETS_DIR.

Each has the hash of its content in its name, so that a browser keeps it for a year, and lies there packed.
What was made has the digest of all it was made from in its folder's name: another version makes another.
Two processes that start together may both make it; the first to be done counts. If nothing can be made, one
line says so, and the sources are served as they lie, with the device's own typefaces.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from game.assets import faces, letters, modules

log = logging.getLogger(__name__)

HERE = Path(__file__).resolve().parent
WANTED = ("game/", "django_htmx/htmx-4.min.js")
"""Where names of files begin that pages use."""
A_DAY = 24 * 60 * 60
"""Seconds for which what another version made is left alone: it may still run."""
MANIFEST = CompressedManifestStaticFilesStorage.manifest_name


@cache
def folder() -> Path | None:
    """Where the files lie; made if need be. None if that cannot be."""
    if settings.DEBUG:
        return None  # An edit is to be seen at once.
    try:
        cut = _kept("faces", _digest([*faces.versions(), repr(letters.LOTS), *_texts("faces.py")]), _cut)
        sources = _sources()
        parts = [name + _hash(path.read_bytes()) for name, path in sorted(sources.items())]
        digest = _digest([*parts, cut.name, settings.STATIC_URL, *_texts("made.py", "modules.py")])
        return _kept("static", digest, lambda into: _make(into, sources, cut))
    except Exception as error:
        # Whatever it is, a lesson must not wait for it.
        log.warning("Typefaces and compressed files could not be made (%s). It goes on without.", error)
        return None


@cache
def names() -> dict[str, str]:
    """File names as templates have them to those that are served; empty if nothing was made."""
    made = folder()
    if made is None:
        return {}
    found: dict[str, str] = json.loads((made / MANIFEST).read_text(encoding="utf-8"))["paths"]
    return found


def _kept(kind: str, digest: str, make: Callable[[Path], None]) -> Path:
    """The folder of this digest, made aside and put into its place whole. Raises what `make` does."""
    home = Path(settings.ASSETS_DIR)
    place = home / f"{kind}-{digest}"
    if not place.is_dir():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f"{kind}-draft-", dir=home))
        try:
            make(draft)
            draft.rename(place)
        except OSError:
            if not place.is_dir():  # else another process was quicker
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _tidy(home, kind, place)
    return place


def _tidy(home: Path, kind: str, place: Path) -> None:
    for other in home.glob(f"{kind}-*"):
        if other != place and other.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(other, ignore_errors=True)


def _cut(into: Path) -> None:
    files, style = faces.cut()
    for name, content in files.items():
        (into / name).write_bytes(content)
    (into / "faces.css").write_text(style, encoding="utf-8")
    for package in faces.PACKAGES:
        (into / f"OFL-{package.removeprefix('fontpkg_')}.txt").write_text(faces.licence(package), "utf-8")


def _make(into: Path, sources: dict[str, Path], cut: Path) -> None:
    """Everything that is served, with its manifest, into this folder."""
    with tempfile.TemporaryDirectory() as aside:
        staged = Path(aside)
        for name, path in sources.items():
            _copied(path, staged / name)
        for path in cut.iterdir():
            _copied(path, staged / "game" / path.name)
        for name, text in modules.joined().items():
            (staged / "game" / name).write_text(text, encoding="utf-8")
        for name in modules.in_core():
            (staged / "game" / modules.files()[name]).unlink()
        sheet = staged / "game" / "app.css"
        # One file less to ask for; browsers want what is imported at the top.
        sheet.write_text((cut / "faces.css").read_text("utf-8") + sheet.read_text("utf-8"), "utf-8")
        _collected(staged, into)


class _Store(CompressedManifestStaticFilesStorage):
    """Gives files their names, writes these into what refers to them, and packs them."""

    support_js_module_import_aggregation = True
    keep_only_hashed_files = True


def _collected(staged: Path, into: Path) -> None:
    """As `collectstatic` would do it. Raises what a file raised that could not be treated."""
    source, store = FileSystemStorage(staged), _Store(location=str(into), base_url=settings.STATIC_URL)
    found = {path.relative_to(staged).as_posix(): path for path in staged.rglob("*") if path.is_file()}
    for name, path in found.items():
        _copied(path, into / name)
    for _name, _hashed, treated in store.post_process({name: (source, name) for name in found}):
        if isinstance(treated, Exception):
            raise treated


def _copied(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def _sources() -> dict[str, Path]:
    return {
        name.replace(os.sep, "/"): Path(storage.path(name))
        for finder in finders.get_finders()
        for name, storage in finder.list(None)
        if name.replace(os.sep, "/").startswith(WANTED)
    }


def _texts(*files: str) -> list[str]:
    return [(HERE / name).read_text(encoding="utf-8") for name in files]


def _digest(parts: Iterable[str]) -> str:
    return _hash("\n".join(parts).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
