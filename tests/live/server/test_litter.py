"""What a request or a socket leaves is freed at once: the collector, when it comes, holds everybody up."""

import pytest

from tests.live.server.litter import TidyServer
from tests.server import Person

MANY = 25
FEW = 2
"""Objects of each: what threads, connections to the database and the like leave now and then."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with TidyServer.alone(tmp_path_factory.mktemp("litter"), DATABASE_URL="", REDIS_URL="") as started:
        yield started


@pytest.fixture
def code(server):
    return server.session(server.teacher(), scenario="central-committee-10-october", pupils=30)


def left_by(server, deed):
    """How many objects one such deed leaves, and which, when it is done MANY times."""
    deed(0)
    server.collected()
    for number in range(1, MANY + 1):
        deed(number)
    left = server.collected()
    return left.total() / MANY, left.most_common(10)


def test_a_page(server, code):
    visitor = Person(server)

    number, kinds = left_by(server, lambda _: visitor.get(f"/join/{code}/"))

    assert number < FEW, kinds


def test_a_form(server, code):
    def join(number):
        Person(server).post(f"/join/{code}/", {"name": f"Pupil {number}"}, follow=False)

    number, kinds = left_by(server, join)

    assert number < FEW, kinds


@pytest.mark.parametrize(
    "fields", [{"name": " ", "wish": "some"}, {"name": "Ada", "share": "ABCD2345"}], ids=["field", "later"]
)
def test_a_form_that_is_refused(server, code, fields):
    def refused(_):
        assert Person(server).post(f"/join/{code}/", fields).status == 409

    number, kinds = left_by(server, refused)

    assert number < FEW, kinds


def test_a_socket(server, code):
    pupil = Person(server)
    pupil.post(f"/join/{code}/", {"name": "Ada"})

    def come_and_go(_):
        line = pupil.socket(code)
        line.receive()
        line.close()

    number, kinds = left_by(server, come_and_go)

    assert number < FEW, kinds


def test_a_command(server, code):
    pupil = Person(server)
    pupil.post(f"/join/{code}/", {"name": "Eva"})

    number, kinds = left_by(server, lambda _: pupil.act(code, "call_for_help"))

    assert number < FEW, kinds
