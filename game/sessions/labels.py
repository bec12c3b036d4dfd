"""A teacher's own word for a session ("10b, Tuesday"): outside the journal, for the list of sessions."""

from debate.refusal import Refusal

LONGEST = 60
"""Characters."""


def tidy(typed: str) -> str:
    """What was typed on one line, without what nobody can see. Raises Refusal("label_too_long")."""
    text = printable(typed)
    if len(text) > LONGEST:
        raise Refusal("label_too_long", most=LONGEST, length=len(text))
    return text


def printable(typed: str) -> str:
    """The visible characters, blanks evened out: no database stumbles over them."""
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())
