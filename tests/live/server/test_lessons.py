"""A class of twenty plays in two lessons; the server is stopped overnight, and all go on where they were."""

import time
from datetime import datetime

import pytest

from tests.live.classroom import Meeting, Pupil

NAMES = [f"Pupil {number}" for number in range(1, 21)]


moment = datetime.fromisoformat


@pytest.fixture(scope="module")
def store(own_store):
    """Its server is stopped."""
    return own_store


def test_a_meeting_sleeps_over_a_night_and_a_restart(begin):
    meeting: Meeting = begin(scenario="democratic-conference", pupils=20, lessons="2")
    pupils = [Pupil(meeting, name) for name in NAMES]
    meeting.teach("open_session")
    first = pupils[0]
    meeting.teach("advance_stage")
    meeting.teach("advance_stage")
    assert first.act("leave_statement", text="We were sent here to speak.")["ok"]
    before, stopped = meeting.state(), time.time()

    meeting.teach("pause", sleeps="true")
    meeting.server.stop()
    meeting.server.start()

    asleep = meeting.state()
    assert (asleep["status"], asleep["sleeps"], asleep["lesson"]) == ("paused", True, 1)
    assert first.act("request_floor")["refusal"] == "paused"
    held = {row["id"]: row["held_by"] for row in asleep["seats"]}
    assert {held[pupil.seat] for pupil in pupils} == {"pupil"}
    page = first.browser.get(f"/seat/{meeting.code}/").text
    assert "The meeting goes on in the next lesson" in page
    assert "Where we stopped" in page

    meeting.teach("resume")

    awake = meeting.state()
    assert (awake["status"], awake["sleeps"], awake["lesson"], awake["lessons"]) == ("open", False, 2, 2)
    assert awake["stage"]["id"] == before["stage"]["id"]
    moved = moment(awake["stage"]["ends_at"]) - moment(before["stage"]["ends_at"])
    assert 0 < moved.total_seconds() <= time.time() - stopped + 1
    assert [pupil.state()["me"]["seat"] for pupil in pupils] == [pupil.seat for pupil in pupils]
    assert [row["text"] for row in awake["statements"]] == ["We were sent here to speak."]
    meeting.teach("advance_stage")
    assert first.act("request_floor")["ok"]
