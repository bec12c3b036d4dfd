"""The desk by keyboard alone, through a whole meeting; and the desk on a phone, in every colour and unfolded.

The teacher has no mouse here: every press goes through `page.keyboard`. Pupils answer by the POST twins, but
for the one in the chair, who has a page.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from debate.afterwards.debrief import CHAPTERS
from game.templatetags.words import WORDS
from tests.browser.lesson.people import (
    LAPTOP,
    NO_SECOND_TAP,
    PHONE,
    Classroom,
    Onlooker,
    Pupil,
    exactly,
    picture,
    shows,
)
from tests.browser.pages.looking import TOO_WIDE, UNFOLD, refused_by_axe
from tests.browser.states import Meeting, device

CONFERENCE = "democratic-conference"
SMALL_LAPTOP = {"width": 1280, "height": 800}
FOCUSED = "wanted => document.activeElement?.matches(wanted)"


class Keyboard(Onlooker):
    """A teacher without a mouse."""

    def __init__(self, page: Page):
        super().__init__(page)
        page.on("dialog", lambda question: question.accept())

    def press(self, *keys: str) -> None:
        """As somebody does who reads first what the key would do now."""
        for key in keys:
            if key in ("n", "e"):
                self.page.wait_for_timeout(NO_SECOND_TAP)
            self.page.keyboard.press(key)

    def offers(self, label: str) -> None:
        """Waits until the large button says so."""
        shows(self.part("next").locator(".primary"), exactly(label))

    def steps(self, *labels: str) -> None:
        """Does what the large button says, which has to be this."""
        for label in labels:
            self.offers(label)
            self.press("n")

    def is_at(self, selector: str) -> None:
        """Waits until the focus is there."""
        expect(self.page.locator(selector).first).to_be_focused()

    def tabs_to(self, selector: str, back: bool = False, most: int = 60) -> None:
        for _ in range(most):
            if self.page.evaluate(FOCUSED, selector):
                return
            self.press("Shift+Tab" if back else "Tab")
        self.is_at(selector)

    def puts(self, question: str, way: str = "button.primary") -> None:
        """Puts a question of the teacher's choice by one of its buttons, as the meeting has it."""
        self.press("o")
        self.is_at("#put-other > summary")
        fold = self.page.locator("#put-other > details", has_text=re.compile(rf"^\s*{question}"))
        id = fold.first.get_attribute("id")
        self.tabs_to(f"#{id} > summary")
        self.press("Enter")
        self.tabs_to(f"#{id} {way}")
        self.press("Enter")


@pytest.fixture
def room(classroom: Classroom):
    yield classroom
    classroom.leave()


@pytest.fixture
def meeting(server):
    return Meeting(server, joined=3, pupils=4, scenario=CONFERENCE)


def desk_of(room: Classroom, meeting: Meeting, size=LAPTOP) -> Keyboard:
    """The desk of this meeting's teacher, connected."""
    page = device(room.browser, meeting.teacher, viewport=size).new_page()
    room.watch(page)
    page.goto(f"/teach/{meeting.code}/")
    desk = Keyboard(page)
    desk.is_connected()
    return desk


def votes(meeting: Meeting, *choices: str) -> None:
    ballot = meeting.state()["ballot"]["id"]
    for pupil, choice in enumerate(choices):
        meeting.do(pupil, "cast_vote", ballot=ballot, choice=choice)


