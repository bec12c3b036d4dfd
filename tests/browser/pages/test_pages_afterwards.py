"""What leads into a meeting and what is left of it to look back on, looked at closely."""

from tests.browser.conference import Sight, looks_all_along
from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Server

SEEN = {
    "lobby": [
        Sight("anybody", "/join/{code}/", "Take a seat"),
    ],
    "announced": [
        Sight("teacher", "/outcome/{code}/", "not closed yet"),
        Sight("teacher", "/lab/{code}/", "not closed yet"),
    ],
    "over": [
        Sight("anna", "/lab/{code}/?step=5&without={boris}&wish=no-answer", "Without"),
        Sight("anybody", "/join/{code}/", "This session is closed", refused=True),
        Sight("anna", "/outcome/{code}/", "You were Lev Kamenev"),
        Sight("anna", "/replay/{code}/?at=20", "Step 20 of"),
    ],
}


def test_a_conference_before_and_after(look: Look, server: Server):
    looks_all_along(look, server, SEEN)


def test_a_secret_vote_in_the_committee(look: Look, server: Server):
    meeting = Meeting(server, joined=13, scenario="central-committee-10-october", pupils=13)
    meeting.teach("open_session")
    meeting.go_to("division")
    meeting.vote("for", method="secret")
    look(f"/seat/{meeting.code}/", meeting.pupils[0], says="Your secret vote is in the box")
    look(f"/seat/{meeting.code}/", meeting.pupils[1], says="This vote is secret")
    look(f"/screen/{meeting.code}/", says="1 of")
    rows = {row["id"]: row for row in meeting.state()["seats"]}
    [secretary] = [n for n in range(13) if not rows[meeting.seat(n)]["votes"]]
    look(f"/seat/{meeting.code}/", meeting.pupils[secretary], says="a voice in this meeting, but no vote")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    look(
        f"/lab/{meeting.code}/",
        meeting.teacher,
        says="What if the other way had been put first?",
    )
