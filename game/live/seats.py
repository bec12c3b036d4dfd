"""Whose seat a browser has the key to, asked in the rooms' own thread.

A whole class opens its sockets at once. The rooms' thread keeps its connection to the database; a thread of
the request, or of Channels, would open one for a single question, which costs more than the answer.
"""

from debate.commands import ReturnToSeat
from debate.refusal import Refusal
from game import participants
from game.live.disk import on_disk
from game.live.room import Room
from game.models import Participant


async def seat_of(room: Room, cookie: str | None) -> Participant:
    """The pupil whose seat this cookie opens in the room. A seat of the house is theirs again.

    Raises Refusal("no_seat"), or "banned" for a pupil who was taken out.
    """
    found = await admitted(room, cookie)
    if found is None:
        raise Refusal("no_seat")
    room.attendance.seen(found.pk)
    if room.assembly.seats[found.seat].held_by != "pupil" and room.assembly.status != "closed":
        await room.submit(ReturnToSeat(by=found.seat))
    return found


async def admitted(room: Room, cookie: str | None) -> Participant | None:
    """The pupil this cookie is the key of, if they still own their seat. Raises Refusal("banned")."""
    return await on_disk(participants.admitted, room.session, cookie) if cookie else None
