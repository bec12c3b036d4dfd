"""Codes that people read aloud and type: no look-alikes, case does not matter, nor which keyboard it was."""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L."""

JOIN_LENGTH = 6
RESUME_LENGTH = 8
LONGEST_TYPED = 100
"""Characters of what somebody typed that are looked at."""

LOOK_ALIKES = str.maketrans(
    "АВЕЅЈКМНРСТУҮХԌԚԜ" + "ΑΒΕΖΗΚΜΝΡΤΥΧ",
    "ABESJKMHPCTYYXGQW" + "ABEZHKMNPTYX",
)
"""Cyrillic and Greek capitals that nobody can tell from ours on a wall. What looks like a letter that no code
has (О, І) is left as it is: a mistake has to stay one."""


def draw(length: int) -> str:
    """A code nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def tidy(typed: str) -> str:
    """What somebody typed, in capitals, without the spaces and dashes people put into codes.

    Wide letters, look-alikes and digits of other scripts become what they look like, or count for.
    """
    plain = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().translate(LOOK_ALIKES)
    return "".join(_digit(letter) for letter in plain if letter.isalnum())


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter, letter))


def is_join_code(tidied: str) -> bool:
    """Could a session have this code?"""
    return len(tidied) == JOIN_LENGTH and set(tidied) <= set(ALPHABET)
