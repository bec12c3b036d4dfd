"""Pupils: their names, the cookie that is the key to their seat, and the way back to it.

A seat belongs to whoever sat down in it last, and to the one they share it with. Its cookie is signed and
holds the participant's own random key; the short resume code does the same job on another device.
"""

import secrets
from collections import OrderedDict
from functools import lru_cache

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from debate.ids import SeatId
from debate.refusal import Refusal
from debate.text import is_blank, tidy
from game.models import Participant, Session
from game.people import links
from game.people.sitters import Invitation, Outcast, People, Sitter, Sitting
from game.web import codes, cookies

LONGEST_NAME = 80
SALT = "game.seat"
COOKIE_AGE = 60 * 60 * 24 * 30
"""Seconds: a session played over several lessons keeps its seats for a month."""
MOST_READ = 1_000
"""Cookies that need not be read again: each is, several times, when its pupil comes in."""
MOST_LAPSED = 20_000
lapsed: OrderedDict[int, None] = OrderedDict()
"""Pupils whose cookie was found to open nothing any more, as far as this process remembers."""


def tidy_name(typed: str) -> str:
    """The name as it will be shown. Raises Refusal for an empty or overlong one."""
    name = tidy(typed)
    if is_blank(name):
        raise Refusal("name_empty")
    if len(name) > LONGEST_NAME:
        raise Refusal("name_too_long", most=LONGEST_NAME, length=len(name))
    return name


def new(session: int, name: str, paper: bool = False, form: str | None = None) -> Participant:
    """A pupil on the way in; saved together with the seat they are given. `paper`: without a device; `form`:
    the mark of the form they came by."""
    return Participant(
        session_id=session,
        name=name,
        key=secrets.token_urlsafe(32),
        resume_code=codes.draw(codes.RESUME_LENGTH),
        paper=paper,
        came=paper,
        form=form,
    )


def of_form(session: int, form: str | None) -> Participant | None:
    """The pupil who came in by this form, whether or not the seat is still theirs."""
    return Participant.objects.filter(session_id=session, form=form).first() if form else None


def people(session: int) -> People:
    """Who sits in each seat now, who was taken out, and the second teachers."""
    # Their version first: what changes after it is read makes it old, and who relies on it reads again. The
    # other way round a name given in between would be missing under a version that is not old.
    kept = Session.objects.values_list("people", "names_shown", "wall_sounds").filter(pk=session).first()
    seats: dict[SeatId, list[Participant]] = {}
    rows = list(Participant.objects.filter(session_id=session).order_by("pk"))
    for row in rows:
        if row.partner_id is None:
            seats[row.seat] = [row]
        elif seats[row.seat][0].pk == row.partner_id:
            seats[row.seat].append(row)
    invited = links.of_session("help", session).values_list("pk", "may_help", "used_at")
    version, shown, sounds = kept or (0, False, False)
    return People(
        version=version,
        shown=shown,
        sounds=sounds,
        seats={seat: sitting for seat, group in seats.items() if (sitting := _sitting(group)).sitters},
        banned=tuple(Outcast(row.pk, row.name, row.seat) for row in rows if row.banned),
        helpers=tuple(Invitation(pk, may_help, bool(used_at)) for pk, may_help, used_at in invited),
    )


def _sitting(group: list[Participant]) -> Sitting:
    sitters = tuple(sitter(row) for row in group if not row.banned)
    return Sitting(sitters, group[0].share_code)


def sitter(row: Participant) -> Sitter:
    """A pupil as the room knows them."""
    return Sitter(row.pk, row.name, row.resume_code, row.paper, row.came, row.nameless, row.extra_time)


def owns_seat(row: Participant) -> bool:
    """Is the seat still theirs: not taken out, and nobody has sat down in it since?"""
    given = Participant.objects.filter(session_id=row.session_id, seat=row.seat, partner=None)
    latest = given.order_by("-pk").values_list("pk", flat=True).first()
    return not row.banned and row.lead == latest


def cookie_name(code: str) -> str:
    return f"seat_{codes.tidy(code)}"


def give_cookie(request: HttpRequest, response: HttpResponse, code: str, participant: Participant) -> None:
    """Put the key to the seat into this browser."""
    value = signing.dumps([participant.pk, participant.key], salt=SALT)
    cookies.give(request, response, cookie_name(code), value, COOKIE_AGE)


@lru_cache(MOST_READ)
def key_in(value: str | None) -> tuple[int, str] | None:
    """The pupil's number and key in a seat's cookie that this server has signed; None for any other."""
    if not value:
        return None
    try:
        pk, key = signing.loads(value, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return pk, key


def _note(pupil: int, holds: bool) -> None:
    """Remember whether this pupil's cookie still opens a seat."""
    if holds:
        lapsed.pop(pupil, None)
        return
    lapsed[pupil] = None
    if len(lapsed) > MOST_LAPSED:
        lapsed.popitem(last=False)


def holder(session: int, value: str | None) -> Participant | None:
    """The pupil this cookie is the key of, whether or not the seat is still theirs. None for a forged one."""
    given = key_in(value)
    if given is None:
        return None
    pk, key = given
    found = Participant.objects.filter(pk=pk).first()
    if found is None:
        _note(pk, holds=False)  # deleted: such a cookie makes nobody known any more
        return None
    return found if found.session_id == session and constant_time_compare(found.key, key) else None


def of_cookie(session: int, value: str | None) -> Participant | None:
    """The pupil this cookie is the key of, if they still own their seat. None for a forged or old one."""
    found = holder(session, value)
    return found if found is not None and owns_seat(found) else None


def admitted(session: int, value: str | None) -> Participant | None:
    """Like `of_cookie`. Raises Refusal("banned") for a pupil who was taken out."""
    found = holder(session, value)
    owns = found is not None and owns_seat(found)
    if found is not None:
        _note(found.pk, owns)
        if found.banned:
            raise Refusal("banned")
    return found if owns else None


def of_resume_code(typed: str) -> Participant | None:
    """The pupil whose resume code this is, if they still own their seat. Raises Refusal("banned")."""
    rows = Participant.objects.select_related("session")
    found = rows.filter(resume_code=codes.tidy(typed)).first() if typed else None
    if found is not None and found.banned:
        raise Refusal("banned")
    return found if found is not None and owns_seat(found) else None


def sender(pupil: Participant) -> str:
    """Whose command ids they are: two who share a seat choose theirs without knowing of each other."""
    return f"{pupil.seat}+{pupil.pk}" if pupil.partner_id else pupil.seat
