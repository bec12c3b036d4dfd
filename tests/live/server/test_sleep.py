"""A real server is stopped in the middle of a vote, as when a laptop is shut, and goes on."""

import signal
import time

from debate.events import BallotClosed, TimeGivenBack
from tests.live.classroom import eventually


def test_a_vote_that_was_open_when_the_server_was_stopped_keeps_its_time(meeting, store):
    ada, ben = meeting.pupils(2)
    meeting.debate()
    lines = [ada.socket(), ben.socket()]
    meeting.teach("put_question", question="rising", seconds=8)
    before = store.assembly(meeting.code).current.closes_at
    meeting.server.process.send_signal(signal.SIGSTOP)
    try:
        time.sleep(5)
        # Sent while nobody listens: waits in the network, and must not be told that the time is up.
        lines[0].send({"id": "k-1", "act": "cast_vote", "ballot": "b1", "choice": "for"})
        time.sleep(5)
    finally:
        meeting.server.process.send_signal(signal.SIGCONT)

    late = lines[0].answer("k-1")
    assert late["ok"], late
    assert lines[1].act("k-1", "cast_vote", ballot="b1", choice="against")["ok"]

    [given] = store.events(meeting.code, TimeGivenBack)
    assert 8_000 < given.lost < 14_000
    assert store.assembly(meeting.code).current.closes_at == before + given.lost
    eventually(lambda: store.events(meeting.code, BallotClosed), 15)
    [closed] = store.events(meeting.code, BallotClosed)
    assert closed.by == "clock"
    assert closed.tally["for"] >= 1
    assert closed.tally["against"] >= 1
