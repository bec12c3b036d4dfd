"""The list of sessions, and what is kept and deleted of one, looked at closely."""

from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Server


def test_records_of_a_meeting(look: Look, server: Server):
    """What is left: the list with its search, the records, the minutes, and what deletes them."""
    meeting = Meeting(server, joined=5, scenario="central-committee-10-october", pupils=12)
    teacher, records = meeting.teacher, f"/teach/{meeting.code}/records/"
    meeting.teach("open_session")
    meeting.go_to("debate")
    meeting.do(0, "leave_statement", text="Peace! <b>Now</b>, or at least before winter. " * 8)
    meeting.do(0, "request_floor", purpose="new_point")
    meeting.teach("give_floor")
    meeting.teach("end_turn")
    meeting.do(0, "move", text="The windows are opened, and the tea is brought in at last. " * 5)
    meeting.do(1, "second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    look(f"/minutes/{meeting.code}/", teacher, says="not closed yet")
    look(f"/minutes/{meeting.code}/", refused=True)
    meeting.vote("for", "against", motion="m1", method="secret")
    meeting.teach("close_ballot")
    look(f"/minutes/{meeting.code}/", teacher, says="not announced yet")
    meeting.teach("announce")
    meeting.play_to_the_end()
    teacher.post(records, {"act": "label", "label": "Wolfeschlegelsteinhausenbergerdorff, Tuesday"})
    look("/teach/", teacher, says="Tuesday")
    look("/teach/?q=nothing+of+this", teacher, says="Nothing found")
    look("/teach/?archived=1", teacher, says="The archive is empty")
    look("/teach/keeping/", teacher, says="0 means: never by itself")
    look(records, teacher, says="Delete the whole session")
    look(f"/minutes/{meeting.code}/", says="How it ended")
    look(f"/minutes/{meeting.code}/?names=1", teacher, says="(Anna)")
    teacher.post(records, {"act": "forget", "sure": "yes"})
    look(records, teacher, says="There are no pupils’ names here")
