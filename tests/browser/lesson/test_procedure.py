"""The full procedure on pupils' pages in real Chromium: motions, ballots of every kind, the group's room.

The teacher and the other pupils act by the POST twins (`states.py`); whoever a test is about has a page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lesson.people import PATIENCE, goes_to, shows
from tests.browser.pages.looking import refused_by_axe, too_wide
from tests.browser.states import Meeting, device, watched
from tests.server import Server

PASSAGE = "bourgeois elements"
WORDS = "who had no part in the Kornilov affair"
POLL = ("all-democracy", "soviets", "no-kadets", "with-kadets")


@pytest.fixture
def meeting(server: Server) -> Meeting:
    """Eight pupils in the first debate of the Conference."""
    meeting = Meeting(server, joined=8, pupils=8)
    meeting.teach("open_session")
    meeting.go_to("debate")
    return meeting


@pytest.fixture
def sits(browser: Browser, meeting: Meeting) -> Iterator[Any]:
    """`sits(pupil)`: this pupil's page. At the end each is looked at: axe, width, and no error on the way."""
    faults: list[str] = []
    pages: dict[int, Page] = {}

    def page_of(pupil: int, **options: Any) -> Page:
        context = device(browser, meeting.pupils[pupil], **options)
        context.set_default_timeout(PATIENCE)
        page = watched(context.new_page(), faults)
        page.goto(f"/seat/{meeting.code}/")
        if options.get("java_script_enabled", True):
            pages[pupil] = page
            page.wait_for_selector("#connection[data-is=connected]", state="attached")
        return page

    yield page_of
    for page in pages.values():
        page.evaluate("document.querySelectorAll('#my-motions details').forEach(one => one.open = true)")
        faults += [*refused_by_axe(page, "light"), *too_wide(page, "")]
    for context in browser.contexts:
        context.close()
    assert not faults, "\n".join(faults)


def opens(page: Page, id: str) -> None:
    page.locator(f"#{id} > summary").click()


def moves_an_amendment(meeting: Meeting) -> None:
    meeting.do(0, "move", amends="whole", how="insert", passage=PASSAGE, text=WORDS)


