"""One Conference from the lobby to the replay, moment by moment, for looking at one page all the way through.

Each file that looks at a page plays it anew, which is quick: looking is what takes long.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tests.browser.pages.looking import Look
from tests.browser.states import Meeting
from tests.server import Person, Server

WHO = ("anna", "boris", "carl")


class Sight(NamedTuple):
    """A page that has to say something. `who` looks: a pupil, the teacher, or anybody; `path` may hold the
    {code}, and a pupil's seat by name."""

    who: str
    path: str
    says: str
    refused: bool = False


def looks_all_along(look: Look, server: Server, sights: Mapping[str, Sequence[Sight]]) -> None:
    """Play the Conference, and look at what is to be seen at each moment."""
    come = set()
    for moment, meeting in a_conference(server):
        come.add(moment)
        people: dict[str, Person | None] = dict(zip(WHO, meeting.pupils, strict=True))
        people |= {"teacher": meeting.teacher, "anybody": None}
        seats = {name: meeting.seat(number) for number, name in enumerate(WHO)}
        for sight in sights.get(moment, ()):
            path = sight.path.format(code=meeting.code, **seats)
            says = sight.says.format(code=meeting.code)
            look(path, people[sight.who], says=says, refused=sight.refused)
    assert set(sights) <= come, "a moment that never comes"


def a_conference(server: Server) -> Iterator[tuple[str, Meeting]]:
    """The moments in their order, each with the meeting as it then stands."""
    meeting = Meeting(server, joined=3)
    yield "lobby", meeting
    meeting.teach("open_session")
    yield "opened", meeting
    meeting.go_to("caucus")
    yield "caucus", meeting
    yield from _debates(meeting)
    yield from _divides(meeting)
    meeting.play_to_the_end()
    yield "over", meeting


def _debates(meeting: Meeting) -> Iterator[tuple[str, Meeting]]:
    meeting.go_to("debate")
    for pupil in range(3):
        meeting.do(pupil, "request_floor", purpose="point_of_order")
        meeting.do(pupil, "leave_statement", text="Peace! <b>Now</b>, or at least before winter. " * 8)
    cards = re.findall(r"do-release_card-([\w-]+)", meeting.teacher.get(f"/teach/{meeting.code}/").text)
    for card in cards[:2]:
        meeting.teach("release_card", card=card)
    yield "all ask for the floor", meeting
    meeting.teach("give_floor", seat=meeting.seat(0))
    yield "speech", meeting
    meeting.teach("give_chair", seat=meeting.seat(2))
    yield "chair", meeting
    meeting.teach("say_to_all", text="Please go back to your own group and read the second question. " * 4)
    meeting.teach("pause")
    yield "pause", meeting
    meeting.teach("resume")
    meeting.teach("say_to_all", text="")


def _divides(meeting: Meeting) -> Iterator[tuple[str, Meeting]]:
    meeting.go_to("division")
    ballot = meeting.vote("against")
    yield "first vote", meeting
    meeting.do(1, "cast_vote", ballot=ballot, choice="for")
    meeting.teach("close_ballot")
    yield "closed", meeting
    meeting.teach("announce")
    yield "announced", meeting
