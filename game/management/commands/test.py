"""`manage.py test`: the whole suite by pytest, in place of Django's own runner."""

import os
import sys

from django.core.management.base import BaseCommand

SIDE_BY_SIDE = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder", "--durations=15"]
"""The whole suite mostly waits for servers and browsers, so its files run beside each other; in which order
is said in `tests/workers.py`."""


class Command(BaseCommand):
    help = "Run the tests. Arguments go to pytest: manage.py test tests/debate -k ballot"

    def run_from_argv(self, argv: list[str]) -> None:
        """Everything after the command's name belongs to pytest, so Django does not parse it."""
        import pytest

        # Containers often say that nothing compiled is to be kept. Each of a hundred servers would then
        # compile the whole program anew, and so would each worker with the tests.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.dont_write_bytecode = False
        sys.exit(pytest.main(argv[2:] or SIDE_BY_SIDE))
