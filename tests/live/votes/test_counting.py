"""Ballots over the wire: blank papers, papers that are filled in oddly, and every way out of a tie."""

import hashlib
import re

import pytest

from debate.events import BallotClosed, CastingVoteGiven, QuestionPut
from tests.live.classroom import Pupil, refused
from tests.server import Person

A, B, C, D = "assembly", "congress-decides", "rise-with-congress", "at-once"
POLL, BUREAU = "which-way", "bureau"
SURE = "lenin,trotsky,stalin,sokolnikov,bubnov,zinoviev"
"""Six of the seven that the bureau is to have."""
LEVEL = ("dzerzhinsky", "uritsky")


def seated(meeting, number=12):
    """So many pupils in the first debate: with twelve the house has no vote."""
    found = [Pupil(meeting, f"Pupil {n}") for n in range(1, number + 1)]
    meeting.debate()
    return found


def asked(meeting, question, **how):
    meeting.teach("put_question", question=question, seconds=0, **how)
    return meeting.state()["ballot"]


def closed(meeting, announce=True):
    meeting.teach("close_ballot")
    if announce:
        meeting.teach("announce")
    return meeting.state()["ballot"]


def voted(meeting, pupils, question, papers, **how):
    """Put a question and vote on it: the ballot when it is closed."""
    ballot = asked(meeting, question, **how)
    for pupil, paper in zip(pupils, papers, strict=True):
        assert pupil.vote(paper, ballot["id"])["ok"]


def split_bureau(meeting, pupils, **how):
    """The seventh place of the bureau: six for each of two."""
    voted(meeting, pupils, BUREAU, [f"{SURE},{LEVEL[n % 2]}" for n in range(len(pupils))], **how)


