"""A text and its amendments in other orders of business, and two rival ways in the other order.

Assumption: everybody's vote on each question stays what it was; on the text as first moved people vote as
they did on the main question, on the text as amended as they did on the whole. On texts that nobody voted
on nothing is known, and the answer says so.
"""

from typing import Literal

from msgspec import Struct

from debate.ids import QuestionId
from debate.scenario import Lab

Order = Literal["as_held", "amendments_turned", "amendments_first", "whole_first", "divided", "undivided"]
REORDERINGS: tuple[Order, ...] = (
    "as_held",
    "amendments_turned",
    "amendments_first",
    "whole_first",
    "divided",
    "undivided",
)
End = Literal["text", "no_text", "unknown"]
Results = dict[QuestionId, bool]
"""Question to: was it carried? Questions that were not decided are not in it."""


class Reordered(Struct, frozen=True, kw_only=True):
    """One order of business played through. `steps`: each question that is put and its result, None where
    nobody voted on it. `text`: the main question and the amendments that stand in the end."""

    order: Order
    steps: tuple[tuple[QuestionId, bool | None], ...]
    end: End
    text: tuple[QuestionId, ...] = ()


def runs(lab: Lab, results: Results) -> list[Reordered]:
    """Every order of business, played through with these results; [] for a meeting without such a text."""
    if not (lab.main and lab.whole):
        return []
    return [_run(order, lab, lab.main, lab.whole, results) for order in REORDERINGS]


def _run(order: Order, lab: Lab, main: QuestionId, whole: QuestionId, results: Results) -> Reordered:
    amendments = lab.amendments[::-1] if order == "amendments_turned" else lab.amendments
    carried = tuple(a for a in lab.amendments if results.get(a))
    if order in ("as_held", "amendments_turned"):
        if results.get(main) is False:
            return Reordered(order=order, steps=((main, False),), end="no_text")
        return _ends(order, (main, *amendments, whole), results, (main, *carried))
    if order == "amendments_first":
        return _ends(order, (*amendments, whole), results, (main, *carried))
    if order == "whole_first":
        # What is adopted is done with: amendments to it come too late.
        return _ends(order, (main,), results, (main,))
    if order == "divided":
        if results.get(main) is False:
            return Reordered(order=order, steps=((main, False),), end="no_text")
        return _parts(order, (main, *amendments), results, (main, *carried))
    # In one piece: known only if the whole that was voted on held every amendment.
    known = results if carried == lab.amendments else {}
    return _ends(order, (whole,), known, (main, *carried))


def _ends(
    order: Order, put: tuple[QuestionId, ...], results: Results, text: tuple[QuestionId, ...]
) -> Reordered:
    """The last of these questions decides whether the text stands; all of them have to be known."""
    steps = tuple((question, results.get(question)) for question in put)
    if any(result is None for _, result in steps):
        return Reordered(order=order, steps=steps, end="unknown")
    stands = steps[-1][1]
    return Reordered(
        order=order, steps=steps, end="text" if stands else "no_text", text=text if stands else ()
    )


def _parts(
    order: Order, put: tuple[QuestionId, ...], results: Results, text: tuple[QuestionId, ...]
) -> Reordered:
    """Each part by itself; what is carried stands, and nobody votes on the whole."""
    steps = tuple((question, results.get(question)) for question in put)
    if any(result is None for _, result in steps):
        return Reordered(order=order, steps=steps, end="unknown")
    return Reordered(order=order, steps=steps, end="text", text=text)


class Turned(Struct, frozen=True, kw_only=True):
    """Two rival ways: which one wins if the first is put first, and if the second is. "" for neither, None
    where nobody voted on what the answer hangs on."""

    first: QuestionId
    second: QuestionId
    as_held: QuestionId | None
    turned: QuestionId | None


def turned(lab: Lab, results: Results) -> Turned | None:
    """The rivals in both orders; None for a meeting without them."""
    if not lab.rivals:
        return None
    first, second = lab.rivals
    return Turned(
        first=first,
        second=second,
        as_held=_first_carried((first, second), results),
        turned=_first_carried((second, first), results),
    )


def _first_carried(put: tuple[QuestionId, ...], results: Results) -> QuestionId | None:
    for question in put:
        if question not in results:
            return None
        if results[question]:
            return question
    return QuestionId("")
