"""By unit: everybody votes by name, and each faction or delegation then has one vote (`units.py`)."""

from msgspec.structs import replace

from debate.ballots import roll_call

METHOD = replace(roll_call.METHOD, weighted=False, of_units=True)
