"""What has to be said of a count beside its figures: blank papers, ties and what decided them, lots."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypedDict

from django import template
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from msgspec import UnsetType

from debate.shown.ballots import Counting, Decided, Offered
from debate.shown.house import WentAlong
from debate.shown.people import Named
from debate.shown.units import NamedAway, UnitShown
from game.templatetags.words import WORDS, Word

register = template.Library()


class Verdict(TypedDict):
    """What the template of a result knows."""

    carried: bool | UnsetType | None
    alternatives: Sequence[Offered] | UnsetType
    winners: Sequence[str] | UnsetType
    elected: Sequence[Offered] | UnsetType
    counting: Counting | UnsetType


@register.inclusion_tag("bits/ballot/verdict.html")
def verdict(row: Decided) -> Verdict:
    """What was decided, or who was chosen."""
    return {
        "carried": row.carried,
        "alternatives": row.alternatives,
        "winners": row.winners,
        "elected": row.elected,
        "counting": row.counting,
    }


@register.simple_tag
def noted(
    counting: Counting | UnsetType | None, alternatives: Sequence[Offered] | UnsetType | None
) -> list[str]:
    """The sentences, of `debate.shown.ballots.counting`; [] where there is nothing to say."""
    if not counting:
        return []
    names: dict[str, Word] = {a.id: f"“{a.text}”" for a in alternatives or ()} or WORDS["choice"]

    def listed(ids: Iterable[str]) -> str:
        *others, last = [str(names.get(id, id)) for id in ids]
        return (
            gettext("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}
            if others
            else last
        )

    sentences = []
    if blank := counting.blank:
        sentences.append(ngettext("%(n)s paper was blank.", "%(n)s papers were blank.", blank) % {"n": blank})
    for row in counting.dropped:
        about = {"level": listed(row.level), "out": listed([row.out])}
        sentences.append(DROPPED[row.by] % about)
    if counting.level:
        sentences.append(_tied(counting, listed, bool(alternatives)))
    if counting.seed is not None:
        sentences.append(gettext("Lots were drawn from the number %(seed)s.") % {"seed": counting.seed})
    if (places := counting.places) and counting.of > 1:
        sentences.append(
            ngettext("%(n)s place was left open.", "%(n)s places were left open.", places) % {"n": places}
        )
    return sentences


@register.simple_tag
def spoken_for(
    went_along: Sequence[WentAlong] | UnsetType | None, silent: Sequence[Named] | UnsetType | None
) -> list[str]:
    """For whom the program spoke: which persons of the house went with pupils, and how many pupils said
    nothing."""
    sentences = [with_pupils(row.side, row.persons) for row in went_along or ()]
    return [*sentences, *([were_silent(len(silent))] if silent else [])]


VOTED_AS_ONE: dict[str, Word] = {
    "for": _("For it: %(names)s."),
    "against": _("Against it: %(names)s."),
    "divided": _("Divided, and counted for neither side: %(names)s."),
    "absent": _("Absent: %(names)s."),
    "away": _("None of these has voted: %(names)s."),
}
NO_VOTE: dict[str, Word] = {
    "absent": _("Absent then, and without a vote: %(names)s."),
    "paired": _("Paired then, for and against, and without a vote: %(names)s."),
}


@register.simple_tag
def by_units(
    units: Sequence[UnitShown] | UnsetType | None,
    stopped_by: Sequence[str] | UnsetType | None,
    absent: Sequence[NamedAway] | UnsetType | None,
) -> list[str]:
    """How the units voted, whose veto stopped it, and who had no vote because they were away then."""
    sides = {vote: [unit.name for unit in units or () if unit.vote == vote] for vote in VOTED_AS_ONE}
    away = {why: [one.name for one in absent or () if one.why == why] for why in NO_VOTE}
    rows = [(VOTED_AS_ONE[vote], names) for vote, names in sides.items()]
    rows.append((_("Stopped by the veto of: %(names)s."), list(stopped_by or ())))
    rows += [(NO_VOTE[why], names) for why, names in away.items()]
    return [str(sentence) % {"names": ", ".join(names)} for sentence, names in rows if names]


def with_pupils(side: str, persons: int) -> str:
    """How many of a side, played by the house, went with its pupils."""
    told = ngettext(
        "%(side)s: %(n)s person played by the house went with the pupils of this side.",
        "%(side)s: %(n)s persons played by the house went with the pupils of this side.",
        persons,
    )
    return told % {"side": side, "n": persons}


def were_silent(pupils: int) -> str:
    """How many pupils said nothing."""
    told = ngettext(
        "%(n)s pupil said nothing and was counted as their person believed.",
        "%(n)s pupils said nothing and were counted as their persons believed.",
        pupils,
    )
    return told % {"n": pupils}


DROPPED = {
    "earlier": _("%(level)s came last together: %(out)s, with fewer in an earlier count, dropped out."),
    "lot": _("%(level)s came last together, level from the first count on: by lot %(out)s dropped out."),
}
WAITS = _("%(level)s are level. The chair has to decide.")
CHOSEN = {
    "fails": _("%(level)s were level, so none of them was chosen."),
    "chair": _("%(level)s were level. The chair chose %(chose)s."),
    "lot": _("%(level)s were level. The lot fell on %(chose)s."),
}
DECIDED = {
    "fails": _("%(level)s were level: a tie means lost."),
    "chair": _("%(level)s were level. The chair decided: %(chose)s."),
    "lot": _("%(level)s were level. The lot decided: %(chose)s."),
}


def _tied(counting: Counting, listed: Callable[[Iterable[str]], str], among_alternatives: bool) -> str:
    """What was level, and what came of it."""
    chose, tie = counting.chose, counting.tie
    sentence = (CHOSEN if among_alternatives else DECIDED)[tie]
    if tie == "chair" and not chose:
        sentence = WAITS
    return sentence % {"level": listed(counting.level), "chose": listed(chose) if chose else ""}
