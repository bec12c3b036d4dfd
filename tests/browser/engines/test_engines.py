"""A pupil's whole way, and the wall, in the engines of iPhones and of Firefox."""

import pytest

from tests.browser.engines import engines

FAULTS = """
window.faults = [];
addEventListener("error", (event) => window.faults.push(String(event.message)));
addEventListener("unhandledrejection", (event) => window.faults.push(String(event.reason)));
"""


@pytest.fixture(scope="module")
def xvfb(needs_webkit):
    with engines.screen() as name:
        yield name


@pytest.fixture(params=["webkit", "firefox"])
def page(request, server):
    if request.param == "webkit":
        opened = engines.webkit(request.getfixturevalue("xvfb"), server.url)
    else:
        opened = engines.firefox(request.getfixturevalue("needs_firefox"), server.url)
    with opened as page:
        yield page


@pytest.fixture
def desk(server):
    return server.teacher()


def test_a_pupil_joins_speaks_reacts_votes_is_called_and_looks_back(server, desk, page):
    code = server.session(desk, "central-committee-10-october", pupils=4)
    page.open(f"/join/{code}/")
    page.write("[name=name]", "Ida")
    page.press("#join button")
    page.until("location.pathname.startsWith('/seat/')")
    page.until("document.querySelector('#my-now')?.dataset.kind === 'lobby'")
    page.ask(f"(() => {{{FAULTS}}})()")
    other = server.pupil(code, "Ben")

    def due(kind):
        page.until(f"document.querySelector('#my-now')?.dataset.kind === '{kind}'")

    desk.act(code, "open_session")
    due("read")
    while desk.state(code)["stage"]["id"] != "debate-rising":
        desk.act(code, "advance_stage")
    due("debate")
    page.press("#ask-for-floor button")
    page.until("document.querySelector('#my-floor').innerText.includes('Take my name off')")
    desk.act(code, "give_floor")
    due("speak")
    page.press("#my-now .primary")
    other.act(code, "request_floor")
    desk.act(code, "give_floor")
    due("listen")
    page.press("#my-now .reactions button")
    page.until("document.querySelector('#my-now .reactions button').getAttribute('aria-pressed') === 'true'")
    desk.act(code, "end_turn")

    desk.act(code, "put_question", question="rising", method="show", seconds=0)
    due("vote")
    page.press("#my-vote button[value=for]")
    due("voted")
    page.shows("Your vote is saved")
    assert desk.state(code)["ballot"]["cast"] == 1
    for act in ("close_ballot", "undo", "undo"):
        desk.act(code, act)
    desk.act(code, "put_question", question="rising", method="roll_call", calls="seating", seconds=0)
    due("roll")
    me = page.ask("document.body.dataset.seat")
    while (ballot := desk.state(code)["ballot"])["called"] != me:
        assert desk.act(code, "call_next", seat=ballot["called"]).json["ok"]
    due("called")
    page.press("#my-vote button[value=against]")
    due("voted")

    desk.act(code, "close_ballot")
    desk.act(code, "announce")
    while desk.state(code)["stage"]["kind"] != "debrief":
        assert desk.act(code, "advance_stage").json["ok"]
    due("look_back")
    page.write("#my-reflection textarea", "I would vote otherwise.")
    page.press("#my-reflection button")
    page.shows("Write it anew")
    assert page.ask("window.faults") == []


def test_the_wall_shows_what_the_hall_looks_at(server, desk, page):
    code = server.session(desk, "central-committee-10-october", pupils=4)
    page.open(f"/screen/{code}/")
    page.shows(code)
    pupil = server.pupil(code, "Ada")
    desk.act(code, "open_session")
    while desk.state(code)["stage"]["id"] != "debate-rising":
        desk.act(code, "advance_stage")
    page.until("document.querySelector('#scene')?.dataset.kind === 'debate'")
    desk.act(code, "put_question", question="rising", method="show", seconds=0)
    page.until("document.querySelector('#scene').dataset.kind === 'voting'")
    pupil.act(code, "cast_vote", ballot="b1", choice="for")
    page.until("document.querySelector('.turnout strong')?.textContent === '1'")
    desk.act(code, "close_ballot")
    desk.act(code, "announce")
    page.until("document.querySelector('.stamp')")
