"""Meetings brought into every state their pages can be in: for looking at pages, not for playing.

Everything is done by the POST twins, which is quick; pages are then opened with the cookies of whoever they
belong to.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.server import Person, Server

LONG_NAME = ("Wolfeschlegelsteinhausenbergerdorff-Ñandú" * 2)[:80]
NAMES = ["Anna", "Борис", "🙂 Carl", "שרה לוי", LONG_NAME, "Dee", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon"]


class Meeting:
    """A session with its teacher and pupils, steered step by step."""

    def __init__(self, server: Server, joined: int = 3, called: Sequence[str] = NAMES, **fields: Any):
        self.server = server
        self.teacher = server.teacher()
        self.code = server.session(self.teacher, **fields)
        names = (called[n] if n < len(called) else f"Pupil {n}" for n in count())
        self.pupils = [server.pupil(self.code, next(names)) for _ in range(joined)]

    def teach(self, act: str, **fields: Any) -> None:
        """The teacher's command, which has to succeed."""
        answer = self.teacher.act(self.code, act, **fields).json
        assert answer["ok"], (act, fields, answer)

    def do(self, pupil: int, act: str, **fields: Any) -> None:
        """A pupil's command, which has to succeed."""
        answer = self.pupils[pupil].act(self.code, act, **fields).json
        assert answer["ok"], (act, fields, answer)

    def state(self) -> Any:
        return self.teacher.state(self.code, "?as=teach")

    def seat(self, pupil: int) -> str:
        return str(self.pupils[pupil].state(self.code)["me"]["seat"])

    def go_to(self, kind: str) -> None:
        """On to the next stage of this kind, at least one further."""
        self.teach("advance_stage")
        while self.state()["stage"]["kind"] != kind:
            self.teach("advance_stage")

    def vote(self, *choices: str, **fields: Any) -> str:
        """Put the stage's question, or the one named, and let the first pupils vote; the ballot's id. Where
        one of several is chosen, who is for it names the first of them, and whoever is not the last."""
        self.teach("put_question", **fields)
        put = self.state()["ballot"]
        ballot, offered = str(put["id"]), [row["id"] for row in put.get("alternatives", ())]
        named = {"for": offered[0], "against": offered[-1]} if put["method"] == "one_of_several" else {}
        for pupil, choice in enumerate(choices):
            self.do(pupil, "cast_vote", ballot=ballot, choice=named.get(choice, choice))
        return ballot

    def play_to_the_end(self) -> None:
        """Every later stage; its question, where it has one, is carried by the pupils."""
        while self.state()["status"] != "closed":
            stage = self.state()["stage"]
            decided = {row["question"] for row in self.state()["divisions"]}
            if stage.get("question") and stage["question"] not in decided:
                self.vote("for", "against")
                self.teach("close_ballot")
                self.teach("announce")
            self.teach("close_session" if stage["kind"] == "debrief" else "advance_stage")


def device(browser: Browser, person: Person | None = None, **options: Any) -> BrowserContext:
    """A browser with somebody's cookies, or a stranger's."""
    context = browser.new_context(base_url=person.server.url if person else None, **options)
    if person:
        context.add_cookies(
            [
                {"name": cookie.name, "value": str(cookie.value), "url": person.server.url}
                for cookie in person.cookies
            ]
        )
    return context


def watched(page: Page, faults: list[str]) -> Page:
    """From now on errors and breaches of the content policy in this page go into `faults`."""
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", lambda said: _is_fault(said) and faults.append(f"{page.url}: {said.text}"))
    return page


def _is_fault(said: ConsoleMessage) -> bool:
    """That a form was refused without a script is told by its page, and by Chromium on the console."""
    refused = "/act/" in said.location["url"] and "status of 409" in said.text
    return said.type == "error" and not refused


SECRETS = ("I was afraid to speak against my friends.", "Next time I would ask for the floor first.")
"""What two pupils write in their reflections."""


def a_class_that_looks_back(server: Server) -> Meeting:
    """Twelve pupils of the Conference in their debrief: they leaned, bargained, spoke, voted, reflected."""
    meeting = Meeting(server, joined=12, pupils=12)
    meeting.teach("open_session")
    meeting.go_to("caucus")
    for pupil in range(12):
        meeting.do(pupil, "set_leaning", question="coalition", value=str((pupil * 3) % 5 - 2))
    _envoys_talk(meeting)
    meeting.go_to("debate")
    meeting.do(0, "leave_statement", text="Whoever governs must end the war.")
    _speaks(meeting, 1)
    for pupil in (0, 2, 4, 5, 8):
        meeting.do(pupil, "set_leaning", question="coalition", value="2")
    card = next(card["id"] for card in meeting.state()["cards"]) if meeting.state()["cards"] else ""
    _speaks(meeting, 3)
    for pupil in (6, 7, 9):
        meeting.do(pupil, "set_leaning", question="coalition", value="-2" if card else "-1")
    for pupil in range(3):
        meeting.do(pupil, "set_leaning", question="without-kadets", value="-1")
    _moves(meeting)
    _goes_on_to(meeting, "debrief")
    for pupil, text in enumerate(SECRETS):
        meeting.do(pupil, "reflect", text=text)
    return meeting


def _envoys_talk(meeting: Meeting) -> None:
    factions = [pupil.state(meeting.code)["me"]["role"]["faction"] for pupil in meeting.pupils]
    other = next(n for n, faction in enumerate(factions) if faction != factions[0])
    for pupil in (0, other):
        meeting.do(pupil, "name_envoy", envoy=meeting.seat(pupil))
    meeting.do(0, "caucus_say", to=factions[other], text="We give you the Kadets, you give us the land.")


def _speaks(meeting: Meeting, pupil: int) -> None:
    meeting.teach("give_floor", seat=meeting.seat(pupil))
    meeting.teach("end_turn")


def _moves(meeting: Meeting) -> None:
    """A motion of the class, which the record does not know."""
    meeting.do(2, "move", text="The hall asks for bread before everything else.")
    for pupil in range(3, 12):
        if meeting.state()["motions"][0]["state"] == "moved":
            meeting.pupils[pupil].act(meeting.code, "second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    meeting.vote("for", "for", "against", motion="m1")
    meeting.teach("close_ballot")
    meeting.teach("announce")


def _goes_on_to(meeting: Meeting, kind: str) -> None:
    """On to a stage of this kind; on the way nine pupils vote on every question, the others do not."""
    while meeting.state()["stage"]["kind"] != kind:
        stage = meeting.state()["stage"]
        decided = {row["question"] for row in meeting.state()["divisions"]}
        if stage.get("question") and stage["question"] not in decided:
            ways = ("for", "against", "for", "against", "abstain", "for", "for", "against", "for")
            meeting.vote(*ways)
            meeting.teach("close_ballot")
            meeting.teach("announce")
        meeting.teach("advance_stage")
