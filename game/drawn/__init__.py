"""What a worker does: pages that look back, worked out and drawn from a session's journal.

Every function here is a job (`game/worker/`): it takes a language and plain values, such as a session's
number and an entry, and gives finished text. Nothing here knows who asks: what somebody may see is decided by
the page that asks.
"""

from django.template.loader import get_template

FIRST_ASKED = ("outcome/body.html", "lab/middle.html", "minutes/paper.html", "replay/body.html")


def load() -> None:
    """Read what the pages that a class asks for together are made of."""
    for name in FIRST_ASKED:
        get_template(name)
