"""Sockets compressed: once for all who were sent the same before, and no frame comes to more than it may."""

import zlib

import pytest
from autobahn.websocket.compress import PerMessageDeflateOffer

from game.packing.sockets import LONGEST, NOTHING, Deflate, TooLarge, accepted, deflated, tail

STRANGER = object()


class Browser:
    """Decompresses as one does: with what it was sent before."""

    def __init__(self):
        self.inflater = zlib.decompressobj(-zlib.MAX_WBITS)

    def read(self, body: bytes) -> bytes:
        return self.inflater.decompress(body + b"\x00\x00\xff\xff")


def test_whoever_was_sent_the_same_before_reads_the_same_frames():
    first, second = b"<p>Ann Archer has the floor.</p>" * 40, b"<p>Bob Brown has the floor.</p>" * 40
    opening = deflated(first, NOTHING)
    following = deflated(second, tail(first))

    for browser in (Browser(), Browser()):
        assert (browser.read(opening), browser.read(following)) == (first, second)


def test_what_stood_in_the_frame_before_costs_little_in_the_next():
    text = bytes(range(256)) * 4

    assert len(deflated(text, tail(text))) < 50 < len(deflated(text, NOTHING))


def test_two_frames_that_read_the_same_are_two():
    assert tail(b"again") != tail(b"again")


def incoming() -> Deflate:
    """The extension as it stands on a socket, for what comes in."""
    extension = Deflate(True, False, False, 0, 0, None)
    extension.start_decompress_message()
    return extension


def sent(text: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH)


def test_a_message_as_long_as_it_may_be_is_read_whole():
    text = b"a" * LONGEST

    assert incoming().decompress_message_data(sent(text)) == text


def test_a_small_frame_that_comes_to_more_is_read_no_further():
    with pytest.raises(TooLarge):
        incoming().decompress_message_data(sent(b"a" * (LONGEST + 1)))


def test_the_same_in_many_pieces_is_not_more():
    extension = incoming()
    body = sent(b"a" * LONGEST)

    pieces = [extension.decompress_message_data(body[n : n + 5]) for n in range(0, len(body), 5)]

    assert sum(map(len, pieces)) == LONGEST


@pytest.mark.parametrize(
    ("offers", "window"),
    [
        ([PerMessageDeflateOffer(accept_max_window_bits=True)], 10),
        ([PerMessageDeflateOffer(accept_max_window_bits=False)], 0),
        ([STRANGER, PerMessageDeflateOffer()], 10),
        ([PerMessageDeflateOffer(request_no_context_takeover=True), PerMessageDeflateOffer()], 10),
    ],
)
def test_a_browser_that_remembers_what_it_was_sent_is_taken_at_its_offer(offers, window):
    found = accepted(offers)

    assert (found.request_no_context_takeover, found.request_max_window_bits) == (True, window)


@pytest.mark.parametrize(
    "offers",
    [
        [],
        [STRANGER],
        [PerMessageDeflateOffer(request_no_context_takeover=True)],
        [PerMessageDeflateOffer(request_max_window_bits=9)],
    ],
)
def test_one_that_remembers_less_gets_frames_as_they_are(offers):
    assert accepted(offers) is None
