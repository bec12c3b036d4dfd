"""PUBLIC_URL: a server behind a proxy, under a prefix, with https; and without one nobody is believed."""

import http.client
import io
import json
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
import segno
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.proxy import Proxy
from tests.server import Server

PREFIX = "/order"
ORIGIN = "https://school.example"


class Browser:
    """As a browser at https://school.example: what it keeps is what cookies say of path and https."""

    def __init__(self, port: int, address: str = "127.0.0.1"):
        self._port, self._address = port, address
        self.cookies: SimpleCookie = SimpleCookie()

    def request(self, method: str, path: str, fields=None, headers=None) -> tuple[int, str, dict[str, str]]:
        """Status, text, and headers by their small names."""
        line = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=30, source_address=(self._address, 0)
        )
        sent = {"Host": "school.example", "Cookie": self.cookie_header(path), **(headers or {})}
        if fields is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded"}
            sent |= {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"} if headers is None else {}
        line.request(method, path, None if fields is None else urlencode(fields), sent)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        text = answer.read().decode(errors="replace")
        line.close()
        return answer.status, text, {name.lower(): value for name, value in answer.headers.items()}

    def get(self, path: str, **more):
        return self.request("GET", path, **more)

    def post(self, path: str, fields, **more):
        return self.request("POST", path, fields, **more)

    def cookie_header(self, path: str = PREFIX + "/") -> str:
        return "; ".join(f"{c.key}={c.value}" for c in self.cookies.values() if path.startswith(c["path"]))


class School:
    """A server, the proxy in front of it, and a session."""

    def __init__(self, server: Server, proxy: Proxy):
        self.server, self.proxy = server, proxy
        self.teacher = Browser(proxy.port)
        [path] = re.findall(rf"Teacher: {ORIGIN}(\S+)", server.log.read_text())
        status, _text, headers = self.teacher.post(path, {})
        assert (status, headers["location"]) == (302, f"{PREFIX}/teach/new/")
        wanted = {"scenario": "democratic-conference", "pupils": 8, "minutes": 50}
        _status, _text, headers = self.teacher.post(f"{PREFIX}/teach/new/", wanted)
        self.code = re.fullmatch(rf"{PREFIX}/teach/(\w+)/", headers["location"])[1]

    def pupil(self, name: str) -> Browser:
        browser = Browser(self.proxy.port)
        status, text, headers = browser.post(f"{PREFIX}/join/{self.code}/", {"name": name})
        assert (status, headers["location"]) == (302, f"{PREFIX}/seat/{self.code}/"), text
        return browser

    def socket(self, browser: Browser, audience: str, origin: str = ORIGIN):
        where = f"ws://127.0.0.1:{self.proxy.port}{PREFIX}/ws/{self.code}/?as={audience}"
        headers = {"Cookie": browser.cookie_header()}
        return connect(where, origin=origin, additional_headers=headers, max_size=None, legacy=True)


@pytest.fixture(scope="module", params=[False, True], ids=["taken away", "left in place"])
def school(request, tmp_path_factory) -> Iterator[School]:
    with Proxy.running(PREFIX, keeps=request.param) as proxy:
        folder = tmp_path_factory.mktemp("school")
        with Server.alone(folder, PUBLIC_URL=ORIGIN + PREFIX, LIMIT_GUESSES_AT_ONCE="3") as server:
            proxy.upstream = server.port
            yield School(server, proxy)


def test_what_is_printed_is_the_public_address(school):
    assert f"Pupils:  {ORIGIN}{PREFIX}/\n" in school.server.log.read_text()
    fresh = school.server.manage("teacher_link").stdout
    assert re.fullmatch(rf"Teacher: {ORIGIN}{PREFIX}/enter/[\w-]+/\n", fresh)


@pytest.mark.parametrize(
    "path", ["", "/", "/teach/", "/teach/CODE/", "/teach/CODE/records/", "/teach/CODE/print/"]
)
def test_every_address_on_a_page_lies_under_the_prefix_and_leads_somewhere(school, path):
    status, text, _headers = school.teacher.get(PREFIX + path.replace("CODE", school.code))

    assert status == 200
    linked = set(re.findall(r'(?:href|src|action|data-live|data-act)="(/[^"]*)"', text))
    assert linked
    assert not [address for address in linked if not address.startswith(f"{PREFIX}/")]
    pages = {
        re.sub(r"&amp;", "&", link)
        for link in linked
        if not link.startswith((f"{PREFIX}/act", f"{PREFIX}/ws"))
    }
    assert not {page for page in pages if school.teacher.get(page)[0] == 404}


@pytest.mark.parametrize(
    "path", ["/outcome/CODE/", "/lab/CODE/", "/replay/CODE/", "/screen/CODE/", "/check/", "/kept/"]
)
def test_other_pages_have_no_address_outside_it_either(school, path):
    status, text, _headers = school.teacher.get(PREFIX + path.replace("CODE", school.code))

    assert status == 200
    assert not re.findall(rf'="(/(?!{PREFIX[1:]}/)[^"]*)"', text)


def test_cookies_are_for_https_and_for_the_prefix_alone(school):
    pupil = school.pupil("Ada")
    pupil.get(f"{PREFIX}/check/")
    school.teacher.post(f"{PREFIX}/teach/{school.code}/people/", {"act": "unban"})  # refused, in a message

    cookies = {**pupil.cookies, **school.teacher.cookies}

    assert {"sessionid", "desk", "check", "messages", f"seat_{school.code}"} <= set(cookies)
    assert {(cookie["path"], cookie["secure"]) for cookie in cookies.values()} == {(f"{PREFIX}/", True)}


def test_pupils_speak_to_the_server_by_socket_and_by_form(school):
    one, two = school.pupil("Bo"), school.pupil("Cem")
    desk_page, seat_page = (f"{PREFIX}/{page}/{school.code}/" for page in ("teach", "seat"))

    with school.socket(school.teacher, "teach") as desk, school.socket(one, "seat") as seat:
        desk.send(json.dumps({"id": "t1", "act": "open_session"}))
        desk.send(json.dumps({"id": "t2", "act": "say_to_all", "text": "Good morning"}))
        pushed = ""
        while "Good morning" not in pushed:
            pushed += json.loads(seat.recv(10)).get("html", "")
    by_form = two.post(f"{PREFIX}/act/{school.code}/", {"act": "call_help", "text": "Where do I sit?"})

    assert not re.findall(rf'(?:href|src|action)="(/(?!{PREFIX[1:]}/)[^"]*)"', pushed)
    assert (by_form[0], by_form[2]["location"]) == (302, seat_page)
    assert "Where do I sit?" in school.teacher.get(desk_page)[1]


def test_the_qr_code_and_the_wall_show_the_public_address(school):
    _status, picture, _headers = school.teacher.get(f"{PREFIX}/join/{school.code}/qr.svg")
    expected = io.BytesIO()
    link = f"{ORIGIN}{PREFIX}/join/{school.code}/"
    segno.make(link, micro=False).save(expected, kind="svg", scale=8, border=2, xmldecl=False)

    assert picture.encode() == expected.getvalue()
    assert f"{ORIGIN}{PREFIX}<" in school.teacher.get(f"{PREFIX}/screen/{school.code}/")[1]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ORIGIN}, 404),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN}, 403),
    ],
)
def test_forms_are_taken_from_pages_at_the_public_address_alone(school, headers, status):
    answer = Browser(school.proxy.port, "127.0.0.9").post(
        f"{PREFIX}/join/ZZZZZZ/", {"name": "x"}, headers=headers
    )

    assert answer[0] == status


