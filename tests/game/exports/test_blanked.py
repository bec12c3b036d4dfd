"""The JSON file without what was taken away: nobody can read it there, and it is a session like any other."""

import json

import pytest

from debate import commands as c
from debate.assembly import Assembly
from debate.commands import TEACHER
from debate.evolve import evolve
from debate.rules.hall.texts import READABLE
from debate.shown.outward import GONE, outward
from debate.view import view
from game.exports import archive
from game.exports.importing import bring_back
from game.exports.played import PlayedOnDisk
from game.exports.reading import read
from game.management.commands.verify_replay import differences
from game.models import Checkpoint
from game.replay.single_file import Wanted
from game.scenarios import versions
from tests.support.rules.written import KINDS, PAUSES, Author, mark, marks_in, taken_away
from tests.support.server import files

pytestmark = pytest.mark.django_db
BLANK = Wanted(blank=True)


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()


def steps(session):
    """The state after each entry, without what is away by the end."""
    played = PlayedOnDisk.of(session)
    assembly, gone = Assembly(scenario=played.assembly.scenario), set()
    for event in played.events:
        assembly = evolve(assembly, event)
        gone = {*assembly.away}
    assembly = Assembly(scenario=assembly.scenario)
    for event in played.events:
        assembly = evolve(assembly, event)
        yield outward(assembly, gone), outward(assembly, gone, wall=True)


def brought(session):
    back = bring_back(read(archive.to_json(session, BLANK)))
    assert list(differences(back)) == []
    return back


@pytest.mark.parametrize("pause", PAUSES)
def test_what_was_taken_away_is_not_in_it_and_all_else_is_as_it_was(pause):
    author = Author(taken_away(pause)).tell()
    taken_away("closed")(author, "closed")
    original = files.of(author)
    assert marks_in(archive.to_json(original, Wanted()).decode())

    assert not marks_in(archive.to_json(original, BLANK).decode())

    back = brought(original)
    assert Checkpoint.objects.filter(session=back).count() > 3
    for (one, wall), (other, other_wall) in zip(steps(original), steps(back), strict=True):
        assert view(wall, "screen") == view(other_wall, "screen")
        for seat in ("s1", "s3"):
            assert view(one, "seat", seat) == view(other, "seat", seat)
    assert archive.document(back, False, blank=True).entries == archive.document(back, False).entries


def test_one_text_goes_and_all_others_stay():
    author = Author().tell()
    author.do(c.TakeAway(by=TEACHER, text="t1"))
    original = files.of(author)

    blank = archive.to_json(original, BLANK).decode()

    assert marks_in(blank) == set(KINDS) - {"statement"}
    assert json.loads(blank)["checkpoints"] != files.as_dict(original)["checkpoints"]
    brought(original)


def test_what_waits_to_be_read_is_not_in_it_either():
    author = Author()
    for kind in READABLE:
        author.do(c.ReadFirst(by=TEACHER, kind=kind))
    author.tell()
    original = files.of(author)
    waiting = {mark(name) for name in KINDS} & set(str([*author.assembly.held.values()]).split())
    assert author.assembly.held

    blank = archive.to_json(original, BLANK).decode()

    assert GONE in blank
    assert not [words for words in waiting if words in blank]
    assert brought(original).head == original.head


def test_where_nothing_was_taken_away_it_is_the_same_file():
    original = files.of(Author().tell())

    whole, blank = (archive.document(original, False, blank=blank) for blank in (False, True))

    assert blank.entries == whole.entries
    assert blank.checkpoints == whole.checkpoints
