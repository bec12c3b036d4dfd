"""The socket's end in the server: who is it, what do they say, hand it to the room. Nothing else."""

import logging
from typing import Any, get_args
from urllib.parse import parse_qs

from channels.exceptions import StopConsumer
from django.db import DatabaseError
from django.http import parse_cookie
from django.utils import translation

from debate.commands import Command
from debate.ids import NOBODY
from debate.refusal import Refusal
from debate.shown.audience import Audience
from game import command_fields
from game.admission import budgets
from game.admission.pace import Pace
from game.live import rooms
from game.live.room import Room
from game.live.seats import seat_of
from game.live.viewers.viewer import Viewer
from game.live.watch import tasks
from game.live.wire import frames
from game.live.wire.outlet import Outlet
from game.live.wire.socket import Socket
from game.people import participants, teachers
from game.web import on_page
from game.web.guard import same_origin
from game.web.language import of_headers

log = logging.getLogger(__name__)

AUDIENCES = get_args(Audience)
MOST_MALFORMED, WITHIN = 20, 60.0
"""So many frames that are not understood within so many seconds, and the socket is closed."""


class SessionConsumer(Socket):
    """`/ws/CODE/?as=seat|teach|screen&shown=MARKS`. Who may not enter is closed with a code of `frames`."""

    room: Room
    viewer: Viewer | None = None

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
            query = parse_qs(self.scope["query_string"].decode("latin1"))
            self.viewer = await self._admitted(headers, query)
        except DatabaseError as error:
            log.warning("A browser could not be let in: %s", error)
            await self.outlet.close(frames.TRY_AGAIN)
            return
        except Refusal as refusal:
            await self.outlet.close(_CLOSED.get(refusal.code, frames.TRY_AGAIN))
            return
        self.viewer.on_page = on_page.read(query.get("shown", [""])[0])
        self.pace = budgets.commands.of(f"{self.room.code} {self.viewer.sender}")
        await self.room.viewers.join(self.viewer)

    async def _admitted(self, headers: dict[str, str], query: dict[str, list[Any]]) -> Viewer:
        audience = query.get("as", [""])[0]
        if audience not in AUDIENCES:
            raise Refusal("not_yours")
        self.room = await rooms.get(self.scope["url_route"]["kwargs"]["code"])
        cookies = parse_cookie(headers.get("cookie", ""))
        language = of_headers(headers.get("accept-language", ""))
        if audience == "screen":
            return Viewer(audience, NOBODY, language, self.outlet, by="screen")
        if audience == "teach":
            desk = await teachers.at_desk(teachers.kept_of(cookies), self.room.session)
            if desk is None:
                raise Refusal("not_yours")
            return Viewer(audience, NOBODY, language, self.outlet, desk.by, desk.sender, desk.link)
        pupil = await seat_of(self.room, cookies.get(participants.cookie_name(self.room.code)))
        sender = participants.sender(pupil)
        return Viewer(audience, pupil.seat, language, self.outlet, pupil.seat, sender, pupil.pk)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        if self.viewer is None:
            return
        text = message.get("text")
        if len(text or message.get("bytes") or "") > frames.LONGEST_FRAME:
            await self.outlet.close(frames.TOO_BIG)
            return
        try:
            frame = frames.parse(text)
        except frames.Malformed as malformed:
            await self._malformed(malformed.id)
            return
        if isinstance(frame, frames.Ack):
            await self.room.viewers.acknowledge(self.viewer, frame.seq)
        elif not self.pace.allows():
            await self._refuse(getattr(frame, "id", ""), Refusal("too_many"))
        elif isinstance(frame, frames.Here):
            self.room.viewers.look(self.viewer, frame.looking)
            await self.outlet.text(frames.beat(self.room.clock.now()))
        else:
            await self._act(frame, self.viewer)

    async def _act(self, frame: frames.Act, viewer: Viewer) -> None:
        if viewer.audience == "screen":  # Whoever has the code may open one: the room must not hear of it.
            await self._refuse(frame.id, Refusal("not_yours"))
            return
        try:
            command = command_fields.command_for(viewer.by, frame.fields)
        except Refusal as refusal:
            # A paper that somebody has filled in wrongly is no fault of the browser's.
            await (self._malformed if refusal.code == "malformed" else self._refuse)(frame.id, refusal)
            return
        # Not awaited here: the next frame of this browser must not wait for this one's turn on disk.
        tasks.start(self._answer(frame.id, command, viewer), "answering a command")

    async def _answer(self, id: str, command: Command, viewer: Viewer) -> None:
        try:
            # A second teacher may have been sent away at another process whose word was lost.
            if viewer.audience == "teach" and viewer.who and not await teachers.is_welcome(viewer.who):
                raise Refusal("not_yours")
            answer = await self.room.submit(command, id, sender=viewer.sender)
        except Refusal as refusal:
            await self._refuse(id, refusal)
        except Exception as error:
            # Whatever it was: a browser that hears nothing keeps the command and asks for ever.
            log.exception("A command could not be handed on.")
            await self._refuse(id, Refusal("not_saved" if isinstance(error, DatabaseError) else "our_fault"))
        else:
            await self.outlet.text(frames.done(id, answer.seq))

    async def _malformed(self, id: str, refusal: Refusal | None = None) -> None:
        await self._refuse(id, refusal or Refusal("malformed"))
        if not self.faults.allows():
            await self.outlet.close(frames.MALFORMED)

    async def _refuse(self, id: str, refusal: Refusal) -> None:
        language = self.viewer.language if self.viewer else None
        with translation.override(language):
            frame = frames.refused(id, refusal)
        await self.outlet.text(frame)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    def left(self) -> None:
        if self.viewer is not None:
            self.room.viewers.leave(self.viewer)


_CLOSED = {
    "banned": frames.BANNED,
    "no_such_session": frames.NO_SESSION,
    "no_seat": frames.NO_SEAT,
    "not_yours": frames.NOT_YOURS,
}
