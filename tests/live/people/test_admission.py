"""How much one caller may ask of the server, and that nobody else feels it: floods, bodies, idle lines.

The limits are small here, so that they are met soon; the same with all of them as they are is in
bench/flood.py. All come from one address, as in a school.
"""

import socket
import struct
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.live.classroom import Meeting, closing_code, eventually, refused
from tests.live.stores import Store
from tests.server import Person, Server

SMALL = {
    "LIMIT_COMMANDS_AT_ONCE": "25",
    "LIMIT_COMMANDS_A_MINUTE": "6",
    "LIMIT_FRAMES_AT_ONCE": "60",
    "LIMIT_FRAMES_A_MINUTE": "600",
    "LIMIT_STRANGER_FRAMES_AT_ONCE": "60",
    "LIMIT_SOCKETS_AT_ONCE": "12",
    "LIMIT_SOCKETS_A_MINUTE": "30",
    "LIMIT_STRANGER_SOCKETS_AN_ADDRESS": "4",
    "LIMIT_IDLE_AN_ADDRESS": "30",
    "LIMIT_IDLE_SECONDS": "2",
}
ENOUGH = 3000


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """What is told apart here is told apart before any store."""
    return Store(tmp_path_factory.mktemp("admission"))


@pytest.fixture(scope="module")
def server(store):
    """One for all: every test has pupils of its own, and with them fresh budgets."""
    yield from running(store.folder, **store.environment, **SMALL)


@pytest.fixture
def strict(store, tmp_path):
    """A server that lets in 30 at once, for one test alone: what strangers spend is missing in the next."""
    yield from running(tmp_path, **SMALL, LIMIT_JOINS_AT_ONCE="30", LIMIT_JOINS_A_MINUTE="1")


def running(folder, **environment):
    started = Server(folder, **environment)
    yield started
    started.stop()
    assert "Traceback" not in started.log.read_text(), started.log.read_text()


@pytest.fixture(scope="module")
def teacher(server):
    return server.teacher()


@pytest.fixture
def meeting(server, teacher, store):
    found = Meeting(server, teacher, store)
    yield found
    found.end()


def frame(body=b"", kind=1, last=True):
    """A frame as it goes over the wire, masked with zeros."""
    size = len(body)
    head = (
        struct.pack("!BB", (128 if last else 0) + kind, 128 + size)
        if size < 126
        else struct.pack("!BBH", (128 if last else 0) + kind, 254, size)
    )
    return head + bytes(4) + body


TEXT, GOES_ON, PING, PONG = 1, 0, 9, 10
FLOODS = {
    "acknowledgements": frame(b'{"ack":5}'),
    "signs of life": frame(b'{"here":true}'),
    "commands": frame(b'{"id":"k","act":"cast_vote","ballot":"b1","choice":"for"}'),
    "pings": frame(b"", PING),
    "pings with words": frame(b"x" * 100, PING),
    "pongs": frame(b"", PONG),
    "pieces of one message": frame(b"", GOES_ON, last=False),
    "long frames": frame(b'{"ack":5}' + b" " * 60_000),
    "frames that end where a reading ends": frame(b'{"ack":5}' + b" " * (65536 - 8 - 9)),
    "bytes": frame(b"\0", 2),
}


OTHERS = [("acknowledgements", "screen"), ("pings", "screen"), ("commands", "screen")]


def poured(line, one):
    """Send as many of these as are taken before the server closes."""
    sock = line.connection.socket
    block = one * (ENOUGH if len(one) < 1000 else 100)
    sock.settimeout(15)
    with suppress(OSError):
        sock.sendall(block)


@pytest.mark.parametrize(("name", "audience"), [*[(name, "seat") for name in FLOODS], *OTHERS])
def test_whoever_floods_is_closed_and_the_class_votes_on(meeting, name, audience):
    flooder, other = meeting.voting()
    one = FLOODS[name]
    person = flooder.browser if audience == "seat" else Person(meeting.server)
    line, neighbour = meeting.line(person, audience), other.socket()
    waits = []
    if one[0] & 15 == GOES_ON:
        line.connection.socket.sendall(frame(b"{", TEXT, last=False))

    poured(line, one)
    for turn in range(8):
        began = time.monotonic()
        assert neighbour.act(f"n{turn}", "cast_vote", ballot="b1", choice=("for", "against")[turn % 2])["ok"]
        waits.append(time.monotonic() - began)

    assert closing_code(line, 15) in (4429, 4400, 1006), "closed, or cut while its answer was in the way"
    assert sorted(waits)[4] < 1.0, waits


