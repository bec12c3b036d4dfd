"""Events as JSON and back, with versions, so that a session played today can be replayed for ever.

An event is written as an object tagged with its kind. When the shape of a kind changes, raise its number in
VERSIONS and add the step from the old shape to UPCASTS; a journal is never rewritten.
"""

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

import msgspec
from immutables import Map
from msgspec.structs import fields

from debate.assembly import Assembly, Request
from debate.events import AnyEvent, Event
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.shape import shape_of

VERSIONS: dict[str, int] = {"HeadlineWritten": 2, "MinutesWritten": 2}
"""Kinds that are past their first shape, with the number of the present one."""

UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("HeadlineWritten", 1): lambda old: {**old, "id": ""},
    ("MinutesWritten", 1): lambda old: {**old, "id": ""},
}
"""(kind, old version) to the step that makes the next version's fields of it."""

_encoder = msgspec.json.Encoder(order="deterministic")
_AnyEvent: Any = AnyEvent
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_KINDS = {kind.__name__ for kind in get_args(AnyEvent)}


class _Dated(msgspec.Struct):
    """What every event has, of whatever kind and version."""

    at: int


_dated = msgspec.json.Decoder(_Dated)


class UnknownEvent(Refusal):
    """A journal holds something this program cannot read, perhaps from a newer version of it.

    As text it says what, for whoever looks after the server; others are told as of any refusal.
    """

    def __init__(self, what: str):
        super().__init__("unreadable")
        self.args = (what,)


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
        if kind not in _KINDS:
            raise UnknownEvent(f"{kind!r:.60} is no kind of event that this program knows")
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


def moment_of(text: str) -> int:
    """When the event in this JSON text happened, also one of a newer program. Raises UnknownEvent."""
    try:
        return _dated.decode(text).at
    except msgspec.DecodeError as error:
        raise UnknownEvent(f"{text[:80]!r}: {error}") from error


class Fingerprint(NamedTuple):
    """The digest of a state, and the version of fingerprints it is of. Only those of one version can be
    compared: others may differ although the states are the same."""

    version: str
    digest: str


def differs(kept: Fingerprint, assembly: Assembly) -> bool:
    """Was this fingerprint made of another state? One of another version does not tell."""
    return kept.version == FINGERPRINTS and kept.digest != digest(assembly)


def digest(assembly: Assembly) -> str:
    """The digest of the whole state: equal for equal states, whoever folded them and when.

    Of the steps that can be undone only the numbers count: what they would bring back was fingerprinted then.
    How often somebody did something (`Assembly.done`) is a count of the entries themselves, and left out.
    Of the scenario its version does. Fields at their default are left out (`assembly.State`).
    """
    state = {
        name: value
        for name, default in _DEFAULTS.items()
        if name not in _COUNT_OTHERWISE and (value := getattr(assembly, name)) != default
    }
    scenario, steps = assembly.scenario, [step.number for step in assembly.steps]
    return _digest_of((scenario.slug, scenario.version, state, steps))


_COUNT_OTHERWISE = ("scenario", "steps", "done")
"""Of these fields only what `digest` says of them."""
_DEFAULTS = {field.name: field.default for field in fields(Assembly)}


def _digest_of(value: Any) -> str:
    return hashlib.sha256(_plain.encode(value)).hexdigest()


def _as_plain(value: Any) -> Any:
    return {str(key): item for key, item in value.items()} if isinstance(value, Map) else value


_plain = msgspec.json.Encoder(enc_hook=_as_plain, order="deterministic")


_ONE_OF_EACH = (Map({2: Request(seat=SeatId("s1"), purpose="support")}), frozenset({"s2", "s1"}))
FINGERPRINTS = _digest_of((shape_of(Assembly, left_out=_COUNT_OTHERWISE), _ONE_OF_EACH))[:12]
"""The version of the fingerprints made here. It is the digest of the state's shape and of a few values, made
in the very same way, so that whoever changes either has changed the version, too, without a thought of it."""
FIRST_FINGERPRINTS = "94a904d20a05"
"""The version of those that were kept when they did not say theirs yet."""
