"""The live parts of a page: which element, which template, which slice it shows.

A part is rendered by `render` and nowhere else, whether a page is being built or a change is being pushed;
so what a reload shows is what the push showed. Equal slices give equal bytes, rendered once.
"""

from collections.abc import Callable, Container, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from msgspec import Struct

from debate import events as e
from debate.events import AnyEvent, Event, Topic
from debate.ids import SeatId
from debate.shown.audience import Audience
from game import pieces
from game.meeting_language import of_meeting
from game.pieces import PieceChange
from game.slices import aloud, desk, documents, everyone, motions, people, persuasion, wall
from game.slices.seat import bargains, caucus, leaning, moved, office, pupil, so_far, written
from game.slices.seat import now as now_cut
from game.standing import Standing
from game.web import templating


class Part(NamedTuple):
    """`target` is the element's id in the page; the template's outermost element bears it."""

    target: str
    template: str
    shows: Callable[[Standing], Struct]


OfSeats = (
    e.SeatTaken | e.SeatReturned | e.SeatCalled | e.VoteCast | e.SlipHandedIn | e.HouseVoted
    | e.TextHeld | e.TextLetThrough | e.LeaningSet | e.HeadlineWritten | e.ReflectionWritten
    | e.HelpCalled | e.HelpAnswered | e.Guessed
)  # fmt: skip
"""Events that name the seats they are about."""


class PersonalPart(NamedTuple):
    """A part that belongs to one seat. `own`: events that change it for the seat they name; `all`: events
    that may change it for everybody. (The part of whoever holds the chair is looked at every time.)"""

    target: str
    template: str
    shows: Callable[[Standing, SeatId], Struct]
    own: tuple[type[OfSeats], ...]
    all: tuple[type[Event], ...]


SHARED: dict[Audience, tuple[Part, ...]] = {
    "seat": (
        Part("stage", "parts/hall/stage.html", everyone.stage),
        Part("aloud", "parts/hall/aloud.html", aloud.aloud),
        Part("hall", "parts/hall/hall.html", everyone.hall),
        Part("floor", "parts/hall/floor.html", everyone.floor),
        Part("count", "parts/hall/count.html", everyone.ballot),
        Part("motions", "parts/hall/motions.html", motions.docket),
        Part("results", "parts/hall/results.html", everyone.results),
        Part("headlines", "parts/hall/headlines.html", everyone.headlines),
        Part("debrief", "parts/hall/debrief.html", everyone.debrief),
        Part("record", "parts/hall/record.html", everyone.record),
        Part("persons", "parts/hall/persons.html", everyone.persons),
    ),
    "screen": (
        Part("scene", "parts/wall/scene.html", wall.scene),
        Part("doors", "parts/hall/doors.html", everyone.doors),
        Part("hall", "parts/hall/hall.html", everyone.hall),
        Part("persons", "parts/hall/persons.html", everyone.persons),
    ),
    "teach": (
        Part("stage", "parts/hall/stage.html", everyone.stage),
        Part("aloud", "parts/hall/aloud.html", aloud.aloud),
        Part("next", "parts/desk/next.html", desk.next_step),
        Part("bar", "parts/desk/bar.html", desk.bar),
        Part("last-steps", "parts/desk/last_steps.html", desk.last_steps),
        Part("calls", "parts/desk/people/calls.html", desk.calls),
        Part("vote", "parts/desk/vote.html", desk.vote),
        Part("floor", "parts/desk/floor.html", desk.floor),
        Part("motions", "parts/desk/motions.html", desk.motions),
        Part("people", "parts/desk/people/people.html", desk.people),
        Part("lesson", "parts/desk/lesson.html", desk.lesson),
        Part("wall", "parts/desk/wall.html", desk.wall),
        Part("debrief", "parts/desk/debrief.html", desk.debrief),
        Part("caucus", "parts/desk/caucus.html", desk.caucus),
        Part("bargains", "parts/desk/bargains.html", desk.bargains),
        Part("doors", "parts/desk/people/doors.html", desk.doors),
        Part("outside", "parts/desk/people/outside.html", people.outside),
        Part("helpers", "parts/desk/people/helpers.html", people.helpers),
        Part("hall", "parts/hall/hall.html", everyone.hall),
        Part("results", "parts/hall/results.html", everyone.results),
        Part("texts", "parts/desk/texts.html", desk.texts),
        Part("record", "parts/desk/record.html", desk.record),
        Part("for-pupil", "parts/desk/people/for_pupil.html", desk.for_pupil),
        Part("cards", "parts/desk/cards.html", desk.cards),
        Part("study", "parts/desk/study.html", desk.around_the_hour),
    ),
}

