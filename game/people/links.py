"""Links with a secret in them: to sign in as a teacher, to help at a desk, to watch a session again.

The secret is shown once, to whoever asked for the link; kept is only its digest. What a kind of link opens,
and when, its own module says: `teachers.py`, `game/replay/links.py`.
"""

import hashlib
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from debate.refusal import Refusal
from game.models import Link, LinkKind
from game.sessions import once
from game.web.numbers import row_number

PAGES: dict[LinkKind, str] = {"teacher": "enter", "help": "help", "replay": "shared"}
"""The page that a kind of link leads to."""


def make(kind: LinkKind, form: str | None = None, session: int | None = None, **about: Any) -> str:
    """The path of a fresh link; shown once.

    `form`: the mark of the form that asks for it, which gets the same link when it is sent again. Raises
    Refusal("share_withdrawn") if that has been taken back since.
    """
    token = once.token(form)
    made, _ = Link.objects.get_or_create(
        digest=_digest(token), defaults={"kind": kind, "session_id": session, **about}
    )
    if made.withdrawn:
        raise Refusal("share_withdrawn")
    return reverse(PAGES[kind], args=[token])


def by_token(kind: LinkKind, token: str) -> QuerySet[Link]:
    """The link with this secret, if there is one: also when it has been used, or taken back."""
    return Link.objects.select_related("session").filter(kind=kind, digest=_digest(token))


def of_session(kind: LinkKind, session: int) -> QuerySet[Link]:
    """The links to a session that have not been taken back, oldest first."""
    return Link.objects.filter(kind=kind, session_id=session, withdrawn=False).order_by("pk")


def usable(form: str | None) -> Q:
    """Not taken back, and not used yet, or only by this form (its mark): its answer may have been lost."""
    unused = Q(used_at=None)
    return Q(withdrawn=False) & (unused | Q(form=form) if form else unused)


def use(links: QuerySet[Link], form: str | None) -> bool:
    """Use a link that opens once. The update decides a race between two."""
    return bool(links.filter(usable(form)).update(used_at=timezone.now(), form=form))


def withdraw(kind: LinkKind, session: int, link: str) -> None:
    """Take a link back, used or not, or taken back before. Raises Refusal("no_such_link")."""
    made = Link.objects.filter(kind=kind, session_id=session, pk=row_number(link))
    if not made.update(withdrawn=True):
        raise Refusal("no_such_link")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
