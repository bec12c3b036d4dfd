"""`/metrics`: who may read it, and that what it says is so."""

import re

import pytest
from django.test import Client

from debate import commands as c
from debate.commands import TEACHER
from tests.server import Person, Server
from tests.support.server.sessions import begun, do, session

pytestmark = pytest.mark.django_db(transaction=True)

SPREAD = ("batch_size", "save_seconds", "loop_held_seconds")
"""The histograms."""
ELSEWHERE = {"REMOTE_ADDR": "10.0.0.7"}
SAMPLE = re.compile(r'(order_of_the_day_[a-z_]+)(?:\{[a-z]+="([^"]*)"\})? (\S+)')


def figures(text: str) -> dict[tuple[str, str], float]:
    """(name without the prefix, label's value or "") to the figure. Fails on a line that is no sample."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            name, label, value = SAMPLE.fullmatch(line).groups()
            found[name.removeprefix("order_of_the_day_"), label or ""] = float(value)
    return found


def test_this_machine_may_read_it():
    answer = Client().get("/metrics")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


@pytest.mark.parametrize(
    "request_as",
    [
        ELSEWHERE,
        {"headers": {"x-forwarded-for": "127.0.0.1"}},
        {"headers": {"x-forwarded-for": "10.0.0.7"}},
        {**ELSEWHERE, "headers": {"x-forwarded-for": "127.0.0.1"}},
        {**ELSEWHERE, "headers": {"host": "localhost"}},
        {**ELSEWHERE, "headers": {"authorization": "Bearer "}},
        {**ELSEWHERE, "headers": {"authorization": "Bearer"}},
    ],
)
def test_others_may_not(request_as):
    answer = Client().get("/metrics", **request_as)

    assert (answer.status_code, answer["Content-Type"]) == (403, "text/plain")
    assert "order_of_the_day" not in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("Bearer fig tree", 200),
        ("Bearer fig", 403),
        ("Bearer fig tree ", 403),
        ("fig tree", 403),
        ("Basic fig tree", 403),
        ("Bearer ", 403),
        ("", 403),
    ],
)
def test_the_token_opens_it_from_anywhere(settings, given, status):
    settings.METRICS_TOKEN = "fig tree"

    answer = Client().get("/metrics", headers={"authorization": given, "x-forwarded-for": "x"}, **ELSEWHERE)

    assert answer.status_code == status


def test_it_is_only_read():
    assert Client().post("/metrics").status_code == 405


def test_sessions_are_counted_by_status():
    begun("AAAAAA")
    begun("BBBBBB")
    do(begun("CCCCCC"), c.Pause(by=TEACHER))
    session("DDDDDD")

    found = figures(Client().get("/metrics").content.decode())

    counted = {label: figure for (name, label), figure in found.items() if name == "sessions"}
    assert counted == {"new": 0, "lobby": 1, "open": 2, "paused": 1, "closed": 0}


def test_every_figure_says_what_it_is_and_of_what_type():
    text = Client().get("/metrics").content.decode()

    told = re.findall(r"# HELP (\S+) \S.*\n# TYPE (\S+) (?:gauge|counter|histogram)\n", text)
    names = {
        re.sub(r"_(bucket|sum|count)$", "", name) if name.startswith(SPREAD) else name
        for name, _ in figures(text)
    }
    assert all(one == other for one, other in told)
    assert names <= {name.removeprefix("order_of_the_day_") for name, _ in told}
    assert text.endswith("\n")


def test_what_goes_on_in_a_lesson_is_counted(tmp_path):
    server = Server(tmp_path)
    try:
        teacher, before = server.teacher(), metrics_of(server)
        code = server.session(teacher, "central-committee-10-october", pupils=4)
        pupil = server.pupil(code, "Anna")
        lines = [pupil.socket(code), teacher.socket(code, "teach")]
        for line in lines:
            line.receive()
        teacher.act(code, "open_session")
        for _ in range(2):
            pupil.act(code, "cast_vote", ballot="b9", choice="for")
        lines[0].receive()

        after = metrics_of(server)

        assert after["sockets", "seat"] == after["sockets", "teach"] == after["rooms", ""] == 1
        assert (after["sessions", "open"], after["sessions", "lobby"]) == (1, 0)
        assert after["commands_taken_total", ""] == 2  # a seat taken, the session opened
        assert after["commands_refused_total", "no_such_ballot"] == 2
        assert after["pushes_total", ""] >= 3 > before["pushes_total", ""] == 0
        assert after["queue_longest", ""] == 1
        assert after["batch_size_bucket", "1.0"] == after["batch_size_count", ""] == 2
        assert after["save_seconds_bucket", "+Inf"] == 2
        assert 0 < after["save_seconds_sum", ""] < 10
        for line in lines:
            line.close()
    finally:
        server.stop()


def metrics_of(server: Server) -> dict[tuple[str, str], float]:
    return figures(Person(server).get("/metrics").text)
