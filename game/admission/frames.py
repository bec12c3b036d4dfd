"""Daphne's WebSocket, read no faster than its sender may speak.

Whoever has spent their frames is not read from until they may speak again: what they have sent waits with
them, in the network. Nothing of an honest browser is lost by that, and a flood costs nothing; to throw frames
away would cost the parsing of each, which alone fills a core. Who floods on is closed.
"""

import zlib
from collections.abc import Mapping
from time import monotonic
from typing import Any

from autobahn.websocket import protocol
from autobahn.websocket.types import ConnectionDeny
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from django.http import parse_cookie
from twisted.internet import reactor

from game.admission import forwarded
from game.admission.caller import caller, code_in
from game.admission.open_sockets import OpenSocket
from game.admission.pace import Pace
from game.packing.sockets import TooLarge, accepted

FLOODED, TOO_BIG, MALFORMED = 4429, 4413, 4400
"""Codes of `docs/protocol.md`."""
LONGEST = 4 * 64 * 1024
"""Bytes of a frame: no text of 64 Ki characters has more."""
LONG = 4 * 1024
"""Bytes of a decompressed message after which others have their turn: many of them fit into one reading."""
AT_A_TIME = 5
"""Frames that must be allowed again before reading goes on, so that it does not stutter."""
MOST_WAITING = 50
"""Frames that wait for the application: Daphne's queue has no end of its own."""
LOOK_AGAIN = 0.02
"""Seconds."""
PATIENCE = 5.0
"""Seconds over which a socket may have more to say than it may say, before that is a flood."""
ON_ITS_WAY = 0.2
"""Seconds: what comes so soon after all was read was waiting in the network, and belongs to it."""

# Autobahn lays out its settings for each socket, for a log that nobody keeps: half a millisecond each time.
protocol.pformat = str


class PacedSocket(WebSocketProtocol):
    """One socket.

    `_over_since`: since when it has had more to say than it may. `_all_read`: since when nothing more of that
    has been here, while it is not known whether the network holds more. `_is_deaf`: what it sends cannot be
    decompressed, and is listened to no more.
    """

    entry: OpenSocket | None = None
    _over_since: float | None = None
    _all_read: float | None = None
    _resting = False
    _is_deaf = False

    def onConnect(self, request: Any) -> Any:
        if self.entry is not None:
            raise ConnectionDeny(ConnectionDeny.BAD_REQUEST)
        who = caller(
            forwarded.address(getattr(self.transport.getPeer(), "host", ""), _told(request.headers)),
            parse_cookie(request.headers.get("cookie", "")),
            code_in(request.path),
        )
        self.entry = OpenSocket(who, request.path)
        return super().onConnect(request)

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        if self.entry is not None:
            self.entry.over()
        if self in self.server.connections:  # else the handshake failed, or was not over yet
            super().onClose(wasClean, code, reason)

    def connectionLost(self, reason: Any = None) -> None:
        super().connectionLost(reason)
        self.is_closed = None  # a promise, kept by now: it holds the socket, which would stay in memory

    def dataReceived(self, data: bytes) -> None:
        if self._all_read is not None:
            if monotonic() - self._all_read > ON_ITS_WAY:
                self._over_since = None
            self._all_read = None
        super().dataReceived(data)
        if self._resting:  # Twisted goes on reading by itself once it could write again.
            self.transport.pauseProducing()

    @property
    def _pace(self) -> Pace:
        assert self.entry is not None  # no frame comes before the handshake is over
        return self.entry.pace

    def onFrameBegin(self) -> None:
        """Every frame counts, pings, parts of messages and closings too, by what is announced."""
        length = self.current_frame.length
        self._pace.spend(1 + length / 1024)
        if length > LONGEST:
            self.sendClose(TOO_BIG)
            self._rest(PATIENCE)
        super().onFrameBegin()

    def onFrameData(self, payload: bytes) -> Any:
        if self._is_deaf:
            return None
        try:
            return super().onFrameData(payload)
        except (TooLarge, zlib.error) as error:
            self._is_deaf = True
            self.sendClose(TOO_BIG if isinstance(error, TooLarge) else MALFORMED)
            self._rest(PATIENCE)
            return None

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        if self._is_deaf:
            return
        if self._isMessageCompressed:
            self._pace.spend(len(payload) / 1024)  # what it came to, not only what was announced
            if len(payload) > LONG:
                self._rest(0)
        super().onMessage(payload, isBinary)

    def sendMessage(self, payload: bytes, isBinary: bool = False, **more: Any) -> None:
        """What goes this way is short, or had no shorter one (`game/live/wire/outlet.py`): as it is."""
        super().sendMessage(payload, isBinary, **{**more, "doNotCompress": True})

    def processData(self) -> bool:
        """Read one piece of what has arrived, if one more may be read. False: wait for more."""
        if self._resting:
            return False
        if not self._pace.holds(1):
            self._over_since = self._over_since or monotonic()
            self._rest(self._pace.wait(AT_A_TIME))
            return False
        queue = getattr(self, "application_queue", None)
        if queue is not None and queue.qsize() >= MOST_WAITING:
            self._rest(0)
            return False
        return bool(super().processData())

    def _rest(self, seconds: float) -> None:
        if not self._resting:
            self._resting = True
            self.transport.pauseProducing()
            reactor.callLater(max(LOOK_AGAIN, seconds), self._go_on)

    def _go_on(self) -> None:
        self._resting = False
        if self.state not in (self.STATE_OPEN, self.STATE_CLOSING) or not self.transport.connected:
            return
        if self._over_since is not None and monotonic() - self._over_since > PATIENCE:
            self.sendClose(FLOODED)
            self._rest(PATIENCE)  # its answer is not waited for: it would come behind the flood
            return
        self.consumeData()
        if not self._resting:
            self.transport.resumeProducing()
            self._all_read = None if self.data else monotonic()


def _told(headers: Mapping[str, str]) -> list[str]:
    told = headers.get(forwarded.HEADER.lower())
    return [] if told is None else [told]


class Sockets(WebSocketFactory):
    """Makes the sockets of a server."""

    protocol = PacedSocket

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.setProtocolOptions(perMessageCompressionAccept=accepted)
