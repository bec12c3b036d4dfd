"""Which commands of a session were accepted already, so that one sent again does nothing twice.

In memory the last few of each sender, which is all that a browser sends again after a reconnect; older ones
lie beside the journal (`Receipt`), where an index finds them. Memory does not grow with what was ever said.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from debate.commands import Command
from game.sessions.box_keys import Box, plain_mark

Key = tuple[str, str]
"""Who sent a command, and a mark of the id they gave it (`batch.Submission.key`)."""

KEPT = 32
"""Commands of each sender. A browser has hardly ever more than one without an answer."""
ABOUT = 8
"""Characters of a mark that tell the kind of a command and its ballot, which are never a secret."""
OPEN, SEALED = "-", "."
MOST = 10_000
"""Commands of one sender; after these none is accepted that changes nothing. No honest lesson comes near."""


class KeptReceipt(NamedTuple):
    """Where the journal stood when a command was accepted, and what it was."""

    seq: int
    mark: str


def mark(key: Key, command: Command, box: Box | None) -> str:
    """What tells this command from any other under the same id, and nothing else of it.

    `box`: of the secret vote it is given in. Who has no key of it can't try out choices; and two voters who
    choose the same have different marks.
    """
    about = plain_mark(type(command).__name__, getattr(command, "ballot", ""))[:ABOUT]
    fields = msgspec.json.encode(command).decode()
    return about + (SEALED + box.mark(*key, fields) if box else OPEN + plain_mark(fields))


def same(kept: str, given: str) -> bool:
    """Is it the same command? Where the key of a secret vote is gone, nobody can tell more than that it is a
    vote in the same ballot; of a command from before there were marks, nothing."""
    if not kept:
        return True
    if kept[ABOUT] == SEALED and given[ABOUT] == OPEN:
        return kept[:ABOUT] == given[:ABOUT]
    return kept == given


class Receipts:
    """Commands to the receipt of each."""

    def __init__(self) -> None:
        self._kept: defaultdict[str, OrderedDict[str, KeptReceipt]] = defaultdict(OrderedDict)
        self._given: Counter[str] = Counter()

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    def get(self, key: Key) -> KeptReceipt | None:
        """The receipt of this command, if it is one of the last."""
        sender, id = key
        return self._kept[sender].get(id) if sender in self._kept else None

    def note(self, found: Mapping[Key, KeptReceipt]) -> None:
        """These were accepted, in this order."""
        for (sender, id), receipt in found.items():
            kept = self._kept[sender]
            self._given[sender] += id not in kept
            kept[id] = receipt
            if len(kept) > KEPT:
                kept.popitem(last=False)

    def given(self, sender: str) -> int:
        """How many commands of this sender were accepted; one that was read twice may count twice."""
        return self._given[sender]

    def may_hide(self, key: Key) -> bool:
        """Could this command have been accepted so long ago that only the database knows?"""
        sender, _ = key
        return self._given[sender] > len(self._kept.get(sender, ())) and self.get(key) is None
