"""The database is away, or a form is refused, and no script runs: nothing typed is lost, and nobody is told
that it was our fault."""

import re
from contextlib import contextmanager

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client

from game.people.teachers import new_link
from tests.support.server.sessions import begun

SAID = "Bread first, and then the bridge."


@pytest.fixture
def played(transactional_db):
    return begun()


@pytest.fixture
def teacher(played):
    browser = Client(raise_request_exception=False)
    browser.post(new_link())
    return browser


@pytest.fixture
def pupil(played):
    browser = Client(raise_request_exception=False)
    browser.post(f"/join/{played.code}/", {"name": "Ada"})
    return browser


@contextmanager
def away():
    """Meanwhile the database answers nobody."""

    def refuse(*_: object, **__: object):
        raise OperationalError("the database is away")

    with pytest.MonkeyPatch.context() as patched:
        for way in ("execute", "executemany"):
            patched.setattr(CursorWrapper, way, refuse)
        yield


PAGES = [
    "/teach/", "/teach/new/", "/teach/{code}/", "/teach/{code}/records/", "/teach/{code}/print/",
    "/teach/keeping/", "/seat/{code}/", "/join/{code}/", "/screen/{code}/", "/state/{code}.json",
    "/outcome/{code}/", "/lab/{code}/", "/replay/{code}/", "/minutes/{code}/", "/export/{code}.csv", "/kept/",
]  # fmt: skip


@pytest.mark.parametrize("place", PAGES)
def test_a_page_says_that_the_database_is_away(teacher, played, place):
    address = place.format(code=played.code)
    before = teacher.get(address).status_code

    with away():
        answer = teacher.get(address)

    assert before < 500
    assert answer.status_code in (before, 503)
    assert b"Something went wrong on the server" not in answer.content


@pytest.mark.parametrize("who", ["pupil", "teacher"])
def test_a_text_that_could_not_be_saved_comes_back(request, played, who):
    browser = request.getfixturevalue(who)
    fields = {"act": {"pupil": "leave_statement", "teacher": "say_to_all"}[who], "text": SAID}

    with away():
        page = browser.post(f"/act/{played.code}/", fields)
        answer = browser.post(f"/act/{played.code}/", fields, headers={"Accept": "application/json"})

    assert page.status_code == answer.status_code == 503
    assert SAID in page.content.decode()
    assert answer.json()["ok"] is False


def refused(browser, played, **fields):
    page = browser.post(f"/act/{played.code}/", fields)
    assert page.status_code in (403, 409), page.content.decode()
    return page.content.decode()


def shown(page):
    """What the form that is offered again shows, by field."""
    [form] = re.findall(r'<form[^>]* id="typed-again">.*?</form>', page, re.S)
    lines = re.findall(r'<input type="text" id="again-\w+" name="(\w+)" value="([^"]*)"', form)
    return dict(lines) | dict(re.findall(r'<textarea id="typed" name="(\w+)">([^<]*)<', form))


def test_whatever_was_typed_into_a_refused_form_is_shown_to_be_mended(pupil, teacher, played):
    amendment = {"act": "move", "amends": "bridge", "how": "strike", "passage": "no such words"}
    assert shown(refused(pupil, played, **amendment)) == {"passage": "no such words"}

    replaced = amendment | {"how": "replace", "text": "others"}
    assert shown(refused(pupil, played, **replaced)) == {"passage": "no such words", "text": "others"}

    ruled = {"act": "rule_out", "motion": "m9", "reason": "It is late."}
    assert shown(refused(teacher, played, **ruled)) == {"reason": "It is late."}

    grouped = {"act": "group_motions", "motions": "m8,m9", "name": "The rest"}
    assert shown(refused(teacher, played, **grouped)) == {"name": "The rest"}


def test_who_has_no_seat_any_more_still_has_what_they_wrote(played):
    stranger = Client(raise_request_exception=False)

    page = refused(stranger, played, act="leave_statement", text=SAID)

    assert shown(page) == {"text": SAID}
