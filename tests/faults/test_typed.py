"""Whatever is sent in whatever field is refused or answered: nothing is read before its length is known."""

import json
import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debate.codec import encode
from debate.decide import decide
from debate.events import Slip
from debate.refusal import Refusal
from game.command_fields import COMMANDS, LARGEST_NUMBER, SERVER_ONLY, command_for, with_choice
from game.exports.archive import to_json
from game.exports.reading import BadFile, read
from game.live.wire import frames
from game.people.teachers import new_link
from game.replay.single_file import Wanted
from game.scenarios.files import faults
from game.web.numbers import whole_number
from tests.support.rules.meeting import debating
from tests.support.server.sessions import begun

DIGITS = ["9" * n for n in (3, 15, 16, 18, 19, 20, 40, 400, 3999, 4000, 4300, 4301, 20_000)]
HOSTILE = [
    *DIGITS,
    *("-" + digits for digits in DIGITS[-6:]),
    *("+5", "--5", "5e9", "1_000", "0x10", " 5 ", "5.0", "1e999", "NaN", "inf", "٣", "²", "五", "１２"),
    *("\0", "5\0", "\ud800", "a\udfff", "\u202e5", "\x7f", "💥" * 2000, "," * 4000, "a," * 1999, ">" * 4000),
    *(
        "-".join("9" * 40 for _ in range(90)),
        "x" * 4001,
        "y" * 100_000,
        "[" * 5000,
        "{" * 5000,
        "%s%n%00",
        "'\";--",
    ),
]
IN_PAGES = ["9" * 16, "9" * 4301, "-" + "9" * 4301, "٣", "²", "5\0", "1e999", "\u202e5", "\ud800", "," * 4000]
"""Of these, what is worth drawing a page for."""
hostile = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=50),
    st.integers().map(str),
    st.text("0123456789٣²-+ \0\ud800", min_size=1, max_size=30),
)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda text: repr(text)[:20])
def test_a_whole_number_is_one_or_none(typed):
    number = whole_number(typed, -100, 100)

    assert number is None or str(number) == typed.strip().lstrip("+")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        (" 7 ", 7),
        ("-3", -3),
        ("+3", 3),
        ("007", 7),
        ("100", 100),
        ("101", None),
        ("", None),
        (None, None),
    ],
)
def test_what_people_type_is_read(typed, number):
    assert whole_number(typed, -100, 100) == number


def fields_of(kind):
    names = set(kind.__struct_encode_fields__) - SERVER_ONLY
    return sorted(names | ({"rank-a", "rank-b", "split-for"} if "choice" in names else set()))


@pytest.fixture(scope="module")
def meeting():
    return debating()


def comes_to(meeting, by, fields):
    """The code of the refusal, or the facts as they would be written down."""
    try:
        facts = decide(meeting.assembly, command_for(by, fields), meeting.at)
    except Refusal as refusal:
        return refusal.code
    return [encode(fact) for fact in facts if not isinstance(fact, Slip)]


@pytest.mark.parametrize("act", sorted(COMMANDS))
def test_each_field_of_each_command_takes_anything(act, meeting):
    names = fields_of(COMMANDS[act])
    for field in names:
        others = {name: "1" for name in names if name != field and "-" not in name}
        for typed in HOSTILE:
            for by in ("teacher", "s1"):
                assert comes_to(meeting, by, {"act": act, field: typed}) is not None
                assert comes_to(meeting, by, {"act": act, **others, field: typed}) is not None


@pytest.mark.parametrize(
    "fields",
    [
        {f"f{n}": "1" for n in range(5000)},
        {f"rank-{n}": str(n) for n in range(5000)},
        {"rank-" + "x" * 10_000: "1"},
        {"rank-\ud800": "1"},
        {"x" * 70_000: ""},
    ],
    ids=["many", "many places", "long place", "half a place", "long name"],
)
def test_a_form_of_a_size_that_nobody_sends_is_refused(fields):
    with pytest.raises(Refusal):
        command_for("s1", {"act": "cast_vote", **fields})


def test_places_in_other_digits_make_no_ranking():
    with pytest.raises(Refusal, match="no_such_ranking"):
        with_choice({"rank-a": "٣", "rank-b": "1"})


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), hostile),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hostile, inner, max_size=3),
    max_leaves=8,
)