def test_so_are_sockets(school):
    pupil = school.pupil("Dora")

    with school.socket(pupil, "seat") as line:
        assert line.recv(10)
    with pytest.raises(InvalidStatus):
        school.socket(pupil, "seat", origin="https://elsewhere.example")


def test_strangers_are_counted_by_the_address_the_proxy_adds_and_not_by_what_they_claim(school):
    guesser, other = Browser(school.proxy.port, "127.0.0.2"), Browser(school.proxy.port, "127.0.0.3")

    guesses = [
        guesser.get(f"{PREFIX}/join/ZZZZZZ/", headers={"X-Forwarded-For": f"10.9.8.{n}"})[0] for n in range(5)
    ]

    assert guesses == [404, 404, 404, 429, 429]
    assert other.get(f"{PREFIX}/join/ZZZZZZ/")[0] == 404


def test_files_and_pages_without_a_slash_are_found(school):
    assert school.teacher.get(f"{PREFIX}/static/game/app.css")[0] == 200
    assert school.teacher.get(f"{PREFIX}/{school.code}")[2]["location"] == f"{PREFIX}/join/{school.code}/"
    assert school.teacher.get(f"{PREFIX}/nothing/")[0] == 404
    assert school.teacher.get(f"{PREFIX}/healthz")[:2] == (200, "ok\n")


def test_figures_are_for_the_server_s_own_machine_not_for_whom_the_proxy_brings(school):
    assert Browser(school.server.port).get("/metrics")[0] == 200
    assert school.teacher.get(f"{PREFIX}/metrics")[0] == 403


def test_without_the_setting_no_header_of_a_proxy_is_believed(tmp_path: Path):
    with Server.alone(tmp_path, LIMIT_GUESSES_AT_ONCE="3") as server:
        stranger = Browser(server.port)
        told = [
            {"X-Forwarded-For": f"10.9.8.{n}", "X-Forwarded-Proto": "https", "Daphne-Root-Path": PREFIX}
            for n in range(5)
        ]

        guesses = [stranger.get("/join/ZZZZZZ/", headers=headers) for headers in told]
        front = stranger.get("/check/", headers=told[0])

    assert [status for status, _text, _headers in guesses] == [404, 404, 404, 429, 429]
    assert PREFIX not in front[1]
    assert "secure" not in front[2]["set-cookie"].lower()


@pytest.mark.parametrize(
    "given",
    ["school.example", "ftp://school.example", "https://", "https://a b/", "https://x/?q", "https://u:p@x/", "https://x:y/",
     "https://x/a b", "https://x/..", "https://x/teach", "https://x/static/y"],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_said_in_a_sentence(tmp_path, given):
    told = Unstarted(tmp_path, PUBLIC_URL=given).manage("play")

    assert told.returncode == 1
    assert told.stderr.startswith(f"PUBLIC_URL ({given}) ")
    assert len(told.stderr.splitlines()) == 1


class Unstarted(Server):
    def start(self) -> None:
        pass
