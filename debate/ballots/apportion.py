"""Sharing out whole numbers fairly: seats among factions, delegates among roles.

Two methods of the field. Huntington-Hill makes an order of which every beginning is in proportion, so a
class may be of any size and grow; largest remainder splits a fixed total to the last delegate.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from heapq import heappop, heapreplace
from math import inf, sqrt
from typing import TypeVar

Party = TypeVar("Party", bound=Hashable)


def huntington_hill(sizes: Mapping[Party, int], most: Mapping[Party, int] | None = None) -> Iterator[Party]:
    """The order in which parties receive seats: each one first, then by size / sqrt(n (n + 1)).

    `sizes`: party to its weight, which may be 0; `most`: how many seats each can take; without it there is no
    end. Ties go to the party named first.
    """
    # A heap keeps the next claim of each party: (-priority, place in the order, party, seats so far).
    claims = [(-inf, place, party, 0) for place, party in enumerate(sizes) if most is None or most[party]]
    while claims:
        _, place, party, seats = claims[0]
        yield party
        seats += 1
        if most is not None and seats >= most[party]:
            heappop(claims)
        else:
            heapreplace(claims, (-sizes[party] / sqrt(seats * (seats + 1)), place, party, seats))


def largest_remainder(total: int, shares: Sequence[int]) -> list[int]:
    """Split `total` in proportion to `shares` into whole numbers that add up to it exactly.

    Ties go to the earlier place. All zeros when there is nothing to share among.
    """
    whole = sum(shares)
    if not whole:
        return [0] * len(shares)
    parts = [total * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: -(total * shares[i] % whole))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
