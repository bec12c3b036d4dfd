"""Bargains: a vote for a vote, between two pupils, or for their sides between two envoys.

One offers, the other accepts; both see it, and the teacher does. It binds nobody's hand: whether it was kept
is worked out afterwards (`afterwards/persuasion.py`). Of a secret vote nothing is promised: nobody could
tell.
"""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Bargain
from debate.ballots import METHODS
from debate.events import Promise
from debate.ids import BargainId, SeatId, bargain_id
from debate.refusal import Refusal
from debate.rules.business.agenda import is_over
from debate.rules.business.subjects import subject
from debate.scenario import CHOICES, Question
from debate.topic import Changes, Rules, seat_of

MOST_OPEN = 6
"""Offers of one seat that wait for an answer."""
NAMED = ("main", "amendment")
"""Kinds of motions about which one bargains."""


def offer(assembly: Assembly, command: c.OfferBargain, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    _while_it_lasts(assembly)
    other = assembly.seats.get(command.to)
    if other is None or other.held_by != "pupil" or other.id == seat:
        raise Refusal("no_such_partner")
    if not (other.votes and assembly.seats[seat].votes):
        raise Refusal("no_vote_to_give")
    if command.for_sides and not _are_envoys(assembly, seat, other.id):
        raise Refusal("not_an_envoy")
    asks = Promise(question=command.ask, choice=command.ask_choice)
    gives = Promise(question=command.give, choice=command.give_choice)
    for promise in (asks, gives):
        _can_be_promised(assembly, promise)
    waiting = [b for b in assembly.bargains.values() if b.seat == seat and b.state == "offered"]
    same = (command.to, asks, gives, command.for_sides)
    if any((b.other, b.asks, b.gives, b.for_sides) == same for b in waiting):
        return []
    if len(waiting) >= MOST_OPEN:
        raise Refusal("too_many_offers", most=MOST_OPEN)
    offered = e.BargainOffered(
        at=at,
        bargain=bargain_id(len(assembly.bargains) + 1),
        seat=seat,
        other=other.id,
        asks=asks,
        gives=gives,
        for_sides=command.for_sides,
    )
    return [offered]


def accept(assembly: Assembly, command: c.AcceptBargain, at: int) -> list[e.Fact]:
    seat, bargain = seat_of(assembly, command), _bargain(assembly, command.bargain)
    if bargain.other != seat:
        raise Refusal("not_your_bargain")
    if bargain.state == "struck":
        return []
    if bargain.state == "dropped":
        raise Refusal("bargain_dropped")
    _while_it_lasts(assembly)
    for promise in (bargain.asks, bargain.gives):
        _can_be_promised(assembly, promise)
    return [e.BargainStruck(at=at, bargain=bargain.id)]


def drop(assembly: Assembly, command: c.DropBargain, at: int) -> list[e.Fact]:
    """Whoever offered takes it back, or the other declines; what was struck stands."""
    seat, bargain = seat_of(assembly, command), _bargain(assembly, command.bargain)
    if seat not in (bargain.seat, bargain.other):
        raise Refusal("not_your_bargain")
    if bargain.state == "struck":
        raise Refusal("bargain_struck")
    return [] if bargain.state == "dropped" else [e.BargainDropped(at=at, bargain=bargain.id)]


def _while_it_lasts(assembly: Assembly) -> None:
    if assembly.status != "open" or is_over(assembly):
        raise Refusal("no_bargains_now")


def _are_envoys(assembly: Assembly, one: SeatId, other: SeatId) -> bool:
    sides = [assembly.seats[seat].faction for seat in (one, other)]
    return sides[0] != sides[1] and [assembly.envoys.get(side) for side in sides] == [one, other]


def _can_be_promised(assembly: Assembly, promise: Promise) -> None:
    """Raises Refusal unless this is still to be decided, openly, and offers the choice."""
    question = subject(assembly, promise.question)
    if question is None:
        raise Refusal("no_such_question")
    if promise.question in assembly.settled():
        raise Refusal("already_decided")
    if not _is_open_to_all_eyes(assembly, question):
        raise Refusal("nobody_could_tell")
    if promise.choice not in choices(question):
        raise Refusal("no_such_choice")


def _is_open_to_all_eyes(assembly: Assembly, question: Question) -> bool:
    method = METHODS[assembly.methods.get(question.id) or question.method]
    return not (method.sealed or method.by_hand or question.straw)


def choices(question: Question) -> tuple[str, ...]:
    """What can be promised on it."""
    return (*(a.id for a in question.alternatives), "abstain") if question.alternatives else CHOICES


def to_be_promised(assembly: Assembly) -> tuple[Question, ...]:
    """What is still to be decided openly: the meeting's questions in their order, then what pupils have
    moved."""
    if assembly.status != "open" or is_over(assembly):
        return ()
    moved = (assembly.motions[id] for id in assembly.docket if id in assembly.motions)
    ids = [motion.id for motion in moved if motion.pending and motion.kind in NAMED and not motion.hidden]
    ahead = [
        id for id in (*(q.id for q in assembly.scenario.questions), *ids) if id not in assembly.settled()
    ]
    found = (subject(assembly, id) for id in ahead)
    return tuple(question for question in found if question and _is_open_to_all_eyes(assembly, question))


def can_be_struck(assembly: Assembly, bargain: Bargain) -> bool:
    """Does this offer wait for an answer, and can it still be accepted?"""
    try:
        _while_it_lasts(assembly)
        for promise in (bargain.asks, bargain.gives):
            _can_be_promised(assembly, promise)
    except Refusal:
        return False
    return bargain.state == "offered"


def waiting_for(assembly: Assembly, seat: SeatId) -> Bargain | None:
    """The offer that this pupil has to answer first: of those that can still be accepted the oldest."""
    offers = assembly.offers.get(seat, ())
    return next((bargain for bargain in offers if can_be_struck(assembly, bargain)), None)


def _bargain(assembly: Assembly, id: BargainId) -> Bargain:
    bargain = assembly.bargains.get(id)
    if bargain is None:
        raise Refusal("no_such_bargain")
    return bargain


def offered(assembly: Assembly, event: e.BargainOffered) -> Assembly:
    bargain = Bargain(
        id=event.bargain,
        seat=event.seat,
        other=event.other,
        asks=event.asks,
        gives=event.gives,
        for_sides=event.for_sides,
        at=event.at,
    )
    return replace(assembly, bargains=assembly.bargains.set(bargain.id, bargain))


def struck(assembly: Assembly, event: e.BargainStruck) -> Assembly:
    bargain = replace(assembly.bargains[event.bargain], state="struck")
    return replace(assembly, bargains=assembly.bargains.set(bargain.id, bargain))


def dropped(assembly: Assembly, event: e.BargainDropped) -> Assembly:
    bargain = replace(assembly.bargains[event.bargain], state="dropped")
    return replace(assembly, bargains=assembly.bargains.set(bargain.id, bargain))


RULES: Rules = {c.OfferBargain: offer, c.AcceptBargain: accept, c.DropBargain: drop}
CHANGES: Changes = {e.BargainOffered: offered, e.BargainStruck: struck, e.BargainDropped: dropped}
