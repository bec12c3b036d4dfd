"""A hall as it is cast for a class, and one vote in it: who could be moved, and what comes of it.

Everybody votes as their person believed but those who are moved; then the house follows its side, by the same
function as in a meeting (`rules/voting/house.py`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import permutations

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Assembly, Ballot, Seat
from debate.ballots import METHODS, units
from debate.decisions import Decisions, Result, result
from debate.ids import BallotId, QuestionId, SeatId
from debate.prover.playout import seated
from debate.rules.hall.casting import plan
from debate.rules.voting import house
from debate.rules.voting.entitled import entitled
from debate.scenario import CHOICES, Question, Scenario, Stand

Moves = Mapping[SeatId, str]
"""Who is moved in one vote: seat to what they choose instead of what they believed."""
MOST_WAYS = 2
"""Choices to which people are moved at once in one vote. A third would be moved in vain."""


class PlayedHall:
    """The hall of a meeting for a class of so many pupils, as far as there are seats; the house plays the
    others."""

    def __init__(self, scenario: Scenario, pupils: int):
        there = min(pupils, len(plan(scenario, pupils)))
        self._sit(seated(scenario, there).assembly)

    @classmethod
    def of(cls, assembly: Assembly) -> "PlayedHall":
        """The hall of a meeting that is played, with those who sit in it now."""
        hall = cls.__new__(cls)
        hall._sit(assembly)
        return hall

    def _sit(self, assembly: Assembly) -> None:
        self.scenario, self.assembly = assembly.scenario, assembly
        self._asked: dict[QuestionId, QuestionInHall] = {}

    @property
    def pupils(self) -> int:
        return len(self.people)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Those with a vote, in the order of seating."""
        return tuple(seat for id in self.assembly.order if (seat := self.assembly.seats[id]).votes)

    @cached_property
    def people(self) -> tuple[Seat, ...]:
        """The pupils' seats, with or without a vote."""
        seats = (self.assembly.seats[id] for id in self.assembly.order)
        return tuple(seat for seat in seats if seat.held_by == "pupil")

    def vote(self, question: Question, decided: Decisions) -> "Vote":
        """This question, put after what was decided."""
        if question.id not in self._asked:
            self._asked[question.id] = QuestionInHall(self, question)
        return self._asked[question.id].after(decided)


class QuestionInHall:
    """A question as it is put in this hall: with what weights does not hang on what was decided."""

    def __init__(self, hall: PlayedHall, question: Question):
        self.hall, self.question = hall, question
        may = entitled(hall.assembly, question, question.method)
        self.ballot = Ballot(
            id=BallotId("b1"),
            question=question.id,
            method=question.method,
            threshold=question.threshold,
            tie=question.tie,
            put_at=0,
            closes_at=None,
            weights=may.weights,
            bloc=may.bloc,
            present=may.present,
            members=may.members,
            units=may.units,
            veto=may.veto,
            seating=hall.assembly.seats,
            votes=Map(),
            tally={},
            alternatives=tuple(a.id for a in question.alternatives),
            elimination="one_by_one",
        )
        self._votes: dict[tuple[int | str | None, ...], Vote] = {}

    def after(self, decided: Decisions) -> "Vote":
        """The same vote for all decisions after which everybody stands the same."""
        scenario, id = self.hall.scenario, self.question.id
        stands = tuple(
            _which(house.stand(scenario, scenario.role(seat.role), id, decided))
            if seat.role
            else house.believed(scenario, seat, id, decided)
            for seat in self.hall.seats
        )
        if stands not in self._votes:
            self._votes[stands] = Vote(self, decided)
        return self._votes[stands]


def _which(stand: Stand | None) -> int:
    """Tells apart the stands of a scenario, which hold what can't be a key."""
    return id(stand)


class CountInHall(Struct, frozen=True, kw_only=True):
    """What comes of a vote. `carried`: also where alternatives were offered and one was chosen."""

    tally: Mapping[str, int]
    carried: bool
    chosen: tuple[str, ...]


