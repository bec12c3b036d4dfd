"""Procedural motions: who may move them, what they need, may they be debated, what comes of them and when."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.commands import CLOCK, TEACHER
from debate.rules.business.agenda import following, permits
from debate.rules.business.procedure import PROCEDURE
from debate.rules.business.wording import text_of
from debate.scenario import PROCEDURAL_KINDS, StandingOrders
from tests.debate.rules.business.test_motions import TEXT, WOOD, meeting, ordered, put, state
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view

TABLE = {
    # kind: majority, may be debated
    "close_list": ("majority_of_cast", False),
    "close_debate": ("two_thirds_of_cast", False),
    "adjourn": ("majority_of_cast", False),
    "divide": ("majority_of_cast", False),
    "reorder": ("majority_of_cast", True),
    "reconsider": ("majority_of_cast", True),
    "by_roll_call": ("majority_of_cast", False),
    "in_secret": ("majority_of_cast", False),
    "appeal": ("majority_of_cast", True),
}

ABOUT = {
    "divide": {"about": "bridge", "passage": "The town pays"},
    "reorder": {"about": "bridge"},
    "by_roll_call": {"about": "bridge"},
    "in_secret": {"about": "bridge"},
}


# s3 plays the reporter, who may only ask questions; so others take the floor here.


def procedural(kind: str, played: Meeting | None = None) -> tuple[Meeting, str]:
    """A meeting in which such a motion has been moved by s1 and seconded, and the motion."""
    played = played or meeting()
    about = dict(ABOUT.get(kind, {}))
    if kind == "reconsider":
        played.divide({"s1": "for"}, question="bridge")
        about = {"about": "bridge"}
    if kind == "appeal":
        ruled_out = played.moved("s2", text="The ferry is painted.")
        played.do(c.RuleOut(by=TEACHER, motion=ruled_out, reason="Not to the point."))
        about = {"about": ruled_out}
    return played, played.moved("s2", kind=kind, **about)


def closed_unread(kind: str, played: Meeting | None = None) -> Meeting:
    """The motion was voted on and carried, and nobody has read out the result."""
    played, motion = procedural(kind, played)
    played.do(put(motion))
    played.vote("s1", "for")
    played.close()
    return played


def test_every_kind_is_in_the_table():
    assert set(TABLE) == set(PROCEDURE) == set(PROCEDURAL_KINDS)


@pytest.mark.parametrize("kind", TABLE)
def test_each_has_its_own_majority_and_says_whether_it_may_be_debated(kind):
    played, motion = procedural(kind)

    row = next(row for row in view(played.assembly, "screen")["motions"] if row["id"] == motion)
    played.do(put(motion))

    assert (row["threshold"], row["debatable"]) == TABLE[kind]
    assert played.ballot.threshold == TABLE[kind][0]
    if TABLE[kind][1]:
        assert played.do(c.RequestFloor(by="s5"))
        assert played.do(c.GiveFloor(by=TEACHER))
    else:
        assert played.refusal(c.RequestFloor(by="s5")) == "not_debatable"
        assert played.refusal(c.GiveFloor(by=TEACHER, seat="s5")) == "not_debatable"


def test_the_standing_orders_may_ask_for_another_majority():
    played, motion = procedural("adjourn", meeting(thresholds={"adjourn": "two_thirds_of_cast"}))

    played.do(put(motion))

    assert played.ballot.threshold == "two_thirds_of_cast"


@pytest.mark.parametrize(("votes_for", "closed"), [(3, False), (4, True)])
def test_to_close_the_debate_takes_two_thirds(votes_for, closed):
    played = debating(6, scenario=mini.with_everything(), weighting="seat")
    motion = played.moved("s2", kind="close_debate")
    votes = {f"s{n}": "for" if n <= votes_for else "against" for n in range(1, 7)}

    played.divide(votes, motion=motion)

    assert played.assembly.floor.closed is closed


@pytest.mark.parametrize("kind", TABLE)
def test_nothing_happens_before_the_result_is_announced(kind):
    played, motion = procedural(kind)
    before = played.assembly
    played.do(put(motion))
    played.vote("s1", "for")
    played.close()
    still = ("floor", "recess_ends", "wordings", "docket", "business", "methods")
    assert [getattr(played.assembly, name) for name in still] == [getattr(before, name) for name in still]

    played.do(c.Announce(by=TEACHER))

    changed = [name for name in still if getattr(played.assembly, name) != getattr(before, name)]
    assert changed or kind in ("reconsider", "appeal")


@pytest.mark.parametrize("kind", TABLE)
def test_a_motion_that_is_lost_does_nothing(kind):
    played, motion = procedural(kind)
    before = played.assembly

    played.decide(motion, "against")

    assert isinstance(played.journal[-1], e.ResultAnnounced)
    assert played.assembly.floor == before.floor
    assert played.assembly.docket == before.docket


def test_closing_the_list_keeps_out_new_names_but_points_of_order():
    played = meeting()
    played.do(c.RequestFloor(by="s5"))

    played.decide(played.moved("s2", kind="close_list"))

    assert played.refusal(c.RequestFloor(by="s4")) == "list_closed"
    assert played.do(c.RequestFloor(by="s2", purpose="point_of_order"))
    assert view(played.assembly, "screen")["floor"]["list"] == ["s2", "s5"]
    played.reach("first-vote")
    assert played.do(c.RequestFloor(by="s4"))


def test_closing_the_debate_ends_the_list_and_lets_the_speaker_finish():
    played = meeting()
    played.do(c.GiveFloor(by=TEACHER, seat="s4"))
    played.do(c.RequestFloor(by="s5"))

    played.decide(played.moved("s2", kind="close_debate"))

    assert played.assembly.floor.requests == ()
    assert played.assembly.floor.speaker == "s4"
    assert played.refusal(c.RequestFloor(by="s5")) == "debate_closed"
    assert played.refusal(c.GiveFloor(by=TEACHER, seat="s5")) == "debate_closed"
    played.reach("first-vote")
    assert played.do(c.RequestFloor(by="s5"))


def test_an_adjournment_opens_the_rooms_for_a_while_and_ends_whatever_is_being_said():
    played = meeting()
    played.do(c.GiveFloor(by=TEACHER, seat="s4"))
    assert not permits(played.assembly).caucus

    played.decide(played.moved("s2", kind="adjourn", seconds=60))

    assert permits(played.assembly).caucus
    assert played.assembly.recess_ends == played.at + 60_000
    assert played.assembly.floor.speaker == ""
    assert played.refusal(c.RequestFloor(by="s5")) == "no_speeches_now"
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "no_questions_now"
    assert played.refusal(c.EndRecess(by=CLOCK)) == "too_early"

    played.wait(60)
    played.do(c.EndRecess(by=CLOCK))

    assert not permits(played.assembly).caucus
    assert played.do(c.RequestFloor(by="s5"))
    assert played.do(c.EndRecess(by=TEACHER)) == []


@pytest.mark.parametrize("seconds", [29, 1801])
def test_an_adjournment_has_a_sensible_length(seconds):
    assert meeting().refusal(c.Move(by="s1", kind="adjourn", seconds=seconds)) == "recess_length"


def test_the_next_stage_ends_an_adjournment():
    played = closed_unread("adjourn")

    played.do(c.AdvanceStage(by=TEACHER))

    assert played.assembly.stage == "first-vote"
    assert played.assembly.recess_ends is None


def test_where_rooms_are_never_open_an_adjournment_does_not_open_them_either():
    played = meeting(caucus="never")

    played.decide(played.moved("s2", kind="adjourn"))

    assert played.assembly.recess_ends is not None
    assert played.refusal(c.CaucusSay(by="s1", text="Psst.")) == "no_caucus_now"


def test_a_divided_text_is_voted_on_part_by_part_and_then_as_a_whole():
    played = meeting()

    played.decide(procedural("divide", played)[1])

    first, second = (played.assembly.motions[id] for id in played.assembly.docket[-2:])
    assert (first.kind, first.text) == ("part", "The town builds a bridge of stone.")
    assert (second.kind, second.text) == ("part", "The town pays for it.")
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "amendments_first"
    played.decide(first.id)
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "amendments_first"
    played.decide(second.id, "against")
    assert text_of(played.assembly, "bridge") == "The town builds a bridge of stone."
    assert played.divide({"s1": "for"}, question="bridge").carried


@pytest.mark.parametrize(
    ("lost", "left"),
    [("", "We pay. We build. We pay."), ("first", "We build. We pay."), ("second", "We pay."), ("both", "")],
)
def test_only_the_part_that_is_lost_goes_even_if_its_words_stand_twice(lost, left):
    played = meeting()
    motion = played.admitted(text="We pay. We build. We pay.")
    played.decide(played.moved("s2", kind="divide", about=motion, passage="We build."))
    first, second = played.assembly.docket[-2:]

    played.decide(first, "against" if lost in ("first", "both") else "for")
    played.decide(second, "against" if lost in ("second", "both") else "for")

    assert text_of(played.assembly, motion) == left


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        ("", "passage_missing"),
        ("straw", "passage_missing"),
        ("The town", "passage_twice"),
        ("The town builds", "part_empty"),
    ],
)
def test_a_text_is_divided_at_one_place_within_it(passage, code):
    assert meeting().refusal(c.Move(by="s1", kind="divide", about="bridge", passage=passage)) == code


def test_a_text_is_perfected_before_it_is_divided_and_its_parts_fit_it():
    played = meeting()
    amendment = played.admitted(**WOOD)
    division = procedural("divide", played)[1]
    assert played.refusal(put(division)) == "amendments_first"

    played.decide(amendment)
    played.decide(division)

    first = played.assembly.docket[-2]
    assert played.assembly.motions[first].text == "The town builds a bridge of wood."
    played.decide(first, "against")
    assert text_of(played.assembly, "bridge") == "The town pays for it."


def test_while_parts_wait_the_text_is_neither_amended_nor_divided_again():
    played = meeting()
    other = played.moved("s2", kind="divide", about="bridge", passage="of stone")
    played.decide(procedural("divide", played)[1])
    amendment = played.admitted(**WOOD)
    assert played.refusal(put(amendment)) == "amendments_first"
    assert played.refusal(put(other)) == "amendments_first"

    for part in [id for id, motion in played.assembly.motions.items() if motion.kind == "part"]:
        played.decide(part)

    played.decide(amendment)
    assert text_of(played.assembly, "bridge") == TEXT.replace("stone", "wood")


def test_what_the_meeting_has_decided_holds_for_the_very_next_question_also_if_nobody_read_it_out():
    played = closed_unread("in_secret")

    played.do(c.PutQuestion(by=TEACHER, question="bridge"))

    assert played.ballot.method == "secret"
    assert played.assembly.motions["m1"].state == "carried"


def test_a_question_is_not_put_over_the_parts_of_a_division_nobody_read_out():
    played = closed_unread("divide")

    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "amendments_first"

    played.do(c.Announce(by=TEACHER))
    assert played.do(put(played.assembly.docket[-1]))


@pytest.mark.parametrize(("kind", "method"), [("by_roll_call", "roll_call"), ("in_secret", "secret")])
def test_the_meeting_chooses_how_it_votes_and_the_chair_is_bound_by_it(kind, method):
    played = meeting()
    motion = played.admitted(text="The ferry is painted.")

    played.decide(played.moved("s2", kind=kind, about=motion))
    played.do(c.PutQuestion(by=TEACHER, motion=motion, method="show"))

    assert played.ballot.method == method


@pytest.mark.parametrize("kind", ["by_roll_call", "in_secret"])
@pytest.mark.parametrize(
    ("about", "code"),
    [("", "which_question"), ("war", "which_question"), ("way", "wrong_method"), ("board", "wrong_method")],
)
def test_a_way_of_voting_is_chosen_for_something_that_can_be_voted_on_so(kind, about, code):
    assert meeting().refusal(c.Move(by="s1", kind=kind, about=about)) == code


def test_a_way_of_voting_is_not_chosen_for_what_is_decided():
    played = meeting()
    played.divide(question="bridge")

    assert played.refusal(c.Move(by="s1", kind="in_secret", about="bridge")) == "already_decided"


def with_another_vote() -> Meeting:
    """Two votes lie ahead that hang on nothing: on the bridge, and then on the toll."""
    scenario = mini.with_everything()
    agenda = tuple(
        replace(stage, when=mini.ALWAYS) if stage.id == "second-vote" else stage for stage in scenario.agenda
    )
    return debating(5, scenario=replace(scenario, agenda=agenda))


def test_the_order_of_business_is_changed():
    played = with_another_vote()
    assert following(played.assembly).id == "first-vote"

    played.decide(played.moved("s2", kind="reorder", about="toll"))

    assert [stage.id for stage in played.assembly.agenda()][3:6] == [
        "first-debate",
        "second-vote",
        "first-vote",
    ]
    played.do(c.AdvanceStage(by=TEACHER))
    assert played.assembly.stage == "second-vote"
    played.divide()
    played.do(c.AdvanceStage(by=TEACHER))
    assert played.assembly.stage == "first-vote"


def test_a_change_of_order_that_nobody_read_out_is_followed_all_the_same():
    played = with_another_vote()
    played.do(put(played.moved("s2", kind="reorder", about="toll")))
    played.vote("s1", "for")
    played.close()

    played.do(c.AdvanceStage(by=TEACHER))

    assert played.assembly.stage == "second-vote"


@pytest.mark.parametrize(
    ("about", "code"), [("", "not_ahead"), ("war", "not_ahead"), ("toll", "hangs_on_another")]
)
def test_what_is_brought_forward_lies_ahead_and_can_be_reached(about, code):
    assert meeting().refusal(c.Move(by="s1", kind="reorder", about=about)) == code


def test_what_has_come_to_hang_on_another_vote_meanwhile_is_not_brought_forward():
    played = meeting()
    played.divide({"s1": "for"}, question="bridge")
    reorder = played.moved("s2", kind="reorder", about="toll")
    played.decide(played.moved("s2", kind="reconsider", about="bridge"))

    played.decide(reorder)

    order = [stage.id for stage in played.assembly.agenda()]
    assert order.index("second-vote") > order.index("first-vote")


def test_between_close_and_announcement_a_pupil_learns_no_result_by_asking_for_another_order():
    for choice in ("for", "against"):
        played = meeting()
        played.do(c.PutQuestion(by=TEACHER, question="bridge"))
        for seat in ("s1", "s2", "s3", "s4", "s5"):
            played.vote(seat, choice)
        played.close()

        assert played.refusal(c.Move(by="s1", kind="reorder", about="toll")) == "result_unread"
        assert played.refusal(c.Move(by="s1", kind="reorder", about="ferry")) == "result_unread"


def test_a_decision_is_reconsidered_and_taken_again():
    played, motion = procedural("reconsider")
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "already_decided"

    played.decide(motion)

    assert "bridge" not in played.assembly.results()
    played.divide({f"s{n}": "against" for n in range(1, 6)}, question="bridge")
    assert played.assembly.results()["bridge"] is False
    divisions = view(played.assembly, "screen")["divisions"]
    assert [row["reconsidered"] for row in divisions if row["question"] == "bridge"] == [True, False]


def test_the_meeting_goes_back_on_a_decision_once():
    played, motion = procedural("reconsider")
    played.decide(motion)
    played.divide({"s1": "for"}, question="bridge")

    assert played.refusal(c.Move(by="s1", kind="reconsider", about="bridge")) == "reconsidered_once"


@pytest.mark.parametrize("method", ["show", "roll_call"])
def test_only_who_voted_with_the_side_that_won_may_ask_to_vote_again(method):
    played = meeting()
    votes = {"s1": "for", "s2": "against", "s3": "abstain"}
    assert played.divide(votes, question="bridge", method=method).carried

    for seat in ("s2", "s3", "s4"):
        assert played.refusal(c.Move(by=seat, kind="reconsider", about="bridge")) == "was_on_losing_side"
    assert played.do(c.Move(by="s1", kind="reconsider", about="bridge"))


def test_after_a_vote_that_was_lost_the_winners_are_those_against():
    played = meeting()
    votes = {f"s{n}": "against" for n in range(2, 6)} | {"s1": "for"}
    assert not played.divide(votes, question="bridge", method="show").carried

    assert played.refusal(c.Move(by="s1", kind="reconsider", about="bridge")) == "was_on_losing_side"
    assert played.do(c.Move(by="s2", kind="reconsider", about="bridge"))


def test_whoever_voted_in_secret_may_ask_to_vote_again():
    played = meeting()
    played.divide({"s1": "for", "s2": "against"}, question="bridge", method="secret")

    assert played.do(c.Move(by="s2", kind="reconsider", about="bridge"))


def test_in_a_division_by_delegation_those_count_who_gave_part_of_their_bloc_to_the_winners():
    played = meeting()
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="delegation"))
    played.vote("s1", "69-1-0")
    played.vote("s2", "against")
    played.close()
    played.do(c.Announce(by=TEACHER))

    # s1 speaks for the guilds, to which s4 belongs; s2 for the riverside with s5.
    assert played.refusal(c.Move(by="s5", kind="reconsider", about="bridge")) == "was_on_losing_side"
    assert played.do(c.Move(by="s4", kind="reconsider", about="bridge"))


@pytest.mark.parametrize("about", ["", "war", "toll"])
def test_only_what_was_decided_is_reconsidered(about):
    assert meeting().refusal(c.Move(by="s1", kind="reconsider", about=about)) == "not_decided"


def test_an_amendment_is_not_reconsidered_for_the_text_has_changed():
    played = meeting()
    amendment = played.admitted(**WOOD)
    played.decide(amendment)

    assert played.refusal(c.Move(by="s1", kind="reconsider", about=amendment)) == "not_decided"


def test_a_main_motion_that_is_reconsidered_is_before_the_meeting_again():
    played = meeting()
    motion = played.admitted(text="The ferry is painted.")
    played.decide(motion)

    played.decide(played.moved("s2", kind="reconsider", about=motion))

    assert state(played, motion) == "admitted"
    played.decide(motion, "against")
    assert state(played, motion) == "lost"


def test_an_appeal_that_is_carried_admits_what_the_chair_ruled_out():
    played, appeal = procedural("appeal")

    played.decide(appeal)

    assert state(played, "m1") == "admitted"
    assert played.assembly.motions["m1"].reason == ""
    assert played.do(put("m1"))


def test_a_tie_sustains_the_chair_also_where_the_chair_decides_ties():
    played = debating(5, scenario=ordered(tie="chair"), weighting="seat")
    appeal = procedural("appeal", played)[1]

    ballot = played.divide({"s1": "for", "s2": "against"}, motion=appeal)

    assert ballot.carried is False
    assert state(played, "m1") == "ruled_out"


def test_the_chair_cannot_rule_out_an_appeal():
    played, appeal = procedural("appeal")

    assert played.refusal(c.RuleOut(by=TEACHER, motion=appeal, reason="I said no.")) == "appeal_stands"


@pytest.mark.parametrize("about", ["", "m9", "bridge"])
def test_an_appeal_is_against_a_ruling(about):
    assert meeting().refusal(c.Move(by="s1", kind="appeal", about=about)) == "no_such_ruling"


def test_a_ruling_is_appealed_against_once():
    played, appeal = procedural("appeal")
    assert played.refusal(c.Move(by="s3", kind="appeal", about="m1")) == "appealed_once"

    played.decide(appeal, "against")

    assert played.refusal(c.Move(by="s3", kind="appeal", about="m1")) == "appealed_once"


def test_a_friend_of_the_chair_cannot_use_up_the_appeal_by_withdrawing_it():
    played, appeal = procedural("appeal")

    played.do(c.WithdrawMotion(by="s1", motion=appeal))

    assert played.do(c.Move(by="s3", kind="appeal", about="m1"))


def test_a_chair_that_rules_out_again_what_the_meeting_admitted_can_be_overruled_again():
    played, appeal = procedural("appeal")
    played.decide(appeal)

    played.do(c.RuleOut(by=TEACHER, motion="m1", reason="I still say no."))

    played.decide(played.moved("s2", by="s3", kind="appeal", about="m1"))
    assert state(played, "m1") == "admitted"


def test_an_appeal_against_a_ruling_that_was_taken_back_changes_nothing():
    played, appeal = procedural("appeal")
    played.do(c.Undo(by=TEACHER))
    played.do(c.WithdrawMotion(by="s1", motion="m1"))

    played.decide(appeal)

    assert state(played, "m1") == "withdrawn"


def test_procedural_motions_are_voted_on_in_caucus_too_and_others_not():
    played = debating(5, scenario=replace(mini.with_everything(), standing_orders=StandingOrders()))
    played.decide(played.moved("s2", kind="adjourn"))
    motion = played.admitted(text="The ferry is painted.")
    adjourn = played.moved("s2", kind="adjourn")

    assert played.refusal(put(motion)) == "no_questions_now"
    assert played.do(put(adjourn))
