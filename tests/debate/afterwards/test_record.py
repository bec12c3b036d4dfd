"""The heart: the house playing alone reproduces history to the last vote, by the rules of a live session.

The figures stand here a second time, written out, so that a change in the data does not pass unseen.
"""

import pytest

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.commands import DOOR, TEACHER
from debate.prover.playout import Playout, play
from debate.rules.business.agenda import outcome
from debate.rules.voting.house import recorded_vote
from tests.support.rules import shipped
from tests.support.rules.meeting import Meeting

CONFERENCE, COMMITTEE = "democratic-conference", "central-committee-10-october"

RECORD = {
    CONFERENCE: [
        ("coalition", {"for": 766, "against": 688, "abstain": 38}, True),
        ("without-kornilov", {"for": 797, "against": 139, "abstain": 196}, True),
        ("without-kadets", {"for": 595, "against": 493, "abstain": 72}, True),
        ("whole", {"for": 183, "against": 813, "abstain": 80}, False),
    ],
    COMMITTEE: [
        ("rising", {"for": 10, "against": 2, "abstain": 0}, True),
        ("when-to-rise", {"before-congress": 5, "with-congress": 5, "": 2}, False),
    ],
}

SECOND_DAY = ("assist", {"for": 829, "against": 106, "abstain": 69}, True)
"""The Conference puts it where a lesson has the time, and may leave it out."""

scenarios = pytest.mark.parametrize("slug", RECORD)
lessons = pytest.mark.parametrize("minutes", [50, 90])


def decided(meeting: Meeting | Playout) -> list[tuple[str, dict[str, int], bool | None]]:
    return [(ballot.question, ballot.tally, ballot.carried) for ballot in meeting.assembly.in_order()]


def through(slug: str, minutes: int, expected: int, seated: int = 0) -> Meeting:
    """The whole meeting, stage by stage. Pupils, if any, vote as their persons did."""
    meeting = Meeting(shipped.scenario(slug))
    meeting.do(c.CreateSession(by=TEACHER, pupils=expected, minutes=minutes))
    for _ in range(seated):
        meeting.do(c.TakeSeat(by=DOOR))
    meeting.do(c.OpenSession(by=TEACHER))
    while (now := meeting.assembly.now).kind != "debrief":
        if now.kind == "division":
            meeting.divide(as_recorded(meeting, now.question))
        meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.do(c.CloseSession(by=TEACHER))
    return meeting


def as_recorded(meeting: Meeting, question: str) -> dict[str, str]:
    return {
        seat.id: recorded_vote(meeting.scenario, seat, question)
        for seat in meeting.assembly.seats.values()
        if seat.held_by == "pupil" and seat.votes
    }


@scenarios
@lessons
def test_the_house_alone_reproduces_the_record(slug, minutes):
    meeting = play(shipped.scenario(slug), minutes=minutes)

    assert decided(meeting) == RECORD[slug]
    assert outcome(meeting.assembly).historical


@scenarios
@lessons
@pytest.mark.parametrize("expected", [4, 13, 30, 60, 61, 250, 1000])
def test_whatever_the_size_of_the_hall(slug, minutes, expected):
    meeting = through(slug, minutes, expected)

    assert decided(meeting) == RECORD[slug]
    assert outcome(meeting.assembly).historical


@pytest.mark.parametrize("minutes", [20, 45, 60, 75, 120, 240])
@scenarios
def test_whatever_the_length_of_the_lesson(slug, minutes):
    found = decided(through(slug, minutes, expected=30))

    assert found in (RECORD[slug], [*RECORD[slug], SECOND_DAY])
    assert (SECOND_DAY in found) == (slug == CONFERENCE and minutes >= 120)


@pytest.mark.parametrize(
    ("slug", "pupils"),
    [(CONFERENCE, n) for n in (1, 4, 17, 30, 56, 60, 61, 200)]
    + [(COMMITTEE, n) for n in (1, 4, 12, 13, 20, 60)],
)
def test_pupils_who_vote_as_their_persons_did_reproduce_it_too(slug, pupils):
    meeting = through(slug, 90, expected=max(pupils, 4), seated=pupils)

    assert decided(meeting) == RECORD[slug]
    assert sum(seat.held_by == "pupil" for seat in meeting.assembly.seats.values()) == pupils


@scenarios
def test_the_comparison_says_so(slug):
    compared = beside_history(play(shipped.scenario(slug)).assembly)

    assert all(division.matches for division in compared.divisions if division.record)
    assert compared.not_put == ()
    assert compared.outcome.id == compared.recorded_outcome.id
    assert not any(vote.left_the_record for row in compared.persons for vote in row.votes)


def test_figures_that_are_not_verified_are_marked_so():
    divisions = beside_history(play(shipped.scenario(CONFERENCE)).assembly).divisions

    unverified = {
        division.question: {choice for choice, mark in division.record.marks.items() if mark == "U"}
        for division in divisions
    }

    assert unverified["without-kornilov"] == {"for", "against", "abstain"}
    assert unverified["without-kadets"] == {"for", "against", "abstain"}
    assert "for" not in unverified["coalition"] | unverified["whole"]
    assert "against" not in unverified["coalition"] | unverified["whole"]


def test_one_pupil_in_the_conference_takes_a_whole_bloc_along():
    meeting = Meeting(shipped.scenario(CONFERENCE))
    meeting.do(c.CreateSession(by=TEACHER, pupils=4, minutes=90))
    meeting.do(c.TakeSeat(by=DOOR))
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach("vote-coalition")
    meeting.do(c.PutQuestion(by=TEACHER))
    bloc = meeting.ballot.weights["s1"]

    was = recorded_vote(meeting.scenario, meeting.assembly.seats["s1"], "coalition")
    other = "for" if was == "against" else "against"
    meeting.vote("s1", other)

    then = RECORD[CONFERENCE][0][1]
    assert bloc > 1
    assert meeting.close().tally == {**then, was: then[was] - bloc, other: then[other] + bloc}
