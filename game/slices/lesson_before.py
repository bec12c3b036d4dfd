"""The lesson before the meeting, ready for its page: it says what the meeting's data say, each in its place.

Nothing on it tells what came of the meeting, and of the documents only those for everybody: pupils read it
before they play.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from debate.scenario import Scenario
from debate.scenario.study import CheckQuestion, LessonBefore, Place, Shape, ShapeKind, TownPlan
from debate.scenario.writing import Mark
from debate.shown.written.documents import document_row
from game.slices.documents import ReadDocument, to_read

FIELD = (100.0, 70.0)
"""Width and height of a plan."""
SIGN = 3.2
"""From the middle of a place's sign to its edge."""
LETTERS = 2.6
"""Size of a name on a plan, where there is room for names."""
LETTER = 0.56 * LETTERS
"""Width of a letter of such a name, about."""
APART = 1.0
"""Between a sign and its name."""
PARTY_LETTER = 0.95
"""Width of a letter of a party's name, per cent of a page that is wide enough for names."""


class PlanName(Struct, frozen=True):
    """A name on a plan: where it begins, ends or has its middle (`anchor`)."""

    text: str
    x: float
    y: float
    anchor: str


class PlanSign(Struct, frozen=True, kw_only=True):
    """A place with its number. `label`: its name on the plan, None where there is no room for it."""

    number: int
    name: str
    text: str
    x: float
    y: float
    mark: Mark
    sources: tuple[str, ...]
    label: PlanName | None


class PlanDrawn(Struct, frozen=True, kw_only=True):
    """A plan of the town. `kinds`: of the lines on it, for the legend."""

    title: str
    note: str
    shapes: tuple[Shape, ...]
    kinds: tuple[ShapeKind, ...]
    signs: tuple[PlanSign, ...]


class PartySign(Struct, frozen=True, kw_only=True):
    """A party with its number on the line. `down`: how far below it its name stands, in em; `anchor`: does
    that begin there, or end."""

    number: int
    name: str
    text: str
    at: int
    mark: Mark
    sources: tuple[str, ...]
    down: float
    anchor: str


class SortedDocument(ReadDocument, frozen=True, kw_only=True):
    """A document to be sorted. `helps`: the names of the sides it supports."""

    helps: tuple[str, ...]


class CheckOption(Struct, frozen=True, kw_only=True):
    """An answer that can be given. `chosen`: by this pupil, last."""

    number: int
    text: str
    chosen: bool


class CheckAsked(Struct, frozen=True, kw_only=True):
    """A question with its answer; `answered`, `is_right`: by this pupil."""

    id: str
    text: str
    options: tuple[CheckOption, ...]
    right: str
    why: str
    answered: bool
    is_right: bool


class LessonShown(Struct, frozen=True, kw_only=True):
    """All that stands on the page, and on paper. `line_height`: of the line of parties with all their names,
    in em."""

    before: LessonBefore
    plan: PlanDrawn | None
    parties: tuple[PartySign, ...]
    line_height: float
    documents: tuple[SortedDocument, ...]
    asked: tuple[CheckAsked, ...]


def lesson(scenario: Scenario, before: LessonBefore, answers: Mapping[str, int]) -> LessonShown:
    """The lesson of a meeting; `answers`: those of one pupil, question to option."""
    return LessonShown(
        before=before,
        plan=_plan(before.plan) if before.plan else None,
        parties=_line(before),
        line_height=round(3 + 1.4 * len(before.parties), 2),
        documents=tuple(_documents(scenario)),
        asked=tuple(_asked(question, answers.get(question.id, 0)) for question in before.check),
    )


def _documents(scenario: Scenario) -> Iterable[SortedDocument]:
    names = {faction.id: faction.name for faction in scenario.factions}
    for document in scenario.documents:
        if document.given == "before" and "all" in document.to:
            row = to_read(document_row(document))
            fields = {name: getattr(row, name) for name in row.__struct_fields__}
            yield SortedDocument(**fields, helps=tuple(names[side] for side in document.speaks_for))


