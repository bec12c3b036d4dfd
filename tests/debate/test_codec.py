"""Events to JSON and back, older shapes included; and the fingerprint of a state."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from immutables import Map
from msgspec.structs import fields, replace

from debate import codec, events
from debate import commands as c
from debate.codec import (
    Fingerprint,
    UnknownEvent,
    decode,
    differs,
    digest,
    encode,
    kind_of,
    moment_of,
    version_of,
)
from debate.commands import TEACHER
from debate.events import FloorGiven, SeatTaken
from debate.refusal import Refusal
from tests.support.rules.meeting import Meeting, debating


def a_full_meeting() -> Meeting:
    """One in which something of everything has happened."""
    meeting = debating(pupils=6)
    meeting.do(c.RequestFloor(by="s1"))
    meeting.do(c.GiveFloor(by=TEACHER))
    meeting.do(c.LeaveStatement(by="s2", text="Ä bridge – “now”! \N{BRIDGE AT NIGHT}"))
    meeting.do(c.ReleaseCard(by=TEACHER, card="letter"))
    meeting.divide({"s1": "for", "s2": "against", "s3": "abstain"})
    meeting.divide({"s1": "for", "s2": "against"}, question="ferry", method="secret")
    meeting.reach("debrief")
    meeting.do(c.CloseSession(by=TEACHER))
    return meeting


def test_every_event_comes_back_as_it_was():
    for event in a_full_meeting().journal:
        assert decode(encode(event)) == event


def test_every_kind_of_event_is_in_the_vocabulary():
    kinds = {
        kind
        for kind in vars(events).values()
        if isinstance(kind, type) and issubclass(kind, events.Event) and kind is not events.Event
    }

    assert set(events.AnyEvent.__args__) == kinds


def test_an_event_is_written_under_its_kind():
    assert json.loads(encode(SeatTaken(at=7, seat="s1"))) == {
        "kind": "SeatTaken", "at": 7, "seat": "s1", "back": False,
    }  # fmt: skip


def test_an_old_shape_is_brought_up_step_by_step(monkeypatch):
    monkeypatch.setitem(codec.VERSIONS, "FloorGiven", 3)
    monkeypatch.setitem(codec.UPCASTS, ("FloorGiven", 1), lambda old: {**old, "seat": f"s{old['number']}"})
    monkeypatch.setitem(
        codec.UPCASTS, ("FloorGiven", 2), lambda old: {**old, "ends_at": old["at"] + old["seconds"] * 1000}
    )
    now = FloorGiven(at=1000, seat="s4", ends_at=91_000)

    assert decode('{"kind":"FloorGiven","at":1000,"number":4,"seconds":90}', 1) == now
    assert decode('{"kind":"FloorGiven","at":1000,"seat":"s4","seconds":90}', 2) == now
    assert decode(encode(now), 3) == now
    assert version_of(kind_of(now)) == 3
    assert version_of("SeatTaken") == 1


def test_a_step_that_was_forgotten_is_noticed(monkeypatch):
    monkeypatch.setitem(codec.VERSIONS, "SeatTaken", 2)

    with pytest.raises(UnknownEvent):
        decode('{"kind":"SeatTaken","at":1,"seat":"s1"}', 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "{}",
        '{"kind":"SeatSold","at":1,"seat":"s1"}',
        '{"kind":"SeatTaken","at":1}',
        '{"kind":"SeatTaken","at":"noon","seat":"s1"}',
        '{"kind":"CastingVoteGiven","at":1,"ballot":"b1","choice":"perhaps","by":"teacher"}',
    ],
)
def test_what_cannot_be_read_is_no_event(text):
    with pytest.raises(UnknownEvent):
        decode(text)


def test_what_a_newer_program_wrote_is_not_guessed_at():
    with pytest.raises(UnknownEvent):
        decode('{"kind":"SeatTaken","at":1,"seat":"s1","row":"front"}', 2)


def test_when_something_happened_is_known_of_every_event_also_of_a_newer_program():
    for event in a_full_meeting().journal:
        assert moment_of(encode(event)) == event.at
    assert moment_of('{"kind":"SeatFlown","at":7,"wings":[1,2]}') == 7


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"kind":"SeatFlown","at":"noon"}'])
def test_without_a_moment_there_is_none(text):
    with pytest.raises(UnknownEvent):
        moment_of(text)


def test_what_cannot_be_read_is_a_refusal_with_a_word_for_those_who_look_after_the_server():
    with pytest.raises(Refusal) as refused:
        decode('{"kind":"SeatFlown","at":1}')

    assert refused.value.code == "unreadable"
    assert str(refused.value) == "'SeatFlown' is no kind of event that this program knows"


def test_only_a_fingerprint_of_todays_version_can_tell_that_a_state_is_another():
    one = a_full_meeting().assembly
    other = replace(one, locked=True)

    assert differs(Fingerprint(codec.FINGERPRINTS, digest(one)), other)
    assert not differs(Fingerprint(codec.FINGERPRINTS, digest(one)), one)
    assert not differs(Fingerprint("0123456789ab", digest(one)), other)


def test_equal_states_have_one_fingerprint_and_others_another():
    one, other = a_full_meeting().assembly, a_full_meeting().assembly

    assert digest(one) == digest(other)
    assert digest(replace(one, locked=True)) != digest(one)
    assert digest(replace(one, seats=Map())) != digest(one)


def test_a_field_that_is_added_later_leaves_older_fingerprints_as_they_are():
    meeting = a_full_meeting()

    for piece in (meeting.assembly.seats["s1"], meeting.assembly.floor, *meeting.assembly.in_order()):
        written = msgspec.json.decode(msgspec.json.encode(piece, enc_hook=str))

        at_default = [f.encode_name for f in fields(piece) if getattr(piece, f.name) == f.default]
        assert at_default
        assert not set(at_default) & set(written)


def test_the_fingerprint_is_the_same_in_every_process():
    """Sets and maps are kept in an order that changes from process to process; the fingerprint must not."""
    program = (
        "from tests.debate.test_codec import a_full_meeting; from debate.codec import digest;"
        "print(digest(a_full_meeting().assembly))"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert prints == {digest(a_full_meeting().assembly) + "\n"}


def test_the_journal_is_json_that_others_can_read():
    for event in a_full_meeting().journal:
        assert json.loads(encode(event))["kind"] == kind_of(event)
