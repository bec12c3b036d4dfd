"""Whose seat a browser has the key to, and how somebody comes to one; asked in the rooms' own threads.

A whole class opens its sockets at once. The rooms' threads keep their connections to the database; a thread
of the request, or of Channels, would open one for a single question, which costs more than the answer.
"""

from debate.commands import ReturnToSeat, TakeSeat
from debate.refusal import Refusal
from game.live.database_threads import looked_up, on_disk
from game.live.room import Room
from game.models import Participant
from game.people import changes, participants


async def seat_of(room: Room, cookie: str | None) -> Participant:
    """The pupil whose seat this cookie opens in the room. A seat of the house is theirs again; so is
    their name, with a number to it if somebody else has it by now.

    Raises Refusal("no_seat"), or "banned" for a pupil who was taken out.
    """
    found = await admitted(room, cookie)
    if found is None:
        raise Refusal("no_seat")
    room.attendance.seen(found.pk)
    if room.assembly.seats[found.seat].held_by != "pupil" and room.assembly.status != "closed":
        await room.submit(ReturnToSeat(by=found.seat))
        if await on_disk(changes.told_apart, room.session, room.assembly, found.seat):
            await room.meet()
            await looked_up(found.refresh_from_db, fields=["name"])
    return found


async def sit_down(room: Room, command: TakeSeat, pupil: Participant, sender: str = "") -> Participant:
    """Seat a pupil, once for each form: whoever comes by the same one again is the pupil it has seated.

    `sender`: whose form it is, the door's if it is nobody's. Raises Refusal, "form_used" for one that does
    not speak of that pupil any more.
    """
    came = await looked_up(participants.of_form, room.session, pupil.form)
    if came is None:
        try:
            await room.submit(command, id=pupil.form or "", participant=pupil, sender=sender)
        except Refusal as refusal:
            if refusal.code != "id_used":
                raise
        if pupil.pk:
            return pupil
        # Sent twice in the same moment: the other one was seated.
        came = await looked_up(participants.of_form, room.session, pupil.form)
    return await _still_there(room, came, pupil.name)


async def share_seat(room: Room, share: str, pupil: Participant) -> Participant:
    """A second pupil takes their place in a seat; the rest as `sit_down`."""
    came = await on_disk(changes.join_beside, room.session, room.assembly, share, pupil)
    await room.meet()
    return await _still_there(room, came, pupil.name)


async def _still_there(room: Room, came: Participant | None, name: str) -> Participant:
    """Raises Refusal, unless this pupil sits where they were seated, under this name.

    A name that was typed anew counts as long as the pupil's page has not come: only who never saw their seat
    sends the same form with another.
    """
    if came is None or not await looked_up(participants.owns_seat, came):
        raise Refusal("banned" if came and came.banned else "form_used")
    if came.paper and came.seat not in room.held:
        raise Refusal("form_used")  # No page of theirs will come to take the seat again.
    if came.name != name:
        if not room.attendance.awaits(came.pk):
            raise Refusal("form_used")
        await on_disk(changes.rename, room.session, room.assembly, came.seat, str(came.pk), name)
        await room.meet()
    return came


async def admitted(room: Room, cookie: str | None) -> Participant | None:
    """The pupil this cookie is the key of, if they still own their seat. Raises Refusal("banned")."""
    return await looked_up(participants.admitted, room.session, cookie) if cookie else None
