"""Ways out of a tie by every method: the chair, a lot, a second ballot for open places; and old ballots."""

import json

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.ballots import METHODS
from debate.ballots.lot import drawn
from debate.codec import decode, encode
from debate.commands import TEACHER
from debate.events import BallotClosed, QuestionPut, Reconsidered, ResultAnnounced
from debate.evolve import fold
from debate.minutes import minutes
from debate.scenario import Record, Scenario
from tests.debate.ballots.test_ties import with_ferry
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import counting, view


def silent(**board: object) -> Scenario:
    """The miniature, where the house has no preferences, and the road is no straw poll."""
    scenario = mini.with_everything()
    questions = tuple(
        replace(q, straw=False) if q.id == "way" else replace(q, **board) if q.id == "board" else q
        for q in scenario.questions
    )
    factions = tuple(replace(faction, preferences={}) for faction in scenario.factions)
    return replace(scenario, questions=questions, factions=factions)


def level(
    question: str, papers: list[str], seed: int = 0, scenario: Scenario | None = None, **put
) -> Meeting:
    """A question on which these papers were handed in, closed."""
    played = debating(len(papers), scenario=scenario or silent(), expected=max(4, len(papers)))
    played.do(c.PutQuestion(by=TEACHER, question=question, **put))
    for n, paper in enumerate(papers, 1):
        played.vote(f"s{n}", paper)
    played.do(c.CloseBallot(by=TEACHER, slips=dict(played.boxes.get(played.assembly.ballot, {})), seed=seed))
    return played


BOARD = ["ann,bob", "ann,cy", "ann,bob", "ann,cy"]
"""Two are to be elected: Ann is, Bob and Cy are level for the other place."""
ALL_LEVEL = ["ann", "bob", "cy", "ann", "bob", "cy"]


@pytest.mark.parametrize("seed", range(6))
def test_a_lot_takes_as_many_as_there_are_places(seed):
    one, two = level("board", BOARD, seed, tie="lot"), level("board", ALL_LEVEL, seed, tie="lot")

    assert one.ballot.winners == tuple(sorted(("ann", drawn(seed, ("bob", "cy"))[0])))
    assert one.ballot.level == ("bob", "cy")
    assert set(two.ballot.winners) == set(drawn(seed, ("ann", "bob", "cy"))[:2])
    assert one.ballot.carried is two.ballot.carried is True
    assert one.ballot.seed == seed


def test_the_chair_chooses_one_after_the_other_or_all_at_once():
    played = level("board", ALL_LEVEL, tie="chair")
    assert (played.ballot.tied, played.ballot.winners) == (True, ())
    for odd in ("", "for", "ann,ann", "dora", "ann>bob", ","):
        assert played.refusal(c.GiveCastingVote(by=TEACHER, choice=odd)) == "not_level"
    assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="ann,bob,cy")) == "too_many_marked"

    played.do(c.GiveCastingVote(by=TEACHER, choice="cy"))

    assert (played.ballot.tied, played.ballot.winners) == (True, ("cy",))
    assert played.refusal(c.Announce(by=TEACHER)) == "tie_waits"
    assert played.do(c.GiveCastingVote(by=TEACHER, choice="cy")) == []
    assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="ann,bob")) == "too_many_marked"
    played.do(c.GiveCastingVote(by=TEACHER, choice="ann"))
    assert (played.ballot.carried, played.ballot.winners) == (True, ("ann", "cy"))

    at_once = level("board", ALL_LEVEL, tie="chair")
    at_once.do(c.GiveCastingVote(by=TEACHER, choice="cy, bob"))
    assert at_once.ballot.winners == ("bob", "cy")
    assert at_once.refusal(c.GiveCastingVote(by=TEACHER, choice="ann")) == "tie_decided"


def test_what_the_chair_chose_can_be_undone():
    played = level("board", ALL_LEVEL, tie="chair")
    played.do(c.GiveCastingVote(by=TEACHER, choice="cy"))
    played.do(c.GiveCastingVote(by=TEACHER, choice="ann"))

    played.do(c.Undo(by=TEACHER))

    assert (played.ballot.tied, played.ballot.winners) == (True, ("cy",))


