"""When is a question carried, and when may it be put at all: rule objects, one row each.

Terms as in the standard manuals: votes *cast* leave abstentions out; *present* and *members* count
everybody who is there, or who has a seat; where votes are by unit, units. A *plurality* is more than any
other choice got; among alternatives the method of voting itself says who has it. A *share* ("3/5 of cast")
is reached by at least so much.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from re import fullmatch
from typing import Any, NamedTuple

from debate.scenario import CHOICES, SHARE_OF, Choice, Quorum, ThresholdName, TieRule

Tally = Mapping[str, int] | Mapping[Choice, int]
Rule = Callable[[Any, int, int], bool]

THRESHOLDS: dict[ThresholdName, Rule] = {
    "majority_of_cast": lambda tally, present, members: tally["for"] > tally["against"],
    "majority_of_present": lambda tally, present, members: 2 * tally["for"] > present,
    "majority_of_members": lambda tally, present, members: 2 * tally["for"] > members,
    "two_thirds_of_cast": lambda tally, present, members: (
        tally["for"] > 0 and 3 * tally["for"] >= 2 * (tally["for"] + tally["against"])
    ),
    "plurality": lambda tally, present, members: tally["for"] > max(tally["against"], tally["abstain"]),
    "unanimous": lambda tally, present, members: tally["for"] > 0 == tally["against"],
}
"""Those with a name."""

WHOLES: dict[str, Callable[[Any, int, int], int]] = {
    "cast": lambda tally, present, members: tally["for"] + tally["against"],
    "present": lambda tally, present, members: present,
    "members": lambda tally, present, members: members,
}
"""What a share is a share of."""


class ShareOf(NamedTuple):
    """A threshold that is a share of one of `WHOLES`."""

    share: Fraction
    whole: str

    def is_reached(self, tally: Any, present: int, members: int) -> bool:
        whole = WHOLES[self.whole](tally, present, members)
        return bool(tally["for"] > 0 and tally["for"] >= self.share * whole)


@cache
def share_of(threshold: ThresholdName) -> ShareOf | None:
    """The share it asks for; None of one with a name."""
    found = fullmatch(SHARE_OF, threshold)
    return ShareOf(Fraction(found["share"]), found["whole"]) if found else None


def rule(threshold: ThresholdName) -> Rule:
    """What carries a question."""
    share = share_of(threshold)
    return share.is_reached if share else THRESHOLDS[threshold]


def is_of_cast(threshold: ThresholdName) -> bool:
    """Does it look at votes for and against alone, so that two figures say what was needed?"""
    share = share_of(threshold)
    return share.whole == "cast" if share else threshold in OF_CAST


OF_CAST: tuple[ThresholdName, ...] = ("majority_of_cast", "two_thirds_of_cast", "unanimous")


def carried(threshold: ThresholdName, tally: Tally, present: int, members: int) -> bool:
    """Does this tally (weights per choice) carry the question? A tie fails."""
    return rule(threshold)(tally, present, members)


def needed(threshold: ThresholdName, tally: Tally, present: int, members: int) -> int:
    """How many votes for it would just have carried the question, of as many votes cast."""
    given: dict[str, int] = {str(choice): number for choice, number in tally.items()}
    given = {choice: given.get(choice, 0) for choice in CHOICES}
    cast = given["for"] + given["against"]
    if share := share_of(threshold):
        whole = WHOLES[share.whole](given, present, members)
        return max(1, -(-share.share.numerator * whole // share.share.denominator))
    match threshold:
        case "majority_of_present":
            return present // 2 + 1
        case "majority_of_members":
            return members // 2 + 1
        case "two_thirds_of_cast":
            return max(1, -(-2 * cast // 3))
        case "plurality":
            return max(given["against"], given["abstain"]) + 1
        case "unanimous":
            return max(1, cast)
    return cast // 2 + 1


def level(threshold: ThresholdName, tally: Tally, present: int, members: int) -> tuple[Choice, ...]:
    """The choices between which there is a tie, () if there is none: one vote more would carry the question
    (no casting vote makes two thirds of a half, and what is carried by a share of a half is carried)."""
    given = {str(choice): number for choice, number in tally.items()}
    figures: dict[Choice, int] = {choice: given.get(choice, 0) for choice in CHOICES}
    rivals: tuple[Choice, ...] = ("against", "abstain") if threshold == "plurality" else ("against",)
    most = max(figures[rival] for rival in rivals)
    with_one_more = {**figures, "for": figures["for"] + 1}
    if not most or figures["for"] != most or carried(threshold, figures, present, members):
        return ()
    if not carried(threshold, with_one_more, present, members):
        return ()
    return ("for", *(rival for rival in rivals if figures[rival] == most))


def decided(threshold: ThresholdName, tie: TieRule, tally: Tally, present: int, members: int) -> bool | None:
    """Is the question carried? None for a tie that the chair, or a lot, has to decide."""
    if tie != "fails" and level(threshold, tally, present, members):
        return None
    return carried(threshold, tally, present, members)


def quorate(quorum: Quorum | None, present: int, members: int) -> bool:
    """Are enough of the members present for a vote to count?"""
    return quorum is None or present * quorum.denominator >= members * quorum.numerator
