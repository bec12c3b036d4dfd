"""Pages go out compressed to browsers that say so: a desk of a hall is a tenth of itself then.

What the network sees of a page is its length, and secrets beside words that somebody else has chosen could be
guessed from that; why it is safe here: docs/decisions/packed-pages.md. Django's middleware also adds up to a
hundred bytes that mean nothing.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/", "application/json", "image/svg+xml")
"""Types that get smaller. Workbooks, pictures and typefaces are packed by nature."""


class PackedPages(GZipMiddleware):
    """Django's, for answers that gain by it. Files of `/static/` bring their own packing, or need none."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if not isinstance(response, HttpResponse) or not kind.startswith(PACKED):
            return response
        return super().process_response(request, response)
