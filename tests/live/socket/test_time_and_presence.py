"""What happens by itself: a ballot closes when its time is up, who left counts as away."""

import time

from debate.events import BallotClosed, Paused
from tests.live.classroom import eventually, part, pushes, refused, shown


def closings(meeting):
    return meeting.store.events(meeting.code, BallotClosed)


def put(meeting, seconds):
    meeting.teach("put_question", question="rising", seconds=seconds)


def presence(meeting, pupil):
    seats = {row["id"]: row for row in meeting.state()["seats"]}
    return seats[pupil.seat]["presence"]


def test_who_closes_the_tab_is_away_at_first(meeting):
    [pupil] = meeting.pupils(1)

    pupil.socket().close()

    eventually(lambda: presence(meeting, pupil) == "away")


def test_the_clock_closes_a_ballot_once(meeting):
    pupil, _ = meeting.pupils(2)
    meeting.debate()
    line = pupil.socket()
    put(meeting, 1)
    assert pupil.vote("for")["ok"]

    shown(line, 'id="count"', seconds=3)
    eventually(lambda: closings(meeting))
    time.sleep(0.5)

    [closed] = closings(meeting)
    assert closed.by == "clock"
    assert closed.tally["for"] >= 1
    refused(pupil.vote("against"), "ballot_closed")


def test_a_vote_after_the_time_is_up_is_refused_even_before_the_clock_rang(meeting):
    pupil, _ = meeting.pupils(2)
    meeting.debate()
    line = pupil.socket()
    put(meeting, 1)

    with meeting.store.held(meeting.code):
        time.sleep(1.2)  # the clock has rung, and its close waits for the disk
        line.send({"id": "late", "act": "cast_vote", "ballot": "b1", "choice": "for"})
        time.sleep(0.1)

    refused(line.answer("late"), "ballot_closed")
    eventually(lambda: closings(meeting))


def test_a_ballot_closed_by_hand_is_not_closed_again_by_its_clock(meeting):
    meeting.pupils(1)
    meeting.debate()
    put(meeting, 1)
    meeting.teach("close_ballot")

    time.sleep(1.3)

    assert [closed.by for closed in closings(meeting)] == ["teacher"]


def test_a_pause_stops_the_clock_and_the_votes(meeting):
    [pupil] = meeting.pupils(1)
    meeting.debate()
    put(meeting, 1)
    meeting.teach("pause")

    time.sleep(1.3)

    assert len(meeting.store.events(meeting.code, Paused)) == 1
    assert closings(meeting) == []
    refused(pupil.vote("for"), "paused")
    meeting.teach("resume")
    assert pupil.vote("for")["ok"]
    eventually(lambda: closings(meeting), 3)
    assert [closed.by for closed in closings(meeting)] == ["clock"]


def test_a_pupil_is_here_away_or_gone_for_the_teacher(meeting):
    never, pupil = meeting.pupils(2)
    line, desk = pupil.socket(), meeting.desk()
    assert presence(meeting, never) == "gone"
    assert presence(meeting, pupil) == "here"
    pushes(desk, 0.25)

    line.send({"here": False})
    eventually(lambda: presence(meeting, pupil) == "away")
    line_of = f"person-{pupil.seat}"
    assert "away" in part(shown(desk, f'id="{line_of}"'), line_of)

    line.send({"here": True})
    eventually(lambda: presence(meeting, pupil) == "here")
    line.close()
    eventually(lambda: presence(meeting, pupil) == "away")


def test_a_sign_of_life_is_answered(meeting):
    [pupil] = meeting.pupils(1)
    line = pupil.socket()

    line.send({"here": True})

    assert eventually(lambda: line.receive().keys() == {"at"})
