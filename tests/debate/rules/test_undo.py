"""Undo: every step of chair and teacher can be taken back, and what others did meanwhile stays."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.afterwards.debrief import may_reflect
from debate.assembly import Assembly
from debate.commands import CLOCK, HELPER, TEACHER
from debate.evolve import fold
from debate.rules.undo import KEPT, MOST_STEPS, NAMES, can_be_undone
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def assembled() -> Meeting:
    """The miniature in its debate, one seat, one vote, without officers."""
    scenario = mini.with_everything()
    roles = tuple(replace(role, office="") for role in scenario.roles)
    return debating(5, scenario=replace(scenario, roles=roles), weighting="seat")


def content(assembly: Assembly) -> Assembly:
    """The assembly without what no step changes back."""
    nothing = Assembly(scenario=assembly.scenario)
    return replace(assembly, **{field: getattr(nothing, field) for field in KEPT})


def begun() -> Meeting:
    """A meeting in which something has happened that every kind of step can act upon."""
    meeting = assembled()
    meeting.do(c.LeaveStatement(by="s2", text="Hear us."))
    meeting.do(c.RequestFloor(by="s3"))
    meeting.do(c.RequestFloor(by="s4"))
    meeting.moved("s2", text="The ferry is painted.")
    meeting.moved(by="s2", text="The tower is painted.")
    return meeting


def speaking(meeting: Meeting) -> None:
    meeting.do(c.GiveFloor(by=TEACHER))


def voting(meeting: Meeting, **put: object) -> None:
    meeting.do(c.PutQuestion(by=TEACHER, question="toll", **put))


def voted(meeting: Meeting) -> None:
    voting(meeting)
    meeting.vote("s1", "for")
    meeting.close()


def tied(meeting: Meeting) -> None:
    meeting.do(c.AdmitMotion(by=TEACHER, motion="m1"))
    meeting.do(c.PutQuestion(by=TEACHER, motion="m1", tie="chair"))
    meeting.vote("s1", "for")
    meeting.vote("s2", "against")
    meeting.close()


def on_paper(meeting: Meeting) -> None:
    meeting.do(c.AdmitMotion(by=TEACHER, motion="m1"))
    meeting.do(c.PutQuestion(by=TEACHER, motion="m1", method="paper"))


def in_recess(meeting: Meeting) -> None:
    meeting.decide(meeting.admitted(kind="adjourn"))


def talking(meeting: Meeting) -> None:
    meeting.do(c.PlanDebrief(by=TEACHER, questions=("d2", "d1")))
    meeting.reach("debrief")


def held(meeting: Meeting) -> None:
    meeting.do(c.ReadFirst(by=TEACHER, kind="motion"))
    meeting.do(c.Move(by="s4", text="The bell is rung."))


def nothing(meeting: Meeting) -> None:
    pass


STEPS = {
    "advance_stage": (speaking, c.AdvanceStage(by=TEACHER)),
    "give_floor": (speaking, c.GiveFloor(by=TEACHER)),
    "give_intervention": (speaking, c.GiveIntervention(by=TEACHER, seat="s4")),
    "end_turn": (speaking, c.EndTurn(by=TEACHER)),
    "set_floor": (nothing, c.SetFloor(by=TEACHER, order="factions", speech_seconds=30)),
    "admit_motion": (nothing, c.AdmitMotion(by=TEACHER, motion="m1")),
    "rule_out": (nothing, c.RuleOut(by=TEACHER, motion="m1", reason="No.")),
    "order_motions": (nothing, c.OrderMotions(by=TEACHER, motions=("m2", "m1"))),
    "group_motions": (nothing, c.GroupMotions(by=TEACHER, motions=("m2", "m1"), name="Paint")),
    "end_recess": (in_recess, c.EndRecess(by=TEACHER)),
    "put_question": (nothing, c.PutQuestion(by=TEACHER, question="toll")),
    "call_next": (
        lambda meeting: voting(meeting, method="roll_call", calls="seating"),
        c.CallNext(by=TEACHER),
    ),
    "enter_count": (on_paper, c.EnterCount(by=TEACHER, for_=2, against=1)),
    "close_ballot": (lambda meeting: voting(meeting, seconds=0), c.CloseBallot(by=TEACHER)),
    "give_casting_vote": (tied, c.GiveCastingVote(by=TEACHER, choice="for")),
    "reveal": (voted, c.Reveal(by=TEACHER)),
    "announce": (voted, c.Announce(by=TEACHER)),
    "pause": (speaking, c.Pause(by=TEACHER)),
    "resume": (lambda meeting: meeting.do(c.Pause(by=TEACHER)), c.Resume(by=TEACHER)),
    "free_seat": (nothing, c.FreeSeat(by=TEACHER, seat="s3")),
    "assign_role": (nothing, c.AssignRole(by=TEACHER, seat="s1", role="hunter")),
    "give_chair": (nothing, c.GiveChair(by=TEACHER, seat="s1")),
    "lock_doors": (nothing, c.LockDoors(by=TEACHER)),
    "release_card": (nothing, c.ReleaseCard(by=TEACHER, card="flood")),
    "hide_statement": (nothing, c.HideStatement(by=TEACHER, statement="t1")),
    "read_first": (nothing, c.ReadFirst(by=TEACHER, kind="motion")),
    "let_through": (held, c.LetThrough(by=TEACHER, text="m3")),
    "say_to_all": (nothing, c.SayToAll(by=TEACHER, text="Quiet.")),
    "set_silence": (nothing, c.SetSilence(by=TEACHER, filled=True)),
    "set_grace": (nothing, c.SetGrace(by=TEACHER, seconds=60)),
    "plan_debrief": (nothing, c.PlanDebrief(by=TEACHER, questions=("d1",))),
    "show_question": (talking, c.ShowQuestion(by=TEACHER, question="d1")),
    "show_chapter": (talking, c.ShowChapter(by=TEACHER, chapter="halls")),
    "put_on_wall": (nothing, c.PutOnWall(by=TEACHER, what="question", which="bridge")),
}


def test_every_kind_of_step_is_here():
    assert set(STEPS) == set(NAMES.values())
    assert {type(command) for _, command in STEPS.values()} == set(NAMES)


@pytest.mark.parametrize("name", sorted(set(STEPS) - {"pause"}))
def test_undone_everything_is_as_before(name):
    prepare, command = STEPS[name]
    meeting = begun()
    prepare(meeting)
    meeting.wait(3)
    before = content(meeting.assembly)

    meeting.do(command)
    assert content(meeting.assembly) != before
    assert meeting.assembly.steps[-1].step == name
    meeting.wait(2)
    meeting.do(c.Undo(by=TEACHER))

    assert content(meeting.assembly) == before
    assert fold(meeting.scenario, meeting.journal) == meeting.assembly
    assert meeting.assembly.lately[-1].about == name


def test_a_pause_that_is_taken_back_has_cost_nothing():
    meeting = begun()
    voting(meeting, seconds=60)
    speaking(meeting)
    stage, speech = meeting.assembly.stage_ends, meeting.assembly.floor.ends_at
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(600)

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.status == "open"
    assert meeting.ballot.closes_at == meeting.at + 60_000
    assert meeting.assembly.stage_ends == stage + 600_000
    assert meeting.assembly.floor.ends_at == speech + 600_000
    assert meeting.vote("s1", "for")


@pytest.mark.parametrize("name", STEPS)
def test_what_others_did_meanwhile_stays(name):
    prepare, command = STEPS[name]
    meeting = begun()
    prepare(meeting)
    meeting.do(command)
    others = [c.CallHelp(by="s2", text="What now?")]
    if may_reflect(meeting.assembly):
        others.append(c.Reflect(by="s2", text="It was loud."))
    elif meeting.assembly.status == "open":
        others.append(c.SetLeaning(by="s2", question="ferry", value=1))
        others.append(c.LeaveStatement(by="s2", text="And once more."))
    for other in others:
        meeting.do(other)

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.help[0].text == "What now?"
    if len(others) == 2:
        assert meeting.assembly.reflections["s2"] == "It was loud."
    elif len(others) > 2:
        assert meeting.assembly.leanings["s2/ferry"] == 1
        assert meeting.assembly.statements["t2"].text == "And once more."


def test_a_mistaken_next_brings_the_speaker_and_the_list_back():
    meeting = begun()
    speaking(meeting)
    meeting.wait(10)
    meeting.do(c.GiveFloor(by=TEACHER))
    meeting.do(c.RequestFloor(by="s5"))

    meeting.do(c.Undo(by=TEACHER))

    floor = meeting.assembly.floor
    assert floor.speaker == "s3"
    assert [request.seat for request in floor.requests] == ["s4", "s5"]
    assert not meeting.assembly.speeches


def test_steps_are_undone_one_after_the_other_last_first():
    meeting = begun()
    before = content(meeting.assembly)
    for command in (
        c.GiveFloor(by=TEACHER),
        c.LockDoors(by=TEACHER),
        c.EndTurn(by=TEACHER),
        c.AdvanceStage(by=TEACHER),
    ):
        meeting.do(command)

    undone = [meeting.do(c.Undo(by=TEACHER))[-1].step for _ in range(4)]

    assert undone == ["advance_stage", "end_turn", "lock_doors", "give_floor"]
    assert content(meeting.assembly) == before


def test_a_vote_taken_back_is_void_and_its_number_is_not_used_again():
    meeting = begun()
    voting(meeting)
    meeting.vote("s1", "for")

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.refusal(c.CastVote(by="s2", ballot="b1", choice="for")) == "no_such_ballot"
    voting(meeting)
    assert meeting.ballot.id == "b2"
    assert not meeting.ballot.votes


def test_a_vote_opened_again_keeps_its_votes_and_has_no_clock():
    meeting = begun()
    voting(meeting, seconds=30)
    meeting.vote("s1", "for")
    meeting.wait(31)
    meeting.close(by=CLOCK)
    assert meeting.ballot.house

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.ballot.open
    assert meeting.ballot.closes_at is None
    assert dict(meeting.ballot.votes) == {"s1": "for"}
    meeting.vote("s2", "against")
    assert meeting.close().tally["against"] >= 1


def test_a_secret_ballot_that_was_counted_can_only_be_held_anew():
    """Opened again, the difference of two counts would tell how the only one who voted in between did."""
    meeting = begun()
    voting(meeting, method="secret")
    meeting.vote("s1", "for")
    ballot = meeting.close()

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.current is None
    assert meeting.refusal(c.CastVote(by="s2", ballot=ballot.id, choice="for")) == "no_such_ballot"
    voting(meeting, method="secret")
    assert not meeting.ballot.votes
    meeting.vote("s2", "for")
    again = meeting.close()
    assert sum(again.tally.values()) == 1 + len(again.house)


def test_the_vote_before_stands_when_a_secret_ballot_is_taken_back():
    meeting = begun()
    first = meeting.divide(method="secret")
    meeting.do(c.AdmitMotion(by=TEACHER, motion="m1"))
    voting(meeting, motion="m1", method="secret")
    meeting.close()

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.ballot.id == first.id
    assert meeting.ballot.announced


def test_an_announced_amendment_is_taken_back_with_its_text():
    meeting = begun()
    amendment = meeting.admitted(amends="bridge", text="At once.")
    meeting.decide(amendment)

    meeting.do(c.Undo(by=TEACHER))

    assert "bridge" not in meeting.assembly.wordings
    assert meeting.assembly.motions[amendment].state == "admitted"


def test_a_speech_that_was_held_stays_held():
    meeting = begun()
    speaking(meeting)
    meeting.wait(10)
    meeting.do(c.YieldFloor(by="s3"))

    meeting.do(c.Undo(by=TEACHER))

    assert [speech.seat for speech in meeting.assembly.speeches.values()] == ["s3"]
    assert not meeting.assembly.floor.speaker


def test_where_somebody_has_changed_the_same_thing_it_is_too_late():
    meeting = begun()
    meeting.do(c.SayToAll(by=TEACHER, text="Quiet."))
    meeting.assembly = replace(meeting.assembly, word="Louder!")

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"


def test_a_double_click_takes_back_one_step():
    meeting = begun()
    meeting.do(c.LockDoors(by=TEACHER))
    meeting.do(c.SayToAll(by=TEACHER, text="Quiet."))
    last = meeting.assembly.steps[-1].number

    meeting.do(c.Undo(by=TEACHER, step=last))

    assert meeting.do(c.Undo(by=TEACHER, step=last)) == []
    assert meeting.assembly.locked


def test_a_step_is_not_taken_back_before_those_that_came_after_it():
    meeting = begun()
    meeting.do(c.LockDoors(by=TEACHER))
    first = meeting.assembly.steps[-1].number
    for number in range(MOST_STEPS):
        meeting.do(c.SayToAll(by=TEACHER, text=f"Word {number}."))
        assert meeting.refusal(c.Undo(by=TEACHER, step=first)) == "not_the_last_step"


def test_a_pupil_in_the_chair_takes_back_their_own_steps_only():
    meeting = begun()
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))

    assert meeting.refusal(c.Undo(by="s1")) == "not_your_step"
    meeting.do(c.GiveFloor(by="s1"))
    meeting.do(c.Undo(by="s1"))
    assert not meeting.assembly.floor.speaker
    meeting.do(c.Undo(by=HELPER))
    assert not meeting.assembly.chair


def test_there_is_an_end_to_what_can_be_undone():
    meeting = begun()
    for number in range(MOST_STEPS + 3):
        meeting.do(c.SayToAll(by=TEACHER, text=f"Word {number}."))

    for _ in range(MOST_STEPS):
        meeting.do(c.Undo(by=TEACHER))

    assert meeting.refusal(c.Undo(by=TEACHER)) == "nothing_to_undo"
    assert meeting.assembly.word == "Word 2."


def test_what_pupils_do_is_no_step():
    meeting = assembled()
    meeting.assembly = replace(meeting.assembly, steps=())

    meeting.do(c.RequestFloor(by="s1"))

    assert not any(isinstance(event, e.StepTaken) for event in meeting.journal[-1:])
    assert meeting.refusal(c.Undo(by=TEACHER)) == "nothing_to_undo"


def test_a_speaker_who_was_cut_off_and_asked_again_speaks_on_and_is_off_the_list():
    meeting = begun()
    speaking(meeting)
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.do(c.RequestFloor(by="s3"))

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.floor.speaker == "s3"
    assert [request.seat for request in meeting.assembly.floor.requests] == ["s4"]


@pytest.mark.parametrize("purpose", ["new_point", "attack"])
def test_who_was_called_by_mistake_and_asked_again_is_on_the_list_once(purpose):
    meeting = begun()
    speaking(meeting)
    meeting.do(c.YieldFloor(by="s3"))
    meeting.do(c.RequestFloor(by="s3", purpose=purpose))

    meeting.do(c.Undo(by=TEACHER))

    assert sorted(request.seat for request in meeting.assembly.floor.requests) == ["s3", "s4"]


def test_who_asked_again_in_the_next_stage_is_on_the_list_once():
    meeting = begun()
    meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.do(c.RequestFloor(by="s4", purpose="attack"))

    meeting.do(c.Undo(by=TEACHER))

    requests = meeting.assembly.floor.requests
    assert [(request.seat, request.purpose) for request in requests] == [
        ("s3", "new_point"),
        ("s4", "attack"),
    ]


def test_a_pupil_who_came_back_and_called_again_waits_once_for_help():
    meeting = begun()
    meeting.do(c.CallHelp(by="s3", text="Help!"))
    meeting.do(c.FreeSeat(by=TEACHER, seat="s3"))
    meeting.wait(1)
    meeting.do(c.ReturnToSeat(by="s3"))
    meeting.do(c.CallHelp(by="s3", text="Help!"))

    meeting.do(c.Undo(by=TEACHER))

    assert [call.seat for call in meeting.assembly.help] == ["s3"]


@pytest.mark.parametrize("votes", [False, True])
def test_the_number_of_a_vote_taken_back_at_once_is_not_used_again_either(votes):
    """Its box may hold slips already: under the same number they would be counted with others."""
    meeting = begun()
    voting(meeting, method="secret")
    if votes:
        meeting.vote("s1", "for")
    meeting.do(c.Undo(by=TEACHER))

    voting(meeting, method="secret")

    assert meeting.ballot.id == "b2"
    assert meeting.close()


def test_what_its_own_clock_has_ended_is_no_step_and_stands_in_the_way_of_none():
    meeting = begun()
    in_recess(meeting)
    meeting.wait(180)
    meeting.do(c.EndRecess(by=CLOCK))
    assert meeting.assembly.steps[-1].step == "announce"

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.recess_ends is None
    assert not meeting.ballot.announced


def test_a_word_that_its_clock_has_ended_is_no_step():
    meeting = begun()
    speaking(meeting)
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s4"))
    meeting.wait(30)
    meeting.do(c.EndTurn(by=CLOCK, seat="s4"))

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.floor.intervention is None
    assert [request.seat for request in meeting.assembly.floor.requests] == ["s4"]


def test_a_word_is_not_put_in_again_when_nobody_speaks_any_more():
    meeting = begun()
    speaking(meeting)
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s4"))
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.do(c.YieldFloor(by="s3"))

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"


def test_a_seat_answered_the_roll_and_it_is_too_late_to_take_back_the_call():
    meeting = begun()
    voting(meeting, method="roll_call", calls="seating")
    meeting.do(c.CallNext(by=TEACHER))
    meeting.vote("s1", "for")

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"


def test_all_have_answered_the_roll_and_it_is_too_late_to_take_back_the_first_call():
    """Nobody is called any more, as before the first call; how far the roll has come tells the difference."""
    meeting = begun()
    voting(meeting, method="roll_call", calls="seating")
    meeting.do(c.CallNext(by=TEACHER))
    while called := meeting.assembly.ballots[meeting.assembly.ballot].called:
        meeting.vote(called, "for")

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"


def test_a_motion_withdrawn_after_it_was_admitted_stays_withdrawn():
    meeting = begun()
    meeting.do(c.AdmitMotion(by=TEACHER, motion="m1"))
    meeting.do(c.WithdrawMotion(by="s1", motion="m1"))

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"


@pytest.mark.parametrize(
    ("motion", "about"),
    [({"kind": "reconsider", "about": "toll"}, "b2"), ({"amends": "bridge", "text": "At once."}, "b2")],
)
def test_what_is_undone_is_named_by_what_was_done_and_not_by_what_came_of_it(motion, about):
    meeting = begun()
    voting(meeting)
    for seat in ("s1", "s2", "s3", "s4", "s5"):
        meeting.vote(seat, "for")
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))

    meeting.decide(meeting.admitted(**motion))

    assert (meeting.assembly.steps[-1].step, meeting.assembly.steps[-1].about) == ("announce", about)


def test_the_chair_of_a_pupil_who_left_by_themself_comes_back_with_them():
    meeting = begun()
    meeting.do(c.SetGrace(by=TEACHER, seconds=60))
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))
    meeting.do(c.FreeSeat(by=CLOCK, seat="s1"))
    assert meeting.assembly.chair == ""

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.chair == "s1"
    assert meeting.assembly.seats["s1"].held_by == "pupil"


def test_a_step_can_still_be_undone_after_a_pause_was():
    meeting = begun()
    speaking(meeting)
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(600)
    meeting.do(c.Undo(by=TEACHER))

    meeting.do(c.Undo(by=TEACHER))

    assert not meeting.assembly.floor.speaker
    assert meeting.assembly.floor.ends_at == 0


def test_a_break_can_still_be_taken_back_after_a_pause_was():
    meeting = begun()
    in_recess(meeting)
    for _ in range(2):
        meeting.do(c.Pause(by=TEACHER))
        meeting.wait(60)
        meeting.do(c.Undo(by=TEACHER))

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.recess_ends is None


def test_a_speech_can_still_be_undone_after_its_clock_stood_still():
    meeting = begun()
    speaking(meeting)
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s4"))
    meeting.wait(20)
    meeting.do(c.YieldFloor(by="s4"))
    meeting.do(c.Undo(by=TEACHER))

    meeting.do(c.Undo(by=TEACHER))

    assert not meeting.assembly.floor.speaker


def test_a_stage_taken_back_after_a_pause_keeps_its_time():
    meeting = begun()
    ends = meeting.assembly.stage_ends
    meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(600)
    meeting.do(c.Undo(by=TEACHER))

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.stage_ends == ends + 600_000


def lasted(meeting: Meeting) -> list[int]:
    """Milliseconds of each speech and each word put in."""
    return [speech.ended - speech.began for speech in meeting.assembly.speeches.values()]


def test_a_word_that_missed_a_pause_does_not_come_back():
    """The speaker would get the pause twice, and begin after they end."""
    meeting = assembled()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s3"))
    meeting.do(c.EndTurn(by=TEACHER, seat="s3"))
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(600)
    meeting.do(c.Undo(by=TEACHER))

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"
    assert not can_be_undone(meeting.assembly, meeting.assembly.steps[-1])

    meeting.wait(20)
    meeting.do(c.EndTurn(by=TEACHER, seat="s1"))
    assert lasted(meeting) == [0, 20_000]


def test_a_word_that_missed_time_given_back_does_not_come_back():
    meeting = assembled()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s3"))
    meeting.do(c.EndTurn(by=TEACHER, seat="s3"))
    asleep = meeting.at
    meeting.wait(600)
    meeting.do(c.GiveTimeBack(by=CLOCK, since=asleep))

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"


def test_a_word_that_missed_nothing_comes_back():
    meeting = assembled()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s3"))
    meeting.do(c.EndTurn(by=TEACHER, seat="s3"))
    meeting.wait(600)

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.floor.intervention.seat == "s3"


def test_nobody_goes_on_before_they_began_when_a_pause_comes_back():
    meeting = assembled()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.Pause(by=TEACHER))
    meeting.do(c.Resume(by=TEACHER))
    asleep = meeting.at
    meeting.wait(600)
    meeting.do(c.GiveTimeBack(by=CLOCK, since=asleep))

    assert meeting.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"
    assert not can_be_undone(meeting.assembly, meeting.assembly.steps[-1])

    meeting.wait(5)
    meeting.do(c.EndTurn(by=TEACHER))
    assert lasted(meeting) == [5_000]


def test_a_vote_that_was_given_more_time_by_the_clock_can_still_be_taken_back():
    meeting = begun()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", seconds=60))
    meeting.do(c.GiveTime(by=CLOCK, seconds=30))
    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.current is None
