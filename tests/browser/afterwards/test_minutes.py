"""The minutes on paper, as Chromium prints them: whole, within the page, without what only a screen needs."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.afterwards.test_print import PRINTED, STICKS_OUT
from tests.browser.lesson.people import Classroom
from tests.browser.pages.looking import examine
from tests.browser.states import Meeting


@pytest.fixture(scope="module")
def meeting(server):
    """A class of twelve that has talked, moved and voted from beginning to end."""
    played = Meeting(server, joined=12, scenario="central-committee-10-october", pupils=12)
    played.teach("open_session")
    played.go_to("debate")
    for pupil in range(8):
        played.do(pupil, "leave_statement", text=f"Number {pupil}: not before the Congress meets. " * 6)
        played.do(pupil, "request_floor", purpose="new_point")
        played.teach("give_floor")
        played.teach("end_turn")
    played.play_to_the_end()
    return played


@pytest.fixture
def page(classroom: Classroom, meeting: Meeting) -> Page:
    """The minutes with names, on the teacher's laptop."""
    page = classroom.teacher().page
    page.goto(f"/minutes/{meeting.code}/?names=1")
    yield page
    classroom.leave()


def test_they_take_a_few_pages_and_no_empty_one(page):
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    assert 2 <= sheets <= 4


def test_nothing_sticks_out_of_the_paper(page):
    page.emulate_media(media="print")
    page.set_viewport_size(PRINTED)

    assert page.locator(".noted").count() > 20
    assert page.evaluate(STICKS_OUT) == []


def test_what_only_the_screen_needs_is_not_printed(page):
    page.emulate_media(media="print")

    for gone in (".masthead", "h1", "#print", "nav", ".colophon"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.get_by_role("heading", name="Minutes: The Central Committee").is_visible()


def test_the_button_opens_the_browsers_print_window(page):
    page.add_init_script("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.reload()

    page.get_by_role("button", name="Print / save as PDF").click()

    assert page.locator("body[data-printed=yes]").count() == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_is_saved_under_its_name(page, meeting, ending):
    page.goto(f"/teach/{meeting.code}/records/")

    with page.expect_download() as saved:
        page.get_by_role("link", name=f"Marks ({ending.upper()})").click()

    name = rf"order-of-the-day-{meeting.code}-[\d-]+-marks\.{ending}"
    assert re.fullmatch(name, saved.value.suggested_filename)


def test_they_are_accessible_and_fit_a_phone_light_and_dark(page):
    assert list(examine(page)) == []
