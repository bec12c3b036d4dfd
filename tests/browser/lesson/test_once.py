"""Two taps everywhere, on a line on which an answer takes its time; and a device that is handed on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import NO_SECOND_TAP, PHONE, Pupil, Teacher, picture, shows
from tests.server import Person

SLOW = 250
"""Milliseconds there and back."""


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


@pytest.fixture
def code(room):
    return room.server.session(room.desk, "central-committee-10-october")


def slow(page):
    """This device has a slow line from now on."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": SLOW, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    return page


def two_taps(button, apart):
    """The second so many milliseconds after the first, whatever the page does meanwhile."""
    button.page.wait_for_timeout(2 * SLOW)  # until everything lies where it stays
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page = button.page
    page.mouse.click(x, y)
    page.wait_for_timeout(apart)
    page.mouse.click(x, y)


def seated(room, code):
    return [row["pupil"] for row in room.desk.state(code)["seats"] if row["held_by"] == "pupil"]


@pytest.mark.parametrize("apart", [0, 50, 150, 200, 240, 300])
def test_two_taps_on_take_a_seat_take_one(room, code, apart):
    kid = Pupil(slow(room.device(PHONE)), "Kid")
    kid.page.goto(f"/join/{code}/")
    kid.page.get_by_label("Your name").fill("Kid")

    two_taps(kid.page.get_by_role("button", name="Take a seat"), apart)

    kid.is_connected()
    expect(kid.page).to_have_url(re.compile(f"/seat/{code}/$"))
    assert seated(room, code) == ["Kid"]


@pytest.mark.parametrize("apart", [100, 300])
def test_two_taps_on_open_the_lobby_open_one(room, apart):
    teacher = Teacher(slow(room.teacher().page))
    before = len(sessions(room))
    teacher.page.goto("/teach/new/")

    two_taps(teacher.page.get_by_role("button", name="Open the lobby"), apart)

    expect(teacher.page).to_have_url(re.compile("/teach/[A-Z0-9]{6}/$"))
    assert len(sessions(room)) == before + 1


def sessions(room):
    return set(re.findall(r"/teach/([A-Z0-9]{6})/", room.desk.get("/teach/").text))


@pytest.mark.parametrize("apart", [50, 300])
def test_two_taps_on_sign_in_sign_in(room, apart):
    link = room.server.manage("teacher_link").stdout.split()[-1]
    page = slow(room.device(PHONE))
    page.goto("/enter/" + link.split("/enter/")[1])

    two_taps(page.get_by_role("button", name="Sign in"), apart)

    expect(page).to_have_url(re.compile("/teach/(new/)?$"))


@pytest.mark.parametrize("apart", [0, 100, 300])
def test_two_taps_at_the_desk_seat_one_pupil_on_paper_and_make_one_link(room, code, apart):
    teacher = Teacher(slow(room.teacher().page))
    teacher.page.goto(f"/teach/{code}/")
    teacher.is_connected()
    teacher.unfolds("#add-name").fill("Cem")

    two_taps(teacher.page.get_by_role("button", name="Give a seat"), apart)
    shows(teacher.part("people"), "Cem")
    invite = teacher.page.get_by_role("button", name="Make a link to watch")
    two_taps(invite, apart)
    shows(teacher.part("helpers"), "link not used yet (1)")

    assert seated(room, code) == ["Cem"]
    teacher.page.wait_for_timeout(2 * SLOW)
    expect(teacher.part("helpers").locator("li")).to_have_count(1)


@pytest.mark.parametrize("apart", [0, 100, 300])
def test_two_taps_on_a_phone_are_one_act_and_no_complaint(room, code, apart):
    ada = Teacher(slow(room.pupil(code, "Ada").page))
    ada.is_connected()
    room.desk.act(code, "open_session")
    room.desk.act(code, "advance_stage")
    ada.unfolds("#statement").fill("Bread first.")

    two_taps(ada.page.get_by_role("button", name="Leave it for the record"), apart)
    shows(ada.page.locator("#leave-statement [data-answer]"), "Saved.")
    two_taps(ada.page.get_by_role("button", name="Put me on the list"), apart)

    expect(ada.page.get_by_role("button", name="Put me on the list")).to_have_count(0)
    ada.page.wait_for_timeout(2 * SLOW)
    state = room.desk.state(code)
    assert [statement["text"] for statement in state["statements"]] == ["Bread first."]
    assert len(state["floor"]["list"]) == 1
    expect(ada.page.locator("[data-state=refused]")).to_have_count(0)


