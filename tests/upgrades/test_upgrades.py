"""Databases and files of earlier trees under today's program: nothing is lost, all is shown, play goes on."""

import json
import re

import msgspec
import pytest
from django.core.management import call_command

from debate.check.upgrades import upgraded as upgraded_meeting
from debate.codec import FINGERPRINTS, FIRST_FINGERPRINTS
from debate.scenario import Scenario
from game.management.commands.verify_replay import differences
from game.models import Session
from game.scenarios import versions
from game.sessions.box_keys import plain_mark
from tests.live.classroom import shown
from tests.support.server import files
from tests.upgrades import pages
from tests.upgrades.kept import ALL

pytestmark = pytest.mark.django_db  # All of them: those that need no database would come after those that do.


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


def test_there_is_a_database_of_each_meeting_and_the_files_of_its_sessions():
    assert len(ALL) >= 2
    for kept in ALL:
        assert len(dict(kept.exports())) == 4


def test_every_page_of_a_session_is_listed():
    assert pages.not_listed() == set()


def test_every_row_is_there_as_it_was(upgraded):
    """What columns are new is beside the point; what was there has to be there."""
    for table, rows in upgraded.old.items():
        if table in ("django_session", "game_teacherlink", "game_scenarioversion") or not rows:
            continue
        if table == "game_sealedbox":  # Its counts stand in the journal.
            continue
        if table == "game_entry":
            rows = [{key: value for key, value in row.items() if key not in RECEIPT} for row in rows]
        expected, place = sorted(rows, key=lambda row: row["id"]), f'"{table}"'
        if table in LINKS:
            kind, kept = LINKS[table]
            expected = [{key: row[key] for key in kept} for row in expected]
            place = f"game_link WHERE kind = '{kind}'"
        columns = ", ".join(f'"{name}"' for name in expected[0])
        found = upgraded.store.rows(f"SELECT {columns} FROM {place} ORDER BY id")

        assert [plain(row) for row in found] == [plain(row.values()) for row in expected], table


LINKS = {
    "game_helperlink": ("help", ("id", "session_id", "digest", "may_help")),
    "game_replaylink": ("replay", ("session_id", "digest", "made_at", "ends_at", "withdrawn")),
}
"""Tables that have become one, the kind each is there, and what of a row is there as it was."""
RECEIPT = ("sender", "command")
"""Columns of an entry that have become a table."""


def test_every_command_has_its_receipt(upgraded):
    found = upgraded.store.rows("SELECT session_id, seq, sender, command FROM game_receipt")

    answered = [row for row in upgraded.old["game_entry"] if row["command"]]
    assert answered
    assert sorted(found) == sorted(
        (r["session_id"], r["seq"], r["sender"], plain_mark(r["command"])) for r in answered
    )


def test_a_secret_vote_that_is_open_is_sealed_with_a_key_that_is_there(upgraded):
    boxes = upgraded.store.rows("SELECT ballot, key FROM game_sealedbox")

    assert boxes
    for _, key in boxes:
        assert (upgraded.server.key_dir / key).is_file()


def plain(values):
    """Values as one store has them and the other: truths, moments, objects."""
    return [_plain(value) for value in values]


def _plain(value):
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dict):
        return sorted(value.items())
    text = str(value)
    if text.startswith("{") and '"kind"' not in text:
        return sorted(json.loads(text).items())
    return re.sub(r"(\d\d:\d\d:\d\d(\.\d+)?)\+00:00$", r"\1", text)


def test_fingerprints_are_of_the_version_there_was(upgraded):
    found = upgraded.store.rows("SELECT DISTINCT version FROM game_checkpoint")

    assert found == [(FIRST_FINGERPRINTS,)]


def said_of_fingerprints(upgraded):
    """What `verify_replay` says of those it can't compare: nothing while they are of today's version."""
    number = len(upgraded.old["game_checkpoint"])
    if FIRST_FINGERPRINTS == FINGERPRINTS:
        return ""
    return f"{number} fingerprints of another version of this program were not compared.\n"


def test_every_session_is_what_its_journal_says(upgraded):
    verified = upgraded.server.manage("verify_replay")

    expected = f"2 sessions folded again, 0 differences.\n{said_of_fingerprints(upgraded)}"
    assert (verified.stdout, verified.returncode) == (expected, 0)


def test_the_teacher_gets_every_page_of_every_session(upgraded):
    for code in upgraded.codes():
        answers = {page: upgraded.teacher.get(page.format(code)) for page in pages.ALL}

        # The one page that is not a teacher's: a closed session lets nobody in any more.
        doors = {page for page in answers if page.startswith(("/seat/", "/join/{}/"))} - {"/join/{}/qr.svg"}
        assert {page for page, answer in answers.items() if answer.status != 200} <= doors
        assert {answers[page].status for page in doors} <= {200, 409}
    for page in pages.WITHOUT_A_SESSION:
        assert upgraded.teacher.get(page).status == 200


