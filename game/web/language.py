"""Languages: which one a browser is answered in; and how the meeting speaks whose texts are being drawn.

Django's middleware finds the first, but not for a socket. For the second, what draws says which meeting it
is: templates of parts know what the part shows, not the meeting as a whole. What is kept of a drawing is kept
for a meeting that speaks so (`templating.draw_once`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from msgspec import Struct

from debate.scenario import Scenario


def of_headers(accepted: str) -> str:
    """The first language of an Accept-Language header that this server speaks, else its own."""
    for wanted, _quality in parse_accept_lang_header(accepted):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class Spoken(Struct, frozen=True, dict=True):
    """`called`: the sources that have a name for readers, by id."""

    language: str = ""
    called: tuple[tuple[str, str], ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """The same, to look one up."""
        return dict(self.called)


NOTHING_SAID = Spoken()
"""Of no meeting in particular."""
_spoken: ContextVar[Spoken] = ContextVar("spoken", default=NOTHING_SAID)


@contextmanager
def of_meeting(scenario: Scenario | None) -> Iterator[None]:
    """What is drawn within is this meeting's; with None, what it was before."""
    before = _spoken.get()
    if scenario is not None:
        called = tuple((source.id, source.short) for source in scenario.sources if source.short)
        _spoken.set(Spoken(scenario.language, called))
    try:
        yield
    finally:
        _spoken.set(before)


def spoken() -> Spoken:
    """What holds here, in this thread or task."""
    return _spoken.get()


def of_shown(shown: Struct) -> Scenario | None:
    """The meeting that a page is about, where it is about one."""
    found = getattr(shown, "scenario", None)
    return found if isinstance(found, Scenario) else None
