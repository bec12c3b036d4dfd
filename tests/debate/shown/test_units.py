"""What is told of states with one vote, of vetoes, of who was away: now, beside history, in the lab."""

import pytest

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.commands import TEACHER
from debate.lab.absences import missed, without
from debate.lab.counting import recounts
from debate.lab.divisions import of_class, of_record
from debate.lab.pivots import pivot
from debate.lab.strategy import own_votes
from debate.minutes import minutes
from debate.shown import ballots
from tests.debate.rules.voting.test_units import hall, put, seat_of, vote
from tests.support.rules.meeting import Meeting


def divided(question: str, pupils: int = 24, **votes: str) -> Meeting:
    """A vote in which these have voted otherwise than they believed, closed and announced; who is silent is
    counted as they believed."""
    meeting = hall(pupils)
    meeting.do(c.SetSilence(by=TEACHER, filled=True))
    put(meeting, question)
    vote(meeting, **votes)
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))
    return meeting


def test_each_state_is_told_with_its_vote_and_its_people():
    meeting = hall()
    put(meeting, "compromise")
    vote(meeting, gerry="for", king="against", sherman="for", martin="abstain")

    shown = ballots.ballot(meeting.assembly, "screen")

    told = {unit.name: (unit.vote, unit.yes, unit.no, unit.neither) for unit in shown.units}
    assert told["Massachusetts"] == ("divided", 1, 1, 0)
    assert told["Connecticut"] == ("for", 1, 0, 0)
    assert told["Maryland"] == ("divided", 0, 0, 1)
    assert told["New York"] == ("absent", 0, 0, 0)
    assert told["Georgia"] == ("away", 0, 0, 0)
    assert [one.name for one in shown.absent] == ["Robert Yates", "John Lansing", "Daniel Jenifer"]


def test_while_the_count_is_hidden_nothing_is_told_of_the_states():
    meeting = hall()
    put(meeting, "compromise", hidden=True)
    vote(meeting, gerry="for")

    assert not ballots.ballot(meeting.assembly, "screen").units

    meeting.close()
    assert not ballots.ballot(meeting.assembly, "screen").units
    assert ballots.ballot(meeting.assembly, "teach").units


def test_a_pupil_is_told_for_whom_they_decide_or_that_they_were_away():
    meeting = hall()
    put(meeting, "compromise")

    king = ballots.my_vote(meeting.assembly, seat_of(meeting, "king"))
    assert (king.unit, king.of_unit) == ("Massachusetts", 4)
    yates = ballots.my_vote(meeting.assembly, seat_of(meeting, "yates"))
    assert (yates.entitled, yates.absent) == (False, "absent")


def test_beside_history_stand_both_votes_of_each_state_and_only_one_differs():
    meeting = divided("compromise", king="for")
    [row] = beside_history(meeting.assembly).divisions

    assert row.tally == {"for": 6, "against": 4, "abstain": 0}
    otherwise = [(unit.name, unit.vote, unit.then) for unit in row.units if unit.vote != unit.then]
    assert otherwise == [("Massachusetts", "for", "divided")]
    assert (row.away, row.record.away, row.matches) == (1, 1, False)


def test_the_same_figures_of_other_states_are_not_the_record():
    """Massachusetts goes over to it, Maryland is divided no less than Massachusetts was."""
    meeting = divided("compromise", king="for", martin="abstain")
    [row] = beside_history(meeting.assembly).divisions

    assert row.tally == {"for": 5, "against": 4, "abstain": 1}
    assert not row.matches


def test_a_vote_of_which_the_record_knows_nothing_is_never_a_difference():
    meeting = divided("journal", williamson="against")
    compared = beside_history(meeting.assembly)
    [williamson] = [person for person in compared.persons if person.name == "Hugh Williamson"]
    [voted] = williamson.votes

    assert compared.divisions[0].unknown == ("Hugh Williamson",)
    assert (voted.chose, voted.recorded, voted.left_the_record) == ("against", "unknown", False)


def test_whoever_was_away_stands_so_beside_history():
    meeting = divided("journal")
    persons = {person.name: person for person in beside_history(meeting.assembly).persons}

    for name, why in (("Robert Yates", "absent"), ("Daniel Jenifer", "paired")):
        [voted] = persons[name].votes
        assert (voted.chose, voted.recorded, voted.left_the_record) == (why, why, False)


def test_whose_veto_stopped_it_is_told_with_the_result():
    meeting = hall()
    put(meeting, "doors")
    vote(meeting, washington="against", madison="for")
    meeting.close()
    assert not ballots.ballot(meeting.assembly, "screen").stopped_by

    meeting.do(c.Announce(by=TEACHER))

    assert ballots.ballot(meeting.assembly, "screen").stopped_by == ("George Washington",)


def test_the_minutes_name_who_was_away_and_how_each_state_voted():
    meeting = divided("journal")
    [row] = [row for row in minutes(meeting.scenario, meeting.journal).rows if row.kind == "division"]

    named = {group.vote: {one.name for one in group.people} for group in row.voters}
    assert named["absent"] == {"Robert Yates", "John Lansing"}
    assert named["paired"] == {"Daniel Jenifer", "Gunning Bedford"}


def test_the_lab_counts_by_person_what_was_counted_by_state():
    meeting = divided("compromise")
    division = of_class(meeting.assembly)["compromise"]

    found = {
        row.way: (row.figures["for"], row.figures["against"], row.carried)
        for row in recounts(meeting.scenario, division)
    }

    assert found == {
        "majority_of_present": (5, 4, False),
        "majority_of_members": (5, 4, False),
        "by_person": (11, 10, True),
    }
    assert {row.way for row in recounts(meeting.scenario, of_record(meeting.scenario)["compromise"])} == {
        "majority_of_present",
        "majority_of_members",
    }


def test_the_lab_says_openly_what_it_does_not_work_out():
    meeting = divided("compromise")

    assert pivot(of_class(meeting.assembly)["compromise"]).known is False
    assert pivot(of_record(meeting.scenario)["doors"]).known is False


def test_without_one_man_a_state_that_was_divided_is_not():
    meeting = divided("compromise")
    division = of_class(meeting.assembly)["compromise"]

    king = meeting.assembly.seats[seat_of(meeting, "king")]
    assert without(division, king).figures == {"for": 6, "against": 4, "abstain": 0}
    # Maryland's only man was there: without him it is four to four.
    assert seat_of(meeting, "martin") in missed(division)


def test_without_the_one_who_stopped_it_another_veto_still_does():
    meeting = divided("doors", washington="against")
    division = of_class(meeting.assembly)["doors"]
    washington = meeting.assembly.seats[seat_of(meeting, "washington")]

    assert without(division, washington).carried is False
    assert {row.carried for row in recounts(meeting.scenario, division)} == {False}


@pytest.mark.parametrize(
    ("question", "who", "instead", "carried"),
    [
        ("compromise", "martin", "against", False),
        ("doors", "washington", "for", False),
    ],
)
def test_what_another_vote_of_ones_own_would_have_done(question, who, instead, carried):
    meeting = divided(question, **{who: {"martin": "for", "washington": "against"}[who]})

    [mine] = own_votes(meeting.assembly, seat_of(meeting, who))

    assert mine.others[instead] is carried
