"""Guards at the door of every request: where it comes from, and what a page may load.

Live parts are rendered once for a whole class, so they can't carry a token for each browser. Posts are
guarded by what browsers say of their origin instead: `Sec-Fetch-Site` where it is sent, `Origin` otherwise.
A client that sends neither is no browser, and carries no cookie against its owner's will.
"""

from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from game.web.whole_pages import ErrorPage

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def same_origin(origin: str | None, host: str) -> bool:
    """Does a page of this very host speak? No Origin at all: not a browser's cross-site request."""
    return origin is None or (origin != "null" and parted(origin).netloc.lower() == host.lower())


def parted(address: str) -> SplitResult:
    """An address that somebody has sent, in its parts; with nothing in them where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


class SameOrigin(MiddlewareMixin):
    """Refuses posts that another site's page sends in a pupil's or teacher's name."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.method in SAFE_METHODS:
            return None
        site = request.headers.get("Sec-Fetch-Site")
        if site in ("same-origin", "none"):
            return None
        if site is None and same_origin(request.headers.get("Origin"), request.headers.get("Host", "")):
            return None
        message = _("This was sent from another site. Open the page on this server and try again.")
        return ErrorPage(message=message).answer(request, 403)


class ContentPolicy(MiddlewareMixin):
    """Nothing is loaded from elsewhere, nothing runs inline, nobody frames a page; pages are never stored."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if response.headers.get("Content-Type", "").startswith(("text/html", "application/json")):
            # A page that comes back from a cache shows an old state; `live.js` asks again anyway.
            response.headers.setdefault("Cache-Control", "no-store")
        return response
