"""Taking out all who came in within the last minute, at one press: when strangers take the seats of a class.

The first press asks, and says whom; what it asked about is what the second one does, whoever comes meanwhile.
A second press that comes twice does nothing twice, and finishes what was cut short.
"""

import asyncio
import datetime
from collections.abc import Mapping

from django.utils import timezone

from debate.commands import FreeSeat
from debate.ids import SeatId
from debate.refusal import Refusal
from game.live.room import Room
from game.models import Participant
from game.people import changes
from game.web.database_work import in_database

ASKED_AT_MOST = datetime.timedelta(minutes=3)
"""How long ago the question may have been asked."""


async def asked(room: Room) -> tuple[list[Participant], str]:
    """Whom the press would take out, and the moment to give with the answer. Raises Refusal."""
    now = timezone.now()
    found = await in_database(changes.latest, room.session, now)
    if not found:
        raise Refusal("nobody_latest")
    return found, now.isoformat()


async def taken_out(room: Room, by: str, given: Mapping[str, str]) -> list[Participant]:
    """Take them out, and give their seats to the house. Raises Refusal."""
    out = await in_database(changes.ban_latest, room.session, _moment(given.get("until", "")))
    await room.meet()
    await _free(room, by, {pupil.seat for pupil in out})
    return out


async def _free(room: Room, by: str, seats: set[SeatId]) -> None:
    """Nobody can take a seat back meanwhile: its pupils were taken out first."""
    if room.assembly.status == "closed":
        return
    empty = [seat for seat in sorted(seats & room.held) if not _sits(room, seat)]
    done = await asyncio.gather(
        *(room.submit(FreeSeat(by=by, seat=seat)) for seat in empty), return_exceptions=True
    )
    for refusal in done:
        if isinstance(refusal, BaseException):
            raise refusal


def _sits(room: Room, seat: SeatId) -> bool:
    return seat in room.people.seats and bool(room.people.seats[seat].sitters)


def _moment(typed: str) -> datetime.datetime:
    """When the question was asked. Raises Refusal("malformed") for no such moment, or one long past."""
    try:
        moment = datetime.datetime.fromisoformat(typed)
        age = timezone.now() - moment
    except (ValueError, TypeError, OverflowError):
        raise Refusal("malformed") from None
    if not datetime.timedelta(0) <= age <= ASKED_AT_MOST:
        raise Refusal("malformed")
    return moment
