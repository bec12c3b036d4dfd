"""Who may look back at a session: before its close only teachers."""

from django.http import HttpRequest

from debate.refusal import Refusal
from game import teachers
from game.live.room import Room


async def may_look_back(request: HttpRequest, room: Room) -> None:
    """Everybody once the session is closed, teachers at any time. Raises Refusal("not_yours")."""
    if room.assembly.status != "closed" and not await teachers.at_desk(request.session, room.session):
        raise Refusal("not_yours")
