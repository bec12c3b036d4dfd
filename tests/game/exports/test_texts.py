"""What pupils write, in everything that is made of a session: pages, pushes, replays, links and files."""

import base64
import gzip
import re

import pytest
from django.core import signing
from django.test import Client

from debate import commands as c
from debate.commands import TEACHER
from debate.evolve import fold
from debate.rules.hall.texts import READABLE
from game import parts
from game.drawn import lab, minutes, outcome, pack
from game.exports import formats
from game.models import Link, Session
from game.parts import Touched
from game.people import participants, teachers
from game.replay import links, single_file, tapes
from game.replay.lens import Lens, Onlooker
from game.replay.scene import Watched
from game.replay.showing import Showing
from game.replay.single_file import Wanted
from game.scenarios import versions
from game.sessions import journal
from game.sessions.journal import BatchToWrite, Caused
from game.standing import Standing
from tests.support.rules.meeting import Meeting
from tests.support.rules.written import KINDS, PAUSES, Author, mark, marks_in, taken_away

pytestmark = pytest.mark.django_db(transaction=True)  # pages read in a thread of their own


@pytest.fixture(autouse=True)
def _new_numbers():
    """Tests give the same numbers to other scenarios, which a server never does."""
    versions.version.cache_clear()
    tapes.of_house.cache_clear()


def kept(meeting: Meeting, code: str = "MILBRK") -> Session:
    """A session in the database with this journal."""
    found = journal.found(code, versions.keep(meeting.scenario), meeting.journal[:1])
    status = fold(meeting.scenario, meeting.journal).status
    journal.append(found.pk, 1, BatchToWrite([Caused(meeting.journal[1:])], status))
    return Session.objects.select_related("scenario").get(pk=found.pk)


def everything(text: str) -> str:
    """All that is in a single file, the packed steps too."""
    [packed] = re.findall(r'<template id="frames">(.*?)</template>', text, flags=re.DOTALL)
    return text.replace(packed, "") + gzip.decompress(base64.b64decode(packed)).decode()


def told(*moments: str) -> Author:
    """The story with all texts taken away at these moments."""

    def at(author: Author, pause: str) -> None:
        for moment in moments:
            taken_away(moment)(author, pause)

    return Author(at).tell()


@pytest.mark.parametrize("moment", PAUSES)
def test_no_replay_shows_a_mark_at_any_step_but_the_desk_s(moment):
    session = kept(told(moment, "closed"))
    tape = tapes.of(session)

    lenses = [Lens(), *(Lens("seat", seat, since=tape.sat.get(seat, 1)) for seat in ("s1", "s2", "s3", "s6"))]
    for lens in lenses:
        watched = Watched(tape, lens, session.code)
        for at in range(1, tape.head + 1):
            assert not marks_in(watched.shown(at)), (lens, at)
    desk = Watched(tape, Lens("teach"), session.code)
    assert {"statement", "line", "main"} <= marks_in(
        [desk.shown(at) for at in range(1, tape.head + 1, 10)] + [desk.shown(tape.head)]
    )


@pytest.mark.parametrize("moment", PAUSES)
def test_no_page_and_no_file_that_looks_back_holds_a_mark(moment):
    author = told(moment, "closed")
    session, written = kept(author), marks_in(author.journal)
    head = tapes.of(session).head

    for wanted in (Wanted(), Wanted(names=True, briefs=True)):
        assert not marks_in(everything(single_file.of(session, wanted)))
        for ending in ("csv", "txt"):
            assert not marks_in(formats.FORMATS[ending].make(session, wanted).decode())
    seats = ("s1", "s2", "s3", "s4", "s5", "s6")
    for teaches in (False, True):
        assert not marks_in(outcome.page("en", session.pk, head, False, teaches, (), teaches, ""))
        assert not marks_in(minutes.page("en", session.pk, head, teaches, False, ()))
        assert not marks_in(lab.page("en", session.pk, head, True, teaches))
    for seat in seats:
        for form in outcome.FORMS:
            assert not marks_in(outcome.person("en", session.pk, head, seat, form))
        assert not marks_in(lab.one_less("en", session.pk, head, seat))
    assert not marks_in(pack.papers("en", session.pk, head, (), "x", "", True))
    assert marks_in(formats.FORMATS["json"].make(session, Wanted()).decode()) == written


def test_what_is_not_taken_away_would_be_found_there():
    session = kept(Author().tell())
    tape = tapes.of(session)

    looked = set()
    for wanted in (Wanted(),):
        looked |= marks_in(everything(single_file.of(session, wanted)))
        looked |= marks_in(formats.FORMATS["txt"].make(session, wanted).decode())
        looked |= marks_in(formats.FORMATS["csv"].make(session, wanted).decode())
    for seat in ("s2", "s3"):
        shown = [Watched(tape, Lens("seat", seat), "x").shown(at) for at in range(1, tape.head, 5)]
        looked |= marks_in(shown)

    # A call for help is on a live page only; a reason whose ruling was undone at once on none asked here.
    assert looked == set(KINDS) - {"undone", "help"}


