"""The lesson before: who may read it, what it must not tell, its drawings, and a pupil's answers."""

import re

import pytest
from django.test import Client
from django.utils.html import escape
from msgspec.structs import replace

from debate import scenario as s
from debate.scenario.study import LessonBefore, Party, Place, TownPlan
from game.people.teachers import new_link
from game.scenarios import versions
from game.slices.lesson_before import FIELD, lesson
from tests.support.server.sessions import assembly_of, session

pytestmark = pytest.mark.django_db(transaction=True)
MEETINGS = ("democratic-conference", "central-committee-10-october")
FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def a_pupil(code: str) -> Client:
    pupil = Client()
    pupil.post(f"/join/{code}/", {"name": "Anna"})
    return pupil


def taught(code: str, act: str) -> None:
    teacher = Client()
    teacher.post(new_link())
    assert teacher.post(f"/act/{code}/", {"act": act}).status_code == 302


def answered(pupil: Client, code: str, question: str, option: int):
    page = f"/seat/{code}/before/"
    fields = {"act": "answer_check", "question": question, "option": str(option)}
    return pupil.post(f"/act/{code}/", fields, headers={"referer": f"http://testserver{page}"})


def about(page: str, question: str) -> str:
    """What stands on the page of one question."""
    [found] = re.findall(rf'<li id="check-{question}">.*?</li>(?=<li id="check-|</ol>)', page, re.DOTALL)
    return found


@pytest.mark.parametrize("slug", MEETINGS)
def test_everybody_reads_it_without_a_session(slug):
    found = versions.offered()[slug]
    before = found.before
    page = text(Client(), f"/scenarios/{slug}/before/")

    assert escape(before.text) in page
    for row in (*before.timeline, *before.plan.places, *before.parties, *before.check):
        assert escape(row.text) in page
    assert page.count('class="number" x=') == len(before.plan.places)
    for mark in {row.mark for row in before.timeline}:
        assert f'data-mark="{mark}"' in page
    assert "/act/" not in page


@pytest.mark.parametrize("slug", MEETINGS)
def test_of_documents_only_those_for_everybody_before_are_there(slug):
    page = text(Client(), f"/scenarios/{slug}/before/")

    shown = {
        document.id
        for document in versions.offered()[slug].documents
        if f'id="document-{document.id}"' in page or (document.text and escape(document.text[:60]) in page)
    }

    assert shown == {
        document.id
        for document in versions.offered()[slug].documents
        if document.given == "before" and document.to == ("all",)
    }


@pytest.mark.parametrize("slug", MEETINGS)
def test_nothing_of_how_it_ended_or_of_private_halves_is_told(slug):
    found = versions.offered()[slug]
    page = text(Client(), f"/scenarios/{slug}/before/")

    secrets = [role.private_aim for role in found.roles]
    secrets += [outcome.text for outcome in found.outcomes]
    secrets += [section.text.split("\n\n")[0] for section in found.manual]
    assert [secret for secret in secrets if secret and escape(secret) in page] == []


def test_answers_stand_folded_and_nowhere_else():
    found = versions.offered()[MEETINGS[0]]
    page = text(Client(), f"/scenarios/{MEETINGS[0]}/before/")
    folds = "".join(FOLDED.findall(page))
    open_for_all = FOLDED.sub("", page)

    for question in found.before.check:
        assert escape(question.why) in folds
        assert escape(question.why) not in open_for_all


def test_a_meeting_without_one_has_no_such_page():
    found = session()

    assert Client().get("/scenarios/nowhere/before/").status_code == 404
    assert Client().get(f"/seat/{found.code}/before/").status_code == 403
    assert a_pupil(found.code).get(f"/seat/{found.code}/before/").status_code == 404


