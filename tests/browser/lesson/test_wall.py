"""What the wall does beside showing: it fills the screen, can be heard, and names who comes in."""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import PROJECTOR
from tests.browser.states import Meeting
from tests.live.classroom import eventually

COUNTS = """window.tones = 0;
window.OscillatorNode = class extends OscillatorNode { start(at) { tones++; super.start(at); } };"""
BELL, GAVEL = 4, 6
"""Tones that each is made of."""


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


def wall_of(room, meeting, **options):
    page = room.device(PROJECTOR, **options)
    page.add_init_script(COUNTS)
    page.goto(f"/screen/{meeting.code}/")
    expect(page.locator("#connection")).to_have_attribute("data-is", "connected")
    return page


def sound(meeting, on):
    meeting.teacher.post(f"/teach/{meeting.code}/people/", {"act": "sound", "on": on})


def test_a_bell_and_a_gavel_once_the_desk_wants_them_and_somebody_has_pressed(room):
    meeting = Meeting(room.server, joined=2, scenario="central-committee-10-october", pupils=4)
    wall = wall_of(room, meeting)
    hear = wall.get_by_role("button", name="Let the wall be heard")
    expect(hear).to_be_hidden()
    meeting.teach("open_session")
    meeting.go_to("debate")

    sound(meeting, "true")
    hear.click()
    expect(hear).to_be_hidden()
    assert wall.evaluate("tones") == BELL, "a press lets the bell be heard once"

    meeting.teach("give_floor", seat=meeting.seat(0))
    expect(wall.locator("#scene[data-speech]")).to_be_attached()
    meeting.teach("end_turn")
    eventually(lambda: wall.evaluate("tones") == 2 * BELL)
    meeting.vote("for", question="rising", method="show")
    for act in ("close_ballot", "announce"):
        meeting.teach(act)
    eventually(lambda: wall.evaluate("tones") == 2 * BELL + GAVEL)

    sound(meeting, "false")
    expect(wall.locator("#scene[data-sounds]")).not_to_be_attached()
    meeting.teach("give_floor", seat=meeting.seat(0))
    expect(wall.locator("#scene[data-speech]")).to_be_attached()
    meeting.teach("end_turn")
    expect(wall.locator("#scene[data-speech]")).not_to_be_attached()
    assert wall.evaluate("tones") == 2 * BELL + GAVEL


def test_the_wall_fills_the_screen_by_a_press(room):
    meeting = Meeting(room.server, joined=0, pupils=4)
    wall = wall_of(room, meeting)

    fill = wall.get_by_role("button", name="Fill the screen")
    fill.click()

    expect(fill).to_be_hidden()
    assert wall.evaluate("document.fullscreenElement !== null")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_in_the_lobby_a_name_rises_from_the_seat_that_fills(room, motion):
    meeting = Meeting(room.server, joined=0, pupils=4)
    wall = wall_of(room, meeting, reduced_motion=motion)
    wall.evaluate("""() => {
      window.risen = [];
      const note = (one) => one.className === "rising" && setTimeout(() => risen.push(one.textContent));
      new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(note)))
        .observe(document.body, { childList: true });
    }""")

    pupil = room.server.pupil(meeting.code, "Ada")
    name = pupil.state(meeting.code)["me"]["role"]["name"]
    expect(wall.locator("#doors")).to_contain_text("1 of")

    if motion == "reduce":
        wall.wait_for_timeout(600)
        assert wall.evaluate("risen") == []
    else:
        eventually(lambda: wall.evaluate("risen") == [name])
        expect(wall.locator(".rising")).to_have_count(0)
