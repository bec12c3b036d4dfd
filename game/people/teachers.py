"""Teachers: signed in by a link that works once, no accounts. All teachers of a server share its sessions.

A second teacher has a link to one session only, made at its desk, to watch or to help there.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from debate.commands import HELPER, TEACHER, WATCHER
from game.models import Link
from game.people import links
from game.web.database_work import in_database


class AtDesk(NamedTuple):
    """Who is at a desk: the actor their commands come from, and the second teacher's link, or 0."""

    by: str
    link: int = 0

    @property
    def sender(self) -> str:
        """Whose command ids they are."""
        return f"{self.by}+{self.link}" if self.link else self.by


def new_link() -> str:
    """The path of a fresh single-use link."""
    return links.make("teacher")


def is_fresh(token: str) -> bool:
    """Is this a teacher's link that has not been used yet?"""
    return links.by_token("teacher", token).filter(links.usable(None)).exists()


def is_known(token: str) -> bool:
    """Is there, or was there, such a teacher's link?"""
    return links.by_token("teacher", token).exists()


def sign_in(request: HttpRequest, token: str, form: str | None) -> bool:
    """Sign this browser in, if the link has not been used yet, or was by this form (its mark)."""
    if not links.use(links.by_token("teacher", token), form):
        return False
    request.session.cycle_key()
    request.session["teacher"] = True
    return True


def is_teacher(request: HttpRequest) -> bool:
    """Has this browser been signed in?"""
    return bool(request.session.get("teacher"))


def invite(session: int, may_help: bool, form: str | None = None) -> str:
    """The path of a fresh link for a second teacher; only whoever made it ever sees it.

    `form`: the mark of the form that asks for it, which gets the same link when it is sent again. Raises
    Refusal("share_withdrawn") if that has been dismissed since.
    """
    return links.make("help", form, session, may_help=may_help)


def dismiss(session: int, link: str) -> None:
    """Take a second teacher's link away, used or not. Raises Refusal("no_such_link")."""
    links.withdraw("help", session, link)


def invitation(token: str, form: str | None = None) -> Link | None:
    """The second teacher's link with this token, if it has not been used yet, or was by this form."""
    return links.by_token("help", token).filter(links.usable(form)).first()


def helps_by(request: HttpRequest, token: str) -> str:
    """The code of the session at whose desk this browser is by this very link; "" where it is not."""
    link = links.by_token("help", token).filter(withdrawn=False).first()
    if link is None or link.session is None:
        return ""
    own = request.session.get("helps", {}).get(str(link.session_id))
    return link.session.code if own == link.pk else ""


def come_to_help(request: HttpRequest, link: Link, form: str | None) -> bool:
    """Let this browser to the desk of the link's session, if nobody was quicker."""
    if not links.use(Link.objects.filter(pk=link.pk), form):
        return False
    request.session.cycle_key()
    request.session["helps"] = request.session.get("helps", {}) | {str(link.session_id): link.pk}
    return True


async def at_desk(kept: SessionBase | None, session: int) -> AtDesk | None:
    """Who a browser is at the desk of this session; None for one that has no business there."""
    if kept is None:
        return None
    if await kept.aget("teacher"):
        return AtDesk(TEACHER)
    link = (await kept.aget("helps") or {}).get(str(session))
    return await in_database(_helps, session, link) if link else None


def _helps(session: int, link: int) -> AtDesk | None:
    found = links.of_session("help", session).filter(pk=link).values_list("may_help", flat=True).first()
    return None if found is None else AtDesk(HELPER if found else WATCHER, link)


async def is_welcome(link: int) -> bool:
    """Has this second teacher's link not been taken away?"""
    return await Link.objects.filter(kind="help", pk=link, withdrawn=False).aexists()


def kept_of(cookies: Mapping[str, str]) -> SessionStore | None:
    """What the server keeps for a browser, by its cookies: for sockets, which have no request.session."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return SessionStore(key) if key else None
