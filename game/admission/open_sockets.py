"""How many live sockets are open, by whom and for which session, and whether one more may be."""

from collections import Counter

from game.admission import budgets
from game.admission.caller import Caller, code_in
from game.admission.limits import limits
from game.admission.pace import Pace
from game.web import codes

_open: Counter[str] = Counter()
"""By caller, and by session for those of strangers. Holds only what is open."""


class OpenSocket:
    """One that was let in. `pace`: how fast it may speak; a person's is one for all their sockets."""

    def __init__(self, caller: Caller, path: str):
        stranger = not caller.person
        self._counted = [caller.name, _session(path)] if stranger else [caller.name]
        self.pace = of_a_stranger() if stranger else budgets.frames.of(caller.person)
        _open.update(self._counted)

    def over(self) -> None:
        """It is gone. Harmless when said twice."""
        _open.subtract(self._counted)
        for key in self._counted:
            if _open[key] <= 0:
                del _open[key]
        self._counted = []


def _session(path: str) -> str:
    """The session at this address, however its code is written."""
    return f"session {codes.tidy(code_in(path))}"


def of_a_stranger() -> Pace:
    """A stranger's socket speaks for itself: one that floods must not silence the screen on the wall."""
    return Pace(limits.stranger_frames_at_once, limits.stranger_frames_a_minute / 60)


def may_open(caller: Caller, path: str) -> bool:
    """May this caller have one more socket at this path now? It is counted as tried if so."""
    if caller.person:
        # Who has said too much already would only say more: a new socket costs a whole page.
        has_room = _open[caller.name] < limits.sockets_a_person and budgets.frames.of(caller.person).holds(1)
        return has_room and budgets.sockets.allows(caller.person)
    has_room = (
        _open[caller.address] < limits.stranger_sockets_an_address
        and _open[_session(path)] < limits.stranger_sockets_a_session
    )
    return has_room and budgets.stranger_sockets.allows(caller.address)
