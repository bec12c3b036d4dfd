"""The replay in real Chromium: slider, keys, speeds, views, links for strangers, two meetings, the file."""

import re
import socket
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson.people import LAPTOP, PHONE
from tests.browser.pages.looking import examine
from tests.browser.states import Meeting, device, watched
from tests.server import Person

WORDS = "Those who govern must answer to this hall."
SECRET_AIM = re.compile("In private: tell nobody")


@pytest.fixture(scope="module")
def played(server):
    """A whole Conference with statements, news, a speech, and a step that was taken back."""
    meeting = Meeting(server, joined=3)
    meeting.teach("open_session")
    meeting.go_to("debate")
    for pupil in range(2):
        meeting.do(pupil, "request_floor", purpose="new_point")
        meeting.do(pupil, "leave_statement", text=WORDS)
    desk = meeting.teacher.get(f"/teach/{meeting.code}/").text
    meeting.teach("release_card", card=re.findall(r"do-release_card-([\w-]+)", desk)[0])
    meeting.teach("give_floor", seat=meeting.seat(0))
    time.sleep(2.2)
    meeting.teach("end_turn")
    meeting.teach("give_floor")
    meeting.teach("undo")
    meeting.play_to_the_end()
    return meeting


@pytest.fixture
def faults():
    found: list[str] = []
    yield found
    assert not found, found


@pytest.fixture
def visit(classroom, faults):
    """Opens a page as somebody, and notes whatever goes wrong in it."""
    contexts = []

    def visit(path: str, who: Person, **options) -> Page:
        context = device(classroom.browser, who, viewport=LAPTOP, **options)
        contexts.append(context)
        page = watched(context.new_page(), faults)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


def step(page: Page) -> int:
    return int(re.search(r"Step (\d+) of", page.locator("#moment").inner_text())[1])


