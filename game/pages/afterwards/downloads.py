"""What can be taken away of a session: the minutes, to read and print, and files."""

from functools import cache

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from debate.refusal import Refusal
from game.drawn import minutes as drawings
from game.drawn.files import file
from game.exports.document import schema
from game.exports.formats import FORMATS, file_name
from game.live import rooms
from game.pages.access import drawn, may_look_back, own_seat
from game.pages.errors import explained
from game.pages.lesson.desk import for_teachers
from game.replay.single_file import Wanted
from game.sessions.by_code import found
from game.web.database_work import in_database
from game.worker import workers


@require_GET
@explained
async def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes, to print. Everybody who may look back; with pupils' names (`names`) at the desk, and for
    the class where it is told who plays whom."""
    room = await rooms.get(code)
    desk = await may_look_back(request, room)
    may = desk or (room.people.shown and await own_seat(request, room))
    named = bool(request.GET.get("names", may and room.people.shown))
    if named and not may:
        raise Refusal("not_yours")
    names = room.people.names if named else ()
    asked = (desk is not None, named, names)
    return HttpResponse(await drawn(drawings.page, room.session, room.assembly.seq, *asked))


@require_GET
@for_teachers
async def export(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """A session as a file; `names`: with the pupils' names, `briefs`: with the private parts of roles,
    `blank`: the whole without the texts that were taken away."""
    if ending not in FORMATS:
        raise Refusal("no_such_format")
    session = await in_database(found, code)
    wanted = Wanted(*(bool(request.GET.get(word)) for word in Wanted._fields))
    language = get_language() or "en"
    content = await workers.done(workers.files, file, language, session.pk, ending, wanted)
    response = HttpResponse(content, content_type=FORMATS[ending].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(session, ending)}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def file_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a session's file."""
    return HttpResponse(_schema(), content_type="application/schema+json")


@cache
def _schema() -> bytes:
    """It is the same as long as the program is."""
    return msgspec.json.encode(schema())