def test_an_amendment_is_moved_seconded_and_voted_on(meeting, sits):
    mover, second = sits(0), sits(1)
    for page in (mover, second):
        goes_to(page, "texts")

    opens(mover, "change-whole")
    mover.locator("#passage-whole").fill(PASSAGE)
    mover.locator("#words-whole").fill(WORDS)
    mover.get_by_role("button", name="Move this amendment").click()

    shows(mover.locator("#own-m1"), "waits for support")
    shows(second.locator("#motions ins"), WORDS)
    second.locator("#support-m1").get_by_role("button", name="Second it").click()
    shows(mover.locator("#motion-m1"), "seconded by 1 of 2")
    expect(mover.locator("#words-whole")).to_have_value("")

    meeting.do(2, "second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    meeting.teach("put_question", motion="m1", seconds=0)
    shows(mover.locator("#my-vote ins"), WORDS)
    mover.locator("#my-vote button[value=for]").click()
    shows(mover.locator("#my-vote .receipt"), "Your vote is saved: For.")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    shows(second.locator("#text-whole"), f"{PASSAGE} {WORDS} in the government")
    shows(second.locator("#text-whole"), "as changed so far")


def test_words_marked_in_the_text_fill_the_field(meeting, sits):
    page = sits(0)
    goes_to(page, "texts")
    opens(page, "change-whole")

    page.evaluate(
        """words => {
          const text = document.querySelector("#amend-whole [data-passage] p").firstChild;
          const from = text.data.indexOf(words);
          getSelection().setBaseAndExtent(text, from, text, from + words.length);
        }""",
        PASSAGE,
    )

    expect(page.locator("#passage-whole")).to_have_value(PASSAGE)


def test_a_ranking_is_handed_in_once_and_its_draft_outlives_a_reload(meeting, sits):
    page = sits(0)
    meeting.teach("put_question", question="which-government", seconds=0)
    for place, alternative in enumerate(POLL[:2], 1):
        page.locator(f"#rank-{alternative}").select_option(str(place))

    page.reload()

    expect(page.locator(f"#rank-{POLL[1]}")).to_have_value("2")
    page.get_by_role("button", name="Hand in my paper").click()
    shows(page.locator("#my-vote .receipt"), "Your secret vote is in the box.")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    shows(page.locator("#count .verdict"), "Chosen:")


def test_two_equal_places_in_a_ranking_are_refused_in_words(meeting, sits):
    page = sits(0)
    meeting.teach("put_question", question="which-government", seconds=0)
    for alternative in POLL[:2]:
        page.locator(f"#rank-{alternative}").select_option("1")

    page.get_by_role("button", name="Hand in my paper").click()

    shows(page.locator("#my-vote [data-answer]"), "each number only once")


def test_names_are_marked_in_an_election(server, browser):
    committee = Meeting(server, joined=5, scenario="central-committee-10-october", pupils=12)
    committee.teach("open_session")
    committee.go_to("debate")
    committee.teach("put_question", question="bureau", seconds=0)
    page = device(browser, committee.pupils[0]).new_page()
    page.goto(f"/seat/{committee.code}/")
    page.wait_for_selector("#connection[data-is=connected]", state="attached")
    names = page.locator("#my-vote input[type=checkbox]")
    wanted = [names.nth(n).get_attribute("value") for n in (1, 3)]

    for value in wanted:
        page.locator(f"#my-vote input[value={value}]").check()
    page.get_by_role("button", name="Hand in my paper").click()
    shows(page.locator("#my-vote .receipt"), "Your secret vote is in the box.")
    committee.teach("close_ballot")

    tally = committee.state()["ballot"]["tally"]
    assert all(tally[value] >= 1 for value in wanted)
    assert [*refused_by_axe(page, "light"), *too_wide(page, "")] == []
    page.context.close()


def test_a_bloc_is_split(meeting, sits):
    meeting.teach("put_question", question="coalition", method="delegation", seconds=0)
    heads = [n for n in range(8) if "split-b1" in meeting.pupils[n].get(f"/seat/{meeting.code}/").text]
    page = sits(heads[0])
    opens(page, "split-b1")
    whole = int(page.locator("#split-for").get_attribute("max") or 0)
    page.locator("#split-for").fill(str(whole - 1))
    page.locator("#split-against").fill("2")

    page.get_by_role("button", name="Vote so").click()
    shows(page.locator("#split-form-b1 [data-answer]"), str(whole))
    page.locator("#split-against").fill("1")
    page.get_by_role("button", name="Vote so").click()

    shows(page.locator("#my-vote .receipt"), f"{whole - 1} For, 1 Against")


def test_who_is_called_answers_by_button_and_the_others_wait(meeting, sits):
    meeting.teach("put_question", question="coalition", method="roll_call", calls="name", seconds=0)
    pages = {meeting.seat(n): sits(n) for n in range(2)}
    meeting.teach("call_next")
    while (called := meeting.state()["ballot"]["called"]) not in pages:
        meeting.teach("call_next", seat=called)
    other = next(seat for seat in pages if seat != called)

    shows(pages[called].locator("#my-vote"), "You are called. Answer now.")
    shows(pages[other].locator("#my-vote"), "When your name is called")
    expect(pages[other].locator("#my-vote button[name=choice]")).to_have_count(0)
    pages[called].locator("#my-vote button[value=against]").click()

    shows(pages[called].locator("#my-vote .receipt"), "Your vote is saved: Against.")
    assert meeting.state()["ballot"]["called"] != called


def test_a_room_is_read_by_its_own_group_alone(meeting, sits):
    factions = {n: meeting.pupils[n].state(meeting.code)["me"]["role"]["faction"] for n in range(8)}
    friend = next(n for n in range(1, 8) if factions[n] == factions[0])
    stranger = next(n for n in range(1, 8) if factions[n] != factions[0])
    meeting.do(0, "move", kind="adjourn")
    for n in (1, 2):
        meeting.do(n, "second", motion="m1")
    meeting.vote("for", "for", "for", motion="m1", question="")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    writer, reader, other = sits(0), sits(friend), sits(stranger)
    shows(writer.locator("#stage"), "A break for the groups")

    writer.get_by_label("To your group").fill("We ask for a roll-call.")
    writer.locator("#my-caucus").get_by_role("button", name="Send").click()

    shows(reader.locator("#my-caucus .lines"), "We ask for a roll-call.")
    expect(writer.get_by_label("To your group")).to_have_value("")
    expect(other.locator("#my-caucus")).to_be_visible()
    assert "We ask for a roll-call." not in other.content()


def test_a_leaning_is_kept_and_nobody_else_sees_it(meeting, sits):
    page = sits(0)

    page.locator("#lean-coalition").get_by_role("button", name="rather for").click()
    chosen = page.locator("#lean-coalition button[aria-pressed=true]")
    shows(chosen, "rather for")
    page.reload()

    expect(chosen).to_have_text("rather for")
    assert "leaning" not in str({k: v for k, v in meeting.state().items() if k != "stage"})


def test_a_call_for_help_is_answered(meeting, sits):
    page = sits(0)

    page.locator("#help-text").fill("What is an amendment?")
    page.get_by_role("button", name="Ask your teacher for help").click()
    shows(page.locator("#my-help"), "Your teacher knows")
    meeting.teach("answer_help", seat=meeting.seat(0))

    expect(page.locator("#my-help .notice")).to_have_count(0)


def test_a_latecomer_reads_what_has_happened(browser, meeting, sits):
    moves_an_amendment(meeting)
    meeting.teach("free_seat", seat=meeting.seat(7))
    late = meeting.server.pupil(meeting.code, "Lia")
    meeting.pupils.append(late)

    page = sits(8)

    shows(page.locator("#so-far"), "What has happened so far")
    shows(page.locator("#so-far"), "Amendment")
    expect(sits(0).locator("#so-far")).to_be_hidden()


def test_without_javascript_a_motion_is_moved_and_a_ranking_handed_in(meeting, sits):
    page = sits(0, java_script_enabled=False)
    opens(page, "move-own")
    page.locator("#main-text").fill("The Conference greets the workers of all countries.")
    page.locator("#move-main").get_by_role("button").click()
    expect(page.locator("#own-m1")).to_contain_text("waits for support")

    meeting.teach("put_question", question="which-government", seconds=0)
    page.reload()
    for place, alternative in enumerate(POLL, 1):
        page.locator(f"#rank-{alternative}").select_option(str(place))
    page.get_by_role("button", name="Hand in my paper").click()

    expect(page.locator("#my-vote .receipt")).to_contain_text("Your secret vote is in the box.")


def has_moved_and_seconded(meeting: Meeting) -> None:
    """The first pupil has moved m1 and seconded m2; m3 is somebody else's."""
    for pupil in range(3):
        meeting.do(pupil, "move", text=f"The hall hears speaker number {pupil} first.")
    meeting.do(0, "second", motion="m2")


def test_what_one_has_moved_or_seconded_is_not_offered_again(meeting, sits):
    has_moved_and_seconded(meeting)
    page = sits(0, viewport={"width": 390, "height": 844})
    goes_to(page, "texts")

    expect(page.locator("#support-m3")).to_be_visible()
    expect(page.locator("#support-m1, #support-m2")).to_have_count(2)
    for motion in ("m1", "m2"):
        expect(page.locator(f"#support-{motion}")).to_be_hidden()
    expect(page.locator("#own-m1")).to_be_visible()

    page.locator("#support-m3").get_by_role("button", name="Second it").click()

    expect(page.locator("#support")).to_be_hidden()
    meeting.do(4, "move", text="A motion that comes in later.")
    expect(page.locator("#support-m4")).to_be_visible()
    shows(page.locator("#motions"), "A motion that comes in later.")
    meeting.do(4, "withdraw_motion", motion="m4")
    expect(page.locator("#support-m4")).to_have_count(0)


def test_without_scripts_it_is_offered_and_refused_in_words(meeting, sits):
    has_moved_and_seconded(meeting)
    page = sits(0, java_script_enabled=False)

    page.locator("#support-m1").get_by_role("button", name="Second it").click()

    shows(page.locator("main"), "This is your own motion. Somebody else has to second it.")


def test_what_is_typed_outlives_others_motions_and_the_place_of_each_line_is_right(meeting, sits):
    page = sits(0)
    goes_to(page, "texts")
    opens(page, "move-own")
    page.locator("#main-text").fill("Half a thought")
    for pupil in (1, 2, 3):
        meeting.do(pupil, "move", text=f"The hall hears speaker number {pupil} first.")
    meeting.do(4, "second", motion="m2")

    expect(page.locator("#support-m3")).to_be_visible()

    expect(page.locator("#main-text")).to_have_value("Half a thought")
    ids = "rows => rows.map((row) => row.id)"
    lists = {"#docket > *": "motion-m", "#to-second > *": "support-m"}
    for where, name in lists.items():
        assert page.locator(where).evaluate_all(ids) == [f"{name}{n}" for n in (1, 2, 3)]
    page.reload()
    goes_to(page, "texts")
    for where, name in lists.items():
        assert page.locator(where).evaluate_all(ids) == [f"{name}{n}" for n in (1, 2, 3)]
    expect(page.locator("#main-text")).to_have_value("Half a thought")


def test_a_page_with_three_motions_of_one_s_own_says_so(meeting, sits):
    for number in range(3):
        meeting.do(0, "move", text=f"Motion number {number}.")
    page = sits(0, viewport={"width": 390, "height": 844})
    goes_to(page, "texts")

    shows(page.locator("#my-motions"), "You have 3 motions waiting.")
    expect(page.locator("#proposing")).to_be_hidden()

    meeting.do(0, "withdraw_motion", motion="m1")

    expect(page.locator("#proposing")).to_be_visible()
