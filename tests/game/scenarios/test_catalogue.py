"""What is offered: every folder by itself. One that is bad is named, in the log and to the teacher; all
others are played."""

import os
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from debate.scenario import FORMAT
from game.management.commands.play import Command
from game.models import ScenarioVersion
from game.people.teachers import new_link
from game.scenarios import versions
from tests.game.scenarios.test_scenarios import EXAMPLE
from tests.support.server.sessions import begun

pytestmark = pytest.mark.django_db(transaction=True)

BAD = {
    "empty": {},
    "no-toml": {"scenario.toml": b"title = "},
    "no-utf8": {"scenario.toml": b"\xff\xfe\x00"},
    "half": {"scenario.toml": b'title = "Half a meeting"'},
    "nobody": {"scenario.toml": EXAMPLE.replace("delegates = 2", "delegates = 0").encode()},
    "below-zero": {"scenario.toml": EXAMPLE.replace("delegates = 1", "delegates = -3").encode()},
    "Two Words!": {"scenario.toml": EXAMPLE.encode()},
    "deep": {"scenario.toml": b"x = " + b"[" * 20_000 + b"]" * 20_000},
    "of-tomorrow": {"scenario.toml": f"format = {FORMAT + 1}\n{EXAMPLE}".encode()},
}
STRAYS = {
    "__MACOSX": {"._scenario.toml": b"\0\5\x16\7"},
    ".git": {"config": b"[core]"},
    ".DS_Store": b"\0",
    "Thumbs.db": b"\xd0\xcf",
    "meeting.zip": b"PK",
}


@pytest.fixture
def seeds(tmp_path, settings):
    """A folder with a good meeting, in which a Mac has left its own files, and everything that is none."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    files = {"scenario.toml": EXAMPLE.encode(), "._scenario.toml": b"\0", "__MACOSX/x.toml": b"\0"}
    for name, content in {"town-council": files, **BAD, **STRAYS}.items():
        written(settings.SEEDS_DIR / name, content)
    versions._looked_through.cache_clear()
    yield settings.SEEDS_DIR
    versions._looked_through.cache_clear()


def written(path, content):
    path = Path(os.fsdecode(path))
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    path.mkdir(parents=True)
    for name, inner in content.items():
        file = path / os.fsdecode(name)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(inner)


@pytest.fixture
def teacher():
    client = Client()
    client.post(new_link())
    return client


def test_one_bad_folder_is_left_out_and_named_and_all_others_are_offered(seeds, caplog):
    found = versions.load_all()

    assert [scenario.slug for scenario in found] == ["town-council"]
    assert {row.name for row in versions.left_out()} == {*BAD, *STRAYS}
    assert all(row.faults for row in versions.left_out())
    for name in (*BAD, *STRAYS):
        assert f"{name} is left out: " in caplog.text


def test_the_server_gets_ready_with_what_can_be_played(seeds, monkeypatch):
    monkeypatch.setattr("game.live.warm.up", lambda: None)

    Command().prepare()

    assert ScenarioVersion.objects.get().slug == "town-council"


def test_a_name_that_is_no_text_can_be_shown(seeds, teacher, caplog):
    """As in a folder from an old archive."""
    written(os.path.join(os.fsencode(seeds), b"caf\xe9"), {b"r\xe9.toml": b"x ="})

    assert teacher.get("/teach/new/").status_code == 200
    assert {row.name for row in versions.left_out()} > {"caf?"}
    assert any("r?.toml" in why for row in versions.left_out() for why in row.faults)


def test_whoever_has_a_bad_one_played_is_told_why(seeds):
    with pytest.raises(CommandError, match="“nobody” can’t be played yet:\n.*somebody of it votes"):
        call_command("simulate", "nobody")


def test_with_nothing_to_play_it_says_so(seeds, monkeypatch):
    (seeds / "town-council" / "scenario.toml").unlink()

    with pytest.raises(CommandError, match="no meeting that can be played"):
        Command().prepare()


def test_the_page_of_a_new_session_names_them_and_sets_up_another(seeds, teacher):
    page = teacher.get("/teach/new/")

    text = page.content.decode()
    assert page.status_code == 200
    for name in (*BAD, *STRAYS):
        assert f"<dt>{name}</dt>" in text
    assert "somebody of it votes" in text
    assert teacher.post("/teach/new/", {"pupils": "4", "minutes": "50"}).status_code == 302


def test_where_nothing_is_wrong_nothing_is_said(seeds, teacher):
    for name in (*BAD, *STRAYS):
        path = seeds / name
        path.rename(seeds.parent / name)
    versions._looked_through.cache_clear()

    assert "left-out" not in teacher.get("/teach/new/").content.decode()


def test_the_command_tells_all_and_fails(seeds, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("check_scenarios")

    out = capsys.readouterr().out
    assert end.value.code == 1
    for name in BAD:
        assert f"\n{name}/" in f"\n{out}"
    for name in STRAYS:
        assert f"Left out: {name}. " in out
    assert "town-council" not in out


def test_a_kept_meeting_of_a_newer_program_is_named_as_such_on_every_page(teacher):
    """No decoder's words, and no page that fails."""
    found = begun()
    versions.version.cache_clear()
    row = ScenarioVersion.objects.get(pk=found.scenario_id)
    row.content = row.content.replace('"slug"', '"anthem":"de","slug"', 1)
    row.save()
    pages = ("/teach/{}/", "/teach/{}/records/", "/teach/{}/print/", "/outcome/{}/",
             "/lab/{}/", "/replay/{}/", "/minutes/{}/", "/export/{}.json", "/state/{}.json", "/join/{}/",
             "/screen/{}/", "/seat/{}/")  # fmt: skip

    answers = {page: teacher.get(page.format(found.code), follow=True) for page in pages}

    assert {page: a.status_code for page, a in answers.items() if not 400 <= a.status_code < 500} == {}
    for page, answer in answers.items():
        text = answer.content.decode()
        assert "newer version of this program" in text or "unreadable" in text, page
        assert "unknown field" not in text
    assert teacher.get("/teach/").status_code == 200


OTHER_WAYS = ("Two sessions side by side", "Looking on: ", "A larger meeting.")


@pytest.mark.parametrize(
    ("pupils", "says"),
    [
        (
            4,
            [
                "This class needs 4 seats, and the meeting has 3.",
                "let two play one person together",
                *OTHER_WAYS,
            ],
        ),
        (6, ["let two play one person together", *OTHER_WAYS]),
        (7, ["even with two to a seat some would find none", *OTHER_WAYS]),
    ],
)
def test_a_class_with_more_pupils_than_seats_is_told_what_can_be_done(seeds, teacher, pupils, says):
    text = teacher.get("/teach/new/", {"pupils": str(pupils)}).content.decode()

    assert 'id="few-seats"' in text
    assert [line for line in says if line not in text] == []


def test_a_class_that_finds_seats_is_told_how_many_it_needs(teacher):
    text = teacher.get("/teach/new/", {"scenario": "democratic-conference", "pupils": "28"}).content.decode()

    assert re.search(r"This class needs 28 seats, and the meeting has \d+\.", text)
    assert 'id="few-seats"' not in text