def pupil_s(session: Session, seat: str) -> Client:
    pupil = participants.new(session.pk, f"Pupil of {seat}")
    pupil.seat = seat
    pupil.save()
    client = Client()
    value = signing.dumps([pupil.pk, pupil.key], salt=participants.SALT)
    client.cookies[participants.cookie_name(session.code)] = value
    return client


def test_nobody_gets_a_mark_by_any_address():
    session = kept(told("closed"))
    link = links.share(session.pk, str(links.usual_end()))
    assert Link.objects.filter(kind="replay").count() == 1
    pupil, stranger, head = pupil_s(session, "s2"), Client(), tapes.of(session).head
    teacher = Client()
    teacher.post(teachers.new_link())

    for at in (40, 90, 130, head - 2, head):
        scene = {"at": at, "from": 1}
        asked = [
            stranger.get(link, {"at": at}), stranger.get(f"{link}scene/", scene),
            pupil.get(f"/replay/{session.code}/", {"at": at, "as": "seat"}),
            pupil.get(f"/replay/{session.code}/scene/", {**scene, "as": "seat"}),
            pupil.get(f"/state/{session.code}.json", {"at": at}),
            stranger.get(f"/state/{session.code}.json", {"at": at}),
            teacher.get(f"/replay/{session.code}/", {"at": at}),
            teacher.get(f"/replay/{session.code}/", {"at": at, "as": "s2"}),
            teacher.get(f"/state/{session.code}.json", {"at": at, "as": "screen"}),
        ]  # fmt: skip
        for answer in asked:
            assert answer.status_code == 200
            assert not marks_in(answer.content.decode()), answer.request["PATH_INFO"]
    for path in ("outcome", "lab", "minutes", "seat", "screen"):
        answer = pupil.get(f"/{path}/{session.code}/")
        assert (answer.status_code, marks_in(answer.content.decode())) == (200, set())
    desk = [teacher.get(path.format(session.code)) for path in ("/teach/{}/", "/teach/{}/work/")]
    assert marks_in("".join(page.content.decode() for page in desk)) == set(KINDS)


def shown_to(author: Author, audience: str, seat: str = "") -> str:
    """A live page, all its parts as they would be pushed."""
    standing = Standing(code="MILBRK", assembly=author.assembly)
    return "".join(parts.page(standing, audience, seat, "en").values())


@pytest.mark.parametrize("moment", PAUSES)
def test_no_live_page_shows_what_was_taken_away(moment):
    found = set()

    def at(author: Author, pause: str) -> None:
        if pause != moment:
            return
        found.update(marks_in([shown_to(author, "seat", "s2"), shown_to(author, "seat", "s3")]))
        taken_away(moment)(author, pause)
        for audience, seat in (("screen", ""), *(("seat", id) for id in ("s1", "s2", "s3", "s6"))):
            assert not marks_in(shown_to(author, audience, seat)), (pause, seat)

    Author(at).tell()

    assert found


def test_every_personal_part_is_looked_at_again_when_a_text_is_taken_away():
    author = Author()
    author.do(c.LeaveStatement(by="s2", text="Hear me."))
    touched = Touched()

    touched.note(author.do(c.TakeAway(by=TEACHER, text="t1")))

    assert touched.targets("s5") == set(parts.ALL_PERSONAL)


def test_the_desk_has_a_press_beside_every_text():
    def at(author: Author, pause: str) -> None:
        desk = shown_to(author, "teach")
        pressed = re.findall(r'value="take_away"><input type="hidden" name="text" value="(\w+)"', desk)
        seen = {id for id, text in author.assembly.texts.items() if marks_in(text.text) & marks_in(desk)}
        assert seen <= set(pressed)
        if pause == "closed":
            # What was handed in is read, and taken away, on a page of its own.
            elsewhere = ("group", "help", "work")
            others = {text.id for text in author.assembly.texts.values() if text.kind in elsewhere}
            assert set(author.assembly.texts) - set(pressed) <= others

    Author(at).tell()


def test_what_pupils_see_has_a_press_at_the_desk_and_each_press_a_name_of_its_own():
    """Also what a motion leaves standing that has been dealt with, such as the name of its group."""
    kinds = set()

    def at(author: Author, pause: str) -> None:
        desk = shown_to(author, "teach")
        ids = re.findall(r' id="([^"]+)"', desk)
        assert sorted(ids) == sorted(set(ids))
        seen = marks_in("".join(shown_to(author, "seat", seat) for seat in ("s2", "s3", "s5")))
        for text in author.assembly.texts.values():
            if marks_in(text.text) & seen and text.kind != "help":
                assert f'name="text" value="{text.id}"' in desk, f"{text.text} at {pause}"
                kinds.add(text.kind)

    Author(at).tell()
    assert kinds >= {"statement", "motion", "line", "headline", "ruling", "group"}


def test_the_motions_of_a_group_each_have_a_press_for_its_name():
    author = Author()
    for text in ("One.", "Two."):
        author.do(c.Move(by="s2", text=text))
    for motion in ("m1", "m2"):
        author.do(c.Second(by="s3", motion=motion))
    author.do(c.GiveChair(by=TEACHER, seat="s1"))
    author.do(c.GroupMotions(by="s1", motions=("m1", "m2"), name="Both"))
    author.do(c.RuleOut(by="s1", motion="m1", reason="No."))

    desk = shown_to(author, "teach")

    assert len(set(re.findall(r'id="(m[12]-group-take-g[0-9]+)"', desk))) == 2


