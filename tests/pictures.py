"""Photographs of a lesson: every surface at every moment, for people to look at.

python3 -m tests.pictures FOLDER [MEETING] [--dark]

A real server plays the meeting; a pupil's phone in two sizes and on a laptop, the desk on a laptop, and the
wall at projector size are photographed at each moment of `moments`, one file each: `12-vote-phone.png`; then,
whole, the pages before and after a lesson: `page-outcome-phone.png`."""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.states import Meeting, device
from tests.server import Person, Server

PHONE, SMALL = {"width": 390, "height": 844}, {"width": 320, "height": 640}
LAPTOP, WALL = {"width": 1366, "height": 768}, {"width": 1280, "height": 720}
PUPILS = 8
SETTLED = 700
"""Milliseconds after a push until a page stands still."""


def moments(meeting: Meeting) -> Iterator[str]:
    """A whole lesson, moment by moment, named. The first pupil is the one whose phone is photographed."""
    yield "lobby"
    for frame in range(1, _frames(meeting) + 1):
        meeting.teach("put_on_wall", what="frame", which=str(frame))
        if frame in (1, _frames(meeting)):
            yield f"story-{frame}"
    meeting.teach("open_session")
    yield "reading"
    meeting.go_to("caucus")
    meeting.do(0, "caucus_say", text="Who speaks first?")
    meeting.do(1, "caucus_say", text="I do, if nobody minds.")
    yield "caucus"
    meeting.go_to("debate")
    yield "debate"
    first, second = [row["id"] for row in meeting.state()["questions"] if not row.get("alternatives")][:2]
    offer = {"ask": f"{first}:abstain", "give": f"{second}:for"}
    meeting.do(1, "offer_bargain", to=meeting.seat(0), **offer)
    yield "an offer comes"
    meeting.do(0, "accept_bargain", bargain="g1")
    for pupil in (2, 1, 0):
        meeting.do(pupil, "request_floor")
    yield "on the list"
    meeting.teach("give_floor")
    meeting.do(0, "react", reaction="applause")
    meeting.do(3, "react", reaction="protest")
    yield "another speaks"
    meeting.teach("give_floor", seat=meeting.seat(0))
    yield "you have the floor"
    for document in _documents(meeting):
        meeting.teach("put_on_wall", what="document", which=document)
        yield f"read aloud {document}"
    meeting.teach("put_on_wall")
    meeting.do(0, "cite_document", document=meeting.state()["documents"][0]["id"])
    yield "an appeal"
    meeting.teach("end_turn")
    meeting.do(1, "move", text="The Conference asks for an early peace.")
    yield "moved"
    motion = meeting.state()["motions"][0]["id"]
    for pupil in (2, 3):
        meeting.do(pupil, "second", motion=motion)
    yield "seconded"
    meeting.teach("rule_out", motion=motion, reason="It is not what we are here for.")
    card = _card(meeting)
    meeting.teach("release_card", card=card)
    yield "news for all"
    meeting.teach("put_on_wall")
    meeting.teach("pause")
    yield "pause"
    meeting.teach("pause", sleeps="true")
    yield "the lesson ends"
    meeting.teach("resume")
    meeting.go_to("division")
    yield "a question comes"
    meeting.teach("put_question", closes="false")
    ballot = str(meeting.state()["ballot"]["id"])
    yield "vote"
    for pupil, choice in enumerate(["for", "against", "against", "abstain"]):
        meeting.do(pupil, "cast_vote", ballot=ballot, choice=choice)
    yield "voted"
    meeting.teach("close_ballot")
    yield "closed"
    for step in (1, 2, 3):
        state = meeting.state()["ballot"]
        if state["announced"]:
            break
        meeting.teach("reveal", step=step)
        yield f"reveal-{step}"
    meeting.teach("undo")
    meeting.teach("announce")
    yield "result"
    yield from _roll(meeting)
    yield from _afterwards(meeting)


def _roll(meeting: Meeting) -> Iterator[str]:
    """The next division, called name by name."""
    while meeting.state()["stage"]["kind"] != "division" or meeting.state()["stage"]["question"] in {
        row["question"] for row in meeting.state()["divisions"]
    }:
        if meeting.state()["stage"]["kind"] in ("out_of_role", "debrief"):
            return
        meeting.teach("advance_stage")
    meeting.teach("put_question", calls="seating")
    yield "roll put"
    meeting.teach("call_next")
    yield "called"
    ballot = meeting.state()["ballot"]
    offered = [row["id"] for row in ballot.get("alternatives", ())]
    meeting.do(0, "cast_vote", ballot=ballot["id"], choice=offered[-1] if offered else "against")
    yield "roll goes on"
    meeting.teach("close_ballot")
    meeting.teach("announce")


