"""Whole meetings in real Chromium against the real server: a teacher, the wall, three pupils and the house.

All figures are worked out by hand from the record and from what the three do; how stands beside each.
With SCREENSHOTS=folder every page on the way is photographed at phone, laptop and projector size.
"""

import re

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser.lesson.people import (
    LAPTOP,
    NO_SECOND_TAP,
    PHONE,
    TABLET,
    Classroom,
    Pupil,
    Teacher,
    exactly,
    picture,
)

CONFERENCE, COMMITTEE = "democratic-conference", "central-committee-10-october"


@pytest.fixture
def room(classroom):
    """At the end no page may have thrown, logged an error, or broken the content policy."""
    yield classroom
    classroom.leave()


def test_a_class_plays_the_democratic_conference_from_the_lobby_to_the_replay(room, server):
    teacher = Teacher(room.device(LAPTOP))
    teacher.page.goto(server.teacher_link())
    teacher.page.get_by_role("button", name="Sign in").click()
    picture(teacher.page, "sessions")

    # The lobby. Anna types the code, Boris follows the QR code, Carla opens the address on a laptop.
    code = teacher.opens_a_lobby(CONFERENCE)
    wall = room.screen(code)
    wall.sees("doors", code)
    wall.sees("doors", "0 of 4 are in.")
    picture(wall.page, "screen-lobby")
    anna = goes_in_by_code(room, code, "Anna")
    boris = goes_in_by_qr_code(room, teacher, code, "Борис")
    carla = room.pupil(code, "🙂 Carla", LAPTOP)
    pupils = [anna, boris, carla]
    everybody = [teacher, wall, *pupils]
    wall.sees("doors", "3 of 4 are in.")
    teacher.sees("people", "3 here, 0 away, 0 gone")
    picture(teacher.page, "desk-lobby")
    all_see(everybody, "Before the meeting")

    # Briefs. Each has a person of their own faction; nobody's page names another pupil.
    teacher.steps("Begin the meeting")
    all_see(everybody, "Who you are")
    anna.plays("Lev Kamenev")
    boris.plays("Viktor Chernov")
    carla.plays("Irakli Tsereteli")
    for label in ("In public", "In private: tell nobody", "Never"):
        expect(anna.part("my-person").get_by_text(label, exact=True)).to_be_visible()
    expect(wall.page.locator("body")).not_to_contain_text("Anna")
    expect(boris.page.locator("body")).not_to_contain_text("Anna")
    picture(anna.page, "seat-brief")

    # Caucus: secret news for the leading Mensheviks reaches Tsereteli alone.
    teacher.steps("Go on to: Meetings of the groups")
    all_see(everybody, "Meetings of the groups")
    teacher.releases("c04")
    carla.sees("my-cards", "Eight to eight")
    for other in (anna, boris, wall):
        expect(other.page.get_by_role("heading", name="Eight to eight")).to_have_count(0)
    picture(carla.page, "seat-caucus")

    # Debate: two ask for the floor, one speaks, one writes for the record.
    teacher.steps("Go on to: Debate: coalition or not?")
    all_see(everybody, "Debate: coalition or not?")
    asks_for_the_floor(anna)
    anna.sees("my-floor", "You are number 1 on the speakers’ list.")
    asks_for_the_floor(boris)
    boris.sees("my-floor", "You are number 2 on the speakers’ list.")
    expect(wall.part("scene").get_by_role("listitem")).to_contain_text(["Lev Kamenev", "Viktor Chernov"])
    teacher.part("floor").get_by_role("button", name="Give the floor").first.click()
    anna.sees("my-now", "You have the floor")
    for page, part in ((wall, "scene"), (teacher, "floor"), (carla, "my-now")):
        page.sees(part, "Lev Kamenev")
    picture(wall.page, "screen-debate")
    picture(anna.page, "seat-debate")
    anna.part("my-now").get_by_role("button", name="I have finished").click()
    expect(anna.part("my-now")).not_to_contain_text("You have the floor")
    leaves_statement(carla, "Peace first! <b>Then</b> the rest.")
    for page in (teacher, anna, boris):
        page.sees("record", "Peace first! <b>Then</b> the rest.")
    picture(teacher.page, "desk-debate")

    # The roll-call. Kamenev's 26 delegates go over from against to for, Chernov's 27 abstain, Tsereteli's
    # 27 go from for to against: 766 + 26 - 27 - 27 for, 688 - 26 + 27 against, 38 + 27 abstaining.
    teacher.steps("Go on to: Roll-call: coalition in principle", "All at once")
    all_see(everybody, "Roll-call: coalition in principle")
    picture(anna.page, "seat-ballot")
    anna.votes("against")
    wall.sees_line(0, 26)
    anna.votes("for")
    boris.votes("abstain")
    votes_by_keyboard(carla, "against")
    wall.sees_line(26, 27, 27)
    wall.sees("scene", re.compile(r"3\s+of 3 have voted"))
    teacher.sees("vote", "3 of 3 pupils have voted.")
    picture(wall.page, "screen-ballot")
    picture(teacher.page, "desk-ballot")
    picture(anna.page, "seat-voted")
    teacher.steps("Close the vote: Coalition in principle")
    wall.sees("scene", "The vote is closed. The chair will announce.")
    teacher.sees_tally("vote", **{"for": 738, "against": 689, "abstain": 65})
    expect(wall.part("scene").locator(".line-of-votes")).to_have_count(0)
    teacher.steps("Go on to: The result is read", "Announce the result: Coalition in principle")
    wall.sees_line(738, 689, 65)
    wall.sees("scene", "Carried")
    for page in pupils:
        page.sees_tally("count", **{"for": 738, "against": 689, "abstain": 65})
        page.sees("count", "Carried")
    picture(wall.page, "screen-result")

    # The first amendment, by a ballot that its clock closes. Chernov's 18 go from for to against; Tsereteli's
    # 18 abstain in the last second, and 18 of the house go with them: 797 - 54, 139 + 18, 196 + 36.
    teacher.steps("Go on to: Debate: two amendments, and a quarrel over their order")
    all_see(everybody, "Debate: two amendments")
    teacher.steps("Go on to: Vote: the first amendment")
    all_see(everybody, "Vote: the first amendment")
    teacher.puts("without-kornilov", seconds="12", closes="true")
    boris.votes("against")
    anna.votes("for")
    votes_in_the_last_second(carla, "abstain")
    carla.has_receipt("Your vote is saved: Abstain.")
    for pupil in pupils:
        expect(pupil.part("my-vote").get_by_role("button")).to_have_count(0)
    teacher.sees_tally("vote", **{"for": 743, "against": 157, "abstain": 232})
    teacher.steps("Announce the result: First amendment: the Kornilov affair")
    wall.sees_line(743, 157, 232)
    for page in pupils:
        page.sees_tally("count", **{"for": 743, "against": 157, "abstain": 232})

    # The second amendment. Kamenev's 19 go from for to against, Tsereteli's 22 from against to for:
    # 595 - 19 + 22 for, 493 + 19 - 22 against, 72 abstaining.
    teacher.steps(
        "Go on to: Vote: the second amendment", "Put the question: Second amendment: the Kadet party"
    )
    anna.votes("against")
    boris.votes("for")
    carla.votes("for")
    teacher.steps(
        "Close the vote: Second amendment: the Kadet party",
        "Announce the result: Second amendment: the Kadet party",
    )
    wall.sees_line(598, 490, 72)

    # The whole. Kamenev's 17 go from against to for, Chernov's 31 abstain, Tsereteli keeps to the record:
    # 183 + 17 - 31 for, 813 - 17 against, 80 + 31 abstaining.
    teacher.steps("Go on to: Vote: the resolution as amended", "Put the question: The resolution as amended")
    anna.votes("for")
    boris.votes("abstain")
    carla.votes("against")
    teacher.steps(
        "Close the vote: The resolution as amended",
        "Go on to: What the Conference has said",
        "Announce the result: The resolution as amended",
    )
    wall.sees_line(169, 796, 111)
    for page in pupils:
        page.sees_tally("count", **{"for": 169, "against": 796, "abstain": 111})
        page.sees("count", "Lost")

    # Out of role, debrief, close.
    teacher.steps("Go on to: You are yourself again")
    all_see(everybody, "You are yourself again")
    teacher.steps("Go on to: Our meeting and theirs")
    all_see(everybody, "Our meeting and theirs")
    picture(teacher.page, "desk-debrief")
    teacher.steps("Close the session")
    all_see(everybody, "The session is closed")

    # The class beside history: what they did on the left, the record on the right.
    for pupil, person in ((anna, "Lev Kamenev"), (boris, "Viktor Chernov"), (carla, "Irakli Tsereteli")):
        pupil.page.goto(f"/outcome/{code}/")
        own_person_comes_first(pupil.page, person)
    assert figures(anna.page, "coalition") == [(738, 766), (689, 688), (65, 38)]
    assert figures(anna.page, "without-kornilov") == [(743, 797), (157, 139), (232, 196)]
    assert figures(anna.page, "without-kadets") == [(598, 595), (490, 493), (72, 72)]
    assert figures(anna.page, "whole") == [(169, 183), (796, 813), (111, 80)]
    expect(anna.page.get_by_role("region", name="What you decided")).to_contain_text("No answer")
    picture(anna.page, "outcome")

    the_replay_holds_its_place(boris.page, code)
    picture(boris.page, "replay")


