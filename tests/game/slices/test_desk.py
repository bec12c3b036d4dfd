"""The desk's slices: what the large button does whatever happens, what undo says, how little a vote moves."""

import re
from typing import get_args

import pytest
from django.template.loader import render_to_string
from msgspec import UNSET
from msgspec.structs import replace

from debate import commands as c
from debate.ballots import METHODS
from debate.commands import TEACHER
from debate.decide import decide
from debate.events import QuestionPut
from debate.rules.undo import NAMES
from debate.rules.voting import house
from debate.rules.voting.opening import can_be_put
from debate.scenario import StageKind
from debate.shown.ballots import ballot
from game import parts
from game.people.sitters import People, Sitter, Sitting
from game.slices import desk
from game.slices.undoing import Undoable
from game.standing import Standing
from game.templatetags.words import STEPS, does, otherwise, was
from tests.support.rules import mini
from tests.support.rules.meeting import debating, lobby

PEOPLE = People(seats={f"s{n}": Sitting((Sitter(n, f"Pupil {n}"),)) for n in range(1, 9)})
TEXT = "The town builds a bridge of stone at the ford."


def with_text():
    """The miniature, whose question on the bridge has a text of its own, and a straw poll beside it."""
    scenario = mini.scenario()
    bridge, *others = scenario.questions
    return replace(scenario, questions=(replace(bridge, wording=TEXT), *others))


def talking(**created):
    return debating(4, weighting="seat", scenario=with_text(), **created)


def at(meeting):
    return Standing(code="MILBRK", assembly=meeting.assembly, people=PEOPLE)


def due(meeting):
    return desk.next_step(at(meeting)).due


def label(meeting):
    return str(does(due(meeting)))


def moves(meeting, seat="s1", by="s2", **what):
    """A motion, moved and seconded; its id."""
    meeting.do(c.Move(by=seat, **what))
    id = f"m{meeting.assembly.motions_moved}"
    meeting.do(c.Second(by=by, motion=id))
    return id


def amendment(meeting, **what):
    return moves(meeting, amends="bridge", how="insert", passage="bridge", text="and a ferry", **what)


def evening_out(meeting):
    """How the four pupils have to vote so that, with the house's votes, it is a tie."""
    given = house.votes(meeting.assembly, meeting.ballot).votes
    lead = sum({"for": 1, "against": -1}.get(choice, 0) for choice in given.values())
    side = "against" if lead > 0 else "for"
    choices = [side] * abs(lead) + ["for", "against"] * 2 + ["abstain"]
    even = choices[:4] if lead % 2 == 0 else [*choices[:3], "abstain"]
    return dict(zip(("s1", "s2", "s3", "s4"), even, strict=True))


def test_in_the_lobby_the_meeting_begins():
    assert label(lobby(4)) == "Begin the meeting"


def test_a_pause_ends_before_anything_else():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
    meeting.do(c.Pause(by=TEACHER))

    assert label(meeting) == "Go on after the pause"


def test_an_open_vote_is_closed():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))

    assert label(meeting).startswith("Close the vote:")
    assert (due(meeting).name, due(meeting).value) == ("ballot", "b1")


def test_the_roll_is_called_name_by_name_and_ended_before_the_vote_is_closed():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", calls="seating"))
    assert due(meeting).step == "call_next"

    called = []
    while due(meeting).step == "call_next":
        if waits_for := due(meeting).waits_for:
            called.append(waits_for)
        meeting.do(c.CallNext(by=TEACHER, seat=due(meeting).value))

    assert len(called) == 4
    assert label(meeting).startswith("Close the vote:")


def test_the_name_on_the_button_is_the_one_that_is_called():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", calls="seating"))
    promised = due(meeting).about

    meeting.do(c.CallNext(by=TEACHER))

    assert due(meeting).waits_for == promised


def test_a_count_on_paper_is_entered_before_the_vote_is_closed():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="paper"))
    assert due(meeting).step == "enter_count"

    meeting.do(c.EnterCount(by=TEACHER, for_=3, against=1))

    assert due(meeting).step == "close_ballot"


