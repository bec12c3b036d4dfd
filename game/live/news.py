"""One push to those who see the same: what differs from what each of them saw, rendered once for all alike.

Mostly all saw the same. Whoever came in between, or got or lost a vote with another person, is sent what they
need; nothing is sent to the others for their sake.
"""

import time

from debate.audience import Audience
from game import parts
from game.live import wire
from game.live.member import Member, Seen
from game.live.wire import Frame
from game.parts import Slices
from game.standing import Standing

NOTHING: Slices = {}


class News:
    """What a standing has to tell the members of one audience and language."""

    def __init__(self, standing: Standing, audience: Audience, language: str):
        self.seq = standing.assembly.seq
        self._at = time.time_ns() // 1_000_000
        self._standing = standing
        self._audience = audience
        self._language = language
        self._shared = parts.shared_slices(standing, audience)
        self._told: dict[tuple[int, int, int], tuple[Seen, str, Frame | None]] = {}

    def frame(self, member: Member, own: str) -> Frame | None:
        """The push for this member, with their `own` parts; None when there is nothing new for them. From now
        on they count as having seen it."""
        now = self._now(member)
        before = member.saw or Seen(NOTHING, NOTHING)
        # Cuts are shared by all who were shown them, so that their places in memory tell them apart; held on
        # to, or another could come to lie in such a place meanwhile.
        alike = (id(before.shared), id(before.voiced), id(now.voiced))
        if alike not in self._told:
            self._told[alike] = (before, *self._rendered(before, now))
        _, html, frame = self._told[alike]
        member.saw = now
        return wire.push(self.seq, self._at, html + own) if own else frame

    def _now(self, member: Member) -> Seen:
        if self._audience != "seat":
            return Seen(self._shared, NOTHING)
        votes = parts.has_voice(self._standing, member.seat)
        return Seen(self._shared, parts.voiced_slices(self._standing, votes))

    def _rendered(self, before: Seen, now: Seen) -> tuple[str, Frame | None]:
        rows = parts.changed(before.shared, now.shared) + parts.changed(before.voiced, now.voiced)
        html = parts.push_html(rows, self._language)
        return html, wire.push(self.seq, self._at, html) if html else None
