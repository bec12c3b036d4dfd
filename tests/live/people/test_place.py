"""Days, names and codes as they are typed elsewhere; the address that is shown. In both stores."""

import io
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import segno

from tests.server import Person

EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"
"""Twenty-five hours apart: it is never the same day in both."""


def found(meeting, **asked: str) -> bool:
    """Is the session in the teacher's list?"""
    return f'id="session-{meeting.code}"' in meeting.teacher.get(f"/teach/?{urlencode(asked)}").text


def test_a_session_is_found_by_the_day_on_which_it_was_set_up_where_the_teacher_is(meeting):
    today = {zone: datetime.now(UTC).astimezone(ZoneInfo(zone)).date().isoformat() for zone in (EAST, WEST)}

    assert found(meeting, on=today[EAST], zone=EAST)
    assert found(meeting, on=today[WEST], zone=WEST)
    assert not found(meeting, on=today[EAST], zone=WEST)
    assert not found(meeting, on=today[WEST], zone=EAST)


def test_a_session_is_found_by_its_code_typed_on_another_keyboard(meeting):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in meeting.code.lower())

    assert found(meeting, q=wide)
    assert found(meeting, q=f"{meeting.code[:3]}-{meeting.code[3:]}")


def test_a_name_of_eighty_letters_is_joined_with_renamed_to_and_added(meeting):
    names = [letter * 80 for letter in ("\u042f", "\U0001f642", "w")]
    pupil = Person(meeting.server)
    assert pupil.post(f"/join/{meeting.code}/", {"name": names[0]}, follow=False).status == 302
    people = f"/teach/{meeting.code}/people/"
    seat = pupil.state(meeting.code)["me"]["seat"]
    said = {"Accept": "application/json"}

    renamed = meeting.teacher.post(people, {"act": "rename", "seat": seat, "name": names[1]}, headers=said)
    added = meeting.teacher.post(people, {"act": "add_pupil", "name": names[2]}, headers=said)
    refused = meeting.teacher.post(people, {"act": "add_pupil", "name": "w" * 81}, headers=said)

    assert (renamed.json, added.json) == ({"ok": True}, {"ok": True})
    assert refused.json["message"] == "This name has 81 characters. Use at most 80."
    desk = meeting.teacher.get(f"/teach/{meeting.code}/").text
    assert names[1] in desk
    assert names[2] in desk


def test_a_server_for_this_machine_alone_shows_the_address_it_has(meeting):
    """It was started with `--host 127.0.0.1`: at the address in the local network nobody listens."""
    expected = io.BytesIO()
    link = f"{meeting.server.url}/join/{meeting.code}/"
    segno.make(link, micro=False).save(expected, kind="svg", scale=8, border=2, xmldecl=False)

    wall = meeting.teacher.get(f"/screen/{meeting.code}/").text
    picture = meeting.teacher.get(f"/join/{meeting.code}/qr.svg").text

    assert f'<p class="where">{meeting.server.url}</p>' in wall
    assert picture.encode() == expected.getvalue()
