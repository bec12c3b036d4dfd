"""Motions on their way: moved, seconded, admitted, put, carried or lost; withdrawn, ruled out, ordered."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import TEACHER
from debate.rules.business.motions import LONGEST_REASON
from debate.rules.business.proposing import LONGEST_MOTION, MOST_PENDING
from debate.rules.business.wording import text_of
from debate.scenario import Scenario, StandingOrders
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view

TEXT = "The town builds a bridge of stone. The town pays for it."
WOOD = {"amends": "bridge", "how": "replace", "passage": "stone", "text": "wood"}


def ordered(**orders: object) -> Scenario:
    """The miniature with other standing orders."""
    return replace(mini.with_everything(), standing_orders=StandingOrders(**orders))


def meeting(pupils: int = 5, **orders: object) -> Meeting:
    return debating(pupils, scenario=ordered(**orders))


def state(meeting: Meeting, motion: str) -> str:
    return meeting.assembly.motions[motion].state


def put(motion: str) -> c.PutQuestion:
    return c.PutQuestion(by=TEACHER, motion=motion)


def test_a_motion_goes_its_way():
    played = meeting()
    played.do(c.Move(by="s1", text="  The ferry\n is painted. "))
    assert state(played, "m1") == "moved"
    assert played.assembly.motions["m1"].text == "The ferry is painted."

    played.do(c.Second(by="s2", motion="m1"))
    assert state(played, "m1") == "seconded"

    played.do(c.AdmitMotion(by=TEACHER, motion="m1"))
    assert state(played, "m1") == "admitted"

    played.do(put("m1"))
    played.vote("s1", "for")
    played.close()
    assert state(played, "m1") == "admitted"

    played.do(c.Announce(by=TEACHER))
    assert state(played, "m1") == "carried"
    assert played.assembly.results()["m1"] is True


def test_a_motion_that_most_are_against_is_lost():
    played = meeting()

    played.decide(played.admitted(text="The ferry is painted."), "against")

    assert state(played, "m1") == "lost"


def test_on_a_motion_of_the_class_the_house_does_not_vote():
    played = meeting()
    motion = played.admitted(text="The ferry is painted.")

    ballot = played.decide(motion)

    assert set(ballot.votes) == {"s1"}


@pytest.mark.parametrize("needed", [0, 1, 2])
def test_a_motion_needs_as_many_seconders_as_the_standing_orders_say(needed):
    played = meeting(seconders=needed)
    motion = played.moved(text="The ferry is painted.")
    for seat in ("s2", "s3")[:needed]:
        assert played.refusal(c.AdmitMotion(by=TEACHER, motion=motion)) == "not_seconded"
        assert played.refusal(put(motion)) == "not_seconded"
        played.do(c.Second(by=seat, motion=motion))

    assert state(played, motion) == "seconded"
    assert played.do(c.AdmitMotion(by=TEACHER, motion=motion))


def test_a_seconder_is_another_and_counts_once():
    played = meeting(seconders=2)
    motion = played.moved("s2", text="The ferry is painted.")

    assert played.refusal(c.Second(by="s1", motion=motion)) == "own_motion"
    assert played.do(c.Second(by="s2", motion=motion)) == []
    assert state(played, motion) == "moved"


def test_a_motion_that_was_not_admitted_is_not_put():
    played = meeting()
    motion = played.moved("s2", text="The ferry is painted.")

    assert played.refusal(put(motion)) == "not_admitted"
    assert played.do(c.AdmitMotion(by=TEACHER, motion=motion))
    assert played.do(c.AdmitMotion(by=TEACHER, motion=motion)) == []


def test_a_procedural_motion_is_put_as_soon_as_it_is_seconded():
    played = meeting()
    motion = played.moved(kind="close_list")
    assert played.refusal(put(motion)) == "not_seconded"

    played.do(c.Second(by="s2", motion=motion))

    assert played.do(put(motion))


def test_the_chair_rules_a_motion_out_and_says_why():
    played = meeting()
    motion = played.moved(text="The ferry is painted.")
    assert played.refusal(c.RuleOut(by=TEACHER, motion=motion)) == "empty_text"
    assert (
        played.refusal(c.RuleOut(by=TEACHER, motion=motion, reason="x" * (LONGEST_REASON + 1)))
        == "text_too_long"
    )

    played.do(c.RuleOut(by=TEACHER, motion=motion, reason="Not to the point."))

    assert state(played, motion) == "ruled_out"
    assert view(played.assembly, "seat", "s2")["motions"][0]["reason"] == "Not to the point."
    for command in (
        c.Second(by="s3", motion=motion),
        c.AdmitMotion(by=TEACHER, motion=motion),
        c.WithdrawMotion(by="s1", motion=motion),
        put(motion),
    ):
        assert played.refusal(command) == "motion_settled"


@pytest.mark.parametrize("way", ["moved", "seconded", "admitted"])
def test_whoever_moved_it_takes_it_back_until_it_is_voted_on(way):
    played = meeting()
    motion = played.moved(*(["s2"] if way != "moved" else []), text="The ferry is painted.")
    if way == "admitted":
        played.do(c.AdmitMotion(by=TEACHER, motion=motion))
    assert played.refusal(c.WithdrawMotion(by="s2", motion=motion)) == "not_your_motion"

    played.do(c.WithdrawMotion(by="s1", motion=motion))

    assert state(played, motion) == "withdrawn"
    assert played.refusal(put(motion)) == "motion_settled"


def test_a_motion_that_is_voted_on_is_neither_withdrawn_nor_ruled_out():
    played = meeting()
    motion = played.admitted(text="The ferry is painted.")
    played.do(put(motion))

    assert played.refusal(c.WithdrawMotion(by="s1", motion=motion)) == "ballot_open"
    assert played.refusal(c.RuleOut(by=TEACHER, motion=motion, reason="Too late.")) == "ballot_open"


@pytest.mark.parametrize(
    ("move", "code"),
    [
        ({"text": " \n "}, "empty_text"),
        ({"text": "x" * (LONGEST_MOTION + 1)}, "text_too_long"),
        ({"kind": "revolution"}, "no_such_motion_kind"),
        ({"kind": "amendment", "text": "More."}, "no_text_to_change"),
        ({"amends": "war", "text": "More."}, "no_text_to_change"),
        ({"amends": "toll", "text": "More."}, "no_text_to_change"),
        ({**WOOD, "how": "burn"}, "no_such_how"),
        ({**WOOD, "text": ""}, "empty_text"),
        ({**WOOD, "passage": ""}, "which_passage"),
        ({**WOOD, "how": "strike", "passage": ""}, "which_passage"),
        ({**WOOD, "passage": "straw"}, "passage_missing"),
        ({**WOOD, "passage": "The town"}, "passage_twice"),
        (
            {"amends": "bridge", "how": "strike", "passage": TEXT},
            "nothing_left",
        ),
    ],
)  # fmt: skip
def test_a_motion_has_to_make_sense(move, code):
    assert meeting().refusal(c.Move(by="s1", **move)) == code


def test_an_amendment_is_not_amended():
    played = meeting()
    amendment = played.admitted(**WOOD)

    assert played.refusal(c.Move(by="s3", amends=amendment, text="More.")) == "no_amendment_to_amendment"


def test_a_main_motion_is_amended_like_a_question():
    played = meeting()
    motion = played.admitted(text="The ferry is painted.")
    amendment = played.admitted(amends=motion, how="replace", passage="painted", text="sold")

    played.decide(amendment)

    assert text_of(played.assembly, motion) == "The ferry is sold."


def test_nothing_procedural_has_a_text_to_change():
    played = meeting()
    motion = played.moved("s2", kind="close_list")

    assert played.refusal(c.Move(by="s3", amends=motion, text="More.")) == "no_text_to_change"


@pytest.mark.parametrize(
    ("orders", "move", "code"),
    [
        ({"motions": False}, {"text": "The ferry is painted."}, "no_main_motions"),
        ({"amendments": False}, WOOD, "no_amendments"),
        ({"procedural": ("adjourn",)}, {"kind": "close_list"}, "not_known_here"),
    ],
)
def test_what_the_standing_orders_leave_out_is_not_moved(orders, move, code):
    assert meeting(**orders).refusal(c.Move(by="s1", **move)) == code


def test_the_same_motion_is_not_moved_twice_while_it_waits():
    played = meeting()
    first = played.moved(**WOOD)
    assert played.refusal(c.Move(by="s2", **WOOD)) == "already_moved"

    played.do(c.WithdrawMotion(by="s1", motion=first))

    assert played.do(c.Move(by="s2", **WOOD))


def test_nobody_has_more_than_a_few_motions_waiting():
    played = meeting()
    for n in range(MOST_PENDING):
        played.moved(text=f"Motion {n}.")
    assert played.refusal(c.Move(by="s1", text="One more.")) == "too_many_motions"

    played.do(c.WithdrawMotion(by="s1", motion="m1"))

    assert played.do(c.Move(by="s1", text="One more."))


def test_who_has_no_vote_moves_and_seconds_nothing():
    scenario = mini.with_everything()
    roles = tuple(replace(role, votes=role.id not in ("archer", "fisher")) for role in scenario.roles)
    played = debating(9, scenario=replace(scenario, roles=roles))
    guest = next(seat.id for seat in played.assembly.seats.values() if seat.role == "archer")
    voter = next(seat.id for seat in played.assembly.seats.values() if seat.role == "baker")

    assert played.refusal(c.Move(by=guest, text="More.")) == "no_motions_without_vote"
    played.do(c.Move(by=voter, text="More."))
    assert played.refusal(c.Second(by=guest, motion="m1")) == "no_motions_without_vote"


def test_motions_are_taken_in_caucus_and_debate_and_not_after_the_meeting():
    played = meeting()
    played.reach("result")
    motion = played.moved("s2", text="The ferry is painted.")

    played.reach("debrief")

    assert played.refusal(c.Move(by="s1", text="More.")) == "no_motions_now"
    assert played.refusal(c.Second(by="s3", motion=motion)) == "no_motions_now"
    assert played.refusal(put(motion)) == "no_questions_now"


def test_amendments_that_were_admitted_come_before_the_question():
    played = meeting()
    first, second = played.admitted(**WOOD), played.admitted(amends="bridge", text="At once.")
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "amendments_first"
    played.decide(first)
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "amendments_first"

    played.decide(second, "against")

    assert played.do(c.PutQuestion(by=TEACHER, question="bridge"))


def test_a_text_that_was_decided_is_not_amended_any_more():
    played = meeting()
    amendment = played.moved("s2", **WOOD)
    played.divide(question="bridge")

    played.do(c.AdmitMotion(by=TEACHER, motion=amendment))

    assert played.refusal(put(amendment)) == "already_decided"
    assert played.refusal(c.Move(by="s3", amends="bridge", text="More.")) == "already_decided"


def test_a_motion_that_was_withdrawn_is_not_amended_any_more():
    played = meeting()
    motion = played.moved("s2", text="The ferry is painted.")
    amendment = played.admitted(amends=motion, text="At once.")

    played.do(c.WithdrawMotion(by="s1", motion=motion))

    assert played.refusal(put(amendment)) == "already_decided"


def test_a_text_is_not_amended_while_it_is_voted_on():
    played = meeting()
    played.do(c.PutQuestion(by=TEACHER, question="bridge"))

    assert played.refusal(c.Move(by="s1", **WOOD)) == "ballot_open"


def test_the_chair_sets_the_order_of_motions():
    played = meeting()
    for n in range(3):
        played.moved(text=f"Motion {n}.")

    played.do(c.OrderMotions(by=TEACHER, motions=("m3", "m3", "m1")))

    assert [row["id"] for row in view(played.assembly, "seat", "s1")["motions"]] == ["m3", "m1", "m2"]
    assert played.do(c.OrderMotions(by=TEACHER, motions=("m3",))) == []
    assert played.refusal(c.OrderMotions(by=TEACHER, motions=("m9",))) == "no_such_motion"
    assert played.refusal(c.OrderMotions(by=TEACHER, motions=())) == "no_such_motion"


def test_the_chair_has_motions_debated_together_and_apart_again():
    played = meeting()
    for n in range(3):
        played.moved(text=f"Motion {n}.")

    played.do(c.GroupMotions(by=TEACHER, motions=("m1", "m3"), name="The  ferry"))
    groups = {row["id"]: row["group"] for row in view(played.assembly, "seat", "s1")["motions"]}
    assert groups == {"m1": "The ferry", "m2": "", "m3": "The ferry"}
    assert played.do(c.GroupMotions(by=TEACHER, motions=("m1", "m3"), name="The ferry")) == []

    played.do(c.GroupMotions(by=TEACHER, motions=("m1", "m3")))

    assert {row["group"] for row in view(played.assembly, "seat", "s1")["motions"]} == {""}


def test_a_motion_stays_its_movers_when_they_leave_and_the_chair_can_still_deal_with_it():
    played = meeting()
    motion = played.moved("s2", text="The ferry is painted.")
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))

    assert played.refusal(c.WithdrawMotion(by=TEACHER, seat="s1", motion=motion)) == "seat_not_taken"
    assert played.do(c.RuleOut(by=TEACHER, motion=motion, reason="Nobody moves it."))


def test_a_teacher_moves_and_seconds_for_pupils_without_a_device():
    played = meeting()

    played.do(c.Move(by=TEACHER, seat="s1", text="The ferry is painted."))
    played.do(c.Second(by=TEACHER, seat="s2", motion="m1"))

    motion = played.assembly.motions["m1"]
    assert (motion.seat, motion.seconders, motion.state) == ("s1", ("s2",), "seconded")


def test_the_number_of_a_motion_whose_making_was_undone_is_not_given_again():
    played = meeting()
    played.decide(played.moved("s2", kind="divide", about="bridge", passage="The town pays"))
    assert played.assembly.docket == ("m1", "m2", "m3")

    played.do(c.Undo(by=TEACHER))

    assert played.assembly.docket == ("m1",)
    assert played.moved(text="The ferry is painted.") == "m4"


@pytest.mark.parametrize("result", ["carried", "lost", "tied"])
def test_between_close_and_announcement_nobody_can_tell_a_result_from_what_is_refused(result):
    played = debating(5, scenario=ordered(tie="chair"), weighting="seat")
    motion = played.admitted(text="The ferry is painted.")
    played.do(put(motion))
    played.vote("s1", "against" if result == "lost" else "for")
    if result == "tied":
        played.vote("s2", "against")
    played.close()

    assert played.refusal(c.Move(by="s3", amends=motion, text="More.")) == "already_decided"
    assert played.refusal(c.Move(by="s3", kind="by_roll_call", about=motion)) == "already_decided"
    assert played.refusal(c.Move(by="s3", kind="divide", about=motion, passage="is")) == "already_decided"
    assert played.refusal(c.Move(by="s3", kind="reconsider", about=motion)) == "not_decided"
    assert played.refusal(c.Second(by="s3", motion=motion)) == "motion_settled"
    assert played.refusal(c.WithdrawMotion(by="s1", motion=motion)) == "motion_settled"
    assert view(played.assembly, "screen")["motions"][0]["waits"] is False
