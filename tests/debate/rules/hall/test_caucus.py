"""The rooms of the factions and of their envoys: who reads what, who writes where, and when."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import DOOR, TEACHER
from debate.rules.hall.caucus import LONGEST_LINE, MOST_LINES
from debate.scenario import StandingOrders
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, lobby
from tests.support.rules.seen import view
from tests.support.rules.twin import seen

# Builders: s1, s4. Ferrymen: s2, s5. Undecided: s3.

SECRET = "We give way on the toll."


def caucus(pupils: int = 5, **orders: object) -> Meeting:
    """In the caucus, where the rooms are open."""
    scenario = replace(mini.with_everything(), standing_orders=StandingOrders(**orders))
    played = lobby(pupils, scenario=scenario)
    played.do(c.OpenSession(by=TEACHER))
    played.reach("caucus")
    return played


def with_envoys() -> Meeting:
    """s1 speaks for the builders, s2 for the ferrymen; s1 has written to the ferrymen's envoy."""
    played = caucus()
    played.do(c.NameEnvoy(by="s4", envoy="s1"))
    played.do(c.NameEnvoy(by="s2", envoy="s2"))
    played.do(c.CaucusSay(by="s1", to="ferrymen", text=SECRET))
    return played


def readers(played: Meeting, text: str = SECRET) -> list[str]:
    """Everybody who can find these words in anything they see."""
    everybody = [("teach", ""), ("screen", ""), *(("seat", id) for id in played.assembly.order)]
    return [seat or audience for audience, seat in everybody if text in seen(played.assembly, audience, seat)]


def rooms(played: Meeting, seat: str) -> dict[str, list[str]]:
    """The rooms a pupil reads, with their lines."""
    found = view(played.assembly, "seat", seat)["me"]["caucus"]["rooms"]
    return {room["id"]: [line["text"] for line in room["lines"]] for room in found}


def test_a_faction_reads_its_own_room_and_the_teacher_every_one():
    played = caucus()

    played.do(c.CaucusSay(by="s1", text=SECRET))

    # Archer, baker, cooper and dyer; what sits in a seat of the house is nobody.
    assert readers(played) == ["teach", "s1", "s4", "s6", "s7"]
    assert rooms(played, "s4") == {"builders": [SECRET]}


def test_envoys_read_what_they_write_to_each_other_and_their_factions_do_not():
    played = with_envoys()

    assert readers(played) == ["teach", "s1", "s2"]
    assert rooms(played, "s2") == {"ferrymen": [], "builders+ferrymen": [SECRET]}
    assert rooms(played, "s5") == {"ferrymen": []}


def test_both_envoys_write_into_one_room():
    played = with_envoys()

    played.do(c.CaucusSay(by="s2", to="builders", text="And we on the ferry."))

    assert rooms(played, "s1")["builders+ferrymen"] == [SECRET, "And we on the ferry."]


def test_a_third_envoy_reads_nothing_of_it():
    played = with_envoys()

    played.do(c.NameEnvoy(by="s3", envoy="s3"))

    assert "s3" not in readers(played)
    assert set(rooms(played, "s3")) == {"undecided", "builders+undecided", "ferrymen+undecided"}


def test_a_new_envoy_reads_on_and_the_old_one_no_longer():
    played = with_envoys()

    played.do(c.NameEnvoy(by="s4", envoy="s4"))

    assert readers(played) == ["teach", "s2", "s4"]
    assert played.refusal(c.CaucusSay(by="s1", to="ferrymen", text="Wait!")) == "not_an_envoy"


def test_an_envoy_who_is_recalled_is_replaced_by_nobody():
    played = with_envoys()

    played.do(c.NameEnvoy(by="s4", envoy=""))

    assert "builders" not in played.assembly.envoys
    assert readers(played) == ["teach"]
    assert played.do(c.NameEnvoy(by="s4", envoy="")) == []


@pytest.mark.parametrize("to", ["ferrymen", "undecided", "builders", "war", "builders+ferrymen", "+", " "])
def test_only_an_envoy_writes_to_others_and_only_to_those_who_have_one(to):
    played = caucus()
    assert played.refusal(c.CaucusSay(by="s1", to=to, text="Psst.")) == "not_an_envoy"

    played.do(c.NameEnvoy(by="s1", envoy="s1"))

    assert played.refusal(c.CaucusSay(by="s1", to=to, text="Psst.")) == "not_an_envoy"


@pytest.mark.parametrize("envoy", ["s2", "s7", "s99", "teacher"])
def test_an_envoy_is_a_pupil_of_the_faction(envoy):
    assert caucus().refusal(c.NameEnvoy(by="s1", envoy=envoy)) == "not_of_your_faction"