def test_the_committee_carries_the_resolution_with_a_pupil_in_the_chair(room):
    teacher = room.teacher()
    code = teacher.opens_a_lobby(COMMITTEE)
    wall = room.screen(code)
    anna, boris, carla = (room.pupil(code, name) for name in ("Anna", "Boris", "Carla"))
    everybody = [teacher, wall, anna, boris, carla]
    anna.plays("Vladimir Lenin")
    boris.plays("Lev Trotsky")
    carla.plays("Lev Kamenev")

    # Before the meeting: Carla changes persons with a seat of the house.
    teacher.swaps("s3", "zinoviev")
    carla.plays("Grigory Zinoviev")
    teacher.sees("person-s3", "Carla")
    teacher.sees("person-s3", "Grigory Zinoviev")

    # A card for one faction is read by that faction: Zinoviev sits with those who want to wait.
    teacher.steps("Begin the meeting")
    all_see(everybody, "Who are you?")
    teacher.page.request.post(
        f"/act/{code}/", form={"act": "release_card", "card": "c18", "to": "wait"}
    )  # the desk offers a card's own readers only
    carla.sees("my-cards", "Nine to eight")
    for other in (anna, boris, wall):
        expect(other.page.get_by_role("heading", name="Nine to eight")).to_have_count(0)

    # A word to all, on every page until it is taken down.
    teacher.page.get_by_label("A word to all").fill("Five minutes more for reading.")
    teacher.page.get_by_role("button", name="Say it").click()
    all_see(everybody, "Five minutes more for reading.")
    teacher.page.get_by_role("button", name="Take it down").click()
    for person in everybody:
        expect(person.page.locator("#stage, #scene")).not_to_contain_text("Five minutes more")

    # Anna has left; the house takes her seat, and gives it back when she returns.
    anna.page.goto("about:blank")
    teacher.does("free_seat", "s1")
    teacher.sees("people", "2 of 4 are in.")
    wall.sees("doors", "2 of 4 are in.")
    anna.page.goto(f"/seat/{code}/")
    anna.plays("Vladimir Lenin")
    teacher.sees("person-s1", "Anna")
    teacher.sees("people", "3 of 4 are in.")

    # The chair goes to Boris, who leads the meeting to the vote.
    teacher.does("give_chair", "s2")
    boris.sees("my-chair", "You hold the chair")
    expect(anna.part("my-chair")).to_be_hidden()
    picture(boris.page, "seat-chair")
    chairs(
        boris,
        "Go on to: Items 1 to 3: reports",
        "Go on to: Tea, cheese, sausage and black bread",
        "Go on to: Item 4: the present moment",
        "Go on to: Roll-call on the resolution",
        "All at once",
    )
    all_see(everybody, "Roll-call on the resolution")

    # A pause in mid-ballot: nobody can vote, everybody is told, and afterwards the same ballot goes on.
    anna.votes("for")
    teacher.part("next").get_by_role("button", name="Pause").click()
    all_see(everybody, "Paused")
    carla.choice("against").click()
    expect(carla.part("my-vote").locator("[data-answer]")).to_have_attribute("data-state", "refused")
    teacher.steps("Go on after the pause")
    for person in everybody:
        expect(person.page.locator("#stage, #scene")).not_to_contain_text("Paused")
    boris.votes("abstain")
    carla.votes("against")
    wall.sees("scene", re.compile(r"3\s+of 3 have voted"))

    # In 1917: ten to two. Here Trotsky abstains, and the house's four who could be won for that go with him;
    # Zinoviev and the house's Kamenev keep to the record.
    chairs(boris, "Close the vote: The resolution on the rising", "Go on to: The result")
    chairs(boris, "Announce the result: The resolution on the rising")
    wall.sees_line(5, 2, 5)
    wall.sees("scene", "Carried")
    for person in (anna, boris, carla):
        person.sees_tally("count", **{"for": 5, "against": 2, "abstain": 5})
        person.sees("count", "Carried")

    # Next the day: each names one, or none. Two camps of five, and two who abstain: no day is set.
    chairs(boris, "Go on to: When?", "Go on to: The vote on the day")
    chairs(boris, "Put the question: When: before the Congress, or with it?")
    for pupil, names in ((anna, "Before the Congress meets"), (boris, "Together with the Congress")):
        pupil.part("my-vote").get_by_role("button", name=names).click()
        pupil.has_receipt(f"Your vote is saved: {names}.")
    carla.choice("abstain").click()
    carla.has_receipt("Your vote is saved: Abstain.")
    chairs(boris, "Close the vote: When: before the Congress, or with it?", "Go on to: A day, or none")
    chairs(boris, "Announce the result: When: before the Congress, or with it?")
    for person in (wall, anna, boris, carla):
        person.sees("scene" if person is wall else "count", "Together with the Congress")

    # The other motion falls away. Only the teacher can close the session.
    chairs(boris, "Go on to: You are yourself again", "Go on to: What did we decide, and what did they?")
    all_see(everybody, "What did we decide, and what did they?")
    teacher.steps("Close the session")
    all_see(everybody, "The session is closed")
    carla.page.goto(f"/outcome/{code}/")
    assert figures(carla.page, "rising") == [(5, 10), (2, 2), (5, 0)]
    own_person_comes_first(carla.page, "Grigory Zinoviev")
    for decided in ("What you decided", "What they decided"):
        outcome = carla.page.get_by_role("region", name=decided)
        expect(outcome).to_contain_text("A rising is resolved on, and no day is set")


