"""How listeners take the speech that goes on: counted here, written down as numbers when it is over.

Who pressed what is kept nowhere else, and forgotten with the end of the speech. A server that is stopped in
the middle of one forgets what was pressed until then."""

from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from debate.commands import CLOCK, Command, TakeMood
from debate.events import AnyEvent, FloorGiven, Reacted, Reaction, TurnEnded
from game.live.watch import tasks
from game.standing import Standing


class Mood:
    """`standing`: the session as it is when asked; `submit`: has a command decided and saved. `pressed`: seat
    to its latest reaction to who speaks now."""

    def __init__(
        self, standing: Callable[[], Standing], submit: Callable[[Command], Coroutine[Any, Any, object]]
    ):
        self._standing, self._submit = standing, submit
        self.pressed: dict[str, Reaction] = {}

    def react(self, reacted: Reacted) -> None:
        """This listener's reaction; the last one counts."""
        self.pressed[reacted.seat] = reacted.reaction

    def note(self, events: Iterable[AnyEvent]) -> None:
        """Events are on disk: a speech that has ended is told how it was taken here."""
        for event in events:
            if isinstance(event, TurnEnded) and self.pressed:
                counts = dict(Counter[str](self.pressed.values()))
                speech = max(self._standing().assembly.speeches, default=0)
                told = TakeMood(by=CLOCK, speech=speech, counts=counts)
                tasks.start(self._submit(told), "telling how a speech was taken")
            if isinstance(event, FloorGiven | TurnEnded):
                self.pressed.clear()
