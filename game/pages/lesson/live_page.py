"""What the live pages have in common: the room, its parts, and what `live.js` needs to know."""

from asgiref.sync import sync_to_async
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from debate.ids import NOBODY, SeatId
from debate.scenario import Scenario
from debate.shown.audience import Audience
from game import parts
from game.live.room import Room
from game.sessions import once
from game.standing import Standing
from game.web import on_page
from game.web.templating import with_key
from game.web.whole_pages import Page


class LivePage(Page, frozen=True, kw_only=True):
    """What each of them knows. `form`: the key of its forms; `socket`: its address; `parts`: as they would be
    pushed now, by name; `shown`: the marks by which its socket knows them."""

    code: str
    form: str
    audience: Audience
    seat: SeatId
    seq: int
    socket: str
    scenario: Scenario
    parts: dict[str, SafeString]
    shown: str


async def live(room: Room, audience: Audience, seat: SeatId = NOBODY) -> LivePage:
    """What a live page has in common with the others: its parts, and where to get the next ones."""
    # Only the desk shows who is there; all others share what was worked out for the last push.
    standing = room.standing.at_rest() if audience == "teach" else room.standing
    # The parts of a hall are long: in a thread, so that the loop goes on serving.
    drawn, shown = await sync_to_async(_drawn, thread_sensitive=False)(
        standing, audience, seat, get_language() or "en"
    )
    key = once.new()
    return LivePage(
        code=room.code,
        form=key,
        audience=audience,
        seat=seat,
        seq=standing.assembly.seq,
        socket=f"{settings.PREFIX}/ws/{room.code}/?as={audience}",
        scenario=standing.assembly.scenario,
        parts={name: with_key(html, key) for name, html in drawn.items()},
        shown=shown,
    )


def _drawn(
    standing: Standing, audience: Audience, seat: SeatId, language: str
) -> tuple[dict[str, SafeString], str]:
    """The parts, and the marks by which its socket knows them."""
    drawn = parts.page(standing, audience, seat, language)
    return drawn, on_page.told(audience, seat, drawn)
