"""Written work: a pupil's tasks and texts, and what the teacher has of them."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from game.people.teachers import new_link
from game.scenarios import versions
from tests.support.server.sessions import assembly_of, session

pytestmark = pytest.mark.django_db(transaction=True)
CONFERENCE, COMMITTEE = "democratic-conference", "central-committee-10-october"
TEXT = "Whoever governs must end the war. <b>I said so</b>, and I say it again."


class Played:
    """A session with a teacher and two pupils."""

    def __init__(self, slug: str = CONFERENCE):
        self.found = session(scenario=versions.offered()[slug])
        self.code, self.tasks = self.found.code, versions.offered()[slug].tasks
        self.teacher, self.pupil, self.other = Client(), Client(), Client()
        self.teacher.post(new_link())
        self.pupil.post(f"/join/{self.code}/", {"name": "Anna"})
        self.other.post(f"/join/{self.code}/", {"name": "Boris"})

    def end(self) -> None:
        for act in ("open_session", "close_session"):
            assert self.teacher.post(f"/act/{self.code}/", {"act": act}).status_code == 302

    def page(self, client: Client | None = None, path: str = "") -> str:
        answer = (client or self.pupil).get(path or f"/seat/{self.code}/work/")
        assert answer.status_code == 200
        return answer.content.decode()

    def hand_in(self, task: str, text: str):
        page = f"http://testserver/seat/{self.code}/work/"
        fields = {"act": "hand_in", "task": task, "text": text}
        return self.pupil.post(f"/act/{self.code}/", fields, headers={"referer": page})

    def desk(self) -> str:
        return self.page(self.teacher, f"/teach/{self.code}/work/")


def box(page: str, task: str) -> str:
    """What stands in the box of this task."""
    return re.search(rf'<textarea id="work-{task}".*?>(.*?)</textarea>', page, re.DOTALL)[1]


def shown(page: str) -> list[str]:
    return re.findall(r'class="lesson-part" id="task-([\w-]+)"', page)


@pytest.mark.parametrize("slug", [CONFERENCE, COMMITTEE])
def test_until_the_meeting_is_over_only_speeches_held_in_it_can_be_written(slug):
    played = Played(slug)
    speeches = [task.id for task in played.tasks if task.kind == "speech"]

    assert shown(played.page()) == speeches
    played.end()
    assert shown(played.page()) == [task.id for task in played.tasks]


def test_a_task_stands_with_its_words_and_with_what_it_is_judged_by():
    played = Played()
    played.end()
    page = played.page()

    for task in played.tasks:
        assert f"{task.least} to {task.most} words" in page
    for row in versions.offered()[CONFERENCE].rubric:
        assert all(escape(band) in page for band in row.bands)


def test_what_was_handed_in_is_said_when_it_is_kept_also_after_the_close():
    played = Played()
    played.end()
    task = played.tasks[1].id
    assert "Your teacher has this" not in played.page()

    answer = played.hand_in(task, TEXT)

    assert (answer.status_code, answer["Location"]) == (302, f"/seat/{played.code}/work/#task-{task}")
    assert list(assembly_of(played.found).work.values()) == [TEXT]
    page = played.page()
    assert "Your teacher has this: 14 words" in page
    assert box(page, task) == escape(TEXT)


def test_it_may_be_handed_in_again_and_the_last_one_counts():
    played = Played()
    played.end()
    task = played.tasks[1].id
    for text in (TEXT, "Better words."):
        played.hand_in(task, text)

    page = played.desk()

    assert "Better words." in page
    assert escape(TEXT) not in page


def test_a_refusal_keeps_what_was_typed():
    played = Played()
    played.end()
    task, long = played.tasks[1].id, "word " * 1_400

    answer = played.hand_in(task, long)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "6000" in page
    assert box(page, task).strip() == long.strip()
    assert "Your teacher has this" not in page


def test_a_pupil_sees_nobody_elses_and_a_stranger_sees_nothing():
    played = Played()
    played.end()
    played.hand_in(played.tasks[1].id, TEXT)

    assert escape(TEXT) not in played.page(played.other)
    for path in (f"/seat/{played.code}/work/", f"/teach/{played.code}/work/"):
        assert Client().get(path).status_code == 403
    assert played.pupil.get(f"/teach/{played.code}/work/").status_code == 403


def test_the_teacher_reads_who_has_handed_in_what_and_who_has_not():
    played = Played()
    played.end()
    played.hand_in(played.tasks[1].id, TEXT)

    page = played.desk()

    assert escape(TEXT) in page
    part = page.partition(f'id="task-{played.tasks[1].id}"')[2].partition("</section>")[0]
    assert "Anna" in part
    assert "Boris" in part.partition("Not handed in:")[2]
    assert page.count("Nobody has handed in anything yet.") == len(played.tasks) - 1


def test_a_text_can_be_taken_away_and_put_back_on_that_page():
    played = Played()
    played.end()
    played.hand_in(played.tasks[1].id, TEXT)
    path = f"/teach/{played.code}/work/"
    (id,) = re.findall(r'name="text" value="(\w+)"', played.desk())

    fields = {"act": "take_away", "text": id, "away": "true"}
    answer = played.teacher.post(
        f"/act/{played.code}/", fields, headers={"referer": f"http://testserver{path}"}
    )

    assert answer["Location"] == path
    assert "Taken away: nobody but you sees it." in played.desk()
    assert escape(TEXT) not in played.page()
    played.teacher.post(f"/act/{played.code}/", {**fields, "away": "false"})
    assert "Taken away" not in played.desk()
    assert escape(TEXT) in played.page()


def test_ways_lead_there_from_a_pupils_page_and_from_the_outcome():
    played = Played()
    way = f'href="/seat/{played.code}/work/"'
    assert played.page(path=f"/seat/{played.code}/").count(way) == 1

    played.end()

    assert played.page(path=f"/seat/{played.code}/").count(way) == 2
    assert way in played.page(path=f"/outcome/{played.code}/")
    assert way not in played.page(Client(), f"/outcome/{played.code}/")
    assert f'href="/teach/{played.code}/work/"' in played.page(played.teacher, f"/outcome/{played.code}/")


def test_the_desk_tells_question_by_question_how_many_were_right_and_who_has_answered():
    played = Played()
    question = assembly_of(played.found).scenario.before.check[0]
    fields = {"act": "answer_check", "question": question.id}
    wrong = next(n for n in range(1, len(question.options) + 1) if n != question.right)
    for pupil, option in ((played.pupil, question.right), (played.other, wrong)):
        assert pupil.post(f"/act/{played.code}/", {**fields, "option": str(option)}).status_code == 302

    desk = played.page(played.teacher, f"/teach/{played.code}/")
    panel = re.search(r'<section id="study".*?</section>', desk, re.DOTALL)[0]

    assert "2 of 2 pupils have answered" in panel
    assert "1 of 2 right" in panel
    assert panel.count("0 of 0 right") == 5
    assert panel.index("Anna") < panel.index("Boris")
    assert panel.count("1 of 6") == 2
    assert "Written work: 0 texts" in panel


def test_a_meeting_without_tasks_has_no_such_pages():
    found = session()
    teacher, pupil = Client(), Client()
    teacher.post(new_link())
    pupil.post(f"/join/{found.code}/", {"name": "Anna"})

    assert pupil.get(f"/seat/{found.code}/work/").status_code == 404
    assert teacher.get(f"/teach/{found.code}/work/").status_code == 404
    desk = teacher.get(f"/teach/{found.code}/").content.decode()
    assert re.search(r'<section id="study"[^>]* hidden>', desk)
