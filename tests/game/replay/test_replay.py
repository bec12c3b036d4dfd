"""Looking back: who sees what through which address, links that end, what the single file holds."""

import base64
import datetime
import gzip
import json
import re

import pytest
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from bench.fold import conference
from bench.support.lively_lesson import lesson
from debate import commands as c
from debate.commands import DOOR, TEACHER
from debate.evolve import fold
from debate.prover.playout import play
from debate.refusal import Refusal
from game.models import Link, Participant, Session
from game.people import participants, teachers
from game.replay import links, single_file, tapes
from game.replay.single_file import Wanted
from game.scenarios import versions
from game.sessions import journal
from game.sessions.journal import BatchToWrite, Caused
from tests.debate.shown.test_bargains import credited
from tests.support.rules import mini
from tests.support.rules.meeting import debating

pytestmark = pytest.mark.django_db(transaction=True)  # pages read in a thread of their own

MOST_BYTES = 2_000_000


@pytest.fixture(autouse=True)
def _new_numbers():
    """Tests give the same numbers to other scenarios, which a server never does."""
    versions.version.cache_clear()
    tapes.of_house.cache_clear()


def kept(scenario, events, code="MILBRK"):
    """A session in the database with this journal."""
    found = journal.found(code, versions.keep(scenario), events[:1])
    status = fold(scenario, events).status
    journal.append(found.pk, 1, BatchToWrite([Caused(events[1:])], status))
    return Session.objects.get(pk=found.pk)


def seated(session, name, seat):
    pupil = participants.new(session.pk, name)
    pupil.seat = seat
    pupil.save()
    return pupil


def browser(session=None, pupil=None, teacher=False):
    """Somebody's browser: a pupil's with the cookie of their seat, a teacher's, or a stranger's."""
    client = Client()
    if teacher:
        client.post(teachers.new_link())
    if pupil:
        value = signing.dumps([pupil.pk, pupil.key], salt=participants.SALT)
        client.cookies[participants.cookie_name(session.code)] = value
    return client


@pytest.fixture
def played():
    """The miniature, played to its end by four pupils."""
    return kept(mini.scenario(), play(mini.scenario(), pupils=4, voter=lambda s, q: "for").events)


@pytest.fixture
def running():
    """The miniature in its first debate; s1 has changed hands."""
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="Left by the first."))
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=2))
    meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))
    meeting.do(c.TakeSeat(by=DOOR, seat="s1"))
    return meeting


def closed(meeting):
    meeting.do(c.CloseSession(by=TEACHER))
    return kept(meeting.assembly.scenario, meeting.journal)


def scene(client, session, **asked):
    return client.get(f"/replay/{session.code}/scene/", {"at": 5, "from": 1, **asked})


def test_until_the_close_only_teachers_look_back(running):
    session = kept(running.assembly.scenario, running.journal)
    pupil = browser(session, seated(session, "Ada", "s2"))

    for client, status in ((Client(), 403), (pupil, 403), (browser(teacher=True), 200)):
        assert client.get(f"/replay/{session.code}/").status_code == status
        assert scene(client, session).status_code == status


def test_the_class_looks_back_from_where_it_compares_itself_with_history():
    meeting = debating()
    meeting.reach("debrief")
    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    before = kept(meeting.assembly.scenario, meeting.journal)
    assert browser(before, seated(before, "Ada", "s1")).get(f"/replay/{before.code}/").status_code == 403
    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))

    session = kept(meeting.assembly.scenario, meeting.journal, code="MILBR2")

    pupil = browser(session, seated(session, "Ada", "s1"))
    assert pupil.get(f"/replay/{session.code}/").status_code == 200
    assert pupil.get(f"/outcome/{session.code}/").status_code == 200


def test_the_class_has_the_hall_and_its_own_seats_the_teacher_everything(played):
    pupil = browser(played, seated(played, "Ada", "s1"))
    allowed = {
        Client(): {"screen"},
        pupil: {"screen", "seat", "s1"},
        browser(teacher=True): {"screen", "teach", "s1", "s2"},
    }

    for client, views in allowed.items():
        for wanted in ("screen", "seat", "teach", "s1", "s2", "s999"):
            status = 200 if wanted in views else 403
            assert scene(client, played, **{"as": wanted}).status_code == status, wanted


