"""Cuts for the page on which the class stands beside history: divisions as bars, persons one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from debate.afterwards.partings import Cast, partings
from debate.assembly import Assembly
from debate.scenario import CHOICES
from game.slices import everyone
from game.slices.charts import Key, Row, Stacked, facing, stacked
from game.templatetags.words import titled

ORDER = ("for", "abstain", "away", "against")
"""In a bar those for begin at the left and those against end at the right, so that one sees who has more."""


def divisions(seen: dict[str, Any]) -> list[dict[str, Any]]:
    """The divisions of `debate.afterwards.compare`, with their charts."""
    rows = seen["divisions"]
    # Whoever follows a link to a question wants the last word on it.
    last = {row["question"]: row["ballot"] for row in rows if not (row["reconsidered"] or row.get("straw"))}
    return [
        _division(row, row["question"] if last.get(row["question"]) == row["ballot"] else row["ballot"])
        for row in rows
    ]


def person(assembly: Assembly, row: dict[str, Any], cast: Cast) -> dict[str, Any]:
    """A person of `debate.afterwards.compare`, with what came before each parting from the record."""
    return {**row, "partings": partings(assembly, row, cast)}


def neighbours(order: Sequence[str], wanted: str) -> dict[str, Any] | None:
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


def _division(row: dict[str, Any], key: str) -> dict[str, Any]:
    seen = {**row, "key": key, "bars": everyone.bars_in(row)}
    if row.get("alternatives"):
        return seen
    seen["chart"] = _bars(row, key)
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


def _bars(row: dict[str, Any], key: str) -> Stacked:
    """The class and the record, and the pupils alone: votes for and against, with what was enough for it.

    Who abstained is told beside them: it is not a vote for or against.
    """
    record, alone = row.get("record"), row.get("without_house")
    here = Row(_("You"), {**_figures(row["tally"]), "away": row["away"]}, _note(row["carried"], row["tally"]))
    rows: list[tuple[Row, int | None]] = [(here, row["needed"])]
    if record:
        there = {**_figures(record), "away": None}
        rows.append((Row(_("In 1917"), there, _note(record["carried"], record)), record.get("needed")))
    if alone:
        rows.append((Row(_("Pupils alone"), _figures(alone), _note(None, alone)), None))
    said = " ".join(_said(one) for one, _needed in rows)
    return facing(
        f"votes-{key}", _("For and against: you and the record"), said, keys(), rows, _("enough to carry it")
    )


def _note(carried: bool | None, tally: Mapping[str, Any]) -> str:
    result = "" if carried is None else _("Carried") if carried else _("Lost")
    abstained = tally.get("abstain", 0)
    beside = ngettext("%(n)s abstained", "%(n)s abstained", abstained) % {"n": abstained} if abstained else ""
    return " · ".join(part for part in (result, beside) if part)


def _groups(id: str, title: str, rows: list[dict[str, Any]]) -> Stacked:
    shown = [Row(row["name"], row["tally"]) for row in rows]
    whole = max(_sum(row.numbers) for row in shown)
    return stacked(id, title, " ".join(_said(row) for row in shown), keys(), shown, whole=whole, order=ORDER)


def _figures(tally: Mapping[str, Any]) -> dict[str, int | None]:
    return {choice: tally.get(choice, 0) for choice in CHOICES}


def _sum(numbers: Mapping[str, int | None]) -> int:
    return sum(number or 0 for number in numbers.values())


def _said(row: Row) -> str:
    """A bar in words, for those who hear the picture."""
    told = [f"{number} {key.label}" for key in keys() if (number := row.numbers.get(key.id)) is not None]
    return f"{row.label}: {', '.join(told)}."
