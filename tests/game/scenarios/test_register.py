"""The register of persons: meetings take in those they use and keep them; ours has everybody who was real."""

import pytest
from django.conf import settings
from django.core.management import call_command

from game.scenarios.files import FileFault, faults, folders, from_json, read, register_faults, strays, to_json
from tests.game.scenarios.test_scenarios import EXAMPLE

REGISTER = """
[[persons]]
id = "fisher"
name = "Frank Fisher"
born = 1752-03-01
died = "1809-11"
mark = "D"
sources = ["minutes", "parish-book"]
offices = [{ text = "Warden of the ferry.", since = 1788, mark = "I", sources = ["diary"] }]

[[persons]]
id = "smith"
name = "Sam Smith"
mark = "U"
sources = ["parish-book", "poems"]

[[sources]]
id = "minutes"
author = "The town clerk"
title = "Minutes of the council"
grade = "A"

[[sources]]
id = "parish-book"
author = "The parson"
title = "Baptisms and burials"
grade = "A"

[[sources]]
id = "diary"
author = "Ann Mason"
title = "Diary"
grade = "B"

[[sources]]
id = "poems"
author = "A friend of hers"
title = "Poems"
grade = "C"
"""


@pytest.fixture
def folder(tmp_path):
    """The documented example beside a register."""
    made = tmp_path / "town-council"
    made.mkdir()
    (made / "scenario.toml").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "persons.toml").write_text(REGISTER, encoding="utf-8")
    return made


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def in_meeting(folder, old, new):
    change(folder / "scenario.toml", old, new)


def in_register(folder, old, new):
    change(folder.parent / "persons.toml", old, new)


def role(scenario, id):
    (found,) = [each for each in scenario.roles if each.id == id]
    return found


def test_a_meeting_takes_in_those_it_uses_and_the_works_they_rest_on(folder):
    scenario = read(folder)

    assert faults(folder) == []
    assert register_faults(folder.parent) == []
    assert [person.id for person in scenario.persons] == ["fisher"]
    assert [source.id for source in scenario.sources] == ["minutes", "parish-book", "diary"]
    assert (role(scenario, "fisher").person, role(scenario, "fisher").born) == ("fisher", 1752)
    assert {each.person for each in scenario.roles if each.id != "fisher"} == {None}


def test_a_meeting_keeps_them_whatever_becomes_of_the_register(folder):
    kept = to_json(read(folder))
    (folder.parent / "persons.toml").unlink()

    scenario = from_json(kept)

    assert scenario.person(role(scenario, "fisher")).died == "1809-11"
    assert scenario.version != read(folder).version


def test_a_meeting_without_a_register_is_as_it_was(folder):
    (folder.parent / "persons.toml").unlink()

    scenario = read(folder)

    assert faults(folder) == [] == register_faults(folder.parent)
    assert scenario.persons == ()
    assert [source.id for source in scenario.sources] == ["minutes"]


def test_a_register_nobody_is_of_changes_nothing(folder):
    in_register(folder, 'id = "fisher"', 'id = "fowler"')
    scenario = read(folder)
    (folder.parent / "persons.toml").unlink()

    assert scenario == read(folder)


def test_a_role_can_name_its_person(folder):
    in_meeting(folder, 'id = "fisher"\n', 'id = "fisher"\nperson = "smith"\n')

    scenario = read(folder)

    assert [person.id for person in scenario.persons] == ["smith"]
    assert role(scenario, "fisher").born is None


def test_nobody_real_is_behind_a_composed_role(folder):
    in_meeting(folder, 'id = "fisher"\n', 'id = "fisher"\ntypified = true\n')

    assert read(folder).persons == ()


def test_a_meetings_own_row_comes_first(folder):
    own = REGISTER.partition('[[persons]]\nid = "smith"')[0].replace("Frank Fisher", "Fred Fisher")
    (folder / "persons.toml").write_text(own, encoding="utf-8")
    in_meeting(
        folder, "[[sources]]", "".join(REGISTER.partition('[[sources]]\nid = "parish')[1:]) + "[[sources]]"
    )

    assert [person.name for person in read(folder).persons] == ["Fred Fisher"]


