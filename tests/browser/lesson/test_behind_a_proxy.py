"""A lesson under a prefix, in a browser that knows the server only by the proxy in front of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import PHONE, Classroom, Onlooker, Pupil, Teacher
from tests.proxy import Proxy
from tests.server import Server

PREFIX = "/order"


@pytest.fixture(scope="module", params=[False, True], ids=["taken away", "left in place"])
def school(request, browser, tmp_path_factory):
    """The class and the address of the proxy, which is all that its browsers know."""
    with Proxy.running(PREFIX, keeps=request.param) as proxy:
        origin = f"http://127.0.0.1:{proxy.port}"
        with Server.alone(tmp_path_factory.mktemp("school"), PUBLIC_URL=origin + PREFIX) as server:
            proxy.upstream = server.port
            yield Classroom(browser, server), origin


def test_a_class_joins_votes_and_looks_back(school):
    classroom, origin = school
    [link] = re.findall(r"Teacher: (\S+)", classroom.server.log.read_text())
    teacher = Teacher(classroom.device({"width": 1366, "height": 768}, origin))
    teacher.page.goto(link)
    teacher.page.get_by_role("button", name="Sign in").click()
    expect(teacher.page).to_have_url(f"{origin}{PREFIX}/teach/new/")
    teacher.page.locator("[name=scenario][value=central-committee-10-october]").check()
    teacher.page.get_by_role("button", name="Open the lobby").click()
    teacher.page.wait_for_url(re.compile(rf"{PREFIX}/teach/[A-Z0-9]{{6}}/$"))
    code = teacher.page.url.rstrip("/").rpartition("/")[2]

    wall = Onlooker(classroom.device({"width": 1920, "height": 1080}, origin))
    wall.page.goto(f"{PREFIX}/screen/{code}/")
    expect(wall.page.locator(".where")).to_have_text(origin + PREFIX)
    assert wall.page.locator(".way-in img").evaluate(
        "picture => picture.decode().then(() => picture.naturalWidth)"
    )

    pupils = [Pupil(classroom.device(PHONE, origin), name) for name in ("Ada", "Bo")]
    for pupil in pupils:
        pupil.page.goto(f"{PREFIX}/{code.lower()}")  # the code behind the address
        pupil.take_a_seat()
        pupil.is_connected()
    teacher.is_connected()
    teacher.steps(
        "Begin the meeting",
        "Go on to: Items 1 to 3: reports",
        "Go on to: Tea, cheese, sausage and black bread",
        "Go on to: Item 4: the present moment",
        "Go on to: Roll-call on the resolution",
    )
    teacher.puts("rising", method="show", seconds="0")
    for pupil, choice in zip(pupils, ("for", "against"), strict=True):
        pupil.votes(choice)
    expect(wall.page.locator("h1")).to_be_visible()

    teacher.page.goto(f"{PREFIX}/check/")
    for line in ("line", "requests", "cookies", "post"):
        expect(teacher.page.locator(f"#check-{line}")).to_have_attribute("data-is", re.compile("good|open"))
    for page in ("outcome", "replay", "lab"):
        teacher.page.goto(f"{PREFIX}/{page}/{code}/")
        expect(teacher.page.locator("h1").first).to_be_attached()
    classroom.leave()
