"""Scenarios as files: the documented example is one, the guide is whole, and faults name their place."""

import re
import time

import msgspec
import pytest
from django.conf import settings
from django.core.management import call_command

from debate import scenario
from debate.scenario import FORMAT
from game.scenarios.files import FileFault, faults, folders, read

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

    assert fault == FileFault(
        "town-council/roles/river.toml", "roles “fisher”.short", "has 19 characters.", "Keep it to 18."
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "wrong"),
    [
        ("rank = 2", 'rank = "two"', "roles “baker”.rank", "is a text. Write a whole number, without"),
        ("rank = 2", "rank = 2.5", "roles “baker”.rank", "is a number with a point. Write a whole number"),
        ("rank = 2", "rank = true", "roles “baker”.rank", "is true or false. Write a whole number"),
        ("rank = 2", f"rank = {10**18}", "roles “baker”.rank", "from 1 to 1000."),
        ('red_line = "No new', 'redline = "No new', "roles “baker”.redline", "Did you mean `red_line`?"),
        ('subtitle = "May', 'subtitel = "May', "subtitel", "Did you mean `subtitle`?"),
        ('subtitle = "May', 'slug = "a"\nsubtitle = "May', "slug", "is set by the program. Take it out."),
        ('language_note = "Argue about the bridge, not about the neighbour."', "", "the top level",
         "lacks `language_note`. Add it: a text in quotes."),
        ("colour = 2", "colour = 7", "factions “ferrymen”.colour", "is 7. Choose a number from 1 to 6."),
        ('sign = "F"', 'sign = "Fe"', "factions “ferrymen”.sign", "has 2 characters. Write 1."),
        ("delegates = 2", "delegates = -90", "factions “builders”.delegates", "from 0 to 100000."),
        ("delegates = 2", f"delegates = {10**18}", "factions “builders”.delegates", "from 0 to 100000."),
        ("delegates = 2", "delegates = 0", "factions “builders”.delegates", "somebody of it votes."),
        ('method = "roll_call"', "seconds = -5", "questions “bridge”.seconds", "from 0 to 3600."),
        ('method = "roll_call"', 'threshold = "3/5 of votes"', "questions “bridge”.threshold",
         'is “3/5 of votes”. Did you mean "3/5 of cast"? Use "majority_of_cast",'),
        ('method = "roll_call"', "threshold = 0.6", "questions “bridge”.threshold", "a number with a point."),
        ('wants = "To keep', 'line = { bridge = 3 }\nwants = "To keep', "factions “ferrymen”.line.bridge",
         "is a number. Write a text in quotes."),
        ('wants = "To keep', 'line = { bridge = { aganist = 1 } }\nwants = "To keep',
         "factions “ferrymen”.line.bridge.aganist", 'Did you mean "against"?'),
        ('wants = "To keep', 'line = { bridge = { against = 2 } }\nwants = "To keep',
         "factions “ferrymen”.line.bridge", "adds up to 2, and it has 1 delegates."),
        ("carried = true", 'not_counted = { abesnt = 1 }\ncarried = true',
         "questions “bridge”.record.not_counted.abesnt", 'Did you mean "absent"?'),
        ("carried = true", 'not_counted = { absent = 1 }\ncarried = true',
         "questions “bridge”.record.not_counted.absent", "is 1, and 0 core roles"),
        ('move = "describe"', 'move = "descibe"', "debrief[0].move", '“descibe”. Did you mean "describe"?'),
        ('move = "describe"', 'move = "descibe"', "debrief[0].move", 'Use "analyse", "compare", "describe",'),
        ('bridge = { vote = "against"', 'bridge = { vote = "aganist"', "roles “fisher”.beliefs.bridge.vote",
         'Did you mean "against"?'),
        ('bridge = { vote = "against"', "bridge = { vote = 3", "roles “fisher”.beliefs.bridge.vote",
         'is a number. Write a text in quotes.'),
        ("abstain = 0 }", "abstian = 0 }", "questions “bridge”.record.figures.abstian", 'mean "abstain"?'),
        ('procedure = ["Speak', 'procedure = [[], "Speak', "procedure[0]", "is a list. Write a text"),
        ("subtitle = ", "disputes = {}\nsubtitle = ", "disputes", "is a table. Write a list, in [ ]."),
        ("opened = 1801-05-04", 'opened = "4 May 1801"', "opened", "is “4 May 1801”. Write a day,"),
        ("opened = 1801-05-04", "opened = 1801-05-04T10:00:00", "opened", "is a date with a time."),
        ("opened = 1801-05-04", 'opened = "1801-02-30"', "opened", "is “1801-02-30”. Write a day, such as"),
        ("opened = 1801-05-04", "opened = 18010504", "opened", "from -5000 to 3000."),
        ("opened = 1801-05-04", "", "the top level", "lacks `opened`. Add it: a day, such as 1801-05-04,"),
        ("subtitle = ", 'language = "English"\nsubtitle = ', "language", 'Write a language, such as "en"'),
        ('id = "mason"', 'id = "Ann Mason!"', "roles “Ann Mason!”.id", "can be no id. Use up to 40"),
        ('summary = "', 'summary = "\\u0000', "summary", "holds the character U+0000"),
        ("subtitle = ", f"glossary = [{'1,' * 1001}]\nsubtitle = ", "glossary", "1001 rows. Keep it to"),
        ('summary = "', f'summary = "{"x" * 300_000}', "summary", "characters. Keep it to 4000."),
        ("title = ", "title ", "the file", "cannot be read as TOML"),
        ('subtitle = "May', 'subtitle = „May', "the file", "Use straight quotes."),
        ('title = "A', f"x = {'[' * 20_000}{']' * 20_000}\ntitle = \"A", "the file", "is nested too deeply."),
    ],
)  # fmt: skip
def test_what_the_types_refuse_is_a_fault_with_its_place_in_the_authors_words(folder, old, new, place, wrong):
    spoil(folder, old, new)

    (fault,) = faults(folder)

    assert (fault.file, fault.place) == ("town-council/scenario.toml", place)
    assert wrong in f"{fault.wrong} {fault.mend}"


