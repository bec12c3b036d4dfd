"""Bargains and what moved somebody, in a real browser: by keyboard, by thumb on the smallest phone, and
without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import NO_SECOND_TAP, picture
from tests.browser.states import Meeting, device

SMALL = {"width": 320, "height": 640}
TOUCH = 44
OFFER = {"ask": "coalition:abstain", "give": "without-kadets:for"}


@pytest.fixture
def meeting(server) -> Meeting:
    """Eight pupils in the first debate; the second has spoken."""
    meeting = Meeting(server, joined=8, pupils=8)
    meeting.teach("open_session")
    meeting.go_to("debate")
    meeting.teach("give_floor", seat=meeting.seat(1))
    meeting.teach("end_turn")
    return meeting


def phone(browser, meeting: Meeting, pupil: int, **options):
    page = device(browser, meeting.pupils[pupil], viewport=SMALL, **options).new_page()
    page.goto(f"/seat/{meeting.code}/")
    if options.get("java_script_enabled", True):
        page.wait_for_selector("#connection[data-is=connected]", state="attached")
    return page


def can_be_touched(page, selector: str) -> None:
    """Each is large enough for a thumb, and nothing is wider than the screen."""
    boxes = [one.bounding_box() for one in page.locator(selector).all() if one.is_visible()]
    assert boxes
    assert all(box["height"] >= TOUCH and box["x"] + box["width"] <= SMALL["width"] for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_an_offer_is_made_by_keyboard(browser, meeting):
    page = phone(browser, meeting, 0)
    page.locator("#bargains-fold > summary").press("Enter")
    page.locator("#new-bargain > summary").press("Enter")
    page.locator("#bargain-to").select_option(meeting.seat(1))
    page.keyboard.press("Tab")
    can_be_touched(page, "#bargains-fold :is(summary, select, button)")
    page.locator("#bargain-ask").select_option(OFFER["ask"])
    page.locator("#bargain-give").select_option(OFFER["give"])

    page.locator("#offer-bargain button").press("Enter")

    expect(page.locator("#bargain-g1")).to_contain_text("waits for an answer")


def test_an_offer_comes_to_the_first_screen_of_the_smallest_phone(browser, meeting):
    page = phone(browser, meeting, 0)
    meeting.do(1, "offer_bargain", to=meeting.seat(0), **OFFER)
    accept = page.locator("#my-now").get_by_role("button", name="Accept")
    expect(accept).to_be_in_viewport(ratio=1)
    can_be_touched(page, "#my-now button")
    picture(page, "offer-320")

    page.wait_for_timeout(NO_SECOND_TAP)
    accept.click()

    expect(page.locator("#bargain-g1")).to_contain_text("agreed")
    expect(page.locator("#my-now")).not_to_have_attribute("data-kind", "offer")


def test_an_offer_takes_no_room_from_an_open_vote(browser, meeting):
    meeting.do(1, "offer_bargain", to=meeting.seat(0), ask="whole:for", give="without-kadets:for")
    meeting.go_to("division")
    meeting.teach("put_question")

    page = phone(browser, meeting, 0)

    expect(page.locator("#my-now")).to_have_attribute("data-kind", "vote")
    expect(page.locator("#my-bargains")).to_be_hidden()


def test_without_scripts_it_is_accepted_and_said_what_moved(browser, meeting):
    meeting.do(1, "offer_bargain", to=meeting.seat(0), **OFFER)
    page = phone(browser, meeting, 0, java_script_enabled=False)
    page.locator("#my-now").get_by_role("button", name="Accept").click()
    assert meeting.state()["bargains"][0]["state"] == "struck"

    meeting.go_to("division")
    believed = meeting.pupils[0].state(meeting.code)["me"]["role"]["brief"]["beliefs"][0]["vote"]
    meeting.vote("against" if believed == "for" else "for")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    page.reload()
    can_be_touched(page, "#my-moved button")
    page.locator("#my-moved").get_by_role("button", name="A bargain").click()

    expect(page.locator('#my-moved [value="bargain"]')).to_have_attribute("aria-pressed", "true")


def test_the_question_goes_with_the_next_vote_unless_it_is_opened(browser, meeting):
    meeting.go_to("division")
    beliefs = [meeting.pupils[n].state(meeting.code)["me"]["role"]["brief"]["beliefs"] for n in (0, 1)]
    meeting.vote(*("against" if rows[0]["vote"] == "for" else "for" for rows in beliefs))
    meeting.teach("close_ballot")
    meeting.teach("announce")
    page, other = (phone(browser, meeting, pupil) for pupil in (0, 1))
    expect(page.locator("#say-what-moved")).to_be_visible()
    meeting.go_to("debate")
    page.locator("#moved-fold > summary").click()
    meeting.go_to("division")
    ballot = meeting.vote()
    for one in (page, other):
        expect(one.locator("#my-now")).to_have_attribute("data-kind", "vote")
        expect(one.locator("#say-what-moved")).to_be_hidden()
    for pupil in (0, 1):
        meeting.do(pupil, "cast_vote", ballot=ballot, choice="abstain")

    expect(page.locator("#say-what-moved")).to_be_visible()
    expect(other.locator("#moved-fold")).to_be_hidden()
