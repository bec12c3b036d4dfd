"""What the chapters of looking back show: what each did beside their person, the moments on which it turned,
the same votes counted otherwise, and the ways the meeting could end.

Only what everybody may know, but for `beside_my_person`, which is for that pupil.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.events import Reaction
from debate.ids import QuestionId, SeatId
from debate.rules.business.agenda import outcome
from debate.rules.business.subjects import subject
from debate.rules.voting.house import believed
from debate.scenario import CHOICES, Choice
from debate.shown.ballots import choices_shown
from debate.shown.people import name_of


class Left(Struct, frozen=True, kw_only=True):
    """One vote in which so many pupils of so many voted otherwise than their persons believed."""

    title: str
    left: int
    of: int


class Mine(Struct, frozen=True, kw_only=True):
    """One vote of a pupil beside what their person believed; `then` is None where that is not known.
    `silent`: they said nothing and were counted so."""

    title: str
    mine: Choice
    silent: bool
    then: Choice | None


class Loudest(Struct, frozen=True, kw_only=True):
    """The speech to which the hall reacted most: whose, how often, and with what above all."""

    name: str
    number: int
    reaction: Reaction


class Counted(Struct, frozen=True, kw_only=True):
    """One vote as it was counted, with one vote for each seat, and of the pupils alone: for and against.
    `cast`: so many votes were counted, abstentions among them."""

    question: QuestionId
    title: str
    cast: int
    here: tuple[int, int]
    by_seat: tuple[int, int]
    pupils: tuple[int, int]


class Ending(Struct, frozen=True, kw_only=True):
    """A way the meeting could end. `ours`, `theirs`: is it the class's, is it history's?"""

    title: str
    ours: bool
    theirs: bool


def left_the_record(assembly: Assembly) -> tuple[Left, ...]:
    """The votes in which everybody saw who chose what, oldest first, as far as it is known where
    persons stood."""
    rows = []
    for ballot, title in own_questions(assembly):
        beside = [
            (then, cast) for seat, cast in _of_pupils(ballot) if (then := _then(assembly, ballot, seat))
        ]
        if choices_shown(ballot) and beside:
            left = sum(then != cast for then, cast in beside)
            rows.append(Left(title=title, left=left, of=len(beside)))
    return tuple(rows)


def beside_my_person(assembly: Assembly, seat: SeatId) -> tuple[Mine, ...]:
    """What this pupil chose, vote by vote, beside their person; not what was secret."""
    return tuple(
        Mine(title=title, mine=cast, silent=seat in ballot.silent, then=_then(assembly, ballot, seat))
        for ballot, title in own_questions(assembly)
        if not METHODS[ballot.method].sealed and (cast := _cast(ballot, seat))
    )


def loudest(assembly: Assembly) -> Loudest | None:
    """None where nobody reacted to anything."""
    moods = {id: mood for id, mood in assembly.moods.items() if any(mood.values())}
    if not moods:
        return None
    speech, mood = max(moods.items(), key=lambda item: (sum(item[1].values()), -item[0]))
    reaction, number = Counter(mood).most_common(1)[0]
    return Loudest(name=name_of(assembly, assembly.speeches[speech].seat), number=number, reaction=reaction)


def counted_otherwise(assembly: Assembly) -> tuple[Counted, ...]:
    """The votes in which everybody saw who chose what, oldest first."""
    return tuple(
        Counted(
            question=ballot.question,
            title=title,
            cast=sum(ballot.tally.values()),
            here=_sides(Counter(ballot.tally)),
            by_seat=_sides(Counter(ballot.votes.values())),
            pupils=_sides(Counter(cast for _, cast in _of_pupils(ballot))),
        )
        for ballot, title in own_questions(assembly)
        if choices_shown(ballot)
    )


def endings(assembly: Assembly) -> tuple[Ending, ...]:
    """All that the meeting provides for, in its order."""
    reached = outcome(assembly)
    return tuple(
        Ending(title=one.title, ours=reached is not None and one.id == reached.id, theirs=one.historical)
        for one in assembly.scenario.outcomes
    )


def own_questions(assembly: Assembly) -> Iterator[tuple[Ballot, str]]:
    """Announced votes for or against the meeting's own questions, oldest first, with their titles."""
    return ((ballot, title) for ballot, title in own_decisions(assembly) if not ballot.alternatives)


def own_decisions(assembly: Assembly) -> Iterator[tuple[Ballot, str]]:
    """The same, and where one of several was chosen."""
    for ballot in assembly.in_order():
        question = subject(assembly, ballot.question)
        if question is None or question.straw or ballot.question in assembly.motions:
            continue
        if ballot.announced and not ballot.reconsidered:
            yield ballot, question.title


def _of_pupils(ballot: Ballot) -> Iterator[tuple[SeatId, Choice]]:
    """Each seat with what its pupil chose, of those who chose one thing and said so."""
    spoke = (seat for seat in ballot.weights if seat not in ballot.silent)
    return ((seat, cast) for seat in spoke if (cast := _cast(ballot, seat)))


def _cast(ballot: Ballot, seat: SeatId) -> Choice | None:
    """What the pupil in this seat chose; None where the house chose, or a bloc was split."""
    if seat in ballot.house:
        return None
    return next((choice for choice in CHOICES if choice == ballot.votes.get(seat)), None)


def _then(assembly: Assembly, ballot: Ballot, seat: SeatId) -> Choice | None:
    """What the person believed who had this seat in this vote, after all that was decided before it: as the
    house and the silent are counted, and as those are found who are asked what moved them."""
    before = assembly.decided_before(ballot.id)
    chose = believed(assembly.scenario, ballot.seating[seat], ballot.question, before)
    return next((choice for choice in CHOICES if choice == chose), None)


def _sides(figures: Counter[str]) -> tuple[int, int]:
    return figures["for"], figures["against"]
