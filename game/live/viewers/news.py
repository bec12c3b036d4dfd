"""One push to those who see the same: what differs from what each of them saw, rendered once for all alike.

Mostly all saw the same. Whoever came in between, or got or lost a vote with another person, is sent what they
need; nothing is sent to the others for their sake.
"""

from typing import NamedTuple

from debate.shown.audience import Audience
from game import parts
from game.live.viewers import drawing
from game.live.viewers.viewer import Seen, Viewer
from game.live.wire import frames
from game.live.wire.frames import Frame
from game.parts import Slices
from game.standing import Standing

NOTHING: Slices = {}


class Told(NamedTuple):
    """A push for all who saw the same `before`, and what they have `seen` then. No frame: nothing is new."""

    before: Seen
    seen: Seen
    html: str
    frame: Frame | None


class Unshown:
    """What a standing has to tell the viewers of one audience and language. `at`: the server's clock (ms).

    Raises whatever a slice raises. Not `is_whole`: something could not be drawn, and has to come later.
    """

    def __init__(self, standing: Standing, audience: Audience, language: str, at: int):
        self.seq = standing.assembly.seq
        self.is_whole = True
        self._at = at
        self._standing = standing
        self._seated = audience == "seat"
        self._language = language
        shared = parts.shared_slices(standing, audience)
        self._now = {
            votes: Seen(shared, parts.voiced_slices(standing, votes) if self._seated else NOTHING)
            for votes in (True, False)
        }
        self._told: dict[tuple[int, int, bool], Told] = {}

    async def draw_ahead(self, viewer: Viewer) -> None:
        """Draw what is new for this viewer, and so for most, little by little: `frame` puts it together."""
        before = viewer.saw or Seen(NOTHING, NOTHING)
        await drawing.ahead(self._language, before.shared, self._now[self._votes(viewer)].shared)

    def _votes(self, viewer: Viewer) -> bool:
        return self._seated and parts.has_voice(self._standing, viewer.seat)

    def now(self, viewer: Viewer) -> Seen:
        """What this viewer has seen once it is shown everything, apart from its own parts."""
        return self._now[self._votes(viewer)]

    def frame(self, viewer: Viewer, own: str) -> Frame | None:
        """The push for this viewer, with their `own` parts; None when there is nothing new for them. From now
        on they count as having seen it."""
        votes = self._votes(viewer)
        before = viewer.saw or Seen(NOTHING, NOTHING)
        # Cuts are shared by all who were shown them, so that their places in memory tell them apart; held on
        # to, or another could come to lie in such a place meanwhile.
        alike = (id(before.shared), id(before.voiced), votes)
        if alike not in self._told:
            self._told[alike] = self._drawn(before, self._now[votes])
        told = self._told[alike]
        viewer.saw = told.seen
        return frames.push(self.seq, self._at, told.html + own) if own else told.frame

    def _drawn(self, before: Seen, now: Seen) -> Told:
        shared = drawing.shared(self._language, before.shared, now.shared)
        voiced = drawing.shared(self._language, before.voiced, now.voiced)
        self.is_whole &= shared.is_whole and voiced.is_whole
        html = shared.html + voiced.html
        frame = frames.push(self.seq, self._at, html) if html else None
        return Told(before, Seen(shared.shown, voiced.shown), html, frame)
