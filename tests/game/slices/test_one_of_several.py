"""An open choice among alternatives: what a pupil votes with, what is told, and how silence abstains."""

import re

from debate import commands as c
from debate.commands import TEACHER
from game import parts
from game.people.sitters import by_name_alone
from game.slices.seat import pupil
from game.standing import Standing
from tests.support.rules import shipped
from tests.support.rules.meeting import Meeting, lobby


def deciding_on_the_day() -> Meeting:
    """The Committee after its resolution: four pupils, the day of the rising is put. Silence counts."""
    committee = shipped.scenario("central-committee-10-october")
    meeting = lobby(4, scenario=committee, fills_silence=True)
    meeting.do(c.OpenSession(by=TEACHER))
    while meeting.assembly.now.id != "vote-when":
        if meeting.assembly.now.kind == "division":
            meeting.divide({})
        meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.do(c.PutQuestion(by=TEACHER))
    return meeting


def paper(meeting: Meeting, seat: str) -> str:
    standing = Standing(code="MILBRK", assembly=meeting.assembly, people=by_name_alone({}))
    return parts.draw(("me", "my-vote"), pupil.vote(standing, seat), "en")


def test_a_pupil_names_one_or_none_and_is_told_which():
    meeting = deciding_on_the_day()
    offered = re.findall(r'name="choice" value="([\w-]+)"', paper(meeting, "s1"))

    meeting.vote("s1", "with-congress")
    meeting.vote("s2", "abstain")

    assert offered == ["before-congress", "with-congress", "abstain"]
    assert "Together with the Congress</span>" in paper(meeting, "s1")
    assert ">abstain" in paper(meeting, "s2").lower()


def test_a_blank_paper_is_filled_in_for_whoever_would_name_none():
    meeting = deciding_on_the_day()
    meeting.close()
    ballot = meeting.assembly.in_order()[-1]

    assert dict(ballot.tally) == {"before-congress": 5, "with-congress": 5, "": 2}
    assert list(ballot.votes.values()).count("") == 2
    assert ballot.winners == ()
