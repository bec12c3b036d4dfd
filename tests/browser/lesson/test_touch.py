"""What a finger and a keyboard leave behind: no choice looks chosen that is not, no bar lies over the page,
and the focus is never lost."""

import signal

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import PHONE, Teacher

LOOKS = """buttons => buttons.map((one) => {
  const { backgroundColor, borderStyle } = getComputedStyle(one);
  return `${backgroundColor} ${borderStyle}`;
})"""
BARS = ".stage-bar, .desk-bar, #connection, #answer"
ZOOMED = {"width": 320, "height": 180}
"""A laptop's screen at 400 %."""


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


@pytest.fixture
def code(room):
    code = room.server.session(room.desk, "central-committee-10-october", pupils=4)
    room.desk.act(code, "open_session")
    while room.desk.state(code)["stage"]["id"] != "debate-rising":
        room.desk.act(code, "advance_stage")
    return code


def test_on_a_touch_screen_one_choice_looks_chosen(room, code):
    ada = room.pupil(code, "Ada", PHONE, has_touch=True, is_mobile=True)
    ada.is_connected()
    room.desk.act(code, "put_question", question="rising", method="show", seconds=0)
    choices = ada.page.locator("#my-vote .ballot-choices button")

    for choice, says in (("for", "For."), ("against", "Against.")):
        ada.page.locator(f"#my-vote button[value={choice}]").tap()
        ada.has_receipt(f"Your vote is saved: {says}")
        ada.page.wait_for_timeout(700)  # what comes sooner, where the page has moved, is a second tap
        looks = choices.evaluate_all(LOOKS)
        assert [looks.count(look) for look in sorted(set(looks), key=looks.count)] == [1, 2], looks
        chosen = ada.page.locator("#my-vote .ballot-choices button[aria-pressed=true]")
        expect(chosen).to_have_count(1)
        expect(chosen).to_have_attribute("value", choice)


def test_what_is_on_its_way_looks_neither_pressed_nor_recorded(room, code):
    ada = room.pupil(code, "Ada", PHONE, has_touch=True, is_mobile=True)
    ada.is_connected()
    room.desk.act(code, "put_question", question="rising", method="show", seconds=0)
    vote = ada.page.locator("#my-vote button[value=for]")
    before = vote.evaluate("one => getComputedStyle(one).borderStyle")

    room.server.process.send_signal(signal.SIGSTOP)  # so that no answer comes for a while
    try:
        vote.tap()
        expect(vote).to_have_attribute("aria-busy", "true")
        sending = vote.evaluate("one => getComputedStyle(one).borderStyle")
        expect(vote).to_have_attribute("aria-pressed", "false")
    finally:
        room.server.process.send_signal(signal.SIGCONT)
    ada.has_receipt("Your vote is saved: For.")

    expect(vote).not_to_have_attribute("aria-busy", "true")
    assert sending != before
    assert vote.evaluate("one => getComputedStyle(one).borderStyle") == before


@pytest.mark.parametrize("who", ["desk", "seat"])
def test_at_400_percent_no_bar_covers_the_page(room, code, who):
    if who == "desk":
        page = room.teacher().page
        page.goto(f"/teach/{code}/")
    else:
        page = room.pupil(code, "Ada").page
    page.set_viewport_size(ZOOMED)

    held = page.locator(BARS).evaluate_all(
        """all => all
          .filter((one) => one.offsetHeight > 0)
          .filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position))
          .map((one) => one.className || one.id)"""
    )

    assert held == []


def test_the_focus_of_a_pupil_goes_to_what_replaced_the_button(room, code):
    ada = Teacher(room.pupil(code, "Ada").page)
    ada.is_connected()
    ask = ada.page.get_by_role("button", name="Put me on the list")
    ask.focus()

    ada.page.keyboard.press("Enter")

    expect(ask).to_have_count(0)
    inside = "document.activeElement !== document.body && !!document.activeElement.closest('#my-floor')"
    assert ada.page.evaluate(inside), ada.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize("size", [(390, 844), (320, 640)], ids=str)
def test_a_ballot_s_choices_lie_whole_in_the_first_screen(room, code, size):
    ada = room.pupil(code, "Ada", {"width": size[0], "height": size[1]})
    ada.is_connected()
    room.desk.act(code, "put_question", question="rising", method="show", seconds=0)
    last = ada.page.locator("#my-vote button[value=abstain]")
    expect(last).to_be_visible()

    bottom = ada.page.locator("#tabs").evaluate("one => one.getBoundingClientRect().top")
    assert last.evaluate("one => one.getBoundingClientRect().bottom") <= bottom
    assert ada.page.evaluate("scrollY") == 0
    ballot = ada.page.locator("#my-vote")
    ballot.get_by_text("Read the text you vote on").click()
    expect(ballot.get_by_text("Abroad, sailors of the German fleet")).to_be_visible()


def test_alternatives_lie_whole_in_the_first_screen_of_the_smallest_phone(room, code):
    ada = room.pupil(code, "Ada", PHONE)
    ada.is_connected()
    room.desk.act(code, "put_question", question="when-to-rise", seconds=0)
    last = ada.page.locator("#my-vote button[value=abstain]")
    expect(last).to_be_visible()

    bottom = ada.page.locator("#tabs").evaluate("one => one.getBoundingClientRect().top")
    assert last.evaluate("one => one.getBoundingClientRect().bottom") <= bottom
    ada.page.get_by_text("What each of them means").click()
    expect(ada.page.get_by_text("Within days, from wherever a start can be made").last).to_be_visible()
