"""Show of hands: everybody sees the count as it grows; afterwards the record keeps who chose what."""

from debate.ballots.method import Method, by_threshold, one_of_three, whole

METHOD = Method(reads=one_of_three, shares=whole, decides=by_threshold, tally_shown=True, weighted=True)