def test_a_flood_is_closed_with_its_own_code_and_the_pupil_may_come_again(meeting):
    flooder, _ = meeting.voting()
    line = flooder.socket()

    poured(line, FLOODS["acknowledgements"])

    assert closing_code(line, 15) == 4429
    again = eventually(lambda: opened(meeting, flooder.browser), 15)
    assert again.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]


def opened(meeting, person, audience="seat"):
    """A socket after its first push; None when there is none to be had now."""
    try:
        return meeting.line(person, audience)
    except (InvalidStatus, ConnectionClosed):
        return None


def test_a_burst_within_the_budget_is_answered_and_one_beyond_it_only_takes_longer(meeting):
    pupil, _ = meeting.voting()
    line = pupil.socket()

    for number in range(90):
        line.send({"ack": number})

    assert line.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]


def test_commands_are_one_budget_over_all_sockets_and_posts_of_a_person(meeting):
    pupil, other = meeting.voting()
    said = {"act": "cast_vote", "ballot": "b1", "choice": "for"}

    answers = []
    for turn in range(3):
        line = pupil.socket()
        answers += [line.act(f"k-{turn}-{number}", **said) for number in range(8)]
    answers += [pupil.act(**said, id=f"p-{number}") for number in range(8)]

    assert [answer["ok"] for answer in answers[:24]] == [True] * 24
    assert len([1 for answer in answers if answer["ok"]]) < len(answers)
    refused(answers[-1], "too_many")
    assert other.vote("for")["ok"]
    assert meeting.teach("pause")["ok"]


def test_sockets_opened_again_and_again_are_refused_after_a_while_and_nobody_else_s(meeting):
    pupil, other = meeting.voting()

    found = [opened(meeting, pupil.browser) for _ in range(16)]

    assert all(found[:12])
    assert None in found[12:]
    assert other.socket().act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]


def test_strangers_of_one_address_have_so_many_sockets_and_pupils_and_teacher_theirs(meeting):
    pupil, _ = meeting.voting()
    strangers = [Person(meeting.server) for _ in range(6)]

    screens = [opened(meeting, person, "screen") for person in strangers]

    assert [screen is not None for screen in screens] == [True] * 4 + [False] * 2
    assert pupil.socket().act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]
    assert meeting.line(meeting.teacher, "screen"), "the wall, opened by the teacher's browser"
    screens[0].close()
    assert eventually(lambda: opened(meeting, strangers[5], "screen"), 10)


def upgrade(path, *lines):
    """The request for a socket."""
    return head(
        "GET", path, "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", *lines,
    ).replace(b"Connection: close", b"Connection: Upgrade")  # fmt: skip


def test_cookies_in_several_lines_are_those_of_the_person_they_name(meeting):
    pupil, _ = meeting.voting()
    asked = upgrade(
        f"/ws/{meeting.code}/?as=screen", "Cookie: x=1", f"Cookie: {pupil.browser.cookie_header()}"
    )

    with ExitStack() as lines:
        for _ in range(4):
            sock = socket.create_connection(("127.0.0.1", meeting.server.port))
            lines.enter_context(closing(sock)).sendall(asked)
            assert sock.recv(12) == b"HTTP/1.1 101"
        assert opened(meeting, Person(meeting.server), "screen"), "none of them counted as a stranger's"


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws/a/b/", "/join/ABCDEF/", "/ws/a b/", "/ws//"])
def test_a_socket_to_nowhere_is_refused_and_fills_no_log(server, path):
    before = len(server.log.read_text())

    answers = [raw(server, upgrade(path), seconds=3) for _ in range(3)]

    assert all(b" 101 " not in answer.encode("latin1") for answer in answers)
    assert server.log.read_text()[before:] == ""


