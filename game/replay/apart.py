"""The parts of a second meeting, so that they can stand on one page with those of the first.

Ids are told apart in the finished HTML: written by templates, each of the six hundred that parts hold would
need a tag, and every part that is kept would be drawn once more for the second meeting. No form is touched
here (`templatetags/acts.py`).
"""

import re

from django.utils.safestring import SafeString, mark_safe

_NAMES_AN_ID = re.compile(r"(\s(?:id|for|aria-labelledby|aria-describedby)=\")([^\"]+)\"")


def apart(html: str) -> SafeString:
    """The part as it can stand beside the same part of another meeting: its ids are told apart, and its
    sections are no landmarks of the page."""
    named = _NAMES_AN_ID.sub(
        lambda found: f'{found[1]}{" ".join("beside-" + id for id in found[2].split())}"', html
    )
    return mark_safe(named.replace("<section", '<div role="group"').replace("</section>", "</div>"))
