"""Every page in every state it can be in: accessible, within its width, without an error, light and dark.

The states are made quickly, by the POST twins (`states.py`); each page is then opened in Chromium and looked
at by axe and by a ruler. That the forms work is the business of `test_meeting.py`; here they must be at hand.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.states import SECRETS, Meeting, a_class_that_looks_back, device, watched
from tests.server import Person, Server

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LAPTOP, PHONE, ZOOMED = (1366, 768), (320, 640), (683, 384)
"""ZOOMED is the laptop at 200 %."""
WALLS = ((1280, 720), (1920, 1080))
EVERYTHING = {"resultTypes": ["violations"]}
COLOURS_ONLY = {**EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"
SPELL_OUT = """() => {  // as if translated into a language of longer words that is written from right to left
  document.documentElement.dir = "rtl";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    if (text.parentElement.closest(".code, .where, .own")) continue;
    text.data = text.data.replace(/\\p{L}{4,}/gu, (word) => word + word.slice(-2) + "en");
  }
}"""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const { top, left, bottom, right, width, height } = one.getBoundingClientRect();
  if (width < 2 || height < 2 || one.closest(".visually-hidden, .matter > *")) return false;
  return top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
}).map((one) => `${one.tagName} ${one.id || one.className} ${one.textContent.trim().slice(0, 40)}`)"""
CUT = """() => [...document.querySelectorAll(".screen :is(.page, .matter, .matter > *, .hall, .foot)")]
  .filter((one) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2)
  .map((one) => `${one.id || one.className}: ${one.scrollHeight} in ${one.clientHeight}`)"""

RING = """(wanted) => document.activeElement.matches(wanted)
  && getComputedStyle(document.activeElement).outlineWidth"""

Look = Callable[..., None]