def _asked(question: CheckQuestion, chosen: int) -> CheckAsked:
    return CheckAsked(
        id=question.id,
        text=question.text,
        options=tuple(
            CheckOption(number=n, text=text, chosen=n == chosen) for n, text in enumerate(question.options, 1)
        ),
        right=question.options[question.right - 1],
        why=question.why,
        answered=bool(chosen),
        is_right=chosen == question.right,
    )


def _plan(plan: TownPlan) -> PlanDrawn:
    names = _names(plan.places)
    return PlanDrawn(
        title=plan.title,
        note=plan.note,
        shapes=plan.shapes,
        kinds=tuple(dict.fromkeys(shape.kind for shape in plan.shapes)),
        signs=tuple(
            PlanSign(
                number=n,
                name=place.name,
                text=place.text,
                x=_within(place.x, FIELD[0]),
                y=_within(place.y, FIELD[1]),
                mark=place.mark,
                sources=place.sources,
                label=label,
            )
            for n, (place, label) in enumerate(zip(plan.places, names, strict=True), 1)
        ),
    )


def _within(at: int, most: float) -> float:
    """Where a sign stands: all of it on the plan."""
    return min(max(float(at), SIGN), most - SIGN)


Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _names(places: Sequence[Place]) -> list[PlanName | None]:
    """Each name beside its sign, or above or below it, where it lies on no other; None where no room is."""
    signs = [(_within(place.x, FIELD[0]), _within(place.y, FIELD[1])) for place in places]
    taken: list[Rectangle] = [(x - SIGN, y - SIGN, x + SIGN, y + SIGN) for x, y in signs]
    found: list[PlanName | None] = []
    for place, sign in zip(places, signs, strict=True):
        ways = (way for way in _ways(place.name, *sign) if _is_free(way[1], taken))
        name, box = next(ways, (None, None))
        found.append(name)
        taken += [box] if box else []
    return found


def _ways(name: str, x: float, y: float) -> Iterable[tuple[PlanName, Rectangle]]:
    """Where the name of a sign could stand: right of it, left of it, above, below."""
    wide, off, middle = LETTER * len(name), SIGN + APART, round(y + LETTERS / 3, 2)
    top, bottom = y - LETTERS / 2, y + LETTERS / 2
    yield PlanName(name, round(x + off, 2), middle, "start"), (x + off, top, x + off + wide, bottom)
    yield PlanName(name, round(x - off, 2), middle, "end"), (x - off - wide, top, x - off, bottom)
    for base in (y - off, y + off + LETTERS * 0.7):
        box = (x - wide / 2, base - LETTERS * 0.8, x + wide / 2, base + LETTERS * 0.2)
        yield PlanName(name, x, round(base, 2), "middle"), box


def _is_free(box: Rectangle, taken: Sequence[Rectangle]) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > FIELD[0] or bottom > FIELD[1]:
        return False
    return all(right <= one[0] or left >= one[2] or bottom <= one[1] or top >= one[3] for one in taken)


def _line(before: LessonBefore) -> tuple[PartySign, ...]:
    """The parties from left to right, each name on a row of its own: what is farther left hangs lower, so
    that no name is in another's way. What would go beyond the right edge ends at its sign, below them all."""
    parties = sorted(before.parties, key=lambda party: party.at)
    begin = [party for party in parties if party.at + PARTY_LETTER * len(party.name) <= FIELD[0]]
    from_above = [*reversed(begin), *(party for party in parties if party not in begin)]
    return tuple(
        PartySign(
            number=n,
            name=party.name,
            text=party.text,
            at=party.at,
            mark=party.mark,
            sources=party.sources,
            down=round(1.8 + 1.4 * from_above.index(party), 2),
            anchor="start" if party in begin else "end",
        )
        for n, party in enumerate(parties, 1)
    )
