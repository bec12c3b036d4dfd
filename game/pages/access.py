"""Pages that look back at a session: who may, and what the workers draw for them.

Whoever asks is known here already, and what they may see is in what is asked for: a job is told a session, an
entry, a language, and the pupils' names for whoever may read them. So the same answer serves all who may see
the same.
"""

from collections.abc import Hashable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from debate.ids import NOBODY, SeatId
from debate.refusal import Refusal
from debate.rules.business.agenda import has_compared
from game.live.database_threads import on_disk
from game.live.room import Room
from game.people import participants, teachers
from game.people.sitters import Names
from game.people.teachers import AtDesk
from game.worker import workers
from game.worker.kept import results
from game.worker.process import Job


async def may_look_back(request: HttpRequest, room: Room) -> AtDesk | None:
    """Everybody once the class has come to compare, or the session is closed; teachers at any time: who is at
    the desk, None for anybody else.

    Raises Refusal("not_yours").
    """
    desk = await teachers.at_desk(request.session, room.session)
    if not has_compared(room.assembly) and desk is None:
        raise Refusal("not_yours")
    return desk


async def own_seat(request: HttpRequest, room: Room) -> SeatId:
    """The seat of the pupil who looks; "" for anybody else."""
    cookie = request.COOKIES.get(participants.cookie_name(room.code))
    mine = await on_disk(participants.of_cookie, room.session, cookie) if cookie else None
    return mine.seat if mine else NOBODY


def names_in(room: Room, desk: AtDesk | None, seat: SeatId = NOBODY) -> Names:
    """The pupils' names by seat for who is at the desk, and for who has a `seat` if the class is told who
    plays whom; nothing for anybody else."""
    return room.people.names if desk or (seat and room.people.shown) else ()


async def drawn(job: Job, *given: Hashable) -> Any:
    """What the job gives in the reader's language, kept by all that it was given: a session, an entry, ...

    Raises Refusal as the job does, and "busy" when too many wait.
    """
    asked = (get_language() or "en", *given)
    return await results.get((job, *asked), lambda: workers.done(workers.pages, job, *asked))


def filled(page: tuple[bytes, ...], *slots: bytes) -> HttpResponse:
    """A page that was drawn in pieces, with something in each of its slots."""
    return HttpResponse(b"".join(part for pair in zip(page, (*slots, b""), strict=True) for part in pair))
