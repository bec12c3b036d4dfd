"""What bargains say: a vote that is promised, and what became of it."""

from collections.abc import Sequence
from typing import Protocol

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debate.afterwards.persuasion import Persuader
from debate.shown.bargains import Promised
from game.templatetags.words import Word, titled


class HasTitle(Protocol):
    """What is asked of a row of votes: its title, "" for several."""

    @property
    def title(self) -> str: ...


register = template.Library()

PROMISES: dict[str, Word] = {
    "for": _("vote for “%(what)s”"),
    "against": _("vote against “%(what)s”"),
    "abstain": _("abstain on “%(what)s”"),
    "choose": _("choose “%(label)s” on “%(what)s”"),
}
"""A vote that is promised, behind who gives it."""

CHOICES: dict[str, Word] = {"for": _("for"), "against": _("against"), "abstain": _("abstain")}

MOST_NAMED = 3
"""Persuaders in one sentence."""

KEPT: dict[str, Word] = {"kept": _("kept"), "broken": _("broken"), "not_voted": _("never came to it")}
"""What became of a promise."""

STATES: dict[str, Word] = {
    "offered": _("waits for an answer"),
    "struck": _("agreed"),
    "dropped": _("off the table"),
}


@register.filter
def promised(vote: Promised) -> str:
    """A vote that is promised, in words."""
    said = PROMISES["choose" if vote.label else vote.choice]
    return str(said % {"what": titled(vote.title), "label": vote.label})


@register.filter
def promise_choice(vote: Promised) -> Word:
    """Its choice alone, under the title of what it is about."""
    return vote.label or CHOICES[vote.choice]


@register.filter
def became(kept: str) -> Word:
    """What became of a promise."""
    return KEPT[kept]


@register.filter
def bargain_state(state: str) -> Word:
    """How a bargain stands."""
    return STATES[state]


@register.filter
def most_moved(rows: Sequence[Persuader]) -> str:
    """Those who moved most, each with how many; as many as are told of in one sentence."""
    return ", ".join(f"{row.name} ({row.moved})" for row in rows[:MOST_NAMED])


@register.filter
def moved_title(row: HasTitle) -> Word:
    """Which vote it was, or that several are told of together."""
    return titled(row.title) if row.title else gettext("Votes with fewer answers, together")
