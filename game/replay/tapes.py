"""The tapes of this process: kept in memory while they are looked at, made from the journal when needed.

A closed session's tape is read once; a running one's is caught up with its journal. To be called in a thread,
never on the event loop: a long journal takes a while to read.
"""

from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from debate.prover.playout import play
from game.models import Session
from game.replay.tape import Tape
from game.scenarios import versions
from game.sessions import journal

MOST_ENTRIES = 200_000
"""Tapes are let go beyond this many entries in all, oldest use first; at least one stays."""

_tapes: OrderedDict[tuple[int, str], tuple[Tape, Lock]] = OrderedDict()
_shelf = Lock()


def of(session: Session) -> Tape:
    """The tape of a session, up to the head its row names."""
    # A primary key alone might be given again, once a session is deleted.
    key = (session.pk, session.created_at.isoformat())
    with _shelf:
        if key not in _tapes:
            _tapes[key] = Tape(versions.version(session.scenario_id)), Lock()
        _tapes.move_to_end(key)
        tape, reading = _tapes[key]
    with reading:
        if tape.head < session.head:
            tape.grow(journal.read(session.pk, tape.head, session.head))
    _let_go()
    return tape


def _let_go() -> None:
    with _shelf:
        while len(_tapes) > 1 and sum(tape.head for tape, _ in _tapes.values()) > MOST_ENTRIES:
            _tapes.popitem(last=False)


@lru_cache(maxsize=8)
def of_house(scenario: int, minutes: int) -> Tape:
    """The meeting of this kept scenario as the house alone plays it."""
    found = versions.version(scenario)
    return Tape(found, play(found, minutes).events)
