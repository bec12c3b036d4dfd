"""The debrief at the desk and the outcome of a class that looks back, looked at closely."""

from tests.browser.pages.looking import Look
from tests.browser.states import a_class_that_looks_back
from tests.server import Server


def test_a_class_that_looks_back_at_the_desk_and_at_its_outcome(look: Look, server: Server):
    meeting = a_class_that_looks_back(server)
    outcome = f"/outcome/{meeting.code}/"
    meeting.teach("plan_debrief", questions="d30,d32,d1")
    meeting.teach("show_question", question="d30")
    look(f"/teach/{meeting.code}/", meeting.teacher, says="Take down")
    look(f"{outcome}?names=yes&person={meeting.seat(3)}", meeting.teacher, says="Pupil by pupil")
    meeting.teach("close_session")
    look(outcome, meeting.pupils[0], says="Who was moved, and after what?")
