"""Two meetings of one scenario laid beside each other: where the one stands when the other stands here.

What both came to in the same order (stages, questions put, votes closed, announced) lies at the same place.
Between two such places the second keeps step by its share of entries, and never runs ahead of the first.
"""

from bisect import bisect_right
from difflib import SequenceMatcher

from debate import events as e
from debate.events import AnyEvent
from game.replay.tape import Tape

Landmark = tuple[str, str]


class SideBySide:
    """`place(seq)`: the entry of `other` that belongs to entry `seq` of `tape`."""

    def __init__(self, tape: Tape, other: Tape):
        self._ends = (tape.head, other.head)
        pairs = [(1, 1), *_common(landmarks(tape), landmarks(other))]
        self._here, self._there = [here for here, _ in pairs], [there for _, there in pairs]

    def place(self, seq: int) -> int:
        """From 1 to the other's head; exact at what both came to."""
        n = bisect_right(self._here, seq) - 1
        here, there = self._here[n], self._there[n]
        if n + 1 == len(self._here):
            # After the last thing in common: at the end when we are.
            rest, others = self._ends[0] - here, self._ends[1] - there
            return self._ends[1] if seq >= self._ends[0] else there + others * (seq - here) // max(rest, 1)
        span, others = self._here[n + 1] - here, self._there[n + 1] - there
        return there + max(0, others - 1) * (seq - here) // span


def landmarks(tape: Tape) -> list[tuple[Landmark, int]]:
    """The places by which meetings can be compared, each with its entry."""
    question: dict[str, str] = {}
    found: list[tuple[Landmark, int]] = []
    for seq, event in enumerate(tape.events[: tape.head], 1):
        if isinstance(event, e.QuestionPut):
            question[event.ballot] = event.question
        if landmark := _landmark(event, question):
            found.append((landmark, seq))
    return found


def _landmark(event: AnyEvent, question: dict[str, str]) -> Landmark | None:
    match event:
        case e.SessionOpened() | e.SessionClosed():
            return type(event).__name__, ""
        case e.StageEntered():
            return "stage", event.stage
        case e.QuestionPut():
            return "put", event.question
        case e.BallotClosed():
            return "closed", question[event.ballot]
        case e.ResultAnnounced():
            return "announced", question[event.ballot]
    return None


def _common(ours: list[tuple[Landmark, int]], theirs: list[tuple[Landmark, int]]) -> list[tuple[int, int]]:
    """What both came to in the same order: (entry here, entry there), both rising."""
    matcher = SequenceMatcher(None, [row[0] for row in ours], [row[0] for row in theirs], autojunk=False)
    return [
        (ours[block.a + n][1], theirs[block.b + n][1])
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
        if ours[block.a + n][1] > 1 and theirs[block.b + n][1] > 1
    ]
