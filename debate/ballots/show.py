"""Show of hands: everybody sees the count as it grows; afterwards the record keeps who chose what."""

from debate.ballots.method import Method, by_threshold, one_of_three, whole, yes_and_no

METHOD = Method(
    reads=one_of_three, shares=whole, decides=by_threshold, level=yes_and_no, tally_shown=True, weighted=True
)