def test_once_the_session_is_closed_the_desk_offers_to_let_nothing_through():
    author = Author()
    author.do(c.ReadFirst(by=TEACHER, kind="statement"))
    author.do(c.LeaveStatement(by="s2", text=f"A {mark('statement')}."))
    author.do(c.CloseSession(by=TEACHER))

    desk = shown_to(author, "teach")

    assert 'id="unread-do-let_through-t1"' not in desk
    assert 'id="unread-take-t1"' in desk


def test_the_desk_lists_what_waits_and_lets_it_through_and_the_author_is_told():
    author = Author()
    for kind in READABLE:
        author.do(c.ReadFirst(by=TEACHER, kind=kind))
    author.do(c.LeaveStatement(by="s2", text=f"A {mark('statement')}."))
    author.do(c.Move(by="s2", amends="bridge", how="strike", passage="The town pays for it."))

    desk, own, other = (shown_to(author, *who) for who in (("teach",), ("seat", "s2"), ("seat", "s3")))

    for id in ("t1", "m1"):
        assert f'id="unread-do-let_through-{id}"' in desk
        assert f'id="unread-take-{id}"' in desk
        assert f'id="waits-{id}"' in own
        assert f'id="waits-{id}"' not in other
    assert (marks_in(own), marks_in(other)) == ({"statement"}, set())
    author.do(c.LetThrough(by=TEACHER, text="t1"))
    assert marks_in(shown_to(author, "seat", "s3")) == {"statement"}
    assert 'id="waits-t1"' not in shown_to(author, "seat", "s2")


def test_a_motion_that_was_voted_on_says_that_its_text_is_gone():
    author = told("closed")

    assert "The teacher has taken this text away." in shown_to(author, "seat", "s5")
    assert "taken away" in shown_to(author, "teach")


def test_a_replay_names_its_chapters_without_words_that_are_gone():
    session = kept(told("closed"))
    tape = tapes.of(session)

    def titles(audience: str) -> str:
        viewer = Onlooker(teaches=audience == "teach", owns=True)
        showing = Showing(session, viewer, {}, Watched(tape, Lens(audience), session.code), 1)
        return str([chapter.title for chapter in showing.chapters()])

    assert "carried" in marks_in(titles("teach"))
    assert marks_in(titles("screen")) == set()


def test_time_stands_still_after_the_close():
    author = Author().tell()
    lasts = tapes.Tape(author.scenario, author.journal).moments()[-1]
    author.wait(20 * 24 * 3600)

    author.do(c.TakeAway(by=TEACHER, text="t1"))

    assert tapes.Tape(author.scenario, author.journal).moments()[-1] == lasts


def test_pupils_names_are_on_the_outcome_only_when_the_teacher_asks():
    session = kept(Author().tell())
    pupil_s(session, "s2")
    teacher = Client()
    teacher.post(teachers.new_link())
    path = f"/outcome/{session.code}/"

    for query in ({}, {"person": "s2"}, {"leanings": "bridge"}, {"names": "no"}):
        page = teacher.get(path, query).content.decode()
        assert "Pupil of s2" not in page
        assert "Show pupils’ names" in page
    for query in ({"names": "yes"}, {"names": "yes", "person": "s2"}):
        page = teacher.get(path, query).content.decode()
        assert "Pupil of s2" in page
        assert "Hide pupils’ names" in page
    seating = {"only": "seating", "seats": "all"}
    assert "Pupil of s2" not in teacher.get(f"/teach/{session.code}/print/", seating).content.decode()
    asked = teacher.get(f"/teach/{session.code}/print/", {**seating, "names": "yes"}).content.decode()
    assert "Pupil of s2" in asked
    for other in ("lab", "minutes", "replay"):
        assert "Pupil of s2" not in teacher.get(f"/{other}/{session.code}/").content.decode()
    assert "Pupil of s2" not in pupil_s(session, "s3").get(path, {"names": "yes"}).content.decode()


def test_a_pupil_in_the_chair_is_not_told_what_steps_were_about_that_is_away():
    author = Author()
    author.do(c.LeaveStatement(by="s2", text=f"A {mark('statement')}."))
    author.do(c.Move(by="s2", text=f"A {mark('main')}."))
    author.do(c.Second(by="s3", motion="m1"))
    author.do(c.GiveChair(by=TEACHER, seat="s1"))
    author.do(c.HideStatement(by=TEACHER, statement="t1"))
    author.do(c.AdmitMotion(by="s1", motion="m1"))
    assert "Undo: admitting" in shown_to(author, "seat", "s1")

    author.do(c.TakeAway(by=TEACHER, text="m1"))

    assert "Undo: admitting" in shown_to(author, "seat", "s1")
    assert marks_in(shown_to(author, "seat", "s1")) == set()
    assert marks_in(shown_to(author, "teach")) == {"statement", "main"}
