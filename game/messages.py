"""What a page says about the press before it, in a cookie."""

from typing import Any
from weakref import proxy

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest


class Messages(CookieStorage):
    """As Django's. The request holds them; were it held by them, both would stay in memory for a while."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any):
        super().__init__(proxy(request), *args, **kwargs)
