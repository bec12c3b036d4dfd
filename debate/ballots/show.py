"""Show of hands: everybody sees the count as it grows; afterwards the record keeps who chose what."""

from debate.ballots.method import Method, cast_openly

METHOD = Method(cast=cast_openly, tally_shown=True, names_shown=False, weighted=True)
