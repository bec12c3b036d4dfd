"""The state of a session as JSON, as `/state/` gives it: now from a room, or as it was from the journal."""

import datetime
from typing import Any

import msgspec

from debate.ids import NOBODY, SeatId
from debate.shown.audience import Audience
from game.models import Session
from game.replay import tapes
from game.replay.showing import place
from game.standing import Standing, seen_by

MOMENTS = {"at", "since", "ends_at", "recess_ends", "closes_at", "closed_at", "put_at", "paused_at"}


def state_then(language: str, session: int, seq: int, at: str, audience: Audience, seat: SeatId) -> bytes:
    """How the session stood at entry `at`, up to `seq`. Before its pupil sat down a seat sees the wall."""
    found = Session.objects.select_related("scenario").get(pk=session)
    tape = tapes.of(found)
    then = place(at, seq)
    if audience == "seat" and then < tape.sat.get(seat, 1):
        audience, seat = "screen", NOBODY
    return state(Standing(code=found.code, assembly=tape.seek(then), gone=tape.gone), audience, seat)


def state(standing: Standing, audience: Audience, seat: SeatId) -> bytes:
    """What an audience sees, with moments as ISO text in UTC, as the contract has them."""
    return msgspec.json.encode(with_iso_times(msgspec.to_builtins(seen_by(standing, audience, seat))))


def with_iso_times(value: Any) -> Any:
    """The same plain values with every moment, in milliseconds, as ISO text in UTC."""
    if isinstance(value, list | tuple):
        return [with_iso_times(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _iso(item) if key in MOMENTS and isinstance(item, int) else with_iso_times(item)
        for key, item in value.items()
    }


def _iso(at: int) -> str:
    return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).isoformat(timespec="milliseconds")