def test_a_pupil_comes_back_by_the_old_code_and_gets_every_page_of_a_pupil(upgraded):
    for code in upgraded.codes():
        pupil = upgraded.pupil(code)

        answers = {page: pupil.get(page.format(code)).status for page in pages.ALL}

        assert answers["/seat/{}/"] == 200
        assert pupil.state(code)["me"]["seat"] == "s1"
        assert set(answers.values()) <= {200, 403, 409}


def test_an_older_meeting_has_no_lessons_around_the_hour_and_says_so(upgraded):
    for code in upgraded.codes():
        pupil = upgraded.pupil(code)
        theirs = [pages.AROUND_THE_HOUR[name] for name in ("own_before", "own_work")]

        answers = [pupil.get(page.format(code)) for page in theirs]
        answers.append(upgraded.teacher.get(pages.AROUND_THE_HOUR["class_work"].format(code)))

        assert [answer.status for answer in answers] == [404] * 3
        assert all("<h1" in answer.text for answer in answers)


def test_the_list_has_both_sessions_with_their_label(upgraded):
    page = upgraded.teacher.get("/teach/").text

    for code in upgraded.codes():
        assert code in page
    assert f"10b, {upgraded.kept.scenario}" in page


def test_the_files_of_its_own_time_are_those_of_today_but_for_versions(upgraded):
    """Before anything is played on: entries, boxes, pupils and fingerprints as in the old files."""
    closed, open_one = upgraded.codes()
    for name, content in upgraded.kept.exports():
        code = closed if name.startswith("closed") else open_one
        names = "?names=1" if "-names" in name else ""
        old, new = json.loads(content), upgraded.teacher.get(f"/export/{code}.json{names}").json

        assert new["format_version"] == 2
        assert all(row.pop("version") == FIRST_FINGERPRINTS for row in new["checkpoints"])
        assert without_versions(new) == without_versions(old)


def without_versions(document):
    """And without the boxes of closed votes, which are in older files only; the meeting as it is read today,
    with what it could not yet say left as it is where nothing is said."""
    read = msgspec.to_builtins(msgspec.convert(upgraded_meeting(document["scenario"]), Scenario))
    left_out = ("format_version", "made_at", "boxes")
    return {key: value for key, value in document.items() if key not in left_out} | {"scenario": read}


def test_play_goes_on_where_it_stopped(upgraded):
    code = upgraded.codes()[1]
    before = upgraded.teacher.state(code)
    assert before["ballot"]["open"]
    voter, line = upgraded.pupil(code, "s1"), upgraded.teacher.socket(code, "teach")
    line.receive()

    voted = voter.act(code, "cast_vote", ballot=before["ballot"]["id"], choice="against")
    closed = upgraded.teacher.act(code, "close_ballot")
    read_out = upgraded.teacher.act(code, "announce")

    assert (voted.json["ok"], closed.json["ok"], read_out.json["ok"]) == (True, True, True)
    shown(line, "against")
    line.close()
    tally = upgraded.teacher.state(code)["divisions"][-1]["tally"]
    assert tally["for"] >= 5
    assert tally["against"] >= 1
    seq, version = upgraded.store.rows("SELECT seq, version FROM game_checkpoint ORDER BY id")[-1]
    assert seq > before["seq"]
    assert version == FINGERPRINTS
    assert upgraded.teacher.act(code, "undo").json["ok"]
    assert upgraded.teacher.act(code, "close_session").json["ok"]


def test_what_was_played_on_is_what_its_journal_says(upgraded):
    verified = upgraded.server.manage("verify_replay")

    expected = f"2 sessions folded again, 0 differences.\n{said_of_fingerprints(upgraded)}"
    assert (verified.stdout, verified.returncode) == (expected, 0)


def test_its_sessions_come_into_an_empty_database_and_are_the_same_there(upgraded, tmp_path):
    for code in upgraded.codes():
        old = upgraded.teacher.get(f"/export/{code}.json?names=1").json

        back = brought(json.dumps(old).encode(), tmp_path)

        assert back.code == code
        assert without_versions(files.as_dict(back, with_names=True)) == without_versions(old)
        assert list(differences(back)) == []


@pytest.mark.parametrize("kept", ALL, ids=str)
def test_files_of_its_time_come_back(kept, tmp_path):
    for name, content in kept.exports():
        old = json.loads(content)

        back = brought(content, tmp_path)

        new = files.as_dict(back, with_names=True)
        assert {row.pop("version") for row in new["checkpoints"]} == {FIRST_FINGERPRINTS}
        assert without_versions(new) | {"code": old["code"]} == without_versions(old), name
        assert list(differences(back)) == []


def brought(content, folder):
    """The session that `import_session` makes of this file in the database of the tests."""
    (folder / "session.json").write_bytes(content)
    call_command("import_session", str(folder / "session.json"), "--again")
    return Session.objects.latest("pk")
