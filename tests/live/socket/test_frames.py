"""Frames that no page of ours would send: each is answered, or its own socket closed; nobody else notices."""

import contextlib
import json
import time

import pytest
from websockets.exceptions import ConnectionClosed

from game.sessions.box_keys import plain_mark
from tests.live.classroom import Meeting, answers, closing_code, in_one_batch, refused

DEEP = 10_000
MALFORMED = {
    "no json": "hello",
    "nothing": "",
    "half an object": '{"id": "k-1", "act": ',
    "two objects": '{"id": "k-1"}{"id": "k-2"}',
    "an array": "[1, 2, 3]",
    "a number": "17",
    "a text": '"cast_vote"',
    "null": "null",
    "true": "true",
    "not a number": "NaN",
    "no id": '{"act": "cast_vote", "ballot": "b1", "choice": "for"}',
    "an empty id": '{"id": "", "act": "cast_vote", "ballot": "b1", "choice": "for"}',
    "an id that is a number": '{"id": 7, "act": "cast_vote", "ballot": "b1", "choice": "for"}',
    "an id that is too long": json.dumps(
        {"id": "k" * 41, "act": "cast_vote", "ballot": "b1", "choice": "for"}
    ),
    "no act": '{"id": "k-1", "ballot": "b1", "choice": "for"}',
    "an act that is an array": '{"id": "k-1", "act": ["cast_vote"], "ballot": "b1", "choice": "for"}',
    "an unknown act": '{"id": "k-1", "act": "win", "ballot": "b1"}',
    "an act of the program's inside": '{"id": "k-1", "act": "take_seat"}',
    "an unknown field": '{"id": "k-1", "act": "cast_vote", "ballot": "b1", "choice": "for", "weight": 9}',
    "a missing field": '{"id": "k-1", "act": "second"}',
    "a field that is an object": '{"id": "k-1", "act": "cast_vote", "ballot": {"id": "b1"}, "choice": "for"}',
    "a field that is an array": '{"id": "k-1", "act": "cast_vote", "ballot": "b1", "choice": ["for"]}',
    "a field that is true": '{"id": "k-1", "act": "lock_doors", "locked": true}',
    "a field that is null": '{"id": "k-1", "act": "cast_vote", "ballot": "b1", "choice": null}',
    "a fraction": '{"id": "k-1", "act": "put_question", "seconds": 1.5}',
    "a word for a number": '{"id": "k-1", "act": "put_question", "seconds": "soon"}',
    "a lone surrogate": r'{"id": "k-1", "act": "leave_statement", "text": "\ud800"}',
    "a null byte between": '{"id": "k-1",\0 "act": "yield_floor"}',
    "a null byte in the id": r'{"id": "k\u0000", "act": "cast_vote", "ballot": "b1", "choice": "for"}',
    "an ack that is a text": '{"ack": "7"}',
    "an ack with more": '{"ack": 7, "here": true}',
    "a field of 9,000 characters": json.dumps({"id": "k-1", "act": "leave_statement", "text": "x" * 9000}),
    "a number of 5,000 digits": '{"id": "k-1", "act": "put_question", "seconds": ' + "9" * 5000 + "}",
    "ten thousand arrays in each other": "[" * DEEP + "]" * DEEP,
    "ten thousand objects in each other": '{"a":' * DEEP + "1" + "}" * DEEP,
}


@pytest.fixture(scope="module")
def hall(server, teacher, store, codes):
    """One meeting for all malformed frames: a pupil before an open ballot, and another's open socket."""
    meeting = Meeting(server, teacher, store)
    codes.append(meeting.code)
    pupil, other = meeting.voting()
    yield meeting, pupil, other.socket()
    meeting.end()


