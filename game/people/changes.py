"""What is done about the people of a session outside its journal: names, shared seats, pupils taken out.

Each is one short transaction that locks the session's row, as the journal's do: two processes can't give the
same name, or the same place beside somebody, at once. The room reads it again afterwards (`Room.meet`).
"""

import datetime
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import reduce
from itertools import count

from django.db import transaction
from django.db.models import QuerySet

from debate.assembly import Assembly
from debate.evolve import evolve
from debate.ids import SeatId
from debate.refusal import Refusal
from game.models import Participant, Session
from game.people import participants
from game.people.sitters import People, Sitter
from game.sessions import journal
from game.web import codes
from game.web.numbers import row_number

LATEST = datetime.timedelta(minutes=1)
"""Who came in within this time can be taken out together."""


@contextmanager
def _locked(session: int) -> Iterator[People]:
    """Who sits where, to be changed. Whoever read it before, at any process, will know that it is old."""
    with transaction.atomic():
        row = Session.objects.select_for_update().get(pk=session)
        yield participants.people(session)
        row.people += 1
        row.save(update_fields=["people"])


def held_seats(assembly: Assembly) -> set[SeatId]:
    """The seats that pupils hold."""
    return {id for id, seat in assembly.seats.items() if seat.held_by == "pupil"}


def _held_now(session: int, seen: Assembly) -> set[SeatId]:
    """The seats that pupils hold by what is on disk. `seen`: the session as its caller last saw it."""
    return held_seats(reduce(evolve, journal.read(session, seen.seq), seen))


def whom(people: People, seat: SeatId, who: str = "") -> list[Sitter]:
    """The pupils meant: all of a seat, or the one with this number. Raises Refusal("seat_not_taken")."""
    sitting = people.seats.get(seat)
    found = [s for s in sitting.sitters if not who or str(s.pk) == who] if sitting else []
    if not found:
        raise Refusal("seat_not_taken")
    return found


def check_name(people: People, held: set[SeatId], name: str, but: int = 0) -> None:
    """Two pupils of one name would be one to the teacher. Raises Refusal("name_taken").

    `held`: the seats that pupils hold; a seat given back sets its names free.
    """
    if name.casefold() in _names(people, held, but):
        raise Refusal("name_taken", name=name)


def rename(session: int, seen: Assembly, seat: SeatId, who: str, name: str) -> None:
    """Give a pupil another name, as `tidy_name` has it. `seen`: the session as its caller last saw it. Raises
    Refusal."""
    with _locked(session) as people:
        pupil = whom(people, seat, who)[0]
        check_name(people, _held_now(session, seen), name, but=pupil.pk)
        Participant.objects.filter(pk=pupil.pk).update(name=name, nameless=False)


def give_extra_time(session: int, seat: SeatId, who: str, percent: int) -> None:
    """A vote that this pupil may take part in lasts so much longer from now on. Raises Refusal."""
    with _locked(session) as people:
        pupil = whom(people, seat, who)[0]
        Participant.objects.filter(pk=pupil.pk).update(extra_time=percent)


def take_name(session: int, seat: SeatId, who: str, away: bool) -> None:
    """The name of a pupil is nobody's but the teacher's from now on, or is shown again. Raises Refusal."""
    with _locked(session) as people:
        pupil = whom(people, seat, who)[0]
        Participant.objects.filter(pk=pupil.pk).update(nameless=away)


def show_names(session: int, shown: bool) -> None:
    """The class sees who plays whom from now on, or no longer."""
    with _locked(session):
        Session.objects.filter(pk=session).update(names_shown=shown)


def let_sound(session: int, on: bool) -> None:
    """The wall may be heard from now on, or no longer."""
    with _locked(session):
        Session.objects.filter(pk=session).update(wall_sounds=on)


def told_apart(session: int, seen: Assembly, seat: SeatId) -> bool:
    """A seat is its pupils' again: whoever has a name that somebody else was given meanwhile gets a number to
    it. Was that so? `seen`: as in `rename`."""
    held = _held_now(session, seen)
    if not _doubled(participants.people(session), held, seat):
        return False
    with _locked(session) as people:
        for pupil in _doubled(people, held, seat):
            name = _numbered(pupil.name, _names(people, held, but=pupil.pk))
            Participant.objects.filter(pk=pupil.pk).update(name=name)
    return True


def _doubled(people: People, held: set[SeatId], seat: SeatId) -> list[Sitter]:
    """The pupils of this seat whose name somebody in another one has, too."""
    others = _names(people, held - {seat})
    sitting = people.seats.get(seat)
    return [s for s in sitting.sitters if s.name.casefold() in others] if sitting else []


def _names(people: People, held: set[SeatId], but: int = 0) -> set[str]:
    sitters = [s for seat in held if seat in people.seats for s in people.seats[seat].sitters]
    return {s.name.casefold() for s in sitters if s.pk != but}


