"""The forms of commands: the contract's names, their fields, and nothing else."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debate import commands as c
from debate.commands import Command
from debate.refusal import Refusal
from game.command_fields import COMMANDS, LONGEST_FIELD, MOST_FIELDS, SERVER_ONLY, command_for

# fmt: off
CONTRACT = {
    "cast_vote", "request_floor", "withdraw_request", "yield_floor", "leave_statement", "advance_stage",
    "give_floor", "end_turn", "put_question", "close_ballot", "announce", "pause", "resume", "open_session",
    "assign_role", "free_seat", "give_chair", "release_card", "hide_statement", "lock_doors", "enter_vote",
    "say_to_all", "close_session", "move", "second", "withdraw_motion", "admit_motion", "rule_out", "undo",
    "set_leaning", "caucus_say", "reflect",
}
OURS = {
    "give_intervention", "set_floor", "order_motions", "group_motions", "end_recess", "call_next",
    "enter_count", "give_time",
    "give_casting_vote", "answer_help", "set_grace", "set_silence", "name_envoy", "write_minutes",
    "offer_bargain", "accept_bargain", "drop_bargain", "say_what_moved",
    "write_headline", "call_help", "plan_debrief", "show_question", "take_away", "read_first", "let_through",
    "cite_document", "answer_check", "hand_in",
    "react", "guess", "reveal", "put_on_wall", "show_chapter", "reopen_session",
}
# fmt: on
"""OURS go beyond the contract."""

BY_THE_SERVER = {
    c.CreateSession,
    c.TakeSeat,
    c.ReturnToSeat,
    c.GiveTimeBack,
    c.TakeMood,
    c.TakeNameAway,
}
"""Commands that no browser sends as such: pages and doors give them."""


def snake(kind: type[Command]) -> str:
    return "".join(f"_{x.lower()}" if x.isupper() else x for x in kind.__name__).lstrip("_")


def test_every_act_of_the_contract_is_known_and_no_other():
    assert set(COMMANDS) == CONTRACT | OURS


def test_every_command_has_a_form_but_those_the_server_gives():
    assert set(COMMANDS.values()) == set(c.COMMANDS.values()) - BY_THE_SERVER


def test_an_act_is_its_command_s_name():
    assert {act: snake(kind) for act, kind in COMMANDS.items()} == {act: act for act in COMMANDS}


def test_fields_become_a_command():
    command = command_for("s1", {"act": "cast_vote", "ballot": "b1", "choice": "for"})

    assert command == c.CastVote(by="s1", ballot="b1", choice="for")


def test_numbers_and_truth_come_as_text():
    put = command_for("teacher", {"act": "put_question", "seconds": "30"})
    lock = command_for("teacher", {"act": "lock_doors", "locked": "false"})

    assert put == c.PutQuestion(by="teacher", seconds=30)
    assert lock == c.LockDoors(by="teacher", locked=False)


def test_a_list_comes_with_commas():
    command = command_for("teacher", {"act": "release_card", "card": "x", "to": "s1,left"})

    assert command == c.ReleaseCard(by="teacher", card="x", to=("s1", "left"))


def test_an_empty_field_counts_as_none_given():
    command = command_for("teacher", {"act": "put_question", "method": "", "seconds": ""})

    assert command == c.PutQuestion(by="teacher")


@pytest.mark.parametrize("act", sorted(COMMANDS))
@pytest.mark.parametrize("extra", ["by", "slips", "at", "weight", "BY", "act2"])
def test_a_field_the_command_does_not_have_is_malformed(act, extra):
    with pytest.raises(Refusal, match="malformed"):
        command_for("s1", {"act": act, extra: "teacher"})


LONG = "x" * (LONGEST_FIELD + 1)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"act": ""},
        {"act": "win"},
        {"act": "CastVote"},
        {"act": "take_seat"},
        {"act": "put_question", "seconds": "soon"},
        {"act": "put_question", "seconds": "1.5"},
        {"act": "put_question", "method": "shouting"},
        {"act": "put_question", "threshold": "loudest"},
        {"act": "lock_doors", "locked": "perhaps"},
        {"act": "leave_statement", "text": LONG},
    ],
    ids=str,
)
def test_what_is_no_command_is_malformed(fields):
    with pytest.raises(Refusal, match="malformed"):
        command_for("s1", fields)


@pytest.mark.parametrize("act", ["cast_vote", "enter_vote"])
@pytest.mark.parametrize(
    "paper",
    [
        {"ballot": "b1", "choice": LONG},
        {"ballot": LONG, "choice": "for"},
        {"ballot": "b1", "rank-a": LONG},
        {"ballot": "b1", "rank-a": "9" * len(LONG)},
        {"ballot": "b1", f"rank-{LONG}": "1"},
        {"ballot": "b1"} | {f"rank-{n}": "" for n in range(MOST_FIELDS)},
    ],
    ids=["choice", "ballot", "place", "number", "name", "boxes"],
)
def test_a_paper_that_is_too_long_is_called_so(act, paper):
    with pytest.raises(Refusal, match="paper_too_long"):
        command_for("s1", {"act": act, **paper})


@pytest.mark.parametrize("act", ["cast_vote", "enter_vote"])
def test_a_vote_without_a_paper_is_no_blank_one(act):
    """A secret vote is final: what was lost on the way must not count as blank."""
    assert command_for("s1", {"act": act, "ballot": "b1"}).choice is None
    assert command_for("s1", {"act": act, "ballot": "b1", "choice": "null"}).choice == "null"


@pytest.mark.parametrize("act", ["cast_vote", "enter_vote"])
def test_a_ranking_may_come_as_the_place_of_each_alternative(act):
    fields = {"act": act, "ballot": "b1", "seat": "s1", "rank-a": "2", "rank-b": " 1", "rank-c": ""}
    if act == "cast_vote":
        del fields["seat"]

    assert command_for("s1", fields).choice == "b>a"


@pytest.mark.parametrize("act", ["cast_vote", "enter_vote"])
def test_a_paper_without_a_mark_is_a_vote_too(act):
    assert command_for("s1", {"act": act, "ballot": "b1", "choice": ""}).choice == ""
    assert command_for("s1", {"act": act, "ballot": "b1", "rank-a": "", "rank-b": " "}).choice == ""


def test_a_split_bloc_may_come_as_the_share_of_each_choice():
    fields = {
        "act": "cast_vote",
        "ballot": "b1",
        "split-for": "70",
        "split-against": " 30 ",
        "split-abstain": "",
    }

    assert command_for("s1", fields).choice == "70-30-0"


def test_a_pressed_button_counts_for_more_than_the_boxes_of_a_split():
    fields = {"act": "cast_vote", "ballot": "b1", "choice": "against", "split-for": "", "split-against": ""}

    assert command_for("s1", fields).choice == "against"


@pytest.mark.parametrize(
    "places",
    [
        ("1", "1"),
        ("1", "first"),
        ("1", "-2"),
        ("", "1.5"),
        ("0", "1"),
        ("1", "3"),
        ("", "2"),
        ("2", "2"),
        ("1000000000", "1"),
        ("9" * 40, "1"),
        ("1", "²"),
    ],
)
def test_places_that_make_no_order_are_refused(places):
    fields = {"act": "cast_vote", "ballot": "b1", "rank-a": places[0], "rank-b": places[1]}

    with pytest.raises(Refusal, match="no_such_ranking"):
        command_for("s1", fields)


def test_a_count_by_hand_uses_the_words_of_the_ballot():
    command = command_for("teacher", {"act": "enter_count", "for": "12", "against": "5"})

    assert command == c.EnterCount(by="teacher", for_=12, against=5)


KEYS = st.sampled_from(
    sorted({f for kind in c.COMMANDS.values() for f in kind.__struct_encode_fields__} | {"act", "x"})
)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(COMMANDS)), st.dictionaries(KEYS, st.text(max_size=20), max_size=4))
def test_whatever_is_typed_makes_a_command_of_its_own_sender_or_a_refusal(act, typed):
    try:
        command = command_for("s1", {**typed, "act": act})
    except Refusal:
        return

    assert command.by == "s1"
    assert type(command) is COMMANDS[act]
    assert not set(typed) & SERVER_ONLY
    assert msgspec.to_builtins(command)


def test_a_paper_that_says_two_things_says_none():
    fields = {"act": "cast_vote", "ballot": "b1", "choice": "b", "rank-a": "1", "rank-b": ""}

    with pytest.raises(Refusal, match="no_such_ranking"):
        command_for("s1", fields)
