"""Who is let in: pages of other sites, forged and foreign cookies, sockets without a business here."""

from urllib.parse import quote

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from game.people.participants import cookie_name
from tests.live.classroom import closing_code, is_plain, refused
from tests.server import Person

EVIL = "http://evil.example"


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1:1", "http://127.0.0.1"])
def test_a_socket_from_another_site_is_not_opened(meeting, origin):
    [pupil] = meeting.pupils(1)

    with pytest.raises(InvalidStatus) as refusal:
        pupil.browser.socket(meeting.code, origin=origin)

    assert refusal.value.response.status_code == 403


def test_a_program_without_an_origin_may_open_a_socket(meeting):
    [pupil] = meeting.pupils(1)

    line = pupil.browser.socket(meeting.code, origin=None)

    assert "html" in line.receive()
    line.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "own"},
    ],
    ids=str,
)
def test_a_post_from_another_site_is_refused_in_a_sentence_and_does_nothing(meeting, headers):
    pupil, other = meeting.voting()
    if headers.get("Origin") == "own":
        headers = headers | {"Origin": meeting.server.url}
    before = meeting.store.journal(meeting.code)
    fields = {"act": "cast_vote", "ballot": "b1", "choice": "for"}

    answers = [
        pupil.browser.post(f"/act/{meeting.code}/", fields, headers=headers),
        Person(meeting.server).post(f"/join/{meeting.code}/", {"name": "Zoe"}, headers=headers),
        meeting.teacher.post("/teach/new/", {"scenario": "x"}, headers=headers),
        meeting.teacher.post(f"/act/{meeting.code}/", {"act": "close_session"}, headers=headers),
    ]

    for answer in answers:
        assert answer.status == 403
        assert "This was sent from another site. Open the page on this server and try again." in answer.text
    assert meeting.store.journal(meeting.code) == before
    assert other.vote("for")["ok"]


def test_posts_of_our_own_pages_pass(meeting):
    pupil, _ = meeting.voting()
    fields = {"act": "cast_vote", "ballot": "b1", "choice": "for"}

    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": meeting.server.url}, {}):
        answer = pupil.browser.post(f"/act/{meeting.code}/", fields, headers=headers)
        assert answer.status == 200


def cookies_of_others(meeting, elsewhere):
    """Cookies that open nothing here: name of the forgery to its value."""
    [pupil], [foreign] = meeting.pupils(1), elsewhere.pupils(1)
    [own] = [c.value for c in pupil.browser.cookies if c.name == cookie_name(meeting.code)]
    [theirs] = [c.value for c in foreign.browser.cookies if c.name == cookie_name(elsewhere.code)]
    return {
        "foreign": theirs,
        "cut short": own[:-3],
        "cut at the front": own[3:],
        "signature of another": own.rsplit(":", 1)[0] + ":" + theirs.rsplit(":", 1)[1],
        "content of another": theirs.split(":", 1)[0] + ":" + own.split(":", 1)[1],
        "unsigned": "WzEsImtleSJd",
        "empty": "",
        "a seat's name": "s1",
        "long": "x" * 5000,
        "odd": "{a}:b:c",
    }


def test_a_forged_foreign_or_truncated_cookie_opens_no_seat(begin):
    meeting, elsewhere = begin(), begin()
    forgeries = cookies_of_others(meeting, elsewhere)
    before = meeting.store.journal(meeting.code)

    for name, value in forgeries.items():
        cookie = {"Cookie": f"{cookie_name(meeting.code)}={value}"}
        stranger = Person(meeting.server)
        act = {"act": "leave_statement", "text": "Me too."}
        answer = stranger.post(f"/act/{meeting.code}/", act, headers=cookie | {"Accept": "application/json"})
        assert answer.status == 403, name
        refused(answer, "no_seat")
        assert stranger.get(f"/state/{meeting.code}.json", headers=cookie).json["audience"] == "screen", name
        page = stranger.get(f"/seat/{meeting.code}/", headers=cookie)
        assert page.url.endswith(f"/join/{meeting.code}/"), name
        assert opened_with(meeting, cookie["Cookie"]) == 4401, name

    assert meeting.store.journal(meeting.code) == before