def _numbered(name: str, taken: set[str]) -> str:
    """The name with the first number from 2 on that makes it another than all of these."""
    tries = (f"{name[: participants.LONGEST_NAME - len(str(n)) - 1]} {n}" for n in count(2))
    return next(numbered for numbered in tries if numbered.casefold() not in taken)


def share(session: int, seat: SeatId) -> None:
    """Make the code that lets a second pupil into a seat; there is one at a time. Raises
    Refusal("seat_shared")."""
    with _locked(session) as people:
        first = whom(people, seat)[0]
        if len(people.seats[seat].sitters) > 1:
            raise Refusal("seat_shared")
        if people.seats[seat].share:
            return
        lead = Participant.objects.get(pk=first.pk).lead
        Participant.objects.filter(pk=lead).update(share_code=codes.draw(codes.RESUME_LENGTH))


def join_beside(session: int, seen: Assembly, code: str, pupil: Participant) -> Participant:
    """Seat a second pupil beside the one whose seat has this code, which is used up by that; who came by the
    same form before is that pupil. `seen`: as in `rename`.

    Raises Refusal("share_unknown"), or "name_taken".
    """
    code = codes.tidy(code)
    with _locked(session) as people:
        if came := participants.of_form(session, pupil.form):
            return came
        seat = next((seat for seat, sitting in people.seats.items() if code and sitting.share == code), None)
        if seat is None:
            raise Refusal("share_unknown")
        check_name(people, _held_now(session, seen), pupil.name)
        lead = Participant.objects.get(session_id=session, share_code=code, partner=None)
        pupil.seat, pupil.partner, pupil.share_code = seat, lead, code
        pupil.save()
        Participant.objects.filter(pk=lead.pk).update(share_code="")
    return pupil


def put_out(session: int, who: int) -> None:
    """The page of a second pupil never came: the place beside the first is free again, by the same code."""
    with _locked(session):
        lost = Participant.objects.filter(session_id=session, pk=who, came=False, banned=False)
        pupil = lost.exclude(partner=None).first()
        if pupil is None:
            return
        Participant.objects.filter(pk=pupil.lead, share_code="").update(share_code=pupil.share_code)
        pupil.delete()


def ban(session: int, seat: SeatId, who: str = "") -> bool:
    """Take the pupils of a seat, or one of them, out of the session. Is nobody left in the seat?

    Who is out already stays out, and nobody else who may sit there now.
    """
    with _locked(session) as people:
        meant = {str(outcast.pk) if who else outcast.seat for outcast in people.banned}
        if (who or seat) in meant and (who or seat not in people.seats):
            return False
        out = whom(people, seat, who)
        Participant.objects.filter(pk__in=[s.pk for s in out]).update(banned=True)
        # A code that was read out in the seat must not bring anybody back into it.
        Participant.objects.filter(session_id=session, seat=seat).update(share_code="")
        return len(out) == len(people.seats[seat].sitters)


def latest(session: int, until: datetime.datetime) -> list[Participant]:
    """Who came in within the minute before this moment, first come first, and has not been taken out.

    Who had a seat before and merely came back did not come in then; nor did who was given a seat on paper.
    """
    return list(_came_before(session, until).filter(banned=False))


def ban_latest(session: int, until: datetime.datetime) -> list[Participant]:
    """Take out all who came in within the minute before this moment; all of them, also those who were out
    already. Raises Refusal("nobody_latest")."""
    with _locked(session):
        out = list(_came_before(session, until))
        if not out:
            raise Refusal("nobody_latest")
        Participant.objects.filter(pk__in=[pupil.pk for pupil in out]).update(banned=True)
        # A code that was read out in the seat must not bring anybody back into it.
        seats = {pupil.seat for pupil in out}
        Participant.objects.filter(session_id=session, seat__in=seats).update(share_code="")
        return out


def _came_before(session: int, until: datetime.datetime) -> QuerySet[Participant]:
    came = Participant.objects.filter(session_id=session, joined_at__gt=until - LATEST, joined_at__lte=until)
    return came.filter(paper=False).order_by("pk")


def unban(session: int, who: str) -> None:
    """Let a pupil come back, if they were taken out. Raises Refusal("no_such_pupil")."""
    with _locked(session):
        if not Participant.objects.filter(session_id=session, pk=row_number(who)).update(banned=False):
            raise Refusal("no_such_pupil")


def came(pupils: Collection[int]) -> None:
    """These have asked for something with their keys. No desk shows it, so that nobody has to be told."""
    Participant.objects.filter(pk__in=pupils).update(came=True)


def got_a_device(pupil: Participant) -> None:
    """Who played on paper has opened the seat on a device."""
    with _locked(pupil.session_id):
        Participant.objects.filter(pk=pupil.pk, paper=True).update(paper=False)
