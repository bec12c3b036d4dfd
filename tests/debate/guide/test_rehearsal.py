"""A rehearsal: the persons nobody plays do what a class would, and only what they may."""

import random
from collections import Counter

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import COMMANDS, TEACHER
from debate.guide.next_step import next_step
from debate.guide.rehearsal import SPEECHES, deeds
from debate.prover.playout import Playout
from tests.support.rules import mini
from tests.support.rules.meeting import debating
from tests.support.rules.shipped import scenario as shipped

TURNS = 2_000
"""More than any rehearsal needs."""


def rehearsed(scenario, pupils, seed=1):
    """Played to its end, a turn of the hall and a step of the chair by turns; how often each was done."""
    chance, done = random.Random(seed), Counter()
    playout = Playout(scenario)
    playout.do(c.CreateSession(by=TEACHER, pupils=pupils, minutes=50))
    for _ in range(pupils):
        playout.do(c.TakeSeat(by=c.DOOR))
    seats = {id for id, seat in playout.assembly.seats.items() if seat.held_by == "pupil"}
    for _ in range(TURNS):
        turn = deeds(playout.assembly, seats, chance)
        for deed in turn:
            before = playout.assembly.seq
            playout.do(deed)  # raises where it was not allowed
            done[type(deed)] += 1
            assert isinstance(deed, c.React) or playout.assembly.seq > before, deed
        if any(isinstance(deed, c.CastVote | c.Guess) for deed in turn):
            continue
        step = next_step(playout.assembly)
        if step.step == "none":
            return playout.assembly, done
        given = {step.name: step.value} if step.name and step.step != "advance_stage" else {}
        if step.choices:
            given["choice"] = step.choices[0].id
        if playout.assembly.asking and not playout.assembly.floor.speaker and step.step == "advance_stage":
            playout.do(c.GiveFloor(by=TEACHER))
        elif not playout.assembly.floor.speaker or step.step != "advance_stage":
            playout.do(COMMANDS[step.step](by=TEACHER, **given))
    raise AssertionError("it never ended")


CONFERENCE, COMMITTEE = shipped("democratic-conference"), shipped("central-committee-10-october")


@pytest.mark.parametrize(("scenario", "pupils"), [(CONFERENCE, 26), (COMMITTEE, 12), (mini.scenario(), 6)])
def test_a_rehearsal_is_a_lively_meeting_to_its_end(scenario, pupils):
    assembly, done = rehearsed(scenario, pupils)

    assert assembly.status == "closed"
    assert min(done[kind] for kind in (c.CastVote, c.React, c.RequestFloor, c.YieldFloor, c.Guess)) > 0
    stages = Counter(speech.stage for speech in assembly.speeches.values())
    assert max(stages.values()) <= SPEECHES
    assert all(ballot.open is False for ballot in assembly.in_order())


def test_whom_the_rehearsal_does_not_play_is_left_alone():
    playout = Playout(mini.scenario())
    playout.do(c.CreateSession(by=TEACHER, pupils=4, minutes=50))
    playout.do(c.TakeSeat(by=c.DOOR))
    playout.do(c.OpenSession(by=TEACHER))

    assert deeds(playout.assembly, set(), random.Random(1)) == []


def test_the_same_chance_gives_the_same_rehearsal():
    one, other = (rehearsed(mini.scenario(), 6, seed=7)[0] for _ in range(2))

    assert one == other


def test_all_vote_as_their_persons_did_so_that_the_record_comes_out():
    assembly, _ = rehearsed(CONFERENCE, 26)

    [first] = [b for b in assembly.in_order() if b.question == "coalition"][:1]
    assert (first.tally["for"], first.tally["against"]) == (766, 688)


def speaking(**read):
    """The miniature's debate, in which s1 has the floor and the program plays everybody."""
    meeting = debating()
    if read:
        meeting.do(c.ReadFirst(by=TEACHER, **read))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    return meeting, {"s1", "s2", "s3", "s4"}


@pytest.mark.parametrize("fate", ["seen at once", "read first", "let through", "taken away"])
def test_first_words_are_left_once_whatever_becomes_of_them(fate):
    meeting, seats = speaking(**({} if fate == "seen at once" else {"kind": "statement"}))
    chance, left = random.Random(3), 0
    for _ in range(30):
        for deed in deeds(meeting.assembly, seats, chance):
            left += isinstance(deed, c.LeaveStatement)
            meeting.do(deed)
        for id in list(meeting.assembly.held):
            if fate == "let through":
                meeting.do(c.LetThrough(by=TEACHER, text=id))
            elif fate == "taken away":
                meeting.do(c.TakeAway(by=TEACHER, text=id))
        if not meeting.assembly.floor.speaker:
            break

    assert left == 1
    assert not meeting.assembly.floor.speaker, "the floor was given up"


def test_who_has_no_words_of_their_own_gives_up_the_floor():
    roles = tuple(replace(role, first_words=" ") for role in mini.scenario().roles)
    meeting = debating(scenario=replace(mini.scenario(), roles=roles))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    chance = random.Random(1)

    while meeting.assembly.floor.speaker:
        for deed in deeds(meeting.assembly, {"s1"}, chance):
            assert not isinstance(deed, c.LeaveStatement)
            meeting.do(deed)


def test_a_speaker_appeals_once_to_a_text_that_helps_their_side():
    assembly, _done = rehearsed(CONFERENCE, 26)
    cited = [(assembly.seats[s.seat].faction, s.cites) for s in assembly.speeches.values() if s.cites]
    documents = {document.id: document for document in CONFERENCE.documents}

    assert cited
    assert all(len(cites) == 1 and side in documents[cites[0]].speaks_for for side, cites in cited)
