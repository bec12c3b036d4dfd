"""The socket's end in the server: who is it, what do they say, hand it to the room. Nothing else."""

import logging
from typing import Any, get_args
from urllib.parse import parse_qs

from channels.exceptions import StopConsumer
from django.db import DatabaseError
from django.http import parse_cookie
from django.utils import translation

from debate.audience import Audience
from debate.commands import Command
from debate.refusal import Refusal
from game import forms, participants, teachers
from game.admission import budgets
from game.admission.pace import Pace
from game.guard import same_origin
from game.language import of_headers
from game.live import rooms, tasks, wire
from game.live.member import Member
from game.live.outlet import Outlet
from game.live.room import Room
from game.live.seats import seat_of
from game.live.socket import Socket

log = logging.getLogger(__name__)

AUDIENCES = get_args(Audience)
MOST_MALFORMED, WITHIN = 20, 60.0
"""So many frames that are not understood within so many seconds, and the socket is closed."""


class SessionConsumer(Socket):
    """`/ws/CODE/?as=seat|teach|screen`. Who may not enter is closed with a code browsers can read."""

    room: Room
    member: Member | None = None

    def __init__(self) -> None:
        super().__init__()
        self.faults = Pace(burst=MOST_MALFORMED, per_second=MOST_MALFORMED / WITHIN)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        headers = {name.decode("latin1"): value.decode("latin1") for name, value in self.scope["headers"]}
        if not same_origin(headers.get("origin"), headers.get("host", "")):
            await self.base_send({"type": "websocket.close"})
            return
        await self.base_send({"type": "websocket.accept"})
        self.outlet = Outlet(self.base_send)
        try:
            self.member = await self._admitted(headers)
        except DatabaseError as error:
            log.warning("A browser could not be let in: %s", error)
            await self.outlet.close(wire.TRY_AGAIN)
            return
        except Refusal as refusal:
            await self.outlet.close(_CLOSED.get(refusal.code, wire.TRY_AGAIN))
            return
        self.pace = budgets.commands.of(f"{self.room.code} {self.member.sender}")
        await self.room.audiences.join(self.member)

    async def _admitted(self, headers: dict[str, str]) -> Member:
        query = parse_qs(self.scope["query_string"].decode("latin1"))
        audience = query.get("as", [""])[0]
        if audience not in AUDIENCES:
            raise Refusal("not_yours")
        self.room = await rooms.get(self.scope["url_route"]["kwargs"]["code"])
        cookies = parse_cookie(headers.get("cookie", ""))
        language = of_headers(headers.get("accept-language", ""))
        if audience == "screen":
            return Member(audience, "", language, self.outlet, by="screen")
        if audience == "teach":
            desk = await teachers.at_desk(teachers.kept_of(cookies), self.room.session)
            if desk is None:
                raise Refusal("not_yours")
            return Member(audience, "", language, self.outlet, desk.by, desk.sender, desk.link)
        pupil = await seat_of(self.room, cookies.get(participants.cookie_name(self.room.code)))
        sender = participants.sender(pupil)
        return Member(audience, pupil.seat, language, self.outlet, pupil.seat, sender, pupil.pk)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        if self.member is None:
            return
        text = message.get("text")
        if len(text or message.get("bytes") or "") > wire.LONGEST_FRAME:
            await self.outlet.close(wire.TOO_BIG)
            return
        try:
            frame = wire.parse(text)
        except wire.Malformed as malformed:
            await self._malformed(malformed.id)
            return
        if isinstance(frame, wire.Ack):
            await self.room.audiences.acknowledge(self.member, frame.seq)
        elif not self.pace.allows():
            await self._refuse(getattr(frame, "id", ""), Refusal("too_many"))
        elif isinstance(frame, wire.Here):
            self.room.audiences.look(self.member, frame.looking)
            await self.outlet.text(wire.beat(self.room.clock.now()))
        else:
            await self._act(frame, self.member)

    async def _act(self, frame: wire.Act, member: Member) -> None:
        if member.audience == "screen":  # Whoever has the code may open one: the room must not hear of it.
            await self._refuse(frame.id, Refusal("not_yours"))
            return
        try:
            command = forms.command_for(member.by, frame.fields)
        except Refusal as refusal:
            # A paper that somebody has filled in wrongly is no fault of the browser's.
            await (self._malformed if refusal.code == "malformed" else self._refuse)(frame.id, refusal)
            return
        # Not awaited here: the next frame of this browser must not wait for this one's turn on disk.
        tasks.start(self._answer(frame.id, command, member), "answering a command")

    async def _answer(self, id: str, command: Command, member: Member) -> None:
        try:
            # A second teacher may have been sent away at another process whose word was lost.
            if member.audience == "teach" and member.who and not await teachers.is_welcome(member.who):
                raise Refusal("not_yours")
            answer = await self.room.submit(command, id, sender=member.sender)
        except Refusal as refusal:
            await self._refuse(id, refusal)
        except Exception as error:
            # Whatever it was: a browser that hears nothing keeps the command and asks for ever.
            log.exception("A command could not be handed on.")
            await self._refuse(id, Refusal("not_saved" if isinstance(error, DatabaseError) else "our_fault"))
        else:
            await self.outlet.text(wire.done(id, answer.seq))

    async def _malformed(self, id: str, refusal: Refusal | None = None) -> None:
        await self._refuse(id, refusal or Refusal("malformed"))
        if not self.faults.allows():
            await self.outlet.close(wire.MALFORMED)

    async def _refuse(self, id: str, refusal: Refusal) -> None:
        language = self.member.language if self.member else None
        with translation.override(language):
            frame = wire.refused(id, refusal)
        await self.outlet.text(frame)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    def left(self) -> None:
        if self.member is not None:
            self.room.audiences.leave(self.member)


_CLOSED = {
    "banned": wire.BANNED,
    "no_such_session": wire.NO_SESSION,
    "no_seat": wire.NO_SEAT,
    "not_yours": wire.NOT_YOURS,
}
