"""What leaves the server: the file, the marks, the minutes as text; and what never leaves it."""

import csv
import datetime
import io
import json
import re
import zipfile
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from debate import commands as c
from debate.commands import TEACHER
from debate.scenario import CHOICES
from game.exports import archive, table, transcript
from game.exports.document import schema
from game.exports.formats import FORMATS, file_name
from game.exports.table import COLUMNS, defused
from game.models import Participant
from game.people import participants
from game.replay.single_file import Wanted
from game.scenarios import versions
from tests.debate.afterwards.test_debrief import looking_back
from tests.game.exports.test_import_session import named
from tests.support.rules.meeting import Meeting, debating
from tests.support.server import files

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


def rows(session) -> list[dict[str, str]]:
    """The table of marks, read as a spreadsheet reads it."""
    text = table.to_csv(session, Wanted(names=True)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text(session, with_names: bool = False) -> str:
    return transcript.to_text(session, Wanted(names=with_names)).decode()


# What a spreadsheet must not take for a formula: each of these has been seen to run as one.
DANGEROUS = (
    '=HYPERLINK("http://example.org","Ada")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "  =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
)


@pytest.mark.parametrize("cell", DANGEROUS, ids=ascii)
def test_a_cell_that_could_be_a_formula_is_defused(cell):
    assert defused(cell).startswith("'")
    assert defused(cell).replace("'", "") == cell.replace("'", "")


# What a cell of ours holds where spreadsheets part cells by something else than a comma.
PARTED = (
    "I learned a lot;=cmd|' /C calc'!A0",
    "Kid;=1+1",
    "Kid; +1",
    "a;b;-2+3",
    'a;"=1+1"',
    "a;;@SUM(A1)",
    "a;\u00a0＝1+1",
    "a\t=1+1",
    "a\n=1+1",
    "a\r\n=1+1",
    "=1;=2",
)


@pytest.mark.parametrize("cell", [*DANGEROUS, *PARTED], ids=ascii)
def test_no_part_of_a_cell_is_a_formula_whatever_parts_cells(cell):
    parts = re.split("[;\t\r\n]", defused(cell))

    assert not [
        part for part in parts if part.lstrip(' \u00a0\u3000\ufeff"').startswith(tuple("=+-@＝＋－＠"))
    ]


@pytest.mark.parametrize(
    "cell", ["Ada", "O'Brien", "3-4", "a=b", "", "Борис", 7, -7, "a; b", "we said: 2+2=4; so"]
)
def test_other_cells_stay_as_they_are(cell):
    assert defused(cell) == cell


def test_a_reflection_stands_in_the_line_of_who_wrote_it_and_is_no_formula():
    meeting = looking_back()
    meeting.do(c.Reflect(by="s2", text="=I would ask sooner."))
    session = files.of(meeting)
    named(session, s1="Ada", s2="Bo")

    table_of = {row["Name"]: row["Reflection"] for row in rows(session)}

    assert (table_of["Ada"], table_of["Bo"]) == ("", "'=I would ask sooner.")


def test_the_lessons_of_each_pupil_stand_in_one_cell():
    meeting = debating()
    meeting.do(c.Pause(by=TEACHER, sleeps=True))
    meeting.wait(3600)
    meeting.do(c.Resume(by=TEACHER))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s2"))
    meeting.do(c.EndTurn(by=TEACHER))
    session = files.of(meeting)
    named(session, s1="Ada", s2="Bo")

    assert [row["Lessons"] for row in rows(session)[:2]] == ["1: took part", "1: took part, 2: spoke"]


def test_a_pupil_called_like_a_formula_has_a_harmless_line():
    session = files.of(debating())
    named(session, s1="=cmd|' /C calc'!A0", s2='Ann "Bo", the 2nd')

    first, second = rows(session)[:2]

    assert first["Name"] == "'=cmd|' /C calc'!A0"
    assert second["Name"] == 'Ann "Bo", the 2nd'


def test_no_cell_of_any_column_can_be_a_formula():
    """Names are pupils', but persons and factions are a scenario's, which may come from anywhere."""
    session = files.of(debating())
    named(session, s1="＝1", s2="@a", s3="-1", s4="+1")
    content = table.to_csv(session, Wanted(names=True)).decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]

    assert len(cells) == len(COLUMNS) * 5
    assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠")]


def test_a_table_that_is_read_with_semicolons_has_no_formula_in_it():
    meeting = looking_back()
    meeting.do(c.Reflect(by="s2", text="I learned a lot;=cmd|' /C calc'!A0"))
    session = files.of(meeting)
    named(session, s1="Kid;=1+1", s2="Bo;\u3000@a")
    content = table.to_csv(session, Wanted(names=True)).decode("utf-8-sig")

    cells = [cell for line in content.splitlines() for cell in line.split(";")]

    assert len(cells) > len(content.splitlines())
    assert not [cell for cell in cells if cell.lstrip(' \u3000"')[:1] in set("=+-@")]


