"""A session brought back from its file equals the original at every step; a bad file brings nothing."""

import itertools
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from debate import commands as c
from debate import events as e
from debate.afterwards.debrief import LONGEST_REFLECTION
from debate.codec import FIRST_FINGERPRINTS, encode
from debate.commands import TEACHER
from debate.events import StepUndone
from debate.rules.hall.casting import LARGEST_CLASS
from debate.rules.hall.caucus import LONGEST_LINE
from debate.rules.hall.floor import LONGEST_STATEMENT
from debate.rules.hall.notes import LONGEST_CALL
from debate.rules.hall.texts import READABLE
from debate.rules.limits import MOST, MOST_ENTRIES
from game.exports import archive
from game.exports.document import Document
from game.exports.importing import HereAlready, bring_back
from game.exports.played import PlayedOnDisk
from game.exports.reading import LARGEST, BadFile, read
from game.management.commands.verify_replay import differences
from game.models import Checkpoint, Entry, Participant, Receipt, ScenarioVersion, Session
from game.people import participants
from game.replay.single_file import Wanted
from game.scenarios import versions
from game.sessions import journal
from game.sessions.journal import BatchToWrite, Caused
from tests.journals.test_journals import JOURNALS, opened
from tests.support.rules.meeting import debating, lobby
from tests.support.rules.playing import AnySession
from tests.support.rules.written import Author
from tests.support.server import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


def named(session: Session, **seats: str) -> None:
    """Pupils of these names in these seats."""
    for seat, name in seats.items():
        pupil = participants.new(session.pk, name)
        pupil.seat = seat
        pupil.save()


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_a_session_in_which_everything_happened_comes_back_as_it_was(path):
    scenario, events, _ = opened(path)
    original = files.kept(scenario, events)

    back = files.there_and_back(original)

    assert files.same_at_every_step(original, back) == len(events)
    assert list(differences(back)) == []
    assert Checkpoint.objects.filter(session=back).count() > 20
    assert (back.status, back.head, back.created_at) == (original.status, original.head, original.created_at)


@pytest.mark.parametrize("let_through", [False, True])
def test_whatever_waits_to_be_read_comes_back(let_through):
    def reads(author: Author, pause: str) -> None:
        for id in author.assembly.held if let_through else ():
            author.tries(c.LetThrough(by=TEACHER, text=id))

    author = Author(reads)
    for kind in READABLE:
        author.do(c.ReadFirst(by=TEACHER, kind=kind))
    author.tell()
    held = {type(event.event) for event in author.happened(e.TextHeld)}
    assert len(held) == len(READABLE)
    assert bool(author.assembly.held) is not let_through
    original = files.of(author)

    back = files.there_and_back(original)

    assert list(differences(back)) == []


class ComesBack(AnySession):
    """Sessions played at random, each of them taken out and brought back at its end."""

    def teardown(self):
        if not self.meeting.journal:
            return
        original = files.of(self.meeting)

        back = files.there_and_back(original)

        assert files.same_at_every_step(original, back) == len(self.meeting.journal)
        assert list(differences(back)) == []
        Session.objects.all().delete()


def test_whatever_was_played_comes_back_as_it_was():
    run_state_machine_as_test(
        ComesBack,
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_session_comes_back_from_a_file_made_at_any_of_its_steps():
    meeting = debating()
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="secret")
    meeting.do(c.Undo(by=TEACHER))
    meeting.do(c.Undo(by=TEACHER))
    meeting.divide({"s3": "abstain"}, question="bridge", method="secret")

    for upto in range(1, len(meeting.journal) + 1):
        original = files.kept(meeting.scenario, meeting.journal[:upto])

        assert files.same_at_every_step(original, files.there_and_back(original)) == upto


def test_it_keeps_its_code_where_that_is_free_and_gets_a_new_one_where_not():
    original = files.of(lobby())
    file = files.as_bytes(files.as_dict(original))

    taken = bring_back(read(file))
    original.delete()
    free = bring_back(read(file), again=True)

    assert free.code == original.code
    assert taken.code != original.code


