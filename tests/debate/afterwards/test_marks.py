"""Marks: what each seat has done, counted as a teacher would by hand."""

from debate import commands as c
from debate.afterwards.lessons import attended
from debate.afterwards.marks import marks
from debate.commands import TEACHER
from tests.debate.shown.test_bargains import credited
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import plain


def of(meeting: Meeting, seat: str = "s1") -> dict:
    return plain(marks(meeting.assembly)[seat])


def test_speeches_words_put_in_and_seconds_on_the_floor():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.wait(10)
    meeting.do(c.RequestFloor(by="s2", purpose="question"))
    meeting.do(c.GiveIntervention(by=TEACHER, seat="s2"))
    meeting.wait(5)
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.wait(10)
    meeting.do(c.EndTurn(by=TEACHER))

    assert [of(meeting)[key] for key in ("speeches", "interventions", "seconds")] == [1, 0, 20]
    assert [of(meeting, "s2")[key] for key in ("speeches", "interventions", "seconds")] == [0, 1, 5]


def test_hidden_statements_do_not_count():
    meeting = debating()
    for text in ("One.", "Two."):
        meeting.do(c.LeaveStatement(by="s1", text=text))
    meeting.do(c.HideStatement(by=TEACHER, statement="t1", hidden=True))

    assert of(meeting)["statements"] == 1


def test_motions_moved_and_seconded():
    meeting = debating()
    meeting.moved("s2", text="The windows are opened.")

    assert (of(meeting)["moved"], of(meeting)["seconded"]) == (1, 0)
    assert (of(meeting, "s2")["moved"], of(meeting, "s2")["seconded"]) == (0, 1)


def test_votes_cast_of_those_open_to_them_secret_ones_too():
    meeting = debating()
    meeting.divide({"s1": "for"}, question="bridge", method="secret")
    meeting.divide({"s1": "for", "s2": "for"}, question="toll", method="show")

    assert (of(meeting)["cast"], of(meeting)["could_cast"]) == (2, 2)
    assert (of(meeting, "s2")["cast"], of(meeting, "s2")["could_cast"]) == (1, 2)


def test_what_the_house_votes_is_nobodys_merit():
    meeting = debating(pupils=4)
    meeting.divide(question="bridge", method="show")
    house = next(seat for seat, place in meeting.assembly.seats.items() if place.held_by == "house")

    assert meeting.ballot.votes[house]
    assert (of(meeting, house)["cast"], of(meeting, house)["could_cast"]) == (0, 1)


def test_aims_are_there_where_the_person_has_them():
    meeting = debating()
    meeting.reach("debrief")

    figures = plain(marks(meeting.assembly))

    for seat in meeting.assembly.order:
        role = meeting.assembly.role_of(seat)
        assert ("public_aim" in figures[seat]) == bool(role and role.public_met)
        assert figures[seat].get("public_aim") in (True, False, None)


def test_a_reflection_stands_beside_the_figures():
    meeting = debating()
    meeting.reach("debrief")
    meeting.do(c.Reflect(by="s1", text="=1+1 was loud."))

    assert of(meeting)["reflection"] == "=1+1 was loud."
    assert of(meeting, "s2")["reflection"] == ""


def test_who_moved_others_and_kept_their_word_is_counted():
    found = marks(credited().assembly)

    assert [found[seat].moved_others for seat in ("s1", "s2")] == [0, 1]
    assert [(found[seat].struck, found[seat].kept) for seat in ("s1", "s2", "s3")] == [(1, 0), (1, 1), (0, 0)]


def test_in_which_lessons_somebody_took_part_and_spoke():
    """s1 speaks in both lessons, s2 in the second only, s3 votes in the first; s4 only sat down."""
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.EndTurn(by=TEACHER))
    meeting.divide({"s3": "for"}, question="bridge", method="show")
    meeting.do(c.Pause(by=TEACHER, sleeps=True))
    meeting.wait(24 * 3600)
    meeting.do(c.Resume(by=TEACHER))
    for seat in ("s1", "s2"):
        meeting.do(c.GiveFloor(by=TEACHER, seat=seat))
        meeting.wait(5)
        meeting.do(c.EndTurn(by=TEACHER))

    found = attended(meeting.assembly, meeting.journal)

    assert {seat: found.get(seat) for seat in ("s1", "s2", "s3", "s4")} == {
        "s1": {1: True, 2: True},
        "s2": {1: False, 2: True},
        "s3": {1: False},
        "s4": {1: False},
    }
    house = next(seat for seat, place in meeting.assembly.seats.items() if place.held_by == "house")
    assert house not in found
