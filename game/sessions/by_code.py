"""A session by the code that people read off the wall: one way for all who look for one."""

from debate.refusal import Refusal
from game.models import Session
from game.web import codes


def found(code: str) -> Session:
    """The session of this code, however it was typed. Raises Refusal("no_such_session")."""
    rows = Session.objects.select_related("scenario").defer("scenario__content")
    session = rows.filter(code=codes.tidy(code)).first()
    if session is None:
        raise Refusal("no_such_session")
    return session
