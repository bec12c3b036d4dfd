"""A real session on a real server: the teacher sets it up and drives it, pupils join and open sockets."""

import json
import sqlite3
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar

from bench.support import server
from bench.support.browsers import Browser, Post
from bench.support.crowd import Crowd, all_at
from bench.support.server import HOST, Server

SCENARIO = "democratic-conference"
RESERVE = 60
"""Pupils beyond those who are to vote: some of the Conference's persons had no vote."""
AT_ONCE = 20
"""Pupils on their way in at a time, when the way in is not what is measured."""
JOIN_WITHIN = 120.0
"""Seconds."""
A_SCHOOL = 400
"""Pupils that a server lets in at once from one address."""


_signed_in: dict[str, CookieJar] = {}
"""A teacher's link works once: its cookies by the link."""


@dataclass
class Pupil:
    """Who joined: their seat, the cookie that opens it, and the socket once it is open."""

    name: str
    cookie: str
    seat: str = ""
    browser: Browser | None = None


class Refused(Exception):
    """The server refused what a benchmark needs."""


class Hall:
    """One session. `pupils`: those who joined; `ballot`: the id of what was put to the vote."""

    def __init__(self, on: Server, crowd: Crowd):
        self.server = on
        self.crowd = crowd
        self.code = ""
        self.ballot = ""
        self.pupils: list[Pupil] = []
        self.onlookers: list[Browser] = []
        self._cookies = _signed_in.setdefault(on.link, CookieJar())
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),  # nothing leaves this machine
            urllib.request.HTTPCookieProcessor(self._cookies),
            _Stay(),
        )
        if not self._cookies:
            self._ask(on.link, {})

    def new(self, pupils: int) -> None:
        """Set up a session for so many, in the lobby.

        One seat, one vote: in a session by blocs some seats weigh nothing, and their votes change no tally.
        """
        fields = {"scenario": SCENARIO, "pupils": str(pupils), "minutes": "90", "weighting": "seat"}
        self.code = self._ask("/teach/new/", fields).headers["Location"].rstrip("/").rpartition("/")[2]

    def act(self, name: str, **fields: str) -> int:
        """A command of the teacher's; the entry that answered it. Raises Refused."""
        answer = json.load(self._ask(f"/act/{self.code}/", {"act": name, **fields}))
        if not answer["ok"]:
            raise Refused(answer)
        return answer["seq"]

    def state(self) -> dict:
        """The session as its teacher sees it."""
        return json.load(self._ask(f"/state/{self.code}.json"))

    def to_debate(self) -> None:
        """Open the meeting and go on to the first debate."""
        self.act("open_session")
        while self.state()["stage"]["kind"] != "debate":
            self.act("advance_stage")

    def put_question(self, method: str = "show") -> str:
        """Put the Conference's first question, without a clock; the ballot's id."""
        self.act("put_question", question="coalition", method=method, seconds="0")
        self.ballot = self.state()["ballot"]["id"]
        return self.ballot

    def seat(self, pupils: int) -> None:
        """Let so many join by the form, a few at a time."""
        waiting = [f"Pupil {number}" for number in range(pupils)]

        def next_one() -> None:
            if waiting:
                self.join(waiting.pop(0), next_one)

        for _ in range(AT_ONCE):
            next_one()
        self.crowd.until(lambda: len(self.pupils) == pupils, JOIN_WITHIN)
        if len(self.pupils) != pupils:
            raise Refused(f"{len(self.pupils)} of {pupils} could join")

    def join(self, name: str, then) -> None:
        """One pupil posts the form; `then()` once the cookie is there."""

        def seated(status: int, cookie: str) -> None:
            if status != 302 or not cookie:
                raise Refused(
                    f"join was answered with {status}; the server said:\n{server.said(self.server)[-2000:]}"
                )
            self.pupils.append(Pupil(name, cookie))
            then()

        Post(self.crowd, f"/join/{self.code}/", urllib.parse.urlencode({"name": name}), seated)

    def open_socket(self, pupil: Pupil) -> None:
        """The pupil's page opens its socket."""
        pupil.browser = Browser(self.crowd, f"/ws/{self.code}/?as=seat", pupil.cookie)

    def open_sockets(self, pupils: list[Pupil]) -> None:
        """Open them a few at a time, until each was shown everything."""
        for start in range(0, len(pupils), AT_ONCE):
            some = pupils[start : start + AT_ONCE]
            for pupil in some:
                self.open_socket(pupil)
            if not self.crowd.until(all_at([p.browser for p in some], 1), 30):
                raise Refused(f"sockets stay silent; the server said:\n{server.said(self.server)[-2000:]}")

    def look_on(self) -> None:
        """Desk and screen open theirs: they are there in every lesson."""
        self.onlookers = [
            Browser(self.crowd, f"/ws/{self.code}/?as={audience}", self.cookies())
            for audience in ("teach", "screen")
        ]
        if not self.crowd.until(all_at(self.onlookers, 1), 30):
            raise Refused("desk and screen stay silent")

    def cookies(self) -> str:
        """The teacher's, as a browser sends them."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)

    def voters(self, ballot: str) -> list[Pupil]:
        """The pupils with a vote in this ballot: some persons of the meeting had none."""
        put = next(e for e in self.journal() if e["kind"] == "QuestionPut" and e["ballot"] == ballot)
        rows = self._rows("SELECT name, seat FROM game_participant")
        seats = dict(rows)
        for pupil in self.pupils:
            pupil.seat = seats[pupil.name]
        return [pupil for pupil in self.pupils if pupil.seat in put["weights"]]

    def journal(self) -> list[dict]:
        """The session's events as they lie on disk."""
        rows = self._rows(
            "SELECT data FROM game_entry JOIN game_session ON game_session.id = session_id"
            f" WHERE code = '{self.code}' ORDER BY seq"
        )
        return [json.loads(data) for (data,) in rows]

    def _rows(self, query: str) -> list[tuple]:
        database = sqlite3.connect(f"file:{self.server.folder / 'game.sqlite3'}?mode=ro", uri=True)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def _ask(self, path: str, fields: dict[str, str] | None = None):
        request = urllib.request.Request(
            f"http://{HOST}:{self.server.port}{path}",
            data=None if fields is None else urllib.parse.urlencode(fields).encode(),
            headers={"Accept": "application/json"},
        )
        try:
            return self._opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            if error.code == 302:
                return error
            raise Refused(f"{path}: {error.code} {error.read()[:300]!r}") from error