def test_the_committee_loses_the_resolution_by_secret_ballot_and_turns_to_the_other_motion(room):
    teacher = room.teacher()
    code = teacher.opens_a_lobby(COMMITTEE)
    wall = room.screen(code)
    anna = room.pupil(code, "Anna", PHONE)
    boris = room.pupil(code, "Boris", TABLET)
    carla = room.pupil(code, "Carla", LAPTOP)
    teacher.steps(
        "Begin the meeting",
        "Go on to: Items 1 to 3: reports",
        "Go on to: Tea, cheese, sausage and black bread",
        "Go on to: Item 4: the present moment",
        "Go on to: Roll-call on the resolution",
    )

    # The teacher has it voted on in secret, by two thirds, until the chair closes it.
    teacher.puts("rising", method="secret", threshold="two_thirds_of_cast", seconds="0")
    for pupil in (anna, boris):
        pupil.sees("my-vote", "This vote is secret")
        pupil.choice("against").click()
        pupil.has_receipt("Your secret vote is in the box.")
        expect(pupil.part("my-vote").get_by_role("button")).to_have_count(0)
    wall.sees("scene", re.compile(r"2\s+of 3 have voted"))

    # A latecomer takes a seat of the house while the ballot is open, and votes from it.
    dasha = room.pupil(code, "Dasha")
    everybody = [teacher, wall, anna, boris, carla, dasha]
    dasha.plays("Yakov Sverdlov")
    wall.sees("scene", re.compile(r"2\s+of 4 have voted"))
    for pupil in (carla, dasha):
        pupil.choice("against").click()
        pupil.has_receipt("Your secret vote is in the box.")
    wall.sees("scene", re.compile(r"4\s+of 4 have voted"))
    expect(wall.part("scene").locator(".line-of-votes")).to_have_count(0)
    expect(teacher.part("vote").locator("dl")).to_have_count(0)
    picture(anna.page, "seat-secret")
    picture(wall.page, "screen-secret")

    # Four slips against and the house's Zinoviev: 5. The house's other seven, for: 7, short of two thirds.
    teacher.steps("Close the vote: The resolution on the rising", "Go on to: The result")
    teacher.steps("Announce the result: The resolution on the rising")
    wall.sees_line(7, 5, 0)
    for page in everybody[2:]:
        page.sees_tally("count", **{"for": 7, "against": 5, "abstain": 0})
        page.sees("count", "Lost")

    # So the other motion comes. The house: Uritsky, Sokolnikov, Zinoviev for; Dzerzhinsky, Stalin, Bubnov
    # against; Kollontai and Lomov abstain. With three pupils for and one against: 6, 4 and 2.
    teacher.steps("Go on to: What then?")
    all_see(everybody, "What then?")
    teacher.steps("Go on to: Roll-call on the other motion", "All at once")
    for pupil in (anna, boris, carla):
        pupil.votes("for")
    dasha.votes("against")
    teacher.steps(
        "Close the vote: Prepare, but ask the Congress first", "Go on to: The result of the second vote"
    )
    teacher.steps("Announce the result: Prepare, but ask the Congress first")
    wall.sees_line(6, 4, 2)
    for page in everybody[2:]:
        page.sees_tally("count", **{"for": 6, "against": 4, "abstain": 2})
        page.sees("count", "Carried")
    teacher.steps(
        "Go on to: You are yourself again",
        "Go on to: What did we decide, and what did they?",
        "Close the session",
    )
    all_see(everybody, "The session is closed")

    dasha.page.goto(f"/outcome/{code}/")
    assert figures(dasha.page, "rising") == [(7, 10), (5, 2), (0, 0)]
    assert figures(dasha.page, "wait-for-congress") == [(6, None), (4, None), (2, None)]
    decided = dasha.page.get_by_role("region", name="What you decided")
    expect(decided).to_contain_text("The Committee prepares, and asks the Congress")
    own_person_comes_first(dasha.page, "Yakov Sverdlov")
    mine = dasha.page.get_by_role("region", name="You were").get_by_role("row")
    secret = mine.filter(has_text="The resolution on the rising").get_by_role("cell").first
    expect(secret).not_to_have_text(re.compile("^(For|Against|Abstain)$"))


