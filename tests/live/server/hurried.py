"""`manage.py` of a school in a hurry: whoever is away counts as gone after seconds that a test can wait for.

Run as a program: `python -m tests.live.server.hurried play`. It is the real server, with each wait of
presence, of attendance and of the grace a fifth as long; how they hang together is the same.
"""

import os
import sys

from debate.rules.hall import seating
from game.live.viewers import presence
from tests.server import Server

HURRY = 5
SHORTENED = {presence: ("GRACE", "TELL_EVERY", "BELIEVED"), seating: ("SHORTEST_GRACE",)}


class HurriedServer(Server):
    """Such a server in a process of its own."""

    program = ("-m", "tests.live.server.hurried")


GRACE, BELIEVED = presence.GRACE / HURRY, presence.BELIEVED / HURRY
SHORTEST_GRACE = seating.SHORTEST_GRACE // HURRY
"""Seconds, as this server has them."""


if __name__ == "__main__":
    # Before anything else reads them: what imports a number keeps it.
    for module, names in SHORTENED.items():
        for name in names:
            setattr(module, name, getattr(module, name) // HURRY)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    import django
    from django.core.management import execute_from_command_line

    django.setup()
    from game.live.viewers import attendance

    attendance.COMES_WITHIN //= HURRY

    execute_from_command_line(sys.argv)
