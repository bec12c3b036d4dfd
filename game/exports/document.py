"""The file a session travels in: what is in it, typed, so that its JSON Schema and its check are one thing.

Never in it: keys, cookies, resume codes and command ids; slips of a secret vote; and,
unless asked for, pupils' names and the teacher's label.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from debate.codec import FIRST_FINGERPRINTS
from debate.events import AnyEvent
from debate.ids import BallotId, SeatId
from debate.rules.limits import MOST_ENTRIES
from debate.scenario import Scenario

FORMAT = "order-of-the-day/session"
VERSION = 2
"""Raised when the file's shape changes; events, scenarios and fingerprints have versions of their own. Files
of all earlier versions are read, too."""

Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Moment = Annotated[datetime, Meta(tz=True)]
Code = Annotated[str, Meta(pattern="^[0-9A-Z]{6}$")]


class DocumentPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common to all parts: what is not known is a mistake, not a thing to pass over."""


class Entry(DocumentPart, frozen=True, kw_only=True):
    """One entry of the journal: its place, the version of its shape, and the event as it was written."""

    seq: Annotated[int, Meta(ge=1, le=MOST_ENTRIES)]
    version: Annotated[int, Meta(ge=1, le=1000)]
    event: dict[str, Any]


class Checkpoint(DocumentPart, frozen=True, kw_only=True):
    """The fingerprint of the state after an entry (`debate/codec.py`, `digest`), and of which version of
    fingerprints it is: in files of version 1, always of the first."""

    seq: Annotated[int, Meta(ge=1, le=MOST_ENTRIES)]
    version: Annotated[str, Meta(pattern="^[0-9a-f]{12}$")] = FIRST_FINGERPRINTS
    digest: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class BoxCounts(DocumentPart, frozen=True, kw_only=True):
    """How often each choice was made in a secret vote that is closed. Only older files have it."""

    ballot: Annotated[BallotId, Meta(max_length=8)]
    counts: dict[Annotated[str, Meta(max_length=200)], Count]


class Pupil(DocumentPart, frozen=True, kw_only=True):
    """Who sat in a seat. `beside`: shares it with the pupil named before; `paper`: without a device."""

    seat: Annotated[SeatId, Meta(max_length=8)]
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    beside: bool = False
    paper: bool = False


class Document(DocumentPart, frozen=True, kw_only=True):
    """A whole session. `scenario`: the version it was played with; `pupils`, `label`: only if asked for."""

    format: Literal["order-of-the-day/session"] = "order-of-the-day/session"
    format_version: Literal[1, 2] = 2
    code: Code
    made_at: Moment
    created_at: Moment
    scenario: Scenario
    entries: Annotated[list[Entry], Meta(min_length=1, max_length=MOST_ENTRIES)]
    checkpoints: list[Checkpoint] = []
    boxes: list[BoxCounts] = []
    pupils: list[Pupil] = []
    label: Annotated[str, Meta(max_length=60)] = ""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file, with the shapes of today's events."""
    union: Any = AnyEvent
    (whole, event), parts = msgspec.json.schema_components((Document, union), ref_template="#/$defs/{name}")
    parts["Entry"]["properties"]["event"] = event
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole, "$defs": parts}