def test_a_teacher_leads_a_whole_meeting_by_keyboard_alone(room, meeting):
    desk = desk_of(room, meeting)
    dasha = room.pupil(meeting.code, "Dasha")
    desk.sees("people", "4 of 4 are in.")

    # The list of keys, and back.
    desk.press("?")
    expect(desk.page.locator("#keys")).to_be_visible()
    desk.press("?")
    expect(desk.page.locator("#keys")).to_be_hidden()
    desk.steps("Begin the meeting", "Go on to: Meetings of the groups")

    # Two cards, each by its number in the list; the second has come out by itself.
    for number in ("1", "3"):
        desk.press("k", number)
        desk.is_at(f"#do-release_card-c0{number} button")
        desk.press("Enter")
        desk.sees(f"card-c0{number}", "In play.")

    # A word to all, which typing does not mistake for keys; Esc leaves the field.
    desk.press("w")
    desk.page.keyboard.type("no nonsense, please")
    desk.press("Enter")
    desk.sees("stage", "no nonsense, please")
    desk.press("Escape")
    desk.is_at("#cards-title")

    # The straw poll: a ranking.
    desk.puts("Straw")
    desk.offers("Close the vote: Straw poll: what government?")
    votes(meeting, "soviets>all-democracy", "soviets", "no-kadets>soviets")
    desk.press("c")
    desk.offers("Announce the result: Straw poll: what government?")
    desk.press("a")
    desk.steps("Go on to: Debate: coalition or not?")

    # Speeches: next speaker, a word put in, its end, the end of the speech.
    for n in range(3):
        meeting.do(n, "request_floor", purpose="support")
    desk.sees("floor", "Lev Kamenev")
    shows(desk.page.locator(".speakers"), "Irakli Tsereteli")
    desk.offers("Call the next speaker: Lev Kamenev")
    desk.press("s")
    desk.sees("floor", "has the floor")
    desk.press("i")
    desk.is_at("#put-in-seat")
    desk.tabs_to("#give-intervention button")
    desk.press("Enter")
    desk.sees("floor", "puts in a word")
    desk.press("Escape", "e")
    expect(desk.part("floor")).not_to_contain_text("puts in a word")
    desk.press("e")
    expect(desk.part("floor")).not_to_contain_text("has the floor")

    # Too soon: the last step is taken back, and said plainly which.
    desk.sees("next", "Undo: ending the speech of")
    desk.press("u")
    desk.sees("floor", "has the floor")
    desk.press("e")

    # An amendment: moved, seconded, admitted; it waits for its vote. A second one is ruled out.
    meeting.do(0, "move", amends="whole", how="insert", text="The land goes to those who till it.")
    for n in (1, 2):
        meeting.do(n, "second", motion="m1")
    desk.offers("Admit: Amendment: The land goes to those who till it.")
    desk.press("m")
    desk.is_at("#motions-title")
    desk.press("b")
    desk.is_at("#next-title")
    desk.press("n")
    desk.offers("Call the next speaker: Irakli Tsereteli")
    meeting.do(1, "move", text="The hall is too cold.")
    desk.sees("motions", "The hall is too cold.")
    desk.press("m", "2")
    desk.tabs_to("#rule-out-m2 > summary")
    desk.press("Enter")
    desk.tabs_to("#reason-m2")
    desk.page.keyboard.type("Not our business here")
    desk.tabs_to("#ruling-m2 button")
    desk.press("Enter")
    desk.sees("motions", "1 motion dealt with")

    # A procedural motion comes before everything else.
    meeting.do(2, "move", kind="close_list")
    for n in (0, 1):
        meeting.do(n, "second", motion="m3")
    desk.steps("Put to the vote: Close the speakers’ list")
    desk.offers("Close the vote: Close the speakers’ list")
    votes(meeting, "for", "for", "for")
    desk.steps("Close the vote: Close the speakers’ list", "Announce the result: Close the speakers’ list")

    # The roll is called name by name; one answers aloud, and the teacher keys it in.
    # Two wait still; the meeting goes on nonetheless. Where it called the roll, the roll is called.
    desk.offers("Call the next speaker: Irakli Tsereteli")
    desk.press("b")
    desk.tabs_to("#next [id^=do-advance_stage] button")
    desk.press("Enter")
    desk.offers("Call the roll: Coalition in principle (about 1 minute)")
    desk.press("n")
    desk.sees("vote", "0 of ")
    desk.offers("Call the next name: Lev Kamenev")
    calls_the_roll(desk, meeting)
    desk.steps(
        "Close the vote: Coalition in principle",
        "Go on to: The result is read",
        "Announce the result: Coalition in principle",
    )
    desk.offers("Go on to: Debate: two amendments, and a quarrel over their order")

    # Dasha takes the chair and leads on; then the teacher takes it back.
    desk.press("f")
    desk.page.keyboard.type("dasha")
    expect(desk.page.locator("#people .crowd > li:visible")).to_have_count(1)
    desk.press("Enter")
    desk.tabs_to("#people button[value=give_chair]")
    desk.press("Enter")
    chairs(dasha, "Go on to: Debate: two amendments, and a quarrel over their order")
    desk.sees("stage", "Debate: two amendments")
    desk.tabs_to("#do-give_chair button")
    desk.press("Enter")
    expect(dasha.part("my-chair")).to_be_hidden()

    # The first amendment by secret ballot, the second by hands, and then the one that pupils moved.
    desk.steps("Go on to: Vote: the first amendment")
    desk.offers("Put the question: First amendment: the Kornilov affair")
    desk.puts("First amendment", "button[value=secret]")
    desk.offers("Close the vote: First amendment: the Kornilov affair")
    votes(meeting, "for", "for", "against")
    desk.sees("vote", "3 of 4 pupils have voted.")
    desk.press("Escape")
    desk.steps(
        "Close the vote: First amendment: the Kornilov affair",
        "Announce the result: First amendment: the Kornilov affair",
        "Go on to: Vote: the second amendment",
        "Put the question: Second amendment: the Kadet party",
        "Close the vote: Second amendment: the Kadet party",
        "Announce the result: Second amendment: the Kadet party",
        "Go on to: Vote: the resolution as amended",
        "Put to the vote: Amendment: The land goes to those who till it.",
    )
    votes_when_open(desk, meeting, "for", "for", "for")
    desk.press("c")
    desk.steps(
        "Announce the result: The land goes to those who till it.",
        "Put the question: The resolution as amended",
        "Close the vote: The resolution as amended",
        "Go on to: What the Conference has said",
        "Announce the result: The resolution as amended",
        "Go on to: You are yourself again",
        "Go on to: Our meeting and theirs",
        *(f"Go on to: {WORDS['chapter'][chapter]}" for chapter in CHAPTERS),
        "Close the session",
    )
    desk.sees("stage", "The session is closed")
    methods = {row["question"]: row["method"] for row in meeting.state()["divisions"]}
    assert methods["coalition"] == "roll_call"
    assert methods["without-kornilov"] == "secret"
    assert methods["which-government"] == "ranked"


