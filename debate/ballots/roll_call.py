"""Roll call: each vote is given by name, and everybody sees at once who chose what."""

from debate.ballots.method import Method, cast_openly

METHOD = Method(cast=cast_openly, tally_shown=True, names_shown=True, weighted=True)
