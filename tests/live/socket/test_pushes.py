"""What browsers are sent without asking: the right parts to the right audience, thinned, never too many."""

import threading
import time

from game.live.viewers.viewer import WINDOW
from game.parts import PERSONAL, SHARED, VOICED
from tests.live.classroom import closing_code, eventually, part, parts, pushes, shown
from tests.support.server.page import Node, push, read

TALLY, WALL = 'id="count"', 'id="scene-body"'
"""Where a vote is counted: on a pupil's page, and on the wall."""
ALL_FOR_A_SEAT = {part.target for part in (*SHARED["seat"], *VOICED, *PERSONAL)}
SEVERAL_VOTES = 30
EVERYTHING = 1_000_000
"""No session has so many entries: whoever says this has applied all they were sent."""


def test_a_new_socket_is_shown_all_parts_at_once(meeting):
    pupil, _ = meeting.voting()

    frames = {
        "seat": pupil.browser.socket(meeting.code).receive(),
        "screen": pupil.browser.socket(meeting.code, "screen").receive(),
        "teach": meeting.teacher.socket(meeting.code, "teach").receive(),
    }

    assert parts(frames["seat"]) == ALL_FOR_A_SEAT
    assert parts(frames["screen"]) == {part.target for part in SHARED["screen"]}
    assert parts(frames["teach"]) == {part.target for part in SHARED["teach"]}
    assert {frame["seq"] for frame in frames.values()} == {meeting.seq()}


def test_a_push_holds_only_what_changed(meeting):
    pupil, other = meeting.voting()
    lines = {"voter": pupil.socket(), "other": other.socket(), "screen": meeting.screen()}
    for line in lines.values():
        pushes(line, 0.25)

    pupil.vote("for")

    frames = {name: shown(line, WALL if name == "screen" else TALLY) for name, line in lines.items()}
    assert parts(frames["voter"]) == {"count", "hall-0", "my-now", "my-vote"}
    assert parts(frames["other"]) == {"count", "hall-0"}
    assert parts(frames["screen"]) == {"scene-body", "hall-0"}


def test_a_push_calls_a_source_by_its_name_for_readers(meeting):
    pupil, _ = meeting.voting()
    line = pupil.socket()

    meeting.teach("release_card", card="c18", to=pupil.seat)

    html = shown(line, "my-cards", "Nine to eight")["html"]
    assert ">Editors' notes" not in html
    assert "</span>editors&#x27; notes to Lenin</button>" in html


def test_a_receipt_goes_to_the_voter_alone(meeting):
    pupil, other = meeting.voting()
    mine, others = pupil.socket(), other.socket()

    pupil.vote("for")

    assert "Your vote is saved" in shown(mine, "my-vote", "Your vote is saved")["html"]
    assert all("Your vote is saved" not in frame["html"] for frame in pushes(others, 0.6))


def test_presence_and_names_go_to_the_desk_alone(meeting):
    pupil, other = meeting.voting()
    seat, screen, desk = pupil.socket(), meeting.screen(), meeting.desk()
    for line in (seat, screen, desk):
        pushes(line, 0.25)

    other.socket()

    line_of = f"person-{other.seat}"
    assert other.name in part(shown(desk, f'id="{line_of}"'), line_of)
    assert pushes(seat, 0.5) == pushes(screen, 0.1) == []


def test_a_burst_of_votes_makes_few_pushes_and_the_last_one_is_final(meeting):
    pupils = meeting.voting(4)
    lines = [pupil.socket() for pupil in pupils]
    screen, desk = meeting.screen(), meeting.desk()
    for line in (*lines, screen, desk):
        pushes(line, 0.25)

    began = time.monotonic()
    choices = ("for", "against", "abstain")
    for number in range(SEVERAL_VOTES):
        turn = number // len(lines)
        frame = {"id": f"k{number}", "act": "cast_vote", "ballot": "b1", "choice": choices[turn % 3]}
        lines[number % len(lines)].send(frame)
        time.sleep(1 / SEVERAL_VOTES)
        for watching in (screen, desk) if turn % 2 else ():
            watching.send({"ack": EVERYTHING})
    took = time.monotonic() - began

    most = took / 0.2 + 2
    for line in (screen, desk):
        tallies = [frame for frame in pushes(line, 0.7) if {"scene-body", "turnout"} & parts(frame)]
        assert 1 <= len(tallies) <= most, f"{len(tallies)} pushes in {took:.1f} s"
        assert tallies[-1]["seq"] == meeting.seq()
    assert meeting.state("?as=screen")["ballot"]["tally"]["for"] == 2


def test_a_browser_that_never_answers_is_sent_a_windowful_and_after_its_answer_the_latest(meeting):
    pupil, other = meeting.voting()
    silent = meeting.teacher.socket(meeting.code, "screen")

    for number in range(WINDOW + 3):
        other.socket().act(f"k{number}", "cast_vote", ballot="b1", choice=("for", "against")[number % 2])
        time.sleep(0.22)
    seen = pushes(silent, 0.5)

    assert len(seen) == WINDOW
    assert seen[-1]["seq"] < meeting.seq()

    silent.send({"ack": seen[-1]["seq"]})
    [latest] = pushes(silent, 0.5)[:1]

    assert latest["seq"] == meeting.seq()
    assert parts(latest) == {part.target for part in SHARED["screen"]}
    pupil.vote("abstain")
    assert shown(silent, WALL)["seq"] == meeting.seq()
    silent.close()