@pytest.fixture(scope="module")
def browser(needs_chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=needs_chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def look(server: Server, browser: Browser) -> Iterator[Look]:
    """`look(path, person)`: opens the page and looks at it closely; what is wrong is told at the end."""
    faults: list[str] = []
    stranger = Person(server)
    pages: dict[tuple[Person, bool], Page] = {}

    def look(path: str, who: Person = stranger, says: str = "", refused: bool = False) -> None:
        if (who, refused) not in pages:
            page = pages[who, refused] = device(browser, who).new_page()
            if not refused:  # a refusal's status is an error on the console
                watched(page, faults)
        page = pages[who, refused]
        resize(page, LAPTOP)
        page.emulate_media(color_scheme="light")
        page.goto(path)
        assert says.lower() in page.locator("body").inner_text().lower(), f"{path} does not say “{says}”"
        faults.extend(f"{path} [{says}]: {fault}" for fault in examine(page))

    yield look
    for page in pages.values():
        page.context.close()
    assert not faults, "\n".join(faults)


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def examine(page: Page) -> Iterator[str]:
    """What is wrong with this page."""
    wall = "/screen/" in page.url
    if wall:
        yield from beyond_the_wall(page)
    page.evaluate(UNFOLD)
    yield from refused_by_axe(page, "light", EVERYTHING)
    yield from refused_by_axe(page, "dark", COLOURS_ONLY)
    if page.locator("h1").count() != 1:
        yield "has not exactly one h1"
    yield from too_wide(page, "")
    page.evaluate(SPELL_OUT)
    yield from too_wide(page, " in long words from the right")
    if wall:
        # Here a part may lose its last line, but nothing may push anything else out of the picture.
        yield from beyond_the_wall(page, " in long words from the right", cut=False)


def refused_by_axe(page: Page, colours: Any, options: dict[str, Any]) -> Iterator[str]:
    page.emulate_media(color_scheme=colours)
    for violation in Axe().run(page, options=options).response["violations"]:
        where = [node["html"][:120] for node in violation["nodes"][:3]]
        yield f"axe, {colours}: {violation['id']} ({violation['help']}): {where}"


def too_wide(page: Page, how: str) -> Iterator[str]:
    for size in (ZOOMED, PHONE):
        resize(page, size)
        if (by := page.evaluate(TOO_WIDE)) > 0:
            yield f"{by} px too wide at {size[0]} px{how}"


def beyond_the_wall(page: Page, how: str = "", cut: bool = True) -> Iterator[str]:
    for size in WALLS:
        resize(page, size)
        for fault in page.evaluate(OUTSIDE) + (page.evaluate(CUT) if cut else []):
            yield f"beyond the picture at {size[0]} × {size[1]}{how}: {fault}"


def test_ways_in(look: Look, server: Server):
    look("/", says="The code on the board")
    look("/resume/", says="Back to my seat")
    look("/teach/", says="For teachers", refused=True)
    look("/nowhere/", says="There is no such page", refused=True)
    look("/join/XXXXXX/", says="There is no session with this code", refused=True)
    look("/scenarios/", says="What can be played")
    look("/scenarios/democratic-conference/", says="The people")
    look("/scenarios/central-committee-10-october/", says="Sources")
    look("/kept/", says="What is kept")
    look("/minutes/XXXXXX/", says="There is no session with this code", refused=True)


def test_refusals_at_the_door(server: Server, browser: Browser):
    """What was typed stays, the reason stands beside the field, and the page is as good as any."""
    meeting = Meeting(server, joined=2, scenario="central-committee-10-october")
    faults: list[str] = []
    page = device(browser, Person(server)).new_page()
    reasons = {"Anna": "already called Anna", "x" * 60: "at most 40", "\u200b ": "Enter a name"}
    for name, reason in reasons.items():
        resize(page, LAPTOP)
        page.goto(f"/join/{meeting.code}/")
        page.fill("#name", name)
        page.click("text=Take a seat")
        assert reason in page.locator("#why").inner_text()
        assert page.input_value("#name") == name
        faults.extend(examine(page))
    meeting.teach("lock_doors", locked="true")
    page.goto(f"/join/{meeting.code}/")
    page.fill("#name", "Late")
    page.click("text=Take a seat")
    assert "The doors are locked" in page.locator("#why").inner_text()
    page.goto("/resume/")
    page.fill("#code", "NONSENSE")
    page.click("text=Take me to my seat")
    assert "No seat has this resume code" in page.locator("#why").inner_text()
    faults.extend(examine(page))
    page.context.close()
    assert not faults, "\n".join(faults)


def test_a_conference(look: Look, server: Server):
    """One meeting from the lobby to the replay, seen from the seats, the wall and the desk."""
    meeting = Meeting(server, joined=3)
    anna, boris, carl = meeting.pupils
    seat, wall, desk = (f"/{page}/{meeting.code}/" for page in ("seat", "screen", "teach"))
    look("/teach/", meeting.teacher, says=meeting.code)
    look("/teach/new/?pupils=28", meeting.teacher, says="Timetable")
    look("/teach/new/?pupils=2", meeting.teacher, says="A class can have from 4")
    look(f"/join/{meeting.code}/", says="Take a seat")
    look(seat, anna, says="Before the meeting")
    look(wall, says=meeting.code)
    look(desk, meeting.teacher, says="Begin the meeting")

    meeting.teach("open_session")
    look(seat, boris, says="Who you are")
    meeting.go_to("caucus")
    look(seat, boris, says="Leave it for the record")
    look(wall, says="Meetings of the groups")

    meeting.go_to("debate")
    for pupil in range(3):
        meeting.do(pupil, "request_floor", purpose="point_of_order")
        meeting.do(pupil, "leave_statement", text="Peace! <b>Now</b>, or at least before winter. " * 8)
    cards = re.findall(r"do-release_card-([\w-]+)", meeting.teacher.get(desk).text)
    for card in cards[:2]:
        meeting.teach("release_card", card=card)
    look(seat, carl, says="You are number 3")
    meeting.teach("give_floor", seat=meeting.seat(0))
    look(seat, anna, says="You have the floor")
    look(wall, says="has the floor")
    look(desk, meeting.teacher, says="End the speech")
    meeting.teach("give_chair", seat=meeting.seat(2))
    look(seat, carl, says="You hold the chair")
    meeting.teach("say_to_all", text="Please go back to your own group and read the second question. " * 4)
    meeting.teach("pause")
    look(seat, boris, says="Paused")
    look(wall, says="Paused")
    meeting.teach("resume")
    meeting.teach("say_to_all", text="")

    meeting.go_to("division")
    ballot = meeting.vote("against")
    look(seat, boris, says="Abstain")
    look(seat, anna, says="Your vote is saved")
    look(wall, says="1 of 3 pupils have voted")
    look(desk, meeting.teacher, says="have not voted yet")
    meeting.do(1, "cast_vote", ballot=ballot, choice="for")
    meeting.teach("close_ballot")
    look(seat, carl, says="The vote is closed")
    look(wall, says="The chair will announce")
    look(desk, meeting.teacher, says="Closed, not announced yet")
    meeting.teach("announce")
    look(seat, boris, says="Carried")
    look(wall, says="Carried")
    look(f"/outcome/{meeting.code}/", meeting.teacher, says="not closed yet")
    look(f"/lab/{meeting.code}/", meeting.teacher, says="not closed yet")
    meeting.play_to_the_end()
    look(f"/lab/{meeting.code}/?step=5&without={meeting.seat(1)}&wish=no-answer", anna, says="Without")
    look(seat, anna, says="The session is closed")
    look(wall, says="Decided so far")
    look(desk, meeting.teacher, says="The session is over")
    look(f"/join/{meeting.code}/", says="This session is closed", refused=True)
    look(f"/outcome/{meeting.code}/", anna, says="You were Lev Kamenev")
    look(f"/replay/{meeting.code}/?at=20", anna, says="Step 20 of")


def test_a_class_that_looks_back(look: Look, server: Server):
    meeting = a_class_that_looks_back(server)
    desk, seat, outcome = (f"/{page}/{meeting.code}/" for page in ("teach", "seat", "outcome"))
    look(seat, meeting.pupils[0], says=SECRETS[0])
    look(seat, meeting.pupils[5], says="Only your teacher reads them")
    meeting.teach("plan_debrief", questions="d25,d27,d1")
    meeting.teach("show_question", question="d25")
    look(desk, meeting.teacher, says="Take down")
    look(f"/screen/{meeting.code}/", says="Your closest vote was on")
    look(seat, meeting.pupils[5], says="Your closest vote was on")
    look(f"{outcome}?names=yes&person={meeting.seat(3)}", meeting.teacher, says="Pupil by pupil")
    meeting.teach("close_session")
    look(outcome, meeting.pupils[0], says="Who was moved, and after what?")


def test_records_of_a_meeting(look: Look, server: Server):
    """What is left: the list with its search, the records, the minutes, and what deletes them."""
    meeting = Meeting(server, joined=5, scenario="central-committee-10-october", pupils=12)
    teacher, records = meeting.teacher, f"/teach/{meeting.code}/records/"
    meeting.teach("open_session")
    meeting.go_to("debate")
    meeting.do(0, "leave_statement", text="Peace! <b>Now</b>, or at least before winter. " * 8)
    meeting.do(0, "request_floor", purpose="new_point")
    meeting.teach("give_floor")
    meeting.teach("end_turn")
    meeting.do(0, "move", text="The windows are opened, and the tea is brought in at last. " * 5)
    meeting.do(1, "second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    look(f"/minutes/{meeting.code}/", teacher, says="not closed yet")
    look(f"/minutes/{meeting.code}/", refused=True)
    meeting.vote("for", "against", motion="m1", method="secret")
    meeting.teach("close_ballot")
    look(f"/minutes/{meeting.code}/", teacher, says="not announced yet")
    meeting.teach("announce")
    meeting.play_to_the_end()
    teacher.post(records, {"act": "label", "label": "Wolfeschlegelsteinhausenbergerdorff, Tuesday"})
    look("/teach/", teacher, says="Tuesday")
    look("/teach/?q=nothing+of+this", teacher, says="Nothing found")
    look("/teach/?archived=1", teacher, says="The archive is empty")
    look("/teach/keeping/", teacher, says="0 means: never by itself")
    look(records, teacher, says="Delete the whole session")
    look(f"/minutes/{meeting.code}/", says="How it ended")
    look(f"/minutes/{meeting.code}/?names=1", teacher, says="(Anna)")
    teacher.post(records, {"act": "forget", "sure": "yes"})
    look(records, teacher, says="There are no pupils’ names here")


def test_a_deletion_is_asked_twice_without_javascript(server: Server, browser: Browser):
    """The page that asks is as good as any; only its own button deletes."""
    meeting = Meeting(server, joined=2, scenario="central-committee-10-october")
    page = device(browser, meeting.teacher, java_script_enabled=False).new_page()
    page.goto(f"/teach/{meeting.code}/records/")
    page.get_by_role("button", name="Delete the pupils’ names").click()
    assert "lose their seats at once" in page.locator(".notice").inner_text()
    page.get_by_role("link", name="No, go back").click()
    assert "2 names" in page.locator("#forget-form").inner_text()
    page.get_by_role("button", name="Delete the whole session").click()
    page.get_by_role("button", name="Delete the session").click()
    assert f"Session {meeting.code} is deleted." in page.locator("[role=status]").first.inner_text()
    assert page.locator(f"#session-{meeting.code}").count() == 0
    page.context.close()


def test_a_secret_vote_in_the_committee(look: Look, server: Server):
    meeting = Meeting(server, joined=13, scenario="central-committee-10-october", pupils=13)
    meeting.teach("open_session")
    meeting.go_to("division")
    meeting.vote("for", method="secret")
    look(f"/seat/{meeting.code}/", meeting.pupils[0], says="Your secret vote is in the box")
    look(f"/seat/{meeting.code}/", meeting.pupils[1], says="This vote is secret")
    look(f"/screen/{meeting.code}/", says="1 of")
    rows = {row["id"]: row for row in meeting.state()["seats"]}
    [secretary] = [n for n in range(13) if not rows[meeting.seat(n)]["votes"]]
    look(f"/seat/{meeting.code}/", meeting.pupils[secretary], says="a voice in this meeting, but no vote")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    look(
        f"/lab/{meeting.code}/",
        meeting.teacher,
        says="What if the other way had been put first?",
    )


def test_the_longest_matters_are_not_cut_on_the_wall(look: Look, server: Server):
    meeting = Meeting(server, joined=5, pupils=5)
    wall = f"/screen/{meeting.code}/"
    meeting.teach("open_session")
    meeting.go_to("debate")
    words = "those who own everything and had no part whatever in the Kornilov affair, nor in any other " * 4
    meeting.do(0, "move", amends="whole", how="replace", passage="middle-class elements", text=words)
    for pupil in (1, 2):
        meeting.do(pupil, "second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    look(wall, says="1 motion before the meeting")

    meeting.teach("put_question", motion="m1", method="roll_call", calls="faction", seconds=0)
    meeting.teach("call_next")
    look(wall, says="Called now")
    meeting.do(3, "request_floor", purpose="support")
    meeting.teach("give_floor")
    look(wall, says="has the floor")

    for act in ("end_turn", "close_ballot", "announce"):
        meeting.teach(act)
    meeting.vote("soviets>no-kadets", "with-kadets", "no-kadets>soviets", question="which-government")
    for act in ("close_ballot", "announce"):
        meeting.teach(act)
    meeting.teach("say_to_all", text="Please go back to your own group and read the second question. " * 4)
    look(wall, says="Chosen:")


def test_a_large_class_and_a_lecture_hall(look: Look, server: Server):
    crowd = Meeting(server, joined=70, pupils=70)
    look(f"/teach/{crowd.code}/", crowd.teacher, says="70 of 70 are in")
    look(f"/seat/{crowd.code}/", crowd.pupils[-1], says="What your side wants")  # a delegate without a person
    hall = Meeting(server, joined=4, pupils=300)
    hall.teach("open_session")
    hall.go_to("debate")
    hall.go_to("division")
    hall.vote("for")
    look(f"/screen/{hall.code}/", says="1 of 4")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the wanted thing has the focus, and see that the focus is shown."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            break
    ring = page.evaluate(RING, selector)
    assert ring == "3px", f"{selector} can't be reached, or nobody sees that it was"


def test_with_the_keyboard_alone(server: Server, browser: Browser):
    """A pupil joins, asks for the floor, looks up a source and votes, and never touches a mouse."""
    meeting = Meeting(server, joined=1)
    page = device(browser, Person(server)).new_page()
    page.goto("/")
    tab_to(page, "#code")
    page.keyboard.type(meeting.code.lower() + "\n")
    page.wait_for_url("**/join/*/")
    tab_to(page, "#name")
    page.keyboard.type("Tabea\n")
    page.wait_for_selector("#connection[data-is=connected]", state="attached")
    tab_to(page, "#my-person .proof button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".about-source:popover-open")
    page.keyboard.press("Escape")
    meeting.teach("open_session")
    meeting.go_to("debate")
    page.wait_for_selector("#ask-for-floor")
    tab_to(page, "#ask-for-floor button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#do-withdraw_request")
    meeting.go_to("division")
    meeting.vote()
    page.wait_for_selector("#my-vote button[value=against]")
    page.locator("body").press("Control+Home")
    page.reload()
    tab_to(page, "#my-vote button[value=against]")
    page.keyboard.press("Space")
    page.wait_for_selector("#my-vote .receipt:has-text('Against')")
    assert page.evaluate("document.activeElement.value") == "against"
    page.context.close()


TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SPOKEN = re.compile(
    r"\b(?:aria-label|aria-valuetext|alt|title|placeholder|label|data-(?:say_\w+|\d+|sending|saved|refused|confirm))=\"([^\"]*)\""
)


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_every_word_goes_through_gettext(template: Path):
    """What is left of a template without its tags, its translated blocks and the data's values has no word.

    Looked at in the source, not on pages, so that no branch is missed.
    """
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", template.read_text(), flags=re.S)
    text = re.sub(r"\{% block (body|page)_class %\}.*?\{% endblock %\}", "", text)
    text = re.sub(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", "", text, flags=re.S)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
    spoken = " ".join(SPOKEN.findall(text))
    shown = re.sub(r"<(script|code)\b.*?</\1>", "", text, flags=re.S)
    # An attribute may hold ">" within its quotes.
    shown = re.sub(r"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", " ", shown)
    shown = re.sub(r"[\w-]+=\"[^\"]*\"", " ", shown)  # attributes alone, for the body of a live page
    assert not re.findall(r"\w{2,}", spoken + shown), template.name
