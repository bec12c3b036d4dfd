"""Makes the pictures of the README from a played session: `.venv/bin/python -m docs.pictures.make`.

Needs Chromium and the packages of requirements-test.txt. The session is played by the real server in a folder
of its own, which is gone afterwards.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.states import Meeting, device
from tests.server import Person, Server
from tests.services import SERVICES

HERE = Path(__file__).resolve().parent
PHONE, LAPTOP, PROJECTOR = (390, 844), (1180, 720), (1280, 720)
CLASS = 24
NAMES = (
    "Ada", "Ben", "Cem", "Dina", "Eva", "Finn", "Goran", "Hana", "Ilja", "Jana", "Karim", "Lea",
    "Mina", "Noah", "Olga", "Paul", "Quyen", "Rosa", "Sami", "Tomas", "Uma", "Vera", "Wim", "Yara",
)  # fmt: skip
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]  # grey edges make small files


def main() -> None:
    chromium = SERVICES["needs_chromium"].find()
    if not chromium:
        sys.exit("There is no Chromium on this machine to take pictures with.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        server = Server(Path(folder))
        try:
            browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            take_all(browser, server)
            browser.close()
        finally:
            server.stop()


def take_all(browser: Browser, server: Server) -> None:
    """Every picture, at the moment of the lesson that shows its page best."""
    meeting = Meeting(server, joined=CLASS, called=NAMES, pupils=CLASS)
    code, pupil, teacher, anybody = meeting.code, meeting.pupils[0], meeting.teacher, Person(server)
    for name, path in {"home": "/", "join": f"/join/{code}/", "resume": "/resume/"}.items():
        take(browser, anybody, path, name, PHONE)
    for name in ("scenarios", "scenarios/democratic-conference"):
        take(browser, anybody, f"/{name}/", name.rpartition("/")[2].replace("democratic-", ""), LAPTOP)
    take(browser, teacher, "/teach/new/", "new", LAPTOP)
    lines = [person.socket(code) for person in meeting.pupils]  # or the desk would say that they are gone
    for line in lines:
        line.send({"here": True})
    meeting.teach("open_session")
    meeting.go_to("debate")
    for speaker in range(4):
        meeting.do(speaker, "request_floor", purpose="new_point")
    meeting.do(4, "leave_statement", text="We ask for a cabinet that the soldiers can trust.")
    meeting.teach("give_floor", seat=meeting.seat(2))
    take(browser, teacher, f"/teach/{code}/", "desk", LAPTOP)
    meeting.teach("end_turn")
    meeting.go_to("division")
    choices = ["for" if n % 2 else "against" for n in range(CLASS - 6)]
    meeting.vote(*choices, "abstain")
    take(browser, pupil, f"/seat/{code}/", "seat", PHONE)
    take(browser, anybody, f"/screen/{code}/", "screen", PROJECTOR)
    meeting.teach("close_ballot")
    meeting.teach("announce")
    at = meeting.state()["seq"] - 4
    meeting.play_to_the_end()
    take(browser, teacher, f"/outcome/{code}/", "outcome", (1280, 1000))
    take(browser, pupil, f"/replay/{code}/?at={at}", "replay", LAPTOP)
    take(browser, pupil, f"/lab/{code}/", "lab", (1280, 1000))
    take(browser, pupil, f"/minutes/{code}/", "minutes", (1280, 1000))
    take(browser, teacher, "/teach/", "sessions", LAPTOP)
    take(browser, teacher, f"/teach/{code}/records/", "records", LAPTOP)


def take(browser: Browser, person: Person, path: str, name: str, size: tuple[int, int]) -> None:
    context = device(browser, person, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(path)
    page.wait_for_timeout(500)  # what arrives by the socket is drawn
    page.screenshot(path=HERE / f"{name}.png", animations="disabled")
    context.close()


if __name__ == "__main__":
    main()
