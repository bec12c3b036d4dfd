"""The lot: an order drawn from a whole number that enters with the close of a vote, for anybody to check."""

import hashlib
from collections.abc import Iterable


def drawn(seed: int, among: Iterable[str]) -> tuple[str, ...]:
    """These, in the order in which they are drawn: that of the SHA-256 digests of the number, a blank and the
    name ("1917 north"). Whoever is drawn first wins; of several that come last, whoever is drawn last drops
    out."""
    return tuple(sorted(among, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).hexdigest()))
