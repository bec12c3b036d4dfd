"""Where a person stands on a question, in sentences: on sheets to whoever plays them, else about them."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debate.shown.ballots import Offered
from debate.shown.briefs import StandShown
from game.templatetags.words import Word

register = template.Library()

TO_ONESELF: dict[str, Word] = {
    "for": _("You are for it."),
    "against": _("You are against it."),
    "abstain": _("You abstain."),
    "absent": _("You were absent from this vote, and have none."),
    "paired": _("You were paired in this vote with somebody of the other side, and have none."),
    "unknown": _("Nobody knows how you voted: judge for yourself."),
}
IF_TO_ONESELF: dict[str, Word] = {
    "for": _("If %(given)s, you are for it."),
    "against": _("If %(given)s, you are against it."),
    "abstain": _("If %(given)s, you abstain."),
}
WON: dict[str, Word] = {
    "for": _("You could be won over to vote for it."),
    "against": _("You could be won over to vote against it."),
    "abstain": _("You could be won over to abstain."),
}
ABOUT = {
    "for": _("for"),
    "against": _("against"),
    "abstain": _("abstaining"),
    "absent": _("absent"),
    "paired": _("paired"),
    "unknown": _("not known"),
}


@register.filter
def stands(row: StandShown, alternatives: Sequence[Offered]) -> str:
    """To whoever plays them: "If the gates are shut, you are against it."."""
    if alternatives and _is_named(row.vote, alternatives):
        named = {"choice": _named(row.vote, alternatives), "given": row.given}
        if row.given:
            return gettext("If %(given)s, you choose “%(choice)s”.") % named
        return gettext("You choose “%(choice)s”.") % named
    return str((IF_TO_ONESELF if row.given else TO_ONESELF)[row.vote]) % {"given": row.given}


@register.filter
def won_over(row: StandShown, alternatives: Sequence[Offered]) -> str:
    """To whoever plays them: what else they could be brought to vote; "" for nothing."""
    if len(row.open) == 1 and row.open[0] in WON and not _is_named(row.open[0], alternatives):
        return str(WON[row.open[0]])
    if not row.open:
        return ""
    told = gettext("You could be won over to vote otherwise: %(choices)s.")
    return told % {"choices": _listed(row.open, alternatives)}


@register.filter
def stood(row: StandShown, alternatives: Sequence[Offered]) -> str:
    """About them: "If the gates are shut: against"."""
    choice = _listed((row.vote,), alternatives)
    if not row.given:
        return choice[:1].upper() + choice[1:]
    return gettext("If %(given)s: %(choice)s") % {"given": row.given, "choice": choice}


@register.filter
def could_be_won(row: StandShown, alternatives: Sequence[Offered]) -> str:
    """About them: what else they might have been brought to vote; "" for nothing."""
    if not row.open:
        return ""
    return gettext("might be won over: %(choices)s") % {"choices": _listed(row.open, alternatives)}


def _listed(votes: Sequence[str], alternatives: Sequence[Offered]) -> str:
    words = [
        f"“{_named(vote, alternatives)}”" if _is_named(vote, alternatives) else str(ABOUT[vote])
        for vote in votes
    ]
    return gettext(" or ").join(words)


def _is_named(vote: str, alternatives: Sequence[Offered]) -> bool:
    return any(row.id == vote for row in alternatives)


def _named(vote: str, alternatives: Sequence[Offered]) -> str:
    return next((row.text for row in alternatives if row.id == vote), vote)
