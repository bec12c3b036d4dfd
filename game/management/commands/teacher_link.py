"""`manage.py teacher_link`: another way in, for a teacher whose link is used up."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from game.database import refuse_unfit
from game.people.teachers import new_link
from game.web import listening
from game.web.listening import Playing


class Command(BaseCommand):
    help = "Print a fresh link that signs a teacher in once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help="the port of a server on another machine")
        parser.add_argument("--host", help="its host")

    def handle(self, *, host: str | None, port: int | None, **options: Any) -> None:
        refuse_unfit()
        told = Playing(host or "0.0.0.0", port or 8000) if host or port or settings.PUBLIC else None
        here = told or listening.found()
        if here is None:
            raise CommandError("No server runs on these data. Start one, which prints a link: manage.py play")
        self.stdout.write(f"Teacher: {here.origin}{new_link()}")
