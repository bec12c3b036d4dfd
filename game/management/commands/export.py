"""`manage.py export CODE --format html`: a session as one file, written to a file or to the terminal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from game import codes
from game.models import Session
from game.replay import single_file


class Command(BaseCommand):
    help = "Write a session into one file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--format", choices=FORMATS, default="html")
        parser.add_argument("--output", type=Path, metavar="FILE", help="write here; else print it")
        parser.add_argument("--with-names", action="store_true", help="with the pupils' names")
        parser.add_argument("--with-briefs", action="store_true", help="with the role sheets' private parts")

    def handle(self, *args: Any, **options: Any) -> None:
        session = Session.objects.filter(code=codes.tidy(options["code"])).first()
        if session is None:
            raise CommandError(f"There is no session {options['code']}.")
        text = FORMATS[options["format"]](session, options)
        if options["output"]:
            options["output"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text)


def html(session: Session, options: dict[str, Any]) -> str:
    """The replay as a page that needs no network."""
    wanted = single_file.Wanted(names=options["with_names"], briefs=options["with_briefs"])
    return single_file.of(session, wanted)


FORMATS = {"html": html}