@pytest.mark.parametrize("frame", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_frame_is_answered_and_the_socket_goes_on(hall, frame):
    meeting, pupil, watching = hall
    line = pupil.browser.socket(meeting.code)
    before = meeting.store.journal(meeting.code)

    line.send(frame)

    answer = next(found for found in iter(line.receive, None) if "html" not in found)
    refused(answer, "malformed")
    assert meeting.store.journal(meeting.code) == before
    assert line.act("k-9", "cast_vote", ballot="b1", choice="for")["ok"]
    neighbour = watching.act("k-9", "cast_vote", ballot="b1", choice="for")
    assert neighbour["ok"] or refused(neighbour, "too_many"), "the same neighbour for all frames"
    line.close()


def test_a_malformed_frame_is_answered_under_its_id_if_it_has_one(meeting):
    [pupil] = meeting.pupils(1)
    line = pupil.socket()

    line.send('{"id": "k-1", "act": "win"}')

    assert line.answer("k-1")["refusal"] == "malformed"


@pytest.mark.parametrize("frame", [b"\x00\xff", b'{"id": "k-1", "act": "yield_floor"}', b""])
def test_a_binary_frame_is_malformed(meeting, frame):
    [pupil] = meeting.pupils(1)
    line = pupil.socket()

    line.connection.send(frame)

    answer = next(found for found in iter(line.receive, None) if "html" not in found)
    refused(answer, "malformed")


def test_a_null_byte_in_an_id_does_not_spoil_the_votes_that_wait_with_it(meeting):
    """PostgreSQL takes no such text: the whole batch would fail with it."""
    pupil, other = meeting.voting()
    vote = {"act": "cast_vote", "ballot": "b1", "choice": "for"}

    bad, good = in_one_batch(
        meeting, (pupil.socket(), {"id": "k\0", **vote}), (other.socket(), {"id": "k-1", **vote})
    )

    assert good["ok"], good
    refused(bad, "malformed")


def test_text_with_a_null_byte_is_taken_or_refused_but_breaks_nothing(meeting):
    pupil, other = meeting.voting()

    answer = pupil.act("leave_statement", text="Bread\0and peace")

    assert answer["ok"] or refused(answer)
    assert other.vote("for")["ok"]


def test_after_20_malformed_frames_in_a_minute_the_socket_is_closed_with_4400(meeting):
    pupil, other = meeting.voting()
    line, watching = pupil.socket(), other.socket()

    with contextlib.suppress(ConnectionClosed):
        for _ in range(30):
            line.send("?")

    assert closing_code(line) == 4400
    assert watching.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]
    assert pupil.socket().act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]


def test_19_malformed_frames_are_borne(meeting):
    pupil, _ = meeting.voting()
    line = pupil.socket()

    for _ in range(19):
        line.send("?")

    assert line.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]


def test_a_frame_of_more_than_64_kib_closes_that_socket_only(meeting):
    pupil, other = meeting.voting()
    line, watching = pupil.socket(), other.socket()

    line.send({"id": "k-1", "act": "leave_statement", "text": "x" * 70_000})

    assert closing_code(line) == 4413
    assert watching.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]
    assert pupil.socket().act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]


def test_a_frame_just_under_64_kib_is_answered(meeting):
    [pupil] = meeting.pupils(1)

    refused(pupil.socket().act("k-1", "leave_statement", text="x" * 60_000), "malformed")


def test_a_burst_of_1000_frames_is_answered_one_by_one_and_others_do_not_wait(meeting):
    pupil, other = meeting.voting()
    line, neighbour = pupil.socket(), other.socket()
    ids = [f"k{number}" for number in range(1000)]
    waits = []

    for number, id in enumerate(ids):
        choice = ("for", "against")[number % 2]
        line.send({"id": id, "act": "cast_vote", "ballot": "b1", "choice": choice})
    for turn in range(5):
        began = time.monotonic()
        assert neighbour.act(f"n{turn}", "cast_vote", ballot="b1", choice=("for", "abstain")[turn % 2])["ok"]
        waits.append(time.monotonic() - began)
    found = answers(line, ids)

    assert max(waits) < 2.0, waits
    taken = [id for id in ids if found[id]["ok"] or not refused(found[id], "too_many")]
    assert len(taken) >= 30
    receipts = meeting.store.receipts(meeting.code)
    ours = {plain_mark(id): id for id in ids}
    given = {ours[mark]: seq for (sender, mark), seq in receipts.items() if sender == pupil.seat}
    assert given
    assert set(given) <= set(taken)
    assert all(given[id] == found[id]["seq"] for id in given)
    last = ("for", "against")[int(taken[-1][1:]) % 2]
    assert pupil.state()["me"]["vote"]["choice"] == last


def test_a_burst_of_signs_of_life_disturbs_nobody(meeting):
    pupil, other = meeting.voting()
    line, neighbour = pupil.socket(), other.socket()

    for number in range(500):
        line.send({"here": number % 2 == 0})
        line.send({"ack": number})
    began = time.monotonic()

    assert neighbour.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]
    assert time.monotonic() - began < 2.0


def test_malformed_posts_are_answered_with_400(meeting):
    pupil, _ = meeting.voting()
    path, json_please = f"/act/{meeting.code}/", {"Accept": "application/json"}
    before = meeting.store.journal(meeting.code)

    for fields in (
        {},
        {"act": ""},
        {"act": "win"},
        {"act": "second"},
        {"act": "cast_vote", "ballot": "b1", "choice": "for", "weight": "9"},
        {"act": "leave_statement", "text": "x" * 9000},
        {"act": "take_seat"},
    ):
        answer = pupil.browser.post(path, fields, headers=json_please)
        assert answer.status == 400, fields
        refused(answer, "malformed")

    assert meeting.store.journal(meeting.code) == before


def test_a_null_byte_in_the_id_of_a_post_is_malformed(meeting):
    pupil, _ = meeting.voting()

    refused(pupil.vote("for", id="k\0"), "malformed")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_posts_are_commands(meeting, method):
    [pupil] = meeting.pupils(1)

    assert pupil.browser.request(method, f"/act/{meeting.code}/").status == 405
