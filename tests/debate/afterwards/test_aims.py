"""Was an aim met? Each condition by itself, all of them together, and nowhere before the debrief."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.afterwards.aims import Judged, judged, met
from debate.afterwards.compare import beside_history
from debate.commands import TEACHER
from debate.scenario import Aim, Scenario
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.twin import seen

# s1 plays Archer, s2 Fisher.


def with_aims(**aims: Aim) -> Scenario:
    """The miniature with conditions on Archer's aims."""
    scenario = mini.with_everything()
    roles = tuple(replace(role, **aims) if role.id == "archer" else role for role in scenario.roles)
    return replace(scenario, roles=roles)


def played(**created: object) -> Meeting:
    """s1 spoke once and left a statement; moved a motion that was carried and one that was lost, and seconded
    one. The bridge was carried with s1 for it, the toll lost with s1 against it."""
    meeting = debating(5, **{"scenario": mini.with_everything(), "weighting": "seat", **created})
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.wait(20)
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.do(c.LeaveStatement(by="s1", text="A bridge!"))
    meeting.decide(meeting.admitted(text="The ferry is painted."))
    meeting.decide(meeting.admitted(text="The ferry is sold."), "against")
    meeting.moved("s1", by="s4", text="The ferry is blessed.")
    meeting.divide({"s1": "for"}, question="bridge")
    meeting.divide({"s1": "against", "s2": "against", "s4": "against"}, question="toll")
    meeting.reach("debrief")
    return meeting


@pytest.mark.parametrize(
    ("aim", "is_met"),
    [
        ({}, True),
        ({"carried": ("bridge",)}, True),
        ({"carried": ("toll",)}, False),
        ({"carried": ("bridge", "toll")}, False),
        ({"carried": ("ferry",)}, False),
        ({"lost": ("toll",)}, True),
        ({"lost": ("bridge",)}, False),
        # Never put is neither carried nor lost.
        ({"lost": ("ferry",)}, False),
        ({"outcomes": ("free-bridge",)}, True),
        ({"outcomes": ("nothing", "free-bridge")}, True),
        ({"outcomes": ("nothing",)}, False),
        ({"voted": {"bridge": "for", "toll": "against"}}, True),
        ({"voted": {"bridge": "for", "toll": "for"}}, False),
        ({"voted": {"ferry": "for"}}, False),
        ({"speeches": 1}, True),
        ({"speeches": 2}, False),
        ({"statements": 1}, True),
        ({"statements": 2}, False),
        ({"moved": 2}, True),
        ({"moved": 3}, False),
        ({"motions_carried": 1}, True),
        ({"motions_carried": 2}, False),
        ({"seconded": 1}, True),
        ({"seconded": 2}, False),
        # The bridge: s1 and the house's Cooper and Dyer for, Hunter against, Potter abstaining.
        ({"at_least": {"bridge": {"for": 3}}}, True),
        ({"at_least": {"bridge": {"for": 4}}}, False),
        ({"at_least": {"bridge": {"for": 3, "against": 1, "abstain": 1}}}, True),
        ({"at_least": {"bridge": {"for": 3, "against": 2}}}, False),
        ({"at_least": {"ferry": {"for": 0}}}, False),
        ({"either": (Aim(carried=("toll",)), Aim(speeches=1))}, True),
        ({"either": (Aim(carried=("toll",)), Aim(speeches=9))}, False),
        ({"carried": ("bridge",), "speeches": 9}, False),
        ({"carried": ("bridge",), "either": (Aim(speeches=9),)}, False),
    ],
)
def test_a_condition_holds_or_not(aim, is_met):
    assert met(played().assembly, "s1", Aim(**aim)) is is_met


def secretly() -> Meeting:
    meeting = debating(5, scenario=mini.with_everything(), weighting="seat")
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="secret"))
    meeting.vote("s1", "for")
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))
    meeting.reach("debrief")
    return meeting


