"""`manage.py tidy`: delete the names and the sessions whose time is up, as the teachers have set it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from game.database import refuse_unfit
from game.sessions import retention


class Command(BaseCommand):
    help = "Delete names and sessions that are older than the teachers want them kept."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unfit()
        done = retention.tidy(timezone.now())
        for code in done.sessions:
            self.stdout.write(f"{code}: the session was deleted.")
        for code in done.names:
            self.stdout.write(f"{code}: the pupils' names were deleted.")
        self.stdout.write(f"{len(done.sessions)} sessions and the names of {len(done.names)} deleted.")
