"""The replay as one HTML file that needs no network: it opens from a USB stick, and can call nobody.

It holds the hall's view of every step, the chapters, and what came of the meeting beside history. The private
parts of roles and the pupils' names are in it only where that was asked for; votes cast in secret never are.
"""

from typing import NamedTuple

from django.utils.translation import get_language
from msgspec import Struct
from msgspec.structs import asdict, replace

from debate.afterwards.compare import DivisionBeside, beside_history
from debate.afterwards.debrief import Ready, ready
from debate.rules.business.agenda import is_over
from debate.scenario import CHOICES, Choice
from debate.scenario.writing import Source
from debate.shown.agenda import Ended
from debate.shown.briefs import Sheet, sheet
from debate.shown.outward import outward
from game.meeting_language import of_meeting
from game.models import Session
from game.people import participants
from game.people.sitters import People, by_name_alone
from game.replay import bundle, packed, tapes
from game.replay.lens import Lens, Onlooker
from game.replay.scene import Watched
from game.replay.showing import Jump, Showing, Watching, cast, says
from game.replay.tape import Tape
from game.slices.documents import WeighedDispute, weighed
from game.web import templating

MODULES = ("clock", "seat-map", "file")


class Wanted(NamedTuple):
    """`names`: who played whom; `briefs`: the role sheets, private parts included; `blank`, of what holds
    everything: without the texts that were taken away."""

    names: bool = False
    briefs: bool = False
    blank: bool = False


class KeptDivision(DivisionBeside, frozen=True, kw_only=True):
    """A division, and the step of the replay at which it was closed."""

    step: int


class KeptSheet(Sheet, frozen=True, kw_only=True):
    """A role sheet. Who played it and what it rests on stand elsewhere in the file, once."""

    pupil: str = ""
    sources: tuple[Source, ...] = ()


class CameOfIt(Struct, frozen=True, kw_only=True):
    """What came of the meeting, beside history; and what there is to talk about."""

    choices: tuple[Choice, ...]
    divisions: list[KeptDivision]
    outcome: Ended | None
    recorded_outcome: Ended | None
    disputes: tuple[WeighedDispute, ...]
    talk: list[Ready]


class SingleFile(Watching, frozen=True, kw_only=True):
    """What the file's template knows. `frames`: every step, packed; `script`, `style`: all there is of them,
    which `policy` allows; `came_of_it`: once the meeting is over."""

    template = "pages/afterwards/single_file.html"
    frames: str
    script: str
    style: str
    policy: str
    sheets: list[KeptSheet]
    came_of_it: CameOfIt | None


def of(session: Session, wanted: Wanted) -> str:
    """The file's text."""
    tape = tapes.of(session)
    watched = Watched(tape, Lens())
    language = get_language() or "en"
    showing = Showing(session.code, Onlooker(), {}, watched, 1)
    people = by_name_alone(participants.people(session.pk).names) if wanted.names else People()
    script = bundle.script(["django_htmx/htmx-4.min.js"], MODULES)
    style = bundle.style("game/app.css")
    page = replace(
        showing.page(language),
        code=session.code,
        cast=cast(tape, people),
        chapters=[Jump(**asdict(chapter), href=f"#at={chapter.seq}") for chapter in showing.chapters()],
    )
    file = SingleFile(
        **asdict(page),
        frames=_every_step(watched, session.code, language),
        script=script,
        style=style,
        policy=bundle.policy(script, style),
        sheets=_sheets(tape) if wanted.briefs else [],
        came_of_it=_outcome(tape),
    )
    return templating.draw(file.template, file, language)


def _every_step(watched: Watched, code: str, language: str) -> str:
    """Every step of the hall, packed."""
    with of_meeting(watched.tape.scenario):
        histories = packed.histories(watched, language)
    return packed.as_text(
        {
            "versions": {target: one.versions for target, one in histories.items()},
            "shows": {target: one.shows for target, one in histories.items()},
            "says": [says(watched.tape, step, code) for step in range(1, watched.tape.head + 1)],
        }
    )


def _outcome(tape: Tape) -> CameOfIt | None:
    """What came of it, beside the record; nothing of that while the meeting goes on."""
    if not is_over(tape.end):
        return None
    end = outward(tape.end)
    compared = beside_history(end)
    closed = {chapter.seq for chapter in tape.chapters if chapter.kind == "division" and not chapter.undone}
    steps = dict(zip((row.ballot for row in compared.divisions), sorted(closed), strict=False))
    return CameOfIt(
        choices=CHOICES,
        divisions=[KeptDivision(**asdict(row), step=steps.get(row.ballot, 1)) for row in compared.divisions],
        outcome=compared.outcome,
        recorded_outcome=compared.recorded_outcome,
        disputes=weighed(end.scenario),
        talk=ready(end),
    )


def _sheets(tape: Tape) -> list[KeptSheet]:
    """The role sheet of each seat that a pupil held."""
    seats = (id for id in tape.end.order if tape.end.seats[id].held_by == "pupil")
    return [KeptSheet(**asdict(sheet(tape.end, id))) for id in seats]
