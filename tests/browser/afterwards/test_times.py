"""Times are told in the browser's zone and language; without a script in the server's, as people write."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson.people import LAPTOP
from tests.browser.states import Meeting, device, watched
from tests.server import Server

SERVERS = ZoneInfo("America/Los_Angeles")
THEIRS = ZoneInfo("Asia/Kathmandu")
"""Half a day and a quarter of an hour away: neither hours nor minutes nor mostly days are the same."""
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]

PAGES = {
    "sessions": "/teach/",
    "records": "/teach/CODE/records/",
    "desk": "/teach/CODE/",
    "new session": "/teach/new/",
    "minutes": "/minutes/CODE/",
    "outcome": "/outcome/CODE/",
    "replay": "/replay/CODE/",
    "replay of the desk": "/replay/CODE/?as=teach&at=40",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server.alone(tmp_path_factory.mktemp("far away"), TIME_ZONE=SERVERS.key) as started:
        yield started


@pytest.fixture(scope="module")
def running(server):
    """A meeting in its debate, with a card that was released and a network that was tried."""
    meeting = Meeting(server, joined=3)
    meeting.teach("open_session")
    meeting.go_to("debate")
    meeting.do(0, "leave_statement", text="Whoever governs must end the war.")
    desk = meeting.teacher.get(f"/teach/{meeting.code}/").text
    meeting.teach("release_card", card=re.findall(r"do-release_card-([\w-]+)", desk)[0])
    tried = dict.fromkeys(
        ("address", "requests", "line", "post", "cookies", "clock", "storage", "browser"), "good"
    )
    assert meeting.teacher.post("/check/", {"verdict": "ready", **tried}).json["ok"]
    return meeting


@pytest.fixture(scope="module")
def over(server):
    """One that was played to its end; pupils have leaned, and news were read."""
    meeting = Meeting(server, joined=4)
    meeting.teach("open_session")
    meeting.go_to("debate")
    for pupil in range(4):
        meeting.do(pupil, "set_leaning", question="coalition", value=str(pupil - 2))
    meeting.do(0, "leave_statement", text="Whoever governs must end the war.")
    for pupil in range(4):
        meeting.do(pupil, "set_leaning", question="coalition", value="2")
    meeting.play_to_the_end()
    return meeting


@pytest.fixture
def visit(browser, running):
    """Opens a page as the teacher, far from the server; what goes wrong in it fails the test."""
    contexts, faults = [], []

    def visit(path: str, **options) -> Page:
        far = {"timezone_id": THEIRS.key, "locale": "de-DE", "viewport": LAPTOP, **options}
        contexts.append(device(browser, running.teacher, **far))
        page = watched(contexts[-1].new_page(), faults)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not faults, faults


def local(moment: str, shape: str) -> str:
    """A moment of a page as Germans write it in Nepal."""
    at = datetime.fromisoformat(moment).astimezone(THEIRS)
    days = (at.date() - datetime.now(THEIRS).date()).days
    if shape == "near":
        return f"{'today' if days == 0 else 'yesterday'}, {at:%H:%M}"
    return {
        "clock": f"{at:%H:%M}",
        "day": f"{at.day}. {MONTHS[at.month - 1]} {at.year}",
        "stamp": f"{at.day}. {MONTHS[at.month - 1]} {at.year} um {at:%H:%M}",
    }[shape]


def told(page: Page) -> list[tuple[str, str, str]]:
    """Every moment of a page: when, in which shape, and the words."""
    every = "all => all.map(time => [time.dateTime, time.dataset.as, time.textContent])"
    return [tuple(row) for row in page.locator("time").evaluate_all(every)]


def are_theirs(moments: list[tuple[str, str, str]]) -> None:
    """Fails unless there are moments, all told as in Nepal."""
    assert moments
    assert [words for *_, words in moments] == [local(at, shape) for at, shape, _words in moments]


@pytest.mark.parametrize("name", PAGES)
def test_times_are_told_as_in_the_browser_s_zone_and_language(visit, running, over, name):
    ended = name in ("minutes", "outcome", "replay")
    page = visit(PAGES[name].replace("CODE", over.code if ended else running.code))
    if name == "outcome":
        page.evaluate("document.querySelectorAll('details').forEach(fold => (fold.open = true))")
        expect(page.locator("details[data-piece][open]")).to_have_count(0)

    if name == "replay":
        at = int(page.locator("body").get_attribute("data-now")) / 1000
        words = f"{datetime.fromtimestamp(at, THEIRS):%H:%M:%S}"
        assert words in page.locator("#moment").inner_text()
    else:
        moments = told(page)
        assert moments
        assert [words for _at, _shape, words in moments] == [
            local(at, shape) for at, shape, _words in moments
        ]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "replay of the desk"])
def test_without_a_script_they_are_the_server_s_as_people_write_them(visit, running, over, name):
    ended = name in ("minutes", "outcome", "replay")
    page = visit(PAGES[name].replace("CODE", over.code if ended else running.code), java_script_enabled=False)
    shapes = {
        "clock": "%H:%M",
        "day": "%-d %B %Y",
        "stamp": "%-d %B %Y, %H:%M",
    }

    source = page.content()
    moments = re.findall(r'<time datetime="([^"]+)" data-as="(\w+)">([^<]+)</time>', source)

    for at, shape, words in moments:
        moment = datetime.fromisoformat(at).astimezone(SERVERS)
        if shape == "near":
            assert words.endswith(f"{moment:%H:%M}")
        else:
            assert words == moment.strftime(shapes[shape])
    if name == "replay":
        at = int(page.locator("body").get_attribute("data-now")) / 1000
        assert f"{datetime.fromtimestamp(at, SERVERS):%H:%M:%S}" in page.locator("#moment").inner_text()
    else:
        assert moments
    assert not re.search(r"\b[ap]\.m\.|\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec)\. \d", source)


def test_what_is_pushed_is_told_so_too(visit, running):
    page = visit(f"/teach/{running.code}/")
    expect(page.locator("#connection")).to_have_attribute("data-is", "connected")
    before = page.locator("time").count()

    card = re.findall(r"do-release_card-([\w-]+)", page.content())[0]
    running.teach("release_card", card=card)

    expect(page.locator(f"#card-{card} time")).to_have_count(1)
    page.wait_for_function("before => document.querySelectorAll('time').length > before", arg=before)
    are_theirs(told(page))


def test_the_replay_s_clock_readings_go_along(visit, over):
    page = visit(f"/replay/{over.code}/?beside=house")
    page.locator("#on").click()

    expect(page.locator("#moment")).to_contain_text("Step 2 of")
    at = int(page.locator("body").get_attribute("data-now")) / 1000
    expect(page.locator("#moment")).to_contain_text(f"{datetime.fromtimestamp(at, THEIRS):%H:%M:%S}")


def test_so_do_those_of_the_single_file(visit, over, running, tmp_path):
    saved = tmp_path / "replay.html"
    saved.write_text(running.teacher.get(f"/export/{over.code}.html").text)
    page = visit("about:blank")
    page.goto(saved.as_uri())

    for step in (1, 2):
        expect(page.locator("#moment")).to_contain_text(f"Step {step} of")
        at = int(page.locator("body").get_attribute("data-now")) / 1000
        expect(page.locator("#moment")).to_contain_text(f"{datetime.fromtimestamp(at, THEIRS):%H:%M:%S}")
        page.locator("#on").click()


def test_a_day_that_is_looked_for_is_the_teacher_s_own(visit, running, over):
    late = datetime(2025, 5, 4, 20, tzinfo=UTC)  # the fourth at the server, the fifth in Nepal
    with closing(sqlite3.connect(running.server.data_dir / "game.sqlite3", timeout=20)) as file, file:
        file.execute(
            "UPDATE game_session SET created_at = ? WHERE code = ?", (late.isoformat(" "), over.code)
        )

    def found(page: Page, day: str) -> list[str]:
        page.goto("/teach/")
        page.get_by_label("Day").fill(day)
        page.get_by_role("button", name="Search").click()
        page.wait_for_url(f"**on={day}**")
        return page.locator("a.session-code").all_inner_texts()

    with_script, without = visit("/teach/"), visit("/teach/", java_script_enabled=False)

    assert [found(with_script, f"2025-05-0{n}") for n in (4, 5)] == [[], [over.code]]
    assert [found(without, f"2025-05-0{n}") for n in (4, 5)] == [[over.code], []]


def test_a_link_ends_with_the_teacher_s_own_day(visit, over):
    page = visit(f"/replay/{over.code}/")
    last = datetime.now(THEIRS).date() + timedelta(days=7)
    page.evaluate("document.querySelectorAll('details').forEach(fold => (fold.open = true))")
    page.locator("#until").fill(last.isoformat())
    page.locator("#make-link button").click()
    page.wait_for_selector("text=/shared/")

    with closing(sqlite3.connect(over.server.data_dir / "game.sqlite3", timeout=20)) as file:
        [(ends,)] = file.execute("SELECT ends_at FROM game_link WHERE kind = 'replay'").fetchall()

    ended = datetime.fromisoformat(ends).replace(tzinfo=UTC).astimezone(THEIRS)
    assert (ended.date(), ended.hour, ended.minute) == (last + timedelta(days=1), 0, 0)
    page.goto(f"/replay/{over.code}/")
    assert (
        f"{last.day}. {MONTHS[last.month - 1]} {last.year}"
        in page.locator("li:has([id^=withdraw-])").text_content()
    )
