"""Who sits where beside the journal: names, shared seats, pupils taken out, the grace, second teachers."""

import re
import time

from debate.events import NameTakenAway, QuestionPut, SeatReturned, SeatTaken, TimeGiven, VoteCast
from game.people.participants import LONGEST_NAME
from tests.live.classroom import QUESTION, closing_code, eventually, part, refused, shown
from tests.server import Person

JSON = {"Accept": "application/json"}


def manage(meeting, act, by=None, **fields):
    """A form about people, sent by the teacher or somebody else: the answer as JSON."""
    sender = by or meeting.teacher
    return sender.post(f"/teach/{meeting.code}/people/", {"act": act, **fields}, headers=JSON).json


def done(meeting, act, **fields):
    answer = manage(meeting, act, **fields)
    assert answer["ok"], answer
    return answer


def names(meeting):
    return {row["id"]: row["pupil"] for row in meeting.state()["seats"] if row["held_by"] == "pupil"}


def held(meeting, pupil):
    return next(row["held_by"] for row in meeting.state()["seats"] if row["id"] == pupil.seat)


def share_code(meeting, pupil):
    done(meeting, "share", seat=pupil.seat)
    [(code,)] = meeting.store.rows("SELECT share_code FROM game_participant WHERE name = ? AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)", pupil.name, meeting.code)  # fmt: skip
    return code


def beside(meeting, pupil, name="Ben"):
    """Somebody who has joined this pupil's seat from a browser of their own."""
    person = Person(meeting.server)
    page = person.post(f"/join/{meeting.code}/", {"name": name, "share": share_code(meeting, pupil)})
    assert "/seat/" in page.url, page.text
    return person


def second_teacher(meeting, may_help):
    """A second teacher who has come by a fresh link."""
    link = done(meeting, "invite", may_help=may_help)["link"]
    person = Person(meeting.server)
    path = "/help/" + link.split("/help/")[1]
    page = person.post(path, {})
    assert page.url.endswith(f"/teach/{meeting.code}/"), page.text
    return person, path


# --- Names ---------------------------------------------------------------------------------------------


def test_a_new_name_is_at_the_desk_at_once_and_not_in_the_journal(meeting):
    [ada] = meeting.pupils(1)
    desk, before = meeting.desk(), meeting.seq()

    done(meeting, "rename", seat=ada.seat, name="Adelheid")

    # Her line alone: the list stays as it is.
    assert "Adelheid" in part(shown(desk, "Adelheid"), f"person-{ada.seat}")
    assert names(meeting) == {ada.seat: "Adelheid"}
    assert meeting.seq() == before


def test_a_name_that_somebody_has_is_refused_and_one_s_own_is_not(meeting):
    ada, ben = meeting.pupils(2)

    refused(manage(meeting, "rename", seat=ada.seat, name="ben"), "name_taken")
    refused(manage(meeting, "rename", seat=ada.seat, name=" "), "name_empty")
    refused(manage(meeting, "rename", seat="s99", name="Zoe"), "seat_not_taken")
    done(meeting, "rename", seat=ada.seat, name="ADA")

    assert names(meeting) == {ada.seat: "ADA", ben.seat: "Ben"}


def test_whoever_comes_back_to_find_their_name_taken_gets_a_number_to_it(meeting):
    _, ben = meeting.pupils(2)
    beside_ben, long = beside(meeting, ben, name="x" * LONGEST_NAME), "x" * (LONGEST_NAME - 2)
    other = meeting.server.pupil(meeting.code, "Ben 2")
    other.get(f"/seat/{meeting.code}/")
    meeting.teach("open_session")
    for seat in ("s1", ben.seat):
        meeting.teach("free_seat", seat=seat)
    meeting.server.pupil(meeting.code, "bEN").get(f"/seat/{meeting.code}/")
    assert set(names(meeting).values()) == {"bEN", "Ben 2"}
    assert ben.seat not in names(meeting)

    page = ben.browser.get(f"/seat/{meeting.code}/")

    assert "<bdi>Ben 3</bdi>" in page.text
    assert names(meeting)[ben.seat] == f"Ben 3 and {long}xx"
    meeting.teach("free_seat", seat=ben.seat)
    done(meeting, "rename", seat=other.state(meeting.code)["me"]["seat"], name="X" * LONGEST_NAME)
    page = beside_ben.get(f"/seat/{meeting.code}/")
    assert f"<bdi>{long} 2</bdi>" in page.text
    assert names(meeting)[ben.seat] == f"Ben 3 and {long} 2"


