"""Who is looking at a room, and what each is sent.

Parts are compared with what the group was last shown; what changed is rendered once and the same bytes go to
every member of the group. Only personal parts are looked at seat by seat, and only for the seats an event
touched. Joining, reloading and falling behind are one path: all parts at once.
"""

import asyncio
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from debate.events import AnyEvent
from debate.view import Slice
from game import parts
from game.live import signal, wire
from game.live.member import Member
from game.parts import Touched
from game.standing import Presence, Standing

if TYPE_CHECKING:
    from game.live.room import Room

PUSH_EVERY = 0.2
"""Seconds between two pushes."""
GRACE = 20.0
"""Seconds a pupil without a socket counts as away before they are gone: time for a reload or a nap."""


class Audiences:
    """The members of one room."""

    def __init__(self, room: "Room"):
        self._room = room
        self._members: dict[tuple[str, str], dict[Member, None]] = defaultdict(dict)
        self._shown: dict[tuple[str, str], dict[str, Slice]] = {}
        self._seated: dict[str, Member] = {}
        self._left_at: dict[str, float] = {}
        self._touched = Touched()
        self._next_push = 0.0
        self._pusher: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return sum(len(group) for group in self._members.values())

    def presence(self) -> dict[str, Presence]:
        """Seat to here, away (hidden tab, or just left) or gone, for all seats a pupil ever sat in."""
        now = time.monotonic()
        found: dict[str, Presence] = {
            seat: "away" if now - left < GRACE else "gone" for seat, left in self._left_at.items()
        }
        found.update({seat: "here" if m.looking else "away" for seat, m in self._seated.items()})
        return found

    async def join(self, member: Member) -> None:
        """Let a browser in and show it everything. The newest tab of a seat wins."""
        if member.seat:
            older = self._seated.get(member.seat)
            self._seated[member.seat] = member
            self._left_at.pop(member.seat, None)
            if older is not None:
                self._members[older.group].pop(older, None)
                await older.close(wire.TAKEN_OVER)
        self._members[member.group][member] = None
        await self._show_all(member)
        self.presence_changed()

    def leave(self, member: Member) -> None:
        """A browser is gone; its pupil counts as away for a while."""
        self._members[member.group].pop(member, None)
        if self._seated.get(member.seat) is member:
            del self._seated[member.seat]
            self._left_at[member.seat] = time.monotonic()
            self.presence_changed()
            asyncio.get_running_loop().call_later(GRACE + 0.1, self.presence_changed)

    async def acknowledge(self, member: Member, seq: int) -> None:
        """A browser has applied what it was sent up to `seq`; one that missed some gets the latest state."""
        if member.acknowledge(seq):
            await self._show_all(member)

    def look(self, member: Member, looking: bool) -> None:
        """A tab came to the front or went to the back."""
        if member.looking != looking:
            member.looking = looking
            self.presence_changed()

    def presence_changed(self) -> None:
        """Only the desk shows presence, and it has time."""
        self._wake()

    def tell(self, events: list[AnyEvent], announce: bool = False) -> None:
        """Events are on disk: push what they changed. `announce`: other processes do not know yet."""
        self._touched.note(events)
        if announce:
            signal.announce(self._room.code, self._room.assembly.seq)
        self._wake()

    def _wake(self) -> None:
        if len(self) and (self._pusher is None or self._pusher.done()):
            self._pusher = asyncio.create_task(self._push())

    async def _push(self) -> None:
        while True:
            wait = self._next_push - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self._next_push = time.monotonic() + PUSH_EVERY
            seq, touched = self._room.assembly.seq, self._touched
            self._touched = Touched()
            for group in [group for group, members in self._members.items() if members]:
                await self._push_group(group, touched)
            if self._room.assembly.seq == seq and not self._touched:
                return

    async def _push_group(self, group: tuple[str, str], touched: Touched) -> None:
        audience, language = group
        standing = self._room.standing
        slices = parts.shared_slices(standing, audience)
        before = self._shown.get(group, {})
        changed = [id for id, seen in slices.items() if before.get(id) != seen]
        self._shown[group] = slices
        html = parts.push_html([(id, slices[id]) for id in changed], language)
        seq, at = standing.assembly.seq, time.time_ns() // 1_000_000
        frame = wire.push(seq, at, html) if html else ""
        for member in list(self._members[group]):
            own = self._personal_html(standing, member, touched) if member.seat else ""
            if own:
                await member.push(seq, wire.push(seq, at, html + own))
            elif frame:
                await member.push(seq, frame)
            if member.is_lost:
                await member.close(wire.TOO_SLOW)

    def _personal_html(self, standing: Standing, member: Member, touched: Touched) -> str:
        """The personal parts that look different for this member now."""
        targets = touched.targets(member.seat)
        if member.seat == standing.assembly.chair:
            targets = targets | {"my-chair"}  # The chair's controls show a bit of everything.
        if not targets:
            return ""
        return "".join(
            html
            for key, shown in parts.personal_slices(standing, member.seat, targets)
            if (html := parts.push_html([(key, shown)], member.language)) and member.is_news(key[1], html)
        )

    async def _show_all(self, member: Member) -> None:
        standing = self._room.standing
        rows = list(parts.shared_slices(standing, member.audience).items())
        if member.seat:
            rows += parts.personal_slices(standing, member.seat)
        html = parts.push_html(rows, member.language)
        seq = standing.assembly.seq
        await member.push(seq, wire.push(seq, time.time_ns() // 1_000_000, html))
