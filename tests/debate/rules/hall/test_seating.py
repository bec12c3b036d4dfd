"""Setting up, coming in, leaving, changing persons; the chair, the doors, news and the teacher's word."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import DOOR, TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby


def seat(meeting, id):
    return meeting.assembly.seats[id]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"pupils": 3, "minutes": 50}, "class_size"),
        ({"pupils": 1001, "minutes": 50}, "class_size"),
        ({"pupils": 4, "minutes": 19}, "lesson_length"),
        ({"pupils": 4, "minutes": 241}, "lesson_length"),
        ({"pupils": 4, "minutes": 50, "options": ("snow",)}, "no_such_option"),
    ],
)
def test_a_session_is_set_up_within_limits(settings, code):
    assert Meeting().refusal(c.CreateSession(by=TEACHER, **settings)) == code


@pytest.mark.parametrize("settings", [{"pupils": 4, "minutes": 20}, {"pupils": 1000, "minutes": 240}])
def test_the_limits_themselves_are_allowed(settings):
    assert Meeting().do(c.CreateSession(by=TEACHER, **settings))


def test_a_session_is_set_up_once():
    assert lobby().refusal(c.CreateSession(by=TEACHER, pupils=4, minutes=50)) == "already_created"


def test_the_scenario_says_how_votes_weigh_unless_the_teacher_does():
    assert lobby().assembly.weighting == "bloc"
    assert lobby(weighting="seat").assembly.weighting == "seat"


def test_a_new_hall_belongs_to_the_house_but_for_optional_seats():
    held = {place.role: place.held_by for place in lobby(pupils=0).assembly.seats.values()}

    assert held == dict.fromkeys(mini.VOTES, "house") | {"tinker": "nobody"}


def test_pupils_are_seated_in_the_order_of_casting():
    meeting = lobby(pupils=3)

    taken = [place.id for place in meeting.assembly.seats.values() if place.held_by == "pupil"]

    assert sorted(taken) == ["s1", "s2", "s3"]


def test_a_latecomer_gets_the_next_free_seat_in_the_middle_of_the_meeting():
    meeting = debating(pupils=4)

    meeting.do(c.TakeSeat(by=DOOR))

    assert seat(meeting, "s5").held_by == "pupil"


def test_a_seat_can_be_asked_for_by_name_if_it_is_free():
    meeting = lobby(pupils=1)

    meeting.do(c.TakeSeat(by=DOOR, seat="s7"))

    assert seat(meeting, "s7").held_by == "pupil"
    assert meeting.refusal(c.TakeSeat(by=DOOR, seat="s7")) == "house_full"
    assert meeting.refusal(c.TakeSeat(by=DOOR, seat="s99")) == "no_such_seat"


def test_a_full_house_is_full():
    meeting = lobby(pupils=9)
    meeting.do(c.TakeSeat(by=DOOR))

    assert meeting.refusal(c.TakeSeat(by=DOOR)) == "house_full"


def test_a_seat_that_was_given_back_is_the_houses_and_the_next_pupils():
    meeting = debating(pupils=4)

    meeting.do(c.FreeSeat(by=TEACHER, seat="s2"))
    assert seat(meeting, "s2").held_by == "house"

    meeting.do(c.TakeSeat(by=DOOR))
    assert seat(meeting, "s2").held_by == "pupil"


def test_an_optional_seat_that_was_given_back_is_empty():
    meeting = lobby(pupils=10)

    meeting.do(c.FreeSeat(by=TEACHER, seat="s10"))

    assert seat(meeting, "s10").held_by == "nobody"


def test_only_a_pupils_seat_can_be_given_back():
    meeting = lobby(pupils=1)

    assert meeting.do(c.FreeSeat(by=TEACHER, seat="s2")) == []
    assert meeting.refusal(c.FreeSeat(by=TEACHER, seat="s99")) == "no_such_seat"


def test_who_leaves_leaves_the_floor_the_list_and_the_chair():
    meeting = debating()
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.RequestFloor(by="s2"))

    meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))
    meeting.do(c.FreeSeat(by=TEACHER, seat="s2"))

    assert meeting.assembly.chair == ""
    assert meeting.assembly.floor.speaker == ""
    assert meeting.assembly.floor.requests == ()


def test_a_pupil_comes_back_to_the_seat_even_through_a_locked_door():
    meeting = debating()
    meeting.do(c.FreeSeat(by=TEACHER, seat="s2"))
    meeting.do(c.LockDoors(by=TEACHER))

    meeting.do(c.ReturnToSeat(by="s2"))

    assert seat(meeting, "s2").held_by == "pupil"
    assert meeting.do(c.ReturnToSeat(by="s2")) == []


@pytest.mark.parametrize("id", ["s2", "s9", "s10"])
def test_from_a_seat_no_pupil_holds_nobody_votes_speaks_or_writes(id):
    # s2 was given back, s9 is the house's from the start, s10 is empty.
    meeting = debating()
    meeting.do(c.FreeSeat(by=TEACHER, seat="s2"))
    meeting.do(c.PutQuestion(by=TEACHER))

    assert meeting.refusal(c.CastVote(by=id, ballot="b1", choice="for"))
    assert meeting.refusal(c.RequestFloor(by=id))
    assert meeting.refusal(c.LeaveStatement(by=id, text="A bridge!"))


def test_two_seats_change_persons_and_the_pupils_stay_where_they_are():
    meeting = lobby(pupils=4)
    assert (seat(meeting, "s1").role, seat(meeting, "s9").role) == ("archer", "hunter")

    meeting.do(c.AssignRole(by=TEACHER, seat="s1", role="hunter"))

    one, nine = seat(meeting, "s1"), seat(meeting, "s9")
    assert (one.id, one.role, one.faction, one.held_by) == ("s1", "hunter", "ferrymen", "pupil")
    assert (nine.id, nine.role, nine.faction, nine.held_by) == ("s9", "archer", "builders", "house")


def test_a_pupil_can_be_given_an_optional_person_and_the_house_keeps_the_other():
    meeting = lobby(pupils=4)

    meeting.do(c.AssignRole(by=TEACHER, seat="s1", role="tinker"))

    assert (seat(meeting, "s1").role, seat(meeting, "s1").held_by) == ("tinker", "pupil")
    assert (seat(meeting, "s10").role, seat(meeting, "s10").held_by) == ("archer", "house")

    meeting.do(c.AssignRole(by=TEACHER, seat="s1", role="archer"))
    assert seat(meeting, "s10").held_by == "nobody"


def test_a_person_who_sits_there_already_is_no_change():
    meeting = lobby()

    assert meeting.do(c.AssignRole(by=TEACHER, seat="s1", role="archer")) == []
    assert meeting.refusal(c.AssignRole(by=TEACHER, seat="s1", role="nobody")) == "no_such_role"
    assert meeting.refusal(c.AssignRole(by=TEACHER, seat="s1", role="")) == "no_such_role"


def test_nobody_changes_persons_during_a_vote():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))

    assert meeting.refusal(c.AssignRole(by=TEACHER, seat="s1", role="hunter")) == "ballot_open"


def test_a_pupil_holds_the_chair_until_it_is_taken_back():
    meeting = debating()
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))
    assert meeting.do(c.AdvanceStage(by="s1"))

    meeting.do(c.GiveChair(by=TEACHER))

    assert meeting.refusal(c.AdvanceStage(by="s1")) == "not_yours"


def test_the_chair_goes_to_pupils_only():
    meeting = debating()

    assert meeting.refusal(c.GiveChair(by=TEACHER, seat="s9")) == "seat_not_taken"
    assert meeting.refusal(c.GiveChair(by=TEACHER, seat="s99")) == "no_such_seat"


def test_a_pupil_in_the_chair_does_not_open_the_session():
    meeting = lobby()
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))

    assert meeting.refusal(c.OpenSession(by="s1")) == "not_yours"
    assert meeting.refusal(c.AdvanceStage(by="s1"))


def test_locked_doors_keep_new_pupils_out_until_they_open():
    meeting = lobby(pupils=1)
    meeting.do(c.LockDoors(by=TEACHER))
    assert meeting.refusal(c.TakeSeat(by=DOOR)) == "doors_locked"
    assert meeting.do(c.LockDoors(by=TEACHER)) == []

    meeting.do(c.LockDoors(by=TEACHER, locked=False))

    assert meeting.do(c.TakeSeat(by=DOOR))


def test_a_card_goes_to_its_own_readers_or_to_those_named():
    meeting = debating()

    meeting.do(c.ReleaseCard(by=TEACHER, card="letter"))
    meeting.do(c.ReleaseCard(by=TEACHER, card="flood", to=("s3", "ferrymen")))

    assert [(card.card, card.to) for card in meeting.assembly.cards] == [
        ("letter", ("ferrymen", "potter")),
        ("flood", ("s3", "ferrymen")),
    ]


def test_a_card_in_play_is_not_played_again_unless_more_are_to_read_it():
    meeting = debating()
    meeting.do(c.ReleaseCard(by=TEACHER, card="letter"))

    assert meeting.do(c.ReleaseCard(by=TEACHER, card="letter")) == []
    assert meeting.do(c.ReleaseCard(by=TEACHER, card="letter", to=("potter",))) == []
    assert meeting.do(c.ReleaseCard(by=TEACHER, card="letter", to=("all",)))


def test_a_card_that_all_have_read_is_not_played_again_for_one():
    meeting = debating()
    meeting.do(c.ReleaseCard(by=TEACHER, card="flood"))

    assert meeting.do(c.ReleaseCard(by=TEACHER, card="flood", to=("s3",))) == []


def test_cards_and_readers_must_exist():
    meeting = debating()

    assert meeting.refusal(c.ReleaseCard(by=TEACHER, card="rumour")) == "no_such_card"
    assert meeting.refusal(c.ReleaseCard(by=TEACHER, card="flood", to=("nobody",))) == "no_such_reader"


def test_the_teachers_word_stands_until_it_is_taken_down():
    meeting = lobby()

    meeting.do(c.SayToAll(by=TEACHER, text=" Eyes  to the front. "))
    assert meeting.assembly.word == "Eyes to the front."
    assert meeting.do(c.SayToAll(by=TEACHER, text="Eyes to the front.")) == []
    assert meeting.refusal(c.SayToAll(by=TEACHER, text="x" * 301)) == "text_too_long"

    meeting.do(c.SayToAll(by=TEACHER))
    assert meeting.assembly.word == ""


class TestWhoPresidedThen:
    def waiting(self) -> Meeting:
        """Before the beginning, with the chair's person at s1 and somebody else at s2."""
        return lobby(scenario=replace(mini.scenario(), chair="hunter"))

    def test_has_the_chair_when_the_meeting_begins(self):
        meeting = self.waiting()

        meeting.do(c.OpenSession(by=TEACHER))

        assert meeting.assembly.seats["s1"].role == "hunter"
        assert meeting.assembly.chair == "s1"

    def test_does_not_take_it_from_whom_the_teacher_has_given_it_to(self):
        meeting = self.waiting()
        meeting.do(c.GiveChair(by=TEACHER, seat="s2"))

        meeting.do(c.OpenSession(by=TEACHER))

        assert meeting.assembly.chair == "s2"

    def test_is_the_teacher_where_the_house_plays_that_person(self):
        meeting = self.waiting()
        meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))

        meeting.do(c.OpenSession(by=TEACHER))

        assert meeting.assembly.chair == ""