def test_all_faults_are_told_at_once_over_all_files_and_rules(folder):
    """A field that cannot be read keeps only those rules silent that need it."""
    (folder / "more.toml").write_text('[[glossary]]\nterm = "Ferry"\ntext = 5\n', encoding="utf-8")
    spoil(folder, "rank = 2", 'rank = "two"')
    spoil(folder, 'vote = "against", why', 'vote = "aganist", why')
    spoil(folder, "Shall Millbrook build a bridge?", "Millbrook builds a bridge.")
    spoil(folder, 'role = "baker"', 'role = "nobody"')
    spoil(folder, 'short = "Fisher"', 'short = "Baker"')
    spoil(folder, "ideal = 28", "ideal = 20")

    found = {(fault.file.partition("/")[2], fault.place) for fault in faults(folder)}

    assert found == {
        ("more.toml", "glossary[0].text"),
        ("scenario.toml", "roles “baker”.rank"),
        ("scenario.toml", "roles “fisher”.beliefs.bridge.vote"),
        ("scenario.toml", "questions “bridge”.text"),
        ("scenario.toml", "roles “mason”.needs[0].role"),
        ("scenario.toml", "roles “fisher”.short"),
        ("scenario.toml", "agenda"),
    }


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('[[questions]]\nid = "bridge"', '[[questions]]\nis = "bridge"', "questions[0].is"),
        ('[[questions]]\nid = "bridge"', '[[questions]]\nid = "The Bridge"', "questions “The Bridge”.id"),
        ("What happened tonight?", "What happened? " * 400, "debrief[0].text"),
        ("least = 25", 'least = "x"', "agenda “debate”.least"),
    ],
)
def test_what_can_not_be_read_does_not_stop_the_rules(folder, old, new, place):
    """Whatever it is, and whatever a rule does with it: all other faults are told beside it."""
    spoil(folder, old, new)
    spoil(folder, 'short = "Fisher"', 'short = "Fisher of the River"')

    found = faults(folder)

    assert {place, "roles “fisher”.short"} <= {fault.place for fault in found}
    assert not any("object at" in str(fault) for fault in found)


def test_what_is_true_or_false_is_told_as_authors_write_it(folder):
    spoil(folder, "carried = true", "carried = false")

    wrong = {fault.place: fault.wrong for fault in faults(folder)}

    assert wrong["questions “bridge”.record.carried"].startswith("is false, but the figures decide otherwise")


def test_of_a_file_that_is_no_toml_nothing_is_missed_but_the_others_are_read(folder):
    (folder / "sources.toml").write_text('[[sources]\nid = "more"', encoding="utf-8")
    spoil(folder, "rank = 2", 'rank = "two"')

    found = [(fault.file.partition("/")[2], fault.place) for fault in faults(folder)]

    assert found == [("sources.toml", "the file"), ("scenario.toml", "roles “baker”.rank")]


CURLY = EXAMPLE.replace('title = "A bridge for Millbrook"', "title = “A bridge for Millbrook”").replace(
    '["Speak to the chair.", "One speaker at a time."]', "[„Speak to the chair.“, “One \\u0061t a time.”]"
)


@pytest.mark.parametrize(
    "content",
    [
        EXAMPLE.encode("utf-8-sig"),
        EXAMPLE.replace("\n", "\r\n").encode(),
        EXAMPLE.replace("A bridge does not sink.", "“A bridge”, he said, “does not sink.”").encode(),
        CURLY.encode(),
    ],
    ids=["mark of Windows", "line ends of Windows", "curly quotes in a text", "curly quotes around texts"],
)
def test_what_word_processors_write_is_understood(folder, content):
    (folder / "scenario.toml").write_bytes(content)

    assert faults(folder) == []


