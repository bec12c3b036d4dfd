"""Who speaks, and who is next."""

from collections import Counter

from msgspec import Struct, UnsetType

from debate.ids import SeatId
from debate.rules.business.agenda import Permits, permits
from debate.rules.hall.speaking_order import spoken
from debate.scenario import SpeakingOrder
from debate.shown import hall as hall_view
from debate.shown.audience import Moment
from debate.shown.hall import Asking, PutIn
from debate.shown.written.documents import Cited
from game.pieces import Bit, Lines, Piece
from game.slices.everyone.lists import more
from game.standing import Standing

MOST_WAITING = 30
"""Lines of the speakers' list that are shown; of the others it is said how many they are."""


class FloorNow(Struct, frozen=True, kw_only=True):
    """Who speaks and who is next. `pupil`: who plays the speaker, if the class is told; `stopped`: since when
    the speaker's clock stands still, if it does."""

    order: SpeakingOrder
    list_closed: bool
    closed: bool
    since: Moment | UnsetType
    ends_at: Moment | UnsetType
    speaking: Asking | UnsetType
    pupil: str
    cites: tuple[Cited, ...]
    paused_at: Moment | UnsetType | None
    stopped: Moment | None
    intervention: PutIn | UnsetType
    may: Permits
    waits: bool
    speakers: Lines
    more: Piece


class Speaker(Bit, frozen=True, kw_only=True, tag="speaker"):
    """One who waits, and who plays them, if the class is told."""

    row: Asking
    pupil: str


def whole_floor(standing: Standing) -> hall_view.FloorShown:
    """Who speaks, and everybody who waits."""
    return hall_view.floor(standing.assembly)


def may(standing: Standing) -> Permits:
    """What the stage permits."""
    return permits(standing.assembly)


def floor(standing: Standing) -> FloorNow:
    """Who speaks and who is next."""
    seen = standing.once(whole_floor)
    waiting = seen.requests
    speakers = (
        Piece(f"speaker-{row.seat}", Speaker(row=row, pupil=standing.known.get(row.seat, "")))
        for row in waiting[:MOST_WAITING]
    )
    return FloorNow(
        order=seen.order,
        list_closed=seen.list_closed,
        closed=seen.closed,
        since=seen.since,
        ends_at=seen.ends_at,
        speaking=seen.speaking,
        pupil=standing.known.get(seen.speaker or "", ""),
        cites=seen.cites or (),
        paused_at=seen.paused_at,
        stopped=seen.paused_at or (seen.intervention.since if seen.intervention else None),
        intervention=seen.intervention,
        may=standing.once(may),
        waits=bool(waiting),
        speakers=Lines("speakers", tuple(speakers)),
        more=more("more-speakers", len(waiting) - MOST_WAITING),
    )


def times(standing: Standing) -> Counter[SeatId]:
    """Milliseconds each seat has spoken."""
    return spoken(standing.assembly)
