"""Codes that people read aloud and type: no look-alikes, case does not matter."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L."""

JOIN_LENGTH = 6
RESUME_LENGTH = 8


def draw(length: int) -> str:
    """A code nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def tidy(typed: str) -> str:
    """What somebody typed, without the spaces and dashes people put into codes, in capitals."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
