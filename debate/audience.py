"""Who looks at an assembly: `seat` a pupil, `teach` the desk, `screen` the wall."""

from typing import Any, Literal

Audience = Literal["seat", "teach", "screen"]
Slice = dict[str, Any]
"""A cut of what an audience may see, as plain values."""
