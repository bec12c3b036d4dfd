"""What each audience sees and does not see. Each test first makes sure there is something that could leak."""

import json

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import DOOR, TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby
from tests.support.rules.seen import hall, my_vote, view
from tests.support.rules.twin import PLANTED, planted, seen, twin

ALL = (("teach", ""), ("screen", ""), ("seat", "s1"), ("seat", "s9"))
NOT_THE_DESK = ALL[1:]


def voting(method: str) -> Meeting:
    """An open ballot in which s1 voted against and s2 for."""
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, method=method))
    meeting.vote("s1", "against")
    meeting.vote("s2", "for")
    return meeting


def keys(value) -> set[str]:
    """Every key anywhere below."""
    if isinstance(value, dict):
        return set(value) | {key for row in value.values() for key in keys(row)}
    if isinstance(value, list):
        return {key for row in value for key in keys(row)}
    return set()


def test_a_pupil_reads_their_own_sheet_and_nobody_elses():
    scenario = mini.scenario()
    secrets = [replace(role, private_aim=f"private-{role.id}.") for role in scenario.roles]
    meeting = debating(scenario=replace(scenario, roles=tuple(secrets)))

    for audience, seat in ALL:
        text = seen(meeting.assembly, audience, seat)
        own = meeting.assembly.seats[seat].role if seat else ""
        assert [role.id for role in secrets if role.private_aim in text] == ([own] if own else [])


def test_nobody_reads_before_the_end_nor_after_it_what_a_person_did_later():
    scenario = mini.scenario()
    roles = tuple(planted(role, private=False) for role in scenario.roles)
    meeting = debating(scenario=replace(scenario, roles=roles))
    meeting.reach("debrief")

    for audience, seat in ALL:
        assert PLANTED not in seen(meeting.assembly, audience, seat)


def test_a_delegate_reads_the_brief_of_their_delegation():
    meeting = lobby(pupils=0, expected=30)
    meeting.do(c.TakeSeat(by=DOOR, seat="s11"))
    sent_by = meeting.assembly.seats["s11"].delegation

    role = view(meeting.assembly, "seat", "s11")["me"]["role"]

    assert role["id"] == sent_by
    assert role["brief"]["text"] == "You were sent."
    assert role["name"].endswith(" 11")


@pytest.mark.parametrize(("audience", "seat"), NOT_THE_DESK)
def test_the_record_is_closed_until_the_class_has_guessed_it(audience, seat):
    meeting = debating()
    meeting.reach("result")
    assert view(meeting.assembly, audience, seat)["divisions"]
    assert "record" not in keys(view(meeting.assembly, audience, seat))
    assert view(meeting.assembly, audience, seat)["outcome"] is None

    meeting.reach("debrief")
    assert view(meeting.assembly, audience, seat)["outcome"]["id"] == "free-bridge"
    assert "record" not in keys(view(meeting.assembly, audience, seat))
    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))

    record = view(meeting.assembly, audience, seat)["divisions"][0]["record"]
    assert (record["for"], record["against"], record["abstain"]) == (60, 30, 10)
    assert record["marks"] == {"for": "D", "against": "D", "abstain": "D"}


def test_the_teacher_sees_the_record_beside_the_result_at_once():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))
    meeting.close()

    (division,) = view(meeting.assembly, "teach")["divisions"]

    assert division["record"]["for"] == 60


@pytest.mark.parametrize(("audience", "seat"), ALL)
def test_a_show_of_hands_shows_the_count_and_not_who(audience, seat):
    meeting = voting("show")

    ballot = view(meeting.assembly, audience, seat)["ballot"]

    assert ballot["tally"] == {"for": 10, "against": 12, "abstain": 0}
    assert "votes" not in keys(view(meeting.assembly, audience, seat)["divisions"])
    assert hall(meeting.assembly)["marks"].startswith("vv.")


def test_a_roll_call_shows_who():
    assert hall(voting("roll_call").assembly)["marks"].startswith("af.")


@pytest.mark.parametrize(("audience", "seat"), ALL)
def test_a_secret_ballot_shows_how_many_have_voted(audience, seat):
    meeting = voting("secret")

    ballot = view(meeting.assembly, audience, seat)["ballot"]

    assert "tally" not in ballot
    assert (ballot["cast"], ballot["of"]) == (2, 4)
    assert hall(meeting.assembly)["marks"].startswith("vv.")


@pytest.mark.parametrize("method", ["show", "roll_call"])
def test_a_pupil_sees_their_own_vote_and_its_weight(method):
    mine = my_vote(voting(method).assembly, "s1")

    assert mine == {
        "ballot": "b1", "entitled": True, "weight": 12, "open": True,
        "choice": "against", "by_house": False, "silent": False, "final": False,
    }  # fmt: skip


