"""The live parts of a page: which element, which template, which slice of the view it shows.

A part is rendered by `render` and nowhere else, whether a page is being built or a change is being pushed;
so what a reload shows is what the push showed. Equal slices give equal bytes, rendered once.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from debate import events as e
from debate.events import AnyEvent
from debate.view import Audience, Slice
from game.standing import Standing
from game.slices import desk, public, pupil


class Part(NamedTuple):
    """`target` is the element's id in the page; the template's outermost element bears it."""

    target: str
    template: str
    shows: Callable[[Standing], Slice]


class PersonalPart(NamedTuple):
    """A part that belongs to one seat."""

    target: str
    template: str
    shows: Callable[[Standing, str], Slice]


SHARED: dict[Audience, tuple[Part, ...]] = {
    "seat": (
        Part("stage", "parts/stage.html", public.stage),
        Part("hall", "parts/hall.html", public.hall),
        Part("floor", "parts/floor.html", public.floor),
        Part("count", "parts/count.html", public.ballot),
        Part("results", "parts/results.html", public.results),
        Part("record", "parts/record.html", public.record),
    ),
    "screen": (
        Part("stage", "parts/stage.html", public.stage),
        Part("doors", "parts/doors.html", public.doors),
        Part("hall", "parts/hall.html", public.hall),
        Part("floor", "parts/floor.html", public.floor),
        Part("count", "parts/count.html", public.ballot),
        Part("results", "parts/results.html", public.results),
        Part("record", "parts/record.html", public.record),
        Part("news", "parts/news.html", public.news),
    ),
    "teach": (
        Part("stage", "parts/stage.html", public.stage),
        Part("doors", "parts/desk_doors.html", desk.doors),
        Part("next", "parts/desk_next.html", desk.next_step),
        Part("vote", "parts/desk_vote.html", desk.vote),
        Part("floor", "parts/desk_floor.html", desk.floor),
        Part("people", "parts/desk_people.html", desk.people),
        Part("hall", "parts/hall.html", public.hall),
        Part("results", "parts/results.html", desk.results),
        Part("record", "parts/desk_record.html", desk.record),
        Part("cards", "parts/desk_cards.html", desk.cards),
    ),
}

PERSONAL: tuple[PersonalPart, ...] = (
    PersonalPart("my-vote", "parts/my_vote.html", pupil.vote),
    PersonalPart("my-floor", "parts/my_floor.html", pupil.floor),
    PersonalPart("my-cards", "parts/my_cards.html", pupil.cards),
    PersonalPart("my-chair", "parts/my_chair.html", pupil.chair),
    PersonalPart("my-person", "parts/my_person.html", pupil.person),
)

TEMPLATES = {
    **{(a, part.target): part.template for a, parts in SHARED.items() for part in parts},
    **{("me", part.target): part.template for part in PERSONAL},
}

Row = tuple[tuple[str, str], Slice]
"""((audience or "me", target), what it shows)."""

MOST_KEPT = 2048
_kept: OrderedDict[tuple[tuple[str, str], str, bytes], SafeString] = OrderedDict()


def shared_slices(standing: Standing, audience: Audience) -> dict[tuple[str, str], Slice]:
    """What each part of this audience shows now."""
    return {(audience, part.target): part.shows(standing) for part in SHARED[audience]}


def personal_slices(standing: Standing, seat: str) -> list[Row]:
    """What each personal part of this seat shows now."""
    return [(("me", part.target), part.shows(standing, seat)) for part in PERSONAL]


def render(key: tuple[str, str], shown: Slice, language: str) -> SafeString:
    """The part as HTML. The last few thousand are kept: a class of thirty mostly sees the same."""
    place = (key, language, msgspec.json.encode(shown))
    found = _kept.get(place)
    if found is None:
        with override(language):
            found = render_to_string(TEMPLATES[key], shown).strip()
        _kept[place] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(place)
    return found


def push_html(rows: Iterable[Row], language: str) -> str:
    """Parts wrapped for the browser, which morphs each into the element with its id."""
    return "".join(
        f'<hx-partial hx-target="#{key[1]}" hx-swap="outerMorph">{render(key, shown, language)}</hx-partial>'
        for key, shown in rows
    )


def page(standing: Standing, audience: Audience, seat: str, language: str) -> dict[str, SafeString]:
    """All parts of a page by target, with `_` for `-` as templates need it."""
    rows = list(shared_slices(standing, audience).items())
    if seat:
        rows += personal_slices(standing, seat)
    return {key[1].replace("-", "_"): mark_safe(render(key, shown, language)) for key, shown in rows}


OF_ONE_SEAT = (
    e.SeatTaken,
    e.SeatReturned,
    e.FloorRequested,
    e.RequestWithdrawn,
    e.FloorGiven,
    e.TurnEnded,
    e.VoteCast,
    e.SlipHandedIn,
)
"""Events that change personal parts of their own seat only."""

OF_NO_SEAT = (e.StatementLeft, e.StatementHidden, e.WordSaid, e.DoorsLocked)
"""Events that change no personal part at all."""


def touched(events: Iterable[AnyEvent]) -> set[str] | None:
    """The seats whose personal parts these events may have changed; None for all."""
    seats: set[str] = set()
    for event in events:
        if isinstance(event, OF_ONE_SEAT):
            seats.add(event.seat)
        elif not isinstance(event, OF_NO_SEAT):
            return None
    return seats
