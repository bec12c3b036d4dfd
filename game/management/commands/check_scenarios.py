"""`manage.py check_scenarios`: every fault of a scenario at once, with its place and how to mend it.

Warnings are told, too; they are no reason to fail. A meeting without faults is tried by the prover: every
class can bring it to each of its endings, and to everybody's aims, by persuasion.
"""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from game.scenarios.files import (
    NO_MEETING,
    FileFault,
    faults,
    folders,
    is_bad,
    register_faults,
    strays,
    unproved,
)


class Command(BaseCommand):
    help = "Check scenarios. Without folders: all of seeds/, and the register of persons."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folders", nargs="*", type=Path, metavar="FOLDER", help="one scenario's folder each"
        )

    def handle(self, **options: Any) -> None:
        found: list[FileFault] = [] if options["folders"] else register_faults(settings.SEEDS_DIR)
        for folder in options["folders"] or folders(settings.SEEDS_DIR):
            of_folder = faults(folder) if folder.is_dir() else [no_folder(folder)]
            found += of_folder if is_bad(of_folder) else [*of_folder, *unproved(folder)]
        for fault in found:
            self.stdout.write(str(fault))
        if not options["folders"]:
            for name in strays(settings.SEEDS_DIR):
                self.stdout.write(f"Left out: {name}. {NO_MEETING}")
        if bad := sum(1 for fault in found if not fault.is_warning):
            self.stderr.write(f"Faults: {bad}.")
            sys.exit(1)
        self.stdout.write("No faults.")


def no_folder(path: Path) -> FileFault:
    return FileFault(path.name, "the folder", "is not there.", "Give the path of a folder, as in seeds/NAME.")