def test_whoever_comes_back_to_their_own_name_keeps_it(meeting):
    _, ada = meeting.pupils(2)
    name = names(meeting)[ada.seat]
    meeting.teach("open_session")
    meeting.teach("free_seat", seat=ada.seat)

    ada.browser.get(f"/seat/{meeting.code}/")

    assert names(meeting)[ada.seat] == name


def test_without_javascript_the_desk_comes_back_with_the_reason(meeting):
    ada, _ = meeting.pupils(2)

    page = meeting.teacher.post(
        f"/teach/{meeting.code}/people/", {"act": "rename", "seat": ada.seat, "name": "Ben"}
    )

    assert page.status == 409
    assert 'id="people"' in page.text
    assert "Somebody here is already called Ben." in page.text


def test_pupils_and_strangers_may_do_nothing_about_people(meeting):
    [ada] = meeting.pupils(1)

    for person in (ada.browser, Person(meeting.server)):
        for act in ("rename", "ban", "share", "unban", "add_pupil", "invite", "dismiss"):
            refused(manage(meeting, act, by=person, seat=ada.seat, name="Zoe"), "not_yours")
    refused(manage(meeting, "dance"), "malformed")

    assert names(meeting) == {ada.seat: "Ada"}


# --- Taken out -----------------------------------------------------------------------------------------


def test_whoever_is_taken_out_is_out_at_every_door_until_they_are_let_back(meeting):
    ada, ben = meeting.pupils(2)
    line = ada.socket()
    seat = ada.browser.get(f"/seat/{meeting.code}/").text
    code = re.search(r'resume-code">([A-Z0-9]{4}-[A-Z0-9]{4})<', seat)[1]  # a key in a form may look like one

    done(meeting, "ban", seat=ada.seat)

    assert closing_code(line) == 4423
    assert held(meeting, ada) == "house"
    assert closing_code(ada.browser.socket(meeting.code)) == 4423
    doors = {
        "seat": ada.browser.get(f"/seat/{meeting.code}/"),
        "join": ada.browser.post(f"/join/{meeting.code}/", {"name": "Zoe"}),
        "resume": Person(meeting.server).post("/resume/", {"code": code}),
        "hand on": ada.browser.post(f"/seat/{meeting.code}/hand-on/", {}),
        "join once more": ada.browser.post(f"/join/{meeting.code}/", {"name": ada.name}),
    }
    for page in doors.values():
        assert page.status == 403
        assert "Your teacher has taken you out of this session." in page.text
    refused(ada.act("leave_statement", text="Still here."), "banned")
    assert names(meeting) == {ben.seat: "Ben"}
    [(who,)] = meeting.store.rows("SELECT id FROM game_participant WHERE banned AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)", meeting.code)  # fmt: skip

    done(meeting, "unban", who=who)

    assert ada.browser.get(f"/seat/{meeting.code}/").status == 200
    assert held(meeting, ada) == "pupil"
    done(meeting, "unban", who=who)
    refused(manage(meeting, "unban", who="0"), "no_such_pupil")


def test_a_share_code_does_not_outlive_a_pupil_who_was_taken_out(meeting):
    [ada] = meeting.pupils(1)
    code = share_code(meeting, ada)
    done(meeting, "ban", seat=ada.seat)

    page = Person(meeting.server).post(f"/join/{meeting.code}/", {"name": "Ben", "share": code})

    assert page.status == 409
    assert "No seat can be shared with this code." in page.text


# --- Two in one seat -----------------------------------------------------------------------------------


def test_two_share_a_seat_and_neither_costs_the_other_the_socket(meeting):
    [ada] = meeting.pupils(1)
    first = ada.socket()
    ben = beside(meeting, ada)

    second = meeting.line(ben)

    assert names(meeting) == {ada.seat: "Ada and Ben"}
    assert ben.state(meeting.code)["me"]["role"] == ada.state()["me"]["role"]
    assert len(meeting.store.events(meeting.code, SeatTaken)) == 1
    for line in (first, second):
        line.send({"here": True})
        assert eventually(lambda line=line: line.receive().keys() == {"at"})
    newer = meeting.line(ben)
    assert closing_code(second) == 4409, "a newer tab of the same pupil still wins"
    newer.send({"here": True})


