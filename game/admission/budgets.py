"""The budgets of all callers, kept by who they are, so that they outlive any socket."""

from collections import OrderedDict

from game.admission.limits import limits
from game.admission.pace import Pace

MOST_CALLERS = 20_000


class Ledger:
    """One kind of budget: a pace for each caller.

    Whoever has been quiet for longest is forgotten first, and begins with a full budget when they come back.
    So nobody can be harmed by others who make themselves many: to be forgotten is to be given more.
    """

    def __init__(self, at_once: int, a_minute: int):
        self._at_once, self._rate = at_once, a_minute / 60
        self._paces: OrderedDict[str, Pace] = OrderedDict()

    def of(self, caller: str) -> Pace:
        """This caller's pace."""
        pace = self._paces.get(caller)
        if pace is None:
            pace = self._paces[caller] = Pace(self._at_once, self._rate)
            if len(self._paces) > MOST_CALLERS:
                self._paces.popitem(last=False)
        self._paces.move_to_end(caller)
        return pace

    def allows(self, caller: str) -> bool:
        """May this caller do it once more now?"""
        return self.of(caller).allows()


commands = Ledger(limits.commands_at_once, limits.commands_a_minute)
frames = Ledger(limits.frames_at_once, limits.frames_a_minute)
sockets = Ledger(limits.sockets_at_once, limits.sockets_a_minute)
stranger_sockets = Ledger(limits.stranger_sockets_at_once, limits.stranger_sockets_a_minute)
joins = Ledger(limits.joins_at_once, limits.joins_a_minute)
own_joins = Ledger(limits.own_joins_at_once, limits.own_joins_a_minute)
guesses = Ledger(limits.guesses_at_once, limits.guesses_a_minute)