@pytest.mark.parametrize("line", ["X-Odd: a\x1cb", "X(Odd: ab", "Cookie: a=\x85"])
def test_a_socket_that_is_refused_at_once_is_answered(server, line):
    assert raw(server, upgrade("/ws/ABCDEF/", line), seconds=3).startswith("HTTP/1.1 400")


# --- Joins ---------------------------------------------------------------------------------------------


def test_strangers_are_let_in_so_many_at_a_time_and_whoever_has_a_cookie_does_not_wait_with_them(strict):
    teacher = strict.teacher()
    code, elsewhere = strict.session(teacher), strict.session(teacher)
    ada = strict.pupil(code, "Ada")
    name, value = ada.cookie_header().split("=", 1)
    forged = {"Cookie": f"{name}={value[:-3]}xyz; desk=abc:def:ghi"}

    answers = [
        Person(strict).post(f"/join/{code}/", {"name": ""}, headers=forged if number % 2 else {})
        for number in range(35)
    ]
    page = Person(strict).post(f"/join/{code}/", {"name": "Zoe"})

    assert [answer.status for answer in answers] == [409] * 29 + [429] * 6
    assert page.status == 429
    assert 'value="Zoe"' in page.text, "what was typed is still in the form"
    assert ada.post(f"/join/{elsewhere}/", {"name": "Ada"}).url.endswith(f"/seat/{elsewhere}/")
    assert teacher.post(f"/join/{elsewhere}/", {"name": "Teacher"}).url.endswith(f"/seat/{elsewhere}/")


def test_a_signed_in_browser_is_known_by_a_cookie_of_its_own(meeting):
    names = {cookie.name for cookie in meeting.teacher.cookies}
    [ada] = meeting.pupils(1)

    assert names == {"sessionid", "desk"}
    assert {cookie.name for cookie in ada.browser.cookies} == {f"seat_{meeting.code}"}


def test_a_form_whose_browser_hangs_up_is_done_and_told_all_the_same(meeting):
    """The rows are changed either way; those who look on have to hear of it."""
    ada, _ = meeting.voting()
    line = ada.socket()
    body = f"act=ban&seat={ada.seat}".encode()
    cookie = f"Cookie: {meeting.teacher.cookie_header()}"
    form = head("POST", f"/teach/{meeting.code}/people/", FORM, cookie, f"Content-Length: {len(body)}") + body

    with closing(socket.create_connection(("127.0.0.1", meeting.server.port))) as sock:
        sock.sendall(form)

    assert closing_code(line, 10) == 4423


# --- Bodies --------------------------------------------------------------------------------------------


def raw(server, *pieces, seconds=10):
    """Send these bytes one after the other; all that is answered."""
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=seconds)) as sock:
        heard = b""
        with suppress(OSError):
            for piece in pieces:
                sock.sendall(piece)
        with suppress(OSError):
            while more := sock.recv(65536):
                heard += more
        return heard.decode(errors="replace")


def head(method, path, *lines):
    return "\r\n".join(
        [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *lines, "", ""]
    ).encode()


PARTS = "Content-Type: multipart/form-data; boundary=b"
FORM = "Content-Type: application/x-www-form-urlencoded"
MIB = 1024 * 1024
TOO_LARGE = {
    "announced": [head("POST", "/", FORM, f"Content-Length: {MIB + 1}")],
    "announced and sent": [head("POST", "/", FORM, f"Content-Length: {2 * MIB}"), b"x" * 2 * MIB],
    "announced, asking first": [
        head("POST", "/", FORM, f"Content-Length: {2 * MIB}", "Expect: 100-continue")
    ],
    "in pieces, unannounced": [
        head("POST", "/", FORM, "Transfer-Encoding: chunked"),
        *[b"10000\r\n" + b"x" * 65536 + b"\r\n"] * 20,
    ],
    "with a GET": [head("GET", "/", f"Content-Length: {MIB + 1}"), b"x" * 100_000],
    "as a file": [
        head("POST", "/act/ABCDEF/", PARTS, "Content-Length: 9999999"),
        b"--b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + b"x" * 2 * MIB,
    ],
}


