"""A class in a room: the teacher, the pupils, and the meeting they play, for tests of live sessions.

The personas: the teacher; pupils by name; a latecomer is a pupil who joins later; a stranger has no cookie.
"""

import threading
import time
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from websockets.exceptions import ConnectionClosed

from game.phrases import SENTENCES
from tests.live.stores import Store
from tests.server import Answer, Line, Person, Server

COMMITTEE = "central-committee-10-october"
QUESTION = "rising"
NAMES = ("Ada", "Ben", "Cem", "Dee", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon")


class Pupil:
    """Somebody with a seat: a browser, and a live socket when they want one."""

    def __init__(self, meeting: "Meeting", name: str):
        self.meeting, self.name = meeting, name
        self.browser = meeting.server.pupil(meeting.code, name)
        self.seat: str = self.state()["me"]["seat"]
        self._ids = count(1)

    def state(self) -> Any:
        return self.browser.state(self.meeting.code)

    def socket(self, server: Server | None = None) -> Line:
        """A live socket that has shown its first push, on this server or another process of it."""
        return self.meeting.line(self.on(server))

    def on(self, server: Server | None) -> Person:
        """The same browser, at another process."""
        if server is None or server is self.browser.server:
            return self.browser
        person = Person(server)
        person.cookies = self.browser.cookies
        return person

    def act(self, act: str, **fields: Any) -> Any:
        """A command by the POST twin: the answer as JSON."""
        return self.browser.act(self.meeting.code, act, **fields).json

    def vote(self, choice: str, ballot: str = "b1", **fields: Any) -> Any:
        return self.act("cast_vote", ballot=ballot, choice=choice, **fields)


class Meeting:
    """A session, its teacher and its pupils. Ends every test that uses it with `check`."""

    def __init__(self, server: Server, teacher: Person, store: Store, **fields: Any):
        self.server, self.teacher, self.store = server, teacher, store
        self.servers = [server]
        self.code = server.session(teacher, **{"scenario": COMMITTEE, "pupils": 4, **fields})
        self._lines: list[Line] = []

    def pupils(self, number: int) -> list[Pupil]:
        return [Pupil(self, name) for name in NAMES[:number]]

    def teach(self, act: str, **fields: Any) -> Any:
        """The teacher gives a command that must succeed."""
        answer = self.teacher.act(self.code, act, **fields).json
        assert answer["ok"], answer
        return answer

    def debate(self) -> None:
        """On to the first debate: speeches, statements and questions are allowed there."""
        self.teach("open_session")
        self.teach("advance_stage")

    def put(self, **fields: Any) -> str:
        """Put the question; the ballot's id."""
        self.teach("put_question", question=QUESTION, seconds=0, **fields)
        return str(self.state()["ballot"]["id"])

    def voting(self, pupils: int = 2, **fields: Any) -> list[Pupil]:
        """So many pupils before an open ballot, b1."""
        found = self.pupils(pupils)
        self.debate()
        assert self.put(**fields) == "b1"
        return found

    def state(self, query: str = "", server: Server | None = None) -> Any:
        """As the teacher sees it."""
        person = Person(server or self.server)
        person.cookies = self.teacher.cookies
        return person.state(self.code, query)

    def seq(self) -> int:
        return int(self.state()["seq"])

    def line(self, person: Person, audience: str = "seat") -> Line:
        """A live socket after its first push, closed at the end of the test."""
        line = person.socket(self.code, audience)
        self._lines.append(line)
        line.receive()
        return line

    def desk(self) -> Line:
        return self.line(self.teacher, "teach")

    def screen(self) -> Line:
        return self.line(Person(self.server), "screen")

    def end(self) -> None:
        for line in self._lines:
            line.close()


def refused(answer: Any, code: str = "") -> str:
    """The sentence of a refusal, after making sure that it is one a pupil can read."""
    if isinstance(answer, Answer):
        answer = answer.json
    assert answer["ok"] is False, answer
    assert answer["refusal"] == (code or answer["refusal"]), answer
    is_plain(answer["message"])
    return str(answer["message"])


def is_plain(sentence: str) -> None:
    """A sentence begins like one, ends like one, and holds no names from the program."""
    assert sentence[0].isupper(), sentence
    assert sentence.endswith((".", "manage.py teacher_link")), sentence
    assert "_" not in sentence.replace("teacher_link", ""), sentence
    assert "%(" not in sentence, sentence
    assert not any(sentence == code for code in SENTENCES), sentence


def pushes(line: Line, seconds: float) -> list[dict[str, Any]]:
    """All pushes of the next so many seconds; answers on the way are passed over."""
    found, until = [], time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        try:
            frame = line.receive(left)
        except TimeoutError:
            break
        if "html" in frame:
            found.append(frame)
    return found


def shown(line: Line, *texts: str, seconds: float = 10) -> dict[str, Any]:
    """The next push that holds all of these texts."""
    until = time.monotonic() + seconds
    while True:
        frame = line.receive(max(0.01, until - time.monotonic()))
        if "html" in frame and all(text in frame["html"] for text in texts):
            return frame


def closing_code(line: Line, seconds: float = 5) -> int:
    """The code with which the server closes this socket; 1006 if it is cut without one."""
    try:
        while True:
            line.receive(seconds)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


def parts(frame: dict[str, Any]) -> set[str]:
    """The ids of the parts in a push."""
    return {piece.split('"')[0] for piece in frame["html"].split('<hx-partial hx-target="#')[1:]}


def part(frame: dict[str, Any], target: str) -> str:
    """The HTML of one part of a push."""
    [found] = [p for p in frame["html"].split("<hx-partial ") if p.startswith(f'hx-target="#{target}"')]
    return str(found)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """All of these in the same instant, as nearly as threads can; their results in order."""
    found: dict[int, Any] = {}
    gate = threading.Barrier(len(deeds))

    def run(number: int) -> None:
        gate.wait()
        found[number] = deeds[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in range(len(deeds))]


def answers(line: Line, ids: Iterable[str], seconds: float = 20) -> dict[str, dict[str, Any]]:
    """The answers to these commands, by id."""
    wanted, found = set(ids), {}
    until = time.monotonic() + seconds
    while wanted - set(found):
        frame = line.receive(max(0.01, until - time.monotonic()))
        if frame.get("id") in wanted:
            assert frame["id"] not in found, f"answered twice: {frame}"
            found[frame["id"]] = frame
    return found


def eventually(deed: Callable[[], Any], seconds: float = 5) -> Any:
    """The first true answer of `deed`, asked again until then."""
    until = time.monotonic() + seconds
    while not (found := deed()):
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)
    return found


def in_one_batch(meeting: "Meeting", *sent: tuple[Line, dict[str, Any]]) -> list[dict[str, Any]]:
    """Send these frames, in this order, so that the room decides them together; their answers."""
    desk = meeting.desk()
    with meeting.store.held(meeting.code):
        # Something has to be on its way to the disk already, for the rest to wait together.
        desk.send({"id": f"hold-{time.monotonic_ns()}", **NOTHING_MUCH})
        time.sleep(0.1)
        for line, frame in sent:
            line.send(frame)
            time.sleep(0.02)
        time.sleep(0.1)
    waiting = [(line, frame["id"]) for line, frame in sent]
    found: dict[int, dict[str, Any]] = {}
    for line in dict.fromkeys(line for line, _ in waiting):
        while left := [n for n, (on, _) in enumerate(waiting) if on is line and n not in found]:
            frame = line.receive()
            if number := next((n + 1 for n in left if waiting[n][1] == frame.get("id")), 0):
                found[number - 1] = frame
    return [found[number] for number in range(len(waiting))]


NOTHING_MUCH = {"act": "say_to_all", "text": "One moment, please."}
"""A command that is always allowed and stands in nobody's way."""