class Vote:
    """One vote in a hall, where everybody stands as they do after what was decided."""

    def __init__(self, asked: QuestionInHall, decided: Decisions):
        self.question, self._ballot = asked.question, asked.ballot
        hall, method = asked.hall, METHODS[asked.question.method]
        self._base: Counter[str] = Counter(dict.fromkeys((*self._ballot.alternatives, *CHOICES), 0))
        if self._ballot.alternatives:
            self._base = Counter(dict.fromkeys(self._ballot.alternatives, 0))
        self._base.update(self._ballot.bloc)
        self._weight = self._ballot.weights
        self._votes: dict[SeatId, str] = {}
        self.stands: dict[SeatId, Stand] = {}
        self.open: dict[SeatId, Stand] = {}
        """Pupils who could be moved."""
        self._pupils: Counter[house.Side] = Counter()
        self._house: dict[SeatId, Stand] = {}
        self._faction = {seat.id: seat.faction for seat in hall.seats}
        follows = not (method.sealed or method.by_hand or method.of_blocs)
        for seat in hall.seats:
            if seat.id not in self._weight:
                continue
            believed = house.believed(hall.scenario, seat, self.question.id, decided)
            if seat.held_by == "nobody" or believed is None:
                continue
            self._count(believed, seat.id, self._base)
            self._votes[seat.id] = believed
            if not seat.role:
                continue
            own = house.stand(hall.scenario, hall.scenario.role(seat.role), self.question.id, decided)
            assert own is not None
            self.stands[seat.id] = own
            if seat.held_by == "pupil" and own.open:
                self.open[seat.id] = own
                self._pupils.update(house.sides(seat.faction, own) if follows else ())
            elif follows and own.open:
                self._house[seat.id] = own

    def _count(self, choice: str, seat: SeatId, tally: Counter[str], sign: int = 1) -> None:
        blank = self._ballot.alternatives and choice not in self._ballot.alternatives
        tally["" if blank else choice] += sign * self._weight[seat]

    @property
    def choices(self) -> tuple[str, ...]:
        """All that somebody could be moved to."""
        return tuple(dict.fromkeys(choice for own in self.open.values() for choice in own.open))

    def ways(self) -> Iterator[dict[SeatId, str]]:
        """For each choice all or none of those who are open to it are moved; nobody first."""
        for number in range(min(len(self.choices), MOST_WAYS) + 1):
            for to in permutations(self.choices, number):
                yield {
                    seat: next(choice for choice in to if choice in own.open)
                    for seat, own in self.open.items()
                    if not set(to).isdisjoint(own.open)
                }

    def result(self, moved: Moves) -> CountInHall:
        """What comes of it if these are moved, and the house has followed."""
        tally, went, votes = Counter(self._base), Counter[house.Side](), dict(self._votes)
        for seat, choice in moved.items():
            own = self.stands.get(seat)
            if own is None or own.vote == choice:
                continue
            self._count(own.vote, seat, tally, -1)
            self._count(choice, seat, tally)
            votes[seat] = choice
            if choice in own.open:
                went[self._faction[seat], own.vote, choice] += 1
        if went:
            for seat, own in self._house.items():
                for side in house.sides(self._faction[seat], own):
                    if 2 * went[side] > self._pupils[side]:
                        self._count(own.vote, seat, tally, -1)
                        self._count(side[2], seat, tally)
                        votes[seat] = side[2]
                        break
        ballot, counted = self._ballot, dict(tally)
        if ballot.units or ballot.veto:
            ballot = replace(ballot, votes=Map(votes))
            counted = units.tally(ballot.units, votes) if ballot.units else counted
        carried, chosen = METHODS[ballot.method].decides(ballot, counted, ballot.present, 0)
        return CountInHall(tally=counted, carried=bool(carried), chosen=chosen)

    def decided(self, counted: CountInHall) -> Result:
        return result(self.question, counted.carried, counted.chosen)
