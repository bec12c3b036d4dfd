"""The socket's end in the server: who is it, what do they say, hand it to the room. Nothing else."""

import asyncio
import logging
import time

from channels.generic.websocket import AsyncWebsocketConsumer

from debate.refusal import Refusal
from game import forms, participants
from game.guard import same_origin
from game.language import of_headers
from game.live import rooms, wire
from game.live.member import Member
from game.live.pace import Pace
from game.live.room import Room

log = logging.getLogger(__name__)

AUDIENCES = {"seat", "teach", "screen"}
MOST_MALFORMED, WITHIN = 20, 60.0
"""So many frames that are not understood within so many seconds, and the socket is closed."""


class SessionConsumer(AsyncWebsocketConsumer):
    """`/ws/CODE/?as=seat|teach|screen`. Refused sockets are accepted and closed with a code a browser can read."""

    room: Room
    member: Member | None = None

    async def connect(self) -> None:
        headers = {name.decode("latin1"): value.decode("latin1") for name, value in self.scope["headers"]}
        if not same_origin(headers.get("origin"), headers.get("host", "")):
            return await self.close()
        await self.accept()
        audience = self.scope["query_string"].decode("latin1").removeprefix("as=")
        if audience not in AUDIENCES:
            return await self.close(wire.NOT_YOURS)
        try:
            self.room = await rooms.get(self.scope["url_route"]["kwargs"]["code"])
            seat = await participants.admit(self.scope, self.room, audience)
        except Refusal as refusal:
            return await self.close(_FATAL.get(refusal.code, wire.NOT_YOURS))
        self.pace, self.faults = Pace(), Pace(burst=MOST_MALFORMED, per_second=MOST_MALFORMED / WITHIN)
        language = of_headers(headers.get("accept-language", ""))
        self.member = Member(audience, seat, language, self._send_text, self._close_with)
        await self.room.audiences.join(self.member)

    async def _send_text(self, text: str) -> None:
        await self.base_send({"type": "websocket.send", "text": text})

    async def _close_with(self, code: int) -> None:
        await self.close(code)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.member is None:
            return
        try:
            frame = wire.parse(text_data)
        except wire.Malformed as malformed:
            return await self._malformed(malformed.id)
        match frame:
            case wire.Ack():
                await self.room.audiences.acknowledge(self.member)
            case wire.Here(looking):
                self.room.audiences.look(self.member, looking)
                await self._send_text(wire.beat(time.time_ns() // 1_000_000))
            case wire.Act():
                if not self.pace.allows():
                    return await self._send_text(wire.refused(frame.id, Refusal("too_many")))
                await self._act(frame)

    async def _act(self, frame: wire.Act) -> None:
        assert self.member is not None
        by = {"seat": self.member.seat, "teach": "teacher", "screen": "screen"}[self.member.audience]
        try:
            command = forms.command_for(by, frame.fields)
        except Refusal:
            return await self._malformed(frame.id)
        # Not awaited here: the next frame of this browser must not wait for this one's turn on disk.
        task = asyncio.get_running_loop().create_task(self._answer(frame.id, command))
        task.add_done_callback(_report)

    async def _answer(self, id: str, command: forms.Command) -> None:
        try:
            answer = await self.room.submit(command, id)
        except Refusal as refusal:
            return await self._send_text(wire.refused(id, refusal))
        await self._send_text(wire.done(id, answer.seq))

    async def _malformed(self, id: str) -> None:
        await self._send_text(wire.refused(id, Refusal("malformed")))
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


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("An answer could not be sent.", exc_info=task.exception())
