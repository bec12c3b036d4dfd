"""What can be played: the page that wins a teacher, role sheets before any lobby, the house's own meeting."""

import io
import re

import pytest
from django.test import Client
from django.utils.html import escape
from PIL import Image

from game.people.teachers import new_link
from game.scenarios import versions

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "democratic-conference"


def a_teacher() -> Client:
    teacher = Client()
    teacher.post(new_link())
    return teacher


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_meeting_says_for_whom_it_is_how_long_it_takes_and_what_a_class_learns():
    page = text(Client(), f"/scenarios/{SLUG}/")

    for line in versions.offered()[SLUG].learns:
        assert line in page
    assert "From four pupils on." in page
    assert "50 – 105 minutes" in page
    assert "The hall: Left: a socialist government" in page


def test_only_a_teacher_is_led_to_role_sheets_and_may_read_them():
    stranger, teacher = Client(), a_teacher()
    sheets = f"/scenarios/{SLUG}/sheets/"

    assert sheets not in text(stranger, f"/scenarios/{SLUG}/")
    assert stranger.get(sheets).status_code == 403
    assert sheets in text(teacher, f"/scenarios/{SLUG}/")
    page = text(teacher, sheets)
    assert all(f'id="role-{role.id}"' in page for role in versions.offered()[SLUG].roles)


def test_who_the_persons_really_were_is_for_teachers_since_it_says_when_they_died():
    stranger, teacher = (text(client, f"/scenarios/{SLUG}/") for client in (Client(), a_teacher()))

    assert "Ираклий Георгиевич Церетели" in teacher
    assert "Born 20 November 1881, died May 1959." in teacher
    assert "Церетели" not in stranger
    assert "1959" not in stranger


@pytest.mark.parametrize("path", ["/", "/scenarios/"])
def test_meetings_stand_in_the_order_in_which_they_met(path):
    page = text(Client(), path)

    assert 0 < page.index("The Democratic Conference") < page.index("The Central Committee")


def test_anybody_may_watch_how_the_house_plays_and_seek_in_it():
    page = text(Client(), f"/scenarios/{SLUG}/watch/?at=30")
    scene = Client().get(f"/scenarios/{SLUG}/watch/scene/?at=31&from=30").json()

    assert "The house plays every seat of The Democratic Conference" in page
    assert 'value="30"' in page
    assert scene["at"] == 31


@pytest.mark.parametrize("page", ["", "sheets/", "watch/", "watch/scene/"])
def test_a_meeting_that_is_not_offered_is_not_found(page):
    assert a_teacher().get(f"/scenarios/nowhere/{page}").status_code == 404


@pytest.mark.parametrize("page", ["/", f"/scenarios/{SLUG}/"])
def test_a_link_to_it_is_shown_with_a_picture_by_other_programs(page: str):
    found = re.search('<meta property="og:image" content="http://testserver(.*?)">', text(Client(), page))
    assert found

    answer = Client().get(found[1])

    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
        assert len(picture.getcolors() or ()) > 3, "letters, seats and paper"


@pytest.mark.parametrize("slug", [SLUG, "central-committee-10-october"])
def test_a_teacher_reads_all_that_lies_around_the_hour_before_any_lobby_and_others_do_not(slug):
    found = versions.offered()[slug]
    mine, others = text(a_teacher(), f"/scenarios/{slug}/"), text(Client(), f"/scenarios/{slug}/")

    wanted = [document.mind for document in found.documents]
    wanted += [question.why for question in found.before.check]
    wanted += [task.text.splitlines()[0] for task in found.tasks]
    wanted += [band for row in found.rubric for band in row.bands]
    wanted += [section.text.splitlines()[0] for section in found.manual]
    wanted += [row.text for row in found.curricula]
    assert [line for line in wanted if escape(line) not in mine] == []
    assert [line for line in wanted if escape(line) in others] == []


@pytest.mark.parametrize("length", ["short", "middle", "long"])
def test_role_sheets_come_in_three_lengths(length):
    whole = text(a_teacher(), f"/scenarios/{SLUG}/sheets/")
    cut = text(a_teacher(), f"/scenarios/{SLUG}/sheets/?length={length}")

    assert len(cut) < len(whole)
    assert f'href="?length={length}" aria-current="page"' in cut
    for role in versions.offered()[SLUG].roles:
        assert escape(role.private_aim) in cut
