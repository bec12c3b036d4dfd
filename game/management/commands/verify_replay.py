"""`manage.py verify_replay [CODE ...]`: is every session what its journal says?

Folds each journal again and compares with what was stored while the session was live: the head, the status,
and at each checkpoint the fingerprint of the state the server held in memory. Fingerprints of another version
than today's say nothing and are only counted.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from debate.assembly import Assembly
from debate.codec import FINGERPRINTS, Fingerprint, UnknownEvent, decode, differs
from debate.evolve import evolve
from debate.refusal import Refusal
from game.database import refuse_unfit
from game.models import Checkpoint, Session
from game.scenarios import versions
from game.web import codes


class Command(BaseCommand):
    help = "Fold every journal again and compare with what was stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="sessions; all of them by default")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unfit()
        sessions = Session.objects.order_by("pk")
        if wanted := {codes.tidy(code) for code in options["codes"]}:
            sessions = sessions.filter(code__in=wanted)
            if unknown := wanted - {session.code for session in sessions}:
                raise CommandError(f"There is no session {min(unknown)}.")
        found = 0
        for session in sessions:
            for difference in differences(session):
                self.stdout.write(f"{session.code}: {difference}")
                found += 1
        self.stdout.write(f"{sessions.count()} sessions folded again, {found} differences.")
        others = Checkpoint.objects.filter(session__in=sessions).exclude(version=FINGERPRINTS).count()
        if others:
            self.stdout.write(not_compared(others))
        if found:
            raise SystemExit(1)


def not_compared(number: int) -> str:
    """So many fingerprints are of another version, as a sentence."""
    if number == 1:
        return "1 fingerprint of another version of this program was not compared."
    return f"{number} fingerprints of another version of this program were not compared."


def differences(session: Session) -> Iterator[str]:
    """Everything in which the stored session is not the fold of its journal."""
    rows = session.checkpoints.values_list("seq", "version", "digest")
    checkpoints = {seq: Fingerprint(version, digest) for seq, version, digest in rows}
    try:
        assembly = Assembly(scenario=versions.version(session.scenario_id))
    except Refusal:
        yield "its scenario cannot be read."
        return
    for seq, data, version in session.entries.values_list("seq", "data", "version"):
        if seq != assembly.seq + 1:
            yield f"entry {assembly.seq + 1} is missing."
            return
        try:
            assembly = evolve(assembly, decode(data, version))
        except (UnknownEvent, KeyError) as error:
            yield f"entry {seq} cannot be folded: {type(error).__name__}: {error}."
            return
        kept = checkpoints.pop(seq, None)
        if kept and differs(kept, assembly):
            yield f"at entry {seq} the state differs from the one that was live."
    if checkpoints:
        yield f"checkpoint {min(checkpoints)} lies behind the last entry."
    if session.head != assembly.seq:
        yield f"the session says it has {session.head} entries, the journal has {assembly.seq}."
    if session.status != assembly.status:
        yield f"the session says it is {session.status}, the journal says {assembly.status}."