def test_who_sat_down_later_does_not_see_what_the_one_before_them_did(running):
    session = closed(running)
    client = browser(session, seated(session, "Later", "s1"))
    tape = tapes.of(session)
    sat = tape.sat["s1"]

    before = client.get(f"/replay/{session.code}/?as=seat&at={sat - 1}").content.decode()
    after = client.get(f"/replay/{session.code}/?as=seat&at={sat}").content.decode()
    state = client.get(f"/state/{session.code}.json?at={sat - 1}").json()

    assert "You were not in this seat yet" in before
    assert '<section id="my-seat"><p class="notice info">' in before
    assert "&lt;section" not in before
    assert 'aria-pressed="true"' not in before.partition("<main")[2].partition('id="jumps"')[0].replace(
        'id="play" aria-pressed="false"', ""
    )
    assert "You were not in this seat yet" not in after
    assert state["audience"] == "screen"
    assert "me" not in state


def test_names_are_shown_to_the_teacher_alone_and_only_on_request(played):
    seated(played, "Adelheid", "s1")
    teacher, path = browser(teacher=True), f"/replay/{played.code}/"

    assert "Adelheid" in teacher.get(f"{path}?names=yes").content.decode()
    assert "Adelheid" in teacher.get(f"{path}?names=yes&as=teach").content.decode()
    for client, query in ((teacher, ""), (teacher, "?as=teach"), (Client(), "?names=yes")):
        assert "Adelheid" not in client.get(path + query).content.decode()


def test_codes_that_open_a_seat_are_in_no_replay(played):
    pupil = seated(played, "Adelheid", "s1")
    Participant.objects.filter(pk=pupil.pk).update(share_code="SHARE234")
    teacher = browser(teacher=True)

    for view in ("screen", "teach", "s1"):
        page = teacher.get(f"/replay/{played.code}/?names=yes&as={view}&at=20").content.decode()
        for secret in (pupil.resume_code, "SHARE234", pupil.key):
            assert secret not in page


def test_a_card_for_some_is_no_chapter_for_others():
    meeting = debating()
    card = meeting.assembly.scenario.cards[0]
    meeting.do(c.ReleaseCard(by=TEACHER, card=card.id, to=("s1",)))
    session = closed(meeting)
    title = escape(card.title)

    seen = {
        "reader": browser(session, seated(session, "Ada", "s1")),
        "other": browser(session, seated(session, "Ben", "s2")),
    }

    page = f"/replay/{session.code}/?as=seat"
    assert title in seen["reader"].get(page).content.decode()
    assert title not in seen["other"].get(page).content.decode()
    assert title not in seen["reader"].get(f"/replay/{session.code}/").content.decode()
    assert title in browser(teacher=True).get(f"/replay/{session.code}/?as=teach").content.decode()


def test_a_running_session_s_tape_grows_and_a_closed_one_s_is_read_once(running, django_assert_num_queries):
    session = kept(running.assembly.scenario, running.journal)
    first = tapes.of(session)
    before = first.head

    running.do(c.RequestFloor(by="s2"))
    journal.append(session.pk, before, BatchToWrite([Caused(running.journal[before:])], "open"))
    session.refresh_from_db()

    assert tapes.of(session) is first
    assert (first.head, first.end) == (before + 1, running.assembly)
    with django_assert_num_queries(0):
        tapes.of(session)


def test_tapes_that_nobody_looks_at_are_let_go(monkeypatch):
    monkeypatch.setattr(tapes, "MOST_ENTRIES", 50)
    events = play(mini.scenario()).events
    one, two = (kept(mini.scenario(), events, code) for code in ("MILBRK", "ABCDEF"))
    first = tapes.of(one)

    tapes.of(two)

    assert len(events) * 2 > 50
    assert tapes.of(one) is not first
    assert tapes.of(one).end == first.end


def test_only_sessions_of_one_meeting_are_laid_side_by_side_and_only_by_the_teacher(played):
    events = play(mini.scenario(), pupils=5, voter=lambda s, q: "against").events
    other = kept(mini.scenario(), events, "ABCDEF")
    strange = kept(conference(), play(conference()).events, "GHJKMN")
    teacher, pupil = browser(teacher=True), browser(played, seated(played, "Ada", "s1"))

    assert scene(teacher, played, beside=other.code).status_code == 200
    assert scene(teacher, played, beside="house").status_code == 200
    assert scene(pupil, played, beside="house").status_code == 200
    assert scene(pupil, played, beside=other.code).status_code == 403
    assert scene(teacher, played, beside=strange.code).json()["refusal"] == "not_the_same_meeting"
    assert scene(teacher, played, beside="XXXXXX").status_code == 404