def calls_the_roll(desk: Keyboard, meeting: Meeting) -> None:
    """One answers by button, which calls the next; one says nothing; one's word is keyed in; one is left."""
    ballot = meeting.state()["ballot"]["id"]
    desk.press("n")
    desk.sees("next", "Lev Kamenev is called and has not answered.")
    meeting.do(0, "cast_vote", ballot=ballot, choice="for")
    desk.sees("next", "Viktor Chernov is called and has not answered.")
    desk.press("n")
    desk.sees("next", "Irakli Tsereteli is called and has not answered.")
    desk.press("x")
    desk.is_at("#enter-seat")
    shows(desk.page.locator("#enter-seat option:checked"), "Irakli Tsereteli")
    desk.tabs_to("#enter-vote button[value=for]")
    desk.press("Enter")
    desk.sees("next", "Yuly Martov is called and has not answered.")
    desk.steps("End the roll")


def votes_when_open(desk: Keyboard, meeting: Meeting, *choices: str) -> None:
    shows(desk.part("next").locator(".primary"), "Close the vote")
    votes(meeting, *choices)


def chairs(pupil: Pupil, label: str) -> None:
    button = pupil.part("my-chair").locator(".primary")
    shows(button, exactly(label))
    button.click()


def test_keys_are_silent_while_somebody_writes_and_can_be_switched_off(room, meeting):
    desk = desk_of(room, meeting)
    meeting.teach("open_session")
    desk.offers("Go on to: Meetings of the groups")

    desk.press("f")
    desk.page.keyboard.type("nnpp")
    expect(desk.page.locator("#find-person")).to_have_value("nnpp")
    desk.press("Escape", "?")
    desk.tabs_to("#keys-on")
    desk.press("Space", "Escape", "n", "p")

    desk.page.wait_for_timeout(300)
    state = meeting.state()
    assert (state["stage"]["kind"], state["status"]) == ("brief", "open")
    desk.page.reload()
    desk.is_connected()
    desk.press("p")
    desk.page.wait_for_timeout(300)
    assert meeting.state()["status"] == "open"


