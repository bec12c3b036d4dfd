"""Was an aim met? Judged over the results, the outcome and the person's own acts. For the debrief only."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import QuestionId, SeatId
from debate.rules.business.agenda import outcome
from debate.scenario import Aim
from debate.shown.ballots import choices_shown


class Judged(Struct, frozen=True, kw_only=True):
    """An aim, public or private. `met` is None where nobody can tell."""

    kind: Literal["public", "private"]
    text: str
    met: bool | None


def judged(assembly: Assembly, seat: SeatId) -> tuple[Judged, ...]:
    """The aims of this seat's person."""
    role = assembly.role_of(seat)
    if role is None:
        return ()
    aims: list[Judged] = []
    if aim := role.public_met:
        aims.append(Judged(kind="public", text=role.public_aim, met=met(assembly, seat, aim)))
    if aim := role.private_met:
        aims.append(Judged(kind="private", text=role.private_aim, met=met(assembly, seat, aim)))
    return tuple(aims)


def met(assembly: Assembly, seat: SeatId, aim: Aim) -> bool | None:
    """Does everything the aim asks for hold? None if it hangs on a vote that was secret."""
    parts = list(_parts(assembly, seat, aim))
    return False if False in parts else None if None in parts else True


def _parts(assembly: Assembly, seat: SeatId, aim: Aim) -> Iterator[bool | None]:
    results, reached = assembly.results(), outcome(assembly)
    yield all(results.get(question) is True for question in aim.carried)
    yield all(results.get(question) is False for question in aim.lost)
    yield not aim.outcomes or (reached is not None and reached.id in aim.outcomes)
    for question, choice in aim.voted.items():
        yield _voted(assembly, seat, question, choice)
    for question, least in aim.at_least.items():
        yield _got(assembly, question, least)
    speeches = [s for s in assembly.speeches.values() if s.seat == seat and not s.intervention]
    yield len(speeches) >= aim.speeches
    yield sum(1 for s in assembly.statements.values() if s.seat == seat and not s.hidden) >= aim.statements
    mine = [motion for motion in assembly.motions.values() if motion.seat == seat]
    yield len(mine) >= aim.moved
    yield sum(1 for motion in mine if motion.state == "carried") >= aim.motions_carried
    yield sum(1 for motion in assembly.motions.values() if seat in motion.seconders) >= aim.seconded
    if aim.either:
        judgements = [met(assembly, seat, one) for one in aim.either]
        yield True if True in judgements else None if None in judgements else False


def _voted(assembly: Assembly, seat: SeatId, question: QuestionId, choice: str) -> bool | None:
    ballots = [b for b in assembly.in_order() if b.question == question and not b.open]
    if not ballots:
        return False
    last = ballots[-1]
    if not choices_shown(last):
        return None
    # A person may have changed seats since.
    person = assembly.seats[seat].role
    then = next((id for id, place in last.seating.items() if place.role == person), seat)
    return last.votes.get(then) == choice


def _got(assembly: Assembly, question: QuestionId, least: dict[str, int]) -> bool:
    ballots = [b for b in assembly.in_order() if b.question == question and not b.open]
    return bool(ballots) and all(ballots[-1].tally.get(c, 0) >= number for c, number in least.items())
