"""A class of bots plays a meeting to each of its endings on a real server, and photographs what all see.

python3 -m tests.endings FOLDER [MEETING] [--pupils 20 28] [--only ENDING]

Who has to be moved the prover knows, as for `simulate --to`. These are moved here by a speech or a bargain,
vote against what their person believed, and say what moved them; of all others most vote as their person
believed, and every fifth is silent. Half of the class votes through sockets, half by forms. Files are named
by ending, class and page: `coalition-open-28-outcome.png`. An ending that does not come is an error.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from debate.afterwards.debrief import chapters_of
from debate.ids import QuestionId, SeatId
from debate.prover.hall import PlayedHall
from debate.prover.proof import ways
from debate.prover.walk import CourseVote
from debate.scenario import Outcome, Scenario
from tests.browser.states import Meeting, device
from tests.pictures import LAPTOP, PHONE, SETTLED, WALL
from tests.server import Line, Person, Server

SILENT = 5
"""Of so many who need not be moved one says nothing."""
LONGEST = 14_000
"""Pixels of a page from top to bottom that one picture holds."""


class Bots(Meeting):
    """A class in which everybody is played. `lines`: sockets of every second pupil, by number."""

    def __init__(self, server: Server, slug: str, pupils: int):
        names = [f"Pupil {n + 1}" for n in range(pupils)]
        super().__init__(server, pupils, names, scenario=slug, pupils=pupils, minutes=50, lessons=2)
        self.number = {self.seat(n): n for n in range(pupils)}
        self.lines: dict[int, Line] = {n: self.pupils[n].socket(self.code) for n in range(0, pupils, 2)}
        self._sent = 0

    def act(self, seat: SeatId, act: str, **fields: Any) -> None:
        """What this pupil does, by the way that is theirs; it has to succeed."""
        number = self.number[seat]
        if number not in self.lines:
            self.do(number, act, **fields)
            return
        self._sent += 1
        answer = self.lines[number].act(f"bot-{self._sent}", act, **fields)
        assert answer["ok"], (act, fields, answer)

    def speak(self, seat: SeatId) -> None:
        """Somebody asks for the floor, speaks, and is done."""
        self.act(seat, "request_floor")
        self.teach("give_floor", seat=seat)
        self.teach("end_turn")

    def leave(self) -> None:
        for line in self.lines.values():
            line.close()


class Camera:
    """The wall and a phone stay open all along; other pages are opened when they are photographed."""

    def __init__(self, browser: Browser, bots: Bots, seat: SeatId, folder: Path, name: str):
        self.browser, self.bots, self.folder, self.name = browser, bots, folder, name
        self.pupil = bots.pupils[bots.number[seat]]
        self.wall = self._live(Person(bots.server), f"/screen/{bots.code}/", WALL)
        self.phone = self._live(self.pupil, f"/seat/{bots.code}/", PHONE)

    def take(self, moment: str) -> None:
        """Wall and phone."""
        for which, page in (("wall", self.wall), ("phone", self.phone)):
            page.wait_for_timeout(SETTLED)
            page.screenshot(path=self.folder / f"{self.name}-{moment}-{which}.png")

    def look_back(self) -> None:
        """The pages of afterwards, each from top to bottom, the outcome on a phone, too; and the papers."""
        code, teacher = self.bots.code, self.bots.teacher
        for which, person, path, size in (
            ("outcome", teacher, f"/outcome/{code}/", LAPTOP),
            ("outcome-phone", self.pupil, f"/outcome/{code}/", PHONE),
            ("lab", teacher, f"/lab/{code}/", LAPTOP),
            ("replay", teacher, f"/replay/{code}/?at={self.bots.state()['seq'] - 4}", LAPTOP),
            ("minutes", teacher, f"/minutes/{code}/", LAPTOP),
            ("print", teacher, f"/teach/{code}/print/", LAPTOP),
        ):
            context = device(self.browser, person, viewport=size)
            page = context.new_page()
            page.on("pageerror", lambda error, path=path: print(f"{path}: {error}", file=sys.stderr))
            if which == "print":
                page.emulate_media(media="print")
            page.goto(path)
            page.wait_for_timeout(SETTLED)
            height = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
            clip = {"x": 0, "y": 0, "width": size["width"], "height": height}
            page.screenshot(path=self.folder / f"{self.name}-{which}.png", full_page=True, clip=clip)
            context.close()

    def close(self) -> None:
        for page in (self.wall, self.phone):
            page.context.close()

    def _live(self, person: Person, path: str, size: dict[str, int]) -> Page:
        page = device(self.browser, person, viewport=size).new_page()
        page.on("pageerror", lambda error: print(f"{path}: {error}", file=sys.stderr))
        page.goto(path)
        page.wait_for_selector("#connection[data-is=connected]", state="attached")
        return page


class Play:
    """One class on its way to one ending. `course`: its votes, by question."""

    def __init__(self, bots: Bots, scenario: Scenario, course: tuple[CourseVote, ...]):
        self.bots, self.scenario = bots, scenario
        self.course: dict[QuestionId, CourseVote] = {step.question: step for step in course}
        moved = [seat for step in course for seat in step.moves if seat in bots.number]
        self.speaker, self.listener = self._two(moved)
        # A pupil has one page: this one's is photographed.
        if line := bots.lines.pop(bots.number[self.listener], None):
            line.close()

    def _two(self, moved: list[SeatId]) -> tuple[SeatId, SeatId]:
        """Somebody who is not moved, and somebody who is."""
        others = [seat for seat in self.bots.number if seat not in moved]
        voters = {seat["id"] for seat in self.bots.state()["seats"] if seat["votes"]}
        speaker = next(seat for seat in others if seat in voters)
        return speaker, next(iter(moved), next(seat for seat in others if seat != speaker and seat in voters))

    def run(self, camera: "Camera") -> str:
        """The meeting from the opening to the close; the id of its ending."""
        bots, self.camera = self.bots, camera
        bots.teach("open_session")
        while bots.state()["stage"]["kind"] != "debrief":
            stage = bots.state()["stage"]
            if stage["kind"] == "caucus":
                self._bargain()
            if stage["kind"] == "debate":
                bots.speak(self.speaker)
            self._divide(stage)
            for question in self._left_out():
                self._put(question)
            bots.teach("advance_stage")
        camera.take("debrief")
        for chapter in chapters_of(self.scenario):
            bots.teach("show_chapter", chapter=chapter)
            camera.take(f"debrief-{chapter}")
        bots.teach("close_session")
        camera.take("end")
        camera.look_back()
        camera.close()
        bots.leave()
        return str(bots.state()["outcome"]["id"])

    def _divide(self, stage: dict[str, Any]) -> None:
        decided = {row["question"] for row in self.bots.state()["divisions"]}
        question = stage.get("question")
        if stage["kind"] == "division" and question in self.course and question not in decided:
            self._put(question)

    def _left_out(self) -> list[QuestionId]:
        """Questions on the way for which the agenda of this lesson has no time, and that may be put now."""
        state = self.bots.state()
        decided = {row["question"] for row in state["divisions"]}
        return [
            question
            for question in self.course
            if self.scenario.question(question).optional
            and question not in decided
            and question != state["stage"].get("question")
            and set(list(self.course)[: list(self.course).index(question)]) <= decided
        ]

    def _bargain(self) -> None:
        """The speaker asks the listener for a vote on the first question, and gives one on the last."""
        first, *_, last = [q for q in self.course if not self.scenario.question(q).alternatives] or ["", ""]
        if len(self.course) < 2 or first == last or self.bots.state().get("bargains"):
            return
        step = self.course[first]
        ask = step.moves.get(self.listener) or "abstain"
        offer = {"ask": f"{first}:{ask}", "give": f"{last}:abstain"}
        self.bots.act(self.speaker, "offer_bargain", to=self.listener, **offer)
        self.camera.take("offer")
        self.bots.act(self.listener, "accept_bargain", bargain="g1")

    def _put(self, question: QuestionId) -> None:
        step, bots = self.course[question], self.bots
        asked = bots.teacher.act(bots.code, "put_question", question=question, seconds=0).json
        if asked.get("refusal") == "no_questions_now":
            return  # In a later stage, perhaps.
        assert asked["ok"], (question, asked)
        put = bots.state()["ballot"]
        self.camera.take(f"{question}-asked")
        spoken = 0
        for seat in bots.number:
            choice = step.moves.get(seat)
            stand = step.vote.stands.get(seat)
            if choice is None and stand is not None:
                spoken += 1
                choice = None if spoken % SILENT == 0 else stand.vote
            if choice is not None:
                bots.act(seat, "cast_vote", ballot=put["id"], choice=choice)
        bots.teach("close_ballot")
        bots.teach("announce")
        for number, seat in enumerate(seat for seat in step.moves if seat in bots.number):
            told = {"what": "speaker", "whom": self.speaker} if number % 2 else {"what": "mind"}
            bots.pupils[bots.number[seat]].act(bots.code, "say_what_moved", ballot=put["id"], **told)
        self.camera.take(f"{question}-result")


def plays(scenario: Scenario, pupils: int) -> list[tuple[Outcome, tuple[CourseVote, ...]]]:
    """Every ending with the way to it; where none has to be walked, the clock brings it."""
    found = {way.ending: way.course.steps for way in ways(PlayedHall(scenario, pupils))}
    return [(ending, found.get(ending.id, ())) for ending in scenario.outcomes]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("meeting", nargs="?", default="democratic-conference")
    parser.add_argument("--pupils", type=int, nargs="+", default=[20, 28])
    parser.add_argument("--only", nargs="+", default=[])
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    scenario = _scenario(given.meeting)
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    missed = []
    with (
        tempfile.TemporaryDirectory() as data,
        Server.alone(Path(data)) as server,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for pupils in given.pupils:
            for ending, course in plays(scenario, pupils):
                if given.only and ending.id not in given.only:
                    continue
                bots = Bots(server, given.meeting, pupils)
                play = Play(bots, scenario, course)
                name = f"{ending.id}-{pupils}"
                came = play.run(Camera(browser, bots, play.listener, given.folder, name))
                print(f"{pupils} pupils, {ending.id}: {came}", flush=True)
                missed += [ending.id] if came != ending.id else []
        browser.close()
    if missed:
        raise SystemExit(f"Not reached: {', '.join(missed)}")


def _scenario(slug: str) -> Scenario:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    django.setup()
    from game.scenarios import versions

    return versions.offered()[slug]


if __name__ == "__main__":
    main()
