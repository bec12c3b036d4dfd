"""Teachers: signed in by a link that works once, no accounts. All teachers of a server share its sessions.

A second teacher has a link to one session only, made at its desk, to watch or to help there.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import NamedTuple

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from debate.commands import HELPER, TEACHER, WATCHER
from debate.refusal import Refusal
from game import once
from game.models import HelperLink, TeacherLink
from game.typed import row_number


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
    token = secrets.token_urlsafe(18)
    TeacherLink.objects.create(digest=_digest(token))
    return reverse("enter", args=[token])


def is_fresh(token: str) -> bool:
    """Is this a teacher's link that has not been used yet?"""
    return TeacherLink.objects.filter(digest=_digest(token), used_at=None).exists()


def sign_in(request: HttpRequest, token: str, form: str | None) -> bool:
    """Sign this browser in, if the link has not been used yet, or was by this form (its mark): its answer may
    have been lost. The update decides a race between two."""
    link = TeacherLink.objects.filter(digest=_digest(token))
    if not link.filter(_unused_or_by(form, used_at=None)).update(used_at=timezone.now(), form=form):
        return False
    request.session.cycle_key()
    request.session["teacher"] = True
    return True


def is_teacher(request: HttpRequest) -> bool:
    """Has this browser been signed in?"""
    return bool(request.session.get("teacher"))


def invite(session: int, may_help: bool, form: str | None = None) -> str:
    """The path of a fresh link for a second teacher; only whoever made it ever sees it.

    `form`: the mark of the form that asks for it, which gets the same link when it is sent again.
    """
    token = once.token(form)
    HelperLink.objects.get_or_create(session_id=session, digest=_digest(token), may_help=may_help)
    return reverse("help", args=[token])


def dismiss(session: int, link: str) -> None:
    """Take a second teacher's link away, used or not. Raises Refusal("no_such_helper")."""
    rows = HelperLink.objects.filter(session_id=session)
    if not rows.filter(pk=row_number(link)).delete()[0]:
        raise Refusal("no_such_helper")


def invitation(token: str, form: str | None = None) -> HelperLink | None:
    """The second teacher's link with this token, if it has not been used yet, or was by this form."""
    links = HelperLink.objects.select_related("session").filter(digest=_digest(token))
    return links.filter(_unused_or_by(form, used=False)).first()


def come_to_help(request: HttpRequest, link: HelperLink, form: str | None) -> bool:
    """Let this browser to the desk of the link's session. The update decides a race between two."""
    unused = HelperLink.objects.filter(_unused_or_by(form, used=False), pk=link.pk)
    if not unused.update(used=True, form=form):
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
    return await database_sync_to_async(_helps)(session, link) if link else None


def _helps(session: int, link: int) -> AtDesk | None:
    may_help = HelperLink.objects.filter(pk=link, session_id=session).values_list("may_help", flat=True)
    found = may_help.first()
    return None if found is None else AtDesk(HELPER if found else WATCHER, link)


async def is_welcome(link: int) -> bool:
    """Has this second teacher's link not been taken away?"""
    return await HelperLink.objects.filter(pk=link).aexists()


def kept_of(cookies: Mapping[str, str]) -> SessionStore | None:
    """What the server keeps for a browser, by its cookies: for sockets, which have no request.session."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return SessionStore(key) if key else None


def _unused_or_by(form: str | None, **unused: object) -> Q:
    return Q(**unused) | Q(form=form) if form else Q(**unused)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