def test_either_of_two_may_vote_and_the_last_word_counts(meeting):
    [ada] = meeting.voting(1)
    ben = beside(meeting, ada)
    first, second = ada.socket(), meeting.line(ben)

    # The same id on both: two browsers choose theirs without knowing of each other.
    one = first.act("k-1", "cast_vote", ballot="b1", choice="for")
    two = second.act("k-1", "cast_vote", ballot="b1", choice="against")

    assert one["ok"]
    assert two["ok"]
    assert two["seq"] > one["seq"]
    votes = meeting.store.events(meeting.code, VoteCast)
    assert [(vote.seat, vote.choice) for vote in votes] == [(ada.seat, "for"), (ada.seat, "against")]
    assert shown(first, "Your vote is saved", "Against")
    assert meeting.state()["ballot"]["tally"]["for"] == 0
    by_post = ben.act(meeting.code, "cast_vote", ballot="b1", choice="against", id="k-1").json
    assert by_post["seq"] == two["seq"], "the second's own repetition is harmless"


def test_a_share_code_works_once_and_for_two_at_most(meeting):
    [ada] = meeting.pupils(1)
    code = share_code(meeting, ada)
    assert (
        "/seat/"
        in Person(meeting.server)
        .post(f"/join/{meeting.code}/", {"name": "Ben", "share": f" {code[:4]}-{code[4:]} ".lower()})
        .url
    )

    third = Person(meeting.server).post(f"/join/{meeting.code}/", {"name": "Cem", "share": code})

    assert third.status == 409
    assert "Cem" in third.text, "what was typed is still in the form"
    refused(manage(meeting, "share", seat=ada.seat), "seat_shared")
    assert names(meeting) == {ada.seat: "Ada and Ben"}


def test_the_first_one_s_page_shows_the_share_code_while_it_waits(meeting):
    [ada] = meeting.pupils(1)
    line = ada.socket()

    code = share_code(meeting, ada)

    assert f"{code[:4]}-{code[4:]}" in part(shown(line, 'id="my-seat"'), "my-seat")
    other = Person(meeting.server).post(f"/join/{meeting.code}/", {"name": "ada", "share": code})
    assert "Somebody here is already called ada." in other.text


def test_one_of_two_is_taken_out_and_the_other_keeps_the_seat(meeting):
    [ada] = meeting.pupils(1)
    ben = beside(meeting, ada)
    lines = ada.socket(), meeting.line(ben)
    [(who,)] = meeting.store.rows("SELECT id FROM game_participant WHERE partner_id IS NULL AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)", meeting.code)  # fmt: skip

    done(meeting, "ban", seat=ada.seat, who=who)

    assert closing_code(lines[0]) == 4423
    assert names(meeting) == {ada.seat: "Ben"}
    assert ben.get(f"/seat/{meeting.code}/").status == 200


def test_a_seat_given_to_somebody_else_is_lost_to_both(meeting):
    [ada] = meeting.pupils(1)
    ben = beside(meeting, ada)
    lines = ada.socket(), meeting.line(ben)
    meeting.teach("free_seat", seat=ada.seat)

    meeting.server.pupil(meeting.code, "Cem")

    assert [closing_code(line) for line in lines] == [4401, 4401]
    assert names(meeting) == {ada.seat: "Cem"}


# --- On paper ------------------------------------------------------------------------------------------


def test_a_pupil_without_a_device_is_on_paper_and_the_teacher_acts_for_them(meeting):
    done(meeting, "add_pupil", name="Eva")
    [seat] = names(meeting)
    meeting.debate()

    row = next(row for row in meeting.state()["seats"] if row["id"] == seat)
    meeting.teach("request_floor", seat=seat)

    assert row["presence"] == "paper"
    assert meeting.state()["floor"]["list"] == [seat]
    refused(manage(meeting, "add_pupil", name="eva"), "name_taken")


def test_a_device_makes_a_paper_pupil_a_pupil_like_others(meeting):
    done(meeting, "add_pupil", name="Eva")
    [(code,)] = meeting.store.rows("SELECT resume_code FROM game_participant WHERE paper AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)", meeting.code)  # fmt: skip
    person = Person(meeting.server)

    assert "/seat/" in person.post("/resume/", {"code": code}).url
    meeting.line(person)

    presence = [row["presence"] for row in meeting.state()["seats"] if row["held_by"] == "pupil"]
    assert presence == ["here"]


# --- The house's grace ---------------------------------------------------------------------------------


def returns(meeting):
    return meeting.store.events(meeting.code, SeatReturned)


def test_without_a_grace_and_in_a_pause_nobody_loses_a_seat(meeting):
    [ada] = meeting.pupils(1)
    meeting.debate()
    ada.socket().close()
    meeting.teach("set_grace", seconds=20)
    meeting.teach("pause")

    time.sleep(2)

    assert returns(meeting) == []
    refused(meeting.teacher.act(meeting.code, "set_grace", seconds=5), "grace_length")


# --- A second teacher ----------------------------------------------------------------------------------