def test_a_push_does_not_take_the_focus_away(room, meeting):
    desk = desk_of(room, meeting)
    meeting.teach("open_session")
    desk.offers("Go on to: Meetings of the groups")
    desk.tabs_to("#next .primary")
    desk.press("Enter")
    desk.offers("Go on to: Debate: coalition or not?")
    desk.is_at("#next-title")

    desk.press("w")
    desk.page.keyboard.type("half a sen")
    meeting.teach("advance_stage")
    desk.sees("stage", "Debate: coalition or not?")
    desk.is_at("#to-all")
    expect(desk.page.locator("#to-all")).to_have_value("half a sen")


def test_a_key_that_does_nothing_now_says_so(room, meeting):
    desk = desk_of(room, meeting)

    desk.press("c")

    shows(desk.page.locator("#key-said"), "Not possible now: c close the vote")


def test_one_person_dragged_onto_another_changes_places_with_them(room, meeting):
    desk = desk_of(room, meeting)
    first, second = meeting.seat(0), meeting.seat(1)
    before = {row["id"]: row["role"] for row in meeting.state()["seats"]}

    desk.page.drag_and_drop(f"#person-{first} summary", f"#person-{second} summary")

    expect(desk.page.locator(f"#person-{first}")).to_have_attribute("data-role", before[second])
    assert {row["id"]: row["role"] for row in meeting.state()["seats"]}[second] == before[first]


def busy(server, joined: int = 6) -> Meeting:
    """A meeting with something in every panel."""
    meeting = Meeting(server, joined=joined, pupils=max(joined, 6), scenario=CONFERENCE)
    meeting.teach("open_session")
    meeting.go_to("caucus")
    meeting.do(0, "caucus_say", text="We vote against, all of us.")
    meeting.go_to("debate")
    for n in (0, 1, 2):
        meeting.do(n, "request_floor", purpose="support")
    meeting.teach("give_floor", seat=meeting.seat(0))
    meeting.do(0, "move", amends="whole", how="insert", text="The land goes to those who till it.")
    meeting.do(1, "move", text="The Conference greets the fleet.")
    meeting.do(2, "call_help", text="What is a mandate?")
    meeting.do(1, "leave_statement", text="Peace first.")
    meeting.vote("for", "against", question="coalition", method="show", seconds=0)
    return meeting


@pytest.mark.parametrize("size", [PHONE, SMALL_LAPTOP], ids=["phone", "laptop"])
def test_with_every_panel_open_the_desk_is_accessible_and_fits(room, server, size):
    desk = desk_of(room, busy(server), size)
    desk.page.evaluate(UNFOLD)

    for colours in ("light", "dark"):
        assert list(refused_by_axe(desk.page, colours)) == []
    assert desk.page.evaluate(TOO_WIDE) <= 0


def test_on_a_phone_what_is_needed_most_lies_at_the_thumb(room, server):
    meeting = busy(server)
    desk = desk_of(room, meeting, PHONE)
    bar = desk.part("bar")
    for name in ("Close the vote: Coalition in principle", "Next speaker", "People", "The vote", "Undo"):
        found = bar.locator("button, a").filter(has_text=exactly(name))
        expect(found).to_be_in_viewport()
        assert found.bounding_box()["height"] >= 44, name

    bar.get_by_role("link", name="People").click()
    expect(desk.part("people")).to_be_in_viewport()
    expect(desk.part("vote")).to_be_hidden()
    bar.get_by_role("link", name="All").click()
    expect(desk.part("vote")).to_be_visible()
    bar.get_by_role("button", name="Close the vote: Coalition in principle").click()
    desk.sees("bar", "Announce the result: Coalition in principle")
    picture(desk.page, "desk-phone")


