"""Names and texts that are one word without end: no page becomes wider than its device by them."""

import pytest
from playwright.sync_api import Page

from tests.browser.lesson.people import LAPTOP, PHONE, shows
from tests.browser.pages.looking import TOO_WIDE

WORD = "Whatever" * 60
WIDEST = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => `${one.tagName} in ${one.closest("[id]")?.id}`).slice(0, 5)"""


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


def assert_fits(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert page.evaluate(TOO_WIDE) <= 0, page.evaluate(WIDEST)


def test_no_page_is_wider_than_its_device(room):
    server, desk = room.server, room.desk
    code = server.session(desk, "central-committee-10-october", pupils=6)
    kid = room.pupil(code, WORD[:80])
    others = [server.pupil(code, WORD[n : n + 80]) for n in range(1, 4)]
    chair = others[0].state(code)["me"]["seat"]
    desk.act(code, "open_session")
    while desk.state(code)["stage"]["id"] != "debate-rising":
        desk.act(code, "advance_stage")
    others[0].act(code, "leave_statement", text=WORD)
    others[0].act(code, "move", text=WORD)
    others[1].act(code, "second", motion="m1")
    desk.act(code, "give_chair", seat=chair)
    assert others[0].act(code, "group_motions", motions="m1", name=WORD[:50]).status == 200
    desk.act(code, "admit_motion", motion="m1")
    assert desk.act(code, "put_question", motion="m1", seconds=0).status == 200
    teacher, wall = room.teacher(), room.screen(code)
    teacher.page.goto(f"/teach/{code}/")
    for watching in (kid, teacher, wall):
        watching.is_connected()
        shows(watching.page.locator("main"), WORD[:50])

    for page in (kid.page, teacher.page, wall.page):
        for size in (PHONE, LAPTOP):
            assert_fits(page, size)

    for seat in ("s1", "s2", "s3", "s4"):
        desk.act(code, "enter_vote", seat=seat, choice="for")
    desk.act(code, "close_ballot")
    desk.act(code, "announce")
    for path in (f"/replay/{code}/?as=teach&at={desk.state(code)['seq'] - 4}", f"/outcome/{code}/?names=yes"):
        teacher.page.goto(path)
        assert_fits(teacher.page, PHONE)
