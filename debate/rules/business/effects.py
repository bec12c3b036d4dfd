"""What a result does once it is announced: a text is changed, the list closed, the order of business altered.

A result takes effect when it is read out, not before; so nobody can tell it from what has changed.
"""

from collections.abc import Callable, Iterable

from debate import events as e
from debate.assembly import Assembly, Ballot, Motion
from debate.events import AnyEvent, Fact, MotionKind
from debate.ids import MotionId, motion_id
from debate.refusal import Refusal
from debate.rules.business.consequences import CHANGES
from debate.rules.business.wording import amended, divided, text_of

Effect = Callable[[Assembly, Motion, int], list[AnyEvent]]


def announced(assembly: Assembly, ballots: Iterable[Ballot], at: int) -> tuple[list[Fact], Assembly]:
    """The announcement of these results with what comes of them, and the assembly after it."""
    facts: list[Fact] = []
    for ballot in ballots:
        for fact in _announced(assembly, ballot, at):
            facts.append(fact)
            assembly = CHANGES[type(fact)](assembly, fact)
    return facts, assembly


def _announced(assembly: Assembly, ballot: Ballot, at: int) -> list[AnyEvent]:
    facts: list[AnyEvent] = [e.ResultAnnounced(at=at, ballot=ballot.id)]
    if motion := assembly.motions.get(ballot.question):
        effects = WHEN_CARRIED if ballot.carried else WHEN_LOST
        if effect := effects.get(motion.kind):
            facts += effect(assembly, motion, at)
    return facts


def _amend(assembly: Assembly, motion: Motion, at: int) -> list[AnyEvent]:
    try:
        new = amended(text_of(assembly, motion.amends), motion.how, motion.passage, motion.text)
    except Refusal:
        return []  # What it would have changed is gone: another amendment was quicker.
    return [e.TextAmended(at=at, subject=motion.amends, text=new)]


def _drop_part(assembly: Assembly, motion: Motion, at: int) -> list[AnyEvent]:
    # Only once: the first of two parts may stand in the second again.
    text = text_of(assembly, motion.amends).replace(motion.text, " ", 1)
    return [e.TextAmended(at=at, subject=motion.amends, text=" ".join(text.split()))]


def _divide(assembly: Assembly, motion: Motion, at: int) -> list[AnyEvent]:
    try:
        parts = divided(text_of(assembly, motion.about), motion.passage)
    except Refusal:
        return []  # As above.
    first = assembly.motions_moved + 1
    named = {motion_id(first + n): part for n, part in enumerate(parts)}
    return [e.TextDivided(at=at, subject=motion.about, parts=named)]


def _reorder(assembly: Assembly, motion: Motion, at: int) -> list[AnyEvent]:
    """The stages on this question come next; all others keep their order."""
    order = [stage.id for stage in assembly.agenda()]
    here, decided = order.index(assembly.stage) + 1, assembly.decisions
    # One that still hangs on another vote would be passed over for good.
    moved = [s.id for s in assembly.agenda()[here:] if s.question == motion.about and decided.holds(s.when)]
    rest = [id for id in order[here:] if id not in moved]
    return [e.BusinessReordered(at=at, stages=(*order[:here], *moved, *rest))]


def _reconsider(assembly: Assembly, motion: Motion, at: int) -> list[AnyEvent]:
    """With all that was decided on it: places may have been filled in several ballots."""
    decided = [b for b in assembly.in_order() if b.question == motion.about and b.announced]
    return [e.Reconsidered(at=at, ballot=b.id) for b in decided if not b.reconsidered]


def _overturn(assembly: Assembly, motion: Motion, at: int) -> list[AnyEvent]:
    """Only while the ruling stands: the chair may have thought better of it."""
    ruled_out = assembly.motions[motion.about].state == "ruled_out"
    return [e.RulingOverturned(at=at, motion=MotionId(motion.about))] if ruled_out else []


WHEN_CARRIED: dict[MotionKind, Effect] = {
    "amendment": _amend,
    "close_list": lambda assembly, motion, at: [e.ListClosed(at=at)],
    "close_debate": lambda assembly, motion, at: [e.DebateClosed(at=at)],
    "adjourn": lambda assembly, motion, at: [e.RecessCalled(at=at, ends_at=at + motion.seconds * 1000)],
    "divide": _divide,
    "reorder": _reorder,
    "reconsider": _reconsider,
    "by_roll_call": lambda assembly, motion, at: [
        e.MethodFixed(at=at, subject=motion.about, method="roll_call")
    ],
    "in_secret": lambda assembly, motion, at: [e.MethodFixed(at=at, subject=motion.about, method="secret")],
    "appeal": _overturn,
}
WHEN_LOST: dict[MotionKind, Effect] = {"part": _drop_part}
