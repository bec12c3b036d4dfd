"""`manage.py play`: from nothing to a server that a class can join."""

import asyncio
import faulthandler
import gc
import io
import signal
import sys
from typing import Any

import segno
from channels.routing import get_default_application
from daphne.endpoints import build_endpoint_description_strings
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone
from twisted.internet import reactor

from game import drawn
from game.admission import forwarded
from game.admission.file_limit import allow_many_sockets
from game.admission.server import Server
from game.assets import made
from game.live import housekeeping, rooms, warm
from game.live.watch import tasks
from game.live.watch.watchdog import Watchdog
from game.people.teachers import new_link
from game.rehearsal import run, start_demo
from game.scenarios.files import BadScenario
from game.scenarios.versions import load_all
from game.sessions import boxes, retention
from game.web import address, listening
from game.worker import workers

LOOP_WAITS = 0.001
"""Seconds that the loop, on which all classes live, waits for a thread that computes a page: a vote passes
between loop and threads several times. Python's own five thousandths were felt with four threads at work."""
WARM_UP_AFTER = 3.0
"""Seconds until the process for pages is started: those at the door come first."""
LIMITS = {
    # A phone that went out of range is noticed after 25 seconds, not after 50.
    "ping_interval": 10,
    "ping_timeout": 15,
    # Holds in both directions: a desk with all its parts for a hall of a thousand must pass. What a browser
    # may send is a fraction of it (`game.live.wire.frames.LONGEST_FRAME`).
    "websocket_max_message_size": 1024 * 1024,
    "websocket_max_frame_size": 1024 * 1024,
}


class Command(BaseCommand):
    help = "Start the server and print the links for teacher and pupils."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--host", default="0.0.0.0", help="address to listen on; by default all of this machine's"
        )
        parser.add_argument(
            "--demo", action="store_true", help="also start a session that the house plays by itself"
        )

    def handle(self, *, host: str, port: int, demo: bool, **options: Any) -> None:
        try:
            faulthandler.enable()  # what ends the process itself says where, too
            allow_many_sockets()
            self.check_port(host, port)
            self.prepare()
            self.serve(host, port, start_demo() if demo else None)
        except KeyboardInterrupt:  # before the server listens for it
            sys.exit(130)

    def check_port(self, host: str, port: int) -> None:
        try:
            free = address.is_free(host, port)
        except (OSError, OverflowError) as error:
            raise CommandError(f"Cannot listen on {host} port {port}: {error}.") from None
        if not free:
            other = address.free_port(host, port)
            raise CommandError(f"Port {port} is taken; {other} is free: manage.py play --port {other}")

    def prepare(self) -> None:
        """Database, scenarios and pages, as this version of the game wants them."""
        call_command("migrate", interactive=False, verbosity=0)
        try:
            load_all()
        except BadScenario as bad:
            raise CommandError(f"{bad} `manage.py check_scenarios` says what is wrong.") from None
        boxes.keep_in_order(at_once=not settings.SEVERAL_PROCESSES)
        retention.tidy(timezone.now())
        made.folder()
        warm.up()

    def serve(self, host: str, port: int, demo: str | None) -> None:
        sys.setswitchinterval(LOOP_WAITS)
        address.listens_on = host
        here = listening.Playing(host, port)
        for_pupils = here.origin + reverse("home")
        words = [f"Teacher: {here.origin}{new_link()}", f"Pupils:  {for_pupils}"]
        if can_print("▀▄█"):
            words.append(code_to_scan(for_pupils))
        if demo:
            words.insert(2, f"Demo:    {here.origin}{reverse('screen', args=[demo])}")
        words.append("Ctrl-C ends the server. Sessions are kept.")
        server = Server(
            application=get_default_application(),
            # A whole hall knocks in the same second; whoever finds the queue full knocks again much later.
            endpoints=[f"{place}:backlog=1024" for place in build_endpoint_description_strings(host, port)],
            # Not before the loop runs: whoever reads a link can open it, and Ctrl-C is heard.
            ready_callable=lambda: reactor.callLater(0, self.ready, words, demo),
            server_name="",
            proxy_forwarded_address_header=forwarded.header(),
            **LIMITS,
        )
        self.watchdog = Watchdog(rooms.largest)
        try:
            with listening.noted(here):
                server.run()
        finally:
            self.watchdog.stop()
            workers.end()
        if server.abort_start:
            raise CommandError(f"Port {port} was taken just now; start again.")

    def ready(self, words: list[str], demo: str | None) -> None:
        nobody_waits_for_children()
        if settings.WARM_UP:
            asyncio.get_running_loop().call_later(WARM_UP_AFTER, workers.warm_up, drawn.load)
        # To look through all objects holds everybody up, and finds next to nothing: what is in memory by now
        # stays, and the rest is looked through five times more rarely than by default.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*gc.get_threshold()[:2], 50)
        self.watchdog.start()
        housekeeping.begin()
        if demo:
            tasks.keep_at(lambda: run(demo), "playing the demonstration")
        self.stdout.write("\n".join(words))
        self.stdout.flush()


def nobody_waits_for_children() -> None:
    """Twisted listens for children that end; we start none by it, and our worker is not its own.

    When it stops listening at the very moment our worker ends, Python writes a traceback into the log.
    """
    if hasattr(signal, "SIGCHLD"):  # Windows has no such thing.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def code_to_scan(url: str) -> str:
    """A QR code in half-block characters."""
    drawn = io.StringIO()
    segno.make(url, micro=False).terminal(out=drawn, compact=True, border=2)
    return drawn.getvalue().rstrip("\n")


def can_print(text: str) -> bool:
    """Does the terminal's encoding hold these characters? Older Windows consoles' do not."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