def test_a_tie_waits_for_the_chair():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show", tie="chair"))
    for seat, choice in evening_out(meeting).items():
        meeting.vote(seat, choice)
    meeting.close()
    assert meeting.ballot.tied

    assert due(meeting).step == "give_casting_vote"
    meeting.do(c.GiveCastingVote(by=TEACHER, choice="for"))
    assert due(meeting).step == "announce"


def test_a_procedural_motion_comes_before_one_that_waits_for_the_chair():
    meeting = talking()
    amendment(meeting)
    assert due(meeting).step == "admit_motion"

    closing = moves(meeting, seat="s3", by="s4", kind="close_list")

    assert (due(meeting).step, due(meeting).value) == ("put_question", closing)
    assert label(meeting) == "Put to the vote: Close the speakers’ list"


def test_a_motion_nobody_has_seconded_is_not_due():
    meeting = talking()
    before = due(meeting)

    meeting.do(c.Move(by="s1", kind="close_list"))

    assert due(meeting) == before


def test_the_result_of_a_motion_is_read_out_at_once():
    meeting = talking()
    motion = moves(meeting, kind="close_list")
    meeting.do(c.PutQuestion(by=TEACHER, motion=motion))
    meeting.close()

    assert due(meeting).step == "announce"


def test_a_break_has_to_be_ended():
    meeting = talking()
    motion = moves(meeting, kind="adjourn", seconds=120)
    meeting.divide(dict.fromkeys(("s1", "s2", "s3", "s4"), "for"), motion=motion)
    if meeting.assembly.recess_ends is None:
        pytest.fail("the break was lost: choose other votes")

    assert label(meeting) == "End the break"


def test_amendments_wait_for_their_division_and_come_before_the_question():
    meeting = talking()
    motion = amendment(meeting)
    meeting.do(c.AdmitMotion(by=TEACHER, motion=motion))
    assert due(meeting).step == "advance_stage"

    meeting.do(c.AdvanceStage(by=TEACHER))
    assert (due(meeting).step, due(meeting).value) == ("put_question", motion)

    meeting.divide({"s1": "for"}, motion=motion)
    assert (due(meeting).name, due(meeting).value) == ("question", "bridge")


def test_an_amendment_whose_place_is_gone_is_not_due_and_the_question_is():
    meeting = talking()
    first = meeting.admitted(amends="bridge", how="strike", passage="at the ford")
    meeting.admitted(amends="bridge", how="replace", passage="at the ford", text="at the mill")
    meeting.do(c.AdvanceStage(by=TEACHER))

    meeting.divide({"s1": "for"}, motion=first)

    assert (due(meeting).step, due(meeting).value) == ("put_question", "bridge")
    assert meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))


def test_an_amendment_to_what_is_decided_is_not_due():
    meeting = talking()
    amended = meeting.moved("s2", amends="bridge", text="At once.")
    meeting.divide(question="bridge")
    meeting.do(c.AdmitMotion(by=TEACHER, motion=amended))

    assert due(meeting).step == "advance_stage"


def test_a_text_is_amended_before_it_is_divided():
    meeting = talking()
    amended = meeting.admitted(amends="bridge", text="At once.")
    divided = meeting.moved("s2", kind="divide", about="bridge", passage="at the ford")
    meeting.do(c.AdvanceStage(by=TEACHER))
    assert due(meeting).value == amended

    meeting.divide({"s1": "for"}, motion=amended)

    assert due(meeting).value == divided


def test_the_parts_of_a_divided_text_come_before_the_question():
    meeting = talking()
    motion = moves(meeting, kind="divide", about="bridge", passage="at the ford")
    meeting.divide(dict.fromkeys(("s1", "s2", "s3", "s4"), "for"), motion=motion)
    meeting.do(c.AdvanceStage(by=TEACHER))

    put = []
    while due(meeting).name == "motion":
        put.append(due(meeting).value)
        meeting.divide({"s1": "for"}, motion=put[-1])

    assert [meeting.assembly.motions[id].kind for id in put] == ["part", "part"]
    assert due(meeting).value == "bridge"