def test_the_workbook_has_the_same_cells_as_texts_and_numbers():
    meeting = looking_back()
    meeting.do(c.Reflect(by="s2", text="=I would ask sooner;=1+1"))
    session = files.of(meeting)
    named(session, s1='=HYPERLINK("http://example.org";"Ada")', s2="007")

    heading, *lines = cells_of(table.to_xlsx(session, Wanted(names=True)))

    assert heading == [("s", str(name)) for name, _cell in COLUMNS]
    assert lines[0][0] == ("s", '=HYPERLINK("http://example.org";"Ada")')
    assert lines[1][0] == ("s", "007")
    assert lines[1][-1] == ("s", "=I would ask sooner;=1+1")
    assert [line[4] for line in lines] == [("n", row["Speeches"]) for row in rows(session)]


def cells_of(workbook: bytes) -> list[list[tuple[str, str]]]:
    """The one sheet of a workbook: of each cell whether it is a text or a number, and what it holds."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{SHEET}f")), "a formula"
    texts = ["".join(item.itertext()) for item in strings]
    return [[read(cell, texts) for cell in row] for row in sheet.iter(f"{SHEET}row")]


def read(cell: ElementTree.Element, texts: list[str]) -> tuple[str, str]:
    value = cell.findtext(f"{SHEET}v", "")
    return ("s", texts[int(value)]) if cell.get("t") == "s" else ("n", value)


def test_the_table_begins_with_the_mark_that_excel_needs_and_has_a_line_for_each_pupil():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="Hear, hear."))
    session = files.of(meeting)
    named(session, s1="Ada", s2="Борис")
    beside = participants.new(session.pk, "Cem")
    beside.seat, beside.partner = "s1", Participant.objects.get(name="Ada")
    beside.save()

    assert table.to_csv(session, Wanted(names=True)).startswith(b"\xef\xbb\xbfName,Person,Faction,")
    found = rows(session)
    assert [row["Name"] for row in found] == ["Ada", "Cem", "Борис", "", ""]
    assert [row["Statements for the record"] for row in found] == ["1", "1", "0", "0", "0"]
    assert found[0]["Person"] == found[1]["Person"] == "Ann Archer"


def test_after_the_names_are_deleted_there_is_still_a_line_for_each_seat():
    session = files.of(debating(pupils=4))

    assert [row["Person"] for row in rows(session)] == ["Ann Archer", "Ann Fisher", "Ann Mason", "Ann Baker"]


def test_the_minutes_as_text_and_the_files_are_in_the_server_s_zone_and_the_text_says_so():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="Hear, hear."))
    session = files.of(meeting)
    session.created_at = datetime.datetime(2026, 11, 25, 20, tzinfo=datetime.UTC)

    here = text(session)
    with timezone.override(ZoneInfo("Asia/Kathmandu")):
        there, name = text(session), file_name(session, "csv")

    assert "Times are those of UTC." in here
    assert "Times are those of Asia/Kathmandu." in there
    hours = [re.search(r"^(\d\d):(\d\d)  .*Hear", words, re.MULTILINE).groups() for words in (here, there)]
    minutes = [int(hour) * 60 + int(minute) for hour, minute in hours]
    assert (minutes[1] - minutes[0]) % (24 * 60) == 5 * 60 + 45
    assert "-2026-11-26-" in name


def test_the_minutes_as_text_name_persons_and_pupils_only_when_asked_for():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text='The ferry sank <twice> & "slowly".'))
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="show")
    session = files.of(meeting)
    named(session, s1="Ada", s2="Борис")

    without, with_names = text(session), text(session, with_names=True)

    assert 'Ann Archer for the record: “The ferry sank <twice> & "slowly".”' in without
    assert "For: Ann Archer" in without
    assert "Ada" not in without
    assert "Ann Archer (Ada) for the record" in with_names
    assert "Against: Ann Fisher (Борис)" in with_names
    assert all(len(line) <= 78 for line in with_names.splitlines())
    assert "\r\n\r\n\r\n" not in with_names


def test_a_text_that_a_pupil_wrote_can_break_no_line_of_the_minutes():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="One.\r\n\r\n== The end ==\u2028Two."))

    assert "\n== The end ==" not in text(files.of(meeting))


def secretly(*choices: str) -> Meeting:
    """A secret vote in which these choices were made, by s1, s2 and so on; still open."""
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="secret"))
    for n, choice in enumerate(choices, 1):
        meeting.vote(f"s{n}", choice)
    return meeting


EVERY_FORMAT = sorted(FORMATS)


@pytest.mark.parametrize("ending", EVERY_FORMAT)
def test_no_format_tells_two_sessions_apart_that_differ_only_in_an_open_secret_vote(ending):
    """Looked at at every step: while it is open not even the figures may be there."""
    one, other = secretly("against", "against", "for"), secretly("for", "abstain", "abstain")
    assert one.journal == other.journal

    for upto in range(1, len(one.journal) + 1):
        left, right = (files.kept(m.scenario, m.journal[:upto]) for m in (one, other))
        named(left, s1="Ada")
        named(right, s1="Ada")

        contents = [
            plain(FORMATS[ending].make(session, Wanted(names=True)), session.code)
            for session in (left, right)
        ]

        assert contents[0] == contents[1]


def plain(content: bytes, code: str) -> str:
    """A file without what differs from session to session anyhow: its code and its times."""
    found = unpacked(content).replace(code, "CODE")
    if found.startswith("{"):
        document = json.loads(found)
        return json.dumps({k: v for k, v in document.items() if k not in ("made_at", "created_at")})
    return found


def unpacked(content: bytes) -> str:
    """A file as text; of a workbook all that is in it but when it was made."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name != "docProps/core.xml")


