"""The cookies of ours: one place that says what all of them have in common."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def give(request: HttpRequest, response: HttpResponse, name: str, value: str, seconds: int) -> None:
    """Put a cookie into this browser that scripts can't read, and that goes to no other site."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=settings.SESSION_COOKIE_PATH,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