def test_every_other_page_opens_without_a_fault(room):
    teacher = room.teacher()
    pages = {
        "home": "/",
        "resume": "/resume/",
        "scenarios": "/scenarios/",
        "scenario-conference": f"/scenarios/{CONFERENCE}/",
        "scenario-committee": f"/scenarios/{COMMITTEE}/",
        "new": f"/teach/new/?scenario={CONFERENCE}&pupils=28&minutes=50",
    }

    for name, address in pages.items():
        answer = teacher.page.goto(address)

        assert answer is not None
        assert answer.ok, address
        expect(teacher.page.get_by_role("heading", level=1)).to_have_count(1)
        picture(teacher.page, name)


def all_see(everybody, stage: str) -> None:
    """Each page shows in its first line where the meeting stands; the wall, where there is a stage."""
    for person in everybody:
        if "/screen/" not in person.page.url:
            person.sees("stage", stage)
        elif stage not in ("Before the meeting", "The session is closed"):
            person.sees("scene", stage)


def goes_in_by_code(room: Classroom, code: str, name: str) -> Pupil:
    pupil = Pupil(room.device(PHONE), name)
    pupil.page.goto("/")
    pupil.page.get_by_label("The code on the board").fill(code.lower())
    pupil.page.get_by_role("button", name="Go in").click()
    pupil.page.wait_for_url(f"**/join/{code}/")
    picture(pupil.page, "join")
    pupil.take_a_seat()
    return pupil


