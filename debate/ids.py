"""Ids as types of their own, so that none is taken for another thing's. As values they are plain texts."""

from typing import NewType

BallotId = NewType("BallotId", str)
"""Of a ballot: "b1"."""


def ballot_id(number: int) -> BallotId:
    """Of the ballot that was put with this number; the first has 1."""
    return BallotId(f"b{number}")
