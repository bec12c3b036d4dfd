"""People outside the journal: whose seat it is when two share it, names, codes that work once, newcomers."""

import pytest
from django.test import Client

from debate import commands as c
from debate.commands import CLOCK, DOOR, TEACHER
from debate.refusal import Refusal
from game.models import Link, Participant
from game.people import changes, participants, teachers
from game.people.sitters import Sitter, Sitting
from game.standing import Standing
from tests.support.rules.meeting import debating
from tests.support.server.sessions import session

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    """Ada in s1 of a session."""
    return seated(session().pk, "Ada")


def seated(number, name, seat="s1"):
    pupil = participants.new(number, name)
    pupil.seat = seat
    pupil.save()
    return pupil


def held(*seats):
    """A session as its room sees it, with pupils in these seats."""
    meeting = debating(0)
    for seat in seats:
        meeting.do(c.TakeSeat(by=TEACHER, seat=seat))
    return meeting.assembly


def beside(pupil, name="Ben"):
    changes.share(pupil.session_id, pupil.seat)
    pupil.refresh_from_db()
    other = participants.new(pupil.session_id, name)
    changes.join_beside(pupil.session_id, held(pupil.seat), pupil.share_code, other)
    return other


def names(pupil):
    return {seat: sitting.name for seat, sitting in participants.people(pupil.session_id).seats.items()}


def test_two_own_a_seat_until_somebody_else_sits_down_in_it(ada):
    ben = beside(ada)
    assert names(ada) == {"s1": "Ada and Ben"}
    assert participants.owns_seat(ada)
    assert participants.owns_seat(ben)

    seated(ada.session_id, "Cem")

    assert names(ada) == {"s1": "Cem"}
    assert not participants.owns_seat(ada)
    assert not participants.owns_seat(ben)


def test_a_share_code_is_used_up(ada):
    changes.share(ada.session_id, "s1")
    code = Participant.objects.get(pk=ada.pk).share_code
    changes.join_beside(ada.session_id, held("s1"), code, participants.new(ada.session_id, "Ben"))

    for typed in (code, "", " ", "ABCD2345"):
        with pytest.raises(Refusal, match="share_unknown"):
            changes.join_beside(ada.session_id, held("s1"), typed, participants.new(ada.session_id, "Cem"))


def test_the_share_code_of_a_lost_seat_lets_nobody_in(ada):
    changes.share(ada.session_id, "s1")
    code = Participant.objects.get(pk=ada.pk).share_code
    seated(ada.session_id, "Cem")

    with pytest.raises(Refusal, match="share_unknown"):
        changes.join_beside(ada.session_id, held("s1"), code, participants.new(ada.session_id, "Ben"))


def test_the_place_of_a_second_pupil_who_never_came_is_free_again_by_the_same_code(ada):
    changes.share(ada.session_id, "s1")
    code = Participant.objects.get(pk=ada.pk).share_code
    ben = participants.new(ada.session_id, "Ben")
    changes.join_beside(ada.session_id, held("s1"), code, ben)

    changes.put_out(ada.session_id, ben.pk)

    sitting = participants.people(ada.session_id).seats["s1"]
    assert (sitting.name, sitting.share) == ("Ada", code)
    changes.join_beside(ada.session_id, held("s1"), code, participants.new(ada.session_id, "Ben"))
    assert names(ada) == {"s1": "Ada and Ben"}


def test_nobody_who_came_or_was_there_first_is_put_out(ada):
    ben = beside(ada)
    changes.came([ben.pk])

    changes.put_out(ada.session_id, ben.pk)
    changes.put_out(ada.session_id, ada.pk)

    assert names(ada) == {"s1": "Ada and Ben"}


def test_command_ids_are_each_sender_s_own(ada):
    ben = beside(ada)

    assert participants.sender(ada) == "s1"
    assert participants.sender(ben) == f"s1+{ben.pk}"


def test_the_name_of_a_seat_given_back_is_free(ada):
    seated(ada.session_id, "Dee", "s2")

    changes.rename(ada.session_id, held("s2"), "s2", "", "Ada")

    with pytest.raises(Refusal, match="name_taken"):
        changes.rename(ada.session_id, held("s1", "s2"), "s1", "", "ADA")


