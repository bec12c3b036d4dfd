"""Who is looking at a room, and what each is sent.

Parts are compared with what a member was last shown; what changed is rendered once and the same bytes go to
all who were shown the same (`news.py`). Only personal parts are looked at seat by seat, and only for the
seats an event touched. Joining, reloading and falling behind are one path: all parts at once.
"""

import asyncio
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from debate.audience import Audience
from debate.events import AnyEvent
from game import parts
from game.live import drawing, signal, tasks, wire
from game.live.member import Member
from game.live.news import News
from game.live.presence import GRACE, RANK, TELL_EVERY, Presences
from game.parts import Touched
from game.sitting import Sitting
from game.standing import Presence, Standing

if TYPE_CHECKING:
    from game.live.room import Room

log = logging.getLogger(__name__)

PUSH_EVERY = 0.2
"""Seconds between two pushes."""
AT_A_TIME = 50
"""Members that are looked at before others on this loop have their turn."""
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before what could not be shown is tried again; twice as long each time."""


class Audiences:
    """The members of one room. `_entering`: desks that are drawn, and no members yet."""

    def __init__(self, room: "Room", clock: Callable[[], float] = time.monotonic):
        self._room = room
        self._members: dict[tuple[str, str], dict[Member, None]] = defaultdict(dict)
        self._entering: set[Member] = set()
        self._seated: dict[int, Member] = {}
        self._presences = Presences(clock)
        self._told_at = 0.0
        self._telling: asyncio.TimerHandle | None = None
        self._touched = Touched()
        self._next_push = 0.0
        self._pusher: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._pause = SHORTEST_PAUSE

    def __len__(self) -> int:
        return sum(len(group) for group in self._members.values())

    def sockets(self) -> Counter[str]:
        """How many browsers look on, by audience."""
        return Counter(member.audience for group in self._members.values() for member in group)

    def presence(self) -> dict[str, Presence]:
        """Seat to here, away or gone; of two who share a seat the livelier counts."""
        known = self._presences.all()
        return {seat: self._presence_of(sitting, known) for seat, sitting in self._room.people.seats.items()}

    def _presence_of(self, sitting: Sitting, known: dict[str, Presence]) -> Presence:
        found = max((known.get(str(s.pk), "gone") for s in sitting.sitters), key=RANK.__getitem__)
        return "paper" if sitting.on_paper and found == "gone" else found

    def is_here(self, pupil: int) -> bool:
        """Has this pupil a socket in this process?"""
        return pupil in self._seated

    def gone_since(self, pupil: int) -> float | None:
        """When this process last saw the pupil's socket; None while they are here, or said to be elsewhere.

        Seconds of the clock; 0 if never.
        """
        if pupil in self._seated or self._presences.elsewhere(str(pupil)) != "gone":
            return None
        return self._presences.left_at(str(pupil))

    async def join(self, member: Member) -> None:
        """Let a browser in and show it everything. The newest tab of a pupil wins."""
        if member.seat:
            self._take_over(member)
        if member.audience == "teach":
            # The desk of a hall is long. Drawn beside the loop first, it is only looked up below.
            desk = self._room.standing.at_rest()
            self._entering.add(member)
            await asyncio.to_thread(parts.page, desk, member.audience, "", member.language)
            if member not in self._entering:
                return  # sent away meanwhile
            self._entering.discard(member)
        self._members[member.group][member] = None
        await self._show_all(member)
        self.presence_changed()

    def _take_over(self, member: Member) -> None:
        self.taken_elsewhere(member.who)
        self._seated[member.who] = member
        self._presences.sat(str(member.who), member.looking)
        signal.send("sat", self._room.code, pupil=member.who)

    def taken_elsewhere(self, pupil: int) -> None:
        """The pupil has opened a newer tab, here or at another process: the older one has to go."""
        older = self._seated.pop(pupil, None)
        self._presences.moved(str(pupil))
        if older is not None:
            self._members[older.group].pop(older, None)
            self._close(older, wire.TAKEN_OVER)

    def evict(self, audience: Audience, who: int, code: int) -> None:
        """This pupil's seat, or this second teacher's place at the desk, is theirs no longer."""
        for member in [m for m in self._everybody() if m.audience == audience and m.who == who]:
            self._send_away(member, code)

    def evict_all(self, code: int) -> None:
        """The session is no more: nobody can stay."""
        for member in self._everybody():
            self._send_away(member, code)

    def _everybody(self) -> list[Member]:
        return [*self._entering, *(m for group in self._members.values() for m in group)]

    def reap(self) -> int:
        """Let go of browsers whose connection is no more. How many there were: none, if all goes well."""
        ghosts = [m for group in self._members.values() for m in group if not m.outlet.is_open]
        for member in ghosts:
            self.leave(member)
        return len(ghosts)

    def people_changed(self) -> None:
        """Names or what hangs on them have changed: the desk shows it, and each pupil their own."""
        self._touched.note_people()
        self._wake()

    def _send_away(self, member: Member, code: int) -> None:
        self.leave(member)
        self._close(member, code)

    def _close(self, member: Member, code: int) -> None:
        tasks.start(member.outlet.close(code), f"closing a socket of session {self._room.code}")

    def leave(self, member: Member) -> None:
        """A browser is gone; its pupil counts as away for a while."""
        self._entering.discard(member)
        self._members[member.group].pop(member, None)
        if self._seated.get(member.who) is member:
            del self._seated[member.who]
            self._presences.left(str(member.who))
            self._room.attendance.look_again()
            self.presence_changed()
            asyncio.get_running_loop().call_later(GRACE + 0.1, self.presence_changed)

    async def acknowledge(self, member: Member, seq: int) -> None:
        """A browser has applied what it was sent up to `seq`; one that missed some gets the latest state."""
        if member.acknowledge(seq):
            await self._show_all(member)
            self._wake()

    def look(self, member: Member, looking: bool) -> None:
        """A tab came to the front or went to the back."""
        if member.looking != looking:
            member.looking = looking
            if self._seated.get(member.who) is member:
                self._presences.sat(str(member.who), looking)
            self.presence_changed()
        elif time.monotonic() - self._told_at > TELL_EVERY:
            self._tell_presence()

    def presence_changed(self) -> None:
        """Only the desk shows presence; the other processes' desks, too."""
        self._tell_presence()
        self._wake()

    def _tell_presence(self) -> None:
        """A whole class comes in at once: what the other processes hear of it is thinned, too."""
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(PUSH_EVERY, self._tell_presence_now)

    def _tell_presence_now(self) -> None:
        self._telling, self._told_at = None, time.monotonic()
        signal.send("presence", self._room.code, pupils=self._presences.own())

    def hear_presence(self, process: str, pupils: dict[str, Presence]) -> None:
        """Another process says who is looking there."""
        self._presences.hear(process, pupils)
        self._wake()

    def tell(self, events: list[AnyEvent], announce: bool = False) -> None:
        """Events are on disk: push what they changed. `announce`: other processes do not know yet."""
        self._touched.note(events)
        if announce:
            signal.send("head", self._room.code, seq=self._room.assembly.seq)
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        if len(self) and (self._pusher is None or self._pusher.done()):
            self._pusher = tasks.keep_at(self._push, f"pushing to session {self._room.code}")

    async def _push(self) -> None:
        while True:
            wait = self._next_push - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self._next_push = time.monotonic() + PUSH_EVERY
            self._news.clear()
            touched, self._touched = self._touched, Touched()
            all_went_well = True
            for group in [group for group, members in self._members.items() if members]:
                # What is written leaves when the loop turns: answers first, then group by group.
                await asyncio.sleep(0)
                all_went_well &= await self._push_or_owe(group, touched)
            if all_went_well:
                self._pause = SHORTEST_PAUSE
            else:
                await self._rest()
            if all_went_well and not self._news.is_set():
                return

    async def _rest(self) -> None:
        """Before what failed is tried again; whoever it did not fail for waits no longer than usual."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause):
                await self._news.wait()
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    async def _push_or_owe(self, group: tuple[str, str], touched: Touched) -> bool:
        try:
            return await self._push_group(group, touched)
        except Exception:
            # Each group on its own: the next one must get its news.
            log.exception("A push to session %s failed for %s.", self._room.code, group[0])
            for member in self._members[group]:
                member.starts_over()
                member.owed |= touched.targets(member.seat) if member.seat else frozenset()
            return False

    async def _push_group(self, group: tuple[str, str], touched: Touched) -> bool:
        """Show each member of a group what is new for it. False: some of it has to be tried again."""
        standing, is_whole = self._room.standing, True
        news = News(standing, *group, self._room.clock.now())
        members = list(self._members[group])
        if members:
            await news.draw_ahead(members[0])
        for number, member in enumerate(members, 1):
            own = self._personal_html(standing, member, touched) if member.seat else ""
            is_whole &= not member.owed
            if frame := news.frame(member, own):
                await self._send(member, news.seq, frame)
            if member.is_lost:
                self._close(member, wire.TOO_SLOW)
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)
        return is_whole and news.is_whole

    async def _send(self, member: Member, seq: int, frame: wire.Frame) -> None:
        """To this browser. One that cannot be written to has to come again, and then gets everything."""
        try:
            await member.push(seq, frame)
        except Exception:
            # The next browser of its group must get its news all the same.
            log.exception("A browser in session %s could not be written to.", self._room.code)
            self._send_away(member, wire.TRY_AGAIN)

    def _personal_html(self, standing: Standing, member: Member, touched: Touched) -> str:
        """The personal parts that look different for this member now."""
        targets = touched.targets(member.seat)
        if member.seat == standing.assembly.chair:
            targets = targets | {"my-chair"}  # The chair's controls show a bit of everything.
        if not targets and not member.owed:
            return ""
        html, member.owed = drawing.personal(standing, member, targets | member.owed)
        return html

    async def _show_all(self, member: Member) -> None:
        """Everything, as it stands now."""
        standing = self._room.standing
        member.starts_over()
        own = ""
        if member.seat:
            own, member.owed = drawing.personal(standing, member, parts.ALL_PERSONAL)
        try:
            news = News(standing, *member.group, self._room.clock.now())
        except Exception:
            # It stays in the room, and is shown everything as soon as that can be done.
            log.exception("Session %s cannot be shown to %s.", self._room.code, member.audience)
            member.starts_over()
            member.owed = parts.ALL_PERSONAL if member.seat else frozenset()
            self._wake()
            return
        if frame := news.frame(member, own):
            await self._send(member, news.seq, frame)
        if member.owed or not news.is_whole:
            self._wake()
