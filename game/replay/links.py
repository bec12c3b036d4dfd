"""Links by which strangers may watch a session again: made with an end, listed, taken back.

They lead to the hall alone, without names and without the session's code, and only once the meeting is over.
"""

import datetime
import hashlib

from django.urls import reverse
from django.utils import timezone

from debate.refusal import Refusal
from game import once, zones
from game.models import ReplayLink, Session
from game.typed import row_number

USUAL_DAYS, MOST_DAYS = 14, 366


def share(session: int, until: str, zone: str = "", form: str | None = None) -> str:
    """The path of a fresh link that works to the end of this day ("2026-11-30") in this zone; shown once.

    `form`: the mark of the form that asks for it, which gets the same link when it is sent again. Raises
    Refusal("share_until").
    """
    token = once.token(form)
    ends_at = _end_of(until, zones.named(zone))
    ReplayLink.objects.get_or_create(session_id=session, digest=_digest(token), ends_at=ends_at)
    return reverse("shared", args=[token])


def usual_end() -> datetime.date:
    """The day that is suggested."""
    return timezone.localdate() + datetime.timedelta(days=USUAL_DAYS)


def _end_of(day: str, zone: datetime.tzinfo) -> datetime.datetime:
    """The midnight at which this day ends there. Raises Refusal."""
    today = timezone.localdate(timezone=zone)
    try:
        ends = zones.day(day, zone)[1]
        last = datetime.date.fromisoformat(day)
    except ValueError:
        raise Refusal("share_until", most=MOST_DAYS) from None
    if not today < last <= today + datetime.timedelta(days=MOST_DAYS):
        raise Refusal("share_until", most=MOST_DAYS)
    return ends


def withdraw(session: int, link: str) -> None:
    """Take a link back. Raises Refusal("no_such_share")."""
    rows = ReplayLink.objects.filter(session_id=session, withdrawn=False)
    if not rows.filter(pk=row_number(link)).update(withdrawn=True):
        raise Refusal("no_such_share")


def listed(session: int) -> list[ReplayLink]:
    """The links that work still, or will, oldest first."""
    rows = ReplayLink.objects.filter(session_id=session, withdrawn=False, ends_at__gt=timezone.now())
    return list(rows.order_by("pk"))


def opened(token: str) -> Session:
    """The session a link leads to. Raises Refusal, whose sentence says why it does not."""
    found = ReplayLink.objects.select_related("session").filter(digest=_digest(token)).first()
    if found is None:
        raise Refusal("share_unknown_link")
    if found.withdrawn:
        raise Refusal("share_withdrawn")
    if found.ends_at <= timezone.now():
        raise Refusal("share_over")
    if found.session.status != "closed":
        raise Refusal("share_not_yet")
    return found.session


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