HALL: tuple[Part, ...] = (
    Part("stage", "parts/hall/stage.html", everyone.stage),
    Part("hall", "parts/hall/hall.html", everyone.hall),
    Part("floor", "parts/hall/floor.html", everyone.floor),
    Part("count", "parts/hall/count.html", everyone.ballot),
    Part("motions", "parts/hall/motions_wall.html", motions.before_the_meeting),
    Part("results", "parts/hall/results.html", everyone.results),
    Part("headlines", "parts/hall/headlines.html", everyone.headlines),
    Part("record", "parts/hall/record.html", everyone.record),
    Part("news", "parts/hall/news.html", everyone.news),
    Part("documents", "parts/seat/documents.html", documents.documents),
    Part("persuasion", "parts/hall/persuasion.html", persuasion.afterwards),
    Part("persons", "parts/hall/persons.html", everyone.persons),
)
"""What everybody could see of the meeting, as a page that is read and not from ten metres: for a replay."""

PAST: dict[Audience, tuple[Part, ...]] = {**SHARED, "screen": HALL}
"""What a replay shows to whom."""


def _changing(topic: Topic) -> tuple[type[Event], ...]:
    """Events that change this, as their classes say."""
    return tuple(kind for kind in e.KINDS if topic in kind.changes)


ENDS = _changing("end")
CLOCKS = (*ENDS, *_changing("clock"))
MOTIONS, BALLOTS = _changing("motions"), _changing("ballot")
BARGAINS = e.BargainOffered, e.BargainStruck, e.BargainDropped
LISTS, CAUCUS = _changing("list"), _changing("caucus")

PERSONAL: tuple[PersonalPart, ...] = (
    PersonalPart(
        "my-now",
        "parts/seat/now.html",
        now_cut.now,
        own=(e.VoteCast, e.SlipHandedIn, e.HouseVoted, e.SeatTaken, e.Guessed),
        all=(
            *CLOCKS,
            *BALLOTS,
            *MOTIONS,
            *LISTS,
            *BARGAINS,
            e.SeatCalled,
            e.ChairGiven,
            e.CardReleased,
            e.PutOnTheWall,
            e.QuestionShown,
            e.ChapterShown,
            e.RolesSwapped,
        ),  # fmt: skip
    ),
    PersonalPart(
        "my-moved",
        "parts/seat/bargains/moved.html",
        moved.moved,
        own=(e.SeatTaken, e.SeatReturned),
        all=(*CLOCKS, *BALLOTS, *LISTS, e.MovedTold, e.BargainStruck, e.RolesSwapped),
    ),
    PersonalPart(
        "my-bargains",
        "parts/seat/bargains/bargains.html",
        bargains.bargains,
        own=(),
        all=(
            *CLOCKS,
            *BALLOTS,
            *MOTIONS,
            *BARGAINS,
            e.EnvoyNamed,
            e.SeatTaken,
            e.SeatReturned,
            e.RolesSwapped,
        ),  # fmt: skip
    ),
    PersonalPart(
        "my-seat",
        "parts/seat/seat.html",
        pupil.seat,
        own=(e.SeatTaken, e.SeatReturned),
        all=(*ENDS, e.RolesSwapped),
    ),
    PersonalPart(
        "so-far",
        "parts/seat/so_far.html",
        so_far.so_far,
        own=(e.SeatTaken,),
        all=(*CLOCKS, *BALLOTS, *MOTIONS, e.RolesSwapped),
    ),
    PersonalPart(
        "my-vote",
        "parts/seat/vote.html",
        pupil.vote,
        own=(e.VoteCast, e.SlipHandedIn, e.SeatCalled, e.HouseVoted),
        all=(*CLOCKS, *BALLOTS, *MOTIONS, e.RolesSwapped),
    ),
    PersonalPart(
        "my-floor",
        "parts/seat/floor.html",
        pupil.floor,
        own=(),
        all=(*CLOCKS, *LISTS, e.CardReleased, e.PutOnTheWall),
    ),
    PersonalPart(
        "my-motions",
        "parts/seat/motions/motions.html",
        motions.mine,
        own=(),
        all=(*CLOCKS, *BALLOTS, *MOTIONS, e.RolesSwapped),
    ),
    PersonalPart(
        "my-texts",
        "parts/seat/texts.html",
        written.to_be_read,
        own=(e.TextHeld, e.TextLetThrough),
        all=(*ENDS, e.ReadFirstSet, e.RolesSwapped),
    ),
    PersonalPart(
        "my-leaning",
        "parts/seat/leaning.html",
        leaning.leaning,
        own=(e.LeaningSet,),
        all=(*CLOCKS, *BALLOTS),
    ),
    PersonalPart(
        "my-caucus",
        "parts/seat/caucus.html",
        caucus.caucus,
        own=(),
        all=(
            *CLOCKS,
            *CAUCUS,
            e.SeatTaken,
            e.SeatReturned,
            e.RolesSwapped,
        ),  # fmt: skip
    ),
    PersonalPart(
        "my-office",
        "parts/seat/office.html",
        office.office,
        own=(e.HeadlineWritten,),
        all=(
            *CLOCKS,
            e.MinutesWritten,
            e.QuestionPut,
            e.SeatCalled,
            e.BallotClosed,
            e.RolesSwapped,
        ),  # fmt: skip
    ),
    PersonalPart(
        "my-cards",
        "parts/seat/cards.html",
        pupil.cards,
        own=(),
        all=(e.CardReleased, e.PutOnTheWall, e.RolesSwapped, e.Resumed),
    ),
    PersonalPart(
        "documents",
        "parts/seat/documents.html",
        documents.documents_of,
        own=(e.SeatTaken,),
        all=(*CLOCKS, e.CardReleased, e.PutOnTheWall, e.RolesSwapped),
    ),
    PersonalPart("my-chair", "parts/seat/chair.html", pupil.chair, own=(), all=(e.ChairGiven,)),
    PersonalPart(
        "my-person", "parts/seat/person.html", pupil.person, own=(e.SeatTaken,), all=(e.RolesSwapped,)
    ),
    PersonalPart(
        "my-reflection",
        "parts/seat/reflection.html",
        written.reflection,
        own=(e.ReflectionWritten, e.SeatTaken),
        all=CLOCKS,
    ),
    PersonalPart(
        "my-help",
        "parts/seat/help.html",
        written.help,
        own=(e.HelpCalled, e.HelpAnswered, e.SeatReturned),
        all=ENDS,
    ),
)

