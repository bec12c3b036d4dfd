"""`/metrics`: what this server does, for Prometheus to fetch. No names, no codes, no addresses.

Figures of sockets, rooms and commands are this process's own; sessions are counted in the database that all
processes share.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from debate.assembly import Status
from debate.shown.audience import Audience
from game.live import rooms
from game.live.check_consumer import CheckConsumer
from game.live.watch.meter import PREFIX, meter
from game.models import Session
from game.web import address

NOT_YOURS = "Only for this machine itself, or with the token that METRICS_TOKEN sets.\n"


@require_GET
async def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, for a program on this machine or one that knows the token; 403 for others."""
    if not (address.same_machine(request) or _knows_the_token(request)):
        return HttpResponse(NOT_YOURS, content_type="text/plain", status=403)
    by_status = Session.objects.values_list("status").annotate(Count("pk"))
    sessions = dict.fromkeys(get_args(Status), 0) | {row[0]: row[1] async for row in by_status}
    now = CollectorRegistry()
    now.register(RoomsCollector(sessions))
    told = generate_latest(now) + generate_latest(meter.registry)
    return HttpResponse(told, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _knows_the_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


class RoomsCollector:
    """What is read off the rooms and the database at this moment, as Prometheus' library asks for it."""

    def __init__(self, sessions: Mapping[str, int]):
        self._sessions = sessions

    def collect(self) -> Iterator[Metric]:
        here = rooms.open_here()
        sockets = Counter(dict.fromkeys(get_args(Audience), 0))
        sockets["check"] = CheckConsumer.open_now
        for room in here:
            sockets.update(room.viewers.sockets())
        yield _by("sessions", "Sessions in the database.", "status", self._sessions)
        yield _by("sockets", "Sockets that are open now.", "audience", sockets)
        yield GaugeMetricFamily(f"{PREFIX}_rooms", "Sessions held in memory.", len(here))


def _by(name: str, what: str, label: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(f"{PREFIX}_{name}", what, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
