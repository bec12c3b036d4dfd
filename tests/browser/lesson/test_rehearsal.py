"""Before the first lesson: a teacher tries a meeting with a class that the program plays."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import PHONE, Pupil, picture


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


def test_a_teacher_tries_a_meeting_from_both_sides(room):
    teacher = room.teacher()
    desk = teacher.page
    desk.goto("/teach/new/?scenario=central-committee-10-october&pupils=12")
    desk.get_by_role("button", name="Try it").click()
    expect(desk).to_have_url(re.compile("/teach/[A-Z0-9]{6}/$"))
    code = desk.url.rstrip("/").rsplit("/", 1)[1]
    rehearsal = desk.get_by_role("region", name="A rehearsal")
    rehearsal.get_by_role("button", name="Quick").click()
    expect(rehearsal.get_by_role("button", name="Quick")).to_have_attribute("aria-pressed", "true")

    with desk.expect_popup() as opened:
        rehearsal.get_by_role("link", name="Open a pupil’s page").click()
    ada = Pupil(opened.value, "Ada")
    ada.page.set_viewport_size(PHONE)
    ada.take_a_seat()

    room.desk.act(code, "open_session")
    while room.desk.state(code)["stage"]["id"] != "debate-rising":
        room.desk.act(code, "advance_stage")
    expect(teacher.part("floor").locator("li").first).to_be_visible()  # somebody asks for the floor
    room.desk.act(code, "put_question", question="rising", method="show", seconds=0)
    expect(teacher.part("vote")).to_contain_text("11 of 12 pupils have voted.")  # all but Ada
    picture(desk, "rehearsal-desk")
    picture(ada.page, "rehearsal-seat")
    desk.goto("/teach/")
    expect(desk.get_by_text("Rehearsal").first).to_be_visible()