def test_a_motion_of_its_own_that_no_stage_will_bring_is_put_where_it_stands():
    meeting = talking()
    motion = moves(meeting, text="The town buys a bell.")
    meeting.do(c.AdmitMotion(by=TEACHER, motion=motion))

    assert label(meeting) == "Put to the vote: Motion: The town buys a bell."


def test_a_whole_meeting_is_led_by_the_large_button_alone():
    """Whatever it offers is accepted, until the session is closed."""
    meeting = lobby(4, scenario=with_text())
    known = {command: kind for kind, command in NAMES.items()}
    known |= {"open_session": c.OpenSession, "close_session": c.CloseSession}
    steps = []
    while due(meeting).step != "none":
        step = due(meeting)
        steps.append(step.step)
        if step.step == "close_ballot":
            meeting.close()
            continue
        given = {step.name: step.value} if step.name else {}
        given |= {"calls": "seating"} if step.way == "roll" else {}
        meeting.do(known[step.step](by=TEACHER, **given))
        assert len(steps) < 50

    assert steps.count("put_question") == 2
    assert steps[-1] == "close_session"


@pytest.mark.parametrize("step", NAMES.values())
def test_every_step_has_words_that_say_what_is_undone(step):
    words = str(was(Undoable(number=1, step=step, about="Something", by=TEACHER)))

    assert len(words) > 4
    assert "%" not in words


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (c.AdvanceStage(by=TEACHER), "going on to “"),
        (c.GiveFloor(by=TEACHER, seat="s1"), "giving the floor to Ann Archer"),
        (c.SetFloor(by=TEACHER, speech_seconds=30), "the change of the speaking order or times"),
        (c.PutQuestion(by=TEACHER, question="bridge"), "putting “Bridge” to the vote"),
        (c.Pause(by=TEACHER), "the pause"),
        (c.FreeSeat(by=TEACHER, seat="s1"), "giving the seat of Ann Archer to the house"),
        (c.AssignRole(by=TEACHER, seat="s1", role="potter"), "giving Ann Archer’s pupil another person"),
        (c.GiveChair(by=TEACHER, seat="s1"), "giving the chair to Ann Archer"),
        (c.LockDoors(by=TEACHER), "locking the doors"),
        (c.ReleaseCard(by=TEACHER, card="letter"), "releasing the card “Letter”"),
        (c.SayToAll(by=TEACHER, text="Sit down, please."), "the word to all “Sit down, please.”"),
        (c.SetSilence(by=TEACHER, filled=False), "the change of how silence is counted"),
        (c.SetGrace(by=TEACHER, seconds=60), "the change of when the house takes over"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, c.Command) else "",
)
def test_undo_says_plainly_what_it_takes_back(command, says):
    meeting = talking(fills_silence=True)
    meeting.do(command)

    last = desk.next_step(at(meeting)).last

    assert str(was(last)).startswith(says)
    meeting.do(c.Undo(by=TEACHER, step=last.number))


def test_undo_says_the_opposite_of_the_opposite():
    meeting = talking()
    meeting.do(c.LockDoors(by=TEACHER))
    meeting.do(c.LockDoors(by=TEACHER, locked=False))
    assert str(was(desk.next_step(at(meeting)).last)) == "opening the doors"

    meeting.do(c.LeaveStatement(by="s1", text="Stone, not wood."))
    meeting.do(c.HideStatement(by=TEACHER, statement="t1"))
    meeting.do(c.HideStatement(by=TEACHER, statement="t1", hidden=False))
    assert str(was(desk.next_step(at(meeting)).last)) == "showing “Stone, not wood.” again"


def test_a_step_on_a_vote_names_its_question():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
    meeting.close()
    assert str(was(desk.next_step(at(meeting)).last)) == "closing the vote on “Bridge”"

    meeting.do(c.Announce(by=TEACHER))

    assert str(was(desk.next_step(at(meeting)).last)) == "announcing the result of “Bridge”"


def test_undoing_a_secret_vote_says_that_its_papers_go():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="secret"))
    meeting.close()

    assert str(was(desk.next_step(at(meeting)).last)) == (
        "the secret vote on “Bridge”, with all papers; it has to be held anew"
    )


