"""What the live pages have in common: the room, its parts, and what `live.js` needs to know."""

from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.utils.translation import get_language

from debate.audience import Audience
from game import parts
from game.live.room import Room


async def context(room: Room, audience: Audience, seat: str = "") -> dict[str, Any]:
    """The context of a live page: its parts as they would be pushed now, and where to get the next ones."""
    # Only the desk shows who is there; all others share what was worked out for the last push.
    standing = room.standing.at_rest() if audience == "teach" else room.standing
    # The parts of a hall are long: in a thread, so that the loop goes on serving.
    drawn = await sync_to_async(parts.page, thread_sensitive=False)(
        standing, audience, seat, get_language() or "en"
    )
    return {
        "code": room.code,
        "audience": audience,
        "seat": seat,
        "seq": standing.assembly.seq,
        "socket": f"{settings.PREFIX}/ws/{room.code}/?as={audience}",
        "scenario": standing.assembly.scenario,
        "parts": drawn,
    }
