"""What is seen at one place of a tape: the same parts as live, from the same slices, and what differs."""

from collections.abc import Iterable
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from msgspec import Struct

from debate.assembly import Assembly
from debate.shown.audience import Audience
from game import parts
from game.meeting_language import of_meeting
from game.people.sitters import People
from game.replay.lens import Lens
from game.replay.tape import Tape
from game.standing import Standing
from game.web import templating

COLUMNS: dict[Audience, tuple[tuple[str, ...], ...]] = {
    "screen": (
        ("hall", "persons", "results", "record", "persuasion"),
        ("count", "floor", "motions", "headlines", "news"),
    ),
    "seat": (
        (
            *(
                "my-seat",
                "my-now",
                "my-moved",
                "my-chair",
                "my-vote",
                "count",
                "headlines",
                "my-office",
                "my-caucus",
                "my-cards",
            ),
            *("floor", "my-floor", "my-texts", "my-leaning", "my-bargains"),
        ),
        (
            "my-person",
            "hall",
            "motions",
            "support",
            "my-motions",
            "proposing",
            "results",
            "persons",
            "record",
        ),
    ),
    "teach": (
        ("hall", "vote", "motions", "cards", "lesson"),
        ("calls", "floor", "caucus", "bargains", "texts", "record", "results"),
    ),
}
"""Which parts a replay shows, below the stage, by column. The door and the next step are nothing past,
and who was there to press which button no journal knows."""

COMPARED = (("stage", "hall", "count", "results", "floor", "news"),)
"""The parts of each of two meetings beside each other."""

NOT_YET = "parts/not_yet.html"
"""Stands for the parts of a seat before its pupil sat down in it."""

Shown = dict[tuple[str, str], Struct | None]
"""((audience or "me", target), what it shows); None: not theirs yet."""


class Watched(NamedTuple):
    """A tape and the lens it is looked at through. `code` "": for strangers, without ways to other pages."""

    tape: Tape
    lens: Lens
    code: str = ""
    people: People = People()
    compared: bool = False

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The parts to show, by column."""
        return COMPARED if self.compared else COLUMNS[self.lens.audience]

    def shown(self, at: int) -> Shown:
        """What each part shows after entry `at`."""
        return self.cut(self.tape.seek(at))

    def cut(self, assembly: Assembly) -> Shown:
        """What each part shows of a state of the tape."""
        audience, seat = self.lens.audience, self.lens.seat
        wanted = {"stage", *(target for column in self.columns for target in column)}
        standing = Standing(
            code=self.code,
            assembly=assembly,
            people=self.people if self.lens.names else People(),
            gone=self.tape.gone,
        )
        through = standing.shown_to(audience)
        seen: Shown = {
            (audience, part.target): part.shows(through)
            for part in parts.PAST[audience]
            if part.target in wanted
        }
        if seat:
            seen |= parts.voiced_slices(standing, parts.has_voice(standing, seat))
        own = wanted & parts.ALL_PERSONAL if seat else set()
        if assembly.seq < self.lens.since:
            return {key: None if key[0] == "voice" else shown for key, shown in seen.items()} | {
                ("me", target): None for target in own
            }
        return seen | dict(parts.personal_slices(standing, seat, own))

    def page(self, at: int, language: str) -> dict[str, SafeString]:
        """All parts as HTML, by target."""
        with of_meeting(self.tape.scenario):
            return {key[1]: drawn(key, shown, language) for key, shown in self.shown(at).items()}

    def changed(self, before: int, at: int, language: str) -> dict[str, SafeString]:
        """The parts that look different at `at` than at `before`, as HTML by target."""
        old = self.shown(before)
        with of_meeting(self.tape.scenario):
            return {
                key[1]: drawn(key, shown, language)
                for key, shown in self.shown(at).items()
                if old[key] != shown
            }


def drawn(key: tuple[str, str], shown: Struct | None, language: str) -> SafeString:
    """A part as a picture of itself."""
    if shown is None:
        with override(language):
            return mark_safe(render_to_string(NOT_YET, {"target": key[1]}).strip())
    with templating.as_picture():
        return parts.draw(key, shown, language)


def pushed(drawn: Iterable[tuple[str, str]]) -> str:
    """Parts by target, as htmx morphs them in."""
    return "".join(
        f'<hx-partial hx-target="#{target}" hx-swap="outerMorph">{html}</hx-partial>'
        for target, html in drawn
    )
