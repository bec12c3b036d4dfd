"""A show of hands whose count stays hidden until the close; roll calls and divisions by delegation too."""

import pytest

from debate import commands as c
from debate.commands import TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import hall, view
from tests.support.rules.twin import seen, twin

METHODS = ("show", "roll_call", "delegation")
AUDIENCES = (("teach", ""), ("screen", ""), ("seat", "s1"), ("seat", "s2"))


def hidden(method: str) -> Meeting:
    played = debating(5, scenario=mini.with_everything())
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method=method, hidden=True))
    played.vote("s1", "for")
    played.vote("s2", "against")
    return played


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("audience", "seat"), AUDIENCES)
def test_while_it_is_open_nobody_sees_count_or_choices(method, audience, seat):
    played = hidden(method)

    assert played.ballot.tally["for"] > 0
    assert "tally" not in view(played.assembly, audience, seat)["ballot"]
    assert hall(played.assembly)["marks"].startswith("vv")
    assert seen(twin(played.assembly, audience, seat), audience, seat) == seen(
        played.assembly, audience, seat
    )


@pytest.mark.parametrize("method", METHODS)
def test_after_the_close_it_is_the_chairs_and_after_the_announcement_everybodys(method):
    played = hidden(method)

    played.close()
    assert "tally" in view(played.assembly, "teach")["ballot"]
    assert "tally" not in view(played.assembly, "screen")["ballot"]
    assert hall(played.assembly)["marks"].startswith("vv")

    played.do(c.Announce(by=TEACHER))
    assert "tally" in view(played.assembly, "screen")["ballot"]
    assert hall(played.assembly)["marks"].startswith("fa")


@pytest.mark.parametrize("method", METHODS)
def test_what_is_not_hidden_is_seen_as_it_comes(method):
    played = debating(5, scenario=mini.with_everything())
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method=method))

    played.vote("s1", "for")

    assert view(played.assembly, "screen")["ballot"]["tally"]["for"] > 0
