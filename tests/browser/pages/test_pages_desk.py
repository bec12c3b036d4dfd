"""The desk and the form before it in every state that meetings bring them into, looked at closely."""

from tests.browser.conference import Sight, looks_all_along
from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Server

SEEN = {
    "lobby": [
        Sight("teacher", "/teach/", "{code}"),
        Sight("teacher", "/teach/new/?pupils=28", "Timetable"),
        Sight("teacher", "/teach/new/?pupils=2", "A class can have from 4"),
        Sight("teacher", "/teach/{code}/", "Begin the meeting"),
    ],
    "speech": [
        Sight("teacher", "/teach/{code}/", "End the speech"),
    ],
    "first vote": [
        Sight("teacher", "/teach/{code}/", "have not voted yet"),
    ],
    "closed": [
        Sight("teacher", "/teach/{code}/", "Closed, not announced yet"),
    ],
    "over": [
        Sight("teacher", "/teach/{code}/", "The session is over"),
    ],
}


def test_a_conference_at_the_desk(look: Look, server: Server):
    looks_all_along(look, server, SEEN)


def test_a_large_class_and_a_lecture_hall(look: Look, server: Server):
    crowd = Meeting(server, joined=70, pupils=70)
    look(f"/teach/{crowd.code}/", crowd.teacher, says="70 of 70 are in")
    look(f"/seat/{crowd.code}/", crowd.pupils[-1], says="What your side wants")  # a delegate without a person
    hall = Meeting(server, joined=4, pupils=300)
    hall.teach("open_session")
    hall.go_to("debate")
    hall.go_to("division")
    hall.vote("for")
    look(f"/screen/{hall.code}/", says="1 of 4")