PRESSED_TWICE = """by => new Promise((done) => {
  const button = () => document.querySelector("#next .primary");
  button().scrollIntoView({ block: "center" });
  const { left, top, width, height } = button().getBoundingClientRect();
  const finger = { detail: 1, clientX: left + width / 2, clientY: top + height / 2 };
  const rest = { bubbles: true, cancelable: true };
  const press = () => by === "key"
    ? document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "n", ...rest }))
    : button().dispatchEvent(new MouseEvent("click", { ...finger, ...rest }));
  const said = button().textContent, began = performance.now();
  new MutationObserver((_, watch) => {
    if (button()?.textContent === said) return;
    watch.disconnect();
    setTimeout(() => done(press()), Math.max(300, began + 420 - performance.now()));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  press();
})"""
"""The second time when the button has just come to say something else, and not soon after the first."""


@pytest.mark.parametrize("by", ["finger", "key"])
def test_a_second_press_does_not_do_what_the_desk_offers_only_now(room, code, by):
    """The answer to the first came late: nobody has read yet what the button says by then."""
    teacher = Teacher(room.teacher().page)
    room.desk.act(code, "open_session")
    teacher.page.goto(f"/teach/{code}/")
    teacher.is_connected()
    before = steps(room, code)

    teacher.page.evaluate(PRESSED_TWICE, by)

    teacher.page.wait_for_timeout(2 * NO_SECOND_TAP)
    assert steps(room, code) == before + 1
    teacher.page.keyboard.press("n") if by == "key" else teacher.part("next").locator(".primary").click()
    teacher.page.wait_for_timeout(2 * NO_SECOND_TAP)
    assert steps(room, code) == before + 2


def steps(room, code):
    """How often the session went on to another stage."""
    return room.desk.get(f"/export/{code}.json").text.count('"StageEntered"')


def test_a_browser_without_cookies_is_told_why(room, code):
    rosa = room.pupil(code, "Rosa")
    rosa.page.context.clear_cookies()

    rosa.page.goto(f"/seat/{code}/")

    shows(rosa.page.locator("main"), "it keeps no cookies")
    picture(rosa.page, "join-no-cookies")


def test_a_device_that_is_handed_on_shows_nothing_of_the_pupil_before(room, code):
    room.desk.act(code, "open_session")
    room.desk.act(code, "advance_stage")
    eva = room.pupil(code, "Eva")
    eva.is_connected()
    draft = Teacher(eva.page).unfolds("#statement")
    draft.fill("Nobody else is to read this.")

    eva.goes_to("me")
    eva.page.locator("#hand-on button").click()

    tom = Pupil(eva.page, "Tom")
    expect(tom.page).to_have_url(re.compile(f"/join/{code}/$"))
    tom.take_a_seat()
    tom.is_connected()
    assert "Eva" not in tom.page.content()
    assert "Nobody else is to read this." not in [
        field.input_value() for field in tom.page.locator("textarea").all()
    ]
    assert seated(room, code) == ["Eva", "Tom"]
    picture(tom.page, "seat-handed-on")


def test_a_link_that_a_messenger_looks_at_still_signs_in(room):
    link = "/enter/" + room.server.manage("teacher_link").stdout.split("/enter/")[1].strip()
    Person(room.server).get(link)
    page = room.device(PHONE)

    page.goto(link)
    picture(page, "enter")
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(re.compile("/teach/(new/)?$"))


def test_a_paper_that_is_in_the_box_stands_filled_in_for_nobody(room, code):
    """The next pupil at a shared device, in the same tab, must not read it; nor who looks into the tab."""
    room.desk.act(code, "open_session")
    while not room.desk.act(code, "put_question", question="which-way", seconds=0).json["ok"]:
        room.desk.act(code, "advance_stage")
    eva = room.pupil(code, "Eva")
    eva.is_connected()
    for place, box in enumerate(eva.page.locator("#my-vote select[name^=rank-]").all(), 1):
        box.select_option(str(place))

    eva.page.locator("#my-vote form[id^=ballot-] button").last.click()
    shows(eva.page.locator("#my-vote"), "Your secret vote is in the box.")

    assert "rank-" not in eva.page.evaluate("JSON.stringify({...sessionStorage})")
