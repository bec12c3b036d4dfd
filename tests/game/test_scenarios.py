"""Scenarios as files: the documented example is one, the guide is whole, and faults name their place."""

import re

import msgspec
import pytest
from django.conf import settings
from django.core.management import call_command

from debate import scenario
from game.scenarios import Fault, faults, folders

GUIDE = (settings.BASE_DIR / "docs" / "scenarios.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[1]


@pytest.fixture
def folder(tmp_path):
    """The documented example as a folder."""
    made = tmp_path / "town-council"
    made.mkdir()
    (made / "scenario.toml").write_text(EXAMPLE, encoding="utf-8")
    return made


def spoil(folder, old, new):
    path = folder / "scenario.toml"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_the_documented_example_has_no_fault(folder):
    assert faults(folder) == []


def test_every_field_is_documented():
    documented = set(re.findall(r"`(\w+)`", GUIDE))
    types = [t for t in vars(scenario).values() if isinstance(t, type) and issubclass(t, msgspec.Struct)]

    fields = {field.name for t in types for field in msgspec.structs.fields(t)}

    # Those of nested tables are written as a whole: `{ carried = [...], lost = [...] }`.
    assert {field for field in fields - documented if f"{field} = " not in GUIDE} == set()


@pytest.mark.parametrize("name", [folder.name for folder in folders(settings.SEEDS_DIR)])
def test_our_own_scenarios_have_no_fault(name):
    assert [str(fault) for fault in faults(settings.SEEDS_DIR / name)] == []


def test_a_fault_names_file_row_and_remedy(folder):
    roles = folder / "roles"
    roles.mkdir()
    path = folder / "scenario.toml"
    before, _, after = path.read_text(encoding="utf-8").partition('[[roles]]\nid = "fisher"')
    path.write_text(before, encoding="utf-8")
    spoilt = '[[roles]]\nid = "fisher"' + after.replace('short = "Fisher"', 'short = "Fisher of the River"')
    (roles / "river.toml").write_text(spoilt, encoding="utf-8")

    (fault,) = faults(folder)

    assert fault == Fault(
        "town-council/roles/river.toml", "roles “fisher”.short", "has 19 characters.", "Keep it to 18."
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "wrong"),
    [
        ("rank = 2", 'rank = "two"', "roles “baker”.rank", "Expected `int`, got `str`."),
        ('party = "none"', 'partei = "none"', "roles “mason”", "unknown field `partei`"),
        ("colour = 2", "colour = 7", "factions “ferrymen”.colour", "<= 6"),
        ('subtitle = "May', 'subtitel = "May', "the top level", "unknown field `subtitel`"),
        ("title = ", "title ", "the file", "cannot be read as TOML"),
    ],
)
def test_what_the_types_refuse_is_a_fault_with_its_place(folder, old, new, place, wrong):
    spoil(folder, old, new)

    (fault,) = faults(folder)

    assert (fault.file, fault.place) == ("town-council/scenario.toml", place)
    assert wrong in fault.wrong


def test_an_empty_folder_is_a_fault(tmp_path):
    assert "holds no *.toml file" in faults(tmp_path)[0].wrong


def test_the_command_prints_every_fault_and_fails(folder, capsys):
    spoil(folder, "rank = 2", "rank = 1")
    spoil(folder, "Shall Millbrook build a bridge?", "Millbrook builds a bridge.")

    with pytest.raises(SystemExit) as end:
        call_command("check_scenarios", folder)

    assert end.value.code == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("town-council/scenario.toml: ") for line in lines)


def test_the_command_is_content_with_the_example(folder, capsys):
    call_command("check_scenarios", folder)

    assert capsys.readouterr().out == "No faults.\n"
