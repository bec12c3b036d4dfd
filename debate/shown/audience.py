"""Who looks at an assembly: `seat` a pupil, `teach` the desk, `screen` the wall; and what they are shown."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct
from msgspec.structs import asdict

Audience = Literal["seat", "teach", "screen"]
Moment = Annotated[int, Meta(description="moment")]
"""Milliseconds since the epoch; in `/state/` ISO 8601 in UTC."""


def given(shown: Struct) -> dict[str, Any]:
    """The fields of what is shown, without those that are not for this audience (`UNSET`)."""
    return {name: value for name, value in asdict(shown).items() if value is not UNSET}
