"""What a class that looks back sees in its seats and on the wall, looked at closely."""

from tests.browser.pages.looking import Look
from tests.browser.states import SECRETS, a_class_that_looks_back
from tests.server import Server


def test_a_class_that_looks_back_from_the_seats_and_on_the_wall(look: Look, server: Server):
    meeting = a_class_that_looks_back(server)
    seat = f"/seat/{meeting.code}/"
    look(seat, meeting.pupils[0], says=SECRETS[0])
    look(seat, meeting.pupils[5], says="Only your teacher reads them")
    meeting.teach("plan_debrief", questions="d30,d32,d1")
    meeting.teach("show_question", question="d30")
    look(f"/screen/{meeting.code}/", says="Your closest vote was on")
    look(seat, meeting.pupils[5], says="Your closest vote was on")


def test_every_chapter_on_the_wall_and_in_a_seat(look: Look, server: Server):
    meeting = a_class_that_looks_back(server)
    for chapter, wall, seat in (
        ("guess", "How did they decide?", "Coalition in principle"),
        ("halls", "766", "The class beside history"),
        ("person", "Voted otherwise than their persons", "Your person"),
        ("turning_points", "The closest vote was on", "The closest vote was on"),
        ("lab", "From the left: for.", "By seat"),
        ("evidence", "How many delegates came?", "Which do you believe, and why?"),
        ("otherwise", "The ways this meeting could end", "No answer"),
        ("take_away", "have written so far", "What do you take away?"),
    ):
        meeting.teach("show_chapter", chapter=chapter)
        look(f"/screen/{meeting.code}/", says=wall)
        look(f"/seat/{meeting.code}/", meeting.pupils[1], says=seat)
