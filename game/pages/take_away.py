"""What can be taken away of a session: the minutes, to read and print, and files."""

import msgspec
from channels.db import database_sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from debate.refusal import Refusal
from game import teachers
from game.exports.document import schema
from game.exports.formats import FORMATS, file_name
from game.exports.transcript import recorded
from game.live import rooms
from game.pages.looking_back import may_look_back
from game.pages.records import found
from game.pages.sorry import explained
from game.pages.teach import for_teachers
from game.replay.single_file import Wanted


@require_GET
@explained
async def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes, to print. Everybody who may look back; with pupils' names (`names`) at the desk only."""
    room = await rooms.get(code)
    await may_look_back(request, room)
    desk = await teachers.at_desk(request.session, room.session)
    named = bool(request.GET.get("names"))
    if named and not desk:
        raise Refusal("not_yours")
    session = await database_sync_to_async(found)(code)
    record = await database_sync_to_async(recorded)(session, named)
    return render(request, "pages/minutes.html", {**record, "teaches": bool(desk), "named": named})


@require_GET
@for_teachers
async def export(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """A session as a file; `names`: with the pupils' names, `briefs`: with the private parts of roles."""
    if ending not in FORMATS:
        raise Refusal("no_such_format")
    session = await database_sync_to_async(found)(code)
    wanted = Wanted(bool(request.GET.get("names")), bool(request.GET.get("briefs")))
    content = await database_sync_to_async(FORMATS[ending].make)(session, wanted)
    response = HttpResponse(content, content_type=FORMATS[ending].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(session, ending)}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def file_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a session's file."""
    return HttpResponse(msgspec.json.encode(schema()), content_type="application/schema+json")
