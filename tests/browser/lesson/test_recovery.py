"""What goes wrong in a lesson, in mid-ballot, in real Chromium: sleep, reload, a borrowed device, two tabs, a
server that dies, a network without sockets, a browser without JavaScript. Nothing may be lost or doubled.

With SCREENSHOTS=folder the pages that say so are photographed at phone, laptop and projector size.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson.people import (
    HIDE,
    LAPTOP,
    PHONE,
    Classroom,
    Network,
    Onlooker,
    Pupil,
    picture,
    shows,
)

COMMITTEE = "central-committee-10-october"
LINE_LOST = r"WebSocket connection to|Failed to load resource: net::ERR_"
"""What the browser itself logs when a network is away; that is the matter of these tests."""


@pytest.fixture(scope="module")
def server(own_server):
    """It is killed in mid-ballot."""
    return own_server


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave(expected=LINE_LOST)


@pytest.fixture
def network(server):
    """A network that can go away, between one device and the server."""
    network = Network(server)
    yield network
    network.close()


@pytest.fixture
def strict_network(server):
    """A network that lets no sockets through."""
    network = Network(server, sockets=False)
    yield network
    network.close()


class Meeting:
    """A Committee in the middle of its roll-call, led by a teacher whose browser is not on trial."""

    def __init__(self, room: Classroom, stage: str = "vote-rising"):
        self.desk = room.desk
        self.code = room.server.session(self.desk, COMMITTEE, pupils=4)
        self.desk.act(self.code, "open_session")
        while self.desk.state(self.code)["stage"]["id"] != stage:
            assert self.desk.act(self.code, "advance_stage").status == 200
        if stage == "vote-rising":
            self.desk.act(self.code, "put_question", seconds=0)

    @property
    def seq(self) -> int:
        """The number of facts on disk."""
        return self.desk.state(self.code)["seq"]

    @property
    def tally(self) -> dict[str, int]:
        return self.desk.state(self.code)["ballot"]["tally"]

    @property
    def taken(self) -> list[str]:
        """The seats that pupils hold."""
        return [seat["id"] for seat in self.desk.state(self.code)["seats"] if seat["held_by"] == "pupil"]


def test_a_phone_that_slept_in_mid_ballot_wakes_up_in_its_seat_and_votes(room, network):
    meeting = Meeting(room)
    teacher = room.teacher()
    teacher.page.goto(f"/teach/{meeting.code}/")
    anna = room.pupil(meeting.code, "Anna", PHONE, url=network.url)
    boris = room.pupil(meeting.code, "Boris")
    teacher.sees("people", "2 here, 0 away, 0 gone")
    phone = falls_asleep(anna, network)
    teacher.sees("people", "1 here, 1 away, 0 gone")
    boris.votes("for")

    wakes_up(anna, phone, network)

    anna.is_connected()
    anna.sees("count", "1 of 2 pupils have voted.")
    anna.plays("Vladimir Lenin")
    anna.votes("against")
    assert is_the_same_page(anna)
    teacher.sees("people", "2 here, 0 away, 0 gone")
    assert meeting.tally == {"for": 1, "against": 1, "abstain": 0}


def test_a_reload_in_mid_ballot_keeps_the_vote_and_the_half_typed_sentence(room):
    meeting = Meeting(room)
    anna = room.pupil(meeting.code, "Anna")
    anna.votes("abstain")
    anna.page.get_by_label("A sentence for the record").fill("We were sent here to")
    before = meeting.seq

    anna.page.reload()

    anna.plays("Vladimir Lenin")
    anna.has_receipt("Your vote is saved: Abstain.")
    expect(anna.choice("abstain")).to_have_attribute("aria-pressed", "true")
    expect(anna.page.get_by_label("A sentence for the record")).to_have_value("We were sent here to")
    assert meeting.seq == before


def test_a_resume_code_moves_the_seat_to_another_device_in_mid_ballot(room):
    meeting = Meeting(room)
    phone = room.pupil(meeting.code, "Anna")
    phone.votes("for")
    code = phone.resume_code()
    laptop = Pupil(room.device(LAPTOP), "Anna")
    laptop.page.goto("/resume/")
    laptop.page.get_by_label("Resume code").fill(code)

    laptop.page.get_by_role("button", name="Take me to my seat").click()

    laptop.page.wait_for_url(f"**/seat/{meeting.code}/")
    laptop.plays("Vladimir Lenin")
    laptop.has_receipt("Your vote is saved: For.")
    phone.sees("connection", "Your seat is now open in a newer tab or on another device.")
    laptop.votes("against")
    assert meeting.tally == {"for": 0, "against": 1, "abstain": 0}
    assert meeting.taken == ["s1"]


def test_of_two_tabs_the_newer_one_has_the_seat_and_the_older_one_can_take_it_back(room):
    meeting = Meeting(room)
    older = room.pupil(meeting.code, "Anna")
    page = older.page.context.new_page()
    room.watch(page)
    newer = Pupil(page, "Anna")

    newer.page.goto(f"/seat/{meeting.code}/")

    newer.is_connected()
    older.sees("connection", "Your seat is now open in a newer tab")
    picture(older.page, "seat-moved")
    expect(older.page.locator("main")).to_be_empty()  # it would not hear that the seat is handed on
    newer.votes("for")
    older.page.get_by_role("link", name="Load this page again").click()
    older.has_receipt("Your vote is saved: For.")
    newer.sees("connection", "Your seat is now open in a newer tab")


def test_a_seat_handed_to_the_house_in_mid_ballot_is_taken_back_by_a_reload(room):
    meeting = Meeting(room)
    anna = room.pupil(meeting.code, "Anna")
    anna.is_connected()
    meeting.desk.act(meeting.code, "free_seat", seat="s1")

    anna.choice("for").click()

    answer = anna.part("my-vote").locator("[data-answer]")
    shows(answer, "Your seat went to the house. Load this page again to take it back.")
    assert meeting.taken == []
    anna.page.reload()
    anna.plays("Vladimir Lenin")
    anna.votes("for")
    assert meeting.taken == ["s1"]
    assert meeting.tally == {"for": 1, "against": 0, "abstain": 0}


def test_a_server_killed_in_mid_ballot_comes_back_with_every_seat_and_every_vote(room):
    meeting = Meeting(room)
    teacher = room.teacher()
    teacher.page.goto(f"/teach/{meeting.code}/")
    wall = room.screen(meeting.code)
    anna, boris, carla = (room.pupil(meeting.code, name) for name in ("Anna", "Boris", "Carla"))
    everybody = [teacher, wall, anna, boris, carla]
    anna.votes("for")
    boris.votes("against")
    for person in everybody:
        mark(person)
    before = meeting.seq

    room.server.kill()
    carla.choice("against").click()
    shows(carla.part("my-vote").locator("[data-answer]"), "Sending")
    carla.sees("connection", "What you send is kept and goes out when it is back.")
    expect(carla.part("my-vote").locator(".receipt")).to_have_count(0)
    picture(carla.page, "seat-away")
    room.server.start()

    carla.has_receipt("Your vote is saved: Against.")
    anna.has_receipt("Your vote is saved: For.")
    boris.has_receipt("Your vote is saved: Against.")
    for person in everybody:
        person.is_connected()
        assert is_the_same_page(person)
    wall.sees_line(1, 2)
    for person in everybody[2:]:
        person.sees_tally("count", **{"for": 1, "against": 2, "abstain": 0})
    teacher.sees("people", "3 here, 0 away, 0 gone")
    assert meeting.seq == before + 1
    assert meeting.taken == ["s1", "s2", "s3"]

    # The house: eight for, Zinoviev against.
    teacher.steps("Close the vote: The resolution on the rising")
    teacher.sees_tally("vote", **{"for": 9, "against": 3, "abstain": 0})


def test_a_network_without_sockets_carries_a_whole_division_by_plain_requests(room, strict_network):
    meeting = Meeting(room, stage="debate-rising")
    teacher = room.teacher(url=strict_network.url)
    teacher.page.goto(f"/teach/{meeting.code}/")
    anna = room.pupil(meeting.code, "Anna", url=strict_network.url)
    boris = room.pupil(meeting.code, "Boris")
    anna.sees("connection", "This network allows no live line.")
    picture(anna.page, "seat-polling")

    # What others do arrives by itself, and leaves alone what is being typed.
    typing = anna.page.get_by_label("A sentence for the record")
    typing.press_sequentially("We were")
    boris.page.get_by_label("A sentence for the record").fill("The masses are tired of words.")
    boris.page.get_by_role("button", name="Leave it for the record").click()
    anna.sees("record", "The masses are tired of words.")
    expect(typing).to_be_focused()
    anna.page.keyboard.type(" sent here")
    expect(typing).to_have_value("We were sent here")
    anna.page.get_by_role("button", name="Leave it for the record").click()
    boris.sees("record", "We were sent here")
    expect(typing).to_have_value("")

    teacher.steps("Go on to: Roll-call on the resolution", "All at once")
    anna.votes("against")
    boris.votes("for")
    teacher.sees("vote", "2 of 2 pupils have voted.")
    teacher.steps("Close the vote: The resolution on the rising", "Go on to: The result")
    teacher.steps("Announce the result: The resolution on the rising")
    # Trotsky and eight of the house for; Lenin and the house's Kamenev and Zinoviev against.
    anna.sees_tally("count", **{"for": 9, "against": 3, "abstain": 0})
    anna.sees("count", "Carried")
    assert strict_network.refused > 2


def test_a_pupil_without_javascript_joins_votes_and_loses_no_word(room):
    meeting = Meeting(room)
    anna = room.pupil(meeting.code, "Anna", java_script_enabled=False)
    anna.plays("Vladimir Lenin")

    anna.votes("for")
    anna.votes("against")
    assert meeting.tally == {"for": 0, "against": 1, "abstain": 0}

    long = "We have waited long enough. " * 40
    anna.page.get_by_label("A sentence for the record").fill(long)
    anna.page.get_by_role("button", name="Leave it for the record").click()
    shows(anna.page.get_by_role("alert"), "characters")
    typed = anna.page.get_by_label("What you wrote")
    expect(typed).to_have_value(long)
    picture(anna.page, "seat-refused")

    typed.fill("We have waited long enough.")
    anna.page.get_by_role("button", name="Try again").click()
    anna.sees("record", "We have waited long enough.")
    expect(anna.page.get_by_role("alert")).to_have_count(0)

    meeting.desk.act(meeting.code, "close_ballot")
    anna.choice("for").click()
    shows(anna.page.get_by_role("alert"), "closed")
    anna.has_receipt("Your vote is saved: Against.")


def test_a_teacher_without_javascript_leads_a_whole_division(room):
    teacher = room.teacher(java_script_enabled=False)
    code = teacher.opens_a_lobby(COMMITTEE)
    anna = room.pupil(code, "Anna")

    teacher.steps(
        "Begin the meeting",
        "Go on to: Items 1 to 3: reports",
        "Go on to: Tea, cheese, sausage and black bread",
        "Go on to: Item 4: the present moment",
    )
    anna.page.get_by_role("button", name="Put me on the list").click()
    anna.sees("my-floor", "You are number 1")
    teacher.page.reload()
    teacher.part("floor").get_by_role("button", name="Give the floor").click()
    anna.sees("my-now", "You have the floor")
    teacher.part("floor").get_by_role("button", name="End the speech").click()
    teacher.steps("Go on to: Roll-call on the resolution", "All at once")
    anna.votes("abstain")
    teacher.page.reload()
    teacher.sees("vote", "1 of 1 pupils have voted.")
    teacher.steps(
        "Close the vote: The resolution on the rising",
        "Go on to: The result",
        "Announce the result: The resolution on the rising",
        "Go on to: When?",
        "Go on to: The vote on the day",
        "Put the question: When: before the Congress, or with it?",
        "Close the vote: When: before the Congress, or with it?",
        "Go on to: A day, or none",
        "Announce the result: When: before the Congress, or with it?",
        "Go on to: You are yourself again",
        "Go on to: What did we decide, and what did they?",
        "Close the session",
    )

    # The house: nine for, Kamenev and Zinoviev against. Lenin abstains.
    anna.sees("results", "For 9 · Against 2 · Abstain 1")
    teacher.sees("stage", "The session is closed")
    teacher.page.get_by_role("link", name="The class beside history").click()
    teacher.page.wait_for_url(f"**/outcome/{code}/")


def falls_asleep(pupil: Pupil, network: Network):
    """The pupil puts the phone away: the tab is hidden, then frozen, and the phone drops its lines."""
    mark(pupil)
    pupil.page.evaluate(HIDE, True)
    phone = pupil.page.context.new_cdp_session(pupil.page)
    phone.send("Page.setWebLifecycleState", {"state": "frozen"})
    network.goes_away()
    return phone


def wakes_up(pupil: Pupil, phone, network: Network) -> None:
    network.comes_back()
    phone.send("Page.setWebLifecycleState", {"state": "active"})
    pupil.page.evaluate(HIDE, False)


def mark(person: Onlooker) -> None:
    """Leaves a mark in the page that a reload would wipe away."""
    person.page.evaluate("window.mark = true")


def is_the_same_page(person: Onlooker) -> bool:
    return bool(person.page.evaluate("window.mark"))
