"""The scripts of a page: joined in one file where they were made (`game/assets/`), else each by itself."""

import json
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct, to_builtins

from game.assets import modules

register = template.Library()

CORE = f"game/{modules.CORE}"
HTMX = {
    # No style element of its own: the policy forbids it.
    "includeIndicatorCSS": False,
    "history": False,
    # What `live.js` wrote is left alone.
    "morphIgnore": ["data-htmx-powered", "data-state", "open"],
    "morphSkipChildren": "[data-answer]",
}
FACE = "game/display-latin.woff2"
"""The typeface that every page shows before anything else."""


def _made(name: str) -> bool:
    return bool(getattr(staticfiles_storage, "has", lambda _: False)(name))


@register.simple_tag
def scripts_of_every_page() -> SafeString:
    """What draws clocks, halls and times, and keeps what is being typed."""
    files = [CORE] if _made(CORE) else [f"game/{modules.files()[name]}" for name in modules.ON_EVERY_PAGE]
    return format_html_join("\n", '<script src="{}" type="module"></script>', ((static(f),) for f in files))


@register.simple_tag
def htmx_config() -> SafeString:
    """How htmx is to behave, on pages and in files."""
    return format_html("<meta name=\"htmx-config\" content='{}'>", mark_safe(json.dumps(HTMX)))


@register.filter
def as_data(shown: Struct) -> Any:
    """What a script reads on a page: `{{ timeline|as_data|json_script:"timeline" }}`."""
    return to_builtins(shown)


@register.simple_tag
def face_ahead() -> SafeString:
    """Asks for the typeface of headings before the style sheet is read."""
    if not _made(FACE):
        return SafeString("")
    return format_html('<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', static(FACE))
