"""What goes over a socket and how much of it: it begins where the page is, and what follows is compressed."""

import json
import re
import secrets
import struct
import zlib

import pytest
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from game.web.on_page import LETTERS
from tests.live.classroom import closing_code, parts, pushes, shown
from tests.server import Line, Person, Server

A_VOTE = 150
"""Bytes that another's vote may be on a pupil's socket."""
GREAT = 2_000_000


def marks(page: str) -> str:
    """What the page says that it shows."""
    [found] = re.findall(r'data-shown="([\w-]+)"', page)
    return found


def quiet(line: Line, seconds: float = 0.7) -> bool:
    """Is nothing said, but the answer to a browser that is here?"""
    line.send({"here": True})
    return "html" not in line.receive() and pushes(line, seconds) == []


class Counted:
    """A socket of a browser that decompresses, and how many bytes came by it."""

    def __init__(self, person: Person, code: str, audience: str = "seat", **more):
        self.line = person.socket(code, audience, **({"compression": "deflate"} | more))
        self.bytes = 0
        protocol = self.line.connection.protocol
        received = protocol.receive_data

        def counted(data: bytes) -> None:
            self.bytes += len(data)
            received(data)

        protocol.receive_data = counted

    def spent(self) -> int:
        """Bytes since this was asked last."""
        spent, self.bytes = self.bytes, 0
        return spent


PAGES = {"seat": "/seat/{}/", "teach": "/teach/{}/", "screen": "/screen/{}/"}


def people(meeting, pupil):
    return {"seat": pupil.browser, "teach": meeting.teacher, "screen": Person(meeting.server)}


@pytest.mark.parametrize("audience", PAGES)
def test_a_socket_that_begins_where_its_page_is_is_sent_nothing(meeting, audience):
    pupil, _ = meeting.voting()
    person = people(meeting, pupil)[audience]
    if audience != "seat":
        pupil.socket()  # or their presence on the desk would be news
    page = person.get(PAGES[audience].format(meeting.code)).text

    line = person.socket(meeting.code, audience, shown=marks(page))

    assert quiet(line)
    line.close()


@pytest.mark.parametrize("audience", PAGES)
def test_it_hears_of_what_happens_next(meeting, audience):
    pupil, other = meeting.voting()
    person = people(meeting, pupil)[audience]
    page = person.get(PAGES[audience].format(meeting.code)).text
    line = person.socket(meeting.code, audience, shown=marks(page))

    other.vote("for")

    assert "hall-0" in parts(shown(line, "hall-0"))
    line.close()


def test_only_what_has_changed_since_is_sent(meeting):
    pupil, other = meeting.voting()
    page = pupil.browser.get(f"/seat/{meeting.code}/").text
    other.vote("for")

    line = pupil.browser.socket(meeting.code, shown=marks(page))

    assert parts(line.receive()) == {"count", "hall"}
    assert quiet(line)
    line.close()


def test_a_page_with_none_of_these_marks_is_sent_everything(meeting):
    pupil, _ = meeting.voting()
    page = pupil.browser.get(f"/seat/{meeting.code}/").text
    number = len(marks(page)) // LETTERS

    line = pupil.browser.socket(meeting.code, shown=marks(page)[::-1])

    assert len(parts(line.receive())) == number
    line.close()


def test_the_marks_of_one_seat_say_nothing_about_another(meeting):
    pupil, other = meeting.voting()
    mine, others = (marks(p.browser.get(f"/seat/{meeting.code}/").text) for p in (pupil, other))

    pieces = [{text[at : at + LETTERS] for at in range(0, len(text), LETTERS)} for text in (mine, others)]

    assert pieces[0] & pieces[1] == set()


def test_after_a_start_a_page_is_still_where_it_was(tmp_path):
    with Server.alone(tmp_path) as server:
        teacher = server.teacher()
        code = server.session(teacher)
        pupil = server.pupil(code, "Ada")
        page = pupil.get(f"/seat/{code}/").text
        server.kill()
        server.start()

        line = pupil.socket(code, shown=marks(page))

        assert quiet(line)
        line.close()


def test_what_is_no_mark_does_no_harm(meeting):
    pupil, _ = meeting.voting()

    for odd in ("x", "x" * 5000, "%00%ff", "..%2F"):
        line = pupil.browser.socket(meeting.code, shown=odd)
        assert len(parts(line.receive())) > 10
        line.close()


