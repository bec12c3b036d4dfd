"""The hall: how one is told who sits there."""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import LAPTOP, PHONE, goes_to


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


def test_a_seat_tells_who_sits_there_by_pointer_tap_and_arrow_keys(room):
    code = room.server.session(room.desk, "central-committee-10-october", pupils=4)
    ada = room.pupil(code, "Ada", PHONE, has_touch=True, is_mobile=True)
    ada.is_connected()
    goes_to(ada.page, "hall")
    seats, says = ada.page.locator("seat-map [tabindex]"), ada.page.locator("seat-map output")

    persons = ada.page.locator("#persons [data-place]")
    name = str(persons.first.locator("span").text_content())
    place = persons.first.get_attribute("data-place")
    x, y = ada.page.evaluate(
        """place => {
          const map = document.querySelector("seat-map");
          const { x, y } = map.hall.places[place];
          const at = new DOMPoint(x, y).matrixTransform(map.svg.getScreenCTM());
          return [at.x, at.y];
        }""",
        place,
    )
    ada.page.touchscreen.tap(x, y)
    expect(says).to_contain_text(name)
    ada.page.mouse.move(x, y - 300)
    ada.page.mouse.move(x, y)
    expect(says).to_contain_text(name)

    seats.focus()
    seats.press("Escape")
    expect(says).to_be_empty()
    seats.press("ArrowRight")
    own = ada.page.evaluate("document.querySelector('[data-own]').dataset.own")
    mine = ada.page.locator(f"#persons [data-place='{own}'] span").text_content()
    expect(says).to_contain_text(str(mine))
    first = says.text_content()
    seats.press("ArrowRight")
    expect(says).not_to_have_text(str(first))
    assert ada.page.evaluate("document.querySelector('seat-map').rings.own.getAttribute('d')")


def test_without_scripts_the_hall_is_a_list_by_side(room):
    code = room.server.session(room.desk, pupils=4)
    wall = room.device(PHONE, java_script_enabled=False)
    wall.goto(f"/screen/{code}/")

    expect(wall.locator("#persons summary").first).to_contain_text("Left")


def test_on_a_laptop_the_hall_stands_beside_what_is_due(room):
    code = room.server.session(room.desk, pupils=4)
    room.desk.act(code, "open_session")
    while room.desk.state(code)["stage"]["kind"] != "debate":
        room.desk.act(code, "advance_stage")
    ada = room.pupil(code, "Ada", LAPTOP)
    ada.is_connected()

    hall = ada.page.locator("seat-map").bounding_box()
    now = ada.page.locator("#my-now").bounding_box()

    assert hall["y"] + hall["height"] <= LAPTOP["height"]
    assert hall["x"] > now["x"] + now["width"]
