"""Scripts and styles of the pages put into one page that loads nothing, with the policy that keeps it so.

A file opened from disk may load no modules, so they are put one behind another, each in a function of its
own; what it imports it takes from those before it.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles import finders

_IMPORT = re.compile(r"^import (?:(\{[^}]*\}) from )?\"\./([\w-]+)\.js\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:const|class|function) (\w+)", re.MULTILINE)


class NotForAPage(Exception):
    """A text that would end the element it stands in."""


def script(plain: Iterable[str], modules: Iterable[str]) -> str:
    """Plain scripts, then the modules in an order in which each comes after those it imports."""
    texts = [found(name) for name in plain]
    texts += ["const modules = {};", *(module(name) for name in modules)]
    return within("script", "\n".join(texts))


def module(name: str) -> str:
    """A module of `static/game` as a function that is called at once, with what it exports."""
    text = found(f"game/{name}.js")
    exported = ", ".join(_EXPORT.findall(text))
    taken = _IMPORT.sub(lambda line: f'const {line[1]} = modules["{line[2]}"];' if line[1] else "", text)
    body = re.sub(r"^export ", "", taken, flags=re.MULTILINE)
    return f'modules["{name}"] = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();'


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
