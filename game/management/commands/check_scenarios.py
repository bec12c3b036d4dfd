"""`manage.py check_scenarios`: every fault of a scenario at once, with its place and how to mend it."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from game.scenarios import faults, folders


class Command(BaseCommand):
    help = "Check scenarios. Without folders: all of seeds/."

    def add_arguments(self, parser):
        parser.add_argument(
            "folders", nargs="*", type=Path, metavar="FOLDER", help="one scenario's folder each"
        )

    def handle(self, **options):
        found = 0
        for folder in options["folders"] or folders(settings.SEEDS_DIR):
            for fault in faults(folder):
                self.stdout.write(str(fault))
                found += 1
        if found:
            self.stderr.write(f"Faults: {found}.")
            sys.exit(1)
        self.stdout.write("No faults.")
