"""What a page says about the press before it, in a cookie."""

from typing import Any
from weakref import proxy

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse


class Messages(CookieStorage):
    """As Django's. The request holds them; were it held by them, both would stay in memory for a while."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any):
        super().__init__(proxy(request), *args, **kwargs)

    def _update_cookie(self, encoded_data: str, response: HttpResponse) -> None:
        super()._update_cookie(encoded_data, response)  # type: ignore[misc]  # django-stubs leaves it out
        if cookie := response.cookies.get(self.cookie_name):
            cookie["path"] = settings.SESSION_COOKIE_PATH  # which Django does not do
