"""Events as JSON and back, with versions, so that a session played today can be replayed for ever.

An event is written as an object tagged with its kind. When the shape of a kind changes, raise its number in
VERSIONS and add the step from the old shape to UPCASTS; a journal is never rewritten.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import fields

from debate.assembly import Assembly
from debate.events import AnyEvent, Event

VERSIONS: dict[str, int] = {}
"""Kinds that are past their first shape, with the number of the present one."""

UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(kind, old version) to the step that makes the next version's fields of it."""

_encoder = msgspec.json.Encoder(order="deterministic")
_AnyEvent: Any = AnyEvent
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


class UnknownEvent(Exception):
    """A journal holds something this program cannot read, perhaps from a newer version of it."""


def kind_of(event: Event) -> str:
    """The name under which this kind of event is written."""
    return type(event).__name__


def version_of(kind: str) -> int:
    """The number of the shape in which events of this kind are written now."""
    return VERSIONS.get(kind, 1)


def encode(event: Event) -> str:
    """The event as JSON text."""
    return _encoder.encode(event).decode()


def decode(text: str, version: int = 1) -> AnyEvent:
    """The event that this JSON text, written in this version, stands for. Raises UnknownEvent."""
    try:
        fields = msgspec.json.decode(text)
        kind = fields["kind"]
        if version == version_of(kind):
            return _decoder.decode(text)
        if version > version_of(kind):
            raise UnknownEvent(f"{kind} of version {version} was written by a newer program")
        for step in range(version, version_of(kind)):
            fields = UPCASTS[kind, step](fields)
        event: AnyEvent = msgspec.convert(fields, _AnyEvent)
        return event
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise UnknownEvent(f"{text[:80]!r}, version {version}: {error}") from error


def digest(assembly: Assembly) -> str:
    """A fingerprint of the whole state: equal for equal states, whoever folded them and when.

    Of the steps that can be undone only the numbers count: what they would bring back was fingerprinted then.
    How often somebody did something (`Assembly.done`) is a count of the entries themselves, and left out.
    Of the scenario its version does. Fields at their default are left out (`assembly.State`).
    """
    state = {
        name: value
        for name, default in _DEFAULTS.items()
        if name not in ("scenario", "steps", "done") and (value := getattr(assembly, name)) != default
    }
    scenario, steps = assembly.scenario, [step.number for step in assembly.steps]
    return hashlib.sha256(_plain.encode((scenario.slug, scenario.version, state, steps))).hexdigest()


_DEFAULTS = {field.name: field.default for field in fields(Assembly)}


def _as_plain(value: Any) -> Any:
    return {str(key): item for key, item in value.items()} if isinstance(value, Map) else value


_plain = msgspec.json.Encoder(enc_hook=_as_plain, order="deterministic")