def test_an_envoy_who_leaves_or_changes_sides_speaks_for_nobody():
    played = with_envoys()
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))
    assert "builders" not in played.assembly.envoys

    played.do(c.AssignRole(by=TEACHER, seat="s2", role="mason"))

    assert dict(played.assembly.envoys) == {}
    assert rooms(played, "s2") == {"undecided": []}


def test_who_changes_sides_reads_the_room_of_the_new_side_only():
    played = caucus()
    played.do(c.CaucusSay(by="s1", text=SECRET))

    played.do(c.AssignRole(by=TEACHER, seat="s1", role="fisher"))

    assert "s1" not in readers(played)
    assert "s2" in readers(played)


def test_an_envoy_who_has_changed_sides_when_the_change_is_undone_speaks_for_nobody_else():
    played = with_envoys()
    played.do(c.AssignRole(by=TEACHER, seat="s1", role="mason"))
    played.do(c.NameEnvoy(by="s1", envoy="s1"))
    assert played.assembly.envoys["undecided"] == "s1"

    played.do(c.Undo(by=TEACHER))

    assert dict(played.assembly.envoys) == {"builders": "s1", "ferrymen": "s2"}


def test_where_there_are_no_envoys_nobody_is_named():
    assert caucus(envoys=False).refusal(c.NameEnvoy(by="s1", envoy="s1")) == "no_envoys_here"


def test_a_line_the_teacher_hides_is_read_by_the_teacher_alone_until_it_is_shown_again():
    played = caucus()
    played.do(c.CaucusSay(by="s1", text=SECRET))

    played.do(c.HideStatement(by=TEACHER, statement="c1"))
    assert readers(played) == ["teach"]

    played.do(c.HideStatement(by=TEACHER, statement="c1", hidden=False))
    assert readers(played) == ["teach", "s1", "s4", "s6", "s7"]


@pytest.mark.parametrize(
    ("times", "stages"),
    [
        ("stages", {"caucus"}),
        ("always", {"gather", "brief", "caucus", "first-debate", "first-vote", "result"}),
        ("never", set()),
    ],
)
def test_the_rooms_are_open_when_the_standing_orders_say(times, stages):
    scenario = replace(mini.with_everything(), standing_orders=StandingOrders(caucus=times))
    played = lobby(4, scenario=scenario)
    assert played.refusal(c.CaucusSay(by="s1", text="Psst.")) == "no_caucus_now"
    played.do(c.OpenSession(by=TEACHER))

    for stage in ("brief", "caucus", "first-debate", "first-vote", "result", "out-of-role", "debrief"):
        played.reach(stage)
        command = c.CaucusSay(by="s1", text=f"Psst, {stage}.")
        if stage in stages:
            assert played.do(command)
        else:
            assert played.refusal(command) == "no_caucus_now"


def test_what_was_written_is_still_read_when_the_rooms_are_closed():
    played = caucus()
    played.do(c.CaucusSay(by="s1", text=SECRET))

    played.reach("first-debate")

    assert rooms(played, "s4") == {"builders": [SECRET]}
    assert view(played.assembly, "seat", "s4")["me"]["caucus"]["open"] is False


def test_a_line_says_something_and_not_too_much():
    played = caucus()

    assert played.refusal(c.CaucusSay(by="s1", text=" ")) == "empty_text"
    assert played.refusal(c.CaucusSay(by="s1", text="x" * (LONGEST_LINE + 1))) == "text_too_long"
    assert played.do(c.CaucusSay(by="s1", text="x" * LONGEST_LINE))


def test_one_pupil_does_not_fill_a_room_alone():
    played = caucus()
    for n in range(MOST_LINES):
        played.do(c.CaucusSay(by="s1", text=f"Line {n}."))

    assert played.refusal(c.CaucusSay(by="s1", text="One more.")) == "too_many_lines"
    assert played.do(c.CaucusSay(by="s4", text="My first."))


def test_a_pupil_writes_for_nobody_else_and_a_teacher_for_one_without_a_device():
    played = caucus()
    assert played.refusal(c.CaucusSay(by="s1", seat="s4", text="Psst.")) == "not_yours"
    assert played.refusal(c.CaucusSay(by=TEACHER, text="Psst.")) == "which_seat"

    played.do(c.CaucusSay(by=TEACHER, seat="s4", text=SECRET))

    assert rooms(played, "s1") == {"builders": [SECRET]}


def test_a_latecomer_reads_what_their_faction_has_written():
    played = caucus()
    played.do(c.CaucusSay(by="s1", text=SECRET))

    played.do(c.TakeSeat(by=DOOR, seat="s6"))

    assert rooms(played, "s6") == {"builders": [SECRET]}
