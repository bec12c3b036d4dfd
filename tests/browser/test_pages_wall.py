"""The wall in every state that meetings bring it into, looked at closely."""

from tests.browser.conference import Sight, looks_all_along
from tests.browser.looking import Look
from tests.browser.states import Meeting
from tests.server import Server

SEEN = {
    "lobby": [
        Sight("anybody", "/screen/{code}/", "{code}"),
    ],
    "caucus": [
        Sight("anybody", "/screen/{code}/", "Meetings of the groups"),
    ],
    "speech": [
        Sight("anybody", "/screen/{code}/", "has the floor"),
    ],
    "pause": [
        Sight("anybody", "/screen/{code}/", "Paused"),
    ],
    "first vote": [
        Sight("anybody", "/screen/{code}/", "1 of 3 pupils have voted"),
    ],
    "closed": [
        Sight("anybody", "/screen/{code}/", "The chair will announce"),
    ],
    "announced": [
        Sight("anybody", "/screen/{code}/", "Carried"),
    ],
    "over": [
        Sight("anybody", "/screen/{code}/", "Decided so far"),
    ],
}


def test_a_conference_on_the_wall(look: Look, server: Server):
    looks_all_along(look, server, SEEN)


def test_the_longest_matters_are_not_cut_on_the_wall(look: Look, server: Server):
    meeting = Meeting(server, joined=5, pupils=5)
    wall = f"/screen/{meeting.code}/"
    meeting.teach("open_session")
    meeting.go_to("debate")
    words = "those who own everything and had no part whatever in the Kornilov affair, nor in any other " * 4
    meeting.do(0, "move", amends="whole", how="replace", passage="middle-class elements", text=words)
    for pupil in (1, 2):
        meeting.do(pupil, "second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    look(wall, says="1 motion before the meeting")

    meeting.teach("put_question", motion="m1", method="roll_call", calls="faction", seconds=0)
    meeting.teach("call_next")
    look(wall, says="Called now")
    meeting.do(3, "request_floor", purpose="support")
    meeting.teach("give_floor")
    look(wall, says="has the floor")

    for act in ("end_turn", "close_ballot", "announce"):
        meeting.teach(act)
    meeting.vote("soviets>no-kadets", "with-kadets", "no-kadets>soviets", question="which-government")
    for act in ("close_ballot", "announce"):
        meeting.teach(act)
    meeting.teach("say_to_all", text="Please go back to your own group and read the second question. " * 4)
    look(wall, says="Chosen:")
