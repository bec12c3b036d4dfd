"""What a proxy in front says about a request: believed only where PUBLIC_URL says that there is one.

Everything behind the door then sees the request as the world does: the public host, the caller's own address,
and addresses without the prefix, whether the proxy takes it away or not.
"""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from twisted.web.http_headers import Headers

HEADER = "X-Forwarded-For"


def header() -> str | None:
    """The header that Daphne shall read addresses from."""
    return HEADER if settings.PUBLIC else None


def address(peer: str, told: Sequence[str]) -> str:
    """Where a request comes from, by its connection and the lines of X-Forwarded-For: the last entry is the
    proxy's own, those before it anybody could have written."""
    if not settings.PUBLIC or not told:
        return peer
    last = told[-1].rpartition(",")[2].strip()
    return _read(last) or _read(_without_port(last)) or peer


def settle(headers: Headers, peer: str) -> None:
    """Write what is believed into the headers, in place of what came."""
    if not settings.PUBLIC:
        return
    headers.setRawHeaders("Host", [settings.PUBLIC.host])
    if told := lines(headers):  # none: a program on this very machine, which asks without the proxy
        headers.setRawHeaders(HEADER, [address(peer, told)])


def lines(headers: Headers) -> list[str]:
    """All of X-Forwarded-For."""
    return [line.decode("latin1") for line in headers.getRawHeaders(HEADER.encode(), [])]


def own(path: bytes) -> bytes:
    """An address without the prefix of PUBLIC_URL, if it has that."""
    prefix: bytes = settings.PREFIX.encode()
    rest = path.removeprefix(prefix)
    if rest == path or rest[:1] not in (b"", b"/", b"?"):
        return path
    return rest if rest[:1] == b"/" else b"/" + rest


def _read(typed: str) -> str:
    try:
        return str(ipaddress.ip_address(typed))
    except ValueError:
        return ""


def _without_port(typed: str) -> str:
    try:
        return urlsplit(f"//{typed}").hostname or ""
    except ValueError:
        return ""
