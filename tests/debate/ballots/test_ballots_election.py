"""Election of several: as many marks as there are places, most marks win; a tie leaves a place empty."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.ballots.election import decides, shares
from debate.commands import TEACHER
from debate.scenario import Record
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view


def electing(pupils: int = 9) -> Meeting:
    """Two of Ann, Bob and Cy are to be elected to the board. The house marks Ann and Cy."""
    played = debating(pupils, scenario=mini.with_everything())
    played.do(c.PutQuestion(by=TEACHER, question="board"))
    return played


@pytest.mark.parametrize(
    ("elects", "tally", "winners"),
    [
        (2, {"a": 5, "b": 3, "c": 2, "d": 1}, "ab"),
        # Winners come in the order of the list, not of their marks.
        (2, {"a": 3, "b": 0, "c": 5, "d": 1}, "ac"),
        # A tie within the places does no harm.
        (2, {"a": 3, "b": 3, "c": 2, "d": 0}, "ab"),
        # A tie at the last place leaves it empty.
        (2, {"a": 5, "b": 3, "c": 3, "d": 0}, "a"),
        (2, {"a": 3, "b": 3, "c": 3, "d": 0}, ""),
        (3, {"a": 5, "b": 4, "c": 3, "d": 3}, "ab"),
        # Who has no mark at all is not elected, even if there is a place.
        (3, {"a": 5, "b": 4, "c": 0, "d": 0}, "ab"),
        (1, {"a": 2, "b": 2, "c": 0, "d": 0}, ""),
        (2, {"a": 0, "b": 0, "c": 0, "d": 0}, ""),
    ],
)
def test_who_is_elected(elects, tally, winners):
    ballot = replace(electing().ballot, alternatives=("a", "b", "c", "d"), elects=elects)

    assert decides(ballot, tally, 0) == (bool(winners), tuple(winners))


def test_each_name_that_is_marked_counts_once():
    assert shares("ann,cy", 1) == {"ann": 1, "cy": 1}


def test_an_election_from_the_marks_to_the_winners():
    played = electing()
    for seat, marks in {"s1": "ann,bob", "s2": "bob", "s3": "bob,cy", "s4": "bob, ann"}.items():
        played.vote(seat, marks)

    ballot = played.close()

    # The house, in s10, marks Ann and Cy.
    assert ballot.tally == {"ann": 3, "bob": 4, "cy": 2}
    assert ballot.winners == ("ann", "bob")
    assert ballot.carried is True


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (",", "no_such_name"),
        ("ann,ann", "no_such_name"),
        ("ann,dora", "no_such_name"),
        ("ann>bob", "no_such_name"),
        ("for", "no_such_name"),
        ("ann,bob,cy", "too_many_marked"),
    ],
)
def test_marks_are_for_names_on_the_list_and_not_more_than_there_are_places(choice, code):
    assert electing().refusal(c.CastVote(by="s1", ballot="b1", choice=choice)) == code


def test_the_order_in_which_names_are_marked_cannot_tell_whose_slip_it_is():
    played = electing()

    played.vote("s1", "cy,ann")
    played.vote("s2", "ann,cy")

    assert played.boxes["b1"] == {"ann,cy": 2}


def test_an_election_is_secret_and_the_count_told_when_it_is_announced():
    played = electing()
    played.vote("s1", "bob")
    assert "tally" not in view(played.assembly, "teach")["ballot"]
    played.close()
    assert "winners" not in view(played.assembly, "screen")["ballot"]
    assert view(played.assembly, "teach")["ballot"]["winners"] == []

    played.do(c.Announce(by=TEACHER))

    assert view(played.assembly, "screen")["ballot"]["tally"] == {"ann": 1, "bob": 1, "cy": 1}
    assert played.ballot.votes["s1"] == "sealed"


def test_the_house_marks_as_many_as_there_are_places():
    ballot = electing(pupils=0).close()

    assert ballot.tally == {"ann": 9, "bob": 0, "cy": 9}
    assert ballot.winners == ("ann", "cy")


@pytest.mark.parametrize(("chosen", "matches"), [(("ann", "cy"), True), (("ann", "bob"), False)])
def test_an_election_is_laid_beside_the_record_by_who_was_chosen(chosen, matches):
    scenario = mini.with_everything()
    record = Record(chosen=chosen, carried=True, held="At the end.", sources=("minutes",))
    questions = tuple(replace(q, record=record) if q.id == "board" else q for q in scenario.questions)
    played = debating(0, scenario=replace(scenario, questions=questions))
    played.divide(question="board")

    (row,) = beside_history(played.assembly).divisions

    assert row.matches is matches