def test_a_pupil_who_voted_in_secret_sees_that_they_have():
    mine = my_vote(voting("secret").assembly, "s1")

    assert (mine["choice"], mine["final"]) == ("sealed", True)


@pytest.mark.parametrize("method", ["show", "roll_call", "secret"])
@pytest.mark.parametrize(("audience", "seat"), NOT_THE_DESK)
def test_between_close_and_announcement_the_result_is_the_chairs(method, audience, seat):
    meeting = debating(pupils=0)
    meeting.do(c.PutQuestion(by=TEACHER, method=method))
    meeting.close()

    waiting = view(meeting.assembly, audience, seat)
    assert "tally" not in waiting["ballot"]
    assert "carried" not in waiting["ballot"]
    assert waiting["divisions"] == []
    assert view(meeting.assembly, "teach")["ballot"]["carried"] is True

    meeting.do(c.Announce(by=TEACHER))

    told = view(meeting.assembly, audience, seat)
    assert told["ballot"]["carried"] is True
    assert told["divisions"][0]["tally"] == told["ballot"]["tally"]


def test_after_the_announcement_all_know_who_voted_how_unless_it_was_secret():
    for method, named in (("show", True), ("roll_call", True), ("secret", False)):
        meeting = voting(method)
        meeting.close()
        meeting.do(c.Announce(by=TEACHER))

        (division,) = view(meeting.assembly, "screen")["divisions"]

        assert ("votes" in division) == named
        assert hall(meeting.assembly)["marks"].startswith("af" if named else "vv")


@pytest.mark.parametrize(("audience", "seat"), NOT_THE_DESK)
def test_a_hidden_statement_is_the_teachers(audience, seat):
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="To be hidden."))
    meeting.do(c.LeaveStatement(by="s1", text="To be read."))
    assert "To be hidden." in seen(meeting.assembly, audience, seat)

    meeting.do(c.HideStatement(by=TEACHER, statement="t1"))

    assert "To be hidden." not in seen(meeting.assembly, audience, seat)
    assert "To be read." in seen(meeting.assembly, audience, seat)
    assert "To be hidden." in seen(meeting.assembly, "teach")


def test_a_card_is_read_by_those_it_is_for():
    # letter: the ferrymen (s2, s5, s9) and the potter (s8).
    meeting = debating()
    assert view(meeting.assembly, "teach")["cards"] == []

    meeting.do(c.ReleaseCard(by=TEACHER, card="letter"))

    readers = [seat for seat in meeting.assembly.order if view(meeting.assembly, "seat", seat)["cards"]]
    assert readers == ["s2", "s5", "s8", "s9"]
    assert view(meeting.assembly, "screen")["cards"] == []
    assert [card["id"] for card in view(meeting.assembly, "teach")["cards"]] == ["letter"]


def test_a_card_for_one_seat_is_read_there_and_one_for_all_everywhere():
    meeting = debating()
    meeting.do(c.ReleaseCard(by=TEACHER, card="letter", to=("s1",)))
    meeting.do(c.ReleaseCard(by=TEACHER, card="flood"))

    assert [card["id"] for card in view(meeting.assembly, "seat", "s1")["cards"]] == ["letter", "flood"]
    assert [card["id"] for card in view(meeting.assembly, "seat", "s2")["cards"]] == ["flood"]
    assert [card["id"] for card in view(meeting.assembly, "screen")["cards"]] == ["flood"]


def test_the_screen_and_the_desk_are_nobody():
    meeting = debating()

    assert "me" not in view(meeting.assembly, "screen", "s1")
    assert "me" not in view(meeting.assembly, "teach")


@pytest.mark.parametrize("method", ["show", "secret"])
def test_the_twin_of_the_machine_is_another_assembly(method):
    """If it were the same, that the views are equal would mean nothing."""
    meeting = voting(method)
    meeting.do(c.LeaveStatement(by="s1", text="To be hidden."))
    meeting.do(c.HideStatement(by=TEACHER, statement="t1"))

    other = twin(meeting.assembly, "screen")

    assert other.statements["t1"].text == PLANTED
    assert other.scenario.cards[0].text == PLANTED
    assert {role.private_aim for role in other.scenario.roles} == {PLANTED}
    assert other.scenario.questions[0].record.figures["for"] == 997
    assert (other.current.votes != meeting.ballot.votes) == (method == "show")
    assert (other.current.tally != meeting.ballot.tally) == (method == "secret")


def test_a_view_is_plain_values():
    meeting = debating()
    meeting.reach("debrief")

    for audience, seat in ALL:
        assert json.loads(json.dumps(view(meeting.assembly, audience, seat))) == view(
            meeting.assembly, audience, seat
        )