def drawn(seed, names):
    """As anybody can do it with the number: in the order of the digests."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).hexdigest())


def text_of(person, path):
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", person.get(path).text).split())


def test_whom_everybody_else_beats_is_not_chosen(meeting):
    """Five for one; three each for two others who like each other better than that one; and a blank paper."""
    pupils = seated(meeting)
    voted(meeting, pupils, POLL, [A] * 5 + [f"{B}>{C}>{A}"] * 3 + [f"{C}>{B}>{A}"] * 3 + [""])

    ballot = closed(meeting)

    [end] = meeting.store.events(meeting.code, BallotClosed)
    stays, goes = drawn(end.seed, (B, C))
    assert ballot["winners"] == [stays]
    assert ballot["rounds"] == [{A: 5, B: 3, C: 3, D: 0}, {A: 5, B: 3, C: 3}, {A: 5, stays: 6}]
    assert ballot["counting"]["dropped"] == [{"level": [C, B], "out": goes, "by": "lot"}]
    assert (ballot["counting"]["blank"], ballot["counting"]["seed"]) == (1, end.seed)
    for person, path in ((Person(meeting.server), "screen"), (meeting.teacher, "teach")):
        page = text_of(person, f"/{path}/{meeting.code}/")
        assert "1 paper was blank." in page
        assert "by lot " in page
        assert f"Lots were drawn from the number {end.seed}." in page
    meeting.teach("close_session")
    for path in ("minutes", "outcome", "lab"):
        page = text_of(meeting.teacher, f"/{path}/{meeting.code}/")
        assert "1 paper was blank." in page, path
        assert f"Lots were drawn from the number {end.seed}." in page, path
    text = meeting.teacher.get(f"/export/{meeting.code}.txt").text
    assert f"Lots were drawn from the number {end.seed}." in text
    replay = text_of(meeting.teacher, f"/replay/{meeting.code}/?at={meeting.seq()}")
    assert f"Lots were drawn from the number {end.seed}." in replay


@pytest.mark.parametrize("paper", ["", "abstain", " "])
def test_a_blank_ranking_and_a_blank_election_paper_are_counted_as_blank(meeting, paper):
    pupils = seated(meeting)
    voted(meeting, pupils, POLL, [paper] * 3 + [B] * 9)
    poll = closed(meeting)
    voted(meeting, pupils, BUREAU, [paper] * 5 + [SURE] * 7)
    bureau = closed(meeting)

    assert (poll["counting"]["blank"], poll["rounds"], poll["winners"]) == (
        3,
        [{A: 0, B: 9, C: 0, D: 0}],
        [B],
    )
    assert (bureau["counting"]["blank"], bureau["tally"]["lenin"], bureau["cast"]) == (5, 7, 12)
    assert bureau["counting"]["places"] == 1


def test_where_every_paper_is_blank_nobody_is_chosen_and_that_is_no_tie(meeting):
    pupils = seated(meeting)
    voted(meeting, pupils, POLL, [""] * 12)

    ballot = closed(meeting)

    assert (ballot["winners"], ballot["tally"]) == ([], {"": 12})
    page = text_of(Person(meeting.server), f"/screen/{meeting.code}/")
    assert "Nobody is chosen: no paper names anybody." in page
    meeting.teach("close_session")
    assert meeting.teacher.get(f"/lab/{meeting.code}/").status == 200


def test_blank_slips_are_as_long_as_all_others(meeting):
    pupils = seated(meeting, 4)
    ballot = asked(meeting, BUREAU)
    for pupil, paper in zip(pupils, ("", "lenin", f"{SURE},kamenev", "abstain"), strict=True):
        assert pupil.vote(paper, ballot["id"])["ok"]

    found = meeting.store.rows(
        "SELECT sealed FROM game_sealedslip WHERE box_id IN (SELECT id FROM game_sealedbox WHERE session_id ="
        " (SELECT id FROM game_session WHERE code = ?))",
        meeting.code,
    )

    assert len(found) == 4
    assert len({len(bytes(slip)) for (slip,) in found}) == 1
    assert pupils[0].state()["me"]["vote"]["choice"] == "sealed"


def test_a_place_that_a_tie_left_empty_is_filled_by_a_second_ballot(meeting):
    pupils = seated(meeting)
    split_bureau(meeting, pupils)
    first = closed(meeting, announce=False)
    assert set(first["counting"]["level"]) == set(LEVEL)
    assert (set(first["winners"]), first["counting"]["places"]) == (set(SURE.split(",")), 1)

    second = asked(meeting, BUREAU)  # Which reads out the first result.

    assert meeting.state()["divisions"][0]["announced"]
    assert {a["id"] for a in second["elected"]} == set(SURE.split(","))
    assert {a["id"] for a in second["alternatives"]}.isdisjoint(SURE.split(","))
    assert second["elects"] == 1
    refused(pupils[0].vote("lenin", second["id"]), "no_such_name")
    refused(pupils[0].vote("uritsky,lomov", second["id"]), "too_many_marked")
    for pupil in pupils:
        assert pupil.vote("uritsky", second["id"])["ok"]
    assert closed(meeting)["winners"] == ["uritsky"]
    refused(meeting.teacher.act(meeting.code, "put_question", question=BUREAU), "already_decided")
    page = text_of(Person(meeting.server), f"/screen/{meeting.code}/")
    assert "Chosen before:" in page
    meeting.teach("close_session")
    for path in ("outcome", "minutes", "lab"):
        assert meeting.teacher.get(f"/{path}/{meeting.code}/").status == 200
    page = meeting.teacher.get(f"/outcome/{meeting.code}/").text
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_chair_fills_a_place_for_which_two_are_level(meeting):
    pupils = seated(meeting)
    split_bureau(meeting, pupils, tie="chair")
    ballot = closed(meeting, announce=False)
    assert ballot["tied"]
    refused(meeting.teacher.act(meeting.code, "announce"), "tie_waits")
    assert all(
        f'name="choice" value="{name}"' in meeting.teacher.get(f"/teach/{meeting.code}/").text
        for name in LEVEL
    )

    for odd in ("for", "lenin", "lomov", "", "dzerzhinsky,dzerzhinsky", "nobody", ","):
        refused(meeting.teacher.act(meeting.code, "give_casting_vote", choice=odd), "not_level")
    refused(
        meeting.teacher.act(meeting.code, "give_casting_vote", choice="dzerzhinsky,uritsky"),
        "too_many_marked",
    )
    meeting.teach("give_casting_vote", choice="uritsky")
    meeting.teach("announce")

    [given] = meeting.store.events(meeting.code, CastingVoteGiven)
    assert given.chosen == ("uritsky",)
    assert set(meeting.state()["ballot"]["winners"]) == {*SURE.split(","), "uritsky"}
    assert "The chair chose" in text_of(Person(meeting.server), f"/screen/{meeting.code}/")


def test_a_lot_fills_a_place_for_which_two_are_level(meeting):
    pupils = seated(meeting)
    split_bureau(meeting, pupils, tie="lot")

    ballot = closed(meeting)

    [end] = meeting.store.events(meeting.code, BallotClosed)
    assert set(ballot["winners"]) == {*SURE.split(","), drawn(end.seed, LEVEL)[0]}
    assert "The lot fell on" in text_of(Person(meeting.server), f"/screen/{meeting.code}/")


@pytest.mark.parametrize("tie", ["fails", "chair", "lot"])
def test_a_level_run_off_is_left_or_decided_by_the_chair_or_by_lot(meeting, tie):
    pupils = seated(meeting)
    voted(meeting, pupils, POLL, [A] * 6 + [B] * 6, tie=tie)
    ballot = closed(meeting, announce=False)
    [end] = meeting.store.events(meeting.code, BallotClosed)

    if tie == "chair":
        refused(meeting.teacher.act(meeting.code, "give_casting_vote", choice=C), "not_level")
        meeting.teach("give_casting_vote", choice=B)
    meeting.teach("announce")

    won = {"fails": [], "chair": [B], "lot": [drawn(end.seed, (A, B))[0]]}[tie]
    assert set(ballot["counting"]["level"]) == {A, B}
    assert meeting.state()["ballot"]["winners"] == won


@pytest.mark.parametrize("method", ["show", "roll_call", "secret"])
def test_a_lot_decides_between_for_and_against(meeting, method):
    pupils = seated(meeting)
    voted(meeting, pupils, "rising", ["for", "against"] * 6, method=method, tie="lot")

    ballot = closed(meeting)

    [end] = meeting.store.events(meeting.code, BallotClosed)
    assert ballot["carried"] is (drawn(end.seed, ("for", "against"))[0] == "for")
    page = text_of(Person(meeting.server), f"/screen/{meeting.code}/")
    assert "The lot decided:" in page
    assert f"Lots were drawn from the number {end.seed}." in page


def test_no_number_is_drawn_twice_and_none_where_no_lot_can_fall(meeting):
    pupils = seated(meeting, 2)
    seeds = []
    for _ in range(3):
        voted(meeting, pupils, POLL, [A, B])
        closed(meeting)
    voted(meeting, pupils, "rising", ["for", "for"])
    closed(meeting)

    *seeds, last = [end.seed for end in meeting.store.events(meeting.code, BallotClosed)]
    assert len(set(seeds)) == 3
    assert all(0 <= seed < 10**9 for seed in seeds)
    assert last is None
    refused(meeting.teacher.act(meeting.code, "close_ballot", seed="7"), "malformed")
    puts = meeting.store.events(meeting.code, QuestionPut)
    assert {put.elimination for put in puts} == {"one_by_one"}


ODD = {
    POLL: [
        {"choice": f"{A}>{A}"},
        {"choice": "nowhere"},
        {"choice": ">"},
        {"choice": f"{A},{B}"},
        {"choice": "for"},
        {},
        {"choice": "x" * 3000},
        {"choice": "x" * 30_000},
        {f"rank-{A}": "1", f"rank-{B}": "1"},
        {f"rank-{A}": "1", f"rank-{B}": "3", f"rank-{C}": ""},
        {f"rank-{A}": "2", f"rank-{B}": "", f"rank-{C}": ""},
        {f"rank-{A}": "0"},
        {f"rank-{A}": "first", f"rank-{B}": "2"},
        {f"rank-{A}": "1000000000", f"rank-{B}": "2"},
        {f"rank-{A}": "9" * 50, f"rank-{B}": "2"},
        {f"rank-{A}": "9" * 3000, f"rank-{B}": "2"},
        {f"rank-{A}": "-1"},
        {f"rank-{A}": "1.5"},
        {"rank-nowhere": "1"},
    ],
    BUREAU: [
        {},
        {"choice": "lenin,lenin"},
        {"choice": "lenin,nobody"},
        {"choice": "lenin>trotsky"},
        {"choice": ","},
        {"choice": "for"},
        {"choice": "0"},
        {"choice": f"{SURE},uritsky,lomov"},
        {"rank-lenin": "1", "rank-trotsky": "2"},
        {"rank-lenin": "1", "rank-trotsky": "1"},
    ],
    "rising": [
        {},
        {"choice": ""},
        {"choice": "0"},
        {"choice": "for,against"},
        {"choice": "1000000000"},
        {"rank-lenin": "0"},
        {"split-for": "x"},
        {"split-for": "7e1", "split-against": "", "split-abstain": ""},
    ],
}


@pytest.mark.parametrize("question", ODD)
@pytest.mark.parametrize("way", ["socket", "post", "no script"])
def test_a_paper_that_is_filled_in_oddly_is_refused_in_words_that_help(meeting, way, question):
    pupil, _ = seated(meeting, 2)
    ballot = asked(meeting, question)
    line = pupil.socket() if way == "socket" else None

    for n, odd in enumerate(ODD[question] * 3 if line else ODD[question]):
        fields = {"ballot": ballot["id"], **odd}
        if line:
            answer = line.act(f"k-{n}", "cast_vote", **fields)
            assert answer["refusal"] != "malformed", odd
            refused(answer)
        elif way == "post":
            page = pupil.browser.act(meeting.code, "cast_vote", **fields)
            assert page.status == 409, odd
            refused(page)
        else:
            page = pupil.browser.post(f"/act/{meeting.code}/", {"act": "cast_vote", **fields})
            assert page.status == 409, odd
            assert "The server did not understand that" not in page.text
            for name, typed in odd.items():
                if name.startswith(("rank-", "split-")):
                    assert f'name="{name}" value="{typed}"' in page.text.split('id="typed-again"')[1]
            if odd.get("choice", "").startswith("lenin,"):
                assert 'value="lenin" checked' in page.text

    assert "vote" not in pupil.state()["me"]
    if line:
        assert line.act(
            "k-end", "cast_vote", ballot=ballot["id"], choice={POLL: A, BUREAU: "lenin"}.get(question, "for")
        )["ok"]


@pytest.mark.parametrize("ballot", [None, "", "b9"])
def test_a_vote_without_a_ballot_is_told_so(meeting, ballot):
    [pupil] = seated(meeting, 1)
    asked(meeting, POLL)

    refused(
        pupil.act("cast_vote", choice=A, **({} if ballot is None else {"ballot": ballot})), "no_such_ballot"
    )


def test_pressing_the_button_of_an_empty_paper_often_closes_no_line(meeting):
    [pupil] = seated(meeting, 1)
    ballot = asked(meeting, POLL)
    line = pupil.socket()
    empty = {f"rank-{A}": "", f"rank-{B}": "", f"rank-{C}": ""}

    first, *others = [line.act(f"k-{n}", "cast_vote", ballot=ballot["id"], **empty) for n in range(24)]

    assert first["ok"]
    assert {answer["refusal"] for answer in others} == {"already_voted"}
    assert pupil.act("call_help")["ok"]


def test_a_blank_paper_is_entered_for_a_pupil_without_a_device(meeting):
    pupils = seated(meeting, 2)
    ballot = asked(meeting, POLL)

    empty = {f"rank-{A}": "", f"rank-{B}": ""}
    assert meeting.teacher.act(
        meeting.code, "enter_vote", ballot=ballot["id"], seat=pupils[0].seat, **empty
    ).json["ok"]
    odd = meeting.teacher.post(
        f"/act/{meeting.code}/",
        {
            "act": "enter_vote",
            "ballot": ballot["id"],
            "seat": pupils[1].seat,
            f"rank-{A}": "5",
            f"rank-{B}": "1",
        },
    )

    assert odd.status == 409
    again = odd.text.split('id="typed-again"')[1]
    assert f'name="rank-{A}" value="5"' in again
    assert f'name="seat" value="{pupils[1].seat}"' in again
    assert closed(meeting)["counting"]["blank"] == 1


@pytest.mark.parametrize("typed", ["many", "1.5", "-1", "1e3", "99"])
def test_a_count_that_is_none_is_refused_and_comes_back_as_it_was_typed(meeting, typed):
    seated(meeting, 2)
    asked(meeting, "rising", method="paper")
    count = {"for": typed, "against": "1", "abstain": ""}

    page = meeting.teacher.post(f"/act/{meeting.code}/", {"act": "enter_count", **count})

    assert page.status == 409
    assert "Count again." in page.text
    again = page.text.split('id="typed-again"')[1]
    assert all(f'name="{name}" value="{number}"' in again for name, number in count.items())
    refused(meeting.teacher.act(meeting.code, "enter_count", **count))


def test_a_paper_without_a_tick_is_blank_without_scripts_too(meeting):
    """Of boxes that are not ticked a browser sends nothing."""
    pupil, other, *_ = seated(meeting)
    asked(meeting, BUREAU)
    page = pupil.browser.get(f"/seat/{meeting.code}/").text
    [paper] = re.findall('<form [^>]*id="ballot-b1".*?</form>', page, re.DOTALL)
    sent = dict(re.findall('<input type="hidden" name="([a-z]+)" value="([^"]*)"', paper))

    assert pupil.browser.post(f"/act/{meeting.code}/", sent, follow=False).status == 302
    ticked = sent | {"choice": [sent["choice"], *SURE.split(",")]}
    assert other.browser.post(f"/act/{meeting.code}/", ticked, follow=False).status == 302

    tally = closed(meeting)["tally"]
    assert {name for name, marks in tally.items() if marks} == {*SURE.split(","), ""}
