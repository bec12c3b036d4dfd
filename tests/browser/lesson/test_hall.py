"""The hall: where seats stand by its plan, and how one is told who sits there."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import PHONE, goes_to

HALL = Path(__file__).resolve().parents[3] / "game/static/game/hall/hall.js"
FAULTS = """async ([source, plan, empty]) => {
  const { hall, WIDTH, HEIGHT } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const order = ["L", "C", "R"];
  const faults = [];
  for (let n = 4; n <= 1000; n += n < 60 ? 1 : 47) {
    const signs = Array.from({ length: n }, (_, i) => "LCRRL"[i % 5]);
    const behind = empty ? signs.map((_, i) => (i % 3 ? "." : "b")).join("") : "";
    const { places, chairs, radius, rim, plan: drawn } = hall(signs, order, { plan, behind, empty });
    const all = [...places, ...chairs];
    const told = (what) => faults.push(`${n} seats (${drawn}): ${what}`);
    if (places.length !== n || (drawn === "table" && chairs.length !== empty)) told("somebody has no place");
    if (rim.map(({ sign }) => sign).sort().join("") !== "CLR") told("a side has no sign");
    if (all.some(({ x, y }) => Math.min(x, WIDTH - x, y, HEIGHT - y) < radius)) told("outside the picture");
    const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) >= 2 * radius;
    if (all.some((a, i) => all.slice(0, i).some((b) => !apart(a, b)))) told("two overlap");
    if (drawn === "table") continue;
    const part = ({ x, y }) => Math.atan2(108 - y, 110 - x);
    const [left, centre, right] = order.map((sign) => places.filter((_, i) => signs[i] === sign).map(part));
    const meet = (a, b) => Math.max(...a) > Math.min(...b) + 1e-3;
    if (meet(left, centre) || meet(centre, right)) told("a side is not together");
  }
  return faults;
}"""


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


@pytest.mark.parametrize(("plan", "empty"), [("half-circle", 0), ("theatre", 0), ("table", 0), ("table", 10)])
def test_from_four_to_a_thousand_seats_each_has_a_place_of_its_own(browser, plan, empty):
    page = browser.new_page()

    faults = page.evaluate(FAULTS, [HALL.read_text(), plan, empty])

    page.close()
    assert not faults


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