@pytest.mark.parametrize(
    ("aim", "is_met"),
    [
        ({"voted": {"bridge": "for"}}, None),
        ({"voted": {"bridge": "against"}}, None),
        # What is missed anyway is missed, whatever was on the slip; and what holds anyway holds.
        ({"voted": {"bridge": "for"}, "speeches": 9}, False),
        ({"either": (Aim(voted={"bridge": "for"}), Aim(carried=("bridge",)))}, True),
        ({"either": (Aim(voted={"bridge": "for"}), Aim(speeches=9))}, None),
    ],
)
def test_of_a_secret_vote_nobody_can_tell(aim, is_met):
    assert met(secretly().assembly, "s1", Aim(**aim)) is is_met


def test_a_word_put_in_is_no_speech():
    meeting = debating(5, scenario=mini.with_everything())
    meeting.do(c.GiveFloor(by=TEACHER, seat="s2"))
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s1"))
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.reach("debrief")

    assert met(meeting.assembly, "s1", Aim(speeches=1)) is False


def test_a_hidden_statement_does_not_count():
    meeting = debating(5, scenario=mini.with_everything())
    meeting.do(c.LeaveStatement(by="s1", text="Nonsense."))
    meeting.do(c.HideStatement(by=TEACHER, statement="t1"))
    meeting.reach("debrief")

    assert met(meeting.assembly, "s1", Aim(statements=1)) is False


def test_a_vote_taken_again_counts_as_it_was_taken_last():
    meeting = debating(5, scenario=mini.with_everything(), weighting="seat")
    meeting.divide({"s1": "for"}, question="bridge")
    meeting.decide(meeting.moved("s2", kind="reconsider", about="bridge"))
    meeting.divide({f"s{n}": "against" for n in range(1, 6)}, question="bridge")
    meeting.reach("debrief")

    assert met(meeting.assembly, "s1", Aim(voted={"bridge": "against"}, lost=("bridge",))) is True


def test_a_person_who_changed_seats_is_judged_by_what_that_person_voted():
    meeting = debating(5, scenario=mini.with_everything(), weighting="seat")
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge")

    meeting.do(c.AssignRole(by=TEACHER, seat="s1", role="fisher"))
    meeting.reach("debrief")

    assert met(meeting.assembly, "s1", Aim(voted={"bridge": "against"})) is True
    assert met(meeting.assembly, "s2", Aim(voted={"bridge": "for"})) is True


def test_the_debrief_lays_both_aims_beside_the_person():
    meeting = played(
        scenario=with_aims(public_met=Aim(carried=("bridge",)), private_met=Aim(carried=("toll",)))
    )

    assert judged(meeting.assembly, "s1") == (
        Judged(kind="public", text="Get heard.", met=True),
        Judged(kind="private", text="Keep your trade.", met=False),
    )
    person = next(p for p in beside_history(meeting.assembly).persons if p.seat == "s1")
    assert person.aims == judged(meeting.assembly, "s1")


def test_an_aim_without_conditions_is_not_judged():
    assert judged(played().assembly, "s1") == ()


def test_a_delegate_has_no_aims_to_meet():
    meeting = debating(14, expected=14, scenario=mini.with_everything())

    assert judged(meeting.assembly, "s11") == ()


@pytest.mark.parametrize("stage", ["first-debate", "result", "debrief"])
@pytest.mark.parametrize(
    ("audience", "seat"), [("teach", ""), ("screen", ""), ("seat", "s1"), ("seat", "s2")]
)
def test_what_it_takes_to_meet_an_aim_is_in_nobodys_view(stage, audience, seat):
    one = debating(5, scenario=with_aims(public_met=Aim(moved=1), private_met=Aim(speeches=7)))
    other = debating(5, scenario=with_aims(public_met=Aim(moved=2)))
    for meeting in (one, other):
        meeting.reach(stage)

    assert seen(one.assembly, audience, seat) == seen(other.assembly, audience, seat)
