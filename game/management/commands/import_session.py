"""`manage.py import_session FILE`: a session that was exported as JSON, brought back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from game.database import refuse_unfit
from game.exports.archive import slips_of
from game.exports.importing import HereAlready, bring_back
from game.exports.reading import LARGEST, BadFile, read
from game.management.commands.verify_replay import not_compared


class Command(BaseCommand):
    help = "Bring back a session that was exported as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--again", action="store_true", help="make a copy of a session that was brought in before"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unfit()
        try:
            with Path(options["file"]).open("rb") as file:
                found = read(file.read(LARGEST + 1))
            session = bring_back(found, options["again"])
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from None
        except BadFile as bad:
            raise CommandError(f"Nothing was imported. {bad}") from None
        except HereAlready as here:
            self.stdout.write(
                f"Session {here.session.code} is here already: it was brought in before. "
                "Nothing was imported; --again makes a copy."
            )
            return
        self.stdout.write(f"Session {session.code}: {session.head} entries, {session.status}.")
        if session.code != found.document.code:
            self.stdout.write(f"The code {found.document.code} is taken here, so it got a new one.")
        if found.not_compared:
            self.stdout.write(not_compared(found.not_compared))
        current = found.assembly.current
        if current and current.open and slips_of(current):
            self.stdout.write(
                "Its open secret vote came without its slips: undo it, and put the question again."
            )