@pytest.mark.parametrize("ending", EVERY_FORMAT)
def test_after_the_close_no_format_says_who_chose_what(ending):
    """The figures are the same, only the persons have changed their choices."""
    one, other = secretly("against", "for", "for"), secretly("for", "for", "against")
    for meeting in (one, other):
        meeting.close()
        meeting.do(c.Announce(by=TEACHER))

    contents = {
        plain(FORMATS[ending].make(s, Wanted(names=True)), s.code) for s in map(files.of, (one, other))
    }

    assert len(contents) == 1


def test_of_a_secret_vote_the_file_holds_who_voted_and_the_count_of_the_close():
    meeting = secretly("against", "for", "against")
    still_open = files.as_dict(files.of(meeting))
    meeting.close()
    closed = files.as_dict(files.of(meeting))

    assert not {"boxes", "slips"} & {key for key, value in (still_open | closed).items() if value}
    for entry in closed["entries"]:
        if entry["event"]["kind"] == "SlipHandedIn":
            assert not set(entry["event"].values()) & set(CHOICES)
        elif entry["event"]["kind"] == "BallotClosed":
            assert entry["event"]["tally"]["against"] >= 2


def test_the_file_holds_no_key_no_resume_code_and_no_command_id():
    session = files.of(debating())
    named(session, s1="Ada")
    secrets = set(Participant.objects.values_list("key", "resume_code").get())
    session.receipts.create(sender="s1", command="k-secret-1", seq=2, mark="mark")

    content = archive.to_json(session, Wanted(names=True)).decode()

    assert not [secret for secret in (*secrets, "k-secret-1") if secret in content]
    assert "Ada" in content
    assert "Ada" not in archive.to_json(session, Wanted()).decode()


def test_the_label_is_the_teachers_own_and_goes_only_with_the_names():
    session = files.of(debating())
    session.label = "10b, Tuesday"
    session.save()

    assert files.as_dict(session)["label"] == ""
    assert files.as_dict(session, with_names=True)["label"] == "10b, Tuesday"


def test_the_schema_knows_every_part_of_the_file():
    found = schema()

    document = files.as_dict(files.of(debating()), with_names=True)
    whole = found["$defs"]["Document"]["properties"]
    assert set(document) == set(whole)
    assert set(document["entries"][0]) == set(found["$defs"]["Entry"]["properties"])
    kinds = found["$defs"]["Entry"]["properties"]["event"]["discriminator"]["mapping"]
    assert {entry["event"]["kind"] for entry in document["entries"]} <= set(kinds)
    for entry in document["entries"]:
        shape = found["$defs"][kinds[entry["event"]["kind"]].rsplit("/", 1)[1]]
        assert set(shape["required"]) <= set(entry["event"]) <= set(shape["properties"])


def test_every_reference_of_the_schema_leads_somewhere():
    found = schema()

    wanted = {part.split('"')[0] for part in json.dumps(found).split('"#/$defs/')[1:]}

    assert wanted <= set(found["$defs"])
    assert "SessionCreated" in wanted


@pytest.mark.parametrize("ending", EVERY_FORMAT)
def test_the_command_writes_what_the_format_makes(ending, tmp_path):
    session = files.of(debating())
    path = tmp_path / f"out.{ending}"

    call_command("export", session.code.lower(), "--format", ending, "--output", str(path))

    assert plain(path.read_bytes(), session.code) == plain(
        FORMATS[ending].make(session, Wanted()), session.code
    )


def test_the_command_prints_bytes_as_they_are(capfdbinary):
    session = files.of(debating())
    named(session, s1="Борис")

    call_command("export", session.code, "--format", "csv")

    assert capfdbinary.readouterr().out == table.to_csv(session, Wanted(names=True))


def test_the_command_prints_the_schema(capfdbinary):
    call_command("export", "--schema")

    assert json.loads(capfdbinary.readouterr().out) == json.loads(json.dumps(schema()))


def test_the_command_says_what_is_wrong(tmp_path):
    session = files.of(debating())

    with pytest.raises(CommandError, match="There is no session ZZZZZZ."):
        call_command("export", "ZZZZZZ")
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("export", session.code, "--output", str(tmp_path))


def test_a_file_is_called_by_what_it_is():
    session = files.of(debating())
    day = f"{session.created_at:%Y-%m-%d}"

    names = [file_name(session, ending) for ending in ("json", "csv", "xlsx", "txt")]

    begins = f"order-of-the-day-{session.code}-{day}"
    endings = ["session.json", "marks.csv", "marks.xlsx", "minutes.txt"]
    assert names == [f"{begins}-{ending}" for ending in endings]
