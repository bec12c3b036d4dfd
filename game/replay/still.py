"""Live parts as pictures: they look as they did, and nothing in them can be sent any more.

A form becomes a fieldset that is switched off. Buttons that only open a note on a source stay as they are.
For a second meeting on the same page the ids are told apart, and sections are no landmarks of the page.
"""

import re

from django.utils.safestring import SafeString, mark_safe

# An attribute may hold ">" within its quotes.
_FORM = re.compile(r"<form\b((?:\"[^\"]*\"|[^>\"])*)>")
_SENDS = re.compile(r"\s(?:method|action|data-live|data-people|data-confirm)(?:=\"[^\"]*\")?(?=\s|$)")
_NAMES_AN_ID = re.compile(r"(\s(?:id|for|aria-labelledby|aria-describedby)=\")([^\"]+)\"")


def still(html: str) -> SafeString:
    """The part with its forms switched off."""
    off = _FORM.sub(lambda found: f"<fieldset disabled{_SENDS.sub('', found[1])}>", html)
    return mark_safe(off.replace("</form>", "</fieldset>"))


def apart(html: str) -> SafeString:
    """The part as it can stand beside the same part of another meeting."""
    named = _NAMES_AN_ID.sub(
        lambda found: f'{found[1]}{" ".join("beside-" + id for id in found[2].split())}"', html
    )
    return mark_safe(named.replace("<section", '<div role="group"').replace("</section>", "</div>"))
