"""Two server processes over PostgreSQL and Redis: one session, whichever process a browser reaches."""

import json
import time

import pytest
from websockets.exceptions import ConnectionClosed

from debate.events import BallotClosed, VoteCast
from tests.live.classroom import Meeting, Pupil, at_once, eventually, part, refused, shown
from tests.live.stores import Postgres, empty_database, give_back, overheard
from tests.server import Person, Server


@pytest.fixture(scope="module")
def store(postgres):
    return postgres


@pytest.fixture(scope="module")
def deaf(store, server, needs_redis):
    """Another process that hears no signal: every one of them is lost on the way."""
    elsewhere = empty_database(needs_redis, but=store.redis)
    started = Server(store.folder, **store.environment | {"REDIS_URL": elsewhere})
    yield started
    started.stop()
    give_back(elsewhere)
    started.has_never_crashed()


@pytest.fixture
def meeting(begin, second):
    made = begin()
    made.servers.append(second)
    return made


def everywhere(meeting):
    """The session's number in each process."""
    return [meeting.state(server=server)["seq"] for server in meeting.servers]


def test_votes_through_both_are_one_tally_that_every_browser_sees(meeting, second):
    pupils = meeting.voting(8)
    lines = [pupil.socket(server) for pupil, server in zip(pupils, (meeting.server, second) * 4, strict=True)]
    screens = [meeting.screen(), meeting.line(Person(second), "screen")]

    def vote(line, choice):
        return line.act("k-1", "cast_vote", ballot="b1", choice=choice)

    replies = at_once(
        *[lambda n=n, line=line: vote(line, ("for", "against")[n % 2]) for n, line in enumerate(lines)]
    )

    assert all(reply["ok"] for reply in replies)
    assert len({reply["seq"] for reply in replies}) == 8
    votes = meeting.store.events(meeting.code, VoteCast)
    assert sorted(vote.seat for vote in votes) == sorted(pupil.seat for pupil in pupils)
    last = max(reply["seq"] for reply in replies)
    eventually(lambda: everywhere(meeting) == [last, last])
    for seen_by, tally in ((lines[:2], "count"), (screens, "scene-body")):
        drawn = [
            part(eventually(lambda line=line, tally=tally: final(line, last, tally)), tally)
            for line in seen_by
        ]
        assert len(set(drawn)) == 1


def final(line, seq, tally="count"):
    """The push of the tally at this entry, or None for an earlier one."""
    frame = shown(line, f'hx-target="#{tally}"')
    return frame if frame["seq"] == seq else None


def test_the_signal_between_them_is_only_a_number(meeting, second, store):
    pupils = meeting.voting(2)
    beside = pupils[1].socket(second)

    with overheard(store.redis) as heard:
        pupils[0].vote("against")
        pupils[0].act("leave_statement", text="Bread and peace first.")
        shown(beside, "Bread and peace first.")
        time.sleep(0.2)

    about_it = [line for line in heard if meeting.code in line]
    assert about_it, "nothing of it passed through Redis"
    for line in heard:
        assert not any(word in line for word in ("against", "Bread", "VoteCast", "Ada", "html")), line


def test_a_repeated_command_at_the_other_process_gets_the_same_answer(meeting, second):
    pupil, _ = meeting.voting()
    first = pupil.socket().act("k-1", "cast_vote", ballot="b1", choice="for")

    again = pupil.socket(second).act("k-1", "cast_vote", ballot="b1", choice="for")
    by_post = pupil.on(second).act(meeting.code, "cast_vote", ballot="b1", choice="for", id="k-1").json

    assert again == first
    assert by_post["seq"] == first["seq"]
    assert len(meeting.store.events(meeting.code, VoteCast)) == 1


