"""Files to take away, made by a process of their own: a long session's take a while."""

from django.utils.translation import override

from game.exports.formats import FORMATS
from game.models import Session
from game.replay.single_file import Wanted


def file(language: str, session: int, ending: str, wanted: Wanted) -> bytes:
    """The session in this format. Raises Session.DoesNotExist."""
    found = Session.objects.select_related("scenario").get(pk=session)
    with override(language):
        return FORMATS[ending].make(found, wanted)