def test_the_meeting_can_go_on_where_it_was_and_a_secret_vote_keeps_its_count():
    meeting = debating()
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="secret")

    back = files.there_and_back(files.of(meeting))

    assert PlayedOnDisk.of(back).assembly.ballots["b1"].tally == meeting.ballot.tally
    assert back.status == "open"


def test_a_file_that_still_has_a_box_is_read():
    """As exported before secret votes were sealed."""
    meeting = debating()
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="secret")
    document = files.as_dict(files.of(meeting)) | {
        "boxes": [{"ballot": "b1", "counts": {"for": 1, "against": 1}}]
    }

    assert read(files.as_bytes(document)).assembly.ballots["b1"].tally == meeting.ballot.tally


def test_names_come_along_only_when_asked_for_and_with_new_keys():
    original = files.of(debating())
    named(original, s1="Ada", s2="Борис")
    lead = Participant.objects.get(name="Ada")
    beside = participants.new(original.pk, "Cem")
    beside.seat, beside.partner = "s1", lead
    beside.save()

    without, with_names = files.there_and_back(original), files.there_and_back(original, with_names=True)

    assert not Participant.objects.filter(session=without).exists()
    seats = participants.people(with_names.pk).seats
    assert {seat: sitting.name for seat, sitting in seats.items()} == {"s1": "Ada and Cem", "s2": "Борис"}
    mine = set(Participant.objects.filter(session=original).values_list("key", "resume_code"))
    theirs = set(Participant.objects.filter(session=with_names).values_list("key", "resume_code"))
    assert len(theirs) == 3
    assert not {value for row in mine for value in row} & {value for row in theirs for value in row}


def test_its_scenario_is_kept_once_and_a_forged_one_gets_a_version_of_its_own():
    original = files.of(debating())
    document = files.as_dict(original)
    same = bring_back(read(files.as_bytes(document)))
    document["scenario"]["title"] = "Something else"
    document["checkpoints"] = []

    forged = bring_back(read(files.as_bytes(document)))

    assert same.scenario_id == original.scenario_id
    assert forged.scenario_id != original.scenario_id
    assert versions.version(original.scenario_id).title != "Something else"
    assert ScenarioVersion.objects.count() == 2


def test_a_label_comes_without_what_nobody_can_see():
    document = files.as_dict(files.of(debating()))
    document["label"] = " 10b,\0\u202e Tuesday\n"

    assert bring_back(read(files.as_bytes(document))).label == "10b, Tuesday"


def test_a_file_with_a_byte_order_mark_is_read():
    """As some editors save it."""
    document = files.as_bytes(files.as_dict(files.of(debating())))

    assert bring_back(read(b"\xef\xbb\xbf" + document)).head


def test_the_command_says_what_it_did(tmp_path, capsys):
    original = files.of(debating())
    path = files.written(files.as_dict(original), tmp_path)

    call_command("import_session", path)

    said = capsys.readouterr().out
    back = Session.objects.exclude(pk=original.pk).get()
    assert f"Session {back.code}: {back.head} entries, open." in said
    assert f"The code {original.code} is taken here" in said


def test_a_file_that_is_brought_in_twice_is_one_session(tmp_path, capsys):
    """Also when it was written anew meanwhile: with names, at another moment, by another program."""
    original = files.of(debating())
    named(original, s1="Ada")
    call_command("import_session", files.written(files.as_dict(original), tmp_path))
    back = Session.objects.exclude(pk=original.pk).get()
    capsys.readouterr()

    document = files.as_dict(original, with_names=True)
    document["entries"] = [
        row | {"event": dict(reversed(row["event"].items()))} for row in document["entries"]
    ]
    path = files.written(document, tmp_path)
    call_command("import_session", path)

    assert capsys.readouterr().out == (
        f"Session {back.code} is here already: it was brought in before. Nothing was imported; "
        "--again makes a copy.\n"
    )
    assert Session.objects.count() == 2

    for number in (3, 4):
        call_command("import_session", path, "--again")
        assert Session.objects.count() == number
    back.delete()
    call_command("import_session", path)
    assert Session.objects.count() == 4


