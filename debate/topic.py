"""The shape of a topic module: rules that decide its commands, changes that fold its events."""

from collections.abc import Callable
from typing import Any

from debate.assembly import Assembly
from debate.commands import Command
from debate.events import Event, Fact

Rules = dict[type[Command], Callable[[Assembly, Any, int], list[Fact]]]
Changes = dict[type[Event], Callable[[Assembly, Any], Assembly]]
