"""Where pupils leaned while they listened, told by groups: for the debrief, and never person by person.

A leaning is private. So whatever is shown here is about a group of at least three who have marked one on the
question; smaller factions are taken together until they are that many. What followed a speech is not what
the speech did: these figures say "after", and the pages say what that can't prove.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import NOBODY, FactionId, QuestionId, SeatId
from debate.rules.business.agenda import is_over
from debate.scenario import Faction
from debate.shown.people import name_of

LEAST_GROUP = 3
"""So many have to have leaned before a group is told of."""


class Run(Struct, frozen=True, kw_only=True):
    """One pupil's marks on one question, (moment, value), oldest first; `faction`: the last one they had;
    `left`: somebody else has taken the seat since."""

    seat: SeatId
    faction: FactionId
    marks: tuple[tuple[int, int], ...]
    left: bool = False


class PupilGroup(Struct, frozen=True, kw_only=True):
    """Pupils told of together: one faction, or several (then `sign` and `colour` are the first one's)."""

    factions: tuple[FactionId, ...]
    name: str
    sign: str
    colour: int
    runs: tuple[Run, ...]


class Happening(Struct, frozen=True, kw_only=True):
    """Something the hall heard, read or did. `name`: who spoke, the title of a card, stage or question."""

    kind: Literal["speech", "statement", "card", "caucus", "division"]
    at: int
    name: str
    until: int | None = None
    seat: SeatId = NOBODY


class Shift(Struct, frozen=True, kw_only=True):
    """How many of a group moved towards yes and towards no after something, and by how much together."""

    towards: int = 0
    away: int = 0
    sum: int = 0


def runs(assembly: Assembly, question: QuestionId) -> list[Run]:
    """What each pupil marked on a question, in the order in which they first did."""
    begun: dict[SeatId, list[tuple[int, int]]] = {}
    factions: dict[SeatId, FactionId] = {}
    ended: list[Run] = []
    for n in range(len(assembly.leaned)):
        mark = assembly.leaned[n]
        if mark.question != question:
            continue
        if mark.value is None:
            marks = tuple(begun.pop(mark.seat))
            ended.append(Run(seat=mark.seat, faction=factions[mark.seat], marks=marks, left=True))
        else:
            factions[mark.seat] = mark.faction
            begun.setdefault(mark.seat, []).append((mark.at, mark.value))
    still = [Run(seat=s, faction=factions[s], marks=tuple(values)) for s, values in begun.items()]
    return [*ended, *still]


def groups(assembly: Assembly, question: QuestionId) -> list[PupilGroup]:
    """The groups that can be told of on a question; none where fewer than three have leaned at all."""
    found = runs(assembly, question)
    apart = [
        ([faction], mine)
        for faction in assembly.scenario.factions
        if (mine := [run for run in found if run.faction == faction.id])
    ]
    # The rest must not be what is left when the others are subtracted: it is told with the smallest of them.
    while len(apart) > 1 and min(len(mine) for _, mine in apart) < LEAST_GROUP:
        apart.sort(key=lambda one: len(one[1]))
        (few, theirs), (more, others) = apart[:2]
        apart[:2] = [([*few, *more], [*theirs, *others])]
    order = [faction.id for faction in assembly.scenario.factions]
    together = [_group(sorted(who, key=lambda f: order.index(f.id)), mine) for who, mine in apart]
    together.sort(key=lambda group: order.index(group.factions[0]))
    return [group for group in together if len(group.runs) >= LEAST_GROUP]


def _group(factions: list[Faction], mine: list[Run]) -> PupilGroup:
    return PupilGroup(
        factions=tuple(faction.id for faction in factions),
        name=" + ".join(faction.name for faction in factions),
        sign=factions[0].sign,
        colour=factions[0].colour,
        runs=tuple(mine),
    )


def course(group: PupilGroup) -> list[tuple[int, float]]:
    """The group's mean over time: from each moment on until the next."""
    steps: list[tuple[int, float]] = []
    standing: dict[int, int] = {}
    marks = sorted((at, n, value) for n, run in enumerate(group.runs) for at, value in run.marks)
    for at, n, value in marks:
        standing[n] = value
        if len(standing) >= LEAST_GROUP:
            if steps and steps[-1][0] == at:
                steps.pop()
            steps.append((at, sum(standing.values()) / len(standing)))
    return steps


def first_and_last(group: PupilGroup, until: int | None = None) -> tuple[Counter[int], Counter[int]]:
    """How many stood where at first, and where at last (before `until`, a vote say)."""
    kept = [[value for at, value in run.marks if until is None or at <= until] for run in group.runs]
    said = [values for values in kept if values]
    if len(said) < LEAST_GROUP:
        return Counter(), Counter()
    return Counter(values[0] for values in said), Counter(values[-1] for values in said)


def happenings(assembly: Assembly) -> list[Happening]:
    """What the hall heard, read and did, oldest first. Words put in and hidden statements are left out."""
    return sorted(_happened(assembly), key=lambda one: one.at)


def _happened(assembly: Assembly) -> Iterator[Happening]:
    cards = {card.id: card.title for card in assembly.scenario.cards}
    questions = {question.id: question.title for question in assembly.scenario.questions}
    for speech in assembly.speeches.values():
        if not speech.intervention:
            who = name_of(assembly, speech.seat)
            yield Happening(kind="speech", at=speech.began, name=who, seat=speech.seat)
    for statement in assembly.statements.values():
        if not statement.hidden:
            who = name_of(assembly, statement.seat)
            yield Happening(kind="statement", at=statement.at, name=who, seat=statement.seat)
    for card in assembly.cards:
        # News for a few is not told to all by the way.
        if "all" in card.to:
            yield Happening(kind="card", at=card.at, name=cards[card.card])
    stages = list(zip(assembly.path, assembly.path_at, strict=True))
    for n, (stage, at) in enumerate(stages):
        if assembly.scenario.stage(stage).kind == "caucus":
            until = stages[n + 1][1] if n + 1 < len(stages) else assembly.closed_at
            name = assembly.scenario.stage(stage).title
            yield Happening(kind="caucus", at=at, until=until, name=name)
    for ballot in assembly.in_order():
        if ballot.closed_at is not None and ballot.announced and ballot.question in questions:
            yield Happening(kind="division", at=ballot.closed_at, name=questions[ballot.question])


def moved_after(happened: list[Happening], group: PupilGroup) -> dict[int, Shift]:
    """By the place in `happened`: how many changed a leaning after it and before the next thing happened."""
    found: dict[int, Shift] = {}
    for run in group.runs:
        before: dict[int, int] = {}
        for (_, old), (at, new) in zip(run.marks, run.marks[1:], strict=False):
            last = max((n for n, one in enumerate(happened) if one.at <= at), default=None)
            if last is not None:
                before[last] = before.get(last, 0) + new - old
        for n, change in before.items():
            known = found.get(n, Shift())
            found[n] = Shift(
                towards=known.towards + (change > 0),
                away=known.away + (change < 0),
                sum=known.sum + change,
            )
    return {n: moved for n, moved in found.items() if moved.towards or moved.away}


def are_told(assembly: Assembly) -> bool:
    """Until the meeting is over nobody looks at leanings, as their pages promise."""
    return is_over(assembly)


def are_told_by_name(assembly: Assembly, teaches: bool, one_by_one: bool) -> bool:
    """Single ones are for the teacher alone, who has to ask for them: the page is made to be projected."""
    return are_told(assembly) and teaches and one_by_one
