"""A form that makes something makes it once, even if it is sent twice: by two taps, or for want of an answer.

It carries a key, drawn when the form was shown. What it makes keeps a mark of that key, written in the same
transaction, and the same key again finds it. A form without a key, as scripts send it, makes something anew.
"""

import re
import secrets

from django.utils.crypto import salted_hmac

from game.sessions.box_keys import plain_mark

KEY = re.compile("[0-9a-f]{32}")


def new() -> str:
    """A fresh key: 128 random bits, as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def mark(key: str, *about: str) -> str | None:
    """What to keep of the key that came with a form; None if none did.

    `about`: what else tells this form from another, such as its session.
    """
    return plain_mark(key, *about) if KEY.fullmatch(key) else None


def token(form: str | None) -> str:
    """The secret part of a link: the same for the same form, which its maker alone has seen."""
    return (
        salted_hmac("game.once", form, algorithm="sha256").hexdigest()[:32]
        if form
        else secrets.token_urlsafe(18)
    )
