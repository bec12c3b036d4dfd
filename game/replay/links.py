"""Links by which strangers may watch a session again: made with an end, listed, taken back.

They lead to the hall alone, without names and without the session's code, and only once the meeting is over.
"""

import datetime

from django.utils import timezone

from debate.refusal import Refusal
from game.models import Link, Session
from game.people import links
from game.web import times

USUAL_DAYS, MOST_DAYS = 14, 366


def share(session: int, until: str, zone: str = "", form: str | None = None) -> str:
    """The path of a fresh link that works to the end of this day ("2026-11-30") in this zone; shown once.

    `form`: the mark of the form that asks for it, which gets the same link when it is sent again. Raises
    Refusal("share_until"), or "share_withdrawn" for one that has been taken back since.
    """
    return links.make("replay", form, session, ends_at=_end_of(until, times.zone_named(zone)))


def usual_end() -> datetime.date:
    """The day that is suggested."""
    return timezone.localdate() + datetime.timedelta(days=USUAL_DAYS)


def _end_of(day: str, zone: datetime.tzinfo) -> datetime.datetime:
    """The midnight at which this day ends there. Raises Refusal."""
    today = timezone.localdate(timezone=zone)
    try:
        ends = times.day_in(day, zone)[1]
        last = datetime.date.fromisoformat(day)
    except ValueError:
        raise Refusal("share_until", most=MOST_DAYS) from None
    if not today < last <= today + datetime.timedelta(days=MOST_DAYS):
        raise Refusal("share_until", most=MOST_DAYS)
    return ends


def withdraw(session: int, link: str) -> None:
    """Take a link back. Raises Refusal("no_such_link")."""
    links.withdraw("replay", session, link)


def listed(session: int) -> list[Link]:
    """The links that work still, or will, oldest first."""
    return list(links.of_session("replay", session).filter(ends_at__gt=timezone.now()))


def opened(token: str) -> Session:
    """The session a link leads to. Raises Refusal, whose sentence says why it does not."""
    found = links.by_token("replay", token).first()
    if found is None or found.session is None or found.ends_at is None:
        raise Refusal("share_unknown_link")
    if found.withdrawn:
        raise Refusal("share_withdrawn")
    if found.ends_at <= timezone.now():
        raise Refusal("share_over")
    if found.session.status != "closed":
        raise Refusal("share_not_yet")
    return found.session