def test_a_session_that_was_brought_in_and_went_on_is_here_already():
    original = files.of(debating())
    found = read(files.as_bytes(files.as_dict(original)))
    back = bring_back(found)
    event = e.StatementLeft(at=0, statement="t1", seat="s1", text="On we go.")
    journal.append(back.pk, back.head, BatchToWrite([Caused([event])], back.status))

    with pytest.raises(HereAlready) as here:
        bring_back(found)

    assert here.value.session == back
    assert bring_back(read(archive.to_json(back, Wanted()))).head == back.head + 1


def test_the_command_says_that_an_open_secret_vote_came_without_slips(tmp_path, capsys):
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="secret"))
    meeting.vote("s1", "against")

    call_command("import_session", files.written(files.as_dict(files.of(meeting)), tmp_path))

    assert "open secret vote came without its slips" in capsys.readouterr().out


def test_the_command_says_how_many_fingerprints_it_could_not_compare(tmp_path, capsys):
    document = files.as_dict(files.of(debating()))
    for row in document["checkpoints"]:
        row |= {"version": "0123456789ab", "digest": "0" * 64}

    call_command("import_session", files.written(document, tmp_path))

    number = len(document["checkpoints"])
    assert number > 1
    said = capsys.readouterr().out
    assert f"{number} fingerprints of another version of this program were not compared." in said
    kept = set(Checkpoint.objects.values_list("version", "digest"))
    assert ("0123456789ab", "0" * 64) in kept


def test_a_file_of_the_first_version_is_still_read(tmp_path, capsys):
    document = files.as_dict(files.of(debating()))
    document["format_version"] = 1
    for row in document["checkpoints"]:
        del row["version"]

    call_command("import_session", files.written(document, tmp_path))

    assert set(Checkpoint.objects.values_list("version", flat=True)) >= {FIRST_FINGERPRINTS}


def test_a_session_longer_than_any_lesson_is_read():
    """Thirty pupils who keep clicking come to a hundred thousand entries within eleven minutes."""
    document = files.as_dict(files.of(debating()))
    seq = len(document["entries"])
    leaning = {"kind": "LeaningSet", "at": event(document, seq)["at"], "seat": "s1", "question": "bridge"}
    document["entries"] += [
        {"seq": n, "version": 1, "event": {**leaning, "value": n % 5 - 2}} for n in range(seq + 1, 101_001)
    ]

    found = read(files.as_bytes(document))

    assert found.assembly.seq == 101_000
    assert found.assembly.leanings["s1/bridge"] == 101_000 % 5 - 2


def event(document, seq):
    return document["entries"][seq - 1]["event"]


def changed(deed):
    """A file of a session with a secret and an open vote, after this has been done to it."""
    meeting = debating()
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="secret")
    meeting.divide({"s1": "for"}, question="toll", method="show")
    session = files.of(meeting)
    named(session, s1="Ada")
    document = files.as_dict(session, with_names=True)
    document["boxes"] = [{"ballot": "b1", "counts": {"for": 1, "against": 1}}]  # as in older files
    deed(document)
    return files.as_bytes(document)


def nested(depth):
    return (
        b'{"format": "order-of-the-day/session", "format_version": 1, "a": '
        + b"[" * depth
        + b"]" * depth
        + b"}"
    )


def put(where, value):
    """A deed that sets one thing: "entries.3.event.at" for example."""

    def deed(document):
        *path, last = where.split(".")
        for key in path:
            document = document[int(key) if key.isdecimal() else key]
        document[int(last) if last.isdecimal() else last] = value

    return deed