def goes_in_by_qr_code(room: Classroom, teacher: Teacher, code: str, name: str) -> Pupil:
    """The picture has to be the code of the address that the desk tells pupils to open."""
    told = re.search(r"Pupils open (http://\S+) and", teacher.page.inner_text("main"))
    assert told
    shown = teacher.part("doors").get_by_role("img", name="QR code").get_attribute("src")
    drawing = teacher.page.request.get(shown).text()
    assert path_of(drawing) == path_of(
        segno.make(f"{told[1]}/join/{code}/", micro=False).svg_inline(border=2)
    )
    return room.pupil(code, name, TABLET)


def path_of(svg: str) -> str:
    """The modules of a QR code, whatever its size."""
    return re.findall(r'd="(M[^"]+)"', svg)[-1]


def asks_for_the_floor(pupil: Pupil) -> None:
    pupil.part("my-floor").get_by_role("button", name="Put me on the list").click()


def leaves_statement(pupil: Pupil, text: str) -> None:
    pupil.page.get_by_label("A sentence for the record").fill(text)
    pupil.page.get_by_role("button", name="Leave it for the record").click()
    expect(pupil.page.get_by_label("A sentence for the record")).to_have_value("")


def chairs(pupil: Pupil, *labels: str) -> None:
    """What `Teacher.steps` does at the desk, from a pupil's page."""
    for label in labels:
        button = pupil.part("my-chair").locator(".next-pair button").filter(has_text=exactly(label))
        button.wait_for()
        pupil.page.wait_for_timeout(NO_SECOND_TAP)
        button.click()


