"""The debrief in a real browser: questions chosen and shown, reflections, the class beside history."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import NO_SECOND_TAP, PROJECTOR, Onlooker, Pupil, Teacher, picture
from tests.browser.states import NAMES, SECRETS, Meeting, a_class_that_looks_back
from tests.server import Person


@pytest.fixture(scope="module")
def meeting(server) -> Meeting:
    return a_class_that_looks_back(server)


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


def opened(room, meeting: Meeting, path: str, person: Person | None = None, **options):
    """A page in somebody's browser."""
    page = room.device(options.pop("size", {"width": 1366, "height": 768}), **options)
    if person:
        page.context.add_cookies(
            [{"name": c.name, "value": str(c.value), "url": person.server.url} for c in person.cookies]
        )
    page.goto(path)
    return page


def test_questions_are_chosen_at_the_desk_and_shown_on_the_wall_and_to_pupils(room, meeting):
    teacher = Teacher(opened(room, meeting, f"/teach/{meeting.code}/", meeting.teacher))
    wall = Onlooker(opened(room, meeting, f"/screen/{meeting.code}/", size=PROJECTOR))
    pupil = Pupil(
        opened(
            room, meeting, f"/seat/{meeting.code}/", meeting.pupils[4], size={"width": 320, "height": 640}
        ),
        "Dee",
    )
    own = teacher.page.locator("#more-questions li").filter(has_text="Your meeting:")
    teacher.page.locator("#more-questions > summary").click()
    for number in (1, 2):
        own.first.get_by_role("button").click()
        expect(teacher.page.locator("#debrief .talks").first.locator("li")).to_have_count(number)
        teacher.page.wait_for_timeout(NO_SECOND_TAP)  # another button lies there now

    first = teacher.page.locator("#debrief ol.talks li").first
    text = first.locator("p").inner_text().split("\n", 1)[1].strip()
    assert "{" not in text
    first.get_by_role("button", name="Show on the screen").click()

    wall.sees("scene", text)
    pupil.sees("debrief", text)
    picture(wall.page, "debrief-wall")
    picture(teacher.page, "debrief-desk")
    teacher.page.wait_for_timeout(NO_SECOND_TAP)
    first.get_by_role("button", name="Take down").click()
    expect(wall.part("scene")).not_to_contain_text(text)


def test_a_pupil_writes_a_reflection_and_writes_it_anew(room, meeting):
    pupil = Pupil(
        opened(
            room, meeting, f"/seat/{meeting.code}/", meeting.pupils[5], size={"width": 320, "height": 640}
        ),
        "Eva",
    )
    teacher = Teacher(opened(room, meeting, f"/teach/{meeting.code}/", meeting.teacher))

    pupil.page.get_by_label("Your reflection").fill("It was closer than I thought.")
    pupil.page.get_by_role("button", name="Save for my teacher").click()

    pupil.sees("my-reflection", "It was closer than I thought.")
    teacher.unfolds("#reflections dl")
    teacher.sees("reflections", "It was closer than I thought.")
    picture(pupil.page, "debrief-seat")
    pupil.page.get_by_label("Write it anew").fill("It hung on two people.")
    pupil.page.get_by_role("button", name="Save for my teacher").click()
    pupil.sees("my-reflection", "It hung on two people.")
    teacher.sees("reflections", "It hung on two people.")
    expect(teacher.part("reflections")).not_to_contain_text("closer than I thought")


def test_the_teacher_goes_from_person_to_person_by_key_and_sees_who_played_them(room, meeting):
    page = opened(room, meeting, f"/outcome/{meeting.code}/", meeting.teacher)
    expect(page.locator("#persons ~ .folded")).not_to_contain_text(re.compile("|".join(NAMES)))
    page.get_by_role("link", name="Show pupils’ names").click()
    page.wait_for_url("**/?names=yes*")
    page.get_by_role("link", name="Go through them one by one").click()
    page.wait_for_url("**/?*person=*")  # and has loaded: only then does anything listen to the keys
    first = page.locator("#one").inner_text()
    assert any(name in first for name in NAMES)

    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"person=(?!" + page.url.split("person=")[1].split("#")[0] + r"\b)"))

    assert page.locator("#one").inner_text() != first
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#one")).to_have_text(first)
    picture(page, "outcome-person")


