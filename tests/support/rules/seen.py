"""What an audience is shown as whoever reads `/state/` gets it: plain values, without what is absent."""

import json
from typing import Any

import msgspec

from debate import view as whole
from debate.afterwards import debrief
from debate.assembly import Assembly, Ballot
from debate.shown import ballots
from debate.shown import hall as hall_view
from debate.shown.audience import Audience


def plain(shown: object) -> Any:
    """The same as JSON has it."""
    return json.loads(msgspec.json.encode(shown))


def view(assembly: Assembly, audience: Audience, seat: str = "") -> dict[str, Any]:
    return plain(whole.view(assembly, audience, seat))


def hall(assembly: Assembly) -> dict[str, str]:
    return plain(hall_view.hall(assembly))


def my_vote(assembly: Assembly, seat: str) -> dict[str, Any]:
    return plain(ballots.my_vote(assembly, seat))


def counting(ballot: Ballot) -> dict[str, Any]:
    return plain(ballots.counting(ballot))


def ready(assembly: Assembly) -> list[dict[str, Any]]:
    return plain(debrief.ready(assembly))


def reflections(assembly: Assembly) -> list[dict[str, Any]]:
    return plain(debrief.reflections(assembly))


def on_the_wall(assembly: Assembly) -> dict[str, Any] | None:
    return plain(debrief.on_the_wall(assembly))