def test_the_casting_vote_stands_in_the_minutes_by_name():
    played = level("board", BOARD, tie="chair")
    played.do(c.GiveCastingVote(by=TEACHER, choice="cy"))
    played.do(c.Announce(by=TEACHER))

    rows = minutes(played.scenario, played.journal).rows

    assert [list(row.chosen) for row in rows if row.kind == "casting"] == [["Cy"]]


@pytest.mark.parametrize("tie", ["fails", "chair", "lot"])
def test_of_a_level_run_off(tie):
    played = level("way", ["north", "south", "north", "south"], 3, tie=tie)
    if tie == "chair":
        assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="west")) == "not_level"
        played.do(c.GiveCastingVote(by=TEACHER, choice="south"))

    won = {"fails": (), "chair": ("south",), "lot": drawn(3, ("north", "south"))[:1]}[tie]
    assert (played.ballot.winners, played.ballot.carried) == (won, bool(won))
    assert played.ballot.level == ("north", "south")


@pytest.mark.parametrize("papers", [[], ["", ""], ["abstain", ""]])
@pytest.mark.parametrize("question", ["way", "board"])
@pytest.mark.parametrize("tie", ["fails", "chair", "lot"])
def test_where_nobody_is_named_there_is_no_tie(question, tie, papers):
    played = level(question, [*papers, ""], tie=tie)

    assert (played.ballot.carried, played.ballot.winners, played.ballot.level) == (False, (), ())
    assert counting(played.ballot)["blank"] == len(papers) + 1