def test_curly_quotes_in_a_text_stay_as_they_are(folder):
    said = "“A bridge”, he said, “does not sink.”"
    (folder / "scenario.toml").write_bytes(CURLY.replace("A bridge does not sink.", said).encode())

    found = read(folder)

    assert found.title == "A bridge for Millbrook"
    assert found.procedure == ("Speak to the chair.", "One at a time.")
    assert found.factions[0].arguments[0].text == said


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (EXAMPLE.encode("utf-16"), "it is UTF-16, not UTF-8"),
        (EXAMPLE.replace("one river", "one r\u00edver").encode("cp1252"), "perhaps Windows-1252 (at line 2)"),
    ],
)
def test_another_encoding_is_named_in_a_sentence(folder, content, wrong):
    (folder / "scenario.toml").write_bytes(content)

    (fault,) = faults(folder)

    assert wrong in fault.wrong
    assert fault.mend == "Save it as UTF-8."


def test_a_line_that_is_no_toml_is_shown(folder):
    spoil(folder, "rank = 2", "rank == 2")

    (fault,) = faults(folder)

    assert "at line" in fault.wrong
    assert fault.mend == "Mend that line: rank == 2"


@pytest.mark.parametrize("name", ["Petro Soviet!", "ä", "a" * 61, "-a", "a_b"])
def test_a_folder_whose_name_can_be_no_address_is_a_fault(folder, name):
    (fault,) = faults(folder.rename(folder.parent / name))

    assert fault.wrong == "has a name that can be no address."


def test_a_meeting_for_a_newer_program_is_refused_in_one_sentence(folder):
    spoil(folder, "title = ", f"format = {FORMAT + 1}\nlanguages = ['de']\ntitle = ")

    (fault,) = faults(folder)

    assert fault.wrong == f"is {FORMAT + 1}, newer than this program, which knows {FORMAT}."


@pytest.mark.parametrize("told", range(1, FORMAT + 1))
def test_the_format_may_be_told(folder, told):
    spoil(folder, "title = ", f"format = {told}\ntitle = ")

    assert faults(folder) == []


BOMBS = {
    "a long list": "glossary = [" + "{ term = 'a', text = 'b' }," * 30_000 + "]",
    "many names nobody knows": "".join(f"x{n} = 1\n" for n in range(30_000)),
    "many wrong rows": "roles = [" + "{ a = 1, b = 2, c = 3 }," * 1000 + "]",
    "aims in aims": "roles = [{ private_met = " + "{ either = [" * 300 + "] }" * 300 + " }]",
    "too much of it": "x = 1 # " + "y" * 5_000_000,
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_what_is_too_large_is_told_in_bounded_time_and_words(folder, content):
    (folder / "scenario.toml").unlink()
    (folder / "bomb.toml").write_text(content, encoding="utf-8")
    began = time.process_time()

    found = faults(folder)

    assert time.process_time() - began < 15
    assert 0 < len(found) <= 400
    assert max(len(str(fault)) for fault in found) < 1500


def test_a_warning_is_printed_and_is_no_fault(folder, capsys):
    spoil(folder, "Shall the town build a bridge?", "Shall the <em>town</em> build a bridge?")

    call_command("check_scenarios", folder)

    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("Warning: town-council/scenario.toml: summary: holds “<em>”")
    assert out[1:] == ["No faults."]


def test_the_command_names_a_folder_that_is_not_there(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("check_scenarios", tmp_path / "nowhere")

    assert "nowhere: the folder: is not there." in capsys.readouterr().out


def test_an_empty_folder_is_a_fault(tmp_path):
    assert "holds no *.toml file" in faults(tmp_path)[0].wrong


@pytest.mark.parametrize("content", ["", "# A meeting, some day.\n", "\ufeff"])
def test_a_file_with_nothing_in_it_is_a_fault(folder, content):
    (folder / "scenario.toml").write_text(content, encoding="utf-8")

    (fault,) = faults(folder)

    assert str(fault) == (
        "town-council/scenario.toml: the folder: holds files with nothing in them. "
        "Write a meeting, as docs/scenarios.md shows."
    )


def test_a_number_of_thousands_of_digits_is_told_in_the_author_s_words(folder):
    spoil(folder, "rank = 2", f"rank = {'9' * 5000}")

    (fault,) = faults(folder)

    assert fault.wrong == "cannot be read as TOML: a number in it has thousands of digits."
    assert fault.mend == "Mend the file."


def test_a_line_is_shown_without_what_a_terminal_would_act_on(folder):
    spoil(folder, 'title = "A bridge', 'title = \x1b[2J"A bridge')

    (fault,) = faults(folder)

    assert "\x1b" not in str(fault)


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
