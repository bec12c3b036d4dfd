"""Daphne's HTTP, with a door: bodies are bounded as they come in, requests take turns, sockets are counted.

Everything here happens before Django sees anything.
"""

import io
from collections import Counter
from http import HTTPStatus
from typing import Any

import msgspec
from daphne.http_protocol import HTTPFactory, WebRequest
from django.http import parse_cookie
from django.utils import translation
from twisted.web.http import HTTPChannel

from debate.refusal import Refusal
from game.admission import forwarded, open_sockets, turns
from game.admission.caller import Caller, caller, code_in, network
from game.admission.connections import KEPT_OPEN, connections
from game.admission.limits import limits
from game.phrases import sentence, told
from game.web.language import of_headers

FORMER_PREFIX = b"daphne-root-path"
"""A header by which anybody could put words of theirs before every address of a page."""
SMALL_BODY = 64 * 1024
"""Bytes that any request may bring; nothing that people type is longer."""
MOST_HELD = 16 * 1024 * 1024
"""Bytes of larger bodies that are held for one address."""
LINGER = 2.0
"""Seconds in which a browser may finish sending what is not wanted, so that it gets to read why not."""
MOST_DISCARDED = 4 * 1024 * 1024
HELD_BACK = 2.0
"""Seconds until what is too many is refused: who tries again at once has to wait all the same."""

_held: Counter[str] = Counter()


class Channel(HTTPChannel):
    """One connection. It counts as waiting whenever no request of it is being answered."""

    address = ""

    def connectionMade(self) -> None:
        super().connectionMade()
        self.address = network(getattr(self.transport.getPeer(), "host", ""))
        self.waits(limits.idle_seconds)

    def connectionLost(self, reason: Any) -> None:
        self.factory.connections.leaves(self)
        super().connectionLost(reason)

    def lineReceived(self, line: bytes) -> None:
        try:
            super().lineReceived(line)
        except ValueError:  # a length of more digits than Python reads as a number
            self.hang_up()

    def allContentReceived(self) -> None:
        self.factory.connections.leaves(self)
        super().allContentReceived()

    def requestDone(self, request: Any) -> None:
        self.waits(KEPT_OPEN)
        super().requestDone(request)

    def waits(self, seconds: float) -> None:
        self.factory.connections.waits(self, seconds)

    def hang_up(self) -> None:
        self.transport.abortConnection()


