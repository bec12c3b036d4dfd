"""Could one have got more by voting otherwise? Own votes by name, and papers in a secret ranking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debate import commands as c
from debate.commands import TEACHER
from debate.lab.preferences import COUNTED_BY, winners
from debate.lab.strategy import end, other_papers, own_votes, papers, votes_for
from tests.support.rules.meeting import Meeting, debating

ABC = ("a", "b", "c")


def played(*ballots: dict[str, str], **put) -> Meeting:
    """Bridge, then toll if it comes to that, with these votes; then to the end."""
    meeting = debating(4)
    for votes, question in zip(ballots, ("bridge", "toll"), strict=False):
        meeting.divide(votes, question=question, **put)
    meeting.reach("debrief")
    meeting.do(c.CloseSession(by=TEACHER))
    return meeting


CLOSE = {"s1": "for", "s2": "against", "s3": "abstain", "s4": "abstain"}


def test_ones_own_vote_could_have_turned_it():
    """36 to 30 with s1's twelve: against, it would be 24 to 42; abstaining, 24 to 30."""
    meeting = played(CLOSE)

    vote = own_votes(meeting.assembly, "s1")[0]

    assert (vote.chose, vote.others) == ("for", {"against": False, "abstain": False})
    assert vote.turns == ("against", "abstain")


def test_with_a_wide_margin_nothing_turns():
    meeting = played({"s1": "for", "s2": "against", "s3": "for", "s4": "for"})

    assert own_votes(meeting.assembly, "s1")[0].turns == ()


def test_who_voted_in_secret_has_nothing_to_look_up():
    assert [v.division.question for v in own_votes(played(CLOSE, method="secret").assembly, "s1")] == []


def test_what_the_house_gave_is_not_ones_own():
    meeting = played({"s1": "for"})
    held = sorted(meeting.assembly.ballots["b1"].house)

    assert held
    assert [own_votes(meeting.assembly, seat) for seat in held] == [[]] * len(held)


def test_another_vote_for_another_end():
    """Bridge is carried with s1's twelve, toll is lost: a free bridge. Without the bridge there would have
    been a vote on the ferry, which was never taken: how that ends nobody can tell."""
    meeting = played(CLOSE)
    assert meeting.assembly.results()["toll"] is False

    assert votes_for(meeting.assembly, "s1", "free-bridge").votes == {}
    assert votes_for(meeting.assembly, "s1", "new-ferry") is None


def test_the_fewest_changes_are_told():
    """Toll 42 to 43 with s1's ten against it: with them it is 52 to 33, and the bridge has a toll."""
    votes = {"s1": "against", "s2": "for", "s3": "abstain", "s4": "for"}
    meeting = played({"s1": "for", "s2": "against", "s3": "for", "s4": "for"}, votes)
    assert meeting.assembly.ballots["b2"].tally == {"for": 42, "against": 43, "abstain": 15}

    assert votes_for(meeting.assembly, "s1", "bridge-with-toll").votes == {"toll": "for"}


def test_an_end_follows_from_results_as_in_the_meeting_itself():
    assembly = played(CLOSE).assembly

    assert end(assembly, assembly.results()).id == "free-bridge"
    assert end(assembly, {"bridge": True, "toll": True}).id == "bridge-with-toll"
    assert end(assembly, {"bridge": False}) is None
    assert end(assembly, {"bridge": False, "ferry": True}).id == "new-ferry"


def test_a_question_that_was_put_beside_the_agenda_stays_put():
    """The chair puts the ferry although the bridge is carried: it was put, whatever its stage says."""
    meeting = debating(4)
    meeting.divide(CLOSE, question="bridge")
    meeting.divide({"s1": "for"}, question="ferry")

    known = meeting.assembly.results()

    assert known == {"bridge": True, "ferry": True}
    assert end(meeting.assembly, {**known, "toll": False}).id == "free-bridge"
    assert end(meeting.assembly, {"bridge": False, "ferry": True}).id == "new-ferry"


def test_a_meeting_that_was_broken_off_ends_as_it_did():
    meeting = debating(4)
    meeting.divide(CLOSE)
    meeting.do(c.CloseSession(by=TEACHER))

    assert end(meeting.assembly, meeting.assembly.results()).id == "nothing"


def test_pliny_and_the_vote_that_was_changed_in_time():
    """After Pliny VIII 14 (Farquharson 1969): 5 would acquit, 5 banish, 3 put to death; the last like
    banishing better than acquittal. By first places it is a tie of 5 to 5. If one who is for death
    votes to banish, as the mover of the death sentence did, it is 6 to 5 for his second best."""
    tally = {"acquit>banish>death": 5, "banish>acquit>death": 5, "death>banish>acquit": 3}
    sentences = ("acquit", "banish", "death")

    found = other_papers(tally, sentences, "death>banish>acquit")["first_places"]

    assert (found.sincere, found.winner) == ("", "banish")
    assert found.paper.startswith("banish")


def test_burying_the_rival_under_bordas_count():
    """3 voters a>b>c, 2 voters b>a>c. Points: a 3 x 2 + 2 = 8, b 3 + 2 x 2 = 7. One who likes b best puts a
    last: b>c>a. Then a has 7 and b still 7: a tie, which is not a defeat. With 3 to 3 voters it is 9 to 9,
    and the same paper makes it 8 to 9: b wins."""
    three_to_two = {"a>b>c": 3, "b>a>c": 2}
    three_each = {"a>b>c": 3, "b>a>c": 3}

    assert other_papers(three_to_two, ABC, "b>a>c")["points"].paper == ""
    assert other_papers(three_each, ABC, "b>a>c")["points"].winner == "b"


def test_who_has_the_winner_first_can_get_no_more():
    found = other_papers({"a>b>c": 3, "b>a>c": 1}, ABC, "a>b>c")["run_off"]

    assert (found.sincere, found.paper, found.winner) == ("a", "", "")


def test_a_paper_that_is_not_in_the_box_is_refused():
    with pytest.raises(ValueError, match="nobody handed in"):
        other_papers({"a>b>c": 3}, ABC, "b>a>c")["points"]


def test_every_paper_is_tried_once():
    """Of three: 6 orders of all, 6 of two, 3 of one."""
    assert len(set(papers(ABC))) == len(list(papers(ABC))) == 15


@given(
    st.dictionaries(st.permutations(ABC).map(">".join), st.integers(1, 4), min_size=1, max_size=6),
    st.sampled_from(COUNTED_BY),
    st.data(),
)
def test_what_is_promised_comes_true_and_is_better(tally, rule, data):
    own = data.draw(st.sampled_from(sorted(tally)))

    found = other_papers(tally, ABC, own)[rule]

    if found.paper:
        after = dict(tally)
        after[own] -= 1
        after[found.paper] = after.get(found.paper, 0) + 1
        assert winners(after, ABC)[rule] == (found.winner,)
        liked = own.split(">")
        assert not found.sincere or liked.index(found.winner) < liked.index(found.sincere)


@given(
    st.dictionaries(st.permutations(ABC).map(">".join), st.integers(1, 4), min_size=1, max_size=6), st.data()
)
def test_nobody_gains_by_dropping_a_pairwise_winner_from_first_to_last(tally, data):
    """Condorcet's winner cannot be kept out by those who like it best: no paper gets them more."""
    own = data.draw(st.sampled_from(sorted(tally)))

    found = other_papers(tally, ABC, own)["pairs"]

    if found.sincere == own.split(">")[0]:
        assert found.paper == ""
