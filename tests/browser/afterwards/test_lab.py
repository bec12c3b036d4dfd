"""The lab in a browser: the picture by keys and links, with scripts and without; a paper filled in again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.lesson.people import Classroom
from tests.browser.states import Meeting, device
from tests.server import Server

ORDER = ("with-kadets", "no-kadets", "all-democracy", "soviets")


@pytest.fixture(scope="module")
def meeting(server: Server) -> Meeting:
    """A conference that took its straw poll and went to its end."""
    meeting = Meeting(server, joined=3)
    meeting.teach("open_session")
    meeting.go_to("debate")
    meeting.teach("put_question", question="which-government")
    ballot = meeting.state()["ballot"]["id"]
    for pupil in range(3):
        meeting.do(pupil, "cast_vote", ballot=ballot, choice=">".join(ORDER))
    meeting.teach("close_ballot")
    meeting.teach("announce")
    meeting.play_to_the_end()
    return meeting


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, classroom: Classroom, meeting: Meeting) -> Iterator[Page]:
    context = device(classroom.browser, meeting.pupils[0], java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_the_picture_is_stepped_through_by_links(page: Page, meeting: Meeting):
    page.goto(f"/lab/{meeting.code}/")
    figures = []
    for step in range(1, 6):
        page.wait_for_selector(f".steps li:nth-child({step}) a[aria-current=step]")
        figures.append(page.locator(".drawing .small:not(.half)").all_text_contents())
        if step < 5:
            page.locator("#pictured a[rel=next]").click()

    assert figures[1] == ["in the record: 766", "in the record: 688", "in the record: 38"]
    assert figures[4] == ["in the record: 183", "in the record: 813", "in the record: 80"]
    assert page.locator("#pictured a[rel=next]").count() == 0


def test_a_paper_filled_in_again_is_answered_and_stays(page: Page, meeting: Meeting):
    page.goto(f"/lab/{meeting.code}/")
    page.locator("#paper-which-government summary").click()
    for place, alternative in enumerate(ORDER, 1):
        page.select_option(f"#rank-which-government-{alternative}", str(place))

    page.locator("#ranked-which-government button").click()

    page.wait_for_selector("#paper-which-government[open] table")
    places = [page.input_value(f"#rank-which-government-{alternative}") for alternative in ORDER]
    assert places == ["1", "2", "3", "4"]
    assert "rank" not in page.url


def test_the_picture_is_stepped_through_by_the_arrow_keys(classroom: Classroom, meeting: Meeting):
    page = device(classroom.browser, meeting.pupils[1]).new_page()
    page.goto(f"/lab/{meeting.code}/#pictured")

    page.keyboard.press("ArrowRight")
    page.wait_for_url("**?step=2#pictured")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**?step=3#pictured")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**?step=2#pictured")

    page.context.close()
