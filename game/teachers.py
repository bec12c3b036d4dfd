"""Teachers: signed in by a link that works once, no accounts. All teachers of a server share its sessions."""

import hashlib
import secrets

from django.http import HttpRequest
from django.utils import timezone

from game.models import TeacherLink


def new_link() -> str:
    """The path of a fresh single-use link."""
    token = secrets.token_urlsafe(18)
    TeacherLink.objects.create(digest=_digest(token))
    return f"/enter/{token}/"


def sign_in(request: HttpRequest, token: str) -> bool:
    """Sign this browser in, if the link has not been used yet. The update decides a race between two."""
    fresh = TeacherLink.objects.filter(digest=_digest(token), used_at=None)
    if not fresh.update(used_at=timezone.now()):
        return False
    request.session.cycle_key()
    request.session["teacher"] = True
    return True


def is_teacher(request: HttpRequest) -> bool:
    """Has this browser been signed in?"""
    return bool(request.session.get("teacher"))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