def opened_with(meeting, cookie):
    """The code with which a seat's socket that brings this cookie is closed."""
    person = Person(meeting.server)
    person.cookie_header = lambda: cookie
    return closing_code(person.socket(meeting.code))


def test_another_program_s_odd_cookie_does_not_cost_the_seat(meeting):
    """Cookies know no ports: whatever else runs on this machine sends its own along."""
    [pupil] = meeting.pupils(1)
    own = pupil.browser.cookie_header()
    person = Person(meeting.server)
    person.cookie_header = lambda: f'prefs={{"dark": true}}; a[b]=c; {own}'

    page = person.get(f"/state/{meeting.code}.json", headers={"Cookie": person.cookie_header()})
    line = person.socket(meeting.code)

    assert page.json["audience"] == "seat"
    assert "html" in line.receive()
    line.close()


def test_a_stranger_s_socket_is_closed_with_a_code_that_says_why(meeting):
    meeting.pupils(1)
    stranger = Person(meeting.server)

    codes = {
        "seat": closing_code(stranger.socket(meeting.code)),
        "teach": closing_code(stranger.socket(meeting.code, "teach")),
        "nowhere": closing_code(stranger.socket("ZZZZZZ", "screen")),
        "unknown": closing_code(stranger.socket(meeting.code, "spy")),
    }

    assert codes == {"seat": 4401, "teach": 4403, "nowhere": 4404, "unknown": 4403}


def test_a_null_byte_in_the_code_of_a_socket_is_no_session(meeting):
    assert closing_code(Person(meeting.server).socket("A%00B", "screen")) == 4404


def test_a_pupil_cannot_open_the_desk(meeting):
    [pupil] = meeting.pupils(1)

    assert closing_code(pupil.browser.socket(meeting.code, "teach")) == 4403
    assert pupil.browser.get(f"/teach/{meeting.code}/").status == 403
    assert pupil.browser.get("/teach/").status == 403
    assert pupil.browser.post("/teach/new/", {"scenario": "x"}).status == 403
    for query in ("?as=teach", "?as=spy"):
        answer = pupil.browser.get(f"/state/{meeting.code}.json{query}")
        assert answer.status == 403
        refused(answer, "not_yours")


def test_before_the_close_nobody_but_the_teacher_looks_back(meeting):
    [pupil] = meeting.pupils(1)
    stranger = Person(meeting.server)

    for person in (pupil.browser, stranger):
        for path in (f"/outcome/{meeting.code}/", f"/replay/{meeting.code}/?at=1"):
            assert person.get(path).status == 403
        assert person.get(f"/state/{meeting.code}.json?at=1").status == 403
    assert meeting.teacher.get(f"/replay/{meeting.code}/").status == 200
    meeting.teach("close_session")
    assert stranger.get(f"/outcome/{meeting.code}/").status == 200
    assert stranger.get(f"/replay/{meeting.code}/").status == 200


@pytest.mark.parametrize("at", ["0", "-5", "99999999999999999999", "x", "", "1.5", "٣"])
def test_a_replay_of_nowhere_shows_the_nearest_entry(meeting, at):
    answer = meeting.teacher.get(f"/replay/{meeting.code}/?at={quote(at)}")
    state = meeting.teacher.get(f"/state/{meeting.code}.json?at={quote(at)}")

    assert (answer.status, state.status) == (200, 200)
    assert 1 <= state.json["seq"] <= meeting.seq()


def test_a_teacher_s_link_works_once(server):
    link = server.manage("teacher_link").stdout.split()[-1].split("/", 3)[3]
    first, second = Person(server), Person(server)

    assert first.post(f"/{link}", {}).url.endswith("/teach/")
    again = second.post(f"/{link}", {})

    assert again.status == 403
    assert "This link has been used already." in again.text
    assert second.get("/teach/").status == 403


def test_what_a_page_of_refusal_says_is_plain(meeting):
    stranger = Person(meeting.server)

    for answer in (stranger.get("/nowhere/"), stranger.get("/seat/ZZZZZZ/"), stranger.get("/enter/x/")):
        is_plain(answer.text.split('role="alert">', 1)[1].split("<", 1)[0])


def test_a_closed_socket_is_the_only_thing_a_stranger_gets(meeting):
    line = Person(meeting.server).socket(meeting.code)

    with pytest.raises(ConnectionClosed):
        line.receive(5)
