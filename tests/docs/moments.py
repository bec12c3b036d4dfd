"""The moments of a lesson, played in the miniature: what is due from a pupil, what the wall shows, what is
due from the chair, and what is read out.

`python3 -m tests.docs.moments` writes them into `docs/design.md`; `test_moments.py` fails where they differ.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import django
from msgspec.structs import replace

from debate import commands as c
from debate import scenario as s
from debate.commands import TEACHER, Command
from debate.guide.aloud import Sentence, aloud
from debate.guide.next_step import next_step
from debate.guide.now import now
from debate.guide.scene import scene
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, lobby

PAGE = Path(__file__).resolve().parents[2] / "docs" / "design.md"
BEGIN, END = "<!-- begin: python3 -m tests.docs.moments -->\n", "<!-- end -->\n"
SEAT = "s1"
"""Whose page it is."""
HEAD = "| moment | now, on this pupil's page | scene, on the wall | next step, at the desk | read out |"

Told = Callable[[str], tuple[str, ...]]


def moments() -> Iterator[tuple[str, Meeting]]:
    """The name of each moment, and the meeting as it stands then."""
    frame = s.StoryFrame(title="The river", text="It rose in the spring.", mark="I")
    meeting = lobby(2, scenario=replace(mini.scenario(), story=(frame,)), expected=4)
    do = partial(_do, meeting)
    yield "lobby", meeting
    do(c.TakeSeat(by=c.DOOR))
    yield "seat taken", meeting
    do(c.PutOnWall(by=TEACHER, what="frame", which="1"))
    yield "the story told", meeting
    do(c.PutOnWall(by=TEACHER), c.OpenSession(by=TEACHER))
    meeting.reach("brief")
    yield "reading", meeting
    meeting.reach("caucus")
    yield "caucus opens", meeting
    offer = {"ask": "bridge", "ask_choice": "abstain", "give": "toll", "give_choice": "for"}
    do(c.OfferBargain(by="s2", to=SEAT, **offer))
    yield "an offer comes", meeting
    do(c.DropBargain(by=SEAT, bargain="g1"))
    meeting.reach("first-debate")
    yield "debate opens", meeting
    do(c.RequestFloor(by="s2"), c.RequestFloor(by=SEAT))
    yield "on the list", meeting
    do(c.WithdrawRequest(by="s2"), c.GiveFloor(by=TEACHER))
    yield "you have the floor", meeting
    meeting.wait(300)
    yield "time is up", meeting
    do(c.EndTurn(by=TEACHER), c.RequestFloor(by="s2"), c.GiveFloor(by=TEACHER))
    yield "another speaks", meeting
    do(
        c.EndTurn(by=TEACHER),
        c.Move(by="s2", kind="main", text="We shall row."),
        c.Second(by=SEAT, motion="m1"),
    )
    yield "a motion is seconded", meeting
    do(c.AdmitMotion(by=TEACHER, motion="m1"))
    yield "its admission", meeting
    do(
        c.ReleaseCard(by=TEACHER, card="letter", to=("all",)),
        c.PutOnWall(by=TEACHER, what="card", which="letter"),
    )
    yield "news for all", meeting
    do(c.PutOnWall(by=TEACHER), c.ReleaseCard(by=TEACHER, card="flood", to=(SEAT,)))
    yield "news for me alone", meeting
    meeting.wait(10)
    do(c.PutQuestion(by=TEACHER, question="bridge"))
    yield "vote opens", meeting
    do(c.CastVote(by=SEAT, ballot=meeting.ballot.id, choice="for"))
    yield "my vote recorded", meeting
    do(c.CloseBallot(by=TEACHER))
    yield "vote closed", meeting
    do(c.Announce(by=TEACHER))
    yield "result", meeting
    do(c.Pause(by=TEACHER))
    yield "pause", meeting
    do(c.Resume(by=TEACHER))
    yield "its end", meeting
    do(c.Pause(by=TEACHER, sleeps=True))
    yield "the lesson ends", meeting
    meeting.wait(16 * 3600)
    do(c.Resume(by=TEACHER))
    yield "the next begins", meeting
    do(c.PutQuestion(by=TEACHER, motion="m1", method="roll_call", calls="seating"), c.CallNext(by=TEACHER))
    yield "called in the roll", meeting
    do(
        c.CastVote(by=SEAT, ballot=meeting.ballot.id, choice="for"),
        c.CloseBallot(by=TEACHER),
        c.Announce(by=TEACHER),
    )
    meeting.reach("debrief")
    do(c.PlanDebrief(by=TEACHER, questions=("d1",)), c.ShowQuestion(by=TEACHER, question="d1"))
    yield "debrief's question", meeting


def _do(meeting: Meeting, *commands: Command) -> None:
    for command in commands:
        meeting.do(command)


def rows() -> Iterator[tuple[str, str, str, str, tuple[Sentence, ...]]]:
    """Each moment with the kinds of `now`, `scene` and `next_step`, and the sentences that are new."""
    heard: set[str] = set()
    for name, meeting in moments():
        new = tuple(one for one in aloud(meeting.assembly) if one.key not in heard)
        heard |= {one.key for one in new}
        assembly = meeting.assembly
        yield name, now(assembly, SEAT).kind, scene(assembly).kind, next_step(assembly).step, new


def table() -> str:
    """The rows, with the sentences as they are read out."""
    from game.templatetags.aloud import said

    lines = [
        f"| {name} | `{mine}` | `{wall}` | `{step}` | {' '.join(said(one) for one in new)} |"
        for name, mine, wall, step, new in rows()
    ]
    return "\n".join([HEAD, "| --- | --- | --- | --- | --- |", *lines, ""])


def redrawn(page: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + "\n" + table() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    django.setup()
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
