"""`/healthz`: is there a server, and could it save a vote?

Asked in a thread of its own with a connection of its own, so that a database that hangs holds up nobody else;
at most one such thread waits for it. Programs ask every few seconds, so an answer counts for a moment.
"""

import asyncio
import time
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from game.models import SignOfLife

PATIENCE = 2.5
"""Seconds after which a database that does not answer is called absent."""
KEPT = 1.0
"""Seconds for which an answer counts."""
IMPATIENT = {
    # Whoever holds writers up for longer than this holds up votes.
    "sqlite": ["PRAGMA busy_timeout = 1000"],
    "postgresql": [
        "SET lock_timeout = '1s'",
        "SET statement_timeout = '2s'",
    ],
}
"""What makes waits short, by kind of database."""
APPENDS = {"postgresql": "LOCK TABLE game_entry IN ROW EXCLUSIVE MODE"}
"""The lock that every append to a journal takes; in SQLite every write takes the same."""

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health")
_asked: tuple[float, Future[str]] | None = None


@require_GET
async def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the server and its database answer and could save a vote; 503 and why in a line, if not."""
    global _asked
    if _asked is None or (_asked[1].done() and time.monotonic() - _asked[0] > KEPT):
        _asked = time.monotonic(), _thread.submit(_what_is_wrong)
    try:
        wrong = await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(_asked[1])), PATIENCE)
    except TimeoutError:
        wrong = "the database does not answer"
    line, status = (f"{wrong}\n", 503) if wrong else ("ok\n", 200)
    return HttpResponse(line, content_type="text/plain", status=status)


def _what_is_wrong() -> str:
    """ "" if something could be written just now. It is a row of its own: no session is touched."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return "no database"
    try:
        with connection.cursor() as cursor:
            for statement in IMPATIENT.get(connection.vendor, ()):
                cursor.execute(statement)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor in APPENDS:
                cursor.execute(APPENDS[connection.vendor])
            SignOfLife.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
    except DatabaseError as error:
        return f"the database cannot be written: {str(error).partition(chr(10))[0]}"
    finally:
        connection.close()  # Its settings are for nobody else, and a broken one for nobody at all.
    return ""
