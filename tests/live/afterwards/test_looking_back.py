"""Looking back over the wire: each sees what is theirs, and one class's pages never hold up another class."""

import os
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live.classroom import Meeting, Pupil, eventually
from tests.server import Person, Server

PAGES = ("outcome", "lab", "minutes", "replay")


def closed(meeting: Meeting, pupils: int = 4) -> list[Pupil]:
    """The class of a meeting that voted once and is over."""
    found = meeting.voting(pupils)
    for pupil in found:
        assert pupil.vote("for")["ok"]
    meeting.teach("close_ballot")
    meeting.teach("announce")
    meeting.teach("close_session")
    return found


def workers(server: Server) -> list[int]:
    """The processes beside a server that draw its pages."""
    tasks = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    children = [int(pid) for task in tasks for pid in task.read_text().split()]
    return [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@contextmanager
def asleep(server: Server) -> Iterator[None]:
    """Its workers do nothing meanwhile, as if what they draw took for ever."""
    stopped = workers(server)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


def everybody_opens(meeting: Meeting, pupils: list[Pupil]) -> dict[tuple[str, str], str]:
    """Pupil and page to what they were shown: all pages of all pupils, asked for at once."""
    asked = [(pupil, page) for pupil in pupils for page in PAGES]
    with ThreadPoolExecutor(len(asked)) as at_once:
        answers = at_once.map(lambda one: one[0].browser.get(f"/{one[1]}/{meeting.code}/"), asked)
        return {(pupil.name, page): answer.text for (pupil, page), answer in zip(asked, answers, strict=True)}


def test_a_class_that_opens_everything_at_once_finds_each_their_own(meeting):
    pupils = closed(meeting)

    seen = everybody_opens(meeting, pupils)

    persons = {pupil.name: pupil.state()["me"]["role"]["name"] for pupil in pupils}
    for name, person in persons.items():
        assert re.findall(r"You were ([^<]+)<", seen[name, "outcome"]) == [person]
        assert "Could you have got more" in seen[name, "lab"]
        assert "my own seat" in seen[name, "replay"]
    for page in seen.values():
        assert not [name for name in persons if f">{name}<" in page]


def test_names_are_on_the_teacher_s_pages_alone_whoever_asks_first(meeting):
    [pupil, *_] = closed(meeting)

    for page, query in (("outcome", "?names=yes"), ("minutes", "?names=1"), ("replay", "?names=yes")):
        path = f"/{page}/{meeting.code}/"
        for _ in range(2):
            assert pupil.name in meeting.teacher.get(path + query).text
            for person in (pupil.browser, Person(meeting.server)):
                assert pupil.name not in person.get(path).text


def test_another_name_is_on_the_next_page(meeting):
    [pupil, *_] = closed(meeting)
    path = f"/outcome/{meeting.code}/?names=yes"
    meeting.teacher.get(path)

    fields = {"act": "rename", "seat": pupil.seat, "name": "Adelheid"}
    meeting.teacher.post(f"/teach/{meeting.code}/people/", fields)

    assert "Adelheid" in meeting.teacher.get(path).text


def test_a_person_can_be_had_as_a_piece(meeting):
    [pupil, *_] = closed(meeting)

    piece = pupil.browser.get(f"/outcome/{meeting.code}/person/{pupil.seat}/")
    nobody = pupil.browser.get(f"/outcome/{meeting.code}/person/s999/")

    assert (piece.status, nobody.status) == (200, 404)
    assert "<html" not in piece.text
    assert piece.text.strip() in pupil.browser.get(f"/outcome/{meeting.code}/").text


def test_leanings_can_be_had_as_a_piece_where_three_leaned_and_the_meeting_is_over(meeting):
    pupils = meeting.pupils(4)
    meeting.debate()
    many, few = [row["id"] for row in meeting.state()["questions"]][:2]
    for pupil in pupils[:3]:
        assert pupil.act("set_leaning", question=many, value="1")["ok"]
    assert pupils[0].act("set_leaning", question=few, value="1")["ok"]
    reader, path = pupils[3].browser, f"/outcome/{meeting.code}/leanings/"

    early = (reader.get(f"{path}{many}/"), meeting.teacher.get(f"{path}{many}/"))
    meeting.teach("close_session")
    answers = [reader.get(f"{path}{question}/") for question in (many, few, "nothing")]

    assert [answer.status for answer in (*early, *answers)] == [403, 404, 200, 404, 404]
    assert "<html" not in answers[0].text
    assert answers[0].text.strip() in reader.get(f"/outcome/{meeting.code}/").text


def test_before_the_close_there_are_no_pieces_for_pupils(meeting):
    [pupil] = meeting.pupils(1)

    assert pupil.browser.get(f"/outcome/{meeting.code}/person/{pupil.seat}/").status == 403


def test_while_pages_take_for_ever_the_class_next_door_votes(begin, server):
    pupils = closed(begin())
    next_door = begin()
    voters = next_door.voting(2)
    everybody_opens(pupils[0].meeting, pupils[:1])  # Its workers are there.

    meeting = begin()
    looking = closed(meeting)
    with ThreadPoolExecutor(1) as aside, asleep(server):
        waiting = aside.submit(everybody_opens, meeting, looking)
        for choice in ("for", "against", "abstain"):
            assert all(voter.vote(choice)["ok"] for voter in voters)
        assert Person(server).get("/healthz").status == 200
        assert not waiting.done()
        for pid in workers(server):
            os.kill(pid, signal.SIGCONT)
        seen = waiting.result(60)

    assert all("</html>" in page for page in seen.values())


def test_a_worker_that_is_killed_costs_nobody_their_page(meeting, server):
    pupils = closed(meeting)
    everybody_opens(meeting, pupils[:1])
    before = workers(server)

    for pid in before:
        os.kill(pid, signal.SIGKILL)
    page = pupils[1].browser.get(f"/lab/{meeting.code}/")

    assert (page.status, "Could you have got more" in page.text) == (200, True)
    eventually(lambda: set(workers(server)).isdisjoint(before))


@pytest.mark.parametrize("page", PAGES)
def test_before_the_close_they_are_the_teacher_s(meeting, page):
    [pupil] = meeting.pupils(1)

    assert meeting.teacher.get(f"/{page}/{meeting.code}/").status == 200
    assert pupil.browser.get(f"/{page}/{meeting.code}/").status == 403