BAD = {
    "another format": (put("format", "chess"), "no exported session"),
    "a newer version": (put("format_version", 3), "in a newer form than this program knows"),
    "a version of 5,000 figures": (
        put("format_version", 10**4000),
        "newer form|of which version|no JSON file",
    ),
    "a version before the first": (put("format_version", 0), "doesn’t say of which version"),
    "no version": (lambda d: d.pop("format_version"), "doesn’t say of which version"),
    "a version in words": (put("format_version", "two"), "doesn’t say of which version"),
    "a version that is a truth": (put("format_version", True), "format_version"),
    "an unknown field": (put("surprise", 1), "unknown field `surprise`"),
    "a code that is none": (put("code", "<b>"), "code"),
    "no entries": (put("entries", []), "entries"),
    "a missing entry": (lambda d: d["entries"].pop(4), "entry 5 is missing"),
    "an entry twice": (lambda d: d["entries"].insert(4, d["entries"][4]), "entry 6 is missing"),
    "a place of nowhere": (put("entries.3.seq", 10**9), "seq"),
    "an unknown event": (put("entries.5.event.kind", "Coup"), "Entry 6 cannot be read"),
    "an event without a field": (lambda d: event(d, 1).pop("seats"), "Entry 1 cannot be read"),
    "an event of a newer program": (put("entries.5.version", 7), "Entry 6 cannot be read"),
    "a second creation": (lambda d: d["entries"][5].update(event=event(d, 1)), "has no place there"),
    "something before the creation": (put("entries.0.event", {"kind": "Paused", "at": 1}), "has no place"),
    "a huge number": (put("entries.5.event.at", 10**400), "no JSON file|out of all bounds"),
    "a date in ten thousand years": (put("entries.5.event.at", 10**17), "out of all bounds"),
    "a fraction": (put("entries.5.event.at", 1.5), "out of all bounds"),
    "a very long text": (put("entries.5.event.kind", "x" * 200_000), "out of all bounds"),
    "a seat that is not there": (
        lambda d: d["entries"].append(
            {
                "seq": len(d["entries"]) + 1,
                "version": 1,
                "event": {"kind": "SeatTaken", "at": 1, "seat": "s99"},
            }
        ),
        "nothing that can happen there",
    ),
    "an undo of nothing": (
        put("entries.1.event", {"kind": "StepUndone", "at": 1, "step": "pause", "about": ""}),
        "nothing that can happen there|is not what it was",
    ),
    "another fingerprint": (put("checkpoints.0.digest", "0" * 64), "is not what it was when it was played"),
    "a fingerprint of a version that is none": (put("checkpoints.0.version", "new"), "version"),
    "a fingerprint of nothing": (put("checkpoints.0.seq", 99_999), "fingerprint for entry 99999"),
    "a forged vote": (
        lambda d: next(e for e in d["entries"] if e["event"]["kind"] == "VoteCast")["event"].update(
            choice="against"
        ),
        "is not what it was when it was played",
    ),
    "a stuffed box": (put("boxes.0.counts", {"for": 40}), "does not hold what was handed in"),
    "a box of no vote": (put("boxes.0.ballot", "b9"), "does not hold what was handed in"),
    "a negative box": (put("boxes.0.counts", {"for": -1, "against": 3}), "boxes"),
    "a pupil in no seat": (put("pupils.0.seat", "s99"), "seat s99"),
    "a name of nothing": (put("pupils.0.name", "\u202e"), "no name that can be shown"),
    "a name of 300 letters": (put("pupils.0.name", "x" * 300), "name"),
    "a year long ago": (put("created_at", "0001-01-01T00:00:00Z"), "in the year 1"),
    "a date without a zone": (put("created_at", "2026-01-01T00:00:00"), "created_at"),
    "another scenario": (put("scenario.slug", "elsewhere"), "is not what it was|another scenario"),
    "a scenario without factions": (
        put("scenario.factions", []),
        "Its meeting can’t be played: ",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_a_sentence_and_brings_nothing(name, tmp_path):
    deed, sentence = BAD[name]
    path = files.written(changed(deed), tmp_path)
    before = counted()

    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("import_session", path)

    assert str(refused.value).startswith("Nothing was imported. ")
    assert len(str(refused.value)) < 400
    assert counted() == before


def counted() -> list[int]:
    return [
        model.objects.count() for model in (Session, Entry, Receipt, Checkpoint, Participant, ScenarioVersion)
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no JSON file"),
        (b"PK\x03\x04", "no JSON file"),
        (b"\xff\xfe{}", "no JSON file"),
        (b"[]", "no exported session"),
        (b"12", "no exported session"),
        (nested(2000), "nested too deeply|unknown field"),
        (nested(900_000), "nested too deeply"),
    ],
    ids=["empty", "a zip", "not UTF-8", "a list", "a number", "nested", "nested without end"],
)
def test_what_is_no_session_at_all_is_refused(content, sentence):
    with pytest.raises(BadFile, match=sentence):
        read(content)


def test_half_a_file_is_refused():
    content = changed(lambda document: None)

    for end in range(0, len(content) - 2, len(content) // 17):
        with pytest.raises(BadFile):
            read(content[:end])


def test_a_file_of_all_too_many_bytes_is_not_even_read(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(LARGEST * 4)

    with pytest.raises(CommandError, match="larger than 640 MB"):
        call_command("import_session", str(path))


def test_a_session_as_long_as_it_may_be_comes_back():
    meeting = debating()
    lean = [
        e.LeaningSet(at=meeting.at, seat=f"s{n % 4 + 1}", question="bridge", value=n % 5 - 2)
        for n in range(60)
    ]
    events = [*meeting.journal, *itertools.islice(itertools.cycle(lean), MOST_ENTRIES - len(meeting.journal))]
    file = files.as_dict(files.of(meeting))
    file["entries"] = [
        {"seq": n, "version": 1, "event": json.loads(encode(event))} for n, event in enumerate(events, 1)
    ]

    found = read(files.as_bytes(file))

    assert found.assembly.seq == MOST_ENTRIES
    file["entries"].append({**file["entries"][-1], "seq": MOST_ENTRIES + 1})
    with pytest.raises(BadFile):
        read(files.as_bytes(file))


def test_no_session_within_its_limits_is_larger_than_a_file_may_be():
    """All seats of the largest hall write all they may, of the longest first, in characters of four bytes."""
    texts = {
        e.ReflectionWritten: LONGEST_REFLECTION,
        e.StatementLeft: LONGEST_STATEMENT,
        e.CaucusSaid: LONGEST_LINE,
        e.HelpCalled: LONGEST_CALL,
    }
    left, size = MOST_ENTRIES, 0
    for kind, longest in sorted(texts.items(), key=lambda row: -row[1]):
        number = min(left, MOST[kind] * LARGEST_CLASS)
        left, size = left - number, size + number * (longest * 4 + 200)
    seats = {f"s{n}": n for n in range(1, LARGEST_CLASS + 1)}
    put = e.QuestionPut(
        **dict.fromkeys(("ballot", "question"), "b1000"),
        at=2**40,
        method="roll_call",
        threshold="two_thirds_of_cast",
        closes_at=2**40,
        weights=seats,
        bloc={},
        present=1000,
        members=1000,
        calls=tuple(seats),
        behind={"s1": seats},
    )
    voted = e.HouseVoted(at=2**40, ballot="b1000", votes=dict.fromkeys(seats, "against"))
    size += MOST[e.StepTaken] * (len(encode(put)) + len(encode(voted)))

    assert size < LARGEST


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("import_session", str(tmp_path / "nowhere.json"))


def test_an_undone_step_comes_back_undone():
    meeting = debating()
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))
    meeting.do(c.Undo(by=TEACHER))

    back = files.there_and_back(files.of(meeting))

    assert Entry.objects.filter(session=back).last().data == encode(meeting.happened(StepUndone)[-1])
    assert back.came_at - back.created_at > timedelta(0)


def test_a_document_has_no_place_for_what_must_stay():
    fields = set(Document.__struct_fields__)

    assert not fields & {"key", "keys", "resume_code", "cookies", "senders", "commands"}
