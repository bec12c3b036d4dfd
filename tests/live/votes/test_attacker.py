"""Whoever holds the disk learns nothing of a secret vote: neither while it is open nor afterwards.

An attacker (`attacker.py`) is given all that the server writes, shows and exports, but for KEY_DIR, before
and after each of 200 votes of three choices, told half of them, and guesses the rest. That this finds what
there is to find is shown by stores that keep secrets badly.
"""

import json
import random
import sqlite3
import time
from contextlib import closing

import psycopg
import pytest

from debate.scenario import CHOICES
from game.sessions.box_keys import NAME, Box
from tests.live.classroom import Pupil, pushes
from tests.live.votes.attacker import Attacker, as_text, files_in

PUPILS, BALLOTS = 10, 20
VOTES = PUPILS * BALLOTS
CHANCE = VOTES // 2 / 3
MOST_BY_CHANCE = 52
"""Right guesses of a hundred: who guesses blindly has more once in 20,000 runs."""
FOUND_OUT = 85

TABLES = """
SELECT part.name, block, get_raw_page(part.name, block::int8) FROM (
  SELECT oid::regclass::text AS name, pg_relation_size(oid) / 8192 AS size FROM pg_class
  WHERE relkind IN ('r', 'i', 't') AND (relnamespace = 'public'::regnamespace
    OR oid IN (SELECT reltoastrelid FROM pg_class WHERE relnamespace = 'public'::regnamespace))
) part, generate_series(0, part.size - 1) AS block WHERE part.size > 0 ORDER BY 1, 2
"""
"""Every page of every table and index, dead rows and all."""


class Disk:
    """All that lies about: files of DATA_DIR, a PostgreSQL's pages and its log of what was written, what the
    server shows to those who may not know."""

    def __init__(self, meeting):
        self.meeting = meeting
        self.postgres = None
        if url := meeting.store.environment.get("DATABASE_URL"):
            self.postgres = psycopg.connect(url, autocommit=True)
            self.postgres.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
            self.written = self._written()
        self.lines = {"desk": meeting.desk(), "wall": meeting.screen()}

    def copy(self):
        """Every file by its name."""
        files = self.files()
        code, teacher = self.meeting.code, self.meeting.teacher
        for name, line in self.lines.items():
            seen = pushes(line, 0.005)
            if seen:
                line.send({"ack": seen[-1]["seq"]})
            files[f"pushes to the {name}"] = json.dumps([frame["html"] for frame in seen]).encode()
        files["metrics"] = teacher.get("/metrics").text.encode()
        files["state"] = json.dumps(teacher.state(code)).encode()
        for ending in ("json", "csv"):
            files[f"export as {ending}"] = teacher.get(f"/export/{code}.{ending}").text.encode()
        return files

    def files(self):
        files = files_in(self.meeting.server.data_dir)
        if self.postgres:
            for name, _, page in self.postgres.execute(TABLES).fetchall():
                files[name] = files.get(name, b"") + bytes(page)
            for (table,) in self.meeting.store.rows(self.meeting.store.tables):
                rows = self.postgres.execute(f'SELECT xmin, xmax, ctid, * FROM "{table}"').fetchall()
                files[f"rows of {table}"] = as_text(rows)
            files["log of writes"] = self._since()
        return files

    def _written(self):
        return self.postgres.execute(
            "SELECT (pg_walfile_name_offset(pg_current_wal_flush_lsn())).*"
        ).fetchone()

    def _since(self):
        (file, start), (now, end) = self.written, self._written()
        self.written = now, end
        start, size = (start, end - start) if file == now else (0, end)
        return bytes(
            self.postgres.execute(
                "SELECT pg_read_binary_file('pg_wal/' || %s, %s, %s)", (now, start, size)
            ).fetchone()[0]
        )


@pytest.fixture(scope="module")
def store(own_store):
    """Of every file and table a copy is taken after each vote: they hold this meeting alone."""
    return own_store


@pytest.fixture
def chosen():
    """What they choose, by a seed of this run's own that a failure names."""
    seed = time.time_ns()
    print(f"seed {seed}")
    return random.Random(seed).choices(CHOICES, k=VOTES)


def test_an_attacker_with_every_copy_of_the_disk_guesses_no_better_than_chance(begin, chosen):
    meeting = begin(pupils=PUPILS)
    pupils = [Pupil(meeting, f"Pupil {number}") for number in range(PUPILS)]
    meeting.debate()
    disk, attacker = Disk(meeting), Attacker()
    votes, keys = iter(chosen), set()
    for _ in range(BALLOTS):
        ballot = meeting.put(method="secret")
        keys |= {path.read_bytes() for path in meeting.server.key_dir.iterdir() if NAME.fullmatch(path.name)}
        watcher = Attacker()
        watcher.look(disk.copy())
        for pupil in pupils:
            assert pupil.vote(next(votes), ballot=ballot)["ok"]
            watcher.look(disk.copy())
        attacker.signs += watcher.signs
        meeting.teach("close_ballot")
        meeting.teach("undo")  # and the question can be put again

    right = attacker.guessed_right(chosen)

    assert len(attacker.signs) == VOTES
    assert right <= MOST_BY_CHANCE
    assert len(keys) >= BALLOTS
    everything = b"".join(disk.files().values())
    assert not any(key in everything for key in keys)


def leaks_counts(database, seat, choice):
    """As this server once did: one row of counts, written anew."""
    [(counts,)] = database.execute("SELECT counts FROM box").fetchall()
    counts = json.loads(counts)
    counts[choice] = counts.get(choice, 0) + 1
    database.execute("UPDATE box SET counts = ?", [json.dumps(dict(sorted(counts.items())))])


def leaks_lengths(database, seat, choice):
    """Sealed, but each choice in a length of its own."""
    database.execute("INSERT INTO slip VALUES (?)", [BOX.seal(choice, 10 + CHOICES.index(choice))])


def leaks_likeness(database, seat, choice):
    """The same digest for the same choice."""
    database.execute("INSERT INTO slip VALUES (?)", [BOX.mark(choice)])


def leaks_place(database, seat, choice):
    """Sealed, in a table of its own for each choice."""
    database.execute(f"INSERT INTO slip_{choice} VALUES (?)", [BOX.seal(choice, 7)])


def keeps_it(database, seat, choice):
    database.execute("INSERT INTO slip VALUES (?)", [BOX.seal(choice, 7)])


BOX = Box("0" * 32, bytes(32))


@pytest.mark.parametrize(
    ("way", "is_found_out"),
    [
        (leaks_counts, True),
        (leaks_lengths, True),
        (leaks_likeness, True),
        (leaks_place, True),
        (keeps_it, False),
    ],
)
def test_the_attacker_finds_out_where_there_is_something_to_find(tmp_path, chosen, way, is_found_out):
    attacker = Attacker()
    with closing(sqlite3.connect(tmp_path / "d.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE box (counts)")
        database.execute("INSERT INTO box VALUES ('{}')")
        for name in ("voted", "slip", *(f"slip_{choice}" for choice in CHOICES)):
            database.execute(f"CREATE TABLE {name} (content)")

        def copy():
            return files_in(tmp_path)

        attacker.look(copy())
        for number, choice in enumerate(chosen):
            database.execute("BEGIN")
            database.execute("INSERT INTO voted VALUES (?)", [f"s{number}"])
            way(database, f"s{number}", choice)
            database.execute("COMMIT")
            attacker.look(copy())

    right = attacker.guessed_right(chosen)

    assert right >= FOUND_OUT if is_found_out else right <= MOST_BY_CHANCE