def test_the_large_button_waits_for_the_hand_and_for_the_clock(room, meeting):
    meeting.teach("open_session")
    meeting.go_to("debate")
    meeting.do(0, "request_floor", purpose="support")
    desk = desk_of(room, meeting)
    page = desk.page
    pair = page.locator("#next .next-pair button")
    desk.offers("Call the next speaker: Lev Kamenev")
    expect(pair.nth(1)).to_have_text(re.compile("Go on to: Roll-call"))

    # Somebody presses near it; what comes just then shows everywhere else at once, there a little later.
    page.mouse.click(*at_the_end_of(page, "#next"))
    meeting.do(0, "withdraw_request")
    page.locator("#speakers").wait_for(state="detached")
    assert page.evaluate("document.querySelector('#next .primary').textContent.trim()").startswith(
        "Call the next"
    )
    desk.offers("Go on to: Roll-call: coalition in principle")

    # The time of the stage is up: what stood beside it comes first, and is the large one.
    meeting.do(1, "request_floor", purpose="support")
    desk.offers("Call the next speaker: Viktor Chernov")
    page.evaluate("document.querySelector('#next .next-pair').dataset.until = Date.now() - 1000")
    desk.offers("Go on to: Roll-call: coalition in principle")
    expect(pair.first).to_have_class(re.compile("primary"))
    expect(pair.nth(1)).to_have_text("Call the next speaker: Viktor Chernov")


def at_the_end_of(page: Page, selector: str) -> tuple[float, float]:
    """A place within it where nothing lies to be pressed."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] - 4, box["y"] + box["height"] - 4


def test_the_palette_finds_every_act_by_its_name(room, meeting):
    meeting.teach("open_session")
    meeting.go_to("debate")
    desk = desk_of(room, meeting)
    page, found = desk.page, desk.page.locator("#palette-found [role=option]")

    # A plain button is pressed.
    desk.press("/")
    desk.is_at("#palette-words")
    page.keyboard.type("pause")
    expect(found.first).to_have_attribute("aria-selected", "true")
    assert list(refused_by_axe(page, "light")) == []
    desk.press("Enter")
    desk.offers("Go on after the pause")
    desk.press("Control+k")
    page.keyboard.type("go on after")
    desk.press("Enter")
    desk.offers("Go on to: Roll-call: coalition in principle")

    # Of several with one name each says what it is about; Esc leaves everything as it is.
    desk.press("Control+k")
    page.keyboard.type("release to all")
    names = found.locator("small").all_inner_texts()
    assert len(set(names)) == len(names) > 3
    desk.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()

    # What asks first, or has fields, is unfolded and focused, also where this stage does not need it.
    for words, place in (
        ("close the session", "#do-close_session .danger"),
        ("end the lesson", "#do-pause-true .danger"),
        ("give a seat", "#add-name"),
    ):
        desk.press("Control+k")
        page.keyboard.type(words)
        desk.press("Enter")
        desk.is_at(place)
        expect(page.locator(place)).to_be_in_viewport()
    assert meeting.state()["status"] == "open"


def test_a_close_can_be_taken_back(room, meeting):
    meeting.teach("open_session")
    meeting.teach("close_session")
    desk = desk_of(room, meeting)

    desk.page.get_by_role("button", name="Take the close back").click()

    desk.offers("Go on to: Meetings of the groups")
    assert meeting.state()["status"] == "open"


@pytest.mark.parametrize("size", [LAPTOP, SMALL_LAPTOP], ids=["1366", "1280"])
def test_on_a_laptop_only_columns_scroll(room, server, size):
    meeting = busy(server)
    desk = desk_of(room, meeting, size)
    page = desk.page
    for due in ("Close the vote", "Announce the result"):
        desk.sees("next", due)
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        expect(page.locator("#next .primary")).to_be_in_viewport()
        expect(page.locator("#people-title")).to_be_in_viewport()
        if due == "Close the vote":
            meeting.teach("close_ballot")
