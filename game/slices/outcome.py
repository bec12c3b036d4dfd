"""Cuts for the page on which the class stands beside history: divisions as bars, persons one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from debate.assembly import Assembly
from debate.audience import Slice
from debate.parting import Cast, partings
from debate.scenario import CHOICES
from game.charts import Key, Row, Stacked, stacked
from game.slices import public
from game.templatetags.words import titled

ORDER = ("for", "abstain", "away", "against")
"""In a bar those for begin at the left and those against end at the right, so that one sees who has more."""
UNLIKE = 1.5
"""From this ratio on two halls are no longer drawn on one scale of votes, but each as a whole."""


def divisions(seen: Slice) -> list[Slice]:
    """The divisions of `debate.compare`, with their charts."""
    rows = seen["divisions"]
    # Whoever follows a link to a question wants the last word on it.
    last = {row["question"]: row["ballot"] for row in rows if not (row["reconsidered"] or row.get("straw"))}
    return [
        _division(row, row["question"] if last.get(row["question"]) == row["ballot"] else row["ballot"])
        for row in rows
    ]


def person(assembly: Assembly, row: Slice, cast: Cast) -> Slice:
    """A person of `debate.compare`, with what came before each parting from the record."""
    return {**row, "partings": partings(assembly, row, cast)}


def neighbours(order: Sequence[str], wanted: str) -> Slice | None:
    """The seats before and after the one wanted, round in a circle; None for one that is not listed."""
    if wanted not in order:
        return None
    n = order.index(wanted)
    return {
        "number": n + 1,
        "of": len(order),
        "previous": order[n - 1],
        "following": order[(n + 1) % len(order)],
    }


def _division(row: Slice, key: str) -> Slice:
    seen = {**row, "key": key, "bars": public.bars(row)}
    if row.get("alternatives"):
        return seen
    seen["chart"], seen["by_share"] = _bars(row, key)
    name = _("%(title)s, the first vote") if row["reconsidered"] else "%(title)s"
    about = name % {"title": titled(row["title"])}
    for kind, title in (("by_faction", _("By faction: %s")), ("by_delegation", _("By delegation: %s"))):
        if rows := row.get(kind):
            seen[f"{kind}_chart"] = _groups(f"{kind}-{key}", title % about, rows)
    return seen


def keys() -> tuple[Key, ...]:
    """What can be done with a vote, in the order of legends and tables."""
    return (
        Key("for", _("For")),
        Key("against", _("Against")),
        Key("abstain", _("Abstaining")),
        Key("away", _("Did not vote")),
    )


def _bars(row: Slice, key: str) -> tuple[Stacked, bool]:
    """The class and the record, and the pupils alone; and whether each bar is drawn as a whole hall."""
    here = {**_figures(row["tally"]), "away": row["away"]}
    rows, halls = [Row(_("You"), here, _result(row["carried"]))], [_sum(here)]
    if record := row.get("record"):
        there = {**_figures(record), "away": None}
        rows.append(Row(_("In 1917"), there, _result(record["carried"])))
        halls.append(_sum(there))
    if alone := row.get("without_house"):
        ratio = f"{alone.get('for', 0)} : {alone.get('against', 0)}"
        rows.append(Row(_("Pupils alone"), _figures(alone), ratio))
    by_share = max(halls) > UNLIKE * min(halls)
    chart = stacked(
        f"votes-{key}",
        _("For and against: you and the record"),
        " ".join(_said(one) for one in rows),
        keys(),
        rows,
        whole=None if by_share else max(halls),
        order=ORDER,
    )
    return chart, by_share


def _groups(id: str, title: str, rows: list[Slice]) -> Stacked:
    shown = [Row(row["name"], row["tally"]) for row in rows]
    whole = max(_sum(row.numbers) for row in shown)
    return stacked(id, title, " ".join(_said(row) for row in shown), keys(), shown, whole=whole, order=ORDER)


def _figures(tally: Mapping[str, Any]) -> dict[str, int | None]:
    return {choice: tally.get(choice, 0) for choice in CHOICES}


def _sum(numbers: Mapping[str, int | None]) -> int:
    return sum(number or 0 for number in numbers.values())


def _result(carried: bool | None) -> str:
    return _("Tie") if carried is None else _("Carried") if carried else _("Lost")


def _said(row: Row) -> str:
    """A bar in words, for those who hear the picture."""
    told = [f"{number} {key.label}" for key in keys() if (number := row.numbers.get(key.id)) is not None]
    return f"{row.label}: {', '.join(told)}."
