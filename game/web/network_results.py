"""What came of trying the classroom's network the day before: kept for the desk, without address or name.

The trying itself is done by the browser (`check.js`), the only one who can tell.
"""

import datetime
import re
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from debate.refusal import Refusal
from game.models import NetworkCheck
from game.web.times import element, written

VERDICTS: dict[str, Promise] = {
    "ready": gettext_lazy("ready"),
    "no_line": gettext_lazy("works, but without a live line"),
    "fails": gettext_lazy("will not work there"),
}
TRIED = {"address", "requests", "line", "post", "cookies", "clock", "storage", "browser"}
FOUND = re.compile(r"[a-z]{1,12}")
KEPT = 20
"""So many results are kept; older ones are forgotten."""


class Latest(NamedTuple):
    """The last result: when, "ready", "no_line" or "fails", and a sentence (HTML) that says so."""

    at: datetime.datetime
    verdict: str
    sentence: str


def keep(verdict: str, details: dict[str, str]) -> None:
    """Note a result; `details`: each of TRIED to a word for what was found. Raises Refusal("malformed")."""
    if verdict not in VERDICTS or set(details) != TRIED or not all(map(FOUND.fullmatch, details.values())):
        raise Refusal("malformed")
    NetworkCheck.objects.create(verdict=verdict, details=details)
    newest = NetworkCheck.objects.order_by("-pk").values_list("pk", flat=True)[:KEPT]
    NetworkCheck.objects.exclude(pk__in=list(newest)).delete()


def latest() -> Latest | None:
    """The last result, if this server's network was ever tried."""
    row = NetworkCheck.objects.order_by("-pk").first()
    if row is None:
        return None
    when = element(row.at, "near", _near(row.at))
    words = format_html(_("Network checked {when}: {verdict}."), when=when, verdict=VERDICTS[row.verdict])
    return Latest(row.at, row.verdict, words)


def _near(at: datetime.datetime) -> str:
    today = timezone.localdate()
    near = {today: _("today"), today - datetime.timedelta(days=1): _("yesterday")}
    day = near.get(timezone.localtime(at).date())
    return f"{day}, {written(at, 'clock')}" if day else written(at, "stamp")