def test_a_pupil_answers_without_scripts_and_learns_whether_it_was_right():
    found = session(scenario=versions.offered()[MEETINGS[0]])
    pupil = a_pupil(found.code)
    page = f"/seat/{found.code}/before/"
    question = assembly_of(found).scenario.before.check[0]
    wrong = next(n for n in range(1, len(question.options) + 1) if n != question.right)
    assert escape(question.why) not in text(pupil, page)

    answer = answered(pupil, found.code, question.id, wrong)

    assert (answer.status_code, answer["Location"]) == (302, f"{page}#check-{question.id}")
    said = about(text(pupil, page), question.id)
    assert "Not quite." in said
    assert escape(question.why) in said
    assert re.search(rf'value="{wrong}"[^>]*aria-pressed="true"', said)

    answered(pupil, found.code, question.id, question.right)

    assert "Right." in about(text(pupil, page), question.id)
    assert list(assembly_of(found).checks.values()) == [question.right]


def test_what_is_refused_is_said_on_the_same_page():
    found = session(scenario=versions.offered()[MEETINGS[0]])
    pupil = a_pupil(found.code)

    answer = answered(pupil, found.code, "no-such-question", 1)

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert "Have you understood?" in answer.content.decode()


def test_when_the_session_is_closed_it_can_be_read_and_not_answered():
    found = session(scenario=versions.offered()[MEETINGS[0]])
    pupil = a_pupil(found.code)
    question = assembly_of(found).scenario.before.check[0]
    answered(pupil, found.code, question.id, question.right)
    for act in ("open_session", "close_session"):
        taught(found.code, act)

    page = text(pupil, f"/seat/{found.code}/before/")

    assert "/act/" not in page
    assert "Right." in about(page, question.id)


def test_the_pupils_page_leads_to_it():
    found = session(scenario=versions.offered()[MEETINGS[0]])
    pupil = a_pupil(found.code)
    way = f'href="/seat/{found.code}/before/"'

    assert text(pupil, f"/seat/{found.code}/").count(way) == 2
    taught(found.code, "open_session")
    assert text(pupil, f"/seat/{found.code}/").count(way) == 1


def places(*found: tuple[str, int, int]) -> LessonBefore:
    rows = tuple(Place(name=name, x=x, y=y, text="", mark="D") for name, x, y in found)
    return LessonBefore(text="", plan=TownPlan(title="A town", places=rows))


def drawn(before: LessonBefore):
    found: s.Scenario = replace(versions.offered()[MEETINGS[0]], before=before)
    return lesson(found, before, {})


def test_a_sign_at_the_edge_lies_on_the_plan():
    (first, second) = drawn(places(("Here", 0, 0), ("There", 100, 70))).plan.signs

    assert min(first.x, first.y) > 0
    assert (second.x < FIELD[0], second.y < FIELD[1]) == (True, True)


def test_a_name_for_which_there_is_no_room_is_left_to_the_list():
    long = "A name that is much too long for a plan of a hundred by seventy, by far, for all its room"
    (alone,) = drawn(places((long, 50, 35))).plan.signs

    assert alone.label is None


@pytest.mark.parametrize("slug", MEETINGS)
def test_names_on_the_plan_lie_on_no_other(slug):
    signs = drawn(versions.offered()[slug].before).plan.signs
    boxes = []
    for sign in signs:
        if sign.label:
            wide = 1.4 * len(sign.name)
            left = sign.label.x - {"start": 0, "middle": wide / 2, "end": wide}[sign.label.anchor]
            boxes.append((left, sign.label.y - 1.8, left + wide, sign.label.y + 0.4))
    apart = [
        a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
    ]

    assert len(boxes) == len(signs)
    assert all(apart)


def test_each_party_has_a_row_for_its_name():
    rows = tuple(Party(name="A party of some length", at=at, text="", mark="D") for at in (5, 14, 50, 90, 97))
    before = LessonBefore(text="", parties=rows[::-1])

    parties = drawn(before).parties

    assert [party.at for party in parties] == [5, 14, 50, 90, 97]
    assert len({party.down for party in parties}) == 5
    assert [party.anchor for party in parties] == ["start"] * 3 + ["end"] * 2
