"""The frames: everything that goes over the socket, in both directions, is written and read here.

Ours, not a library's: see `docs/protocol.md`. Text frames holding one JSON object.
"""

import json
import struct
from typing import Any

import msgspec

from debate.refusal import Refusal
from game.command_fields import LARGEST_NUMBER, LONGEST_ID, is_id
from game.packing import sockets
from game.packing.sockets import Tail
from game.phrases import told
from game.web.numbers import HALF

LONGEST_FRAME = 64 * 1024
"""Characters a browser may send at once."""

FINAL_TEXT, DEFLATED = 0x81, 0x40
"""First byte of a text frame that is a whole message; the bit in it that says it is compressed."""

MALFORMED, NO_SEAT, NOT_YOURS, NO_SESSION, TAKEN_OVER, TOO_SLOW = 4400, 4401, 4403, 4404, 4409, 4408
TOO_BIG, BANNED, TRY_AGAIN = 4413, 4423, 4503


class Ack(msgspec.Struct, frozen=True):
    """The browser has applied the push that left it at `seq`."""

    seq: int


class Here(msgspec.Struct, frozen=True):
    """The tab came to the front, or went to the back."""

    looking: bool


class Act(msgspec.Struct, frozen=True):
    """A command: its id, unique for its sender, and its fields with `act` among them."""

    id: str
    fields: dict[str, str]


class Malformed(Exception):
    """A frame that is not understood. `id` is its command id, if one could be made out."""

    def __init__(self, id: str = ""):
        super().__init__("malformed")
        self.id = id


def parse(text: str | None) -> Ack | Here | Act:
    """The frame a browser sent. Raises Malformed."""
    try:
        frame = msgspec.json.decode(text or "")
    except (ValueError, RecursionError):
        raise Malformed(_id_in(text or "")) from None
    match frame:
        case {"ack": int(seq)} if len(frame) == 1 and not isinstance(seq, bool) and _is_small(seq):
            return Ack(seq)
        case {"here": bool(looking)} if len(frame) == 1:
            return Here(looking)
        case {"id": str(id), "act": str(), **rest} if is_id(id):
            if all(isinstance(value, str) or _is_small(value) for value in rest.values()):
                return Act(id, {key: str(value) for key, value in frame.items() if key != "id"})
    raise Malformed(_id_of(frame))


def _is_small(value: Any) -> bool:
    """A number that somebody could mean."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER


def _id_in(text: str) -> str:
    """The id in a frame with half a character in it, which Python's own reader lets pass; else "" """
    try:
        return _id_of(json.loads(text))
    except (ValueError, RecursionError):
        return ""


def _id_of(frame: Any) -> str:
    """The id to answer under: any text that an answer can hold."""
    id = frame.get("id") if isinstance(frame, dict) else ""
    return id[:LONGEST_ID] if isinstance(id, str) and not HALF.search(id) else ""


class Frame:
    """A push on its way: as text, and as the bytes of a WebSocket frame (RFC 6455, 5.2), made when needed.

    `tail`: how it ends, for what is sent compressed after it.
    """

    __slots__ = ("_packed", "_plain", "_tail", "text")

    def __init__(self, text: str):
        self.text = text
        self._plain = b""
        self._packed: dict[int, bytes] = {}
        self._tail: Tail | None = None

    @property
    def framed(self) -> bytes:
        if not self._plain:
            self._plain = _framed(FINAL_TEXT, self.text.encode())
        return self._plain

    @property
    def tail(self) -> Tail:
        if self._tail is None:
            self._tail = sockets.tail(self.text.encode())
        return self._tail

    def packed(self, before: Tail) -> bytes:
        """Compressed, for whoever was sent `before` last; mostly they all were."""
        if before.number not in self._packed:
            body = sockets.deflated(self.text.encode(), before)
            self._packed[before.number] = _framed(FINAL_TEXT | DEFLATED, body)
        return self._packed[before.number]


def _framed(first: int, body: bytes) -> bytes:
    size = len(body)
    if size < 126:
        return struct.pack("!BB", first, size) + body
    if size < 1 << 16:
        return struct.pack("!BBH", first, 126, size) + body
    return struct.pack("!BBQ", first, 127, size) + body


def push(seq: int, at: int, html: str) -> Frame:
    """Parts for a browser, which stands at `seq` after them. `at`: the server's clock, milliseconds."""
    return Frame(_encode({"seq": seq, "at": at, "html": html}))


def beat(at: int) -> str:
    """The answer to a browser that says it is there, so that it can tell silence from a quiet meeting."""
    return _encode({"at": at})


def done(id: str, seq: int) -> str:
    """The answer to a command that took effect and is on disk at `seq`."""
    return _encode({"id": id, "ok": True, "seq": seq})


def refused(id: str, refusal: Refusal) -> str:
    """The answer to a command that was refused, with the reason in words."""
    return _encode({"id": id, **told(refusal)})


def _encode(frame: dict[str, Any]) -> str:
    return msgspec.json.encode(frame).decode()
