"""The frames: everything that goes over the socket, in both directions, is written and read here.

Ours, not a library's: see `docs/protocol.md`. Text frames holding one JSON object.
"""

import json
import struct
from typing import Any

import msgspec

from debate.refusal import Refusal
from game.forms import LARGEST_NUMBER, LONGEST_ID, is_id
from game.phrases import sentence
from game.typed import HALF

LONGEST_FRAME = 64 * 1024
"""Characters a browser may send at once."""

FINAL_TEXT = 0x81
"""First byte of a text frame that is a whole message."""

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
    """A push on its way: as text, and as the bytes of a WebSocket frame (RFC 6455, 5.2), made when needed."""

    __slots__ = ("_framed", "text")

    def __init__(self, text: str):
        self.text = text
        self._framed = b""

    @property
    def framed(self) -> bytes:
        if not self._framed:
            body = self.text.encode()
            size = len(body)
            if size < 126:
                head = struct.pack("!BB", FINAL_TEXT, size)
            elif size < 1 << 16:
                head = struct.pack("!BBH", FINAL_TEXT, 126, size)
            else:
                head = struct.pack("!BBQ", FINAL_TEXT, 127, size)
            self._framed = head + body
        return self._framed


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
    message = sentence(refusal)
    return _encode({"id": id, "ok": False, "refusal": refusal.code, "message": message})


def go(address: str) -> str:
    """Sends the browser to another page."""
    return _encode({"go": address})


def _encode(frame: dict[str, Any]) -> str:
    return msgspec.json.encode(frame).decode()