def test_a_partner_cannot_be_renamed_through_another_seat(ada):
    dee = seated(ada.session_id, "Dee", "s2")

    with pytest.raises(Refusal, match="seat_not_taken"):
        changes.rename(ada.session_id, held("s1", "s2"), "s1", str(dee.pk), "Eva")


def test_a_name_that_was_taken_away_is_in_the_teacher_s_row_alone_until_there_is_another(ada):
    ben = beside(ada)
    changes.take_name(ada.session_id, "s1", str(ada.pk), away=True)

    people = participants.people(ada.session_id)
    assert [(s.name, s.nameless) for s in people.seats["s1"].sitters] == [("Ada", True), ("Ben", False)]
    assert people.names == (("s1", "Ben"),)

    changes.take_name(ada.session_id, "s1", str(ben.pk), away=True)
    people = participants.people(ada.session_id)
    assert people.names == ()
    assert Standing(code="MILBRK", assembly=debating().assembly, people=people).names == {}

    changes.rename(ada.session_id, held("s1"), "s1", str(ada.pk), "Eva")
    changes.take_name(ada.session_id, "s1", str(ben.pk), away=False)
    assert names(ada) == {"s1": "Eva and Ben"}


def test_nobody_is_taken_out_or_let_back_through_another_session(ada):
    stranger = seated(session("OTHERS").pk, "Zoe")

    with pytest.raises(Refusal, match="seat_not_taken"):
        changes.ban(ada.session_id, "s1", str(stranger.pk))
    changes.ban(stranger.session_id, "s1")
    for who in (str(stranger.pk), "", "x", "9" * 400, "²"):
        with pytest.raises(Refusal, match="no_such_pupil"):
            changes.unban(ada.session_id, who)


def test_who_is_out_or_back_already_is_out_or_back(ada):
    for who in (str(ada.pk), ""):
        changes.ban(ada.session_id, "s1", who)

    assert [outcast.pk for outcast in participants.people(ada.session_id).banned] == [ada.pk]
    for _ in range(2):
        changes.unban(ada.session_id, str(ada.pk))
    assert names(ada) == {"s1": "Ada"}


def test_a_pupil_on_paper_is_on_paper_and_two_are_named_together():
    sitting = Sitting((Sitter(1, "Ada"), Sitter(2, "Ben", paper=True)))

    assert sitting.name == "Ada and Ben"
    assert sitting.on_paper
    assert Standing(code="MILBRK", assembly=debating().assembly).names == {}


def test_a_second_teacher_s_link_is_kept_as_a_digest_and_taken_away_by_its_session_only(ada):
    token = teachers.invite(ada.session_id, may_help=True).split("/")[2]
    link = Link.objects.get(kind="help")

    assert token not in str(list(Link.objects.values()))
    for number in ("0", "x", "", "9" * 400):
        with pytest.raises(Refusal, match="no_such_link"):
            teachers.dismiss(ada.session_id, number)
    with pytest.raises(Refusal, match="no_such_link"):
        teachers.dismiss(session("OTHERS").pk, str(link.pk))
    for _ in range(2):
        teachers.dismiss(ada.session_id, str(link.pk))
    assert teachers.invitation(token) is None


@pytest.mark.django_db(transaction=True)
def test_made_up_links_of_second_teachers_let_nobody_in():
    for token in ("x", "x" * 300, "%00"):
        assert Client().post(f"/help/{token}/").status_code in (403, 404)


def test_a_newcomer_gets_the_seat_of_somebody_who_is_only_away_last():
    meeting = debating()
    first = next(seat for seat in meeting.assembly.order if meeting.assembly.seats[seat].held_by == "pupil")
    meeting.do(c.SetGrace(by=TEACHER, seconds=60))
    meeting.do(c.FreeSeat(by=CLOCK, seat=first))

    meeting.do(c.TakeSeat(by=DOOR))

    assert meeting.assembly.seats[first].held_by != "pupil"
    assert meeting.assembly.seats[first].awaited
    meeting.do(c.ReturnToSeat(by=first))
    assert not meeting.assembly.seats[first].awaited