def test_a_browser_that_answers_now_and_then_misses_nothing(meeting):
    pupil, other = meeting.voting()
    line, voter = meeting.screen(), other.socket()
    line.send({"ack": EVERYTHING})

    for number in range(WINDOW * 2):
        voter.act(f"k{number}", "cast_vote", ballot="b1", choice=("for", "against")[number % 2])
        frame = shown(line, WALL)
        assert frame["seq"] == meeting.seq()
        if number % 4 == 3:
            line.send({"ack": frame["seq"]})


def test_who_comes_back_is_shown_everything_that_happened_meanwhile(meeting):
    pupil, other = meeting.voting()
    line = pupil.socket()
    line.act("k-1", "cast_vote", ballot="b1", choice="for")
    line.close()
    other.vote("against")
    meeting.teach("close_ballot")

    frame = pupil.browser.socket(meeting.code).receive()

    assert parts(frame) == ALL_FOR_A_SEAT
    assert frame["seq"] == meeting.seq()
    assert "Your vote is saved" in part(frame, "my-vote")


def test_what_changes_back_at_once_is_right_for_somebody_who_came_in_between(meeting):
    """The group was never told of the change, only the newcomer saw it."""
    meeting.debate()
    first = meeting.screen()
    pushes(first, 0.25)

    for _ in range(3):
        meeting.teach("say_to_all", text="Fire drill!")
        newcomer = meeting.teacher.socket(meeting.code, "screen")
        seen = newcomer.receive()
        meeting.teach("say_to_all", text="")
        after = pushes(newcomer, 0.6)
        scenes = [part(frame, "scene") for frame in (seen, *after) if "scene" in parts(frame)]
        assert "Fire drill!" not in scenes[-1]
        newcomer.close()


def test_the_newest_tab_wins(meeting):
    pupil, _ = meeting.voting()
    older, newer = pupil.socket(), pupil.socket()

    assert closing_code(older) == 4409
    assert newer.act("k-1", "cast_vote", ballot="b1", choice="for")["ok"]
    seats = {row["id"]: row for row in meeting.state()["seats"]}
    assert seats[pupil.seat]["presence"] == "here"


def test_two_screens_and_two_desks_live_side_by_side(meeting):
    meeting.voting()
    lines = [meeting.screen(), meeting.screen(), meeting.desk(), meeting.desk()]

    meeting.teach("say_to_all", text="Look up, please.")

    assert all(shown(line, "Look up, please.") for line in lines)


def test_the_chair_s_controls_follow_what_others_do(meeting):
    chair, other = meeting.pupils(2)
    meeting.debate()
    meeting.teach("give_chair", seat=chair.seat)
    line = chair.socket()
    pushes(line, 0.25)

    other.act("request_floor")

    assert "Call the next speaker" in part(shown(line, 'id="my-chair"', "Call the next speaker"), "my-chair")


def test_whoever_leaves_the_list_moves_those_behind_up(meeting):
    first, second = meeting.pupils(2)
    meeting.debate()
    first.act("request_floor")
    second.act("request_floor")
    line = second.browser.socket(meeting.code)
    before = part(line.receive(), "my-floor")

    first.act("withdraw_request")

    assert part(shown(line, 'id="my-floor"'), "my-floor") != before
    line.close()


def test_what_was_pushed_is_what_a_reload_shows(meeting):
    """Play a while with a socket open; the page with all that was pushed is the page as it comes anew."""
    pupil, other = meeting.pupils(2)
    line = pupil.browser.socket(meeting.code)
    page = page_of(line.receive())
    seen = set()

    def listen():
        for frame in pushes(line, 0.45):
            push(page, frame["html"])
            seen.update(parts(frame))
            line.send({"ack": frame["seq"]})

    listen()
    meeting.debate()
    other.act("request_floor")
    listen()
    pupil.act("request_floor")
    other.act("leave_statement", text="Bread first.")
    listen()
    meeting.teach("give_floor", seat=other.seat)
    listen()
    meeting.put()
    listen()
    pupil.vote("for")
    other.vote("against")
    listen()
    meeting.teach("close_ballot")
    listen()
    meeting.teach("announce")
    listen()

    fresh = page_of(pupil.browser.socket(meeting.code).receive())

    assert {"hall-0", "my-vote", "stage"} <= seen
    assert page.plain() == fresh.plain()


def page_of(frame):
    """The parts of a first push as a page."""
    page = Node("")
    page.inner = [
        child for part in read(frame["html"]).inner for child in part.inner if isinstance(child, Node)
    ]
    return page


def test_the_last_push_comes_to_everybody(meeting):
    pupils = meeting.voting(4)
    lines = [pupil.socket() for pupil in pupils]

    for pupil in pupils:
        pupil.vote("for")
    last = meeting.seq()

    for line in lines:
        assert eventually(lambda line=line: line.receive().get("seq") == last)


def test_a_browser_that_leaves_in_the_middle_of_a_push_keeps_nothing_from_the_others(meeting):
    meeting.debate()
    leaving = [meeting.screen() for _ in range(12)]
    staying = meeting.screen()

    for number, line in enumerate(leaving):
        meeting.teach("say_to_all", text=f"Word {number}.")
        # A closing socket takes no more, and the server hears of it a little later.
        time.sleep(0.19 + number / 1000)
        threading.Thread(target=line.close).start()

        frame = shown(staying, f"Word {number}.", seconds=2)
        staying.send({"ack": frame["seq"]})
