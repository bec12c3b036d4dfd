"""Keeps what a tree leaves behind, for later ones to bring up: `python3 -m tests.upgrades.make NAME`.

To be run in the tree that shall be kept, before it is changed; NAME is its commit. A database and the files
of its sessions, once kept, are never made anew: whoever has such a database will bring just that one.
"""

import io
import lzma
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from tests.server import Server
from tests.upgrades.lesson import Lesson

HERE = Path(__file__).parent
SCENARIOS = ("central-committee-10-october", "democratic-conference")


def make(name: str) -> None:
    """Play a session of each meeting to its end and one to its middle; keep the databases and the exports."""
    folder = HERE / name
    folder.mkdir()
    for scenario in SCENARIOS:
        with tempfile.TemporaryDirectory() as place:
            database, exports = played(Path(place), scenario)
        (folder / f"{scenario}.sqlite3.xz").write_bytes(lzma.compress(database, preset=9))
        (folder / f"{scenario}.tar.xz").write_bytes(packed(exports))
    for path in sorted(folder.iterdir()):
        print(f"{path.name}: {path.stat().st_size} bytes")


def played(place: Path, scenario: str) -> tuple[bytes, dict[str, bytes]]:
    """The database with the sessions of a meeting, and their files by name."""
    server = Server(place, DATABASE_URL="", REDIS_URL="")
    try:
        teacher = server.teacher()
        closed = Lesson(server, teacher, scenario)
        for chapter in (closed.begin, closed.debate, closed.end):
            chapter()
        open_one = Lesson(server, teacher, scenario)
        for chapter in (open_one.begin, open_one.debate, open_one.stop_in_a_secret_vote):
            chapter()
    finally:
        server.stop()
    verified = server.manage("verify_replay")
    assert verified.returncode == 0, verified.stdout
    exports = {
        f"{what}-{names or 'nameless'}.json": server.manage(
            "export", code, *([f"--with-{names}"] if names else [])
        ).stdout.encode()
        for what, code in (("closed", closed.code), ("open", open_one.code))
        for names in ("names", "")
    }
    return emptied(place / "game.sqlite3"), exports


def emptied(path: Path) -> bytes:
    """A database file without what lies beside it, its free pages and other meetings' scenarios."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(
            "DELETE FROM game_scenarioversion WHERE id NOT IN (SELECT scenario_id FROM game_session)"
        )
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("VACUUM")
    return path.read_bytes()


def packed(files: dict[str, bytes]) -> bytes:
    """In one archive, since they share most of what is in them."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:xz", preset=9) as archive:
        for name, content in files.items():
            row = tarfile.TarInfo(name)
            row.size = len(content)
            archive.addfile(row, io.BytesIO(content))
    return made.getvalue()


if __name__ == "__main__":
    make(sys.argv[1])
