"""The pages around the hour, looked at closely."""

import pytest

from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Server

MEETINGS = ("democratic-conference", "central-committee-10-october")


@pytest.mark.parametrize("slug", MEETINGS)
def test_the_lesson_before(look: Look, server: Server, slug: str):
    look(f"/scenarios/{slug}/before/", says="How it came to this")


def test_the_lesson_before_with_a_pupils_answers(look: Look, server: Server):
    meeting = Meeting(server, joined=1)
    meeting.do(0, "answer_check", question="q-who-rules", option="1")
    meeting.do(0, "answer_check", question="q-soviet", option="1")
    look(f"/seat/{meeting.code}/before/", meeting.pupils[0], says="You can answer again")


def test_written_work_for_pupils_and_for_their_teacher(look: Look, server: Server):
    meeting = Meeting(server, joined=2)
    meeting.teach("open_session")
    meeting.teach("close_session")
    meeting.do(0, "hand_in", task="letter-home", text="Whoever governs must end the war. " * 30)
    look(f"/seat/{meeting.code}/work/", meeting.pupils[0], says="Your teacher has this")
    look(f"/teach/{meeting.code}/work/", meeting.teacher, says="Not handed in")


@pytest.mark.parametrize("slug", MEETINGS)
def test_what_a_teacher_reads_of_a_meeting(look: Look, server: Server, slug: str):
    teacher = server.teacher()
    look(f"/scenarios/{slug}/", teacher, says="Where it belongs")
    look(f"/scenarios/{slug}/sheets/?length=short", teacher, says="Short: about 100 words")
