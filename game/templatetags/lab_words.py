"""Words for what the lab tries out: ways to count, orders of business, rules for rankings."""

from fractions import Fraction

from django import template
from django.utils.translation import gettext_lazy as _

from game.templatetags.words import WORDS, Word

register = template.Library()

WAYS: dict[str, Word] = {
    **{
        way: WORDS["threshold"][way]
        for way in ("majority_of_cast", "majority_of_present", "majority_of_members")
    },
    "by_person": _("one person, one vote"),
    "by_delegates": _("each delegation’s delegates, shared out among its people"),
    "as_blocks": _("each delegation or group as a block, on the side of most of its people"),
    "one_each": _("each delegation or group has one vote"),
}

ORDERS: dict[str, Word] = {
    "as_held": _("As it was: the main question, the amendments, then the whole"),
    "amendments_turned": _("The amendments in the other order"),
    "amendments_first": _("Amendments first, then one vote on the text"),
    "whole_first": _("The whole first, as it was moved"),
    "divided": _("Divided: part by part, and no vote on the whole"),
    "undivided": _("Undivided: everything in one vote"),
}

RULES: dict[str, Word] = {
    "pairs": _("beats each of the others, one against one"),
    "points": _("most points for places"),
    "first_places": _("most first places"),
    "run_off": _("run-off: the last drops out, round by round"),
}
"""After Condorcet, Borda, plurality, instant run-off: the names stand in the page's notes."""


@register.filter
def way(name: str) -> Word:
    """A way of counting."""
    return WAYS[name]


@register.filter
def order(name: str) -> Word:
    """An order of business."""
    return ORDERS[name]


@register.filter
def rule(name: str) -> Word:
    """How a ranking is counted."""
    return RULES[name]


@register.filter
def halves(number: int | Fraction | str) -> str:
    """Points, which may be halves: "12½"."""
    whole, rest = divmod(Fraction(number), 1)
    return f"{whole or ''}½" if rest else str(whole)