class BoundedRequest(WebRequest):
    """One request, from its first line on."""

    uri: bytes
    path: bytes

    def __init__(self, channel: Channel, queued: object = False):
        # Twisted would read forms for itself, too, as large as they may be.
        super().__init__(channel, queued, parsePOSTFormSubmission=False)
        self.turn: turns.Turn | None = None
        self.turned_away = False
        self.received = self.counted = 0

    # --- the body ----------------------------------------------------------------------------------------

    def gotLength(self, length: int | None) -> None:
        self.content = io.BytesIO()
        if length is not None and length > limits.body_kib * 1024:
            self._turn_away(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Refusal("too_large"))

    def handleContentChunk(self, data: bytes) -> None:
        self.received += len(data)
        if self.turned_away:
            if self.received > MOST_DISCARDED:
                self.channel.hang_up()
        elif self.received > limits.body_kib * 1024:
            self._turn_away(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Refusal("too_large"))
        elif self.received > SMALL_BODY and not self._may_hold():
            self._turn_away(HTTPStatus.SERVICE_UNAVAILABLE, Refusal("too_many"))
        else:
            self.content.write(data)

    def _may_hold(self) -> bool:
        more = self.received - self.counted
        if _held[self._address] + more > MOST_HELD:
            return False
        _held[self._address] += more
        self.counted = self.received
        return True

    def _let_go(self) -> None:
        if self.counted:
            _held.subtract({self._address: self.counted})
            self.counted = 0
            if not _held[self._address]:
                del _held[self._address]

    @property
    def _address(self) -> str:
        return network(self._comes_from)

    @property
    def _comes_from(self) -> str:
        return forwarded.address(self._peer, forwarded.lines(self.requestHeaders))

    @property
    def _peer(self) -> str:
        return getattr(self.client, "host", "")

    def _turn_away(self, status: HTTPStatus, refusal: Refusal) -> None:
        """Answer before the body is there; what still comes of it is not kept."""
        self.turned_away = True
        self._let_go()
        self.content = io.BytesIO()
        self.requestHeaders.removeHeader(b"expect")  # or it would be told to go on
        words = self._sentence(refusal)
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(words)}\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + words)
        self.channel.callLater(LINGER, self.transport.abortConnection)

    def _sentence(self, refusal: Refusal) -> bytes:
        with self._in_their_language():
            return f"{sentence(refusal)}\n".encode()

    def _in_their_language(self) -> translation.override:
        wanted = self.requestHeaders.getRawHeaders(b"accept-language", [b""])[0].decode("latin1")
        return translation.override(of_headers(wanted))

    # --- the turn ----------------------------------------------------------------------------------------

    def process(self) -> None:
        if self.turned_away:
            self.channel.loseConnection()
            return
        self.requestHeaders.removeHeader(FORMER_PREFIX)
        forwarded.settle(self.requestHeaders, self._peer)
        self.uri, self.path = forwarded.own(self.uri), forwarded.own(self.path)
        cookies = self.requestHeaders.getRawHeaders(b"cookie", [])
        if len(cookies) > 1:  # Daphne would hand them on otherwise joined than they are read here.
            self.requestHeaders.setRawHeaders(b"cookie", [b"; ".join(cookies)])
        path = self.path.decode("latin1")
        who = self.caller()
        if self._is_for_a_socket():
            if open_sockets.may_open(who, path):
                super().process()
                self._leave_to_the_socket()
            else:
                self._refuse_later()
            return
        self.turn = turns.ask(who, self.method.decode("latin1"), path, super().process)
        if self.turn is None:
            self._refuse_later()
        elif self.finished:  # Daphne has refused it at once, when the turn was not known here yet.
            self._over()

    def _leave_to_the_socket(self) -> None:
        """The connection is a socket's from now on. Request and channel would keep each other in memory."""
        channel = getattr(self, "channel", None)  # none where Daphne has refused it
        if channel is not None:
            channel.requests.clear()

    def _refuse_later(self) -> None:
        """Meanwhile the connection counts as one on which nothing is done."""
        self.channel.waits(HELD_BACK * 2)
        self.channel.callLater(HELD_BACK, self.refuse, HTTPStatus.TOO_MANY_REQUESTS)

    def caller(self) -> Caller:
        """Who has sent this."""
        cookies = b"; ".join(self.requestHeaders.getRawHeaders(b"cookie", [])).decode("latin1")
        code = code_in(self.path.decode("latin1"))
        return caller(self._comes_from, parse_cookie(cookies), code)

    def _is_for_a_socket(self) -> bool:
        wanted: bytes = self.requestHeaders.getRawHeaders(b"upgrade", [b""])[0]
        return wanted.lower() == b"websocket"

    def refuse(self, status: HTTPStatus) -> None:
        """Too many wait already. A script is answered as `/act/` does, anybody else in words."""
        refusal = Refusal("too_many")
        kind, body = b"text/plain; charset=utf-8", self._sentence(refusal)
        if b"application/json" in self.requestHeaders.getRawHeaders(b"accept", [b""])[0]:
            with self._in_their_language():
                kind, body = b"application/json", msgspec.json.encode(told(refusal))
        headers = [(b"Content-Type", kind), (b"Retry-After", b"5")]
        self.handle_reply({"type": "http.response.start", "status": status.value, "headers": headers})
        self.setResponseCode(status.value, status.phrase.encode())  # Twisted does not know all by name
        self.handle_reply({"type": "http.response.body", "body": body})

    def finish(self) -> None:
        super().finish()
        self._over()

    def connectionLost(self, reason: Any) -> None:
        super().connectionLost(reason)
        self._over()

    def _over(self) -> None:
        self._let_go()
        turn, self.turn = self.turn, None  # it holds this request, which would stay in memory
        if turn is not None:
            turn.over()


class Requests(HTTPFactory):
    """Makes the connections of a server."""

    protocol = Channel

    def __init__(self, server: Any):
        super().__init__(server)
        self.connections = connections()

    def buildProtocol(self, addr: Any) -> Channel:
        built: Channel = super().buildProtocol(addr)
        built.requestFactory = BoundedRequest
        return built
