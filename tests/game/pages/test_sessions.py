"""The teacher's list of past sessions, the page of records, what can be taken away, and who may do so."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from debate import commands as c
from debate.commands import DOOR, TEACHER
from game.models import Link, Participant, Session
from game.pages.afterwards.sessions import A_PAGE
from game.people import participants
from game.people.teachers import invite, new_link
from game.scenarios import versions
from tests.game.exports.test_import_session import named
from tests.support.rules.meeting import debating
from tests.support.server import files
from tests.support.server.sessions import do, session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


@pytest.fixture
def teacher():
    client = Client()
    client.post(new_link())
    return client


def watcher(found: Session) -> Client:
    """A second teacher at the desk of this session."""
    client = Client()
    client.post(invite(found.pk, may_help=True))
    return client


def closed() -> Session:
    """A session that is over, with a pupil called Ada."""
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="Hear, hear."))
    meeting.reach("debrief")
    meeting.do(c.CloseSession(by=TEACHER))
    found = files.of(meeting)
    named(found, s1="Ada")
    return found


def listed(client: Client, **query: str) -> list[str]:
    """The codes in the list, from the top."""
    page = client.get("/teach/", query).content.decode()
    return re.findall(r'<li id="session-(\w+)"', page)


def post(client: Client, found: Session, act: str, **fields: str):
    return client.post(reverse("records", args=[found.code]), {"act": act, **fields})


def test_the_list_is_searched_by_code_label_meeting_and_day(teacher):
    first, second = session("MILBRK"), session("ANDBRK")
    post(teacher, first, "label", label="10b, Tuesday")
    Session.objects.filter(pk=second.pk).update(created_at=datetime(2025, 5, 4, 12, tzinfo=UTC))

    assert listed(teacher) == ["MILBRK", "ANDBRK"]
    assert listed(teacher, q="milb") == ["MILBRK"]
    assert listed(teacher, q="tuesday 10B") == ["MILBRK"]
    assert listed(teacher, q="and-brk") == ["ANDBRK"]
    assert listed(teacher, q="\uff22\u0420\u041a") == [], "P is no R"
    assert listed(teacher, q="AND\u0412R\u041a") == ["ANDBRK"], "on a Cyrillic keyboard"
    assert listed(teacher, q="millbrook") == ["MILBRK", "ANDBRK"]
    assert listed(teacher, on="2025-05-04") == ["ANDBRK"]
    assert listed(teacher, q="tuesday", on="2025-05-04") == []
    assert listed(teacher, on="soon") == []
    assert listed(teacher, q="mil\0\u202e") == ["MILBRK", "ANDBRK"], "both play Millbrook"


def test_a_meeting_is_found_by_the_words_of_its_title(teacher):
    versions.load_all()
    teacher.post("/teach/new/", {"scenario": "democratic-conference", "pupils": "8", "minutes": "50"})
    session("MILBRK")

    [code] = listed(teacher, q="DEMOCRATIC conf")

    assert code != "MILBRK"


def test_a_long_list_has_pages_that_keep_the_search(teacher):
    kept = session("MILBRK")
    for n in range(A_PAGE + 3):
        Session.objects.create(code=f"X{n:05}", scenario=kept.scenario)

    assert len(listed(teacher, q="x0")) == A_PAGE
    assert len(listed(teacher, q="x0", page="2")) == 3
    assert "?q=x0&amp;page=2" in teacher.get("/teach/", {"q": "x0"}).content.decode()


def test_what_is_in_the_archive_is_not_in_the_list_but_can_be_found_and_taken_out(teacher):
    first, second = session("MILBRK"), session("ANDBRK")

    post(teacher, first, "archive", archived="true")

    assert listed(teacher) == [second.code]
    assert listed(teacher, archived="1") == [first.code]
    assert teacher.get(f"/teach/{first.code}/").status_code == 200
    post(teacher, first, "archive", archived="false")
    assert set(listed(teacher)) == {first.code, second.code}


def test_a_label_is_tidied_escaped_and_not_too_long(teacher):
    found = session()

    post(teacher, found, "label", label="  <b>10b</b>\n\0 Tuesday ")
    refused = post(teacher, found, "label", label="x" * 61)

    found.refresh_from_db()
    assert found.label == "<b>10b</b> Tuesday"
    assert "&lt;b&gt;10b&lt;/b&gt; Tuesday" in teacher.get("/teach/").content.decode()
    assert refused.status_code == 409
    assert "x" * 61 in refused.content.decode(), "what was typed stays"


def test_a_new_session_like_this_has_the_same_form_filled_in(teacher):
    versions.load_all()
    fields = {"scenario": "central-committee-10-october", "pupils": "13", "minutes": "90", "matching": "true"}
    scenario = versions.offered()[fields["scenario"]]
    code = teacher.post("/teach/new/", {**fields, "options": [scenario.options[0].id]}).url.split("/")[2]
    page = teacher.get(f"/teach/{code}/records/").content.decode()
    [link] = re.findall(r'href="(/teach/new/\?[^"]+)"', page)

    form = teacher.get(link.replace("&amp;", "&")).content.decode()

    asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert asked["options"] == [scenario.options[0].id]
    [pupils] = re.findall('<input[^>]* name="pupils"[^>]*>', form)
    assert 'type="number"' in pupils
    assert 'inputmode="numeric" min="4" max="1000"' in pupils
    assert 'value="13"' in pupils
    assert 'value="90"' in form
    assert asked["lessons"] == ["1"]
    for chosen in (fields["scenario"], scenario.options[0].id, "true"):
        assert re.search(rf'value="{chosen}"[^>]* checked', form), chosen


def test_a_meeting_that_is_offered_no_more_can_not_be_set_up_again(teacher):
    page = teacher.get(f"/teach/{session().code}/records/").content.decode()

    assert "A new session like this" not in page


@pytest.mark.parametrize("act", ["forget", "delete"])
def test_what_cannot_be_taken_back_is_asked_twice(teacher, act):
    found = closed()

    asked = post(teacher, found, act)

    assert 'name="sure" value="yes"' in asked.content.decode()
    assert Participant.objects.filter(session=found).exists()


def test_names_are_deleted_and_gone_from_every_page_at_once(teacher):
    found = closed()
    pages = (f"/teach/{found.code}/", f"/minutes/{found.code}/?names=1", f"/export/{found.code}.csv")
    before = ["Ada" in teacher.get(page).content.decode() for page in pages]

    answer = post(teacher, found, "forget", sure="yes")

    assert before == [True, True, True]
    assert answer.url == f"/teach/{found.code}/records/"
    assert not any("Ada" in teacher.get(page).content.decode() for page in pages)
    assert teacher.get(f"/replay/{found.code}/").status_code == 200
    assert "There are no pupils’ names here." in teacher.get(answer.url).content.decode()


def test_a_deleted_session_is_nowhere(teacher):
    found = closed()
    assert teacher.get(f"/teach/{found.code}/").status_code == 200

    answer = post(teacher, found, "delete", sure="yes")

    assert answer.url == "/teach/"
    assert listed(teacher) == []
    for page in ("teach", "screen", "outcome", "replay", "minutes", "join"):
        assert teacher.get(f"/{page}/{found.code}/").status_code == 404, page


def test_an_act_that_is_none_is_refused(teacher):
    assert post(teacher, session(), "explode").status_code == 400


def test_records_are_the_teachers_alone():
    found = closed()
    pupil, helper = Client(), watcher(found)
    assert Link.objects.get(kind="help").used_at

    for client in (Client(), pupil, helper):
        assert client.get(f"/teach/{found.code}/records/").status_code == 403
        assert post(client, found, "delete", sure="yes").status_code == 403
        assert client.get("/teach/").status_code == 403
        assert client.get("/teach/keeping/").status_code == 403
        assert client.post("/teach/keeping/", {"names": "1", "sessions": "1"}).status_code == 403
    assert Session.objects.filter(pk=found.pk).exists()
    assert Participant.objects.filter(session=found).exists()


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "txt"])
def test_files_are_for_those_at_the_desk(teacher, ending):
    found = closed()
    path = f"/export/{found.code}.{ending}?names=1"

    answers = [client.get(path).status_code for client in (Client(), watcher(found), teacher)]

    assert answers == [403, 200, 200]


def test_a_file_comes_as_a_file_with_a_name_and_is_stored_nowhere(teacher):
    found = closed()

    answer = teacher.get(f"/export/{found.code.lower()}.csv")

    day = f"{found.created_at:%Y-%m-%d}"
    name = f"order-of-the-day-{found.code}-{day}-marks.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_form_there_is_none_of_and_a_session_there_is_none_of_are_not_found(teacher):
    found = closed()

    assert teacher.get(f"/export/{found.code}.exe").status_code == 404
    assert teacher.get("/export/ZZZZZZ.json").status_code == 404


def test_the_schema_is_for_everybody():
    answer = Client().get("/export/session.schema.json")

    assert answer.headers["Content-Type"] == "application/schema+json"
    assert answer.json()["$defs"]["SessionCreated"]


def test_minutes_are_for_those_who_may_look_back_and_names_for_the_desk(teacher):
    found = closed()
    running = session()
    do(running, c.TakeSeat(by=DOOR), c.OpenSession(by=TEACHER))

    assert Client().get(f"/minutes/{running.code}/").status_code == 403
    assert teacher.get(f"/minutes/{running.code}/").status_code == 200
    open_to_all = Client().get(f"/minutes/{found.code}/")
    assert open_to_all.status_code == 200
    assert "Hear, hear." in open_to_all.content.decode()
    assert "Ada" not in open_to_all.content.decode()
    assert "Ada" not in teacher.get(f"/minutes/{found.code}/").content.decode()
    assert Client().get(f"/minutes/{found.code}/?names=1").status_code == 403
    assert "Ann Archer (Ada)" in teacher.get(f"/minutes/{found.code}/?names=1").content.decode()


def test_how_long_things_are_kept_is_set_once_and_said_to_everybody(teacher):
    refused = teacher.post("/teach/keeping/", {"names": "-3", "sessions": "365"})
    saved = teacher.post("/teach/keeping/", {"names": "30", "sessions": "365"})

    assert refused.status_code == 409
    assert "from 0 (for ever) to 3650" in refused.content.decode()
    assert saved.url == "/teach/keeping/"
    page = Client().get("/kept/").content.decode()
    assert "Pupils’ names are deleted 30 days after the session was last used." in page
    assert "The whole session is deleted 365 days after it was last used." in page


def test_every_page_leads_to_what_is_kept_but_the_wall():
    found = session()
    pupil = Client()
    pupil.post(f"/join/{found.code}/", {"name": "Ada"})
    pages = {
        path: Client().get(path).content.decode() for path in ("/", "/scenarios/", f"/join/{found.code}/")
    }

    pages["seat"] = pupil.get(f"/seat/{found.code}/").content.decode()
    assert all('href="/kept/"' in page for page in pages.values())
    assert 'href="/kept/"' not in Client().get(f"/screen/{found.code}/").content.decode()


def test_a_key_to_a_seat_opens_nothing_after_the_names_are_deleted(teacher):
    found = session()
    pupil = Client()
    pupil.post(f"/join/{found.code}/", {"name": "Ada"})
    cookie = pupil.cookies[participants.cookie_name(found.code)].value
    assert pupil.get(f"/seat/{found.code}/").status_code == 200

    post(teacher, found, "forget", sure="yes")

    assert participants.of_cookie(found.pk, cookie) is None
    assert "Ada" not in pupil.get(f"/seat/{found.code}/", follow=True).content.decode()