@pytest.mark.parametrize("pieces", TOO_LARGE.values(), ids=TOO_LARGE)
def test_a_body_of_more_than_a_mebibyte_is_refused_in_a_sentence_before_it_is_there(server, pieces):
    answer = raw(server, *pieces)

    assert answer.startswith("HTTP/1.1 413 "), answer[:200]
    assert "This is more than the server takes at once. Send less." in answer
    assert "100 Continue" not in answer
    assert Person(server).get("/").status == 200


def test_a_body_just_within_is_taken(server):
    body = b"name=" + b"x" * (MIB - 5)

    answer = raw(server, head("POST", "/resume/", FORM, f"Content-Length: {MIB}"), body)

    assert answer.startswith("HTTP/1.1 409 "), answer[:100]


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "1e3", "0x10", "1,1"])
def test_a_length_that_is_none_closes_the_line_only(server, length):
    answer = raw(server, head("POST", "/", FORM, f"Content-Length: {length}"), b"x")

    assert not answer.startswith("HTTP/1.1 2")
    assert Person(server).get("/").status == 200


def test_bodies_that_are_never_finished_take_only_so_much_memory(server):
    before = resident_mib(server)

    with ExitStack() as lines:
        for _ in range(29):
            sock = lines.enter_context(closing(socket.create_connection(("127.0.0.1", server.port))))
            sock.sendall(head("POST", "/", FORM, f"Content-Length: {MIB}") + b"x" * (MIB - 100))
        time.sleep(0.5)
        assert resident_mib(server) - before < 25
        assert Person(server).post("/resume/", {"code": "ABCDEFGH"}).status == 409


def resident_mib(server):
    pages = Path(f"/proc/{server.process.pid}/statm").read_text().split()[1]
    return int(pages) * 4096 / MIB


REFUSED_AT_ONCE = {
    "a path of no letters": b"GET /\xff HTTP/1.1",
    "a query of none": b"GET /?\xff HTTP/1.1",
    "a value with an odd byte": b"GET / HTTP/1.1\r\nX-Odd: a\x1cb",
    "a cookie with one": b"GET / HTTP/1.1\r\nCookie: a=\x85",
    "a name with a bracket": b"GET / HTTP/1.1\r\nX(Odd: ab",
    "a form with an odd byte": b"POST /join/ABCDEF/ HTTP/1.1\r\nX-Odd: \x0b1",
}


@pytest.mark.parametrize("asked", REFUSED_AT_ONCE.values(), ids=REFUSED_AT_ONCE)
def test_requests_that_are_refused_at_once_hold_nobody_up(server, asked):
    for _ in range(40):
        answer = raw(server, asked + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert answer.startswith("HTTP/1.1 400")

    assert Person(server).get("/").status == 200
    assert Person(server).post("/join/ABCDEF/", {"name": "Ada"}).status == 404


def test_many_who_ask_for_a_page_and_wait_shut_nobody_out(meeting):
    pupil, _ = meeting.voting()
    asked = head("GET", "/scenarios/").replace(b"Connection: close\r\n", b"")

    with ExitStack() as lines:
        for _ in range(300):
            sock = lines.enter_context(closing(socket.create_connection(("127.0.0.1", meeting.server.port))))
            with suppress(OSError):
                sock.sendall(asked * 3)
        assert sum(1 for _ in open_files(meeting.server)) < 200
        assert Person(meeting.server).get(f"/join/{meeting.code}/").status == 200
        assert pupil.vote("for")["ok"]


# --- Idle lines ----------------------------------------------------------------------------------------

SILENT = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "half a head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "half a body": head("POST", "/", FORM, "Content-Length: 10") + b"x",
}


@pytest.mark.parametrize("said", SILENT.values(), ids=SILENT)
def test_lines_that_say_nothing_whole_shut_nobody_out_and_are_closed(meeting, said):
    pupil, _ = meeting.voting()
    line = pupil.socket()

    with ExitStack() as lines:
        idle = [
            lines.enter_context(closing(socket.create_connection(("127.0.0.1", meeting.server.port))))
            for _ in range(150)
        ]
        for sock in idle:
            with suppress(OSError):
                sock.sendall(said)
        assert Person(meeting.server).get("/").status == 200
        assert line.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]
        # All have been accepted before that page was: what is too many of them goes at once.
        assert eventually(lambda: sum(1 for _ in open_files(meeting.server)) < 150, 1)
        eventually(lambda: all(is_closed(sock) for sock in idle), 10)


