"""The order of business: what a stage allows, its clock, what comes next, and how the meeting ends."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.commands import HELPER, TEACHER
from debate.rules.business.agenda import STAGES, following, outcome, timetable
from tests.support.rules import mini
from tests.support.rules.meeting import debating, lobby

WHAT_MAY_BE_DONE = {
    "gather": "",
    "brief": "",
    "caucus": "statements",
    "debate": "floor statements questions",
    "division": "floor statements questions",
    "announcement": "floor statements",
    "out_of_role": "",
    "debrief": "",
}

TRIED_BY = {
    "floor": (c.RequestFloor(by="s1"), "no_speeches_now"),
    "statements": (c.LeaveStatement(by="s1", text="A bridge!"), "no_statements_now"),
    "questions": (c.PutQuestion(by=TEACHER, question="ferry"), "no_questions_now"),
}


def advance(meeting, by=TEACHER):
    return meeting.do(c.AdvanceStage(by=by))


@pytest.mark.parametrize("kind", WHAT_MAY_BE_DONE)
@pytest.mark.parametrize("what", TRIED_BY)
def test_each_kind_of_stage_allows_what_belongs_to_it(kind, what):
    scenario = mini.scenario()
    first, second, *others = scenario.agenda
    meeting = lobby(scenario=replace(scenario, agenda=(first, replace(second, kind=kind), *others)))
    meeting.do(c.OpenSession(by=TEACHER))
    command, code = TRIED_BY[what]

    if what in WHAT_MAY_BE_DONE[kind].split():
        assert meeting.do(command)
    else:
        assert meeting.refusal(command) == code


def test_every_kind_of_stage_is_in_the_table():
    assert set(STAGES) == set(WHAT_MAY_BE_DONE)


def test_before_the_meeting_is_open_nobody_speaks():
    scenario = mini.scenario()
    first = replace(scenario.agenda[0], kind="debate")
    meeting = lobby(scenario=replace(scenario, agenda=(first, *scenario.agenda[1:])))

    assert meeting.refusal(c.RequestFloor(by="s1")) == "no_speeches_now"


def test_a_new_session_waits_in_its_first_stage_without_a_clock():
    meeting = lobby()

    assert (meeting.assembly.status, meeting.assembly.stage) == ("lobby", "gather")
    assert meeting.assembly.stage_ends is None


def test_opening_leads_to_the_second_stage_with_its_minutes():
    meeting = lobby(minutes=50)

    meeting.do(c.OpenSession(by=TEACHER))

    assert (meeting.assembly.status, meeting.assembly.stage) == ("open", "brief")
    assert meeting.assembly.stage_ends == meeting.at + 5 * 60_000


def test_a_session_opens_once():
    meeting = debating()

    assert meeting.do(c.OpenSession(by=TEACHER)) == []


def test_what_was_carried_leads_to_the_next_question():
    meeting = debating()
    meeting.reach("first-vote")

    meeting.divide()

    assert meeting.assembly.results() == {"bridge": True}
    assert following(meeting.assembly).id == "second-vote"


def test_what_was_lost_leads_elsewhere():
    meeting = debating(pupils=9)
    meeting.reach("first-vote")

    meeting.divide({f"s{n}": "against" for n in range(1, 10)})

    assert meeting.assembly.results() == {"bridge": False}
    assert following(meeting.assembly).id == "ferry-vote"


def test_a_question_that_was_never_put_is_neither_carried_nor_lost():
    meeting = debating()
    advance(meeting)

    advance(meeting)

    assert meeting.assembly.stage == "result"


def test_the_path_tells_which_stages_were_gone_through():
    meeting = debating()
    meeting.reach("result")

    assert meeting.assembly.path == (
        "gather", "brief", "caucus", "first-debate", "first-vote", "second-vote", "result",
    )  # fmt: skip


def test_a_stage_without_minutes_in_a_lesson_of_this_length_is_passed_over():
    scenario = mini.scenario()
    agenda = tuple(
        replace(stage, least=6, ideal=10, may_be_left_out=True) if stage.id == "caucus" else stage
        for stage in scenario.agenda
    )
    short, long = (lobby(scenario=replace(scenario, agenda=agenda), minutes=m) for m in (50, 90))

    for meeting in (short, long):
        meeting.do(c.OpenSession(by=TEACHER))
        advance(meeting)

    assert (short.assembly.stage, long.assembly.stage) == ("first-debate", "caucus")


def test_the_timetable_of_a_planned_length_is_the_plan():
    seconds = timetable(mini.scenario(), 90)

    assert [seconds[id] // 60 for id in ("gather", "brief", "first-debate", "debrief")] == [5, 8, 15, 27]


@pytest.mark.parametrize(
    ("minutes", "brief", "debrief"),
    [(25, 3, 7), (50, 5, 14), (60, 6, 18), (70, 6, 21), (75, 7, 22), (180, 16, 54)],
)
def test_any_other_length_lies_between_the_least_and_the_ideal_or_is_scaled(minutes, brief, debrief):
    # brief: 5 of 50 and 8 of 90 minutes; debrief: 14 of 50 and 27 of 90.
    seconds = timetable(mini.scenario(), minutes)

    assert (seconds["brief"], seconds["debrief"]) == (brief * 60, debrief * 60)


def test_the_stages_that_follow_each_other_fit_into_the_lesson():
    alternatives = {"ferry-vote"}

    for minutes in range(20, 241):
        seconds = timetable(mini.scenario(), minutes)
        total = sum(length for stage, length in seconds.items() if stage not in alternatives)
        assert total == minutes * 60


def test_a_click_that_comes_late_or_twice_does_not_skip_a_stage():
    meeting = debating()
    meeting.do(c.AdvanceStage(by=TEACHER, stage="first-debate"))

    assert meeting.do(c.AdvanceStage(by=TEACHER, stage="first-debate")) == []
    assert meeting.refusal(c.AdvanceStage(by=TEACHER, stage="debrief")) == "another_stage"
    assert meeting.assembly.stage == "first-vote"


def test_an_open_ballot_holds_up_the_agenda_and_the_close():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))

    assert meeting.refusal(c.AdvanceStage(by=TEACHER)) == "ballot_open"
    assert meeting.refusal(c.CloseSession(by=TEACHER)) == "ballot_open"


def test_moving_on_announces_what_nobody_has_read_out():
    meeting = debating()
    meeting.reach("first-vote")
    meeting.do(c.PutQuestion(by=TEACHER))
    meeting.close()

    facts = advance(meeting)

    assert [type(fact) for fact in facts] == [e.ResultAnnounced, e.StageEntered]
    assert meeting.ballot.announced


def test_moving_on_to_the_announcement_leaves_the_result_to_the_chair():
    meeting = debating()
    meeting.reach("second-vote")
    meeting.do(c.PutQuestion(by=TEACHER))
    meeting.close()

    advance(meeting)

    assert meeting.assembly.stage == "result"
    assert not meeting.ballot.announced
    assert meeting.do(c.Announce(by=TEACHER))


def test_moving_on_ends_the_speech_and_the_list():
    meeting = debating()
    meeting.do(c.RequestFloor(by="s2"))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    advance(meeting)

    assert meeting.assembly.floor.speaker == ""
    assert meeting.assembly.floor.requests == ()
    assert len(meeting.assembly.speeches) == 1


def test_after_the_last_stage_there_is_none():
    meeting = debating()
    meeting.reach("debrief")

    assert following(meeting.assembly) is None
    assert meeting.refusal(c.AdvanceStage(by=TEACHER)) == "no_next_stage"


def test_closing_ends_everything_and_announces_what_is_left():
    meeting = debating()
    meeting.reach("second-vote")
    meeting.do(c.PutQuestion(by=TEACHER))
    meeting.close()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    facts = meeting.do(c.CloseSession(by=TEACHER))

    assert [type(fact) for fact in facts] == [e.TurnEnded, e.ResultAnnounced, e.SessionClosed]
    assert meeting.assembly.status == "closed"
    assert meeting.refusal(c.AdvanceStage(by=TEACHER)) == "session_closed"
    assert meeting.refusal(c.ReturnToSeat(by="s1")) == "session_closed"


@pytest.mark.parametrize(
    ("bridge", "second", "ending"),
    [
        ("for", "for", "bridge-with-toll"),
        ("for", "against", "free-bridge"),
        ("against", "for", "new-ferry"),
        ("against", "against", "nothing"),
    ],
)
def test_the_outcome_is_the_first_whose_condition_holds(bridge, second, ending):
    meeting = debating(pupils=9)
    all_nine = [f"s{n}" for n in range(1, 10)]
    meeting.reach("first-vote")
    meeting.divide(dict.fromkeys(all_nine, bridge))
    advance(meeting)
    meeting.divide(dict.fromkeys(all_nine, second))

    meeting.reach("debrief")

    assert outcome(meeting.assembly).id == ending


def test_there_is_no_outcome_before_the_meeting_is_over():
    meeting = debating()
    meeting.reach("result")

    assert outcome(meeting.assembly) is None

    advance(meeting)
    assert outcome(meeting.assembly).id == "free-bridge"


def test_a_close_can_be_taken_back_for_a_day():
    meeting = debating()
    assert meeting.do(c.ReopenSession(by=TEACHER)) == []
    meeting.do(c.CloseSession(by=TEACHER))
    opened_at = meeting.assembly.opened_at
    meeting.wait(24 * 60 * 60)
    assert meeting.refusal(c.ReopenSession(by=HELPER)) == "not_yours"
    meeting.do(c.ReopenSession(by=TEACHER))

    assert (meeting.assembly.status, meeting.assembly.closed_at) == ("open", None)
    assert meeting.assembly.opened_at == opened_at + 24 * 60 * 60 * 1000  # the day between is no part of it
    meeting.do(c.LeaveStatement(by="s1", text="One more word."))
    meeting.do(c.CloseSession(by=TEACHER))
    meeting.wait(24 * 60 * 60 + 1)
    assert meeting.refusal(c.ReopenSession(by=TEACHER)) == "closed_too_long"