def _afterwards(meeting: Meeting) -> Iterator[str]:
    while meeting.state()["stage"]["kind"] != "debrief":
        stage = meeting.state()["stage"]
        decided = {row["question"] for row in meeting.state()["divisions"]}
        if stage.get("question") and stage["question"] not in decided:
            meeting.vote("for", "against")
            meeting.teach("close_ballot")
            meeting.teach("announce")
        meeting.teach("advance_stage")
        if meeting.state()["stage"]["kind"] == "out_of_role":
            yield "out of role"
    for chapter in (
        "guess",
        "halls",
        "person",
        "turning_points",
        "lab",
        "evidence",
        "otherwise",
        "take_away",
    ):
        meeting.teach("show_chapter", chapter=chapter)
        yield f"debrief {chapter}"
    meeting.teach("close_session")
    yield "end"


def _frames(meeting: Meeting) -> int:
    found = re.findall(r'data-frame="(\d+)"', meeting.teacher.get(f"/teach/{meeting.code}/").text)
    return len(set(found))


def _documents(meeting: Meeting) -> list[str]:
    """A text of the time that can be read aloud, and the figures, as far as there are any."""
    page = meeting.teacher.get(f"/teach/{meeting.code}/").text
    found = re.findall(r'id="read-document-([\w-]+)"', page)
    return found[:2]


def _card(meeting: Meeting) -> str:
    cards = re.findall(r"do-release_card-([\w-]+)", meeting.teacher.get(f"/teach/{meeting.code}/").text)
    return cards[0]


def pages(code: str, meeting: str) -> dict[str, tuple[bool, str]]:
    """What is looked at before and after a lesson: is it the teacher's, and where is it."""
    return {
        "home": (False, "/"),
        "scenarios": (False, "/scenarios/"),
        "scenario": (False, f"/scenarios/{meeting}/"),
        "outcome": (False, f"/outcome/{code}/"),
        "lab": (False, f"/lab/{code}/"),
        "replay": (False, f"/replay/{code}/"),
        "minutes": (False, f"/minutes/{code}/"),
        "pack": (True, f"/teach/{code}/print/?only=seating"),
        "records": (True, f"/teach/{code}/records/"),
        "new": (True, "/teach/new/"),
        "sessions": (True, "/teach/"),
    }


class Photographer:
    """Four open pages of one lesson."""

    def __init__(self, browser: Browser, meeting: Meeting, folder: Path, scheme: str):
        self.folder, self.number = folder, 0
        code, seat = meeting.code, meeting.seat(0)
        self.pages = {
            "phone": _open(browser, meeting.pupils[0], f"/seat/{code}/", PHONE, scheme),
            "wall": _open(browser, Person(meeting.server), f"/screen/{code}/", WALL, scheme),
            "desk": _open(browser, meeting.teacher, f"/teach/{code}/", LAPTOP, scheme),
        }
        assert seat

    def take(self, moment: str) -> None:
        """One picture of each."""
        self.number += 1
        name = f"{self.number:02}-{moment.replace(' ', '-')}"
        for which, page in self.pages.items():
            page.wait_for_timeout(SETTLED if which == "phone" else 50)
            page.screenshot(path=self.folder / f"{name}-{which}.png")
        phone = self.pages["phone"]
        phone.set_viewport_size(SMALL)
        phone.screenshot(path=self.folder / f"{name}-small.png")
        phone.set_viewport_size(LAPTOP)
        phone.screenshot(path=self.folder / f"{name}-laptop.png")
        phone.set_viewport_size(PHONE)

    def take_page(self, name: str, path: str, teaches: bool) -> None:
        """A whole page on a phone and on a laptop."""
        page = self.pages["desk" if teaches else "phone"]
        page.goto(path, wait_until="networkidle")
        for kind, size in (("phone", PHONE), ("laptop", LAPTOP)):
            page.set_viewport_size(size)
            page.wait_for_timeout(SETTLED)
            page.screenshot(path=self.folder / f"page-{name}-{kind}.png", full_page=True)


def _open(browser: Browser, person: Person, path: str, size: dict[str, int], scheme: str) -> Page:
    page = device(browser, person, viewport=size, color_scheme=scheme).new_page()
    page.on("pageerror", lambda error: print(f"{path}: {error}", file=sys.stderr))
    page.goto(path)
    page.wait_for_selector("#connection[data-is=connected]", state="attached")
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("meeting", nargs="?", default="democratic-conference")
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    with (
        tempfile.TemporaryDirectory() as data,
        Server.alone(Path(data)) as server,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        meeting = Meeting(server, joined=PUPILS, scenario=given.meeting, pupils=12)
        camera = Photographer(browser, meeting, given.folder, "dark" if given.dark else "light")
        for moment in moments(meeting):
            camera.take(moment)
        for name, (teaches, path) in pages(meeting.code, given.meeting).items():
            camera.take_page(name, path, teaches)
        browser.close()


if __name__ == "__main__":
    main()
