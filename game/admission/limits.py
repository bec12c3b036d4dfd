"""The limits of this server, each a setting: LIMIT_JOINS_AT_ONCE and so on, from the environment.

They are meant so that a whole school behind one address never meets them, and a script does at once.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Limits:
    """Whole numbers from 1. What is said of a person holds for a seat's pupil and for a browser at the desk;
    a stranger is whoever shows neither a seat's cookie nor a desk's."""

    commands_at_once: int = 60
    """Commands of one person, over all their sockets and posts."""
    commands_a_minute: int = 300
    frames_at_once: int = 1000
    """Frames of one person, of whatever kind; each kibibyte in a frame counts as one more."""
    frames_a_minute: int = 1200
    stranger_frames_at_once: int = 100
    """Frames of one stranger's socket."""
    stranger_frames_a_minute: int = 600
    sockets_at_once: int = 40
    """Sockets that one person opens, whether they stay open or not."""
    sockets_a_minute: int = 120
    stranger_sockets_at_once: int = 100
    """Sockets that the strangers of one address open."""
    stranger_sockets_a_minute: int = 120
    sockets_a_person: int = 16
    """Sockets open together."""
    stranger_sockets_an_address: int = 100
    stranger_sockets_a_session: int = 200
    joins_at_once: int = 400
    """Seats asked for by the strangers of one address."""
    joins_a_minute: int = 400
    own_joins_at_once: int = 20
    """Seats asked for by one who has a seat or a desk elsewhere already."""
    own_joins_a_minute: int = 10
    guesses_at_once: int = 60
    """Wrong codes, of one person or of the strangers of one address."""
    guesses_a_minute: int = 60
    requests_waiting: int = 500
    """Requests of one person, or of the strangers of one address, that wait for their turn."""
    idle_an_address: int = 500
    """Connections of one address on which no request is complete; the oldest has to go for a newer one."""
    idle_seconds: int = 15
    """How long a new connection may take to send its first whole request."""
    body_kib: int = 1024
    """The largest body of a request."""


def from_environment(given: Mapping[str, str]) -> Limits:
    """The limits as this environment sets them. Raises ImproperlyConfigured, naming the setting."""
    found = {}
    for field in fields(Limits):
        name = f"LIMIT_{field.name.upper()}"
        if typed := given.get(name):
            if not typed.isdecimal() or not 0 < len(typed) < 10 or int(typed) < 1:
                raise ImproperlyConfigured(f"{name} is “{typed}”. Set a whole number from 1.")
            found[field.name] = int(typed)
    return Limits(**found)


limits = from_environment(os.environ)