ALL_METHODS = [name for name, m in METHODS.items() if not (m.alternatives or m.of_units)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("method", ALL_METHODS)
def test_a_lot_decides_yes_or_no_by_every_method(method, seed):
    played = debating(6, scenario=with_ferry(), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry", method=method, tie="lot"))
    if method == "paper":
        played.do(c.EnterCount(by=TEACHER, for_=2, against=2))
    elif method == "delegation":
        head, weight = next((head, n) for head, n in played.ballot.weights.items() if n > 1)
        played.vote(head, f"1-1-{weight - 2}")
    else:
        for n, choice in enumerate(("for", "against", "for", "against"), 1):
            played.vote(f"s{n}", choice)

    played.do(c.CloseBallot(by=TEACHER, slips=dict(played.boxes.get("b1", {})), seed=seed))

    assert played.ballot.level == ("for", "against")
    assert played.ballot.carried is (drawn(seed, ("for", "against"))[0] == "for")
    assert played.assembly.results()["ferry"] is played.ballot.carried


@pytest.mark.parametrize(
    ("votes", "choice", "carried"),
    [
        (["for", "abstain", "for", "abstain", "against"], "abstain", False),
        (["for", "abstain", "for", "abstain", "against"], "for", True),
        (["for", "abstain", "against"], "against", False),
    ],
)
def test_by_plurality_the_chair_decides_among_all_that_are_level(votes, choice, carried):
    played = debating(6, scenario=with_ferry(tie="chair", threshold="plurality"), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry", method="show"))
    for n, vote in enumerate(votes, 1):
        played.vote(f"s{n}", vote)
    played.close()
    assert set(played.ballot.level) == {vote for vote in votes if votes.count(vote) == votes.count("for")}

    if "against" not in played.ballot.level:
        assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="against")) == "not_level"
    played.do(c.GiveCastingVote(by=TEACHER, choice=choice))

    assert played.ballot.carried is carried
    assert counting(played.ballot)["chose"] == [choice]


@pytest.mark.parametrize("seed", range(4))
def test_by_plurality_the_lot_may_fall_on_abstaining_which_is_lost(seed):
    played = debating(6, scenario=with_ferry(tie="lot", threshold="plurality"), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry", method="show"))
    for n, vote in enumerate(("for", "abstain", "for", "abstain", "against"), 1):
        played.vote(f"s{n}", vote)
    played.do(c.CloseBallot(by=TEACHER, seed=seed))

    first = drawn(seed, ("for", "abstain"))[0]
    assert (played.ballot.carried, counting(played.ballot)["chose"]) == (first == "for", [first])


def test_by_plurality_those_that_lead_without_it_leave_no_tie():
    played = debating(6, scenario=with_ferry(tie="chair", threshold="plurality"), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry", method="show"))
    for n, vote in enumerate(("for", "against", "against", "abstain", "abstain"), 1):
        played.vote(f"s{n}", vote)

    assert (played.close().carried, played.ballot.level) == (False, ())


@pytest.mark.parametrize("tie", ["fails", "chair", "lot"])
def test_a_tie_that_one_vote_more_would_not_turn_is_lost_by_every_rule(tie):
    played = debating(6, scenario=with_ferry(tie=tie, threshold="two_thirds_of_cast"), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="ferry", method="show"))
    for n, choice in enumerate(("for", "against", "for", "against"), 1):
        played.vote(f"s{n}", choice)

    assert (played.close().carried, played.ballot.level) == (False, ())


def test_a_second_ballot_is_for_the_open_place_and_those_who_were_elected_stay_so():
    played = level("board", BOARD)
    assert played.ballot.winners == ("ann",)

    read_out, put = played.do(c.PutQuestion(by=TEACHER, question="board"))

    assert isinstance(read_out, ResultAnnounced)
    assert (put.alternatives, put.elects, put.elected) == (("bob", "cy"), 1, ("ann",))
    assert played.refusal(c.CastVote(by="s1", ballot="b2", choice="ann")) == "no_such_name"
    for seat in ("s1", "s2", "s3"):
        played.vote(seat, "cy")
    played.close()
    played.do(c.Announce(by=TEACHER))
    assert played.ballot.winners == ("cy",)
    assert view(played.assembly, "screen")["ballot"]["elected"] == [
        {"id": "ann", "text": "Ann", "explain": ""}
    ]
    assert played.refusal(c.PutQuestion(by=TEACHER, question="board")) == "already_decided"


def test_it_can_be_put_again_until_every_place_is_filled():
    played = level("board", ["ann", "bob", "cy", ""])
    assert played.ballot.winners == ()
    for papers, winners, elected in (
        (["ann", "ann", "bob", "cy"], ("ann",), ()),
        (["bob", "cy", "bob", "cy"], (), ("ann",)),
        (["cy", "cy", "cy", ""], ("cy",), ("ann",)),
    ):
        ballot = played.divide(dict(zip(("s1", "s2", "s3", "s4"), papers, strict=True)), question="board")
        assert (ballot.winners, ballot.elected) == (winners, elected)

    assert played.refusal(c.PutQuestion(by=TEACHER, question="board")) == "already_decided"


def test_a_level_run_off_is_put_again_with_everybody():
    played = level("way", ["north", "south", "north", "south"])

    _, put = played.do(c.PutQuestion(by=TEACHER, question="way"))

    assert (put.alternatives, put.elected) == (("north", "south", "west"), ())


def test_the_house_marks_only_whom_the_second_ballot_offers():
    scenario = mini.with_everything()
    played = debating(9, scenario=scenario, expected=9)
    played.do(c.PutQuestion(by=TEACHER, question="board"))
    for n, marks in enumerate(("ann,bob", "ann,bob", "ann", "ann,cy"), 1):
        played.vote(f"s{n}", marks)
    # The house, in the tenth seat, marks Ann and Cy.
    assert played.close().winners == ("ann",)

    played.do(c.PutQuestion(by=TEACHER, question="board"))

    assert played.close().tally == {"bob": 0, "cy": 1}


def test_what_is_reconsidered_is_reconsidered_with_all_its_ballots():
    played = level("board", BOARD)
    played.divide(dict.fromkeys(("s1", "s2", "s3"), "cy"), question="board")
    motion = played.moved("s2", kind="reconsider", about="board")
    played.divide({"s1": "for"}, motion=motion)

    assert [event.ballot for event in played.happened(Reconsidered)] == ["b1", "b2"]
    *_, put = played.do(c.PutQuestion(by=TEACHER, question="board"))
    assert (put.alternatives, put.elects, put.elected) == (("ann", "bob", "cy"), 2, ())


def test_a_run_off_fills_one_place_and_is_no_way_to_fill_several():
    played = debating(4, scenario=silent())
    assert played.refusal(c.PutQuestion(by=TEACHER, question="board", method="ranked")) == "wrong_method"
    played.divide(dict(zip(("s1", "s2", "s3", "s4"), BOARD, strict=True)), question="board")

    played.divide({"s1": "cy>bob", "s2": "cy"}, question="board", method="ranked")

    assert (played.ballot.winners, played.ballot.elected) == (("cy",), ("ann",))


def test_a_straw_poll_is_taken_again_as_a_whole():
    played = level("way", ["north", "south"], scenario=mini.with_everything())
    played.do(c.Announce(by=TEACHER))

    *_, put = played.do(c.PutQuestion(by=TEACHER, question="way"))

    assert (put.elected, put.elects) == ((), 1)
    assert played.assembly.left_open("way") is None


def test_an_election_in_two_ballots_is_laid_beside_the_record_as_one():
    record = Record(chosen=("ann", "cy"), carried=True, held="At the end.", sources=("minutes",))
    played = level("board", BOARD, scenario=silent(record=record))
    played.divide(dict.fromkeys(("s1", "s2", "s3"), "cy"), question="board")

    rows = beside_history(played.assembly).divisions

    assert [row.matches for row in rows] == [False, True]


def old(event: QuestionPut | BallotClosed) -> str:
    """As an older program wrote it."""
    written = json.loads(encode(event))
    for field in ("elimination", "elected", "seed", "level", "chosen"):
        written.pop(field, None)
    return json.dumps(written)


def test_a_ballot_of_an_older_program_keeps_its_count():
    """The one that elected a Condorcet loser: both that came last dropped out together, and so it stays."""
    papers = ["north"] * 5 + ["south>west>north"] * 2 + ["west>south>north"] * 2
    played = level("way", papers)
    journal = []
    for event in played.journal:
        if isinstance(event, BallotClosed):
            event = replace(event, winners=("north",), carried=True)
        journal.append(decode(old(event)) if isinstance(event, QuestionPut | BallotClosed) else event)

    ballot = fold(played.scenario, journal).current

    assert (ballot.elimination, ballot.seed, ballot.level, ballot.winners) == (
        "together",
        None,
        (),
        ("north",),
    )
    shown = view(fold(played.scenario, journal), "teach")["ballot"]
    assert shown["rounds"] == [{"north": 5, "south": 2, "west": 2}]
    assert shown["counting"]["dropped"] == []


def test_a_ballot_that_an_older_program_has_put_is_counted_by_the_rule_it_was_put_with():
    papers = ["north"] * 4 + ["south>west>north"] * 2 + ["west>south>north"] * 2
    played = debating(8, scenario=silent(), expected=8)
    (put,) = played.do(c.PutQuestion(by=TEACHER, question="way"))
    journal = [decode(old(event)) if event is put else event for event in played.journal]
    played.assembly = fold(played.scenario, journal)
    for n, paper in enumerate(papers, 1):
        played.vote(f"s{n}", paper)

    # Four of eight are no majority: the others drop out together.
    assert played.close().winners == ("north",)
    assert counting(played.ballot)["dropped"] == []


def test_new_questions_are_put_with_the_new_rule_and_a_paper_may_be_called_abstain():
    scenario = silent()
    questions = tuple(
        replace(
            q, alternatives=tuple(replace(a, id="abstain") if a.id == "cy" else a for a in q.alternatives)
        )
        if q.id == "board"
        else q
        for q in scenario.questions
    )
    played = level("board", ["abstain", "abstain", ""], scenario=replace(scenario, questions=questions))

    assert played.ballot.elimination == "one_by_one"
    assert played.ballot.tally == {"ann": 0, "bob": 0, "abstain": 2, "": 1}
    assert played.ballot.winners == ("abstain",)