def test_the_class_stands_beside_history(room, meeting):
    page = opened(room, meeting, f"/outcome/{meeting.code}/", meeting.teacher)

    coalition = page.locator("#division-coalition")
    expect(coalition.get_by_role("img", name="For and against")).to_be_visible()
    expect(page.locator("#division-m1")).to_contain_text("no record: your own motion")
    leanings = page.get_by_role("region", name="Who was moved, and after what?")
    expect(leanings).to_contain_text("They can’t show why")
    expect(leanings.get_by_role("img").first).to_be_visible()
    picture(page, "outcome-teacher")


def test_leanings_on_another_question_come_when_they_are_unfolded(room, meeting):
    page = opened(room, meeting, f"/outcome/{meeting.code}/", meeting.teacher)
    other = page.locator("#leanings-on-without-kadets")
    assert other.get_by_role("img").count() == 0

    other.locator("summary").first.click()

    expect(other.get_by_role("img").first).to_be_visible()
    other.scroll_into_view_if_needed()
    picture(page, "outcome-leanings-unfolded")


def test_single_leanings_are_the_teacher_s_choice(room, meeting):
    page = opened(room, meeting, f"/outcome/{meeting.code}/", meeting.teacher)
    assert page.get_by_text("Pupil by pupil").count() == 0

    page.get_by_role("link", name="Show single pupils").click()

    expect(page.get_by_role("heading", name="Pupil by pupil, for you alone")).to_be_visible()
    expect(page.locator("section", has_text="Pupil by pupil").last).to_contain_text("Борис")


def everything_else(meeting: Meeting, person: Person | None) -> str:
    """All that somebody can get hold of once the session is closed, short of their own seat."""
    who, code = person or Person(meeting.server), meeting.code
    pages = [who.get(path).text for path in (
        f"/outcome/{code}/", f"/outcome/{code}/?names=yes", f"/outcome/{code}/?person={meeting.seat(0)}",
        f"/replay/{code}/?at=9999", f"/screen/{code}/", f"/seat/{code}/",
    )]  # fmt: skip
    states = [json.dumps(who.state(code, query), ensure_ascii=False) for query in ("?as=screen", "")]
    return "\n".join([*pages, *states])


def test_names_reflections_and_single_leanings_reach_nobody_else(room, meeting):
    meeting.teach("close_session")
    assert SECRETS[0] in meeting.pupils[0].get(f"/seat/{meeting.code}/").text, "it would be found"

    for person in (meeting.pupils[2], None):
        seen = everything_else(meeting, person)

        assert SECRETS[0] not in seen
        assert "Pupil by pupil" not in seen
        assert "We give you the Kadets" not in seen
        assert f">{NAMES[1]}<" not in everything_else(meeting, None)
        assert f">{NAMES[5]}<" not in seen
        assert f"({NAMES[5]})" not in seen
    assert "leaned" not in json.dumps(meeting.pupils[2].state(meeting.code))
    picture(opened(room, meeting, f"/outcome/{meeting.code}/", meeting.pupils[0]), "outcome-pupil")


def test_both_halls_and_the_ribbon_mark_the_reader_alone(meeting):
    if meeting.state()["status"] != "closed":  # until then the class does not look back
        meeting.teach("close_session")
    path = f"/outcome/{meeting.code}/"
    mine, other, teacher = (who.get(path).text for who in (*meeting.pupils[:2], meeting.teacher))

    marks = [re.findall(r'class="own" d="M[^"]+"', text) for text in (mine, other, teacher)]
    assert len(marks[0]) == len(marks[1]) > 2
    assert marks[0] != marks[1]
    assert marks[2] == []