def test_anothers_vote_is_a_few_bytes(meeting):
    pupil, *others = meeting.voting(4)
    counted = Counted(pupil.browser, meeting.code)
    pushes(counted.line, 0.5)
    others[0].vote("for")
    shown(counted.line, 'id="count"')
    pushes(counted.line, 0.5)
    counted.spent()

    others[1].vote("against")

    assert shown(counted.line, 'id="count"')
    assert 0 < counted.spent() <= A_VOTE
    counted.line.close()


def test_what_is_compressed_says_the_same(meeting):
    pupil, other = meeting.voting()
    packed, plain = (
        Counted(other.browser, meeting.code, "screen"),
        Counted(other.browser, meeting.code, "screen", compression=None),
    )
    heard = {packed: [packed.line.receive()], plain: [plain.line.receive()]}
    for line in heard:
        line.spent()  # the first frame may have come before anybody counted

    for turn in range(8):
        # Answers, own parts, and pushes to all go in between each other.
        assert packed.line.act(f"k-{turn}", "cast_vote", ballot="b1", choice="for")["refusal"] == "not_yours"
        pupil.vote(("for", "against", "abstain")[turn % 3])
        for line, frames in heard.items():
            frames += pushes(line.line, 0.4)
            line.line.send({"ack": frames[-1]["seq"]})

    told = [[(frame["seq"], frame["html"]) for frame in frames] for frames in heard.values()]
    assert told[0] == told[1]
    assert len(told[0]) >= 8
    assert packed.bytes < plain.bytes / 4


def test_a_voter_reads_receipts_and_pushes_alike(meeting):
    pupil, other = meeting.voting()
    mine = Counted(pupil.browser, meeting.code)

    for turn in range(6):
        choice = ("for", "against", "abstain")[turn % 3]
        assert mine.line.act(f"k-{turn}", "cast_vote", ballot="b1", choice=choice)["ok"]
        assert "Your vote is saved" in shown(mine.line, "my-vote")["html"]
        other.vote(choice)
        mine.line.send({"ack": shown(mine.line, 'id="count"')["seq"]})

    mine.line.close()


@pytest.mark.parametrize(
    "wish",
    [{"server_no_context_takeover": True}, {"server_max_window_bits": 10}],
    ids=["no memory", "little memory"],
)
def test_a_browser_that_remembers_less_is_sent_plain_frames(meeting, wish):
    pupil, other = meeting.voting()
    factory = ClientPerMessageDeflateFactory(**wish)
    line = pupil.browser.socket(meeting.code, compression=None, extensions=[factory])
    line.receive()

    other.vote("for")

    assert shown(line, 'id="count"')
    assert line.connection.protocol.extensions == []
    line.close()


def test_a_small_frame_that_comes_to_a_great_text_ends_its_socket_alone(meeting):
    pupil, other = meeting.voting()
    bad, good = Counted(pupil.browser, meeting.code).line, other.socket()

    bad.send(json.dumps({"id": "k-1", "act": "leave_statement", "text": "x" * GREAT}))

    assert closing_code(bad) == 4413
    assert good.act("k-2", "cast_vote", ballot="b1", choice="for")["ok"]


def test_what_a_frame_comes_to_is_paid_for(meeting):
    pupil, _ = meeting.voting()
    line = Counted(pupil.browser, meeting.code).line
    frame = json.dumps({"id": "k-1", "act": "leave_statement", "text": "x" * 60_000})
    assert len(zlib.compress(frame.encode())) < 200

    for _ in range(40):
        line.send(frame)

    assert closing_code(line, 20) in (4400, 4429)


def test_what_cannot_be_decompressed_ends_its_socket_alone(meeting):
    pupil, other = meeting.voting()
    bad, good = Counted(pupil.browser, meeting.code).line, other.socket()
    rubbish = secrets.token_bytes(60)

    bad.connection.socket.sendall(struct.pack("!BB", 0xC1, 0x80 | len(rubbish)) + b"\0" * 4 + rubbish)

    assert closing_code(bad) == 4400
    assert good.act("k-2", "cast_vote", ballot="b1", choice="for")["ok"]
