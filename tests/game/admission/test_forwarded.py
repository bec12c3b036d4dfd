"""What is believed of a proxy's words: nothing without PUBLIC_URL, the last entry with it."""

import pytest
from django.conf import settings
from twisted.web.http_headers import Headers

from game.admission import forwarded
from game.environment import Public

PEER = "127.0.0.1"


@pytest.fixture
def behind_a_proxy(monkeypatch):
    monkeypatch.setattr(settings, "PUBLIC", Public("https", "school.example", "/order"))
    monkeypatch.setattr(settings, "PREFIX", "/order")


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ([], PEER),
        (["10.0.0.7"], "10.0.0.7"),
        (["6.6.6.6, 10.0.0.7"], "10.0.0.7"),
        (["6.6.6.6", "10.0.0.7"], "10.0.0.7"),
        (["6.6.6.6,10.0.0.7 "], "10.0.0.7"),
        (["10.0.0.7:51234"], "10.0.0.7"),
        (["[2001:DB8::7]:51234"], "2001:db8::7"),
        (["2001:db8::7"], "2001:db8::7"),
        (["6.6.6.6, unknown"], PEER),
        (["6.6.6.6,"], PEER),
        (["[", "]["], PEER),
        (["<script>"], PEER),
        ([""], PEER),
    ],
)
def test_the_last_entry_is_the_caller_s_address(behind_a_proxy, told, address):
    assert forwarded.address(PEER, told) == address


def test_without_a_proxy_nothing_is_believed_and_nothing_changed():
    headers = Headers({"Host": ["localhost:8000"], "X-Forwarded-For": ["10.0.0.7"]})

    forwarded.settle(headers, PEER)

    assert forwarded.address(PEER, ["10.0.0.7"]) == PEER
    assert headers == Headers({"Host": ["localhost:8000"], "X-Forwarded-For": ["10.0.0.7"]})
    assert forwarded.header() is None
    assert forwarded.own(b"/order/teach/") == b"/order/teach/"


def test_behind_the_door_there_is_the_public_host_and_one_address(behind_a_proxy):
    headers = Headers({"Host": ["10.0.0.2:8000"], "X-Forwarded-For": ["6.6.6.6", "7.7.7.7, 10.0.0.7"]})

    forwarded.settle(headers, PEER)

    assert headers == Headers({"Host": ["school.example"], "X-Forwarded-For": ["10.0.0.7"]})


def test_who_comes_without_the_proxy_is_told_from_whom_it_brings(behind_a_proxy):
    headers = Headers({"Host": ["127.0.0.1:8000"]})

    forwarded.settle(headers, PEER)

    assert not headers.hasHeader("X-Forwarded-For")


@pytest.mark.parametrize(
    ("path", "own"),
    [
        (b"/order/teach/?q=x", b"/teach/?q=x"),
        (b"/order/", b"/"),
        (b"/order", b"/"),
        (b"/order?code=x", b"/?code=x"),
        (b"/teach/", b"/teach/"),
        (b"/orders/", b"/orders/"),
        (b"/order/order/", b"/order/"),
        (b"/", b"/"),
        (b"*", b"*"),
    ],
)
def test_addresses_are_without_the_prefix_whether_it_was_there_or_not(behind_a_proxy, path, own):
    assert forwarded.own(path) == own
