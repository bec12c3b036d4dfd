"""`manage.py export CODE --format json|csv|xlsx|html|txt`: what a session was, in a file or on the screen."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from debate.refusal import Refusal
from game.database import refuse_unfit
from game.exports.document import schema
from game.exports.formats import FORMATS
from game.phrases import sentence
from game.replay.single_file import Wanted
from game.sessions import by_code


class Command(BaseCommand):
    help = "Write what a session was: all of it (json), marks (csv, xlsx), replay (html), minutes (txt)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("code", nargs="?", metavar="CODE", help="the session")
        what.add_argument("--schema", action="store_true", help="print the JSON Schema of the json format")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")
        parser.add_argument("--output", metavar="FILE", help="where to write it; by default it is printed")
        parser.add_argument("--with-names", action="store_true", help="with pupils' names")
        parser.add_argument(
            "--with-briefs", action="store_true", help="html with the role sheets' private parts"
        )

        parser.add_argument(
            "--blank", action="store_true", help="json without the texts that were taken away, or wait"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            return self.write(msgspec.json.format(msgspec.json.encode(schema())) + b"\n", options["output"])
        refuse_unfit()
        try:
            session = by_code.found(options["code"])
        except Refusal:
            raise CommandError(f"There is no session {options['code']}.") from None
        wanted = Wanted(options["with_names"], options["with_briefs"], options["blank"])
        try:
            made = FORMATS[options["format"]].make(session, wanted)
        except Refusal as refusal:
            raise CommandError(sentence(refusal)) from None
        self.write(made, options["output"])

    def write(self, content: bytes, output: str | None) -> None:
        """Bytes as they are: a terminal's encoding must not change a file that goes through a pipe."""
        if output is None:
            sys.stdout.buffer.write(content)
            return
        try:
            Path(output).write_bytes(content)
        except OSError as error:
            raise CommandError(f"Cannot write {output}: {error.strerror}.") from None
