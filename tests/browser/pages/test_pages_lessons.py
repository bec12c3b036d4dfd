"""A meeting in two lessons, looked at closely: its plan, where a lesson may end, and the time between."""

from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Server

CONFERENCE = "democratic-conference"


def test_the_plan_of_a_class_that_takes_two_lessons_and_of_one_that_does_not_fit(look: Look, server: Server):
    teacher = server.teacher()
    asked = f"/teach/new/?scenario={CONFERENCE}&pupils=28&minutes=50"

    look(asked, teacher, says="Lesson 2, 50 minutes")
    look(f"{asked}&lessons=1", teacher, says="Take one lesson more.")
    look(f"{asked}&lessons=4", teacher, says="A meeting takes 1 to 3 lessons.")


def test_where_a_lesson_may_end_and_between_two(look: Look, server: Server):
    meeting = Meeting(server, joined=4, scenario=CONFERENCE, pupils=12, lessons="2")
    meeting.teach("open_session")
    meeting.go_to("division")
    meeting.vote("for", "against", "against")
    meeting.teach("close_ballot")
    meeting.teach("advance_stage")
    desk = f"/teach/{meeting.code}/"
    look(desk, meeting.teacher, says="The plan ends this lesson here.")

    meeting.teach("pause", sleeps="true")

    look(desk, meeting.teacher, says="Begin lesson 2")
    look(f"/screen/{meeting.code}/", says="Where we stopped")
    look(f"/seat/{meeting.code}/", meeting.pupils[0], says="The meeting goes on in the next lesson")
