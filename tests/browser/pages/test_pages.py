"""Pages without a meeting, and forms that refuse: accessible, within their width, without an error.

Each page in the course of a meeting is looked at in `test_pages_*.py`, a file for each so that they can run
beside each other. That the forms work is the business of `test_meeting.py`.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages.looking import LAPTOP, Look, examine, resize
from tests.browser.states import Meeting, device
from tests.server import Person, Server

RING = """(wanted) => document.activeElement.matches(wanted)
  && getComputedStyle(document.activeElement).outlineWidth"""


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
    reasons = {"Anna": "already called Anna", "x" * 100: "at most 80", "\u200b ": "Enter a name"}
    for name, reason in reasons.items():
        resize(page, LAPTOP)
        page.goto(f"/join/{meeting.code}/")
        page.fill("#name", name)
        page.click("text=Take a seat")
        assert reason in page.locator("#name_error").inner_text()
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
    assert "No seat has this resume code" in page.locator("#code_error").inner_text()
    faults.extend(examine(page))
    page.context.close()
    assert not faults, "\n".join(faults)


def told(page: Page, field: str) -> str:
    """What a screen reader reads out with this field, once it was refused."""
    place = page.locator(f"#{field}")
    assert place.get_attribute("aria-invalid") == "true"
    ids = (place.get_attribute("aria-describedby") or "").split()
    return " ".join(page.locator(f"#{id}").inner_text() for id in ids)


def test_refusals_of_the_teacher_s_forms(server: Server, browser: Browser):
    """Each stands beside its field, all at once, what was typed stays, and the page is as good as any."""
    meeting = Meeting(server, joined=2, scenario="central-committee-10-october")
    faults: list[str] = []
    page = device(browser, meeting.teacher).new_page()
    page.route("**/people*.js", lambda route: route.abort())  # as where scripts do not run, which axe needs

    def refused(typed: dict[str, str], press: str, reasons: dict[str, str]) -> None:
        for field, text in typed.items():
            page.fill(f"#{field}", text)
        # No browser sends what a field's own bounds exclude; old ones do, and scripts.
        page.get_by_role("button", name=press).evaluate("button => (button.formNoValidate = true)")
        page.get_by_role("button", name=press).click()
        for field, reason in reasons.items():
            assert reason in told(page, field)
        for field, text in typed.items():
            assert page.input_value(f"#{field}") == text
        faults.extend(examine(page))
        resize(page, LAPTOP)

    page.goto("/teach/new/")
    both = {"pupils": "from 4 to 1000", "minutes": "from 20 to 240"}
    refused({"pupils": "3", "minutes": "999"}, "Open the lobby", both)
    page.goto("/teach/keeping/")
    refused({"names": "-1", "sessions": "9999"}, "Save", {"names": "to 3650", "sessions": "to 3650"})
    page.goto(f"/teach/{meeting.code}/records/")
    page.locator("#label").evaluate("field => field.removeAttribute('maxlength')")
    refused({"label": "x" * 61}, "Save the label", {"label": "60"})
    page.goto(f"/replay/{meeting.code}/")
    page.locator("#share").evaluate("fold => (fold.open = true)")
    refused({"until": "2001-02-03"}, "Make a link", {"until": "Choose a day from tomorrow on"})
    page.goto(f"/teach/{meeting.code}/")
    page.locator(".drawer").evaluate("fold => (fold.open = true)")
    page.fill("#add-name", "Anna")
    page.get_by_role("button", name="Give a seat").click()
    assert "already called Anna" in told(page, "again-name")
    faults.extend(examine(page))
    page.fill("#again-name", "Anton")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url(f"**/teach/{meeting.code}/")
    assert "Anton" in page.locator("#people").inner_text()
    page.context.close()
    assert not faults, "\n".join(faults)


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


TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
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