VOICED: tuple[Part, ...] = (
    Part("support", "parts/seat/motions/support.html", motions.support),
    Part("proposing", "parts/seat/motions/proposing.html", motions.proposing),
)
"""The same for all pupils whose persons have a vote; to others they show nothing."""

TEMPLATES: dict[tuple[str, str], str] = {
    **{(a, part.target): part.template for a, parts in SHARED.items() for part in (*parts, *PAST[a])},
    **{("voice", part.target): part.template for part in VOICED},
    **{("me", part.target): part.template for part in PERSONAL},
}

ALL_PERSONAL = frozenset(part.target for part in PERSONAL)

Slices = dict[tuple[str, str], Struct]
"""(audience, "voice" or "me", target) to what it shows."""


def shared_slices(standing: Standing, audience: Audience) -> Slices:
    """What each part of this audience shows now; the same dictionary for all who ask of this standing."""
    if audience == "teach":
        return _cut(standing, audience)  # Presence stands on the desk, which changes by itself.
    return standing.once(_FOR_ALL[audience])


def _cut(standing: Standing, audience: Audience) -> Slices:
    seen = standing.shown_to(audience)
    return {(audience, part.target): part.shows(seen) for part in SHARED[audience]}


_FOR_ALL: dict[Audience, Callable[[Standing], Slices]] = {
    "seat": lambda standing: _cut(standing, "seat"),
    "screen": lambda standing: _cut(standing, "screen"),
}


def voiced_slices(standing: Standing, votes: bool = True) -> Slices:
    """What the parts for those who have a vote show now; or how they look to those who have none."""
    return standing.once(_voiced) if votes else VOICELESS


VOICELESS: Slices = {("voice", part.target): motions.MayNot() for part in VOICED}


def _voiced(standing: Standing) -> Slices:
    seen = standing.shown_to("seat")
    return {("voice", part.target): part.shows(seen) for part in VOICED}


def has_voice(standing: Standing, seat: SeatId) -> bool:
    """Has the person of this seat a vote?"""
    return bool(seat) and standing.assembly.seats[seat].votes