class _Stay(urllib.request.HTTPRedirectHandler):
    """Where a form leads to is read from its answer; the page itself is not fetched."""

    def redirect_request(self, *_: object) -> None:
        return None


def seat_voters(hall: Hall, pupils: int) -> tuple[list[Pupil], str]:
    """A debate with a question put by show of hands and so many voters in their seats, without sockets yet.

    (voters, the ballot's id)
    """
    hall.new(min(pupils + RESERVE, 1000))
    hall.seat(pupils + RESERVE)
    hall.to_debate()
    ballot = hall.put_question()
    voters = hall.voters(ballot)[:pupils]
    if len(voters) < pupils:
        raise Refused(f"only {len(voters)} pupils of {pupils} have a vote")
    return voters, ballot


@contextmanager
def seated(pupils: int) -> Iterator[tuple[Hall, list[Pupil], str]]:
    """The same on a fresh server. (hall, voters, the ballot's id)"""
    everybody = pupils + RESERVE
    with server.game(joins=everybody if everybody > A_SCHOOL else 0) as running, Crowd(running.port) as crowd:
        hall = Hall(running, crowd)
        yield hall, *seat_voters(hall, pupils)


@contextmanager
def full(pupils: int) -> Iterator[tuple[Hall, list[Pupil], str]]:
    """The same with all sockets open, and desk and screen looking on."""
    with seated(pupils) as (hall, voters, ballot):
        hall.open_sockets(voters)
        hall.look_on()
        yield hall, voters, ballot