def test_who_is_in_no_register_is_told_at_the_role(folder):
    in_meeting(folder, 'id = "fisher"\n', 'id = "fisher"\nperson = "fishre"\n')

    (fault,) = faults(folder)

    assert (fault.file, fault.place) == ("town-council/scenario.toml", "roles “fisher”.person")
    assert "fishre" in fault.wrong


def test_another_birth_than_that_of_the_register_is_told(folder):
    in_meeting(folder, 'id = "fisher"\n', 'id = "fisher"\nborn = 1753\n')

    (fault,) = faults(folder)

    assert fault.place == "roles “fisher”.born"
    assert fault.wrong == "is 1753, and “fisher” was born in 1752-03-01."


def test_one_id_is_one_work(folder):
    in_register(folder, 'title = "Minutes of the council"', 'title = "Minutes of the fair"')

    (fault,) = faults(folder)

    assert fault == FileFault(
        "town-council/scenario.toml",
        "sources “minutes”",
        "is another work than “minutes” in persons.toml.",
        "Give it an id of its own, or the same author and title.",
    )


def test_whoever_was_dead_is_told_in_the_register(folder):
    in_register(folder, 'died = "1809-11"', "died = 1801-05-03")

    (fault,) = faults(folder)

    assert (fault.file, fault.place) == ("persons.toml", "persons “fisher”.died")
    assert register_faults(folder.parent) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "wrong"),
    [
        (
            'name = "Sam Smith"',
            'name = "Sam Smith"\nborn = 1790\ndied = 1789',
            "persons “smith”.died",
            "is 1789",
        ),
        ('name = "Sam Smith"', 'name = "Frank Fisher"', "persons “smith”.name", "“fisher”'s already"),
        ('["parish-book", "poems"]', '["poems"]', "persons “smith”.sources", "are 1, of 2 at least"),
        ('["parish-book", "poems"]', '["poems", "songs"]', "persons “smith”", "“songs”"),
        ('name = "Sam Smith"', 'nmae = "Sam Smith"', "persons “smith”.nmae", "is no field"),
        ('name = "Sam Smith"', 'name = "Sam"\nborn = "June 1790"', "persons “smith”.born", "is “June 1790”"),
        ('id = "smith"', 'id = "fisher"', "persons “fisher”", "already"),
        ("[[persons]]", "title = 1\n[[persons]]", "title", "is no part of a register."),
        ("[[persons]]", "[[persons", "the file", "cannot be read as TOML"),
    ],
)
def test_the_register_is_checked_also_where_no_meeting_uses_it(folder, old, new, place, wrong):
    in_register(folder, old, new)

    (fault,) = register_faults(folder.parent)

    assert (fault.file, fault.place) == ("persons.toml", place)
    assert wrong in fault.wrong


def test_the_command_looks_at_it(folder, settings, capsys):
    settings.SEEDS_DIR = folder.parent
    call_command("check_scenarios")
    in_register(folder, '["parish-book", "poems"]', '["poems"]')

    with pytest.raises(SystemExit):
        call_command("check_scenarios")

    assert "persons.toml: persons “smith”.sources: are 1" in "".join(capsys.readouterr())


def test_it_is_no_stray_file_beside_the_meetings(folder):
    (folder.parent / "notes.txt").write_text("", encoding="utf-8")

    assert strays(folder.parent) == ["notes.txt"]


def test_our_own_has_no_fault():
    assert [str(fault) for fault in register_faults(settings.SEEDS_DIR)] == []


@pytest.mark.parametrize("name", [folder.name for folder in folders(settings.SEEDS_DIR)])
def test_everybody_real_in_our_meetings_is_in_it(name):
    scenario = read(settings.SEEDS_DIR / name)
    real = [each for each in scenario.roles if not each.typified]

    assert len(real) > 10
    assert [each.id for each in real if scenario.person(each) is None] == []
    assert [each.id for each in scenario.roles if each.typified and each.person] == []
