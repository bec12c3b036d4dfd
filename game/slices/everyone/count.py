"""The vote that is open, or was the last."""

from msgspec import Struct
from msgspec.structs import asdict

from debate.shown import ballots
from debate.shown.ballots import BallotShown
from game.slices.everyone.bars import ChoiceBar, bars_alone, bars_of
from game.standing import Standing


class CountRow(Struct, frozen=True, kw_only=True):
    """An alternative's figures, count by count; None once it is out."""

    label: str
    figures: tuple[int | None, ...]


class NotAsked(Struct, frozen=True, kw_only=True):
    """There is no ballot to show."""

    asked: bool = False


class BallotCount(BallotShown, frozen=True, kw_only=True):
    """The question being voted on, or voted on last. `alone`: the count of the pupils, without the house."""

    asked: bool = True
    bars: tuple[ChoiceBar, ...]
    alone: tuple[ChoiceBar, ...]
    counts: tuple[CountRow, ...]
    tie_waits: bool


def ballot(standing: Standing) -> BallotCount | NotAsked:
    """The question being voted on, or voted on last, with the figures everybody may see."""
    seen, current = ballots.ballot(standing.assembly, "screen"), standing.assembly.current
    if seen is None or not is_asked(standing):
        return NotAsked()
    return BallotCount(
        **asdict(seen),
        bars=bars_of(seen),
        alone=bars_alone(seen),
        counts=counts(seen),
        tie_waits=current is not None and current.tied,
    )


def counts(seen: BallotShown) -> tuple[CountRow, ...]:
    """Of a ranking that took more than one count: each alternative's figures."""
    if not seen.rounds or not seen.alternatives or len(rounds := seen.rounds) < 2:
        return ()
    return tuple(
        CountRow(label=a.text, figures=tuple(count.get(a.id) for count in rounds)) for a in seen.alternatives
    )


def is_asked(standing: Standing) -> bool:
    """Is there a ballot to show? An announced result stays up until the next stage that is not its own."""
    now, current = standing.assembly.now, standing.assembly.current
    if now is None or current is None:
        return False
    if not current.announced or current.closed_at is None:
        return True
    return now.kind == "announcement" or standing.assembly.stage_since <= current.closed_at