def votes_by_keyboard(pupil: Pupil, choice: str) -> None:
    """From the top of the page with Tab, then Enter; no mouse."""
    pupil.page.evaluate("document.activeElement.blur()")
    wanted = f"document.activeElement === document.querySelector('#my-vote button[value={choice}]')"
    for _ in range(60):
        pupil.page.keyboard.press("Tab")
        if pupil.page.evaluate(wanted):
            break
    expect(pupil.choice(choice)).to_be_focused()
    pupil.page.keyboard.press("Enter")
    expect(pupil.choice(choice)).to_have_attribute("aria-pressed", "true")
    expect(pupil.choice(choice)).to_be_focused()


def votes_in_the_last_second(pupil: Pupil, choice: str) -> None:
    """When the pupil's own clock shows one second left. Done inside the page: a test's hand is too slow."""
    shown = pupil.page.evaluate(
        """choice => new Promise(done => {
          const watch = setInterval(() => {
            const shown = document.querySelector("#stage order-clock").shadowRoot.textContent;
            if (!/^0:0[01]$/.test(shown)) return;
            clearInterval(watch);
            document.querySelector(`#my-vote button[value=${choice}]`).click();
            done(shown);
          }, 20);
        })""",
        choice,
    )
    assert shown == "0:01"


def own_person_comes_first(page: Page, person: str) -> None:
    headings = page.get_by_role("heading").all_inner_texts()
    assert headings.index(f"You were {person}") < headings.index("Person by person")


def figures(page: Page, question: str) -> list[tuple[int, int | None]]:
    """For, against, abstaining on the outcome page: (here, in the record)."""
    division = page.locator(f"#division-{question}")
    division.get_by_text("These figures as a table").first.click()
    table = division.get_by_role("table").first
    rows = [table.get_by_role("row").filter(has_text=re.compile(f"^{word}")) for word in WORDS]
    return [tuple(first_number(cell) for cell in row.get_by_role("cell").all_inner_texts()) for row in rows]


WORDS = ("For", "Against", "Abstain")


def first_number(text: str) -> int | None:
    found = re.match(r"\d+", text.strip())
    return int(found[0]) if found else None


def the_replay_holds_its_place(page: Page, code: str) -> None:
    """The slider, a jump to a division, and an address that leads to the same place again."""
    page.goto(f"/replay/{code}/")
    expect(page.locator("#stage")).to_contain_text("Before the meeting")
    page.get_by_label("Place in the session").press("ArrowRight")
    page.wait_for_url("**/?at=2")
    expect(page.locator("#moment")).to_contain_text("Step 2 of")

    page.get_by_role("link", name="Vote: Coalition in principle").click()
    expect(page.locator("#stage")).to_contain_text("Roll-call: coalition in principle")
    expect(page.locator("#count")).to_contain_text("The vote is closed.")
    step = page.locator("#moment").inner_text()
    address = page.url
    assert re.search(r"\?at=\d+$", address)

    page.get_by_label("One step on").click()
    page.get_by_label("One step on").click()
    expect(page.locator("#count dt[data-choice=for] + dd")).to_have_text("738")

    page.goto(address)
    expect(page.locator("#moment")).to_have_text(step)
    expect(page.locator("#count")).to_contain_text("The vote is closed.")
