"""The lab: the same ballots under other procedures. Open to whoever may look back at the session."""

from collections.abc import Container

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from debate.ids import SeatId
from game.drawn import lab as drawings
from game.live import rooms
from game.pages.access import drawn, filled, may_look_back, own_seat
from game.pages.errors import explained
from game.worker import workers

LONGEST_FIELD = 100
"""Characters of a field of the forms here: ids and places."""
MOST_FIELDS = 40
STEPS = {str(number) for number in range(1, 100)}
"""Of the picture; beyond its last one is the last one."""


@require_http_methods(["GET", "HEAD", "POST"])
@explained
async def lab(request: HttpRequest, code: str) -> HttpResponse:
    """Every question of the lab. `step`: of the picture; `without`: a seat; `wish`: an outcome. A ranking is
    posted, so that it stands in no address and no log; it is answered and forgotten."""
    room = await rooms.get(code)
    desk = await may_look_back(request, room)
    place, seats = (room.session, room.assembly.seq), room.assembly.seats
    mine = await own_seat(request, room)
    posted = tuple((key, request.POST.get(key, "")) for key in list(request.POST)[:MOST_FIELDS])
    # What means nothing is asked as nothing: it would only be one more page to draw and to keep.
    wish = _asked(request, "wish", {end.id for end in room.assembly.scenario.outcomes})
    without = _asked(request, "without", seats)
    step = _asked(request, "step", STEPS)
    return filled(
        await drawn(drawings.page, *place, bool(mine), desk is not None),
        await _own(place, mine, wish, posted) if mine else b"",
        await drawn(drawings.step, *place, step),
        await drawn(drawings.one_less, *place, without),
    )


def _asked(request: HttpRequest, field: str, known: Container[str]) -> str:
    """What a field of the address holds, if it is known."""
    asked = request.GET.get(field, "")
    return asked if asked in known else ""


async def _own(place: tuple[int, int], seat: SeatId, wish: str, posted: drawings.Asked) -> bytes:
    """A pupil's own question; one with a ranking in it is kept nowhere."""
    if not posted:
        return bytes(await drawn(drawings.mine, *place, seat, wish))
    cut = tuple((key[:LONGEST_FIELD], value[:LONGEST_FIELD]) for key, value in posted)
    asked = (get_language() or "en", *place, seat, wish, cut)
    return bytes(await workers.done(workers.pages, drawings.mine, *asked))
