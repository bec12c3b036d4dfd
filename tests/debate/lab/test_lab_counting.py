"""The same votes counted by other rules, on the miniature by hand and on the record to the last delegate."""

from debate.lab.counting import recounts, side
from debate.lab.divisions import DivisionFigures, of_class, of_record
from debate.scenario import CHOICES
from tests.support.rules import mini, shipped
from tests.support.rules.meeting import debating

# archer, baker, cooper, dyer and mason for, 12 delegates each; three ferrymen against, 10 each; potter
# abstains, 10. Of the guilds' 60 delegates six persons sit here, of the riverside's 40 three.


def counted(division: DivisionFigures, scenario=None) -> dict[str, tuple[tuple[int, ...], bool, bool]]:
    rows = recounts(scenario or mini.scenario(), division)
    return {row.way: (tuple(row.figures[c] for c in CHOICES), row.carried, row.otherwise) for row in rows}


def bridge(votes=None, **put) -> DivisionFigures:
    meeting = debating(4)
    meeting.divide(votes or {"s1": "for", "s2": "against", "s3": "for", "s4": "for"}, **put)
    return of_class(meeting.assembly)["bridge"]


def test_by_every_majority_and_every_weight():
    assert counted(bridge()) == {
        "majority_of_present": ((60, 30, 10), True, False),
        "majority_of_members": ((60, 30, 10), True, False),
        "by_person": ((5, 3, 1), True, False),
        "by_delegates": ((50, 40, 10), True, False),
        "as_blocks": ((60, 40, 0), True, False),
        "one_each": ((1, 1, 0), False, True),
    }


def test_abstentions_can_decide_where_those_present_are_counted():
    """55 of 100 would do; if s3 and s4 abstain, and it is 36 to 30: a majority of votes cast only."""
    division = bridge({"s1": "for", "s2": "against", "s3": "abstain", "s4": "abstain"})

    found = counted(division)

    assert division.figures == {"for": 36, "against": 30, "abstain": 34}
    assert found["majority_of_present"][1:] == found["majority_of_members"][1:] == (False, True)


def test_of_a_secret_ballot_only_the_sum_can_be_measured():
    assert set(counted(bridge(method="secret"))) == {"majority_of_present", "majority_of_members"}


def test_who_spoke_for_a_whole_delegation_can_not_be_counted_by_person():
    meeting = debating(4)
    meeting.divide({"s1": "for", "s2": "against"}, method="delegation")

    found = counted(of_class(meeting.assembly)["bridge"])

    assert "by_person" not in found
    assert found["as_blocks"][0] == (60, 40, 0)


def test_where_each_seat_counts_once_there_is_no_other_way_by_person():
    meeting = debating(4, weighting="seat")
    meeting.divide({})

    assert "by_person" not in counted(of_class(meeting.assembly)["bridge"])


def test_a_group_that_is_split_evenly_abstains():
    assert side({"for": 2, "against": 2, "abstain": 1}) == "abstain"
    assert side({"for": 2, "against": 1, "abstain": 1}) == "for"


def test_blocks_can_turn_a_majority():
    """The referendum paradox: of nine voters in three groups of three, 3-0, 1-2, 1-2, five say yes. Two of
    the three groups say no."""
    groups = [{"for": 3, "against": 0, "abstain": 0}] + 2 * [{"for": 1, "against": 2, "abstain": 0}]

    sides = [side(group) for group in groups]

    assert sum(group["for"] for group in groups) == 5
    assert (sides.count("for"), sides.count("against")) == (1, 2)


def test_the_majorities_of_1917():
    """766 are more than 688 and more than half of the 1,492 who took part, but not of the 1,582 who attended;
    595 are not, either. Ten are more than half of twelve, but not of the 21 of the Committee."""
    conference = shipped.scenario("democratic-conference")
    committee = shipped.scenario("central-committee-10-october")

    of_all = {
        question: counted(division, scenario)["majority_of_members"][1:]
        for scenario in (conference, committee)
        for question, division in of_record(scenario).items()
    }

    assert of_all == {
        "coalition": (False, True),
        "without-kornilov": (True, False),
        "without-kadets": (False, True),
        "whole": (False, False),
        "assist": (True, False),
        "rising": (False, True),
    }


def test_the_delegations_of_1917_as_blocks_by_the_lines_of_the_model():
    """Soviets, unions and nationalities have more of the Left than of the others: 275 + 171 + 55 = 501
    delegates and three delegations against; the other six, 953 delegates, for."""
    scenario = shipped.scenario("democratic-conference")

    found = counted(of_record(scenario)["coalition"], scenario)

    assert found["as_blocks"] == ((953, 501, 0), True, False)
    assert found["one_each"] == ((6, 3, 0), True, False)


def test_the_record_has_no_seats_to_weigh():
    scenario = shipped.scenario("democratic-conference")

    assert "by_person" not in counted(of_record(scenario)["whole"], scenario)


def test_motions_and_questions_are_taken_and_straw_polls_left():
    meeting = debating(4, scenario=mini.with_everything())
    meeting.divide({}, question="way")
    meeting.divide({"s1": "for"}, question="bridge")
    motion = meeting.admitted(text="More light.")
    meeting.decide(motion)

    assert list(of_class(meeting.assembly)) == ["bridge", motion]