def test_a_seek_answers_with_the_parts_that_differ_and_nothing_else(played):
    page = Client().get(f"/replay/{played.code}/").content
    head = played.head

    for at in range(2, head + 1):
        answer = scene(Client(), played, at=at, **{"from": at - 1}).json()
        assert answer["at"] == at
        assert len(answer["html"]) < len(page) / 2
    assert scene(Client(), played, at=7, **{"from": 7}).json()["html"] == ""


@pytest.mark.parametrize("typed", ["0", "-3", "x", "99999999999", ""])
def test_a_place_that_is_none_leads_to_one_that_is(played, typed):
    for query in ({"at": typed}, {"moment": typed, "scale": "time"}):
        page = Client().get(f"/replay/{played.code}/", query).content.decode()
        step = int(re.search(r"Step (\d+) of", page)[1])
        assert 1 <= step <= played.head


# --- links ------------------------------------------------------------------------------------------


def in_days(days):
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def test_a_link_works_to_the_end_of_its_day_and_not_a_second_longer(played):
    path = links.share(played.pk, in_days(1))
    [row] = Link.objects.filter(kind="replay")

    assert Client().get(path).status_code == 200
    assert timezone.localtime(row.ends_at).date() == timezone.localdate() + datetime.timedelta(days=2)
    Link.objects.filter(kind="replay").update(ends_at=timezone.now())
    for address in (path, f"{path}scene/"):
        answer = Client().get(address)
        assert answer.status_code == 410
    assert "This link has run out." in Client().get(path).content.decode()
    assert links.listed(played.pk) == []


def test_a_link_that_was_taken_back_says_so(played):
    path = links.share(played.pk, in_days(3))
    [row] = links.listed(played.pk)

    browser(teacher=True).post(f"/replay/{played.code}/links/", {"withdraw": row.pk})

    assert Client().get(path).status_code == 410
    assert "This link has been taken back." in Client().get(path).content.decode()
    links.withdraw(played.pk, str(row.pk))
    with pytest.raises(Refusal, match="no_such_link"):
        links.withdraw(played.pk, str(row.pk + 1))


def test_a_link_nobody_made_leads_nowhere_and_one_made_early_says_come_back(running):
    session = kept(running.assembly.scenario, running.journal)
    early = links.share(session.pk, in_days(3))

    assert Client().get("/shared/nonsense/").status_code == 404
    assert "not over yet" in Client().get(early).content.decode()
    assert Client().get(early).status_code == 403


@pytest.mark.parametrize("until", ["", "soon", "2020-01-01", "9999-12-31", 0, 367])
def test_a_link_needs_an_end_that_can_be(played, until):
    day = in_days(until) if isinstance(until, int) else until  # not when the tests were gathered, a day ago
    with pytest.raises(Refusal, match="share_until"):
        links.share(played.pk, day)

    assert not Link.objects.filter(kind="replay").exists()


def test_only_the_teacher_makes_links_and_takes_them_back(played):
    pupil = browser(played, seated(played, "Ada", "s1"))
    path = f"/replay/{played.code}/links/"

    for client in (Client(), pupil):
        assert client.post(path, {"until": in_days(3)}).status_code == 403
        assert client.get(f"/export/{played.code}.html").status_code == 403
    helper = Client()
    helper.post(teachers.invite(played.pk, may_help=True))
    assert helper.get(f"/replay/{played.code}/?as=teach").status_code == 200
    assert helper.post(path, {"until": in_days(3)}).status_code == 403
    assert scene(helper, played, beside="ABCDEF").status_code == 403
    assert browser(teacher=True).post(path, {"until": in_days(3)}).status_code == 200
    assert Link.objects.filter(kind="replay").count() == 1


def test_a_link_shows_the_hall_alone_whatever_its_address_asks_for(played):
    seated(played, "Adelheid", "s1")
    path = links.share(played.pk, in_days(3))

    plain = Client().get(path).content.decode()
    for query in ("?as=teach", "?as=s1", "?names=yes", "?beside=house"):
        asked = browser(teacher=True).get(path + query).content.decode()
        assert asked == plain
    assert played.code not in plain
    assert "Adelheid" not in plain


# --- the file ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def usual():
    """The journal of a lesson of 50 minutes with 30 pupils."""
    return lesson(conference())


