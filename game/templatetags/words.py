"""The words for what the rules name in code: choices, marks, presence, purposes, methods. Translated here."""

from datetime import UTC, datetime

from django import template
from django.utils.translation import gettext_lazy as _

from game import address

register = template.Library()

WORDS = {
    "choice": {
        "for": _("For"),
        "against": _("Against"),
        "abstain": _("Abstain"),
        "sealed": _("Voted in secret"),
        "away": _("Did not vote"),
    },
    "mark": {
        "D": _("documented"),
        "P": _("party line"),
        "I": _("inferred"),
        "U": _("not verified"),
    },
    "grade": {
        "A": _("strong source"),
        "B": _("to be used with care"),
        "C": _("weak source"),
    },
    "presence": {"here": _("here"), "away": _("away"), "gone": _("gone")},
    "purpose": {
        "new_point": _("a new point"),
        "support": _("support"),
        "attack": _("attack"),
        "question": _("a question"),
        "point_of_order": _("a point of order"),
    },
    "method": {
        "show": _("show of hands"),
        "roll_call": _("roll call"),
        "secret": _("secret ballot"),
    },
    "threshold": {
        "majority_of_cast": _("a majority of the votes cast"),
        "majority_of_present": _("a majority of those present"),
        "majority_of_members": _("a majority of all members"),
        "two_thirds_of_cast": _("two thirds of the votes cast"),
    },
    "status": {
        "new": _("new"),
        "lobby": _("waiting for pupils"),
        "open": _("running"),
        "paused": _("paused"),
        "closed": _("closed"),
    },
    "difficulty": {1: _("light"), 2: _("middle"), 3: _("demanding")},
    "move": {
        "describe": _("What happened?"),
        "leave_role": _("Leaving the role"),
        "analyse": _("Why did it happen?"),
        "compare": _("And in 1917?"),
        "transfer": _("What does it say to us?"),
    },
}


@register.filter
def word(value, kind):
    """`{{ row.choice|word:"choice" }}`. KeyError for a value without a word: a mistake, not a gap."""
    return WORDS[kind][value]


@register.filter
def reached(chapters, at):
    """The entry of the chapter in which entry `at` lies; 0 before the first."""
    return max((chapter["seq"] for chapter in chapters if chapter["seq"] <= at), default=0)


@register.filter
def strayed(person):
    """Did this person vote otherwise than in the record, at least once?"""
    return any(vote["left_the_record"] for vote in person["votes"])


@register.simple_tag(takes_context=True)
def pupils_address(context):
    """The address pupils type in, for the wall and the desk."""
    return address.for_pupils(context["request"])


@register.filter
def moment(at):
    """Milliseconds since the epoch as an aware datetime, for Django's date filters."""
    return datetime.fromtimestamp(at / 1000, UTC)


@register.filter
def get(rows, key):
    """`{{ tally|get:choice }}`: the value of a dictionary under a key that is itself a variable."""
    return rows[key]
