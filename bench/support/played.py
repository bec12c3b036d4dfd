"""Sessions that were played and closed, laid into a running server's database, and their pupils' cookies."""

import os
from dataclasses import dataclass

from bench.support.server import Server
from debate.events import AnyEvent
from debate.prover.playout import Playout
from debate.shown.people import name_of


@dataclass
class Sitter:
    """A pupil of a played session: the cookie of their browser, and the person they were."""

    cookie: str
    person: str


def open_database(running: Server) -> None:
    """Let this process work on the server's own database and sign with its key. Once in a process."""
    import django

    os.environ["DATA_DIR"] = str(running.folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    django.setup()


def put(code: str, slug: str, events: list[AnyEvent]):
    """A closed session of this meeting with these entries, none of which anybody has looked at."""
    from game.models import ScenarioVersion, Session
    from game.sessions import journal

    session = journal.found(code, ScenarioVersion.objects.filter(slug=slug).latest("pk"), events)
    Session.objects.filter(pk=session.pk).update(status="closed")
    return session


def put_with_pupils(code: str, slug: str, playout: Playout) -> list[Sitter]:
    """The same with a pupil in every seat that one held."""
    from django.http import HttpRequest, HttpResponse

    from game.people import participants

    session = put(code, slug, playout.events)
    sitters = []
    for seat in playout.assembly.order:
        if playout.assembly.seats[seat].held_by == "pupil":
            pupil = participants.new(session.pk, f"Pupil {seat}")
            pupil.seat = seat
            pupil.save()
            given = HttpResponse()
            participants.give_cookie(HttpRequest(), given, code, pupil)
            cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in given.cookies.items())
            sitters.append(Sitter(cookie, name_of(playout.assembly, seat)))
    return sitters
