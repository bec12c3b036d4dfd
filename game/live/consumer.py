"""The socket's end in the server: who is it, what do they say, hand it to the room. Nothing else."""

import asyncio
import time
from urllib.parse import parse_qs

from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import translation

from debate.commands import TEACHER
from debate.refusal import Refusal
from game import forms, participants
from game.guard import same_origin
from game.language import of_headers
from game.live import rooms, wire
from game.live.member import Member
from game.live.pace import Pace
from game.live.room import Room

ACTORS = {"seat": "", "teach": TEACHER, "screen": "screen"}
"""Audience to the actor its commands come from; a pupil acts as their own seat."""
MOST_MALFORMED, WITHIN = 20, 60.0
"""So many frames that are not understood within so many seconds, and the socket is closed."""


class SessionConsumer(AsyncWebsocketConsumer):
    """`/ws/CODE/?as=seat|teach|screen`. Who may not enter is closed with a code browsers can read."""

    room: Room
    member: Member | None = None

    def __init__(self) -> None:
        super().__init__()
        self.answers: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        headers = {name.decode("latin1"): value.decode("latin1") for name, value in self.scope["headers"]}
        if not same_origin(headers.get("origin"), headers.get("host", "")):
            await self.close()
            return
        await self.accept()
        try:
            self.member = await self._admitted(of_headers(headers.get("accept-language", "")))
        except Refusal as refusal:
            await self.close(_FATAL.get(refusal.code, wire.NOT_YOURS))
            return
        await self.room.audiences.join(self.member)

    async def _admitted(self, language: str) -> Member:
        query = parse_qs(self.scope["query_string"].decode("latin1"))
        audience = query.get("as", [""])[0]
        if audience not in ACTORS:
            raise Refusal("not_yours")
        self.room = await rooms.get(self.scope["url_route"]["kwargs"]["code"])
        seat = await participants.admit(self.scope, self.room, audience)
        self.pace, self.faults = Pace(), Pace(burst=MOST_MALFORMED, per_second=MOST_MALFORMED / WITHIN)
        return Member(audience, seat, language, self._send_text, self.close)

    async def _send_text(self, text: str) -> None:
        await self.base_send({"type": "websocket.send", "text": text})

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.member is None:
            return
        try:
            frame = wire.parse(text_data)
        except wire.Malformed as malformed:
            await self._malformed(malformed.id)
            return
        if isinstance(frame, wire.Ack):
            await self.room.audiences.acknowledge(self.member, frame.seq)
        elif not self.pace.allows():
            await self._send_text(wire.refused(getattr(frame, "id", ""), Refusal("too_many")))
        elif isinstance(frame, wire.Here):
            self.room.audiences.look(self.member, frame.looking)
            await self._send_text(wire.beat(time.time_ns() // 1_000_000))
        else:
            await self._act(frame)

    async def _act(self, frame: wire.Act) -> None:
        by = ACTORS[self.member.audience] or self.member.seat
        try:
            command = forms.command_for(by, frame.fields)
        except Refusal as refusal:
            await self._malformed(frame.id, refusal)
            return
        # Not awaited here: the next frame of this browser must not wait for this one's turn on disk.
        task = asyncio.get_running_loop().create_task(self._answer(frame.id, command))
        self.answers.add(task)
        task.add_done_callback(self.answers.discard)

    async def _answer(self, id: str, command: forms.Command) -> None:
        with translation.override(self.member.language):
            try:
                answer = await self.room.submit(command, id)
                frame = wire.done(id, answer.seq)
            except Refusal as refusal:
                frame = wire.refused(id, refusal)
        await self._send_text(frame)

    async def _malformed(self, id: str, refusal: Refusal | None = None) -> None:
        await self._send_text(wire.refused(id, refusal or Refusal("malformed")))
        if not self.faults.allows():
            await self.close(wire.MALFORMED)

    async def disconnect(self, code: int | None) -> None:
        if self.member is not None:
            self.room.audiences.leave(self.member)


_FATAL = {
    "no_such_session": wire.NO_SESSION,
    "no_seat": wire.NO_SEAT,
    "not_yours": wire.NOT_YOURS,
}
