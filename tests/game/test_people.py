"""People outside the journal: whose seat it is when two share it, names, codes that work once, newcomers."""

import pytest
from django.test import Client

from debate import commands as c
from debate.commands import CLOCK, DOOR, TEACHER
from debate.refusal import Refusal
from game import participants, people, teachers
from game.models import HelperLink, Participant
from game.sitting import Sitter, Sitting
from game.standing import Standing
from tests.debate.meeting import debating
from tests.game.sessions import session

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
    people.share(pupil.session_id, pupil.seat)
    pupil.refresh_from_db()
    other = participants.new(pupil.session_id, name)
    people.join_beside(pupil.session_id, held(pupil.seat), pupil.share_code, other)
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
    people.share(ada.session_id, "s1")
    code = Participant.objects.get(pk=ada.pk).share_code
    people.join_beside(ada.session_id, held("s1"), code, participants.new(ada.session_id, "Ben"))

    for typed in (code, "", " ", "ABCD2345"):
        with pytest.raises(Refusal, match="share_unknown"):
            people.join_beside(ada.session_id, held("s1"), typed, participants.new(ada.session_id, "Cem"))


def test_the_share_code_of_a_lost_seat_lets_nobody_in(ada):
    people.share(ada.session_id, "s1")
    code = Participant.objects.get(pk=ada.pk).share_code
    seated(ada.session_id, "Cem")

    with pytest.raises(Refusal, match="share_unknown"):
        people.join_beside(ada.session_id, held("s1"), code, participants.new(ada.session_id, "Ben"))


def test_command_ids_are_each_sender_s_own(ada):
    ben = beside(ada)

    assert participants.sender(ada) == "s1"
    assert participants.sender(ben) == f"s1+{ben.pk}"


def test_the_name_of_a_seat_given_back_is_free(ada):
    seated(ada.session_id, "Dee", "s2")

    people.rename(ada.session_id, held("s2"), "s2", "", "Ada")

    with pytest.raises(Refusal, match="name_taken"):
        people.rename(ada.session_id, held("s1", "s2"), "s1", "", "ADA ")


def test_a_partner_cannot_be_renamed_through_another_seat(ada):
    dee = seated(ada.session_id, "Dee", "s2")

    with pytest.raises(Refusal, match="seat_not_taken"):
        people.rename(ada.session_id, held("s1", "s2"), "s1", str(dee.pk), "Eva")


def test_nobody_is_taken_out_or_let_back_through_another_session(ada):
    stranger = seated(session("OTHERS").pk, "Zoe")

    with pytest.raises(Refusal, match="seat_not_taken"):
        people.ban(ada.session_id, "s1", str(stranger.pk))
    people.ban(stranger.session_id, "s1")
    for who in (str(stranger.pk), "", "x", "9" * 400, "²"):
        with pytest.raises(Refusal, match="nobody_banned"):
            people.unban(ada.session_id, who)


def test_a_pupil_on_paper_is_on_paper_and_two_are_named_together():
    sitting = Sitting((Sitter(1, "Ada"), Sitter(2, "Ben", paper=True)))

    assert sitting.name == "Ada and Ben"
    assert sitting.on_paper
    assert Standing(code="MILBRK", assembly=debating().assembly).names == {}


def test_a_second_teacher_s_link_is_kept_as_a_digest_and_taken_away_by_its_session_only(ada):
    token = teachers.invite(ada.session_id, may_help=True).split("/")[2]
    link = HelperLink.objects.get()

    assert token not in str(list(HelperLink.objects.values()))
    for number in ("0", "x", "", "9" * 400):
        with pytest.raises(Refusal, match="no_such_helper"):
            teachers.dismiss(ada.session_id, number)
    with pytest.raises(Refusal, match="no_such_helper"):
        teachers.dismiss(session("OTHERS").pk, str(link.pk))
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
