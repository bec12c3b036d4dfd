"""The wall in every state that meetings bring it into, looked at closely."""

from tests.browser.conference import Sight, looks_all_along
from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Server

SEEN = {
    "lobby": [
        Sight("anybody", "/screen/{code}/", "{code}"),
    ],
    "caucus": [
        Sight("anybody", "/screen/{code}/", "The groups talk"),
    ],
    "speech": [
        Sight("anybody", "/screen/{code}/", "a point of order"),
    ],
    "pause": [
        Sight("anybody", "/screen/{code}/", "Paused"),
    ],
    "first vote": [
        Sight("anybody", "/screen/{code}/", "of 3 have voted"),
    ],
    "closed": [
        Sight("anybody", "/screen/{code}/", "The chair will announce"),
    ],
    "announced": [
        Sight("anybody", "/screen/{code}/", "Carried"),
    ],
    "over": [
        Sight("anybody", "/screen/{code}/", "Then"),
    ],
}


def test_a_conference_on_the_wall(look: Look, server: Server):
    looks_all_along(look, server, SEEN)


def test_a_meeting_that_has_much_to_say_of_itself_leaves_room_for_the_code(look: Look, server: Server):
    code = server.session(server.teacher(), "central-committee-10-october", pupils=4)
    look(f"/screen/{code}/", says="Shall the party take power by force, and if so when?")


def test_the_longest_matters_are_not_cut_on_the_wall(look: Look, server: Server):
    meeting = Meeting(server, joined=5, pupils=5)
    wall = f"/screen/{meeting.code}/"
    meeting.teach("open_session")
    meeting.go_to("debate")
    words = "those who own everything and had no part whatever in the Kornilov affair, nor in any other " * 4
    meeting.do(0, "move", amends="whole", how="replace", passage="bourgeois elements", text=words)
    for pupil in (1, 2):
        meeting.do(pupil, "second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    meeting.teach("put_on_wall", what="question", which="m1")
    look(wall, says="those who own everything")

    meeting.teach("put_question", motion="m1", method="roll_call", calls="faction", seconds=0)
    meeting.teach("call_next")
    look(wall, says="1 of")
    meeting.do(3, "request_floor", purpose="support")
    meeting.teach("give_floor")
    look(wall, says="1 of")

    for act in ("end_turn", "close_ballot", "announce"):
        meeting.teach(act)
    meeting.vote("soviets>no-kadets", "with-kadets", "no-kadets>soviets", question="which-government")
    for act in ("close_ballot", "announce"):
        meeting.teach(act)
    meeting.teach("say_to_all", text="Please go back to your own group and read the second question. " * 4)
    look(wall, says="straw poll")
