"""The debrief over real sockets: what is private stays so, and a question reaches everybody at once."""

import json

from tests.live.classroom import Meeting, Pupil, part, pushes, refused, shown
from tests.server import Person

WORDS = "I was afraid to speak against my friends."


def looking_back(meeting: Meeting, pupils: int = 3) -> list[Pupil]:
    """The class in its debrief; nobody has voted, the house has decided."""
    found = meeting.pupils(pupils)
    meeting.debate()
    while (stage := meeting.state()["stage"])["kind"] != "debrief":
        decided = {row["question"] for row in meeting.state()["divisions"]}
        if stage.get("question") and stage["kind"] == "division" and stage["question"] not in decided:
            meeting.teach("put_question", seconds=0)
            meeting.teach("close_ballot")
        meeting.teach("advance_stage")
    return found


def test_a_reflection_reaches_its_writer_and_the_desk_and_no_other_line(meeting):
    ada, ben, _ = looking_back(meeting)
    lines = {"ada": ada.socket(), "ben": ben.socket(), "wall": meeting.screen(), "desk": meeting.desk()}

    assert ada.act("reflect", text=WORDS)["ok"]

    for name in ("ada", "desk"):
        assert WORDS in shown(lines[name], WORDS)["html"]
    for name in ("ben", "wall"):
        assert all(WORDS not in frame["html"] for frame in pushes(lines[name], 0.8)), name
    for person, query in ((ben.browser, ""), (ben.browser, "?as=screen"), (Person(meeting.server), "")):
        state = json.dumps(person.state(meeting.code, query))
        assert WORDS not in state
        assert "reflections" not in state
    assert ada.state()["me"]["reflection"] == WORDS
    assert [row["text"] for row in meeting.state()["reflections"]] == [WORDS]


def test_what_was_written_is_in_no_page_of_others_after_the_close(meeting):
    ada, ben, _ = looking_back(meeting)
    ada.act("reflect", text=WORDS)
    meeting.teach("close_session")

    for path in ("outcome", "replay", "screen", "seat"):
        assert WORDS not in ben.browser.get(f"/{path}/{meeting.code}/?at=9999&names=yes").text, path
    head = meeting.seq()
    assert WORDS not in json.dumps(ben.browser.state(meeting.code, f"?at={head}"))
    assert WORDS not in meeting.server.log.read_text()


def test_a_question_goes_to_the_wall_and_to_every_pupil(meeting):
    ada, ben, _ = looking_back(meeting)
    lines = {ada.socket(): "debrief", ben.socket(): "debrief", meeting.screen(): "scene"}
    meeting.teach("plan_debrief", questions="d2,d1")

    meeting.teach("show_question", question="d1")

    for line, target in lines.items():
        assert "What did we decide" in part(shown(line, f'id="{target}"', "What did we decide"), target)
    assert meeting.state()["planned"] == ["d2", "d1"]
    assert "planned" not in ada.state()
    meeting.teach("undo")
    assert "debrief" not in ada.state()


def test_only_the_teacher_chooses_and_shows_questions(meeting):
    ada, _, _ = looking_back(meeting)

    refused(ada.act("plan_debrief", questions="d1"), "not_yours")
    refused(ada.act("show_question", question="d1"), "not_yours")
    refused(ada.act("reflect", text=WORDS, seat="s2"), "not_yours")
    refused(ada.act("reflect", text=" "), "empty_text")


def test_leanings_reach_nobody_before_the_meeting_is_over(meeting):
    ada, ben, cem = meeting.pupils(3)
    meeting.debate()
    for pupil, value in ((ada, "2"), (ben, "-2"), (cem, "0")):
        assert pupil.act("set_leaning", question="rising", value=value)["ok"]

    page = meeting.teacher.get(f"/outcome/{meeting.code}/?names=yes").text

    assert "Who was moved, and after what?" not in page
    assert "Pupil by pupil" not in page
