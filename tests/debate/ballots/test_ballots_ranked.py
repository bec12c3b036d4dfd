"""Ranked ballots: instant run-off by hand-worked cases, and a straw poll that decides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from debate import commands as c
from debate.ballots.ranked import decides, rounds
from debate.commands import TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view

ABC = ("a", "b", "c")
ABCD = ("a", "b", "c", "d")


def polling(pupils: int = 5) -> Meeting:
    """The straw poll: north, south or west. The house would go north, then south."""
    played = debating(pupils, scenario=mini.with_everything())
    played.do(c.PutQuestion(by=TEACHER, question="way"))
    return played


@pytest.mark.parametrize(
    ("tally", "alternatives", "counts", "winner"),
    [
        # More than half at once.
        ({"a>b": 3, "b": 2}, ABC, [{"a": 3, "b": 2, "c": 0}], "a"),
        # Half is not more than half: c drops out, and its voters decide.
        (
            {"a": 4, "b>c": 3, "c>b": 2},
            ABC,
            [{"a": 4, "b": 3, "c": 2}, {"a": 4, "b": 5}],
            "b",
        ),
        # Whoever ranked nobody that is left counts no more: 4 of 7 are more than half.
        ({"a": 4, "b": 3, "c": 2}, ABC, [{"a": 4, "b": 3, "c": 2}, {"a": 4, "b": 3}], "a"),
        # Both that come last drop out together.
        (
            {"a>b": 5, "b>a": 4, "c>b": 2, "d>b": 2},
            ABCD,
            [{"a": 5, "b": 4, "c": 2, "d": 2}, {"a": 5, "b": 8}],
            "b",
        ),
        # Three counts; the winner was second all the way.
        (
            {"a": 8, "b>a": 6, "c>b": 5, "d>c>b": 4},
            ABCD,
            [{"a": 8, "b": 6, "c": 5, "d": 4}, {"a": 8, "b": 6, "c": 9}, {"a": 14, "c": 9}],
            "a",
        ),
        # A tie of the last two: nobody.
        ({"a": 2, "b": 2, "c": 1}, ABC, [{"a": 2, "b": 2, "c": 1}, {"a": 2, "b": 2}], ""),
        # Everybody has as many: nobody drops out, nobody wins.
        ({"a": 2, "b": 2, "c": 2}, ABC, [{"a": 2, "b": 2, "c": 2}], ""),
        # Nobody voted.
        ({}, ABC, [{"a": 0, "b": 0, "c": 0}], ""),
        # One voter is enough.
        ({"c>b>a": 1}, ABC, [{"a": 0, "b": 0, "c": 1}], "c"),
    ],
)
def test_a_count_worked_by_hand(tally, alternatives, counts, winner):
    ballot = replace(polling().ballot, alternatives=alternatives)

    assert rounds(tally, alternatives) == counts
    assert decides(ballot, tally, 0) == (bool(winner), (winner,) if winner else ())


@given(
    st.dictionaries(
        st.permutations(ABCD).flatmap(lambda order: st.integers(1, 4).map(lambda n: ">".join(order[:n]))),
        st.integers(1, 9),
        max_size=6,
    )
)
def test_a_run_off_ends_and_loses_nobody_but_those_who_ranked_no_more(tally):
    counts = rounds(tally, ABCD)

    assert len(counts) <= len(ABCD)
    for before, after in zip(counts, counts[1:], strict=False):
        assert set(after) < set(before)
        assert all(after[a] >= before[a] for a in after)
        assert sum(after.values()) <= sum(before.values())


def test_most_first_preferences_win_and_the_count_is_told_after_the_announcement():
    played = polling(pupils=9)
    for n, order in enumerate(("north>south", "north", "south>west", "south>west", "south", "west>south"), 1):
        played.vote(f"s{n}", order)  # And the house, in s10, goes north.
    played.close()
    assert "rounds" not in view(played.assembly, "screen")["ballot"]

    played.do(c.Announce(by=TEACHER))

    told = view(played.assembly, "screen")["ballot"]
    assert told["rounds"] == [{"north": 3, "south": 3, "west": 1}, {"north": 3, "south": 4}]
    assert told["winners"] == ["south"]
    assert told["tally"] == {
        "north": 1, "north>south": 1, "north>south>west": 1, "south": 1, "south>west": 2, "west>south": 1,
    }  # fmt: skip


def test_the_house_ranks_as_its_persons_would_have_also_when_no_pupil_votes():
    ballot = polling(pupils=0).close()

    assert ballot.tally == {"north>south>west": 9}
    assert ballot.winners == ("north",)


def test_a_person_with_an_order_of_their_own_keeps_to_it():
    scenario = mini.with_everything()
    roles = tuple(
        replace(role, preferences={"way": ("west",)}) if role.id == "archer" else role
        for role in scenario.roles
    )
    played = debating(0, scenario=replace(scenario, roles=roles))
    played.do(c.PutQuestion(by=TEACHER, question="way"))

    assert played.close().tally == {"north>south>west": 8, "west": 1}


@pytest.mark.parametrize("choice", [">", "north>north", "north>east", "for", "north,south", "north>"])
def test_an_order_names_each_alternative_once(choice):
    assert polling().refusal(c.CastVote(by="s1", ballot="b1", choice=choice)) == "no_such_ranking"


def test_blanks_in_an_order_do_not_matter():
    played = polling()

    played.vote("s1", " north > south ")

    assert played.boxes["b1"] == {"north>south": 1}


def test_a_ranking_is_secret_and_everybody_has_one():
    played = polling()
    played.vote("s1", "north")

    assert played.ballot.votes["s1"] == "sealed"
    assert played.ballot.tally == {}
    assert set(played.ballot.weights.values()) == {1}
    assert played.refusal(c.CastVote(by="s1", ballot="b1", choice="south")) == "already_voted"


def test_a_straw_poll_decides_nothing_and_can_be_taken_again():
    played = polling()
    played.close()
    played.do(c.Announce(by=TEACHER))

    assert "way" not in played.assembly.results()
    assert played.divide(question="way").id == "b2"


def test_a_straw_poll_may_be_taken_before_the_debate_where_no_question_may():
    played = Meeting(mini.with_everything())
    played.do(c.CreateSession(by=TEACHER, pupils=4, minutes=50))
    played.do(c.OpenSession(by=TEACHER))
    played.reach("brief")

    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "no_questions_now"
    assert played.divide(question="way").winners == ("north",)


@pytest.mark.parametrize("method", ["show", "roll_call", "secret", "delegation", "paper"])
def test_alternatives_are_not_voted_on_with_yes_and_no(method):
    played = debating(5, scenario=mini.with_everything())

    assert played.refusal(c.PutQuestion(by=TEACHER, question="way", method=method)) == "wrong_method"


@pytest.mark.parametrize("method", ["ranked", "election"])
def test_yes_and_no_are_not_ranked(method):
    played = debating(5, scenario=mini.with_everything())

    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge", method=method)) == "wrong_method"