def test_the_words_for_steps_are_all_used():
    assert set(NAMES.values()) <= set(STEPS)


def test_a_vote_moves_the_vote_panel_and_the_hall_alone():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
    before = parts.shared_slices(at(meeting), "teach")

    meeting.vote("s1", "for")

    after = parts.shared_slices(at(meeting), "teach")
    assert {key[1] for key in after if after[key] != before[key]} == {"vote", "hall"}


def test_the_desk_never_tells_how_a_secret_vote_went_or_where_anybody_leans():
    meeting = talking()
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=2))
    leaning = parts.shared_slices(at(meeting), "teach")
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=-2))
    assert parts.shared_slices(at(meeting), "teach") == leaning

    seen = []
    for choice in ("for", "against"):
        voting = talking()
        voting.do(c.PutQuestion(by=TEACHER, question="bridge", method="secret"))
        voting.vote("s1", choice)
        seen.append(parts.shared_slices(at(voting), "teach"))
    assert seen[0] == seen[1]


def test_who_has_not_voted_is_named_and_how_the_others_voted_is_not():
    meeting = talking()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
    meeting.vote("s1", "for")

    shown = desk.vote(at(meeting))

    assert [row.pupil for row in shown.missing.shown.waiting] == ["Pupil 2", "Pupil 3", "Pupil 4"]
    [block] = shown.whose.pieces
    assert [row.seat for row in block.shown.rows if row.voted] == ["s1"]
    assert "votes" not in shown.__struct_fields__


def test_motions_can_be_moved_up_and_to_the_front():
    meeting = talking()
    for n, text in enumerate(("One bell.", "Two bells.", "Three bells.")):
        meeting.do(c.Move(by=f"s{n + 1}", text=text))

    def waiting():
        return [line.shown.motion for line in desk.motions(at(meeting)).waiting.pieces]

    assert [row.up for row in waiting()] == ["", "m1", "m2"]
    meeting.do(c.OrderMotions(by=TEACHER, motions=("m3",), before=waiting()[2].up))
    assert [row.id for row in waiting()] == ["m1", "m3", "m2"]
    meeting.do(c.OrderMotions(by=TEACHER, motions=("m2",)))
    assert [row.id for row in waiting()] == ["m2", "m1", "m3"]


def test_what_can_be_put_is_what_the_rules_would_let_be_put():
    meeting = talking()
    meeting.admitted(amends="bridge", text="At once.")
    meeting.do(c.Move(by="s2", text="A bell."))
    moves(meeting, seat="s3", by="s4", kind="close_list")

    offered = {row.id for row in desk.vote(at(meeting)).puttable}

    tried = {id for id in ("bridge", "toll", "ferry", "m1", "m2", "m3") if can_be_put(meeting.assembly, id)}
    assert offered == tried
    assert "bridge" not in offered, "its amendment comes first"


def test_a_meeting_that_runs_late_is_warned_of():
    meeting = talking()
    on_time = desk.lesson(at(meeting))
    assert not on_time.late
    assert on_time.go_on_by >= meeting.assembly.stage_ends

    meeting.wait(40 * 60)
    meeting.do(c.AdvanceStage(by=TEACHER))

    assert desk.lesson(at(meeting)).late


def test_the_rail_says_one_sentence_and_keeps_the_rest_in_its_fold():
    scenario = mini.scenario()
    agenda = tuple(replace(stage, teacher="Count them. Is it late? Go on.") for stage in scenario.agenda)

    shown = desk.lesson(at(debating(4, scenario=replace(scenario, agenda=agenda))))

    assert (shown.advice, shown.more_advice) == ("Count them.", "Is it late? Go on.")


@pytest.mark.parametrize("kind", get_args(StageKind))
def test_every_stage_says_how_it_is_led(kind):
    assert "<li>" in render_to_string("bits/desk/how.html", {"kind": kind})


