"""Which commands of a session took effect already, so that one sent again does nothing twice.

In memory the last few of each sender, which is all that a browser sends again after a reconnect; older ones
lie in the journal, whose index finds them. Memory does not grow with what was ever said.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping

Key = tuple[str, str]
"""Who sent a command, and the id they gave it."""

KEPT = 32
"""Commands of each sender. A browser has hardly ever more than one without an answer."""


class Answered:
    """Commands to the entry that answered each."""

    def __init__(self) -> None:
        self._kept: defaultdict[str, OrderedDict[str, int]] = defaultdict(OrderedDict)
        self._forgotten: set[str] = set()

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    def get(self, key: Key) -> int | None:
        """The entry that answered this command, if it is one of the last."""
        sender, id = key
        return self._kept[sender].get(id) if sender in self._kept else None

    def note(self, found: Mapping[Key, int]) -> None:
        """These took effect, in this order."""
        for (sender, id), seq in found.items():
            kept = self._kept[sender]
            kept[id] = seq
            if len(kept) > KEPT:
                kept.popitem(last=False)
                self._forgotten.add(sender)

    def may_hide(self, key: Key) -> bool:
        """Could this command have taken effect so long ago that only the journal knows?"""
        sender, id = key
        return bool(id) and sender in self._forgotten and self.get(key) is None
