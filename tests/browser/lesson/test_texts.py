"""What pupils write, in a real browser: let through, taken away and put back with one press each."""

import pytest
from playwright.sync_api import expect

from tests.browser.afterwards.test_debrief import opened
from tests.browser.lesson.people import Onlooker, Pupil, Teacher, picture
from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Server

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


@pytest.fixture
def meeting(server: Server) -> Meeting:
    meeting = Meeting(server, joined=4, pupils=5)
    meeting.teach("open_session")
    meeting.go_to("debate")
    return meeting


def test_one_press_lets_a_text_through_one_takes_it_away_and_one_puts_it_back(room, meeting):
    desk = Teacher(opened(room, meeting, f"/teach/{meeting.code}/", meeting.teacher)).page
    pupil = Pupil(opened(room, meeting, f"/seat/{meeting.code}/", meeting.pupils[0], size=PHONE), "Ada")
    other = Onlooker(opened(room, meeting, f"/seat/{meeting.code}/", meeting.pupils[1], size=PHONE))
    desk.locator("#drawer > summary").click()
    desk.locator("#read-first > summary").click()
    desk.locator("#read-first-statement").get_by_role("button", name="I read it first").click()
    expect(desk.locator("#read-first > summary")).to_contain_text("sentences for the record")

    meeting.do(0, "leave_statement", text="Bread first, then votes.")
    expect(pupil.part("my-texts")).to_contain_text("Bread first, then votes.")
    expect(desk.locator("#unread-t1")).to_contain_text("Bread first, then votes.")
    expect(other.part("record")).to_be_hidden()
    picture(desk, "texts-desk-to-read")
    picture(pupil.page, "texts-seat-waits")

    desk.locator("#unread-t1").get_by_role("button", name="Let through").click()
    other.sees("record", "Bread first, then votes.")
    expect(pupil.page.locator("#waits-t1")).to_have_count(0)
    expect(pupil.part("my-texts")).to_contain_text("sentences for the record")

    desk.locator("#said-t1").get_by_role("button", name="Take away").click()
    expect(other.part("record")).to_be_hidden()
    expect(desk.locator("#said-t1")).to_contain_text("taken away")

    desk.locator("#taken-away > summary").click()
    picture(desk, "texts-desk-taken-away")
    desk.locator("#gone-t1").get_by_role("button", name="Put back").click()
    other.sees("record", "Bread first, then votes.")


def test_a_motion_is_taken_away_with_one_press_while_it_is_voted_on(room, meeting):
    desk = Teacher(opened(room, meeting, f"/teach/{meeting.code}/", meeting.teacher)).page
    pupil = Pupil(opened(room, meeting, f"/seat/{meeting.code}/", meeting.pupils[3], size=PHONE), "Dee")
    wall = Onlooker(opened(room, meeting, f"/screen/{meeting.code}/"))
    meeting.do(0, "move", text="Everybody laughs at Karl.")
    expect(pupil.part("support")).to_contain_text("Karl")
    expect(wall.page.locator("body")).not_to_contain_text("Karl")
    for number in (1, 2):
        meeting.do(number, "second", motion="m1")
    expect(wall.page.locator("body")).not_to_contain_text("Karl")
    meeting.teach("admit_motion", motion="m1")
    meeting.teach("put_question", motion="m1", seconds=0)
    expect(wall.page.locator("body")).to_contain_text("Karl")
    expect(pupil.part("my-vote")).to_contain_text("Karl")

    desk.locator("#vote").get_by_role("button", name="Take away").click()

    for page in (wall.page, pupil.page):
        expect(page.locator("body")).not_to_contain_text("Karl")
        told = page.get_by_text("The teacher has taken this text away.").locator("visible=true")
        expect(told.first).to_be_visible()
    picture(wall.page, "texts-wall-taken-away")
    picture(pupil.page, "texts-seat-taken-away")
    meeting.do(3, "cast_vote", ballot="b1", choice="for")
    for act in ("close_ballot", "announce"):
        meeting.teach(act)
    expect(wall.part("scene")).to_contain_text("Motion")


def test_what_waits_and_what_is_gone_is_looked_at_closely(look: Look, server: Server):
    meeting = Meeting(server, joined=4, pupils=5)
    meeting.teach("open_session")
    meeting.go_to("debate")
    for kind in ("statement", "motion"):
        meeting.teach("read_first", kind=kind)
    meeting.do(0, "leave_statement", text="Whoever has no bread hears no speeches. " * 6)
    meeting.do(0, "move", amends="whole", how="replace", passage="bourgeois elements", text="the rich")
    meeting.do(1, "leave_statement", text="Gone at once.")
    meeting.teach("take_away", text="t2")
    look(f"/teach/{meeting.code}/", meeting.teacher, says="To be read first")
    look(f"/seat/{meeting.code}/", meeting.pupils[0], says="Your teacher reads it first")
