"""The picture of the record in one strip a vote: who stood for it, from the left, and who against it, from
the right; below, what the class came to. For the wall and a pupil's page.

As far as a side reaches, so many of those who voted were on it, by the record. Which factions it was made of
is the model's; `lab/picture.py` shows how far the two are apart.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from debate.afterwards.chapters import Counted
from debate.lab.divisions import Figures
from debate.lab.picture import Laid, laid_out
from debate.scenario import Choice, Faction, Scenario

WIDE = 1000


class Block(Struct, frozen=True, kw_only=True):
    """A faction in a strip; with colour 0 a side of the class, or one of which the model knows nothing."""

    x: int
    width: int
    colour: int


class Strip(Struct, frozen=True, kw_only=True):
    """One vote. `then`, `here`: for and against by the record, and in the class where it voted on this;
    `blocks`, `ours`: the same, drawn. `text` says what to see."""

    title: str
    text: str
    blocks: tuple[Block, ...]
    then: tuple[int, int]
    here: tuple[int, int] | None
    ours: tuple[Block, ...]


class Strips(Struct, frozen=True, kw_only=True):
    """`title` asks what they answer."""

    title: str
    factions: tuple[Faction, ...]
    rows: tuple[Strip, ...]


def strips(scenario: Scenario, counted: Sequence[Counted]) -> Strips | None:
    """The votes of the picture whose figures are on record; None where there is none."""
    picture = scenario.lab.picture if scenario.lab else None
    own = {str(row.question): row for row in counted if row.cast}
    known = ((laid, laid.record) for laid in laid_out(scenario) if laid.record and any(laid.record.values()))
    rows = tuple(_strip(laid, record, own.get(laid.step.question or "")) for laid, record in known)
    shown = tuple(faction for faction in scenario.factions if faction.delegates)
    return Strips(title=picture.title, factions=shown, rows=rows) if picture and rows else None


def _strip(laid: Laid, record: Figures, own: Counted | None) -> Strip:
    return Strip(
        title=laid.step.title,
        text=laid.step.text,
        blocks=(*_factions(laid, record, "for"), *_factions(laid, record, "against")),
        then=(record["for"], record["against"]),
        here=own.here if own else None,
        ours=_sides(own) if own else (),
    )


def _factions(laid: Laid, record: Figures, choice: Choice) -> Iterator[Block]:
    """The factions of a side, one behind the other from its end of the strip."""
    side = laid.sides[choice]
    reach = WIDE * record[choice] / sum(record.values()) / (laid.model[choice] or 1)
    if not side:
        yield _block(choice, 0, round(reach), 0)
    ends = accumulate((faction.delegates for faction in side), initial=0)
    for faction, (near, far) in zip(side, pairwise(round(reach * end) for end in ends), strict=True):
        yield _block(choice, near, far, faction.colour)


def _sides(own: Counted) -> tuple[Block, Block]:
    yes, no = (round(WIDE * side / own.cast) for side in own.here)
    return _block("for", 0, yes, 0), _block("against", 0, no, 0)


def _block(choice: Choice, near: int, far: int, colour: int) -> Block:
    return Block(x=near if choice == "for" else WIDE - far, width=far - near, colour=colour)