def test_a_second_teacher_helps_in_this_session_only(begin):
    meeting, elsewhere = begin(), begin()
    [ada] = meeting.pupils(1)
    helper, path = second_teacher(meeting, may_help="true")

    line = meeting.line(helper, "teach")

    assert line.act("k-1", "say_to_all", text="Good morning.")["ok"]
    assert manage(meeting, "rename", by=helper, seat=ada.seat, name="Adelheid")["ok"]
    assert helper.act(meeting.code, "lock_doors").json["ok"]
    refused(line.act("k-2", "close_session"), "not_yours")
    refused(manage(meeting, "invite", by=helper, may_help="true"), "not_yours")
    assert helper.get("/teach/").status == 403
    assert helper.get("/teach/new/").status == 403
    assert helper.get(f"/teach/{elsewhere.code}/").status == 403
    assert closing_code(helper.socket(elsewhere.code, "teach")) == 4403
    assert helper.get(f"/state/{elsewhere.code}.json?as=teach").status == 403
    assert helper.get(f"/outcome/{elsewhere.code}/").status == 403
    assert helper.get(f"/outcome/{meeting.code}/").status == 200
    assert Person(meeting.server).get(path).status == 403, "the link works once"
    assert helper.get(path).url.endswith(f"/teach/{meeting.code}/"), "whoever has used it passes by"
    assert helper.post(path, {}).url.endswith(f"/teach/{meeting.code}/")


def test_whoever_watches_sees_everything_and_changes_nothing(meeting):
    [ada] = meeting.pupils(1)
    watcher, _ = second_teacher(meeting, may_help="false")
    line, before = meeting.line(watcher, "teach"), meeting.seq()

    for act in ("open_session", "say_to_all", "lock_doors", "pause"):
        refused(line.act(f"k-{act}", act), "not_yours")
        refused(watcher.act(meeting.code, act), "not_yours")
    refused(manage(meeting, "rename", by=watcher, seat=ada.seat, name="X"), "not_yours")
    assert watcher.post(f"/teach/{meeting.code}/pace/", {"pace": "quick"}).status == 403

    assert "You are watching" in watcher.get(f"/teach/{meeting.code}/").text
    assert "Ada" in watcher.get(f"/teach/{meeting.code}/").text
    assert meeting.seq() == before


def test_looking_at_a_link_does_not_use_it_up(meeting):
    path = "/help/" + done(meeting, "invite", may_help="false")["link"].split("/help/")[1]

    for _ in range(2):
        assert Person(meeting.server).get(path).status == 200

    assert Person(meeting.server).post(path, {}).url.endswith(f"/teach/{meeting.code}/")


def test_a_second_teacher_who_is_sent_away_is_out_at_once(meeting):
    helper, _ = second_teacher(meeting, may_help="true")
    unused = "/help/" + done(meeting, "invite", may_help="true")["link"].split("/help/")[1]
    line = meeting.line(helper, "teach")
    links = meeting.store.rows("SELECT id FROM game_link WHERE kind = 'help' AND session_id ="
        " (SELECT id FROM game_session WHERE code = ?)", meeting.code)  # fmt: skip

    for (link,) in links:
        done(meeting, "dismiss", link=link)

    assert closing_code(line) == 4403
    assert closing_code(helper.socket(meeting.code, "teach")) == 4403
    assert helper.get(f"/teach/{meeting.code}/").status == 403
    assert helper.act(meeting.code, "pause").status == 403
    assert Person(meeting.server).post(unused, {}).status == 403
    done(meeting, "dismiss", link=links[0][0])
    refused(manage(meeting, "dismiss", link="0"), "no_such_link")


def test_the_token_of_a_second_teacher_s_link_is_not_kept(meeting):
    token = done(meeting, "invite", may_help="true")["link"].rstrip("/").rsplit("/", 1)[1]

    assert not any(token in row for row in meeting.store.everything())
    assert token not in meeting.server.log.read_text()


# --- Desk and seat in one browser ----------------------------------------------------------------------


def test_a_teacher_who_also_has_a_seat_speaks_for_it_unless_another_is_named(meeting):
    ada, ben = meeting.pupils(2)
    meeting.debate()
    both = Person(meeting.server)
    for cookie in (*meeting.teacher.cookies, *ada.browser.cookies):
        both.cookies.set_cookie(cookie)

    assert both.act(meeting.code, "request_floor").json["ok"]
    assert both.act(meeting.code, "request_floor", seat=ben.seat).json["ok"]

    assert meeting.state()["floor"]["list"] == [ada.seat, ben.seat]