def test_the_same_command_in_the_same_instant_at_both_takes_effect_once(meeting, second):
    pupil, _ = meeting.voting()
    said = {"text": "We must not wait.", "id": "s-1"}

    answers = at_once(
        *[
            lambda server=server: pupil.on(server).act(meeting.code, "leave_statement", **said).json
            for server in (meeting.server, second) * 3
        ]
    )

    assert len({answer["seq"] for answer in answers}) == 1
    assert len(meeting.state()["statements"]) == 1


def test_one_name_twice_in_the_same_instant_at_both_lets_one_in(meeting, second):
    people = [Person(server) for server in (meeting.server, second) * 2]

    pages = at_once(
        *[lambda p=p: p.post(f"/join/{meeting.code}/", {"name": "Ada"}) for p in people],
    )

    assert sorted(page.status for page in pages) == [200, 409, 409, 409]


def test_everybody_who_joins_at_both_in_the_same_instant_gets_a_seat_of_their_own(meeting, second):
    people = [Person(server) for server in (meeting.server, second) * 4]

    at_once(
        *[lambda p=p, n=n: p.post(f"/join/{meeting.code}/", {"name": f"P {n}"}) for n, p in enumerate(people)]
    )

    assert len({person.state(meeting.code)["me"]["seat"] for person in people}) == 8


def test_the_clocks_of_both_close_a_ballot_once(meeting, second):
    one, two = meeting.pupils(2)
    meeting.debate()
    lines = [one.socket(), two.socket(second)]
    meeting.teach("put_question", question="rising", seconds=1)

    eventually(lambda: meeting.store.events(meeting.code, BallotClosed), 4)
    time.sleep(0.6)

    assert [closed.by for closed in meeting.store.events(meeting.code, BallotClosed)] == ["clock"]
    for pupil in (one, two):
        refused(pupil.vote("for"), "ballot_closed")
    for line in lines:
        eventually(lambda line=line: final(line, meeting.seq()))


def test_a_secret_ballot_through_both_is_counted_right(meeting, second):
    pupils = meeting.voting(6, method="secret")

    for number, pupil in enumerate(pupils):
        server = (meeting.server, second)[number % 2]
        choice = ("for", "against", "against")[number % 3]
        assert pupil.on(server).act(meeting.code, "cast_vote", ballot="b1", choice=choice).json["ok"]
    meeting.teach("close_ballot")

    house = house_votes(meeting)
    [closed] = meeting.store.events(meeting.code, BallotClosed)
    assert closed.tally["for"] - house.count("for") == 2
    assert closed.tally["against"] - house.count("against") == 4


def house_votes(meeting):
    [journal] = [json.loads(r.data) for r in meeting.store.journal(meeting.code) if "HouseVoted" in r.data]
    return list(journal["votes"].values())


def test_a_secret_ballot_closed_while_the_other_takes_votes_is_counted_right(meeting, second):
    pupils = meeting.voting(8, method="secret")
    lines = [pupil.socket(second) for pupil in pupils]

    answers = at_once(
        *[lambda line=line: line.act("k", "cast_vote", ballot="b1", choice="against") for line in lines],
        lambda: meeting.teacher.act(meeting.code, "close_ballot").json,
    )

    assert answers[-1]["ok"], answers[-1]
    acknowledged = [answer for answer in answers[:-1] if answer["ok"]]
    for answer in answers[:-1]:
        assert answer["ok"] or refused(answer, "ballot_closed")
    [closed] = meeting.store.events(meeting.code, BallotClosed)
    assert closed.tally["against"] - house_votes(meeting).count("against") == len(acknowledged)


@pytest.fixture
def half_deaf(begin, deaf):
    """A session at two processes of which each learns of the other only by looking."""
    made = begin()
    made.servers.append(deaf)
    return made


def test_a_lost_signal_loses_no_vote(half_deaf, deaf):
    one, two = half_deaf.voting()
    lines = [one.socket(), two.socket(deaf)]

    for turn, choice in enumerate(("for", "against", "abstain")):
        for line in lines:
            assert line.act(f"k{turn}", "cast_vote", ballot="b1", choice=choice)["ok"]

    assert len(half_deaf.store.events(half_deaf.code, VoteCast)) == 6
    assert half_deaf.state()["ballot"]["tally"]["abstain"] == 2