def open_files(server):
    return Path(f"/proc/{server.process.pid}/fd").iterdir()


def is_closed(sock):
    sock.settimeout(0.01)
    try:
        return sock.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_a_line_that_says_a_letter_now_and_then_is_closed_too(server):
    with closing(socket.create_connection(("127.0.0.1", server.port))) as sock:
        began = time.monotonic()
        while time.monotonic() - began < 8 and not is_closed(sock):
            try:
                sock.sendall(b"x")
            except OSError:
                break
            time.sleep(0.3)

    assert time.monotonic() - began < 6


# --- Words put in the server's mouth -------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["/evil", "inf", "%2F%2Fevil.example", "\xff\xfe", "//evil.example"])
@pytest.mark.parametrize("name", ["Daphne-Root-Path", "daphne-root-path", "X-Script-Name", "Script-Name"])
def test_no_header_puts_words_before_the_server_s_addresses(meeting, name, prefix):
    line = f"{name}: ".encode() + prefix.encode("latin1")
    asked = b"GET /?code=" + meeting.code.encode() + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"

    answer = raw(meeting.server, asked + line + b"\r\n\r\n")

    assert answer.startswith("HTTP/1.1 302"), answer[:200]
    assert f"Location: /join/{meeting.code}/\r\n" in answer


def test_a_socket_with_such_a_header_is_one_like_others(meeting):
    asked = upgrade(f"/ws/{meeting.code}/?as=screen", "Daphne-Root-Path: /ws")

    answer = raw(meeting.server, asked, seconds=2)

    assert answer.startswith("HTTP/1.1 101")


def posted(kind, body):
    return head("POST", "/resume/", kind, f"Content-Length: {len(body)}") + body


@pytest.mark.parametrize(
    "line", ["Origin: http://[", "Origin: http://[::1", "Referer: http://[\r\nSec-Fetch-Site: none"]
)
def test_an_address_that_is_none_is_nobody_s_and_fills_no_log(server, line):
    before = len(server.log.read_text())

    answer = raw(server, head("POST", "/act/ABCDEF/", FORM, line, "Content-Length: 5") + b"act=x")

    assert answer.startswith(("HTTP/1.1 403", "HTTP/1.1 404")), answer[:300]
    assert server.log.read_text()[before:] == ""


PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nxxxxx\r\n'
CODED = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\nContent-Transfer-Encoding: base64'
ODD = {
    "a host that is none": head("GET", "/").replace(b"Host: 127.0.0.1", b"Host: a b<script>"),
    "another one": head("GET", "/join/ABCDEF/").replace(b"Host: 127.0.0.1", b"Host: " + b"x" * 8000 + b"_ ."),
    "too many fields": posted(FORM, b"a=1&" * 1100),
    "too many parts": posted(PARTS, PART * 1100 + b"--b--\r\n"),
    "a file of no base64": posted(PARTS, CODED + b"\r\n\r\na\r\n--b--\r\n"),
    "parts without a boundary": head(
        "POST", "/resume/", "Content-Type: multipart/form-data", "Content-Length: 3"
    )
    + b"abc",
    "parts of another coding": head(
        "POST", "/resume/", "Content-Type: multipart/form-data; boundary=\xff", "Content-Length: 3"
    )
    + b"abc",
}


@pytest.mark.parametrize("asked", ODD.values(), ids=ODD)
def test_what_no_browser_sends_is_answered_plainly_and_fills_no_log(server, asked):
    before = len(server.log.read_text())

    answers = [raw(server, asked) for _ in range(5)]

    for answer in answers:
        assert answer.startswith("HTTP/1.1 400"), answer[:300]
    logged = server.log.read_text()[before:]
    assert "Traceback" not in logged
    assert len(logged.splitlines()) <= 1, logged
    assert len(logged) < 300, logged
