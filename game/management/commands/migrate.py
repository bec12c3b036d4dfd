"""`manage.py migrate`: Django's own, which `play` runs too, but never on the database of a newer program."""

from typing import Any

from django.core.management.commands import migrate

from game.database import refuse_newer


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_newer(options["database"])
        super().handle(*args, **options)