def personal_slices(
    standing: Standing, seat: SeatId, targets: Container[str] = ALL_PERSONAL
) -> list[tuple[tuple[str, str], Struct]]:
    """What the personal parts of this seat show now, those in `targets` only."""
    seen = standing.shown_to("seat")
    return [(("me", part.target), part.shows(seen, seat)) for part in PERSONAL if part.target in targets]


def changed(before: Slices, now: Slices) -> list[PieceChange]:
    """What has to be sent to who was shown `before`: parts, or of a long one the pieces that differ."""
    rows: list[PieceChange] = []
    for key, shown in now.items():
        old = before.get(key)
        if old is shown or old == shown:
            continue
        apart = pieces.changed(old, shown) if old is not None else None
        rows += [PieceChange(key, shown)] if apart is None else apart
    return pieces.once_each(rows)


def draw(key: tuple[str, str], shown: Struct, language: str) -> SafeString:
    """The part as HTML, drawn anew: for a replay, which must not crowd out what is live. In any thread."""
    return templating.draw(_template(key), shown, language)


def render(key: tuple[str, str], shown: Struct, language: str) -> SafeString:
    """The part as HTML. The latest are kept: a class of thirty mostly sees the same. In any thread."""
    return templating.draw_once(_template(key), shown, language)


def _template(key: tuple[str, str]) -> str:
    return TEMPLATES.get(key) or pieces.TEMPLATES[key[0]]


def push_html(rows: Iterable[tuple[Any, ...]], language: str) -> str:
    """Parts and pieces wrapped for the browser, which morphs each into the element with its id."""
    return "".join(_wrapped(PieceChange(*row), language) for row in rows)


def _wrapped(row: PieceChange, language: str) -> str:
    (_, target), shown, place = row
    selector = target if target.startswith(".") else f"#{target}"
    if shown is None:
        return f'<hx-partial hx-target="{selector}" hx-swap="delete"></hx-partial>'
    where = f' data-in="{place.within}" data-after="{place.after}"' if place else ""
    html = render(row.key, shown, language)
    return f'<hx-partial hx-target="{selector}" hx-swap="outerMorph"{where}>{html}</hx-partial>'


def page(standing: Standing, audience: Audience, seat: SeatId, language: str) -> dict[str, SafeString]:
    """All parts of a page by target, with `_` for `-` as templates need it."""
    seen = dict(shared_slices(standing, audience))
    if seat:
        seen |= voiced_slices(standing, has_voice(standing, seat))
        seen |= dict(personal_slices(standing, seat))
    with of_meeting(standing.assembly.scenario):
        return {key[1].replace("-", "_"): render(key, shown, language) for key, shown in seen.items()}


@cache
def _touched_by(kind: type[Event]) -> tuple[frozenset[str], frozenset[str]]:
    """The personal parts that such an event may change: for everybody, and only for the seats it names."""
    if issubclass(kind, (e.StepUndone, e.TextTakenAway)):
        return ALL_PERSONAL, frozenset()
    for_all = frozenset(part.target for part in PERSONAL if issubclass(kind, part.all))
    return for_all, frozenset(part.target for part in PERSONAL if issubclass(kind, part.own)) - for_all


class Touched:
    """Which personal parts events may have changed, for whom: so that a vote costs one seat's work."""

    def __init__(self) -> None:
        self._everybody: set[str] = set()
        self._seats: dict[str, set[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._everybody or self._seats)

    def note(self, events: Iterable[AnyEvent]) -> None:
        """Take these events into account. What was undone, or taken away, may have stood anywhere."""
        for event in events:
            for_all, own = _touched_by(type(event))
            self._everybody |= for_all
            if own and isinstance(event, OfSeats):
                for seat in event.votes if isinstance(event, e.HouseVoted) else (event.seat,):
                    self._seats.setdefault(seat, set()).update(own)

    def note_people(self) -> None:
        """Names, or who shares a seat, may have changed: no event says so."""
        self._everybody |= {"my-seat", "my-person"}

    def note_own(self, target: str, seat: SeatId) -> None:
        """This part of this seat may have changed, for a reason that no event tells."""
        self._seats.setdefault(seat, set()).add(target)

    def targets(self, seat: SeatId) -> set[str]:
        """The parts of this seat to look at again."""
        own = self._seats.get(seat)
        return self._everybody | own if own else self._everybody