def test_news_that_suits_the_stage_is_offered_by_its_title_until_it_is_out():
    scenario = mini.scenario()
    meeting = debating(4, scenario=scenario)
    now = meeting.assembly.stage
    suits = [card.id for card in scenario.cards if card.stage == now]
    assert suits, "the small meeting has news for its debate"
    assert [card.id for card in desk.cards(at(meeting)).suits] == suits

    meeting.do(c.ReleaseCard(by=TEACHER, card=suits[0]))

    assert [card.id for card in desk.cards(at(meeting)).suits] == suits[1:]
    meeting.do(c.CloseSession(by=TEACHER))
    assert desk.cards(at(meeting)).suits == ()


def test_a_pupil_in_the_chair_may_undo_their_own_steps_only():
    meeting = talking()
    meeting.do(c.GiveChair(by=TEACHER, seat="s2"))

    def shown():
        return dict(parts.personal_slices(at(meeting), "s2", {"my-chair"}))[("me", "my-chair")]

    assert shown().undoable == ()
    meeting.do(c.Pause(by="s2"))
    assert [row.step for row in shown().undoable] == ["pause"]


def test_a_pupil_in_the_chair_is_sent_nothing_that_the_scenario_says_to_the_teacher():
    scenario = mini.scenario()
    agenda = tuple(replace(stage, teacher=f"For the teacher: {stage.id}.") for stage in scenario.agenda)
    meeting = debating(4, scenario=replace(scenario, agenda=agenda))
    meeting.do(c.GiveChair(by=TEACHER, seat="s2"))
    assert desk.lesson(at(meeting)).advice.startswith("For the teacher")

    shown = dict(parts.personal_slices(at(meeting), "s2", {"my-chair"}))[("me", "my-chair")]

    assert shown.held
    assert "For the teacher" not in str(shown)


def test_what_the_fold_offers_for_a_question_the_rules_take():
    """Every way, threshold and rule for ties, of every question and motion; no other way would do."""
    meeting = debating(4, weighting="seat", scenario=mini.with_everything())
    meeting.admitted(text="A bell.")
    meeting.divide({"s1": "for", "s2": "for"}, motion=moves(meeting, kind="in_secret", about="toll"))
    shown = desk.vote(at(meeting))

    for row in shown.puttable:
        motion = row.kind != ""
        put = {"motion" if motion else "question": row.id}
        ways = [row.method, *row.others]
        for method in METHODS:
            command = c.PutQuestion(by=TEACHER, method=method, **put)
            if method in ways:
                facts = decide(meeting.assembly, command, meeting.at)
                assert [fact.method for fact in facts if isinstance(fact, QuestionPut)] == [method]
            elif row.id != "toll":  # Which the meeting wants in secret, whatever the chair says.
                assert meeting.refusal(command) == "wrong_method"
        taken = [{"tie": tie} for tie in shown.ties]
        taken += [{"calls": order} for order in shown.orders if row.by_name]
        opens = row.yes_or_no or "one_of_several" in ways
        taken += [{"threshold": name} for name in shown.thresholds if opens]
        taken += [{"hidden": True}] if opens else []
        for more in taken:
            assert decide(meeting.assembly, c.PutQuestion(by=TEACHER, **put, **more), meeting.at)
        html = parts.draw(("teach", "vote"), shown, "en")
        form = html.split(f'id="put-question-{row.id}"')[1].split("</form>")[0]
        assert re.findall(r'name="method" value="(\w+)"', form) == ways
        assert re.findall(r'name="calls" value="(\w+)"', form) == (list(shown.orders) if row.by_name else [])
        assert ('name="threshold"' in form, 'name="hidden"' in form) == (opens, opens)
    assert {row.id: list(row.others) for row in shown.puttable} == {
        "bridge": ["show", "secret", "delegation", "paper"],
        "toll": [],
        "ferry": ["show", "roll_call", "delegation", "paper"],
        "way": ["one_of_several", "election"],
        "board": [],
        "m1": ["roll_call", "secret", "delegation", "paper"],
    }


