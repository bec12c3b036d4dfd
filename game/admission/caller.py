"""Who calls: a person by a cookie of ours, or one of the strangers of an address.

Nothing is asked of the database: a signature proves that this server has given the cookie, which is all that
a budget hangs on. Whether it still opens anything is for pages and sockets to find out; they tell
`participants` of a seat's cookie that does not, and its bearer is a stranger then.
"""

import hashlib
import ipaddress
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from game.people import participants
from game.web import cookies

SALT = "game.desk"
COOKIE = "desk"
MOST_SEATS = 5
"""Cookies of seats that are looked at: pupils play more than one session with a browser, not a hundred."""


class Caller(NamedTuple):
    """`person` is empty for a stranger; `address` is theirs, or the network's that was given to them."""

    person: str
    address: str

    @property
    def name(self) -> str:
        """What a budget is kept by."""
        return self.person or self.address


def caller(address: str, cookies: Mapping[str, str], code: str = "") -> Caller:
    """Who has sent these cookies from there, for the session with this code first of all."""
    return Caller(_desk(cookies.get(COOKIE)) or _seat(cookies, code), network(address))


def of_request(request: HttpRequest, code: str = "") -> Caller:
    """Who has sent this request."""
    return caller(request.META.get("REMOTE_ADDR", ""), request.COOKIES, code)


def code_in(path: str) -> str:
    """The code of the session an address belongs to: /seat/CODE/, /state/CODE.json. May be none."""
    parts = path.strip("/").split("/")
    return parts[1].partition(".")[0] if len(parts) > 1 else ""


def network(address: str) -> str:
    """An address as it is counted: of IPv6 the network, since whoever has one address there has all of it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _desk(value: str | None) -> str:
    try:
        return f"desk {signing.loads(value, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)}" if value else ""
    except signing.BadSignature:
        return ""


def _seat(cookies: Mapping[str, str], code: str) -> str:
    own = participants.cookie_name(code)
    others = [name for name in cookies if name.startswith("seat_") and name != own]
    for name in [own, *others[:MOST_SEATS]]:
        key = participants.key_in(cookies.get(name))
        if key and key[0] not in participants.lapsed:
            return f"seat {key[0]}"
    return ""


class DeskCookie(MiddlewareMixin):
    """Gives a browser that is signed in the cookie by which it is told from strangers without a database."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = request.session
        # Only where the page has looked and found: this must not cost a query of its own, nor ask a database
        # that is away once more.
        if "_session_cache" not in vars(session) or not (session.get("teacher") or session.get("helps")):
            return response
        if not _desk(request.COOKIES.get(COOKIE)):
            name = hashlib.sha256(f"{SALT} {session.session_key}".encode()).hexdigest()[:24]
            value = signing.dumps(name, salt=SALT)
            cookies.give(request, response, COOKIE, value, settings.SESSION_COOKIE_AGE)
        return response
