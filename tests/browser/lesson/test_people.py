"""Who sits where, in real Chromium: two phones on one seat, a joker taken out, a second teacher, a pupil
whose browser is closed for too long and comes back.

With SCREENSHOTS=folder the pages are photographed at phone, laptop and projector size.
"""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import LAPTOP, PHONE, Onlooker, Pupil, Teacher, picture, shows

COMMITTEE = "central-committee-10-october"


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave(expected=r"WebSocket connection to|status of 40[39]")


@pytest.fixture
def code(room):
    return room.server.session(room.desk, COMMITTEE, pupils=4)


def debating(room, code, stage="vote-rising"):
    room.desk.act(code, "open_session")
    while room.desk.state(code)["stage"]["id"] != stage:
        assert room.desk.act(code, "advance_stage").status == 200


def at_the_desk(room, code):
    teacher = room.teacher()
    teacher.page.goto(f"/teach/{code}/")
    teacher.is_connected()
    return teacher


def the_share_code(teacher, first):
    seat = first.page.locator("body").get_attribute("data-seat")
    teacher.unfolds(f"#share-{seat} button").click()
    shown = first.page.locator("#my-seat .share-code")
    expect(shown).to_have_text(re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$"))
    return shown.inner_text()


def test_two_phones_share_a_seat_and_one_vote(room, code):
    teacher, ada = at_the_desk(room, code), room.pupil(code, "Ada")
    shared = the_share_code(teacher, ada)
    picture(ada.page, "people-share-code")

    ben = Pupil(room.device(PHONE), "Ben")
    ben.page.goto(f"/join/{code}/")
    ben.page.get_by_text("I share a seat with somebody").click()
    ben.page.get_by_label("Share code").fill(shared)
    picture(ben.page, "people-join-shared")
    ben.take_a_seat()

    for pupil in (ada, ben):
        pupil.is_connected()
        pupil.sees("my-seat", "In this seat: Ada and Ben.")
    teacher.sees("people", "Ada and Ben")
    debating(room, code)
    room.desk.act(code, "put_question", seconds=0)
    ada.votes("for")
    ben.has_receipt("Your vote is saved: For.")
    ben.votes("against")
    ada.has_receipt("Your vote is saved: Against.")
    assert room.desk.state(code)["ballot"]["tally"] == {"for": 0, "against": 1, "abstain": 0}


def test_a_name_that_is_refused_at_the_desk_is_its_field_s_fault(room, code):
    room.pupil(code, "Ada")
    teacher = at_the_desk(room, code)
    field = teacher.unfolds("#add-name")
    field.fill("ada")

    field.press("Enter")

    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("^Somebody here is already called ada."))
    assert field.input_value() == "ada"
    field.fill("Cem")
    field.press("Enter")
    shows(teacher.part("people"), "Cem")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_new_name_is_at_the_desk_and_the_focus_stays(room, code):
    teacher, ada = at_the_desk(room, code), room.pupil(code, "Anomymus")
    seat = ada.page.locator("body").get_attribute("data-seat")
    field = teacher.unfolds(f"#person-{seat} input[name=name]")

    field.fill("Ada")
    field.press("Enter")

    shows(teacher.part(f"person-{seat}").locator("summary"), "Ada")
    expect(field).to_be_focused()
    picture(teacher.page, "people-desk")


def test_a_joker_is_taken_out_and_does_not_come_back_until_allowed(room, code):
    teacher, joker = at_the_desk(room, code), room.pupil(code, "Joker")
    joker.is_connected()
    seat = joker.page.locator("body").get_attribute("data-seat")

    teacher.unfolds(f"#person-{seat} form[id^=ban-] button").click()

    expect(joker.page.locator("#connection p")).to_have_text(
        "Your teacher has taken you out of this session."
    )
    # The sheet is gone from the page, not only from the eye.
    assert joker.page.locator("main").text_content() == ""
    assert "Joker" not in joker.page.locator("body").inner_text()
    joker.page.goto(f"/join/{code}/")
    expect(joker.page.get_by_role("alert")).to_have_text("Your teacher has taken you out of this session.")
    picture(joker.page, "people-taken-out")
    teacher.unfolds("#outside [aria-label='Let Joker come back']").click()
    expect(teacher.page.get_by_role("button", name="Let Joker come back")).to_have_count(0)
    joker.page.goto(f"/seat/{code}/")
    joker.is_connected()


@pytest.mark.parametrize(
    ("label", "says"), [("to help", "You are helping"), ("to watch", "You are watching")]
)
def test_a_second_teacher_comes_by_a_link(room, code, label, says):
    room.desk.act(code, "open_session")
    teacher = at_the_desk(room, code)
    teacher.page.locator("#drawer > summary").click()
    teacher.page.get_by_role("button", name=f"Make a link {label}").click()
    answer = teacher.part("invite").locator("[data-answer]")
    expect(answer).to_have_text(re.compile(r"/help/"))
    path = "/help/" + answer.inner_text().split("/help/")[1]

    other = Teacher(room.device(LAPTOP))
    other.page.goto(path)
    picture(other.page, "people-help")
    other.page.get_by_role("button", name="Open the desk").click()
    other.page.wait_for_url(f"**/teach/{code}/")

    other.is_connected()
    shows(other.page.locator("main"), says)
    picture(other.page, f"people-second-{label[3:]}")
    if label == "to help":
        stage = room.desk.state(code)["stage"]["id"]
        label = teacher.part("next").locator(".primary").inner_text()
        other.part("next").locator(".primary").click()
        expect(teacher.part("next").locator(".primary")).not_to_have_text(label)
        assert room.desk.state(code)["stage"]["id"] != stage
    else:
        expect(other.part("next").locator(".primary")).to_be_hidden()
    teacher.part("helpers").get_by_role("button", name="Take link 1 away").click()
    expect(other.page.locator("#connection p")).to_have_text("This page belongs to somebody else.")


def test_the_house_takes_over_from_a_closed_browser_and_gives_back_when_it_opens(room, code):
    gone, here = room.pupil(code, "Anna"), room.pupil(code, "Boris")
    debating(room, code)
    room.desk.act(code, "set_grace", seconds=20)
    gone.is_connected()
    here.is_connected()
    seat, kept = gone.page.locator("body").get_attribute("data-seat"), gone.page.context.cookies()
    gone.page.context.close()

    def held_by():
        return next(row["held_by"] for row in room.desk.state(code)["seats"] if row["id"] == seat)

    until = time.monotonic() + 40
    while held_by() == "pupil" and time.monotonic() < until:
        here.page.wait_for_timeout(500)
    assert held_by() == "house"

    page = room.device(PHONE)
    page.context.add_cookies(kept)
    page.goto(f"/seat/{code}/")

    back = Onlooker(page)
    back.is_connected()
    assert held_by() == "pupil"
    assert [row["kind"] for row in room.desk.state(code)["lately"]] == ["to_house", "back"]
    expect(here.page.locator("#connection")).to_have_attribute("data-is", "connected")