def test_an_open_choice_is_put_with_the_majority_that_the_desk_asks_for_and_its_count_hidden():
    """One way has most votes, but not all of them."""
    meeting = debating(4, weighting="seat", scenario=mini.with_everything())
    put = {"question": "way", "method": "one_of_several", "threshold": "unanimous"}
    meeting.do(c.PutQuestion(by=TEACHER, **put, hidden=True))
    first, second, third = meeting.ballot.alternatives
    for seat, way in (("s1", first), ("s2", first), ("s3", second), ("s4", third)):
        meeting.vote(seat, way)

    before = parts.page(at(meeting), "seat", "s1", "en")["count"]
    seen = ballot(meeting.assembly, "seat")
    closed = meeting.close()

    assert "a vote without anybody against" in before
    assert seen.tally is UNSET
    assert closed.tally[first] > max(closed.tally[second], closed.tally[third])
    assert closed.winners == ()


def level_board(**put):
    """Two of three are to be elected: Ann is, Bob and Cy are level for the other place."""
    scenario = mini.with_everything()
    factions = tuple(replace(faction, preferences={}) for faction in scenario.factions)
    meeting = debating(4, scenario=replace(scenario, factions=factions))
    meeting.do(c.PutQuestion(by=TEACHER, question="board", **put))
    for n, marks in enumerate(("ann,bob", "ann,cy", "ann,bob", "ann,cy"), 1):
        meeting.vote(f"s{n}", marks)
    meeting.close()
    return meeting


def test_in_a_tie_the_chair_is_given_those_that_are_level():
    meeting = level_board(tie="chair")

    assert [(way.id, way.label) for way in due(meeting).choices] == [("bob", "Bob"), ("cy", "Cy")]
    html = render_to_string("bits/next_button.html", {"due": due(meeting), "code": "MILBRK"})
    assert re.findall(r'name="choice" value="(\w+)"', html) == ["bob", "cy"]
    # The key for the next step presses the first of these: a tie is no step like others.
    assert "primary" not in html


def test_a_place_that_is_open_can_be_put_once_more_once_that_is_known():
    meeting = level_board()
    assert once_more(meeting) == []

    meeting.do(c.Announce(by=TEACHER))

    assert once_more(meeting) == [("board", "Vote once more for the open place: The board")]
    meeting.divide({"s1": "cy"}, question="board")
    assert once_more(meeting) == []


def once_more(meeting):
    ways = desk.next_step(at(meeting)).instead
    return [(way.value, str(otherwise(way))) for way in ways if way.step == "put_question"]


def test_the_floor_is_offered_in_a_pupil_s_line_where_speeches_are_made():
    def offered(meeting):
        return {line.shown.may_speak for line in desk.people(at(meeting)).lines.pieces}

    assert offered(lobby()) == {False}
    assert offered(talking()) == {True}


def test_a_motion_whose_result_waits_cannot_be_ruled_out():
    meeting = talking()
    bridge = moves(meeting, text="The town builds it of wood.")

    def may(id):
        lines = (line.shown.motion for line in desk.motions(at(meeting)).waiting.pieces)
        return next((line.may_rule_out for line in lines if line.id == id), False)

    assert may(bridge)
    meeting.do(c.AdmitMotion(by=TEACHER, motion=bridge))
    meeting.do(c.PutQuestion(by=TEACHER, motion=bridge, seconds=0))
    assert not may(bridge)
    meeting.do(c.CloseBallot(by=TEACHER))
    assert not meeting.assembly.current.announced
    assert not may(bridge)


def test_the_floor_is_not_offered_while_something_is_voted_on_that_may_not_be_debated():
    meeting = talking()
    meeting.do(c.RequestFloor(by="s3"))
    closing = moves(meeting, kind="close_debate")

    def offered():
        waits = [line.shown.may_speak for line in desk.floor(at(meeting)).speakers.pieces]
        return {*waits, *(line.shown.may_speak for line in desk.people(at(meeting)).lines.pieces)}

    assert offered() == {True}
    meeting.do(c.PutQuestion(by=TEACHER, motion=closing, seconds=0))
    assert meeting.refusal(c.GiveFloor(by=TEACHER, seat="s3")) == "not_debatable"
    assert offered() == {False}
