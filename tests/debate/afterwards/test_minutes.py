"""The minutes: what is told, in which order, and what is not: undone steps, hidden words, secret votes."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

from debate import commands as c
from debate.commands import TEACHER
from debate.minutes import minutes
from debate.shown.ballots import choices_shown
from tests.debate.shown.test_bargains import credited
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.playing import AnySession
from tests.support.rules.seen import plain


def record(meeting: Meeting) -> dict:
    return plain(minutes(meeting.scenario, meeting.journal))


def told(meeting: Meeting, kind: str) -> list[dict]:
    """The rows of one kind."""
    return [row for row in record(meeting)["rows"] if row["kind"] == kind]


def speech(meeting: Meeting, seat: str, seconds: float) -> None:
    meeting.do(c.RequestFloor(by=seat, purpose="new_point"))
    meeting.do(c.GiveFloor(by=TEACHER, seat=seat))
    meeting.wait(seconds)
    meeting.do(c.EndTurn(by=TEACHER))


def test_a_speech_is_told_with_who_when_and_for_how_long():
    meeting = debating()
    began = meeting.at

    speech(meeting, "s1", 42)

    [row] = told(meeting, "speech")
    assert (row["name"], row["at"], row["seconds"]) == ("Ann Archer", began, 42)
    assert (row["purpose"], row["intervention"]) == ("new_point", False)


def test_a_speech_stands_where_it_began():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.LeaveStatement(by="s2", text="Hear, hear."))
    meeting.do(c.EndTurn(by=TEACHER))

    kinds = [row["kind"] for row in record(meeting)["rows"]]

    assert kinds[-2:] == ["speech", "statement"]


def test_a_step_that_was_undone_is_struck_out():
    meeting = debating()
    speech(meeting, "s1", 30)
    meeting.do(c.Undo(by=TEACHER))  # of the end of the speech
    meeting.wait(30)
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.do(c.GiveChair(by=TEACHER, seat="s2"))
    meeting.do(c.Undo(by=TEACHER))

    [row] = told(meeting, "speech")

    assert row["seconds"] == 60
    assert told(meeting, "chair") == []


def test_a_vote_that_was_taken_back_is_not_told():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    meeting.close()
    meeting.do(c.Undo(by=TEACHER))
    meeting.do(c.Undo(by=TEACHER))

    assert told(meeting, "division") == []


def test_a_hidden_statement_is_not_told_until_it_is_shown_again():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="Fools!"))
    meeting.do(c.HideStatement(by=TEACHER, statement="t1", hidden=True))

    assert told(meeting, "statement") == []
    meeting.do(c.HideStatement(by=TEACHER, statement="t1", hidden=False))
    assert [row["text"] for row in told(meeting, "statement")] == ["Fools!"]


def test_an_open_vote_is_told_by_name_and_says_whom_the_house_played():
    meeting = debating(pupils=4)

    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="show")

    [row] = told(meeting, "division")
    people = {one["seat"]: group["vote"] for group in row["voters"] for one in group["people"]}
    assert (people["s1"], people["s2"], people["s3"]) == ("for", "against", "away")
    assert {one["house"] for group in row["voters"] for one in group["people"] if one["seat"] == "s1"} == {
        False
    }
    assert row["tally"] == dict(meeting.ballot.tally)


def test_of_those_away_only_pupils_are_named():
    meeting = debating(pupils=4)
    motion = meeting.admitted(text="The windows are opened.")
    meeting.decide(motion)

    [row] = told(meeting, "division")

    [away] = [group for group in row["voters"] if group["vote"] == "away"]
    assert {one["seat"] for one in away["people"]} == {"s2", "s3", "s4"}
    assert away["others"] == len(meeting.ballot.weights) - 4


@pytest.mark.parametrize("method", ["secret", "paper"])
def test_who_voted_in_secret_or_by_hand_is_not_told(method):
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method=method))
    if method == "secret":
        meeting.vote("s1", "against")
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))

    [row] = told(meeting, "division")

    assert "voters" not in row
    assert "without_house" not in row


def test_a_vote_that_is_still_open_is_not_told():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    meeting.vote("s1", "for")

    assert told(meeting, "division") == []


def test_a_motion_is_told_with_who_supported_it_and_what_became_of_it():
    meeting = debating()
    motion = meeting.admitted(text="The windows are opened.")
    meeting.decide(motion)

    [row] = told(meeting, "motion")

    assert row["motion"]["text"] == "The windows are opened."
    assert [one["name"] for one in row["seconders"]] == ["Ann Fisher"]
    assert row["state"] == "carried"


def test_an_amendment_is_marked_up_as_it_was_when_it_was_moved():
    meeting = debating()
    main = meeting.admitted(text="The bridge is built of oak.")
    amendment = meeting.moved("s2", amends=main, how="replace", passage="oak", text="stone")
    meeting.do(c.AdmitMotion(by=TEACHER, motion=amendment))
    meeting.decide(amendment)

    pieces = [row["motion"]["pieces"] for row in told(meeting, "motion") if "pieces" in row["motion"]]

    assert pieces == [[["same", "The bridge is built of "], ["del", "oak"], ["ins", "stone"], ["same", "."]]]
    assert [row["motion"]["pieces"] for row in told(meeting, "division")] == pieces


def test_persons_are_named_as_they_were_called_then():
    meeting = debating()
    meeting.divide({"s1": "for"}, question="bridge", method="show")
    before = meeting.assembly.seats["s1"].role
    meeting.do(c.AssignRole(by=TEACHER, seat="s1", role=meeting.assembly.seats["s2"].role))

    [row] = told(meeting, "division")

    names = {one["seat"]: one["name"] for group in row["voters"] for one in group["people"]}
    assert names["s1"] == meeting.scenario.role(before).name


def test_the_end_is_told_with_its_outcome_and_who_was_there():
    meeting = debating(pupils=4)
    meeting.reach("debrief")
    meeting.do(c.CloseSession(by=TEACHER))

    whole = record(meeting)

    assert whole["outcome"]["id"]
    assert whole["closed_at"] == meeting.at
    assert [row["seat"] for row in whole["present"]] == ["s1", "s2", "s3", "s4"]
    assert [row["kind"] for row in whole["rows"][:2]] == ["stage", "opened"]
    assert whole["rows"][-1]["kind"] == "closed"


class TellsWhatStands(AnySession):
    """Whatever is undone on the way: in the end the minutes tell what the state holds, no more, no less."""

    def teardown(self):
        final = self.assembly
        rows: dict[str, list[dict]] = {}
        for row in record(self.meeting)["rows"]:
            rows.setdefault(row["kind"], []).append(row)
        assert Counter(
            (row["seat"], row["intervention"], row["seconds"]) for row in rows.get("speech", [])
        ) == Counter(
            (s.seat, s.intervention, round((s.ended - s.began) / 1000)) for s in final.speeches.values()
        )
        assert {row["id"] for row in rows.get("statement", [])} == {
            s.id for s in final.statements.values() if not s.hidden
        }
        assert {row["motion"]["id"]: row["state"] for row in rows.get("motion", [])} == {
            m.id: m.state for m in final.motions.values() if m.seat
        }
        divisions = {row["ballot"]: row for row in rows.get("division", [])}
        assert {id: row["tally"] for id, row in divisions.items()} == {
            b.id: b.tally for b in final.ballots.values() if not b.open
        }
        for id, row in divisions.items():
            assert ("voters" in row) == choices_shown(final.ballots[id])
        assert [row["text"] for row in rows.get("secretary", [])] == [m.text for m in final.minutes_written]
        assert len(rows.get("card", [])) == len(final.cards)


TestTellsWhatStands = TellsWhatStands.TestCase
TestTellsWhatStands.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_a_bargain_is_told_with_what_became_of_it_once_the_meeting_is_over():
    meeting = credited()
    assert told(meeting, "bargain") == []

    meeting.reach("debrief")

    [row] = told(meeting, "bargain")
    assert (row["seat"], row["other"], row["asked"], row["given"]) == ("s1", "s2", "kept", "not_voted")
