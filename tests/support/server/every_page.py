"""All that can be seen of a session, drawn once: the pages of everybody, print, exports and replay.

Each page is drawn as the server does it, but here and now, without rooms and processes: what raises here
would have been a page that fails.
"""

from collections.abc import Iterator

from debate.assembly import Assembly
from debate.rules.business.timetable import forecast
from debate.rules.clocks import rings
from game import parts
from game.drawn import files, lab, library, minutes, outcome, pack, replay, state
from game.exports.formats import FORMATS
from game.models import Session
from game.replay import tapes
from game.replay.lens import Onlooker
from game.replay.single_file import Wanted
from game.standing import Standing

EN = "en"
SOME = 3
"""Seats that are looked at one by one, from the first on, and the last."""
PLACES = 4
"""Of a session's past."""


def look(session: Session, everything: bool = True) -> None:
    """Draw it all. Not `everything`: without the replay as one file, which draws every step."""
    forget()
    tape = tapes.of(session)
    pk, head, end = session.pk, tape.head, tape.end
    live(end, session.code)
    library.scenario(EN, session.scenario_id)
    past(session, head, end)
    outcome.page(EN, pk, head, True, True, (), True, "")
    lab.page(EN, pk, head, True, True)
    for n in range(1, 5):
        lab.step(EN, pk, head, str(n))
    for seat in seats(end):
        for form in outcome.FORMS:
            outcome.person(EN, pk, head, seat, form, "Ada")
        lab.one_less(EN, pk, head, seat)
        for wish in end.scenario.outcomes[:2]:
            lab.mine(EN, pk, head, seat, wish.id)
    for question in end.scenario.questions:
        outcome.leanings_on(EN, pk, head, question.id)
    minutes.page(EN, pk, head, True, True, ())
    pack.papers(EN, pk, head, (), "http://a.school/", "", True)
    for ending in FORMATS if everything else ("json", "csv", "txt"):
        files.file(EN, pk, ending, Wanted(names=True, briefs=True))


def forget() -> None:
    """What was kept of another session, which may have had the same number."""
    with tapes._shelf:
        tapes._tapes.clear()
    for kept in (tapes.of_house, outcome.compared, lab.counted):
        kept.cache_clear()


def live(assembly: Assembly, code: str) -> None:
    """Desk, wall and seats as they would be now, and the clocks that would ring."""
    standing = Standing(code=code, assembly=assembly)
    rings(assembly)
    forecast(assembly)
    for audience in ("teach", "screen"):
        parts.page(standing, audience, "", EN)
    for seat in seats(assembly):
        parts.page(standing, "seat", seat, EN)


def past(session: Session, head: int, end: Assembly) -> None:
    """Replay and state at several places, through several eyes."""
    for at in places(head):
        state.state_then(EN, session.pk, head, str(at), "teach", "")
        for lens in ("screen", "teach", *seats(end)):
            viewer = Onlooker(teaches=True, owns=True)
            replay.page(EN, session.pk, head, (("at", str(at)), ("as", lens)), viewer, (), ())
        replay.page(EN, session.pk, head, (("at", str(at)), ("beside", "house")), viewer, (), ())


def tenths(session: Session) -> None:
    """The state at every tenth entry, for the desk, the wall and a seat."""
    head, first = session.head, tapes.of(session).end.order[0]
    for at in range(1, head + 1, 10):
        state.state_then(EN, session.pk, head, str(at), "teach", "")
        state.state_then(EN, session.pk, head, str(at), "screen", "")
        state.state_then(EN, session.pk, head, str(at), "seat", first)


def seats(assembly: Assembly) -> list[str]:
    return list(dict.fromkeys([*assembly.order[:SOME], *assembly.order[-1:]]))


def places(head: int) -> Iterator[int]:
    yield from sorted({1 + (head - 1) * n // PLACES for n in range(PLACES + 1)})
