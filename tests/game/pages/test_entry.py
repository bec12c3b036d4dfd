"""The doors for people: wrong codes in numbers, teachers' links, and the sign of life."""

import re

import pytest
from django.test import Client

from game.admission import budgets
from game.admission.budgets import Ledger
from game.models import Link, Participant
from game.pages.errors import STATUS
from game.people.teachers import new_link
from game.sessions import once
from tests.support.server.sessions import session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_wrong_codes_yet(monkeypatch):
    monkeypatch.setattr(budgets, "guesses", Ledger(at_once=60, a_minute=1))


def test_a_whole_class_may_mistype_the_code_at_once():
    answers = [Client(REMOTE_ADDR="10.0.0.7").get("/join/ZZZZZZ/").status_code for _ in range(60)]

    assert set(answers) == {404}


@pytest.mark.parametrize("path", ["/join/ZZZZZZ/", "/resume/"])
def test_whoever_tries_codes_by_the_hundred_has_to_wait(path):
    client = Client(REMOTE_ADDR="10.0.0.8")

    answers = [client.post(path, {"code": "ZZZZZZZZ", "name": "x"}) for _ in range(70)]

    assert answers[-1].status_code == STATUS["too_many"] == 429
    assert "Wait a moment, then try again." in answers[-1].content.decode()


def test_right_codes_are_never_counted():
    code = session().code
    client = Client(REMOTE_ADDR="10.0.0.9")

    answers = {client.get(f"/join/{code}/").status_code for _ in range(100)}

    assert answers == {200}
    assert client.get("/join/ZZZZZZ/").status_code == 404


def test_others_do_not_wait_for_whoever_tries_codes():
    guesser, pupil = Client(REMOTE_ADDR="10.0.0.10"), Client(REMOTE_ADDR="10.0.0.11")
    for _ in range(70):
        guesser.get("/join/ZZZZZZ/")

    assert pupil.get("/join/ZZZZZZ/").status_code == 404


def test_a_teacher_s_link_signs_in_once():
    link = new_link()
    teacher, thief = Client(), Client()

    first, second = teacher.post(link), thief.post(link)

    assert (first.status_code, first.url) == (302, "/teach/new/")
    assert second.status_code == 403
    assert teacher.get("/teach/").status_code == 200
    assert thief.get("/teach/").status_code == 403


@pytest.mark.parametrize("look", ["get", "head"])
def test_looking_at_a_teacher_s_link_does_not_use_it_up(look):
    """Messengers and mail filters open links before anybody presses them."""
    link = new_link()
    for _ in range(3):
        preview = Client()
        assert getattr(preview, look)(link, headers={"Sec-Purpose": "prefetch"}).status_code == 200
        assert preview.get("/teach/").status_code == 403

    assert Client().post(link).url == "/teach/new/"


def test_a_sign_in_whose_answer_was_lost_is_repeated():
    link = new_link()
    form = {"form": key_of(Client().get(link))}
    Client().post(link, form)  # the browser hears nothing of it, and sends the form again
    teacher, thief = Client(), Client()

    assert teacher.post(link, form).url == "/teach/new/"
    assert thief.post(link, {"form": once.new()}).status_code == 403
    assert teacher.get("/teach/").status_code == 200


def test_a_signed_in_teacher_passes_by_the_old_link_too():
    link, teacher = new_link(), Client()
    teacher.post(link)

    assert teacher.get(link).url == teacher.post(link).url == "/teach/new/"


def test_who_has_sessions_comes_to_their_list():
    session()

    assert Client().post(new_link()).url == "/teach/"


def key_of(page):
    [key] = re.findall('name="form" value="([0-9a-f]{32})"', page.content.decode())
    return key


def test_a_made_up_link_signs_nobody_in():
    for token in ("x", "../", "x" * 300, "%00"):
        assert Client().get(f"/enter/{token}/").status_code == 404
    assert "There is no such link." in Client().get("/enter/mistyped/").content.decode()


def test_the_token_itself_is_not_kept():
    token = new_link().split("/")[2]

    assert token not in str(list(Link.objects.values()))


def test_signing_in_changes_the_session_s_key():
    client = Client()
    client.post(new_link())
    before = client.cookies["sessionid"].value

    client.post(new_link())

    assert client.cookies["sessionid"].value != before
    assert client.cookies["sessionid"]["httponly"]


def test_the_sign_of_life():
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")


def test_the_front_page_leads_to_the_door_of_the_code_typed():
    assert Client().get("/", {"code": " abc-def "}).url == "/join/ABCDEF/"
    assert Client().get("/", {"code": " - "}).status_code == 200


def test_the_qr_code_is_a_picture_and_only_of_sessions_that_exist():
    code = session().code

    assert Client().get(f"/join/{code}/qr.svg")["Content-Type"] == "image/svg+xml"
    assert Client().get("/join/ZZZZZZ/qr.svg").status_code == 404


CODE = "QHMB7K"
LOOKS_LIKE_IT = "Q\u041d\u041c\u04127\u041a"  # with Cyrillic letters


@pytest.mark.parametrize(
    "path",
    ["/{}", "/{}/", "/join/{}", "/JOIN/{}", "/JOIN/{}/", "/Join/{}", "/jOiN/{}/"],
)
@pytest.mark.parametrize("typed", [CODE, CODE.lower(), "QHM-B7K", LOOKS_LIKE_IT])
def test_a_code_behind_the_address_leads_to_the_door(path, typed):
    session(CODE)

    answer = Client().get(path.format(typed) + "?share=ABCD2345", follow=True)

    # `/join/code` with its own letters is Django's to complete; all else is led.
    assert answer.redirect_chain or path == "/join/{}/"
    assert answer.status_code == 200
    assert f'action="/join/{CODE}/"' in answer.content.decode()
    assert 'value="ABCD2345"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/ZZZZZZ", "/ZZZZZZ/", "/JOIN/ZZZZZZ/", "/join/ZZZZZZ", "/join/none/"])
def test_a_code_that_no_session_has_is_asked_for_again(path):
    answer = Client().get(path, follow=True)

    assert answer.status_code == 404
    assert 'id="enter"' in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/nothing",
        "/robots.txt",
        "/wp-login.php",
        f"/{CODE}/x/",
        f"/{CODE}Z",
        "/OOOOOO/",
        "/.env",
    ],
)
def test_other_addresses_lead_nowhere(path):
    session(CODE)

    answer = Client().get(path)

    assert answer.status_code == 404
    assert "There is no such page." in answer.content.decode()


def test_whoever_tries_codes_behind_the_address_has_to_wait_as_well():
    client = Client(REMOTE_ADDR="10.0.0.12")

    answers = [client.get("/ZZZZZZ/").status_code for _ in range(70)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_resume_codes_and_share_codes_may_be_typed_on_any_keyboard():
    found = session(CODE)
    first, second = Client(), Client()
    first.post(f"/join/{CODE}/", {"name": "Ada"})
    Participant.objects.filter(session=found).update(resume_code="ABEKMH22", share_code="TXYPCM33")

    back = Client().post("/resume/", {"code": "\u0430\u0432\u0435\u043a-\u043c\u043d22"})
    beside = second.post(f"/join/{CODE}/", {"name": "Bo", "share": "\uff34\uff38\uff39\uff30\uff23\uff2d33"})

    assert (back.status_code, back.url) == (302, f"/seat/{CODE}/")
    assert (beside.status_code, beside.url) == (302, f"/seat/{CODE}/")