def understood(text):
    """What the frame says, or how it is answered."""
    try:
        return frames.parse(text)
    except frames.Malformed as malformed:
        return frames.refused(malformed.id, Refusal("malformed"))


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(st.one_of(st.sampled_from(["id", "act", "ack", "here", "choice"]), hostile), json_values)
)
def test_any_frame_is_understood_or_malformed(frame):
    assert isinstance(understood(json.dumps(frame)), frames.Ack | frames.Here | frames.Act | str)


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize(
    "frame", ['{"ack": %s}', '{"id": "k", "act": "undo", "step": %s}', '{"here": %s}', "%s"]
)
def test_a_number_in_a_frame_is_small_or_malformed(frame, digits):
    if len(digits) < 20 and int(digits) <= LARGEST_NUMBER and frame[:3] in ('{"a', '{"i'):
        assert frames.parse(frame % digits)
        return
    with pytest.raises(frames.Malformed):
        frames.parse(frame % digits)


@pytest.mark.parametrize("depth", [10, 500, 10_000, 60_000])
def test_a_deep_frame_is_malformed(depth):
    for frame in ("[" * depth, '{"id":' * depth, '{"id": "k", "act": ' + "[" * depth + "]" * depth + "}"):
        with pytest.raises(frames.Malformed):
            frames.parse(frame)


@pytest.mark.parametrize(
    ("frame", "id"),
    [
        (r'{"id": "k-1", "act": "reflect", "text": "\ud800"}', "k-1"),
        (r'{"act": "reflect", "text": "a\udfffb", "id": "k-1"}', "k-1"),
        (r'{"id": "k-1", "\ud800": 1}', "k-1"),
        (r'{"id": "k\ud800", "act": "reflect"}', ""),
        (r'{"text": "\ud800 \"id\": \"k-1\""}', ""),
        (r'{"id": "k-1", "act": "reflect", "text": "\ud800', ""),
        (r'{"id": "k-1", "act": "undo", "step": 99999999999999999999}', "k-1"),
        ('{"id": "k-1", "act": "undo", "step": ' + "9" * 4200 + "}", "k-1"),
    ],
)
def test_a_frame_with_half_a_character_is_answered_under_its_id(frame, id):
    with pytest.raises(frames.Malformed) as malformed:
        frames.parse(frame)

    assert malformed.value.id == id


PLACES = {
    "/": ["code"],
    "/join/{code}/": ["share"],
    "/resume/": ["code"],
    "/teach/": ["q", "on", "archived", "page"],
    "/teach/new/": ["scenario", "pupils", "minutes", "weighting", "options", "matching"],
    "/teach/{code}/": ["x"],
    "/teach/{code}/print/": ["only", "seats"],
    "/teach/{code}/records/": ["x"],
    "/screen/{code}/": ["x"],
    "/lab/{code}/": ["step", "without", "wish"],
    "/outcome/{code}/": ["person", "names"],
    "/replay/{code}/": ["at", "moment", "scale", "as", "names", "beside"],
    "/replay/{code}/scene/": ["at", "from", "moment", "as", "beside"],
    "/minutes/{code}/": ["names"],
    "/state/{code}.json": ["at", "as"],
    "/export/{code}.csv": ["names", "briefs"],
    "/export/{code}.xlsx": ["names", "briefs"],
    "/check/answer/": ["word"],
}
FORMS = {
    "/join/{code}/": {"name": "", "share": "", "wish": ""},
    "/resume/": {"code": ""},
    "/teach/new/": {"scenario": "", "pupils": "4", "minutes": "50", "weighting": "", "options": ""},
    "/teach/keeping/": {"names": "0", "sessions": "0"},
    "/teach/{code}/records/": {"act": "label", "label": "", "archived": "", "sure": ""},
    "/teach/{code}/people/": {"act": "rename", "seat": "s1", "who": "", "name": "", "link": ""},
    "/replay/{code}/links/": {"until": "", "withdraw": ""},
    "/lab/{code}/": {"poll": "way", "rank-a": "", "rank-b": ""},
    "/check/": {"verdict": "", "clock": ""},
    "/act/{code}/": {"act": "undo", "id": "", "step": "", "seat": ""},
}
PEOPLE_ACTS = ["rename", "share", "ban", "unban", "add_pupil", "dismiss"]


@pytest.fixture
def teacher(transactional_db):
    browser = Client(raise_request_exception=False)
    browser.post(new_link())
    return browser


def sendable(typed: str) -> str:
    """A browser cannot send half a character; it arrives as what stands for one."""
    return typed.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("place", PLACES)
