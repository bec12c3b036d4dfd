"""`/metrics`: what this server does, for Prometheus to fetch. No names, no codes, no addresses.

The text format is written here by hand: a dozen figures do not warrant a dependency. Figures of sockets,
rooms and commands are this process's own; sessions are counted in the database all processes share.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET

from debate.assembly import Status
from debate.audience import Audience
from game import address
from game.live import rooms
from game.live.check_consumer import CheckConsumer
from game.live.meter import Histogram, meter
from game.models import Session

PLAIN = "text/plain; version=0.0.4; charset=utf-8"
NOT_YOURS = "Only for this machine itself, or with the token that METRICS_TOKEN sets.\n"
Lines = Iterator[str]


@require_GET
async def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, for a program on this machine or one that knows the token; 403 for others."""
    if not (address.same_machine(request) or _knows_the_token(request)):
        return HttpResponse(NOT_YOURS, content_type="text/plain", status=403)
    by_status = Session.objects.values_list("status").annotate(Count("pk"))
    sessions = dict.fromkeys(get_args(Status), 0) | {row[0]: row[1] async for row in by_status}
    return HttpResponse("".join(_figures(sessions)), content_type=PLAIN)


def _knows_the_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


def _figures(sessions: Mapping[str, int]) -> Lines:
    here = rooms.open_here()
    sockets = Counter(dict.fromkeys(get_args(Audience), 0), check=CheckConsumer.open_now)
    for room in here:
        sockets.update(room.audiences.sockets())
    yield from _by("sessions", "gauge", "Sessions in the database.", "status", sessions)
    yield from _by("sockets", "gauge", "Sockets that are open now.", "audience", sockets)
    yield from _one("rooms", "gauge", "Sessions held in memory.", len(here))
    yield from _one("commands_taken_total", "counter", "Commands that took effect.", meter.taken)
    yield from _by("commands_refused_total", "counter", "Commands refused.", "refusal", meter.refused)
    yield from _one("pushes_total", "counter", "Pushes sent to browsers.", meter.pushes)
    yield from _one(
        "queue_longest", "gauge", "Most commands that ever waited in a room.", meter.longest_queue
    )
    yield from _spread("batch_size", "Commands saved in one transaction.", meter.batch_sizes)
    yield from _spread("save_seconds", "Time a batch took to disk.", meter.save_seconds)
    yield from _spread("loop_held_seconds", "Steps that had the loop for 10 ms or more.", meter.held_seconds)
    yield from _one(
        "loop_held_longest_seconds", "gauge", "The longest a step had the loop.", meter.held_longest
    )
    yield from _one("loop_held_too_long_total", "counter", "Steps over the bound.", meter.held_over)


def _head(name: str, kind: str, what: str) -> str:
    return f"# HELP order_of_the_day_{name} {what}\n# TYPE order_of_the_day_{name} {kind}\n"


def _one(name: str, kind: str, what: str, value: float) -> Lines:
    yield _head(name, kind, what)
    yield f"order_of_the_day_{name} {value}\n"


def _by(name: str, kind: str, what: str, label: str, values: Mapping[str, int]) -> Lines:
    """One figure for each value of a label; our own words, so nothing in them needs escaping."""
    yield _head(name, kind, what)
    for key, value in values.items():
        yield f'order_of_the_day_{name}{{{label}="{key}"}} {value}\n'


def _spread(name: str, what: str, histogram: Histogram) -> Lines:
    """A histogram: each bucket counts all values up to its bound."""
    yield _head(name, "histogram", what)
    upto = 0
    for bound, values in zip((*histogram.bounds, "+Inf"), histogram.buckets, strict=True):
        upto += values
        yield f'order_of_the_day_{name}_bucket{{le="{bound}"}} {upto}\n'
    yield f"order_of_the_day_{name}_sum {histogram.sum}\norder_of_the_day_{name}_count {upto}\n"
