"""Where pages do their database work: in a thread beside the loop, that of the request."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

Given = ParamSpec("Given")
Result = TypeVar("Result")


async def in_database(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run it, with connections that are fit for use before and after. Raises what it raises."""
    found: Result = await database_sync_to_async(work)(*args, **kwargs)
    return found