def test_a_name_is_taken_away_from_all_but_the_teacher_and_the_journal_says_so_without_it(meeting):
    [ada] = meeting.pupils(1)
    name = "Zqname"
    done(meeting, "rename", seat=ada.seat, name=name)
    [(who,)] = meeting.store.rows("SELECT id FROM game_participant WHERE"
        " session_id = (SELECT id FROM game_session WHERE code = ?)", meeting.code)  # fmt: skip
    meeting.debate()
    ada.act("leave_statement", text="Hear, hear.")
    fields = {"seat": ada.seat, "who": who}

    for _ in range(2):
        done(meeting, "take_name", **fields)

    assert told(meeting) == [(ada.seat, True)]
    assert name not in str(list(meeting.store.events(meeting.code, NameTakenAway)))
    assert name in meeting.teacher.get(f"/teach/{meeting.code}/").text
    assert name not in ada.browser.get(f"/seat/{meeting.code}/").text
    assert name not in str(meeting.state())
    files = [f"/export/{meeting.code}.{ending}?names=1" for ending in ("json", "csv", "txt", "html")]
    pages = [f"/minutes/{meeting.code}/?names=1", f"/outcome/{meeting.code}/?names=yes"]
    pages.append(f"/teach/{meeting.code}/print/?only=seating&names=yes")
    for path in files + pages:
        assert name not in meeting.teacher.get(path).text, path

    meeting.teach("close_session")
    done(meeting, "take_name", **fields, away="false")
    assert names(meeting) == {ada.seat: name}
    done(meeting, "take_name", **fields)
    done(meeting, "rename", **fields, name="Zoe")
    assert names(meeting) == {ada.seat: "Zoe"}
    assert told(meeting) == [(ada.seat, away) for away in (True, False, True, False)]


def told(meeting):
    return [(event.seat, event.away) for event in meeting.store.events(meeting.code, NameTakenAway)]


# --- Extra time ----------------------------------------------------------------------------------------


def lasts(meeting, ballot):
    """Seconds from the moment a vote was put to its end."""
    put = next(one for one in meeting.store.events(meeting.code, QuestionPut) if one.ballot == ballot)
    given = [one.closes_at for one in meeting.store.events(meeting.code, TimeGiven) if one.ballot == ballot]
    return ([put.closes_at, *given][-1] - put.at) // 1000


def test_a_vote_lasts_longer_for_all_where_somebody_has_extra_time(meeting):
    ada, ben = meeting.pupils(2)
    for pupil, percent in ((ada, 25), (ben, 50)):
        done(meeting, "extra_time", seat=pupil.seat, percent=percent)
    meeting.debate()

    meeting.teach("put_question", question=QUESTION, seconds=60)
    assert eventually(lambda: lasts(meeting, "b1") == 90)
    meeting.teach("close_ballot")

    done(meeting, "extra_time", seat=ben.seat, percent=0)
    done(meeting, "extra_time", seat=ada.seat, percent=0)
    meeting.teach("put_question", question="wait-for-congress", seconds=60)
    assert lasts(meeting, "b2") == 60
    assert len(meeting.store.events(meeting.code, TimeGiven)) == 1


def test_a_vote_without_a_clock_has_none_and_nobody_else_is_told(meeting):
    ada, ben = meeting.pupils(2)
    done(meeting, "extra_time", seat=ada.seat, percent=100)
    meeting.debate()
    meeting.put()

    assert meeting.store.events(meeting.code, TimeGiven) == []
    for path in (f"/seat/{meeting.code}/", f"/screen/{meeting.code}/", f"/state/{meeting.code}.json"):
        assert "extra" not in ben.browser.get(path).text.lower()
    for kind in ("json", "csv", "txt"):
        assert "extra_time" not in meeting.teacher.get(f"/export/{meeting.code}.{kind}?names=1").text


def test_a_vote_that_is_closed_at_once_has_its_extra_time_refused_without_a_word(meeting):
    [ada] = meeting.pupils(1)
    done(meeting, "extra_time", seat=ada.seat, percent=100)
    meeting.debate()

    with meeting.server.without_a_crash():
        for question in (QUESTION, "wait-for-congress"):
            meeting.teach("put_question", question=question, seconds=60)
            meeting.teach("close_ballot")
            meeting.teach("announce")
        time.sleep(0.3)


def test_extra_time_is_one_of_those_offered(meeting):
    [ada] = meeting.pupils(1)

    for percent in ("10", "-25", "a lot", "", "9" * 5000):
        refused(manage(meeting, "extra_time", seat=ada.seat, percent=percent), "malformed")
    refused(manage(meeting, "extra_time", by=ada.browser, seat=ada.seat, percent=50), "not_yours")
    refused(manage(meeting, "extra_time", seat="s99", percent=50), "seat_not_taken")
