"""What is deleted at one server process is forgotten at the other, over PostgreSQL and Redis."""

import pytest

from tests.live.afterwards.test_records import NAME, delete
from tests.live.classroom import Meeting, closing_code, eventually, pushes, shown
from tests.live.people.test_people_two_processes import at


@pytest.fixture(scope="module")
def store(postgres):
    return postgres


@pytest.fixture
def passing(server, teacher, store):
    """A session that a test will delete."""
    made = Meeting(server, teacher, store)
    yield made
    made.end()


def test_names_deleted_at_one_are_forgotten_at_the_other(passing, second):
    ada = passing.server.pupil(passing.code, NAME)
    elsewhere = at(second, passing.teacher)
    desk, line = passing.line(elsewhere, "teach"), passing.line(at(second, ada))
    assert NAME in elsewhere.get(f"/teach/{passing.code}/").text
    pushes(desk, 0.3)

    delete(passing, "names")

    assert closing_code(line) == 4401
    assert NAME not in shown(desk, 'id="person-')["html"]
    assert NAME not in elsewhere.get(f"/teach/{passing.code}/").text
    assert NAME not in second.log.read_text() + passing.server.log.read_text()


def test_a_session_deleted_at_one_shows_everybody_out_at_the_other(passing, second):
    [ada] = passing.pupils(1)
    elsewhere = at(second, passing.teacher)
    lines = [ada.socket(second), passing.line(elsewhere, "teach")]

    delete(passing, "session")

    assert [closing_code(line) for line in lines] == [4404, 4404]
    assert eventually(lambda: elsewhere.get(f"/teach/{passing.code}/").status == 404)