def everything(text):
    """All that is in a file, the packed steps too."""
    [packed] = re.findall(r'<template id="frames">(.*?)</template>', text, flags=re.DOTALL)
    return text.replace(packed, "") + gzip.decompress(base64.b64decode(packed)).decode()


def private_texts(role):
    return {role.private_aim, role.red_line, role.moved_by, *(known.text for known in role.knows)} - {""}


def mentions(text, phrase):
    return phrase in text or escape(phrase) in text


def test_a_lesson_of_fifty_minutes_and_thirty_pupils_fits_into_the_file(usual):
    session = kept(conference(), usual.events)

    text = single_file.of(session, Wanted())

    lasts = (usual.events[-1].at - usual.events[0].at) / 60_000
    assert (len(usual.events) > 900, 45 < lasts < 55) == (True, True)
    assert len(text.encode()) < MOST_BYTES / 4
    with_all = single_file.of(session, Wanted(names=True, briefs=True))
    assert len(with_all.encode()) < MOST_BYTES


def test_private_parts_and_names_are_in_the_file_only_when_asked_for(usual):
    session = kept(conference(), usual.events)
    seated(session, "Adelheid", "s1")
    end, scenario = usual.assembly, conference()
    mine = end.role_of("s1")

    plain = everything(single_file.of(session, Wanted()))
    with_names = everything(single_file.of(session, Wanted(names=True)))
    with_briefs = everything(single_file.of(session, Wanted(briefs=True)))

    for role in scenario.roles:
        assert not [text for text in private_texts(role) if mentions(plain + with_names, text)], role.id
    assert all(mentions(with_briefs, text) for text in private_texts(mine))
    assert "Adelheid" in with_names
    assert "Adelheid" not in plain + with_briefs


def test_the_file_tells_nothing_of_groups_leanings_or_what_was_hidden():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="This was hidden at once."))
    meeting.do(c.LeaveStatement(by="s2", text="This stands."))
    meeting.do(c.HideStatement(by=TEACHER, statement="t1"))
    meeting.do(c.CallHelp(by="s2", text="I am lost here."))
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=2))
    session = closed(meeting)

    steps = json.loads(everything(single_file.of(session, Wanted())).rpartition("</html>")[2])

    assert "I am lost here." not in json.dumps(steps)
    assert {"my-leaning", "my-caucus", "my-person"}.isdisjoint(steps["shows"])
    assert "This stands." in json.dumps(steps)
    assert "This was hidden at once." not in json.dumps(steps), "it is in it at no step"


def test_votes_cast_in_secret_can_be_read_from_no_file():
    files = []
    for one, other in (("for", "against"), ("against", "for")):
        meeting = debating()
        meeting.do(c.PutQuestion(by=TEACHER, method="secret"))
        meeting.vote("s1", one)
        meeting.vote("s2", other)
        meeting.do(c.CloseBallot(by=TEACHER, slips={"for": 1, "against": 1}))
        meeting.do(c.Announce(by=TEACHER))
        meeting.do(c.CloseSession(by=TEACHER))
        session = kept(meeting.assembly.scenario, meeting.journal, "MILBRK" if not files else "ABCDEF")
        files.append(single_file.of(session, Wanted(briefs=True)).replace(session.code, "CODE42"))

    assert everything(files[0]) == everything(files[1])


def test_while_the_meeting_goes_on_the_file_does_not_tell_how_it_ended_in_1917(running):
    session = kept(running.assembly.scenario, running.journal)

    text = everything(single_file.of(session, Wanted()))

    assert "What came of it" not in text
    assert not [row.text for row in running.assembly.scenario.followed if mentions(text, row.text)]


def test_the_button_s_file_is_the_command_s(played, tmp_path):
    path = tmp_path / "kept.html"
    call_command("export", played.code.lower(), "--format", "html", "--output", str(path))

    given = browser(teacher=True).get(f"/export/{played.code}.html").content.decode()

    assert path.read_text(encoding="utf-8") == given
    assert "<script src" not in given
    assert 'http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;' in given


def test_the_file_tells_of_bargains_only_from_the_end_of_the_meeting_on():
    meeting = credited()
    meeting.reach("debrief")
    ended = len(meeting.journal)
    session = closed(meeting)

    content = everything(single_file.of(session, Wanted())).rpartition("</html>")[2]
    shows = json.loads(content)["shows"]["persuasion"]

    assert "abstain on “Bridge”" in content
    assert len(shows) == 2
    assert shows[1][0] <= ended
