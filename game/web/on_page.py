"""What a page shows, told in few letters: so that its socket begins where the page is.

A page carries a mark of each of its parts, and hands them over when its socket opens; parts whose mark is
among them need not be sent again. A mark is made from the part's HTML, so it means the same to every process
and after every start. It is made with this server's key and for one seat, because addresses end up in logs:
nobody can find out from a mark what somebody's ballot shows.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

from django.conf import settings

from debate.ids import SeatId

LETTERS = 8
"""Of one mark: 48 bits."""
MOST = 100
"""Marks that are read; no page has so many parts."""

Marks = frozenset[str]


def mark(audience: str, seat: SeatId, target: str, html: str) -> str:
    """Of one part as it looks to them."""
    about = f"{audience} {seat} {target.replace('_', '-')}\n".encode()
    digest = hashlib.blake2b(about + html.encode(), digest_size=LETTERS * 6 // 8, key=_key())
    return base64.urlsafe_b64encode(digest.digest()).decode()


def told(audience: str, seat: SeatId, parts: Mapping[str, str]) -> str:
    """The marks of a page's parts, by target (with `_` for `-` or not), one behind another."""
    return "".join(mark(audience, seat, target, html) for target, html in parts.items())


def read(given: str) -> Marks:
    """Those that a browser handed over. What is no mark matches nothing."""
    whole = given[: LETTERS * MOST]
    return frozenset(whole[at : at + LETTERS] for at in range(0, len(whole), LETTERS))


@cache
def _key() -> bytes:
    return hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"on the page").digest()
