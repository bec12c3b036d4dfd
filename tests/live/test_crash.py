"""Somebody pulls the plug in the middle of a ballot. Nothing acknowledged is lost or doubled."""

import threading

import pytest
from websockets.exceptions import ConnectionClosed

from debate.events import SlipHandedIn, VoteCast
from tests.live.classroom import Meeting
from tests.live.test_two_processes import house_votes
from tests.server import Person

CHOICES = ("for", "against", "abstain")


@pytest.fixture(scope="module")
def store(own_store):
    """On which there is a server that these tests may kill: each starts it again."""
    return own_store


@pytest.fixture(scope="module")
def teacher(server):
    """Signed in by the link that was printed at the start."""
    person = Person(server)
    person.get(server.teacher_link().removeprefix(server.url))
    return person


class Voter(threading.Thread):
    """Votes until the line is cut. `answered`: what was acknowledged; `open`: what was not."""

    def __init__(self, pupil):
        super().__init__()
        self.pupil, self.line = pupil, pupil.socket()
        self.answered, self.open = {}, {}

    def run(self):
        for number in range(28):
            id, choice = f"k{number}", CHOICES[number % 3]
            frame = {"id": id, "act": "cast_vote", "ballot": "b1", "choice": choice}
            self.open[id] = frame
            try:
                self.line.send(frame)
                answer = self.line.answer(id)
            except (ConnectionClosed, TimeoutError):
                return
            if answer["ok"]:
                self.answered[id] = answer["seq"]
                del self.open[id]


def killed_while_voting(meeting, pupils):
    """Everybody votes, the server dies in the middle and starts again; the voters with what they know."""
    voters = [Voter(pupil) for pupil in pupils]
    for voter in voters:
        voter.start()
    while sum(len(voter.answered) for voter in voters) < 2 * len(voters):
        pass
    meeting.server.kill()
    for voter in voters:
        voter.join()
    meeting.server.start()
    return voters


def test_after_a_kill_in_mid_ballot_every_acknowledged_vote_is_there_once(begin):
    meeting = begin()
    pupils = meeting.voting(6)
    seats = [pupil.seat for pupil in pupils]

    voters = killed_while_voting(meeting, pupils)

    rows = {(row.sender, row.command): row for row in meeting.store.journal(meeting.code) if row.command}
    assert any(voter.open for voter in voters), "nothing was in flight: the test shows nothing"
    for voter in voters:
        for id, seq in voter.answered.items():
            assert rows[voter.pupil.seat, id].seq == seq
    assert [pupil.state()["me"]["seat"] for pupil in pupils] == seats

    for voter in voters:
        line = voter.pupil.socket()
        for frame in voter.open.values():
            assert line.act(**frame)["ok"]
        for id, seq in voter.answered.items():
            assert line.act(id, "cast_vote", ballot="b1", choice="abstain") == {
                "id": id,
                "ok": True,
                "seq": seq,
            }
    events = [row for row in meeting.store.journal(meeting.code) if isinstance(row.event, VoteCast)]
    assert len({(row.sender, row.command) for row in events}) == len(events)
    assert meeting.state()["ballot"]["cast"] == len(pupils)
    assert sum(meeting.state()["ballot"]["tally"].values()) == len(pupils)


def test_after_a_kill_in_a_secret_ballot_no_slip_is_lost_or_doubled(begin):
    meeting = begin()
    pupils = meeting.voting(6, method="secret")
    for pupil in pupils[:3]:
        assert pupil.vote("against", id="k-1")["ok"]
    lines = [pupil.socket() for pupil in pupils[3:]]
    for line in lines:
        line.send({"id": "k-1", "act": "cast_vote", "ballot": "b1", "choice": "against"})

    meeting.server.kill()
    meeting.server.start()
    for pupil in pupils:
        assert pupil.vote("against", id="k-1")["ok"]
    meeting.teach("close_ballot")

    assert len(meeting.store.events(meeting.code, SlipHandedIn)) == 6
    tally = meeting.state()["ballot"]["tally"]
    assert tally["against"] - house_votes(meeting).count("against") == 6


def test_after_a_kill_the_clock_of_an_open_ballot_still_rings(begin):
    meeting = begin()
    [pupil] = meeting.pupils(1)
    meeting.debate()
    meeting.teach("put_question", question="rising", seconds=1)
    meeting.server.kill()
    meeting.server.start()

    line = pupil.socket()

    while "ballot" not in pupil.state() or pupil.state()["ballot"]["open"]:
        assert "at" in line.receive(5)


def test_a_server_that_is_stopped_and_started_keeps_sessions_and_sign_in(begin):
    meeting: Meeting = begin()
    [pupil] = meeting.pupils(1)
    meeting.server.stop()
    meeting.server.start()

    assert pupil.browser.get(f"/seat/{meeting.code}/").status == 200
    assert meeting.teacher.get(f"/teach/{meeting.code}/").status == 200
