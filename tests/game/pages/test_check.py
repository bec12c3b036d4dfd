"""The network check's page and what is kept of its results."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from game.models import NetworkCheck
from game.pages.before import network_check
from game.people.teachers import new_link
from game.web import address, network_results

pytestmark = pytest.mark.django_db(transaction=True)

ALL_GOOD = dict.fromkeys(network_results.TRIED, "good")
ELSEWHERE = {"REMOTE_ADDR": "10.0.0.7", "headers": {"host": "10.0.0.2:8000"}}


@pytest.fixture
def teacher():
    client = Client()
    client.post(new_link())
    return client


def test_the_page_is_for_everybody_and_names_the_pupils_address():
    page = Client().get("/check/", **ELSEWHERE).content.decode()

    assert "http://10.0.0.2:8000/" in page
    assert 'data-is="good"' in page
    assert "data-keep" not in page


def test_at_the_server_itself_the_page_says_where_else_to_open_it():
    page = Client().get("/check/", headers={"host": "localhost:8000"}).content.decode()

    assert f"http://{address.lan_address()}:8000/check/" in page
    assert 'data-check="address" data-is="here"' in page


@pytest.mark.parametrize(
    ("request_as", "same"),
    [
        ({}, True),
        ({"REMOTE_ADDR": "127.0.0.9"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "10.0.0.2", "SERVER_NAME": "10.0.0.2"}, True),
        ({"REMOTE_ADDR": "10.0.0.7", "SERVER_NAME": "10.0.0.2"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "10.0.0.7", "headers": {"x-forwarded-for": "127.0.0.1"}}, False),
        ({"headers": {"x-forwarded-for": "127.0.0.1"}}, False),
        ({"headers": {"x-forwarded-for": ""}}, False),
        ({"headers": {"forwarded": "for=127.0.0.1"}}, False),
        ({"headers": {"x-real-ip": "127.0.0.1"}}, False),
        ({"headers": {"via": "1.1 proxy"}}, False),
    ],
)
def test_the_server_s_own_machine_is_known_by_the_connection_not_by_what_is_said(rf, request_as, same):
    assert address.same_machine(rf.get("/", **request_as)) is same


def test_only_a_teacher_s_page_on_another_device_keeps_its_result(teacher):
    assert "data-keep" in teacher.get("/check/", **ELSEWHERE).content.decode()
    assert "data-keep" not in teacher.get("/check/").content.decode()


def test_every_line_of_the_page_is_one_that_the_server_knows():
    page = Client().get("/check/").content.decode()

    assert set(re.findall(r'data-check="(\w+)"', page)) == network_results.TRIED


def test_every_verdict_that_can_be_kept_has_its_sentence_on_the_page():
    page = Client().get("/check/").content.decode()

    for verdict in network_results.VERDICTS:
        assert f'data-when="{verdict}"' in page


def test_the_answer_says_whether_the_cookie_came_back():
    browser = Client()

    without = browser.get("/check/answer/").json()["cookie"]
    browser.get("/check/")

    assert (without, browser.get("/check/answer/").json()["cookie"]) == (False, True)


def test_the_cookie_is_of_the_kind_a_seat_s_is():
    cookie = Client().get("/check/").cookies[network_check.COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_the_answer_says_what_was_sent_and_tells_the_server_s_time():
    answer = Client().post("/check/answer/", {"word": "order"}).json()

    assert answer["word"] == "order"
    assert abs(answer["at"] / 1000 - timezone.now().timestamp()) < 5


def test_a_teacher_s_result_is_kept_and_said_in_a_sentence(teacher):
    answer = teacher.post("/check/", {"verdict": "no_line", **ALL_GOOD, "line": "blocked"})

    latest = network_results.latest()
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert latest.verdict == "no_line"
    assert re.fullmatch(
        r"Network checked today, \d\d:\d\d: works, but without a live line\.", strip_tags(latest.sentence)
    )
    assert NetworkCheck.objects.get().details == {**ALL_GOOD, "line": "blocked"}


def test_nobody_else_s_is():
    answer = Client().post("/check/", {"verdict": "ready", **ALL_GOOD})

    assert (answer.status_code, answer.json()["refusal"]) == (403, "not_yours")
    assert network_results.latest() is None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        ALL_GOOD,
        {"verdict": "ready"},
        {"verdict": "splendid", **ALL_GOOD},
        {"verdict": "ready", **ALL_GOOD, "name": "anna"},
        {"verdict": "ready", **ALL_GOOD, "line": "10.0.0.7"},
        {"verdict": "ready", **ALL_GOOD, "line": "x" * 13},
        {"verdict": "ready", **ALL_GOOD, "line": "good\n"},
        {"verdict": "ready", **ALL_GOOD, "line": ""},
    ],
)
def test_what_no_page_of_ours_would_send_is_not_kept(teacher, fields):
    answer = teacher.post("/check/", fields)

    assert (answer.status_code, answer.json()["refusal"]) == (400, "malformed")
    assert network_results.latest() is None


def test_only_the_last_twenty_are_kept():
    for _ in range(network_results.KEPT):
        network_results.keep("fails", ALL_GOOD)
    network_results.keep("ready", ALL_GOOD)
    first = NetworkCheck.objects.order_by("pk").first()

    network_results.keep("no_line", ALL_GOOD)

    assert NetworkCheck.objects.count() == network_results.KEPT
    assert not NetworkCheck.objects.filter(pk=first.pk).exists()
    assert network_results.latest().verdict == "no_line"


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "yesterday"), (2, "8 November 2026"), (-1, "11 November 2026")]
)
def test_the_day_is_said_as_people_say_it(monkeypatch, days, said):
    now = datetime.datetime(2026, 11, 10, 14, 2, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    network_results.keep("ready", ALL_GOOD)
    NetworkCheck.objects.update(at=now - datetime.timedelta(days=days))

    sentence = network_results.latest().sentence
    assert strip_tags(sentence) == f"Network checked {said}, 14:02: ready."
    assert (
        f'<time datetime="{now - datetime.timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}" data-as="near">'
        in sentence
    )
