"""Roll call: each vote is given by name, and everybody sees at once who chose what.

All may answer at once, or seat by seat as they are called (`Ballot.calls`).
"""

from msgspec.structs import replace

from debate.ballots import show

METHOD = replace(show.METHOD, names_shown=True, called=True)
