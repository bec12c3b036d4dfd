"""What a worker does: pages that look back, worked out and drawn from a session's journal.

A job (`game/worker/`) takes a language and plain values, such as a session's number and an entry, and gives
finished text. Nothing here knows who asks: what somebody may see is decided by the page that asks.
"""

from django.template.loader import get_template

TOGETHER = ("outcome", "lab", "minutes", "replay")
"""Pages that a class asks for together."""


def load() -> None:
    """Read what they are made of before they are asked for."""
    for name in TOGETHER:
        get_template(f"pages/afterwards/{name}.html")
