"""Scripts and styles of the pages put into one page that loads nothing, with the policy that keeps it so.

A file opened from disk may load no modules, so they are put one behind another (`game/assets/modules.py`).
"""

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles import finders

from game.assets.modules import in_order, module


class NotForAPage(Exception):
    """A text that would end the element it stands in."""


def script(plain: Iterable[str], wanted: Iterable[str]) -> str:
    """Plain scripts, then these modules with all that they import."""
    texts = [found(name) for name in plain]
    texts += ["const modules = {};", *map(module, in_order(wanted))]
    return within("script", "\n".join(texts))


def style(*names: str) -> str:
    """The stylesheets, one behind another."""
    return within("style", "\n".join(found(name) for name in names))


def found(name: str) -> str:
    """The text of a static file."""
    return Path(str(finders.find(name))).read_text(encoding="utf-8")


def within(element: str, text: str) -> str:
    """The text, if it can stand in such an element. Raises NotForAPage."""
    if f"</{element}" in text.lower() or "<!--" in text:
        raise NotForAPage(element)
    return text


def policy(script: str, style: str) -> str:
    """The content policy of a page with one script and one style: nothing else runs, nothing loads."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