def test_keys_do_what_they_do_in_video_players(played, visit):
    page = visit(f"/replay/{played.code}/?at=20", played.pupils[0])

    page.keyboard.press("ArrowRight")
    expect(page.locator("#moment")).not_to_contain_text("Step 20 of")
    after = step(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#moment")).not_to_contain_text(f"Step {after} of")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#moment")).to_contain_text(f"Step {after} of")
    page.keyboard.press("End")
    expect(page.locator("#stage")).to_contain_text("The session is closed")
    page.keyboard.press("Home")
    expect(page.locator("#moment")).to_contain_text("Step 1 of")
    page.keyboard.press("v")
    expect(page.locator("#count")).to_contain_text("The vote is closed")
    vote = step(page)
    page.keyboard.press("j")
    expect(page.locator("#moment")).not_to_contain_text(f"Step {vote} of")
    page.keyboard.press("l")
    page.keyboard.press(">")

    assert after > 20
    assert page.locator("#speed").input_value() == "2"
    page.keyboard.press("<")
    assert page.locator("#speed").input_value() == "1"
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_keys_are_silent_while_somebody_writes_and_can_be_switched_off(played, visit):
    page = visit(f"/replay/{played.code}/?at=20", played.teacher)
    page.locator("#share summary").click()

    page.locator("#until").focus()
    page.keyboard.press("k")
    page.keyboard.press("End")
    expect(page.locator("#play")).to_have_text("Play")
    assert step(page) == 20

    page.locator("h1").evaluate("one => document.activeElement.blur()")
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert step(page) == 20


def test_it_plays_in_its_own_time_and_the_clocks_go_along(played, visit):
    page = visit(f"/replay/{played.code}/", played.pupils[0])
    page.keyboard.press("s")
    expect(page.locator("#floor")).to_contain_text("has the floor")
    speech = step(page)
    clock = page.locator("#floor order-clock span")
    began = clock.inner_text()

    page.keyboard.press("k")
    expect(page.locator("#play")).to_have_text("Pause")
    page.wait_for_timeout(1200)
    assert clock.inner_text() != began
    assert step(page) == speech, "the speech lasted more than two seconds"
    expect(page.locator("#moment")).not_to_contain_text(f"Step {speech} of")
    page.keyboard.press(" ")

    expect(page.locator("#play")).to_have_text("Play")


def test_at_sixty_times_the_speed_it_is_soon_at_the_end(played, visit):
    page = visit(f"/replay/{played.code}/?at=10", played.pupils[0])
    page.locator("#speed").select_option("60")

    page.get_by_role("button", name="Play").click()

    expect(page.locator("#stage")).to_contain_text("The session is closed")
    expect(page.locator("#play")).to_have_text("Play")
    expect(page).to_have_url(re.compile(rf"at={step(page)}"))


def test_the_slider_goes_by_step_or_by_time_and_the_address_holds_the_place(played, visit):
    page = visit(f"/replay/{played.code}/?at=20", played.pupils[0])
    page.get_by_role("link", name="by time").click()
    slider = page.get_by_label("Place in the session")
    slider.focus()

    slider.press("End")
    expect(page.locator("#stage")).to_contain_text("The session is closed")
    expect(page).to_have_url(re.compile("scale=time"))
    page.reload()

    expect(page.get_by_role("link", name="by time")).to_have_attribute("aria-current", "true")
    assert slider.input_value() == slider.get_attribute("max") or int(slider.input_value()) > 1


def test_a_step_that_was_taken_back_is_told_honestly(played, visit):
    page = visit(f"/replay/{played.code}/", played.pupils[0])
    taken_back = page.locator("#jumps a:has(s)")

    taken_back.click()
    expect(page.locator("#floor")).to_contain_text("has the floor")
    page.get_by_role("link", name="A step of the chair is taken back").click()

    expect(page.locator("#floor")).not_to_contain_text("has the floor")
    expect(page.locator("#lately")).to_contain_text("A step of the chair was taken back")


def test_a_pupil_sees_their_own_seat_again_and_nothing_in_it_can_be_sent(played, visit):
    page = visit(f"/replay/{played.code}/?at=30", played.pupils[0])
    page.get_by_label("Through whose eyes").select_option("seat")

    page.get_by_role("button", name="Show").click()

    expect(page.locator("#my-person")).to_contain_text(SECRET_AIM)
    assert page.locator("#scene form, .desk .stack form:not(.view)").count() == 0
    assert page.locator("#my-floor button:enabled").count() == 0
    assert step(page) == 30


def test_two_meetings_stand_beside_each_other_and_below_each_other_on_a_phone(played, visit):
    page = visit(f"/replay/{played.code}/?beside=house", played.pupils[0])
    page.keyboard.press("v")

    expect(page.locator("#count")).to_contain_text("The vote is closed")
    expect(page.locator("#beside-count")).to_contain_text("The vote is closed")
    page.keyboard.press("End")
    expect(page.locator("#beside-results")).to_contain_text("For 766")
    left, right = (page.locator(".scene").nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == right["y"]
    page.set_viewport_size(PHONE)
    left, right = (page.locator(".scene").nth(n).bounding_box() for n in (0, 1))
    assert right["y"] > left["y"] + left["height"]
    assert left["width"] == right["width"]


@pytest.mark.parametrize("query", ["at=40", "at=40&as=teach&names=yes", "at=40&as=s1", "at=60&beside=house"])
def test_every_view_is_accessible_and_within_its_width(played, visit, query):
    page = visit(f"/replay/{played.code}/?{query}", played.teacher)

    assert list(examine(page)) == []


def test_without_javascript_links_and_a_form_do_the_same(played, visit):
    page = visit(f"/replay/{played.code}/?at=20", played.pupils[0], java_script_enabled=False)

    page.get_by_label("One step on").click()
    assert step(page) > 20
    page.get_by_role("link", name="Next vote").click()
    expect(page.locator("#count")).to_contain_text("The vote is closed")
    page.get_by_role("link", name="by time").click()
    page.get_by_role("button", name="Go there").click()
    assert "moment=" in page.url
    assert step(page) >= 1
    expect(page.locator("#play")).to_be_hidden()


def test_a_link_for_strangers_from_its_making_to_its_end(played, visit):
    desk = visit(f"/replay/{played.code}/", played.teacher)
    desk.locator("#share summary").click()
    desk.get_by_role("button", name="Make a link").click()
    link = desk.locator("code").inner_text()
    path = re.search(r"/shared/[\w-]+/", link)[0]
    assert list(examine(desk)) == []

    stranger = visit(path, Person(played.server))
    stranger.keyboard.press("v")
    expect(stranger.locator("#count")).to_contain_text("The vote is closed")
    assert played.code not in stranger.content()
    assert "Anna" not in stranger.content()
    assert list(examine(stranger)) == []
    desk.goto(f"/replay/{played.code}/")
    desk.locator("#share summary").click()
    desk.get_by_role("button", name="Take link 1 back").click()
    expect(desk.get_by_role("button", name="Take link 1 back")).to_have_count(0)

    assert "has been taken back" in Person(played.server).get(path).text


@pytest.fixture(scope="module")
def kept(played, tmp_path_factory) -> Path:
    """The file, as the teacher's button gives it."""
    answer = played.teacher.get(f"/export/{played.code}.html")
    assert re.fullmatch(
        rf'attachment; filename="order-of-the-day-{played.code}-[-\d]+-replay\.html"',
        answer.headers["Content-Disposition"],
    )
    path = tmp_path_factory.mktemp("stick") / "replay.html"
    path.write_text(answer.text, encoding="utf-8")
    return path


def test_the_file_opens_from_a_stick_with_the_network_off(played, kept, classroom, faults):
    context = classroom.browser.new_context(viewport=LAPTOP, offline=True)
    page = watched(context.new_page(), faults)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(kept.as_uri())
    expect(page.locator("#stage")).to_contain_text("Before the meeting")
    page.keyboard.press("v")
    expect(page.locator("#count")).to_contain_text("The vote is closed")
    vote, address = step(page), page.url
    page.get_by_label("Place in the session").press("ArrowRight")
    expect(page.locator("#moment")).to_contain_text(f"Step {vote + 1} of")
    page.get_by_role("link", name="Enter it and support it").last.click()
    expect(page.locator("#count")).to_contain_text("The vote is closed")
    page.keyboard.press("End")
    expect(page.locator("#stage")).to_contain_text("The session is closed")
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#moment")).to_contain_text(f"Step {vote} of")

    assert list(examine(page)) == []
    assert {url.partition("#")[0] for url in asked} == {kept.as_uri()}
    context.close()


def test_the_file_with_everything_in_it_is_accessible_too(played, tmp_path, classroom, faults):
    whole = tmp_path / "all.html"
    answer = played.teacher.get(f"/export/{played.code}.html?names=yes&briefs=yes")
    whole.write_text(answer.text, encoding="utf-8")
    page = watched(classroom.browser.new_page(), faults)

    page.goto(whole.as_uri())

    assert "Anna" in page.locator("main").inner_text()
    assert list(examine(page)) == []
    page.close()


CALLS_HOME = """async (home) => {
  for (const name of ["img", "script"]) {
    document.body.appendChild(Object.assign(document.createElement(name), { src: home }));
  }
  document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>x</p>");
  await fetch(home).catch(() => 0);
}"""


def test_the_file_s_policy_lets_nothing_in_and_nothing_out(kept, classroom):
    context = classroom.browser.new_context()
    refused: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as home:
        home.settimeout(1)
        address = f"http://127.0.0.1:{home.getsockname()[1]}/"
        page = context.new_page()
        page.on("console", lambda said: refused.append(said.text))
        page.goto(kept.as_uri())

        page.evaluate(CALLS_HOME, address)

        with pytest.raises(TimeoutError):
            home.accept()
        assert len([text for text in refused if "Content Security Policy" in text]) >= 4
        context.new_page().evaluate(f"fetch('{address}').catch(() => 0) && 0")
        home.accept()[0].close()  # it would have been heard
    context.close()


def test_the_file_steps_through_exactly_what_the_page_shows(played, kept, classroom, visit, faults):
    page = visit(f"/replay/{played.code}/", played.teacher)
    context = classroom.browser.new_context(viewport=LAPTOP, offline=True)
    file = watched(context.new_page(), faults)
    parts = "#hall, #count, #floor, #motions, #results, #record, #news"
    texts = 'all => all.map(one => one.outerHTML.replace(/ data-htmx-powered="[^"]*"/g, \'\'))'

    for at in (5, 25, 33, 47, 60):
        page.goto(f"/replay/{played.code}/?at={at}")
        file.goto("about:blank")
        file.goto(f"{kept.as_uri()}#at={at}")
        expect(file.locator("#moment")).to_contain_text(f"Step {at} of")
        assert file.locator(parts).evaluate_all(texts) == page.locator(parts).evaluate_all(texts)
    context.close()
