"""Somebody pulls the plug in the middle of a ballot. Nothing acknowledged is lost or doubled."""

import os
import random
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed

from debate.events import HouseVoted, SlipHandedIn, VoteCast
from game.sessions.box_keys import NAME, OURS, plain_mark
from tests.live.classroom import Meeting, refused
from tests.live.server.test_two_processes import house_votes
from tests.live.votes.attacker import files_in
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
    person.post(server.teacher_link().removeprefix(server.url), {})
    return person


class Voter(threading.Thread):
    """Votes until the line is cut. `answered`: what was acknowledged; `open`: what was not; `sent`: all."""

    def __init__(self, pupil):
        super().__init__()
        self.pupil, self.line = pupil, pupil.socket()
        self.answered, self.open, self.sent = {}, {}, {}

    def run(self):
        for number in range(28):
            id, choice = f"k{number}", CHOICES[number % 3]
            frame = {"id": id, "act": "cast_vote", "ballot": "b1", "choice": choice}
            self.open[id] = self.sent[id] = frame
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

    receipts = meeting.store.receipts(meeting.code)
    assert any(voter.open for voter in voters), "nothing was in flight: the test shows nothing"
    for voter in voters:
        for id, seq in voter.answered.items():
            assert receipts[voter.pupil.seat, plain_mark(id)] == seq
    assert [pupil.state()["me"]["seat"] for pupil in pupils] == seats

    for voter in voters:
        line = voter.pupil.socket()
        for frame in voter.open.values():
            assert line.act(**frame)["ok"]
        for id, seq in voter.answered.items():
            assert line.act(**voter.sent[id]) == {"id": id, "ok": True, "seq": seq}
    events = [row for row in meeting.store.journal(meeting.code) if isinstance(row.event, VoteCast)]
    answered = {seq for (sender, _), seq in meeting.store.receipts(meeting.code).items() if sender in seats}
    assert {row.seq for row in events} <= answered
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


ROUNDS = int(os.environ.get("KILL_ROUNDS", "2"))
"""By hand more: KILL_ROUNDS=20."""


class SecretVoter(threading.Thread):
    """Votes once, at a moment of its own; `sure`: it was acknowledged."""

    def __init__(self, pupil, ballot, choice, after):
        super().__init__()
        self.pupil, self.after, self.sure = pupil, after, False
        self.line = pupil.socket()
        self.frame = {"id": f"{ballot}-1", "act": "cast_vote", "ballot": ballot, "choice": choice}

    def run(self):
        time.sleep(self.after)
        try:
            self.line.send(self.frame)
            self.sure = self.line.answer(self.frame["id"])["ok"]
        except (ConnectionClosed, TimeoutError):
            pass


def test_killed_at_any_moment_of_a_secret_vote_each_voter_is_counted_once_with_their_choice(begin):
    meeting, chance = begin(pupils=8), random.Random()
    pupils = meeting.pupils(8)
    meeting.debate()
    drawn = set()
    for _ in range(ROUNDS):
        before = keys(meeting.server)
        ballot = meeting.put(method="secret")
        drawn |= {(meeting.server.key_dir / name).read_bytes() for name in keys(meeting.server) - before}
        chosen = chance.choices(CHOICES, k=len(pupils))
        voters = [
            SecretVoter(pupil, ballot, choice, chance.uniform(0, 0.2))
            for pupil, choice in zip(pupils, chosen, strict=True)
        ]
        for voter in voters:
            voter.start()
        time.sleep(chance.uniform(0, 0.2))
        meeting.server.kill()
        for voter in voters:
            voter.join()
        meeting.server.start()

        on_disk = {
            event.seat for event in meeting.store.events(meeting.code, SlipHandedIn) if event.ballot == ballot
        }
        assert {voter.pupil.seat for voter in voters if voter.sure} <= on_disk
        for voter in voters:
            assert voter.pupil.socket().act(**voter.frame)["ok"]
            refused(voter.pupil.vote(voter.frame["choice"], ballot=ballot), "already_voted")
        meeting.teach("close_ballot")

        [given] = [e.votes for e in meeting.store.events(meeting.code, HouseVoted) if e.ballot == ballot]
        house = list(given.values())
        tally = meeting.state()["ballot"]["tally"]
        assert {choice: tally[choice] - house.count(choice) for choice in CHOICES} == {
            choice: chosen.count(choice) for choice in CHOICES
        }
        assert keys(meeting.server) == before
        meeting.teach("undo")
    left = [*files_in(meeting.server.data_dir).values(), *files_in(meeting.server.key_dir).values()]
    assert len(drawn) == ROUNDS
    assert not any(key in data for key in drawn for data in left)


def keys(server):
    folder = server.key_dir
    return {path.name for path in folder.iterdir() if NAME.fullmatch(path.name)} if folder.exists() else set()


def test_an_open_secret_vote_keeps_its_key_over_a_kill_and_a_key_that_was_left_behind_goes(begin):
    meeting = begin()
    pupil, other = meeting.voting(2, method="secret")
    assert pupil.vote("for")["ok"]
    before = keys(meeting.server)
    meeting.server.kill()
    left = meeting.server.key_dir / (min(before)[:OURS] + "0" * 24)
    left.write_bytes(b"k" * 32)
    # Where there are several processes, one that is newer may just be being put in place.
    os.utime(left, (0, 0))

    meeting.server.start()

    assert keys(meeting.server) == before
    assert other.vote("against")["ok"]
    meeting.teach("close_ballot")
    meeting.server.kill()
    meeting.server.start()
    assert len(keys(meeting.server)) == len(before) - 1
    assert meeting.state()["ballot"]["tally"]["against"] - house_votes(meeting).count("against") == 1


def test_a_secret_vote_whose_key_was_lost_is_put_again(begin):
    meeting = begin()
    pupil, _ = meeting.voting(2, method="secret")
    assert pupil.vote("for")["ok"]
    meeting.server.kill()
    for key in keys(meeting.server):
        (meeting.server.key_dir / key).unlink()
    meeting.server.start()

    refused(meeting.teacher.act(meeting.code, "close_ballot").json, "box_lost")
    meeting.teach("undo")
    assert meeting.put(method="secret") == "b2"
    assert pupil.vote("against", ballot="b2")["ok"]
    meeting.teach("close_ballot")

    assert meeting.state()["ballot"]["tally"]["against"] - house_votes(meeting).count("against") == 1


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
