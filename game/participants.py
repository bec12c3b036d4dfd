"""Pupils: their names, the cookie that is the key to their seat, and the way back to it.

A seat belongs to whoever sat down in it last. Its cookie is signed and holds the participant's own random
key; the short resume code does the same job on another device.
"""

import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from debate.commands import ReturnToSeat
from debate.refusal import Refusal
from game import codes
from game.models import Participant

LONGEST_NAME = 40
SALT = "game.seat"
COOKIE_AGE = 60 * 60 * 24 * 30
"""Seconds: a session played over several lessons keeps its seats for a month."""


def tidy_name(typed: str) -> str:
    """The name as it will be shown. Raises Refusal for an empty or overlong one.

    Control characters and those that turn the direction of the text around are dropped: one name must not
    garble the list it stands in. Letters of any script and emoji stay.
    """
    text = unicodedata.normalize("NFC", typed)
    kept = "".join(
        c for c in text if c == "\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    name = " ".join(kept.split())
    if not name.strip("\u200d"):
        raise Refusal("name_empty")
    if len(name) > LONGEST_NAME:
        raise Refusal("name_too_long", most=LONGEST_NAME, length=len(name))
    return name


def new(session: int, name: str) -> Participant:
    """A pupil on the way in; saved together with the seat they are given."""
    return Participant(
        session_id=session,
        name=name,
        key=secrets.token_urlsafe(32),
        resume_code=codes.draw(codes.RESUME_LENGTH),
    )


class Owner(NamedTuple):
    """Whose a seat is: the participant's number and name."""

    pk: int
    name: str

    @classmethod
    def of(cls, participant: Participant) -> "Owner":
        return cls(participant.pk, participant.name)


def owners(session: int) -> dict[str, Owner]:
    """Seat to the pupil who sat down there last."""
    rows = Participant.objects.filter(session_id=session).order_by("pk")
    return {seat: Owner(pk, name) for seat, pk, name in rows.values_list("seat", "pk", "name")}


def owner(session: int, seat: str) -> Participant | None:
    """Whose seat it is: the pupil who sat down there last."""
    return Participant.objects.filter(session_id=session, seat=seat).order_by("-pk").first()


def cookie_name(code: str) -> str:
    return f"seat_{code.upper()}"


def give_cookie(request: HttpRequest, response: HttpResponse, code: str, participant: Participant) -> None:
    """Put the key to the seat into this browser."""
    value = signing.dumps([participant.pk, participant.key], salt=SALT)
    response.set_cookie(
        cookie_name(code),
        value,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def of_cookie(session: int, value: str | None) -> Participant | None:
    """The pupil this cookie is the key of, if they still own their seat. None for a forged or old one."""
    try:
        pk, key = signing.loads(value or "", salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Participant.objects.filter(session_id=session, pk=pk).first()
    if found is None or not constant_time_compare(found.key, key):
        return None
    latest = owner(session, found.seat)
    return found if latest is not None and latest.pk == found.pk else None


def of_resume_code(typed: str) -> Participant | None:
    """The pupil whose resume code this is, if they still own their seat."""
    found = (
        Participant.objects.select_related("session").filter(resume_code=codes.tidy(typed)).first()
        if typed
        else None
    )
    latest = owner(found.session_id, found.seat) if found else None
    return found if found and latest and latest.pk == found.pk else None


async def seat_of(room: Any, cookie: str | None) -> Participant:
    """The pupil whose seat this cookie opens in the room. A seat of the house is theirs again.

    Raises Refusal("no_seat").
    """
    found = await database_sync_to_async(of_cookie)(room.session, cookie)
    if found is None:
        raise Refusal("no_seat")
    if room.assembly.seats[found.seat].held_by != "pupil" and room.assembly.status != "closed":
        await room.submit(ReturnToSeat(by=found.seat))
    return found


async def teaches(cookies: Mapping[str, str]) -> bool:
    """Is this a browser that a teacher's link has signed in? For sockets, which have no request.session."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return bool(key and await SessionStore(key).aget("teacher"))