def test_a_lost_signal_does_not_spoil_the_count_of_a_secret_ballot(half_deaf, deaf):
    one, two = half_deaf.voting(2, method="secret")
    desk = half_deaf.desk()
    assert one.socket(deaf).act("k-1", "cast_vote", ballot="b1", choice="against")["ok"]
    assert two.socket(deaf).act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]

    closed = desk.act("c-1", "close_ballot")

    assert closed["ok"], closed
    [event] = half_deaf.store.events(half_deaf.code, BallotClosed)
    house = house_votes(half_deaf)
    assert {choice: event.tally[choice] - house.count(choice) for choice in ("for", "against")} == {
        "for": 1,
        "against": 1,
    }


def test_a_refusal_is_not_given_from_what_is_long_past(half_deaf, deaf):
    """The process that missed the signal looks again before it says no."""
    pupil = Pupil(half_deaf, "Ada")
    half_deaf.debate()
    line = pupil.socket(deaf)
    half_deaf.put()

    assert line.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]


def test_a_repeated_command_at_a_process_that_missed_the_signal_is_the_same_command(half_deaf, deaf):
    pupil, _ = half_deaf.voting()
    line = pupil.socket(deaf)
    first = pupil.act("leave_statement", text="We must not wait.", id="s-1")

    again = line.act("s-1", "leave_statement", text="We must not wait.")

    assert again["seq"] == first["seq"]
    assert len(half_deaf.state()["statements"]) == 1


def test_presence_is_known_whichever_process_a_pupil_reached(meeting, second):
    here, there = meeting.pupils(2)
    here.socket()
    there.socket(second)

    def seen(server):
        seats = {row["id"]: row for row in meeting.state(server=server)["seats"]}
        return [seats[pupil.seat]["presence"] for pupil in (here, there)]

    for server in meeting.servers:
        eventually(lambda server=server: seen(server) == ["here", "here"])


def test_the_newest_tab_wins_at_whichever_process_it_opens(meeting, second):
    pupil, _ = meeting.voting()
    older = pupil.socket()

    pupil.socket(second)

    eventually(lambda: closed_with(older, 4409))


def closed_with(line, code):
    try:
        line.receive(0.05)
    except TimeoutError:
        pass
    except ConnectionClosed:
        return line.connection.close_code == code
    return False


def test_a_quiet_socket_stays_open(meeting, second):
    """Nothing happens for longer than any library's impatience."""
    line = meeting.line(Person(second), "screen")
    until = time.monotonic() + 7

    while time.monotonic() < until:
        try:
            line.receive(until - time.monotonic())
        except TimeoutError:
            break

    meeting.teach("say_to_all", text="Still there?")
    assert shown(line, "Still there?")
    assert "Redis does not answer" not in second.log.read_text()


def test_health_is_bad_without_a_database(needs_postgres, needs_redis, tmp_path):
    lost = Postgres(tmp_path, needs_postgres, needs_redis)
    server = Server(lost.folder, **lost.environment)
    try:
        assert Person(server).get("/healthz").status == 200
        lost.drop()

        # An answer counts for a moment.
        answer = eventually(lambda: (found := Person(server).get("/healthz")).status == 503 and found)
        assert answer.text == "no database\n"
    finally:
        server.stop()
        lost.drop()


def test_a_meeting_begun_at_one_process_is_found_at_the_other(meeting, second, store):
    elsewhere = Meeting(second, meeting.teacher, store)
    elsewhere.code, elsewhere.server = meeting.code, second

    assert Pupil(elsewhere, "Ada").state()["me"]["seat"]
    assert meeting.state()["seats"][0]["pupil"] == "Ada"
