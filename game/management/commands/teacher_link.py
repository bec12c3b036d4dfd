"""`manage.py teacher_link`: another way in, for a teacher whose link is used up."""

from django.core.management.base import BaseCommand

from game import address
from game.database import refuse_unfit
from game.teachers import new_link


class Command(BaseCommand):
    help = "Print a fresh link that signs a teacher in once."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="the port `play` runs on")
        parser.add_argument("--host", default="0.0.0.0", help="the host `play` was given")

    def handle(self, *, host, port, **options):
        refuse_unfit()
        self.stdout.write(f"Teacher: http://{address.shown_host(host)}:{port}{new_link()}")
