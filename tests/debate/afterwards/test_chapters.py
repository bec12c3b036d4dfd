"""What the chapters of looking back tell, of small meetings in which it can be counted by hand."""

from debate import commands as c
from debate.afterwards import chapters
from debate.afterwards.chapters import (
    Counted,
    Left,
    Loudest,
    Mine,
    beside_my_person,
    left_the_record,
)
from debate.commands import TEACHER
from debate.rules.voting.credit import crossed
from debate.rules.voting.house import recorded_vote
from tests.support.rules import persuading
from tests.support.rules.meeting import debating

OTHER = {"for": "against", "against": "for", "abstain": "for", None: "for"}


def then(meeting, seat):
    return recorded_vote(meeting.scenario, meeting.assembly.seats[seat], "bridge")


def voted(leavers, **put):
    """A class of four on the bridge; these vote otherwise than their persons, the others as they did."""
    meeting = debating()
    votes = {seat: then(meeting, seat) or "for" for seat in ("s1", "s2", "s3", "s4")}
    votes |= {seat: OTHER[votes[seat]] for seat in leavers}
    meeting.divide(votes, question="bridge", **put)
    return meeting, votes


def test_who_left_the_record_is_counted_and_not_named():
    meeting, votes = voted(["s2", "s3"])
    known = [seat for seat in votes if then(meeting, seat)]

    [row] = chapters.left_the_record(meeting.assembly)

    title = meeting.scenario.question("bridge").title
    assert row == Left(title=title, left=len({"s2", "s3"} & {*known}), of=len(known))


def test_a_pupil_finds_every_vote_beside_their_persons():
    meeting, votes = voted(["s2"])

    [row] = chapters.beside_my_person(meeting.assembly, "s2")

    assert (row.mine, row.then) == (votes["s2"], then(meeting, "s2"))
    assert isinstance(row, Mine)


def test_a_secret_vote_is_told_nobody_not_even_who_cast_it():
    meeting, _ = voted(["s1"], method="secret")

    assert chapters.left_the_record(meeting.assembly) == ()
    assert chapters.beside_my_person(meeting.assembly, "s1") == ()
    assert chapters.counted_otherwise(meeting.assembly) == ()


def test_a_vote_is_counted_by_weight_by_seat_and_of_the_pupils_alone():
    meeting, votes = voted([])
    ballot = meeting.ballot

    [row] = chapters.counted_otherwise(meeting.assembly)

    assert row.here == (ballot.tally["for"], ballot.tally["against"])
    cast = list(ballot.votes.values())
    assert row.by_seat == (cast.count("for"), cast.count("against"))
    mine = list(votes.values())
    assert row.pupils == (mine.count("for"), mine.count("against"))
    assert isinstance(row, Counted)
    assert row.by_seat != row.pupils, "the house votes, too"


def test_the_speech_the_hall_was_loudest_for():
    meeting = debating()
    assert chapters.loudest(meeting.assembly) is None
    for seat, number in (("s1", 1), ("s2", 3)):
        meeting.do(c.GiveFloor(by=TEACHER, seat=seat))
        meeting.wait(5)
        meeting.do(c.EndTurn(by=TEACHER))
        speech = max(meeting.assembly.speeches)
        meeting.do(c.TakeMood(by=c.CLOCK, speech=speech, counts={"applause": number, "doubt": 1}))

    found = chapters.loudest(meeting.assembly)

    assert found == Loudest(name=meeting.assembly.role_of("s2").name, number=3, reaction="applause")


def test_the_class_s_ending_and_history_s_stand_among_all():
    meeting = debating()
    meeting.reach("debrief")

    found = chapters.endings(meeting.assembly)

    assert [one.title for one in found] == [one.title for one in meeting.scenario.outcomes]
    assert sum(one.ours for one in found) == 1
    assert sum(one.theirs for one in found) == 1


def test_whoever_was_silent_stands_where_their_person_did_after_what_was_decided():
    """The bridge is lost, so that everybody's person abstains on the toll; s1 votes otherwise."""
    meeting = persuading.meeting()
    meeting.divide(dict.fromkeys(("s1", "s2", "s3", "s4", "s5", "s6"), "against"), question="bridge")
    assert meeting.ballot.carried is False
    meeting.divide({"s1": "for"}, question="toll", method="show")

    (_, row), (_, silent) = (beside_my_person(meeting.assembly, seat) for seat in ("s1", "s2"))
    toll = left_the_record(meeting.assembly)[-1]

    assert (row.mine, row.then, row.silent) == ("for", "abstain", False)
    assert (silent.mine, silent.then, silent.silent) == ("abstain", "abstain", True)
    assert (toll.left, toll.of) == (1, 1)
    assert crossed(meeting.assembly, meeting.ballot) == ("s1",)