def test_each_field_of_each_address_takes_anything(teacher, place, caplog):
    address = place.format(code=begun().code)

    for field in PLACES[place]:
        for typed in IN_PAGES:
            answer = teacher.get(address, {field: sendable(typed)})
            assert answer.status_code < 500, (place, field, typed[:40])
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("place", FORMS)
def test_each_field_of_each_form_takes_anything(teacher, place, caplog):
    address = place.format(code=begun().code)
    bare = FORMS[place]

    for field in bare:
        for typed in IN_PAGES:
            for act in PEOPLE_ACTS if "who" in bare and field != "act" else [bare.get("act")]:
                fields = {**bare, **({"act": act} if act else {}), field: sendable(typed)}
                answer = teacher.post(address, fields)
                assert answer.status_code < 500, (place, field, typed[:40])
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("name", ["sessionid", "seat_MILBRK", "messages", "check", "django_language"])
def test_each_cookie_may_hold_anything(transactional_db, name):
    code = begun().code

    for typed in IN_PAGES:
        browser = Client(raise_request_exception=False)
        arrives = sendable(typed).encode().decode("latin1")  # As bytes do: one character each.
        browser.cookies[name] = "".join(x for x in arrives if x.isprintable() and x not in '",;\\')[:4000]
        for place in (f"/seat/{code}/", f"/teach/{code}/", f"/state/{code}.json"):
            assert browser.get(place).status_code < 500, (name, typed[:40])


@pytest.mark.parametrize(
    "header",
    ["Accept-Language", "Referer", "Accept", "Origin", "X-Forwarded-Proto", "Authorization", "If-None-Match"],
)
def test_each_header_may_hold_anything(transactional_db, header):
    code = begun().code
    browser = Client(raise_request_exception=False)

    for typed in IN_PAGES:
        value = sendable(typed).replace("\r", "").replace("\n", "")
        for place in (f"/join/{code}/", "/metrics", "/teach/"):
            answer = browser.get(place, headers={header: value})
            assert answer.status_code < 500, (header, typed[:40])


@pytest.mark.parametrize("place", FORMS)
def test_a_form_of_thousands_of_fields_is_refused_with_a_line_of_the_log_at_most(teacher, place, caplog):
    address = place.format(code=begun().code)

    answer = teacher.post(address, {f"f{n}": "1" for n in range(5000)})

    assert answer.status_code == 400
    # The line itself is thinned by its handler (`game/admission/quiet.py`).
    assert {record.name for record in caplog.records} <= {"django.security.TooManyFieldsSent"}


TOML = {
    "digits": f"minutes = {'9' * 5000}",
    "digits of a time": f"x = 2026-01-01T00:00:00.{'9' * 5000}",
    "depth": f"x = {'[' * 5000}",
    "depth that is closed": f"x = {'[' * 5000}{']' * 5000}",
    "depth of tables": f"x = {'{ a = ' * 3000}",
    "half": 'title = "\\ud800"',
    "size": f"x = '{'x' * (5 * 1024 * 1024)}'",
    "float": f"x = {'9' * 5000}.0",
    "hexadecimal": f"x = 0x{'f' * 100_000}",
    "bytes": "x = \x00",
}


@pytest.mark.parametrize("content", TOML.values(), ids=TOML)
def test_a_scenario_of_such_a_file_has_faults_and_is_no_crash(tmp_path, content):
    folder = tmp_path / "meeting"
    folder.mkdir()
    (folder / "scenario.toml").write_text(content)

    assert faults(folder)


JSON = {
    "digits": '{"format": %s}' % ("9" * 5000),
    "depth": "[" * 100_000,
    "depth that is closed": "[" * 100_000 + "]" * 100_000,
    "half": '{"format": "\\ud800"}',
    "float": '{"format": 1e99999}',
    "nothing": "",
    "bytes": "\0\0\0",
}


@pytest.mark.parametrize("content", JSON.values(), ids=JSON)
def test_a_file_of_such_a_session_is_refused_in_a_sentence(content):
    with pytest.raises(BadFile):
        read(content.encode())


@pytest.mark.parametrize("number", ["9" * 4000, "9" * 5000, "-" + "9" * 30, "1e400", "1.5"])
@pytest.mark.parametrize("place", ["seq", "at", "pupils", "format_version"])
def test_a_number_in_a_session_s_file_is_one_that_could_be(transactional_db, place, number):
    whole = to_json(begun(), Wanted(names=True, briefs=False)).decode()
    changed = re.sub(rf'"{place}":-?\d+', f'"{place}":{number}', whole, count=1)
    assert changed != whole

    with pytest.raises(BadFile):
        read(changed.encode())
